package attribute

import "github.com/pincite/pincite/corpus"

// Attribution ties words of a document to whoever they are said to be of.
type Attribution struct {
	Source  []corpus.Span // where the document names the speaker
	Cue     []corpus.Span // where it says that the speaker speaks
	Content []corpus.Span // what is said; in the order of the text, none overlaps another
	Kind    Kind
	Name    string // as full as the document gives it
}

// Attributions returns who says what in a document, in the order of the text.
func Attributions(d *corpus.Document) []Attribution {
	var out []Attribution
	quotes := quotations(d)
	var last *Speaker
	for i, s := range Speakers(d) {
		if s == nil {
			last = nil
			continue
		}
		var content []corpus.Span
		sentence := d.Sentences()[i].Span
		for _, t := range tokenize(d, sentence, quotes) {
			if t.quote >= 0 {
				content = append(content, t.span)
			}
		}
		if s.Kind == Indirect {
			content = rest(sentence, s.NameSpan, s.CueSpan)
		}
		if last != nil && last.CueSpan == s.CueSpan && last.NameSpan == s.NameSpan {
			out[len(out)-1].Content = append(out[len(out)-1].Content, content...)
			continue
		}
		last = s
		out = append(out, Attribution{Source: []corpus.Span{s.NameSpan}, Cue: []corpus.Span{s.CueSpan}, Content: content, Kind: s.Kind, Name: s.Name})
	}
	return out
}

// rest returns the longer of what stands before both and after both.
func rest(sentence, a, b corpus.Span) []corpus.Span {
	before := corpus.Span{Start: sentence.Start, End: max(sentence.Start, min(a.Start, b.Start))}
	after := corpus.Span{Start: min(max(a.End, b.End), sentence.End), End: sentence.End}
	if before.Len() > after.Len() {
		return []corpus.Span{before}
	}
	return []corpus.Span{after}
}
