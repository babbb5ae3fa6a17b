package index

import (
	"context"
	"math"

	"github.com/pincite/pincite/corpus"
)

// FindWords returns the passages that have words among their own: each word is
// given as the terms that it may be, and counts once for its best. Passages
// that have more of the words come first, then those with the better score. It
// returns at most limit from offset, and how many there are.
func (v *View) FindWords(ctx context.Context, words [][]Weighted, in corpus.ID, offset, limit int) ([]Hit, int, error) {
	only, err := v.within(ctx, in)
	if err != nil {
		return nil, 0, err
	}
	all := map[uint64]float64{}
	for _, alike := range words {
		one := map[uint64]float64{}
		for _, q := range alike {
			if err := v.addScores(ctx, one, q, only); err != nil {
				return nil, 0, err
			}
		}
		for number, s := range one {
			all[number] += wholeWord + s
		}
	}
	b := best{limit: offset + limit}
	for number, s := range all {
		b.hits = append(b.hits, scored{number, s})
	}
	b.trim()
	hits, err := v.name(b.hits, b.limit)
	if err != nil {
		return nil, 0, err
	}
	for i := range hits {
		hits[i].Score = math.Mod(hits[i].Score, wholeWord)
	}
	return hits[min(offset, len(hits)):], len(all), nil
}

// wholeWord is more than any score: who has one word more comes first.
const wholeWord = 1 << 16

// within returns the numbers of a document's passages; nil means all.
func (v *View) within(ctx context.Context, in corpus.ID) (map[uint64]bool, error) {
	if in == "" {
		return nil, nil
	}
	l, err := v.open(ctx, string(in), ownerField, false)
	if err != nil {
		return nil, err
	}
	defer l.postings.Close()
	only := map[uint64]bool{}
	err = l.each(end, func() { only[l.at] = true })
	return only, err
}

// addScores adds what a term scores among the passages' own words.
func (v *View) addScores(ctx context.Context, scores map[uint64]float64, q Weighted, only map[uint64]bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l, err := v.term(ctx, q, body)
	if err != nil {
		return err
	}
	defer l.postings.Close()
	return l.each(end, func() {
		if only == nil || only[l.at] {
			scores[l.at] += l.score()
		}
	})
}
