package reader

import (
	"sync"
	"sync/atomic"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/terms"
)

// Text is a document as the reader sees it. Sentences are analysed when they
// are first looked at. It is safe for concurrent use.
type Text struct {
	Document  *corpus.Document
	Language  terms.Language // that it is written in
	title     map[string]bool
	sentences []atomic.Pointer[Sentence]
	speakers  func() []*attribute.Speaker
	dates     func() [][]when.Date

	vocabulary func() *vocabulary
}

// Sentence is an analysed sentence.
type Sentence struct {
	Span     corpus.Span
	Language terms.Language // of its document
	Terms    []terms.Term   // spans are of the document
	first    map[string]int // term → index of its first place in Terms
	words    int            // how many words, stop words too
}

// NewText prepares a document for reading. speakers returns to whom each
// sentence is attributed, where that is known already; nil: it is found when it
// is asked for.
func NewText(d *corpus.Document, speakers func() []*attribute.Speaker) *Text {
	meta := d.Metadata()
	t := &Text{Document: d, Language: terms.LanguageOf(d), title: map[string]bool{}, sentences: make([]atomic.Pointer[Sentence], len(d.Sentences()))}
	for _, w := range terms.Of(meta.Title+"\n"+meta.Subtitle, t.Language) {
		if !w.Stop {
			t.title[w.Text] = true
		}
	}
	if t.speakers = speakers; speakers == nil {
		t.speakers = sync.OnceValue(func() []*attribute.Speaker { return attribute.Speakers(d) })
	}
	t.dates = sync.OnceValue(func() [][]when.Date { return when.Of(d, string(t.Language)) })
	t.vocabulary = sync.OnceValue(t.read)
	return t
}

// Sentence returns the analysed sentence with the given index, nil outside.
func (t *Text) Sentence(i int) *Sentence {
	if i < 0 || i >= len(t.sentences) {
		return nil
	}
	if s := t.sentences[i].Load(); s != nil {
		return s
	}
	span := t.Document.Sentences()[i].Span
	s := &Sentence{Span: span, Language: t.Language, first: map[string]int{}}
	s.Terms = terms.Of(t.Document.Slice(span), t.Language)
	for j := range s.Terms {
		w := &s.Terms[j]
		w.Span = corpus.Span{Start: w.Span.Start + span.Start, End: w.Span.End + span.Start}
		if !w.Initials {
			s.words++
		}
		if _, ok := s.first[w.Text]; !ok && !w.Stop {
			s.first[w.Text] = j
		}
	}
	t.sentences[i].Store(s)
	return s
}

// Speaker returns to whom a sentence is attributed, nil when to nobody.
func (t *Text) Speaker(i int) *attribute.Speaker {
	all := t.speakers()
	if i < 0 || i >= len(all) {
		return nil
	}
	return all[i]
}

// Dates returns the times that each sentence names.
func (t *Text) Dates() [][]when.Date { return t.dates() }

// has says how much of a wanted term a sentence has: 1, the factor of the
// best other term, that of another form, or 0.
func (s *Sentence) has(w *Wanted) float64 {
	if s == nil {
		return 0
	}
	if _, ok := s.first[w.Text]; ok {
		return 1
	}
	best := 0.0
	for _, o := range w.Others {
		if _, ok := s.first[o.Text]; ok {
			best = max(best, o.Factor)
		}
	}
	if best == 0 {
		best = s.resembles(w)
	}
	return best
}

// place returns the index in Terms of a wanted term, or of one that stands for it; -1.
func (s *Sentence) place(w *Wanted) int {
	if i, ok := s.first[w.Text]; ok {
		return i
	}
	for _, o := range w.Others {
		if i, ok := s.first[o.Text]; ok {
			return i
		}
	}
	return -1
}

// titled says how much of a wanted term the title has.
func (t *Text) titled(w *Wanted) float64 {
	if t.title[w.Text] {
		return 1
	}
	best := 0.0
	for _, o := range w.Others {
		if t.title[o.Text] {
			best = max(best, o.Factor)
		}
	}
	return best
}
