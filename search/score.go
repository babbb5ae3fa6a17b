package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// take takes the notes of the documents that were found and are not ready yet.
func (found *retrieved) take(ctx context.Context, v *index.View, lib corpus.Library, ready func(textKey) bool) error {
	found.notes = map[corpus.ID][]byte{}
	for _, h := range found.hits {
		if _, ok := found.notes[h.Document]; ok || ready(textKey{lib, h.Document, h.Revision, found.epoch}) {
			continue
		}
		var err error
		if found.notes[h.Document], err = v.Note(ctx, h.Document); err != nil {
			return err
		}
	}
	return nil
}

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
		t := reader.NewText(d, speakersFrom(d, found.notes[d.ID()]))
		texts[d.ID()] = t
		e.texts.Add(textKey{lib, d.ID(), d.Provenance().Revision, found.epoch}, t)
	}
	return texts, nil
}

// score measures every sentence of the candidate passages, best first. Ties
// go by document, then by place.
func score(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text) []reader.Candidate {
	type spot struct {
		document corpus.ID
		sentence int
	}
	seen := map[spot]bool{}
	reading := reader.Read(q)
	var out []reader.Candidate
	ranked := ranks(q, found)
	for n, h := range found.hits {
		t := texts[h.Document]
		if t == nil || t.Document.Provenance().Revision != h.Revision || h.Number >= len(t.Document.Passages()) {
			continue
		}
		p := t.Document.Passages()[h.Number]
		for i := p.Sentences[0]; i < p.Sentences[1]; i++ {
			if seen[spot{h.Document, i}] {
				continue
			}
			seen[spot{h.Document, i}] = true
			c := reader.Candidate{Text: t, Sentence: i, Passage: p.Sentences, Hit: ranked[n]}
			reading.Measure(&c)
			out = append(out, c)
		}
	}
	reading.Compare(out)
	out = order(out, (*reader.Candidate).Promise)
	for i := range out {
		if i < reader.Considered {
			reading.Examine(&out[i])
			reader.Rate(&out[i])
		} else {
			out[i].Score, out[i].PassageScore = unrated+out[i].Promise(), math.Inf(-1)
		}
	}
	return order(out, func(c *reader.Candidate) float64 { return c.Score })
}

// unrated is below every score that is rated.
const unrated = -1000

// order returns candidates by a measure, best first. Ties go by document, then
// by place. A candidate is nearly a kilobyte, so their places are sorted in their
// stead.
func order(cs []reader.Candidate, by func(*reader.Candidate) float64) []reader.Candidate {
	places, measure := make([]int, len(cs)), make([]float64, len(cs))
	for i := range cs {
		places[i], measure[i] = i, by(&cs[i])
	}
	slices.SortStableFunc(places, func(i, j int) int {
		if c := cmp.Compare(measure[j], measure[i]); c != 0 {
			return c
		}
		a, b := &cs[i], &cs[j]
		return cmp.Or(cmp.Compare(a.Text.Document.ID(), b.Text.Document.ID()), cmp.Compare(a.Sentence, b.Sentence))
	})
	out := make([]reader.Candidate, len(cs))
	for k, i := range places {
		out[k] = cs[i]
	}
	return out
}

// ranks says of each hit how it stands among the others.
func ranks(q *reader.Question, found retrieved) []reader.Hit {
	top, total := 0.0, 0.0
	documents, most := map[corpus.ID]float64{}, 0.0
	for i := range q.Terms {
		total += q.Terms[i].Weight
	}
	for _, h := range found.hits {
		top = max(top, h.Score)
		documents[h.Document] += h.Score
		most = max(most, documents[h.Document])
	}
	out := make([]reader.Hit, len(found.hits))
	for i, h := range found.hits {
		out[i].Place = i
		if top > 0 {
			out[i].Score, out[i].Gap, out[i].Document = h.Score/top, (top-h.Score)/10, documents[h.Document]/most
			out[i].Ideal = h.Score / max(total, 0.1)
		}
	}
	return out
}
