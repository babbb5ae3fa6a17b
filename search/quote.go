package search

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
	"github.com/pincite/pincite/search/terms"
)

// secondFrom is the share of the best score that a further quotation must have.
const secondFrom = 0.6

// quote takes the quotations of the best candidates. A sentence that several
// documents have in the same words is shown once.
func quote(q *reader.Question, candidates []reader.Candidate, limit int, explain bool, answer *Answer) error {
	shown := map[string]bool{}
	var taken []corpus.Quote
	for i := range candidates {
		c := &candidates[i]
		if len(answer.Evidence) == limit || c.Score < secondFrom*candidates[0].Score {
			break
		}
		if i > 0 && c.Values[reader.SaidByOther] > 0 {
			continue
		}
		said := normalized(c.Text.Document.Slice(c.Text.Sentence(c.Sentence).Span), c.Text.Language)
		span := reader.Extent(q, c.Text, c.Sentence)
		if shown[said] || overlaps(taken, c.Text.Document.ID(), span) {
			continue
		}
		shown[said] = true
		words, err := c.Text.Document.Quote(span, reader.Marks(q, c.Text, c.Sentence)...)
		if err != nil {
			return err
		}
		taken = append(taken, words)
		ev := Evidence{Quote: words, Speaker: c.Text.Speaker(c.Sentence), Score: c.Score, Confidence: answer.Confidence}
		if i > 0 {
			ev.Confidence *= max(0, c.Score) / candidates[0].Score
		}
		if explain {
			ev.Account = account(c)
		}
		answer.Evidence = append(answer.Evidence, ev)
	}
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

// account says what a score is made of. Its points add up to the score.
func account(c *reader.Candidate) []Point {
	var out []Point
	for i, v := range c.Values {
		if v != 0 {
			out = append(out, Point{reader.FeatureNames[i], v, reader.FeaturePoints(i, v)})
		}
	}
	return out
}
