package linear

import (
	"math"
	"math/rand/v2"
)

// Example is something that is so, or not.
type Example struct {
	Features []Feature
	Is       bool
}

// Logistic learns how likely something is: the sum of the weights is the
// logarithm of the odds.
func Logistic(vocabulary *Vocabulary, examples []Example, t Training) Weights {
	numbers, names := vocabulary.often(t.Least)
	lists := make([][]int32, len(examples))
	for i, e := range examples {
		lists[i] = numbered(e.Features, numbers)
	}
	w := newWeights(len(names), t)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range t.Rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			score := 0.0
			for _, f := range lists[i] {
				score += w.values[f]
			}
			slope := 1 / (1 + math.Exp(-score))
			if examples[i].Is {
				slope--
			}
			for _, f := range lists[i] {
				w.step(f, slope)
			}
		}
	}
	return w.named(names, 1)
}

func numbered(features []Feature, numbers map[Feature]int32) []int32 {
	var out []int32
	for _, f := range features {
		if n, ok := numbers[f]; ok {
			out = append(out, n)
		}
	}
	return out
}
