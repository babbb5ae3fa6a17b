package linear

import "math"

// lattice is the labels that the places of one sequence may have, with scores.
type lattice struct {
	n, labels int
	at        []float64 // of label y at place i: i*labels+y
	between   []float64 // of labels x, y at places i-1, i: (i*labels+x)*labels+y
	forward   []float64 // logarithms of sums over all ways to here
	backward  []float64 // and from here
	total     float64
}

func newLattice(n, labels int) *lattice {
	flat := make([]float64, 3*n*labels+n*labels*labels)
	l := &lattice{n: n, labels: labels}
	l.at, flat = flat[:n*labels], flat[n*labels:]
	l.forward, flat = flat[:n*labels], flat[n*labels:]
	l.backward, l.between = flat[:n*labels], flat[n*labels:]
	return l
}

func (l *lattice) pairs(i int) []float64 {
	w := l.labels * l.labels
	return l.between[i*w : (i+1)*w]
}

// run sums over all ways.
func (l *lattice) run() {
	k := l.labels
	terms := make([]float64, k)
	copy(l.forward[:k], l.at[:k])
	for i := 1; i < l.n; i++ {
		pairs := l.pairs(i)
		for y := range k {
			for x := range k {
				terms[x] = l.forward[(i-1)*k+x] + pairs[x*k+y]
			}
			l.forward[i*k+y] = sumOfLogs(terms) + l.at[i*k+y]
		}
	}
	for i := l.n - 2; i >= 0; i-- {
		pairs := l.pairs(i + 1)
		for x := range k {
			for y := range k {
				terms[y] = pairs[x*k+y] + l.at[(i+1)*k+y] + l.backward[(i+1)*k+y]
			}
			l.backward[i*k+x] = sumOfLogs(terms)
		}
	}
	if l.n > 0 {
		l.total = sumOfLogs(l.forward[(l.n-1)*k:])
	}
}

// single is how likely label y is at place i.
func (l *lattice) single(i, y int) float64 {
	return math.Exp(l.forward[i*l.labels+y] + l.backward[i*l.labels+y] - l.total)
}

// pair is how likely labels x, y are at places i-1, i.
func (l *lattice) pair(i, xy int) float64 {
	k := l.labels
	x, y := xy/k, xy%k
	return math.Exp(l.forward[(i-1)*k+x] + l.pairs(i)[xy] + l.at[i*k+y] + l.backward[i*k+y] - l.total)
}

// best returns the likeliest labels together (Viterbi).
func (l *lattice) best() []int {
	k := l.labels
	score := make([]float64, l.n*k)
	from := make([]int, l.n*k)
	copy(score, l.at[:min(k, len(l.at))])
	for i := 1; i < l.n; i++ {
		pairs := l.pairs(i)
		for y := range k {
			best := math.Inf(-1)
			for x := range k {
				if s := score[(i-1)*k+x] + pairs[x*k+y]; s > best {
					best, from[i*k+y] = s, x
				}
			}
			score[i*k+y] = best + l.at[i*k+y]
		}
	}
	labels := make([]int, l.n)
	for y := range k {
		if l.n > 0 && score[(l.n-1)*k+y] > score[(l.n-1)*k+labels[l.n-1]] {
			labels[l.n-1] = y
		}
	}
	for i := l.n - 1; i > 0; i-- {
		labels[i-1] = from[i*k+labels[i]]
	}
	return labels
}

func sumOfLogs(terms []float64) float64 {
	top := math.Inf(-1)
	for _, t := range terms {
		top = max(top, t)
	}
	if math.IsInf(top, -1) {
		return top
	}
	s := 0.0
	for _, t := range terms {
		s += math.Exp(t - top)
	}
	return top + math.Log(s)
}
