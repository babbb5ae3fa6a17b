package eval

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Kind says what a question is to its library.
type Kind string

const (
	Answerable   Kind = "answerable"
	Unanswerable Kind = "adversarial" // made for these very articles, which do not answer it
	Outside      Kind = "out"         // made for other articles

	Page    Kind = "page"      // no question, but a web page with an article to find
	Article Kind = "article"   // no question, but an article to say of who says what
	Quoted  Kind = "quotation" // nor this: a quotation to check
)

// Question is a question with what is known of its answer.
type Question struct {
	ID      string
	Text    string
	Kind    Kind
	Gold    []Gold   // where it is answered: one of these is enough
	Answers []string // words of which a right sentence holds one, folded; none when only the place is known
}

// Gold is a paragraph, or an article, that answers.
type Gold struct {
	Document corpus.ID
	Block    int    // of the paragraph; -1 for the whole article
	Text     string // of the paragraph; another one with the same words is as good

	Sentences []corpus.Span // those that answer, in bytes from the beginning of the paragraph
}

// is reports whether a block is the paragraph, or stands in the article.
func (g Gold) is(d *corpus.Document, block int) bool {
	if g.Block < 0 {
		return d.ID() == g.Document
	}
	return d.ID() == g.Document && block == g.Block || d.Slice(d.Blocks()[block].Span) == g.Text
}

// at reports whether a block is a gold paragraph, or stands in a gold article.
func (q *Question) at(d *corpus.Document, block int) bool {
	return slices.ContainsFunc(q.Gold, func(g Gold) bool { return g.is(d, block) })
}

// paragraph reports whether the place is known to the paragraph.
func (q *Question) paragraph() bool { return len(q.Gold) > 0 && q.Gold[0].Block >= 0 }

// placed reports whether it is known to the sentence.
func (q *Question) placed() bool {
	return slices.ContainsFunc(q.Gold, func(g Gold) bool { return len(g.Sentences) > 0 })
}

// judged reports whether it is known which sentences answer.
func (q *Question) judged() bool { return len(q.Answers) > 0 || q.placed() }

// Answered reports whether the words at a span of a document answer: they hold
// a gold answer or, where a set has none, overlap a gold sentence. Gold answers
// are looked for as strings, without regard to case and to the form of quotation
// marks, wherever in the library the words stand.
func (q *Question) Answered(d *corpus.Document, s corpus.Span) bool {
	if len(q.Answers) > 0 {
		return q.holds(d.Slice(s))
	}
	return q.Golden(d, s)
}

// holds reports whether words hold a gold answer.
func (q *Question) holds(words string) bool {
	words = fold(words)
	return slices.ContainsFunc(q.Answers, func(a string) bool { return strings.Contains(words, a) })
}

// Golden reports whether a span of a document overlaps a gold sentence of a
// gold paragraph.
func (q *Question) Golden(d *corpus.Document, s corpus.Span) bool {
	block := d.BlockAt(s.Start)
	if block < 0 {
		return false
	}
	from := d.Blocks()[block].Span.Start
	s = corpus.Span{Start: s.Start - from, End: s.End - from}
	return slices.ContainsFunc(q.Gold, func(g Gold) bool {
		return g.Block >= 0 && g.is(d, block) && slices.ContainsFunc(g.Sentences, s.Overlaps)
	})
}
