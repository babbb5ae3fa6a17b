package index

import (
	"cmp"
	"slices"

	bleve "github.com/blevesearch/bleve_index_api"
)

// scored is a passage with its score.
type scored struct {
	number uint64
	score  float64
}

// best keeps the best passages of those that it is offered.
type best struct {
	limit int
	hits  []scored
	room  int     // how many may gather until it is worth sorting them out
	least float64 // the score that is needed, once there are enough
}

func (b *best) offer(s scored) {
	if s.score < b.least {
		return
	}
	if b.hits = append(b.hits, s); len(b.hits) >= b.room {
		b.trim()
	}
}

// rounding is more than the order of adding can change of a score.
const rounding = 1e-9

// beats reports whether a passage that scores at most so much is out of it.
func (b *best) beats(score float64) bool { return score*(1+rounding) < b.least }

// trim leaves the best. Ties go by name, which is not known here, so all that
// tie with the last stay.
func (b *best) trim() {
	slices.SortFunc(b.hits, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	last := min(b.limit, len(b.hits))
	if last == b.limit {
		b.least = b.hits[last-1].score
	}
	for last > 0 && last < len(b.hits) && b.hits[last].score == b.hits[last-1].score {
		last++
	}
	b.hits = b.hits[:last]
	b.room = last + b.limit
}

// name names passages, puts them in order, and cuts off what is too many.
func (v *View) name(all []scored, limit int) ([]Hit, error) {
	hits := make([]Hit, 0, len(all))
	for _, s := range all {
		name, err := v.reader.ExternalID(bleve.NewIndexInternalID(nil, s.number))
		if err != nil {
			return nil, err
		}
		k, err := parseKey(name)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Document: k.document, Revision: k.revision, Number: k.number, Score: s.score})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
	})
	return hits[:min(limit, len(hits))], nil
}
