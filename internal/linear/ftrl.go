package linear

import "math"

// Training says how to learn, by FTRL-Proximal (McMahan et al., 2013): gradient
// descent with a rate of its own for each weight, in which a weight that
// matters little stays at zero.
type Training struct {
	Least  int     // features that are seen less often are left out
	Rounds int     // over all lessons
	Rate   float64 // of the first step
	L1, L2 float64 // how much a weight has to matter, and what its square costs
}

// weights are weights that are being learned.
type weights struct {
	Training
	values, sums, squares []float64
}

func newWeights(n int, t Training) *weights {
	flat := make([]float64, 3*n)
	return &weights{t, flat[:n], flat[n : 2*n], flat[2*n:]}
}

// step takes a step down a slope.
func (w *weights) step(i int32, slope float64) {
	before := math.Sqrt(w.squares[i])
	w.squares[i] += slope * slope
	after := math.Sqrt(w.squares[i])
	w.sums[i] += slope - (after-before)/w.Rate*w.values[i]
	switch z := w.sums[i]; {
	case z > w.L1:
		w.values[i] = (w.L1 - z) / ((1+after)/w.Rate + w.L2)
	case z < -w.L1:
		w.values[i] = (-w.L1 - z) / ((1+after)/w.Rate + w.L2)
	default:
		w.values[i] = 0
	}
}

// named gives rows of weights the names of their features. Rows of nothing are
// left out.
func (w *weights) named(names []string, width int) Weights {
	out := Weights{width, map[string][]float32{}}
	for i, name := range names {
		row := make([]float32, width)
		keep := false
		for k := range row {
			row[k] = float32(w.values[i*width+k])
			keep = keep || math.Abs(float64(row[k])) >= 1.0/scale
		}
		if keep {
			out.Rows[name] = row
		}
	}
	return out
}
