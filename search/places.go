package search

import (
	"cmp"
	"math"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// How much it counts for a passage's rank, beside how likely the answer is in
// it, what the index says of it and of its document, each as a share of the
// best. Words that ask nothing, such as a headline, want what is about the same,
// and that the index knows best. Compared on squad-open, squadshifts, clapnq,
// covidqa, bbc and four collections of ir: half and twice of these change little.
const (
	askedByIndex     = 3
	statedByIndex    = 20
	statedByDocument = 10
)

// places names the passages as they rank after their sentences were read: by
// how likely the answer is in them, then those that were not read.
func places(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text, candidates []reader.Candidate) []Place {
	scores := readScores(candidates)
	byIndex, byDocument := indexShares(found.hits)
	var out []Place
	for i, h := range found.hits {
		t := texts[h.Document]
		if t == nil || h.Number >= len(t.Document.Passages()) {
			continue
		}
		p := t.Document.Passages()[h.Number]
		score, read := scores[passageRead{t, p.Sentences[0]}]
		switch {
		case !read:
			score = math.Inf(-1)
		case q.Asks:
			score += askedByIndex * byIndex[i]
		default:
			score += statedByIndex*byIndex[i] + statedByDocument*byDocument[i]
		}
		out = append(out, Place{Document: h.Document, Number: h.Number, Block: p.Block, Score: score})
	}
	slices.SortStableFunc(out, func(a, b Place) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// passageRead is a passage whose sentences were read.
type passageRead struct {
	text *reader.Text
	from int // its first sentence
}

// readScores returns how likely the answer is in each passage, as seen from its
// best sentence.
func readScores(candidates []reader.Candidate) map[passageRead]float64 {
	scores := map[passageRead]float64{}
	for i := range candidates {
		c := &candidates[i]
		k := passageRead{c.Text, c.Passage[0]}
		s := c.PassageScore + c.Score
		if best, ok := scores[k]; !ok || s > best {
			scores[k] = s
		}
	}
	return scores
}

// indexShares returns the score of each hit, and of the hits of its document
// together, each as a share of the best.
func indexShares(hits []index.Hit) (own, document []float64) {
	own, document = make([]float64, len(hits)), make([]float64, len(hits))
	together, top, most := map[corpus.ID]float64{}, 0.0, 0.0
	for _, h := range hits {
		together[h.Document] += h.Score
		top, most = max(top, h.Score), max(most, together[h.Document])
	}
	if top <= 0 {
		return own, document
	}
	for i, h := range hits {
		own[i], document[i] = h.Score/top, together[h.Document]/most
	}
	return own, document
}
