package search

import (
	"cmp"
	"encoding/json"
	"slices"
	"sync"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// note is what is kept with a document in the index: who says what in it. It is
// made when the document is indexed, once for each revision: reading a long
// article takes milliseconds, and a question looks at fifty of them, a name that
// is typed at thousands.
type note struct {
	Revision  int         `json:"rev"`
	Published corpus.Date `json:"date,omitzero"`
	Speakers  []spoken    `json:"by,omitempty"`
	Said      []said      `json:"said,omitempty"`
}

// spoken is the speaker of a sentence. The keys are short, since there are many.
type spoken struct {
	Sentence int            `json:"i"`
	Name     string         `json:"n"`
	Role     string         `json:"r,omitempty"`
	Via      string         `json:"v,omitempty"`
	Kind     attribute.Kind `json:"k"`
	At       corpus.Span    `json:"a"`
	Cue      corpus.Span    `json:"c"`
}

// said is a statement.
type said struct {
	Name    string         `json:"n"`
	Role    string         `json:"r,omitempty"`
	Via     string         `json:"v,omitempty"`
	Cue     string         `json:"c,omitempty"`
	Kind    attribute.Kind `json:"k"`
	Span    corpus.Span    `json:"s"` // whole sentences
	Content []corpus.Span  `json:"q,omitempty"`

	document  corpus.ID
	revision  int
	published corpus.Date
}

func (s *said) speaker() attribute.Speaker {
	return attribute.Speaker{Name: s.Name, Role: s.Role, Via: s.Via, Cue: s.Cue, Kind: s.Kind}
}

// noteOf makes the note of a document.
func noteOf(d *corpus.Document) ([]byte, error) {
	reading := attribute.Read(d)
	n := note{Revision: d.Provenance().Revision, Published: d.Metadata().Published, Said: statements(d, reading)}
	for i, s := range reading.Speakers {
		if s != nil {
			n.Speakers = append(n.Speakers, spoken{i, s.Name, s.Role, s.Via, s.Kind, s.NameSpan, s.CueSpan})
		}
	}
	return json.Marshal(n)
}

// speakersFrom returns the speakers of a document's sentences as a note has
// them; nil when it is no note of this revision, so that they are found anew.
func speakersFrom(d *corpus.Document, data []byte) func() []*attribute.Speaker {
	if len(data) == 0 {
		return nil
	}
	return sync.OnceValue(func() []*attribute.Speaker {
		var n note
		if json.Unmarshal(data, &n) != nil || n.Revision != d.Provenance().Revision {
			return attribute.Speakers(d)
		}
		out := make([]*attribute.Speaker, len(d.Sentences()))
		for _, s := range n.Speakers {
			if s.Sentence < 0 || s.Sentence >= len(out) || !s.At.In(len(d.Text())) || !s.Cue.In(len(d.Text())) {
				return attribute.Speakers(d)
			}
			out[s.Sentence] = &attribute.Speaker{Name: s.Name, Role: s.Role, Via: s.Via, Kind: s.Kind, NameSpan: s.At, CueSpan: s.Cue, Cue: d.Slice(s.Cue)}
		}
		return out
	})
}

// statements gathers who says what: sentences that follow each other by their
// speaker, and what others are quoted as saying within them.
func statements(d *corpus.Document, reading attribute.Reading) []said {
	var out []said
	for i, s := range reading.Speakers {
		if s == nil || s.Name == "" {
			continue
		}
		span := d.Sentences()[i].Span
		if n := len(out); n > 0 && goesOn(d, reading.Speakers, i) {
			out[n-1].Span.End = span.End
			continue
		}
		out = append(out, said{Name: s.Name, Role: s.Role, Via: s.Via, Cue: s.Cue, Kind: s.Kind, Span: span})
	}
	for i := range reading.Attributions {
		out = addAttribution(out, d, &reading.Attributions[i])
	}
	slices.SortStableFunc(out, func(a, b said) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// goesOn reports whether a sentence goes on with what the one before it says.
func goesOn(d *corpus.Document, speakers []*attribute.Speaker, i int) bool {
	if i == 0 || speakers[i-1] == nil || d.Sentences()[i-1].Block != d.Sentences()[i].Block {
		return false
	}
	return speakers[i-1].Name == speakers[i].Name && speakers[i-1].CueSpan == speakers[i].CueSpan
}

// addAttribution marks the content of an attribution in the statement that it
// is part of, or adds it when it is of somebody else.
func addAttribution(out []said, d *corpus.Document, a *attribute.Attribution) []said {
	if a.Name == "" || !a.Speech {
		return out
	}
	for i := range out {
		if out[i].Name == a.Name && slices.ContainsFunc(a.Content, out[i].Span.Overlaps) {
			out[i].mark(a.Content)
			return out
		}
	}
	sentences := d.Sentences()
	i := slices.IndexFunc(sentences, func(s corpus.Sentence) bool { return s.Span.Overlaps(a.Cue[0]) })
	if i < 0 {
		return out
	}
	st := said{Name: a.Name, Role: a.Role, Via: a.Via, Cue: d.Slice(a.Cue[0]), Kind: a.Kind, Span: sentences[i].Span}
	st.mark(a.Content)
	return append(out, st)
}

// mark marks content, as far as it is part of the statement and not marked yet.
func (s *said) mark(content []corpus.Span) {
	for _, c := range content {
		c.Start, c.End = max(c.Start, s.Span.Start), min(c.End, s.Span.End)
		if c.Start < c.End && !slices.ContainsFunc(s.Content, c.Overlaps) {
			s.Content = append(s.Content, c)
		}
	}
	slices.SortFunc(s.Content, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
}
