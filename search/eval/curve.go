package eval

import (
	"cmp"
	"slices"
)

// point is a point of a curve; both are shares.
type point struct{ x, y float64 }

// fewest is how many answers, or forecasts in a bin, a point of a curve stands
// for at least: fewer would draw chance.
const fewest = 20

// riskCoverage says what answering more costs. Going down by confidence, x is
// the share of the answerable questions that are answered, and y the share of
// all answers given that are wrong, those to questions from outside among
// them. The weights are those of calibration.
func riskCoverage(rows []Row) []point {
	all := forecastsOf(rows)
	slices.SortStableFunc(all, func(a, b asked) int { return cmp.Compare(b.p, a.p) })
	var out []point
	answerable, given, wrong, n := 0.0, 0.0, 0.0, 0
	for i, f := range all {
		n++
		given += f.weight
		if !f.right {
			wrong += f.weight
		}
		if f.kind == Answerable {
			answerable += f.weight
		}
		if n >= fewest && (i == len(all)-1 || all[i+1].p != f.p) {
			out = append(out, point{2 * answerable, wrong / given})
		}
	}
	return out
}

// shipped returns the point of the risk–coverage curve at which the engine
// answers; false when it answers nothing.
func shipped(rows []Row) (point, bool) {
	answerable, given, wrong := 0.0, 0.0, 0.0
	for _, f := range forecastsOf(rows) {
		if !f.answered {
			continue
		}
		given += f.weight
		if !f.right {
			wrong += f.weight
		}
		if f.kind == Answerable {
			answerable += f.weight
		}
	}
	if given == 0 {
		return point{}, false
	}
	return point{2 * answerable, wrong / given}, true
}

// calibration says what came of what was said: x is the mean confidence in a
// bin, y the share that was right.
func calibration(rows []Row) []point {
	var out []point
	for _, b := range binned(forecasts(rows)) {
		if b.n >= fewest {
			out = append(out, point{b.said / b.weight, b.right / b.weight})
		}
	}
	return out
}
