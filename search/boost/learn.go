package boost

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Options say how to learn.
type Options struct {
	Trees    int     // how many
	Leaves   int     // most leaves of a tree
	Rate     float64 // how much of each step is taken: 0 to 1
	Least    float64 // least sum of second derivatives in a leaf
	Ridge    float64 // draws the leaves towards 0
	Columns  float64 // share of the features that each tree may ask
	Rows     float64 // share of the groups that each tree learns from
	Seed     uint64
	Monotone []int // by feature: +1 the score may only grow with it, -1 only fall, 0 or absent as it comes
	Progress func(tree int)
}

// Loss says how a score should change: for every row the first and the second
// derivative of what is to be made small.
type Loss func(scores, gradient, hessian []float64)

// Data are rows of values. Groups of neighbouring rows belong together: they
// are sampled together.
type Data struct {
	Rows   [][]float64
	Groups []int // the first row of each group, ascending, beginning with 0

	// Begin is a score for each row that the forest is added to; nil for 0.
	Begin []float64

	limits [][]float64 // by feature: the highest value of each bin but the last
	bins   [][]uint8   // by feature, by row
}

const maxBins = 64

// prepare sorts the values of each feature into bins of about equal number.
func (d *Data) prepare(features int) {
	if d.bins != nil {
		return
	}
	d.limits, d.bins = make([][]float64, features), make([][]uint8, features)
	var wait sync.WaitGroup
	for f := range features {
		wait.Add(1)
		go func() {
			defer wait.Done()
			d.limits[f] = d.divide(f)
			b := make([]uint8, len(d.Rows))
			for i, r := range d.Rows {
				at, _ := slices.BinarySearch(d.limits[f], r[f])
				b[i] = uint8(at)
			}
			d.bins[f] = b
		}()
	}
	wait.Wait()
}

// divide returns the limits between the bins of a feature.
func (d *Data) divide(f int) []float64 {
	step := max(1, len(d.Rows)/200000)
	values := make([]float64, 0, len(d.Rows)/step+1)
	for i := 0; i < len(d.Rows); i += step {
		values = append(values, d.Rows[i][f])
	}
	slices.Sort(values)
	distinct := slices.Compact(slices.Clone(values))
	var limits []float64
	if len(distinct) <= maxBins {
		for i := 0; i+1 < len(distinct); i++ {
			limits = append(limits, (distinct[i]+distinct[i+1])/2)
		}
		return limits
	}
	for b := 1; b < maxBins; b++ {
		at := len(values) * b / maxBins
		v := values[at]
		if n := len(limits); (n == 0 || v > limits[n-1]) && v < distinct[len(distinct)-1] {
			limits = append(limits, v)
		}
	}
	return limits
}

// Learn makes a forest that makes the loss small.
func Learn(d *Data, features int, loss Loss, o Options) *Forest {
	d.prepare(features)
	rnd := rand.New(rand.NewPCG(o.Seed, 1))
	n := len(d.Rows)
	scores, gradient, hessian := make([]float64, n), make([]float64, n), make([]float64, n)
	copy(scores, d.Begin)
	f := &Forest{}
	for tree := range o.Trees {
		loss(scores, gradient, hessian)
		g := grower{data: d, gradient: gradient, hessian: hessian, options: o, columns: sample(rnd, features, o.Columns)}
		t := g.grow(d.rows(rnd, o.Rows))
		for i, r := range d.Rows {
			scores[i] += t.Value[t.leaf(r)]
		}
		f.Trees = append(f.Trees, t)
		if o.Progress != nil {
			o.Progress(tree + 1)
		}
	}
	return f
}

func sample(rnd *rand.Rand, n int, share float64) []int {
	all := rnd.Perm(n)
	if share > 0 && share < 1 {
		all = all[:max(1, int(share*float64(n)))]
	}
	slices.Sort(all)
	return all
}

// rows takes a share of the groups.
func (d *Data) rows(rnd *rand.Rand, share float64) []int32 {
	var out []int32
	for g, from := range d.Groups {
		to := len(d.Rows)
		if g+1 < len(d.Groups) {
			to = d.Groups[g+1]
		}
		if share > 0 && share < 1 && rnd.Float64() >= share {
			continue
		}
		for i := from; i < to; i++ {
			out = append(out, int32(i))
		}
	}
	return out
}

type grower struct {
	data              *Data
	gradient, hessian []float64
	options           Options
	columns           []int
}

// cell is a bin of a histogram.
type cell struct{ gradient, hessian float64 }

// part is a leaf while the tree grows.
type part struct {
	node       int
	rows       []int32
	sum        cell
	histograms [][]cell // by column
	low, high  float64  // what its value may be, for monotone features
	best       split
}

type split struct {
	gain        float64
	feature     int
	bin         int
	left, right cell
}

// grow makes one tree, dividing always the leaf that gains most.
func (g *grower) grow(rows []int32) Tree {
	var t Tree
	root := &part{node: t.add(), rows: rows, low: math.Inf(-1), high: math.Inf(1)}
	for _, i := range rows {
		root.sum.gradient += g.gradient[i]
		root.sum.hessian += g.hessian[i]
	}
	root.histograms = g.count(rows)
	g.look(root)
	t.Value[0] = g.value(root)
	open := []*part{root}
	for leaves := 1; leaves < g.options.Leaves; leaves++ {
		at := -1
		for i, p := range open {
			if p.best.gain > 1e-9 && (at < 0 || p.best.gain > open[at].best.gain) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		left, right := g.divide(&t, open[at])
		open[at] = left
		open = append(open, right)
	}
	for i := range t.Value {
		t.Value[i] *= g.options.Rate
	}
	return t
}

func (t *Tree) add() int {
	t.Feature, t.Limit, t.Left, t.Value = append(t.Feature, -1), append(t.Limit, 0), append(t.Left, 0), append(t.Value, 0)
	return len(t.Feature) - 1
}

func (g *grower) value(p *part) float64 {
	return min(p.high, max(p.low, g.free(p.sum)))
}

func (g *grower) free(c cell) float64 { return -c.gradient / (c.hessian + g.options.Ridge) }

// divide carries out the best split of a leaf.
func (g *grower) divide(t *Tree, p *part) (left, right *part) {
	s := p.best
	f := g.columns[s.feature]
	bins := g.data.bins[f]
	l, r := t.add(), t.add()
	t.Feature[p.node], t.Limit[p.node], t.Left[p.node] = f, g.data.limits[f][s.bin], l
	left, right = &part{node: l, sum: s.left, low: p.low, high: p.high}, &part{node: r, sum: s.right, low: p.low, high: p.high}
	if f < len(g.options.Monotone) && g.options.Monotone[f] != 0 {
		middle := (g.value(left) + g.value(right)) / 2
		if g.options.Monotone[f] > 0 {
			left.high, right.low = middle, middle
		} else {
			left.low, right.high = middle, middle
		}
	}
	for _, i := range p.rows {
		if int(bins[i]) <= s.bin {
			left.rows = append(left.rows, i)
		} else {
			right.rows = append(right.rows, i)
		}
	}
	t.Value[l], t.Value[r] = g.value(left), g.value(right)
	small, large := left, right
	if len(left.rows) > len(right.rows) {
		small, large = right, left
	}
	small.histograms = g.count(small.rows)
	large.histograms = p.histograms // what is not in the smaller is in the larger
	for c := range large.histograms {
		for b := range large.histograms[c] {
			large.histograms[c][b].gradient -= small.histograms[c][b].gradient
			large.histograms[c][b].hessian -= small.histograms[c][b].hessian
		}
	}
	p.rows, p.histograms = nil, nil
	g.look(left)
	g.look(right)
	return left, right
}

// count makes the histograms of some rows.
func (g *grower) count(rows []int32) [][]cell {
	out := make([][]cell, len(g.columns))
	const workers = 2
	var wait sync.WaitGroup
	for w := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for c := w; c < len(g.columns); c += workers {
				f := g.columns[c]
				h, bins := make([]cell, len(g.data.limits[f])+1), g.data.bins[f]
				for _, i := range rows {
					x := &h[bins[i]]
					x.gradient += g.gradient[i]
					x.hessian += g.hessian[i]
				}
				out[c] = h
			}
		}()
	}
	wait.Wait()
	return out
}

// look finds the best split of a leaf.
func (g *grower) look(p *part) {
	o := g.options
	whole := p.sum.gradient * p.sum.gradient / (p.sum.hessian + o.Ridge)
	for c, h := range p.histograms {
		var left cell
		direction := 0
		if f := g.columns[c]; f < len(o.Monotone) {
			direction = o.Monotone[f]
		}
		for b := 0; b+1 < len(h); b++ {
			left.gradient += h[b].gradient
			left.hessian += h[b].hessian
			right := cell{p.sum.gradient - left.gradient, p.sum.hessian - left.hessian}
			if left.hessian < o.Least || right.hessian < o.Least {
				continue
			}
			gain := left.gradient*left.gradient/(left.hessian+o.Ridge) + right.gradient*right.gradient/(right.hessian+o.Ridge) - whole
			if gain <= p.best.gain {
				continue
			}
			if direction != 0 && float64(direction)*(g.free(right)-g.free(left)) < 0 {
				continue
			}
			p.best = split{gain: gain, feature: c, bin: b, left: left, right: right}
		}
	}
}
