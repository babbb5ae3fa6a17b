package eval

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// share returns how many of a list are so, with the standard error of a
// proportion.
func share(name string, is []bool) []Figure {
	values := make([]float64, len(is))
	for i, b := range is {
		if b {
			values[i] = 1
		}
	}
	if len(values) == 0 {
		return nil
	}
	p := sum(values) / float64(len(values))
	return []Figure{{name, p, math.Sqrt(p * (1 - p) / float64(len(values)))}}
}

// mean returns the mean of some values, with its standard error.
func mean(name string, values []float64) []Figure {
	n := float64(len(values))
	if n == 0 {
		return nil
	}
	m := sum(values) / n
	squares := 0.0
	for _, v := range values {
		squares += (v - m) * (v - m)
	}
	return []Figure{{name, m, math.Sqrt(squares / max(1, n-1) / n)}}
}

func sum(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s
}

// auroc returns how often a value of the first list is above one of the second;
// equal ones count half. It is the area under the receiver operating
// characteristic, with DeLong's standard error.
func auroc(name string, above, below []float64) []Figure {
	m, n := float64(len(above)), float64(len(below))
	if m == 0 || n == 0 {
		return nil
	}
	sortedAbove, sortedBelow := slices.Sorted(slices.Values(above)), slices.Sorted(slices.Values(below))
	of := make([]float64, len(above)) // share of below that each is above of
	for i, v := range above {
		of[i] = under(sortedBelow, v) / n
	}
	by := make([]float64, len(below)) // share of above that is above each
	for i, v := range below {
		by[i] = 1 - under(sortedAbove, v)/m
	}
	a := sum(of) / m
	return []Figure{{name, a, math.Sqrt(variance(of, a)/m + variance(by, a)/n)}}
}

// under counts the values below v, equal ones half.
func under(sorted []float64, v float64) float64 {
	lo, _ := slices.BinarySearch(sorted, v)
	hi, _ := slices.BinarySearchFunc(sorted, v, func(x, v float64) int {
		if x <= v {
			return -1
		}
		return 1
	})
	return float64(lo) + float64(hi-lo)/2
}

func variance(values []float64, mean float64) float64 {
	s := 0.0
	for _, v := range values {
		s += (v - mean) * (v - mean)
	}
	return s / max(1, float64(len(values)-1))
}

// ndcg is the normalized discounted cumulative gain of the first k of a
// ranking: each document's grade divided by log2 of its rank plus one, summed,
// and divided by what the best ranking would have. graded has the grades of
// all relevant documents.
func ndcg(ranked []string, graded map[string]int, k int) float64 {
	gain := 0.0
	for i, id := range ranked[:min(k, len(ranked))] {
		gain += float64(graded[id]) / math.Log2(float64(i)+2)
	}
	best := 0.0
	grades := make([]int, 0, len(graded))
	for _, g := range graded {
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b int) int { return cmp.Compare(b, a) })
	for i, g := range grades[:min(k, len(grades))] {
		best += float64(g) / math.Log2(float64(i)+2)
	}
	if best == 0 {
		return 0
	}
	return gain / best
}

// averagePrecision is the mean, over the relevant ones, of the share that is
// relevant down to each; one that is not ranked counts nothing. relevant says
// of each ranked one whether it is; all is how many there are.
func averagePrecision(relevant []bool, all int) float64 {
	if all == 0 {
		return 0
	}
	found, s := 0, 0.0
	for i, is := range relevant {
		if is {
			found++
			s += float64(found) / float64(i+1)
		}
	}
	return s / float64(all)
}

// first returns the rank of the first that is so, from 1; 0 when none is.
func first(are []bool) int { return slices.Index(are, true) + 1 }

func count(are []bool) int {
	n := 0
	for _, is := range are {
		if is {
			n++
		}
	}
	return n
}

// forecast is a probability that was said, and what came of it.
type forecast struct {
	p      float64
	right  bool
	weight float64
}

// bins is how many bins of equal width calibration is looked at in.
const bins = 10

// bin is the forecasts of like probability.
type bin struct {
	n                   int
	weight, said, right float64 // sums of weights, of p, of right ones
}

func (b bin) gap() float64 { return math.Abs(b.said - b.right) }

// binned sorts forecasts into bins of equal width: [0, .1), …, [.9, 1].
func binned(all []forecast) [bins]bin {
	var out [bins]bin
	for _, f := range all {
		b := &out[min(bins-1, max(0, int(f.p*bins)))]
		b.n++
		b.weight += f.weight
		b.said += f.weight * f.p
		if f.right {
			b.right += f.weight
		}
	}
	return out
}

// expectedCalibrationError is how far what was said is from what came, bin by
// bin, weighted by how much is in each.
func expectedCalibrationError(all []forecast) float64 {
	weight, gap := 0.0, 0.0
	for _, b := range binned(all) {
		weight += b.weight
		gap += b.gap()
	}
	if weight == 0 {
		return 0
	}
	return gap / weight
}

// ece returns the expected calibration error.
func ece(name string, all []forecast) []Figure {
	return resampled(name, all, expectedCalibrationError)
}

// resampled returns a figure that is computed from all of a list together; its
// standard error is that of resampling (bootstrap, 200 times, the same each
// time).
func resampled[T any](name string, all []T, compute func([]T) float64) []Figure {
	if len(all) == 0 {
		return nil
	}
	const times = 200
	rnd := rand.New(rand.NewPCG(1, 2))
	again := make([]T, len(all))
	values := make([]float64, times)
	for t := range values {
		for i := range again {
			again[i] = all[rnd.IntN(len(all))]
		}
		values[t] = compute(again)
	}
	return []Figure{{name, compute(all), math.Sqrt(variance(values, sum(values)/times))}}
}

// speed returns the median and the 99th percentile in milliseconds. They have
// no standard error: another machine, another figure.
func speed(times []time.Duration) []Figure {
	if len(times) == 0 {
		return nil
	}
	slices.Sort(times)
	at := func(share float64) float64 {
		i := max(0, int(math.Ceil(share*float64(len(times))))-1)
		return float64(times[i].Microseconds()) / 1000
	}
	return []Figure{{"ms_p50", at(0.5), math.NaN()}, {"ms_p99", at(0.99), math.NaN()}}
}
