package search

import (
	"context"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

const (
	defaultHits = 5
	maxHits     = 50
)

// Search finds the passages that have the words, best first: those that have
// all of them before the others.
func (e *Engine) Search(ctx context.Context, scope corpus.Scope, w Words) (Results, error) {
	begun := time.Now()
	text, err := typed(w.Text)
	if err != nil {
		return Results{}, err
	}
	lib, _ := scope.Library()
	results := Results{Library: lib}
	var asked reader.Question
	limit := w.Limit
	if limit <= 0 {
		limit = defaultHits
	}
	var found retrieved
	err = e.with(ctx, scope, func(v *index.View, head corpus.Head) (err error) {
		asked = reader.Parse(text, "", v.Languages()...)
		for i := range asked.Terms {
			asked.Terms[i].Light = false
			asked.Terms[i].Others = nil
		}
		found, results.Total, err = lookUp(ctx, v, &asked, w.Document, max(0, w.Offset), min(limit, maxHits))
		found.epoch = head.Epoch
		return err
	})
	if err != nil {
		return Results{}, err
	}
	texts, err := e.load(ctx, scope, found)
	if err != nil {
		return Results{}, err
	}
	for _, h := range found.hits {
		hit, ok, err := passageHit(&asked, texts[h.Document], h)
		if err != nil {
			return Results{}, err
		}
		if ok {
			results.Hits = append(results.Hits, hit)
		}
	}
	results.Corrected = corrections(&asked, score(&asked, found, texts))
	results.Elapsed = time.Since(begun)
	return results, nil
}

// lookUp finds one page of the passages that have the words themselves.
func lookUp(ctx context.Context, v *index.View, q *reader.Question, in corpus.ID, offset, limit int) (retrieved, int, error) {
	out := retrieved{passages: v.Passages()}
	words := make([][]index.Weighted, 0, len(q.Terms))
	for i := range q.Terms {
		t := &q.Terms[i]
		if err := weigh(ctx, v, t, false); err != nil {
			return out, 0, err
		}
		alike := []index.Weighted{{Term: t.Text, Weight: 1}}
		for _, o := range t.Others {
			alike = append(alike, index.Weighted{Term: o.Text, Weight: o.Factor})
		}
		words = append(words, alike)
	}
	var total int
	var err error
	out.hits, total, err = v.FindWords(ctx, words, in, offset, limit)
	return out, total, err
}

// passageHit quotes a passage with the words marked.
func passageHit(q *reader.Question, t *reader.Text, h index.Hit) (Hit, bool, error) {
	if t == nil || t.Document.Provenance().Revision != h.Revision || h.Number >= len(t.Document.Passages()) {
		return Hit{}, false, nil
	}
	p := t.Document.Passages()[h.Number]
	var marks []corpus.Span
	for i := p.Sentences[0]; i < p.Sentences[1]; i++ {
		marks = append(marks, reader.Matching(q, t.Sentence(i))...)
	}
	words, err := t.Document.Quote(p.Span, marks...)
	if err != nil {
		return Hit{}, false, err
	}
	return Hit{Quote: words, Score: h.Score}, true, nil
}
