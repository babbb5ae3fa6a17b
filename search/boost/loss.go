package boost

import "math"

// Choice is the loss of choosing among the rows of a group: the negative
// logarithm of the probability, by softmax of the scores, that a right row is
// chosen. weight says how much each group counts.
func Choice(groups []int, right []bool, weight []float64) Loss {
	return func(scores, gradient, hessian []float64) {
		for g, from := range groups {
			to := len(scores)
			if g+1 < len(groups) {
				to = groups[g+1]
			}
			top := math.Inf(-1)
			for i := from; i < to; i++ {
				top = max(top, scores[i])
			}
			all, good := 0.0, 0.0
			for i := from; i < to; i++ {
				e := math.Exp(scores[i] - top)
				all += e
				if right[i] {
					good += e
				}
			}
			for i := from; i < to; i++ {
				e := math.Exp(scores[i] - top)
				p, r := e/all, 0.0
				if right[i] && good > 0 {
					r = e / good
				}
				gradient[i] = weight[g] * (p - r)
				hessian[i] = weight[g] * max(p*(1-p), 1e-6)
			}
		}
	}
}

// Logistic is the loss of a probability: the score is the logarithm of its odds.
func Logistic(right []bool, weight []float64) Loss {
	return func(scores, gradient, hessian []float64) {
		for i, s := range scores {
			p := 1 / (1 + math.Exp(-s))
			y := 0.0
			if right[i] {
				y = 1
			}
			gradient[i], hessian[i] = weight[i]*(p-y), weight[i]*max(p*(1-p), 1e-6)
		}
	}
}
