package reader

import "github.com/pincite/pincite/search/boost"

// Share is what a value adds to a score.
type Share struct {
	Name   string
	Value  float64
	Points float64
}

// Account says what a sentence's score is made of. The points add up to it.
func (c *Candidate) Account() []Share {
	return account(learned.Choose, c.Values[:], preferred, byHand)
}

// Account says what the logarithm of the odds is made of, that the best sentence
// answers. The points add up to it.
func (d *Decision) Account() []Share {
	return account(learned.Trust, d[:], prior, trustByHand)
}

// AccountCovered says the same of the odds that the articles have the answer.
func (d *Decision) AccountCovered() []Share { return account(learned.Cover, d[:]) }

func account(f *boost.Forest, values []float64, hands ...hand) []Share {
	points := make([]float64, len(values))
	begin := f.Account(values, points)
	for _, h := range hands {
		for _, w := range h {
			points[w.value] += w.weight * values[w.value]
		}
	}
	out := []Share{{Name: "begin with", Value: 1, Points: begin}}
	for i, v := range values {
		if points[i] != 0 {
			out = append(out, Share{Name: Name(i), Value: v, Points: points[i]})
		}
	}
	return out
}
