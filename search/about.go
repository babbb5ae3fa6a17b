package search

import (
	"context"
	"errors"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// fieldFrom is the share of what a question about a document says beyond
// "article" and "published" that the document must have.
const fieldFrom = 0.6

// answerField answers a question about a document itself from its metadata.
// It reports false when no document fits, or when the one that fits does not
// say: then the text is asked.
func (e *Engine) answerField(ctx context.Context, scope corpus.Scope, q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text, answer *Answer) (bool, error) {
	best, share := closest(q, found, texts)
	if best == nil && found.only != "" && !q.NamesSubject() {
		// "Who wrote this article?" names none, and there is but one.
		d, err := e.cfg.Source.Documents(ctx, scope, []corpus.ID{found.only})
		if err != nil || len(d) == 0 {
			return false, err
		}
		best, share = reader.NewText(d[0], nil), 1
	}
	if best == nil || share < fieldFrom {
		return false, nil
	}
	words, err := best.Document.QuoteField(q.Field)
	if errors.Is(err, corpus.ErrNoField) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	answer.Verdict, answer.Reason, answer.Confidence = Answered, "", share
	answer.Covered = share
	answer.Evidence = []Evidence{{Quote: words, Confidence: share, Score: share}}
	return true, nil
}

// closest returns the document that has most of what the question says of its
// subject, and how much that is.
func closest(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text) (*reader.Text, float64) {
	var best *reader.Text
	most := 0.0
	seen := map[corpus.ID]bool{}
	for _, h := range found.hits {
		t := texts[h.Document]
		if t == nil || seen[h.Document] {
			continue
		}
		seen[h.Document] = true
		if share := reader.About(q, t); share > most {
			best, most = t, share
		}
	}
	return best, most
}
