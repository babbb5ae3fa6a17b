package search

import (
	"math"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
	"github.com/pincite/pincite/search/terms"
)

// secondFrom is how far behind the best a further quotation may be: its odds of
// being the one that answers are then a fiftieth of the best one's.
const secondFrom = 4

// maxAlso is how many other places of the same words are named.
const maxAlso = 5

// quote takes the quotations of the best candidates. A sentence that several
// documents have in the same words is shown once, with the other places.
func quote(q *reader.Question, candidates []reader.Candidate, limit int, explain bool, answer *Answer) error {
	shown := map[string]int{} // the words of a sentence → the piece of evidence that has them
	var taken []corpus.Quote
	for i := range candidates {
		c := &candidates[i]
		if c.Score < candidates[0].Score-secondFrom {
			break
		}
		if i > 0 && (c.Values[reader.SaidByOther] > 0 || c.Values[reader.NoVoice] >= 1) {
			continue
		}
		said := normalized(c.Text.Document.Slice(c.Text.Sentence(c.Sentence).Span), c.Text.Language)
		span := reader.Extent(q, candidates, i)
		if n, ok := shown[said]; ok {
			if err := also(&answer.Evidence[n], c); err != nil {
				return err
			}
			continue
		}
		if len(answer.Evidence) == limit || overlaps(taken, c.Text.Document.ID(), span) {
			continue
		}
		shown[said] = len(answer.Evidence)
		words, err := c.Text.Document.Quote(span, reader.Marks(q, c.Text, c.Sentence)...)
		if err != nil {
			return err
		}
		taken = append(taken, words)
		ev := Evidence{Quote: words, Speaker: c.Text.Speaker(c.Sentence), Score: c.Score, Confidence: answer.Confidence}
		if i > 0 {
			ev.Confidence *= math.Exp(c.Score - candidates[0].Score)
		}
		if q.Kind == reader.When {
			ev.Dates = counted(c.Text.Dates(), c.Text.Document, span)
		}
		if explain {
			ev.Account = points(c.Account())
		}
		answer.Evidence = append(answer.Evidence, ev)
	}
	return nil
}

// also notes that another document has the words of a piece of evidence.
func also(ev *Evidence, c *reader.Candidate) error {
	id := c.Text.Document.ID()
	if len(ev.Also) == maxAlso || ev.Quote.Citation().Document == id ||
		slices.ContainsFunc(ev.Also, func(a corpus.Citation) bool { return a.Document == id }) {
		return nil
	}
	words, err := c.Text.Document.Quote(c.Text.Sentence(c.Sentence).Span)
	if err != nil {
		return err
	}
	ev.Also = append(ev.Also, words.Citation())
	return nil
}

// overlaps reports whether words of a span were quoted already.
func overlaps(taken []corpus.Quote, id corpus.ID, span corpus.Span) bool {
	return slices.ContainsFunc(taken, func(t corpus.Quote) bool { return t.Citation().Document == id && t.Span().Overlaps(span) })
}

// normalized is a sentence as its terms, to compare it by.
func normalized(text string, lang terms.Language) string {
	var b strings.Builder
	for _, t := range terms.Of(text, lang) {
		b.WriteString(t.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// points brings the account of a score into our own words.
func points(shares []reader.Share) []Point {
	out := make([]Point, len(shares))
	for i, s := range shares {
		out[i] = Point(s)
	}
	return out
}
