package linear

import (
	"math"
	"math/rand/v2"
)

// Sequence is the places that are to be labelled: what is seen at each, and
// what is seen between each and the one before it. The first has nothing
// before it.
type Sequence struct {
	At      [][]Feature
	Between [][]Feature
}

// Chain labels sequences.
type Chain struct {
	labels      int
	at, between *Model
}

// NewChain makes a labeller of two models: of width labels and labels².
func NewChain(labels int, at, between *Model) *Chain { return &Chain{labels, at, between} }

// Marginals returns the most likely labels, and how likely each label is at
// each place, whatever the others are: place by place, label by label.
func (c *Chain) Marginals(s Sequence) (best []int, odds [][]float64) {
	l := newLattice(len(s.At), c.labels)
	for i := range s.At {
		for _, f := range s.At[i] {
			for y, w := range c.at.Row(f) {
				l.at[i*c.labels+y] += float64(w)
			}
		}
		if i == 0 {
			continue
		}
		pairs := l.pairs(i)
		for _, f := range s.Between[i] {
			for yy, w := range c.between.Row(f) {
				pairs[yy] += float64(w)
			}
		}
	}
	l.run()
	odds = make([][]float64, l.n)
	for i := range odds {
		odds[i] = make([]float64, l.labels)
		for y := range odds[i] {
			odds[i][y] = l.single(i, y)
		}
	}
	return l.best(), odds
}

// LabelledSequence is a lesson.
type LabelledSequence struct {
	Sequence
	Labels []int
}

// LearnChain learns a labeller: weights of labels, and of pairs of labels.
func LearnChain(labels int, atNames, betweenNames *Vocabulary, lessons []LabelledSequence, t Training) (at, between Weights) {
	atNumbers, atList := atNames.often(t.Least)
	pairNumbers, pairList := betweenNames.often(t.Least)
	type lesson struct {
		at, between [][]int32
		labels      []int
	}
	all := make([]lesson, len(lessons))
	for i, s := range lessons {
		all[i].labels = s.Labels
		for k := range s.At {
			all[i].at = append(all[i].at, numbered(s.At[k], atNumbers))
			all[i].between = append(all[i].between, numbered(s.Between[k], pairNumbers))
		}
	}
	singles, pairs := newWeights(len(atList)*labels, t), newWeights(len(pairList)*labels*labels, t)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range t.Rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			learnOne(labels, singles, pairs, all[k].at, all[k].between, all[k].labels)
		}
	}
	return singles.named(atList, labels), pairs.named(pairList, labels*labels)
}

// learnOne takes one step up the likelihood of a lesson's labels.
func learnOne(labels int, singles, pairs *weights, at, between [][]int32, want []int) {
	l := newLattice(len(at), labels)
	for i := range at {
		for _, f := range at[i] {
			for y := range labels {
				l.at[i*labels+y] += singles.values[int(f)*labels+y]
			}
		}
		if i > 0 {
			row := l.pairs(i)
			for _, f := range between[i] {
				for yy := range row {
					row[yy] += pairs.values[int(f)*labels*labels+yy]
				}
			}
		}
	}
	l.run()
	for i := range at {
		for y := range labels {
			slope := l.single(i, y)
			if want[i] == y {
				slope--
			}
			if math.Abs(slope) < 1e-4 {
				continue
			}
			for _, f := range at[i] {
				singles.step(f*int32(labels)+int32(y), slope)
			}
		}
		if i == 0 {
			continue
		}
		for yy := range labels * labels {
			slope := l.pair(i, yy)
			if want[i-1]*labels+want[i] == yy {
				slope--
			}
			if math.Abs(slope) < 1e-4 {
				continue
			}
			for _, f := range between[i] {
				pairs.step(f*int32(labels*labels)+int32(yy), slope)
			}
		}
	}
}
