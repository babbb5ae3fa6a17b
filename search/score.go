package search

import (
	"cmp"
	"context"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// load brings the documents of the hits from the store. Passages of documents
// that the store does not have as they were indexed are left out.
func (e *Engine) load(ctx context.Context, scope corpus.Scope, found retrieved) (map[corpus.ID]*reader.Text, error) {
	lib, _ := scope.Library()
	texts := map[corpus.ID]*reader.Text{}
	var missing []corpus.ID
	for _, h := range found.hits {
		if _, seen := texts[h.Document]; seen {
			continue
		}
		t, ok := e.texts.Get(textKey{lib, h.Document, h.Revision, found.epoch})
		if !ok {
			missing = append(missing, h.Document)
		}
		texts[h.Document] = t
	}
	if len(missing) == 0 {
		return texts, nil
	}
	docs, err := e.cfg.Source.Documents(ctx, scope, missing)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		t := reader.NewText(d)
		texts[d.ID()] = t
		e.texts.Add(textKey{lib, d.ID(), d.Provenance().Revision, found.epoch}, t)
	}
	return texts, nil
}

// score measures every sentence of the candidate passages, best first. Ties
// go by document, then by place.
func score(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text) []reader.Candidate {
	type place struct {
		document corpus.ID
		sentence int
	}
	seen := map[place]bool{}
	var out []reader.Candidate
	top := 0.0
	for _, h := range found.hits {
		top = max(top, h.Score)
	}
	for _, h := range found.hits {
		t := texts[h.Document]
		if t == nil || t.Document.Provenance().Revision != h.Revision || h.Number >= len(t.Document.Passages()) {
			continue
		}
		p := t.Document.Passages()[h.Number]
		for i := p.Sentences[0]; i < p.Sentences[1]; i++ {
			if seen[place{h.Document, i}] {
				continue
			}
			seen[place{h.Document, i}] = true
			c := reader.Candidate{Text: t, Sentence: i}
			if top > 0 {
				c.Rank = h.Score / top
			}
			reader.Measure(q, &c, p.Sentences[0], p.Sentences[1])
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b reader.Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Text.Document.ID(), b.Text.Document.ID()), cmp.Compare(a.Sentence, b.Sentence))
	})
	return out
}
