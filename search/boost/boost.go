// Package boost learns boosted regression trees, and applies them.
//
// A forest is a sum of small trees: each asks a few questions of the form "is
// value 7 at most 0.4?" and ends in a number, and the numbers add up to a
// score. It is learned by gradient boosting (Friedman 2001, Annals of
// Statistics 29:1189) with second-order steps and histograms as in XGBoost (Chen
// and Guestrin 2016, KDD) and LightGBM (Ke et al. 2017, NeurIPS). Learning is
// a function of the data and the options alone: the same seed gives the same
// forest.
package boost

// Tree is a binary tree in arrays. Node 0 is the root.
type Tree struct {
	Feature []int     // of an inner node; -1 for a leaf
	Limit   []float64 // an inner node sends values up to this to the left
	Left    []int     // of an inner node; the right child is the next
	Value   []float64 // of a leaf what it adds; of an inner node the mean of what is below, by weight
}

// leaf returns the leaf that the values of a row lead to.
func (t *Tree) leaf(row []float64) int {
	n := 0
	for t.Feature[n] >= 0 {
		next := t.Left[n]
		if !(row[t.Feature[n]] <= t.Limit[n]) {
			next++
		}
		n = next
	}
	return n
}

// Forest is a sum of trees.
type Forest struct {
	Base  float64
	Trees []Tree
}

// Score returns the sum for a row.
func (f *Forest) Score(row []float64) float64 {
	sum := f.Base
	for i := range f.Trees {
		t := &f.Trees[i]
		sum += t.Value[t.leaf(row)]
	}
	return sum
}

// Account says what each value of a row adds to its score: at every step down
// a tree, the change of the mean is counted to the value that was asked. The
// shares and what is returned, the score of nothing known, add up to Score.
// (Saabas 2014, "Interpreting random forests".)
func (f *Forest) Account(row []float64, shares []float64) float64 {
	clear(shares)
	sum := f.Base
	for i := range f.Trees {
		t := &f.Trees[i]
		n := 0
		sum += t.Value[0]
		for t.Feature[n] >= 0 {
			next := t.Left[n]
			if !(row[t.Feature[n]] <= t.Limit[n]) {
				next++
			}
			shares[t.Feature[n]] += t.Value[next] - t.Value[n]
			n = next
		}
	}
	return sum
}
