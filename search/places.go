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
// it, what the index says of it, what its document as a whole has, and what that
// begins with, each as a share of the best or of all. Words that ask nothing, such
// as a headline, and descriptions of a subject want what is about the same, and
// that shows best in the document as a whole, and in how it begins. Compared on squad-open, squadshifts, covidqa, bbc and the
// collections of ir: half and twice of these change little.
const (
	askedByIndex  = 3
	statedByIndex = 10
	statedByWhole = 60
	statedByLead  = 10
)

// places names the passages as they rank after their sentences were read: by
// how likely the answer is in them, then those that were not read.
func places(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text, candidates []reader.Candidate) []Place {
	scores := readScores(candidates)
	byIndex := indexShares(found.hits)
	var byWhole map[corpus.ID]float64
	if q.Topical() {
		byWhole = wholeShares(q, found, texts)
	}
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
		case q.Topical():
			score += statedByIndex*byIndex[i] + statedByWhole*byWhole[h.Document] + statedByLead*q.Lead(t)
		default:
			score += askedByIndex * byIndex[i]
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

// indexShares returns the score of each hit as a share of the best.
func indexShares(hits []index.Hit) []float64 {
	out, top := make([]float64, len(hits)), 0.0
	for _, h := range hits {
		top = max(top, h.Score)
	}
	for i, h := range hits {
		if top > 0 {
			out[i] = h.Score / top
		}
	}
	return out
}

// wholeShares returns the score of each document as a whole, as a share of the
// best one's.
func wholeShares(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text) map[corpus.ID]float64 {
	out, best := map[corpus.ID]float64{}, 0.0
	for _, h := range found.hits {
		t := texts[h.Document]
		if _, done := out[h.Document]; done || t == nil {
			continue
		}
		out[h.Document] = q.Whole(t, otherFactor, func(count, length float64) float64 {
			return index.Saturate(count, length, found.length)
		})
		best = max(best, out[h.Document])
	}
	for id := range out {
		if best > 0 {
			out[id] /= best
		}
	}
	return out
}
