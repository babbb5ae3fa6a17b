package eval

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pincite/pincite/search/boost"
	"github.com/pincite/pincite/search/reader"
)

// How is learned. The numbers were compared on halves of the sets, each learned
// from the other.
var (
	choosing = boost.Options{Trees: 160, Leaves: 16, Rate: 0.09, Least: 5, Ridge: 5, Columns: 0.5, Rows: 0.7, Seed: 1}
	finding  = boost.Options{Trees: 90, Leaves: 12, Rate: 0.1, Least: 5, Ridge: 5, Columns: 0.5, Rows: 0.7, Seed: 2}
	covering = boost.Options{Trees: 140, Leaves: 10, Rate: 0.07, Least: 15, Ridge: 10, Columns: 0.4, Rows: 0.7, Seed: 4}
	trusting = boost.Options{Trees: 140, Leaves: 10, Rate: 0.07, Least: 15, Ridge: 10, Columns: 0.4, Rows: 0.7, Seed: 3}
)

// How much a question counts for the odds. Many of those that were made to
// mislead look like answerable ones in everything that can be measured here;
// they must not take the confidence in all of these away.
var counts = map[Kind]float64{Answerable: 1, Outside: 1, Unanswerable: 0.1}

// bereft is how much a question counts that is asked once more without the
// sentences that answer it. What is left is about the same things, and answers
// nothing: that is what most questions look like that a library cannot answer.
const bereft = 0.1

// Learn learns the reader's model from the sets, and writes it as
// search/reader/model.txt has it. The same sets give the same file.
//
// The odds are learned from sentences that were chosen by what was learned from
// other articles: what a model makes of its own lessons looks better than it is.
func Learn(ctx context.Context, o Options, w io.Writer) error {
	o = o.withDefaults()
	all, err := collect(ctx, o)
	if err != nil {
		return err
	}
	o.Remark(fmt.Sprintf("%d questions to learn from", len(all)))
	var weighed []judged
	for k := range folds {
		var own, others []*example
		for _, e := range all {
			if e.fold == k {
				own = append(own, e)
			} else {
				others = append(others, e)
			}
		}
		m, err := o.ranker(others)
		if err != nil {
			return err
		}
		judged, counted := apply(m, own)
		weighed = append(weighed, judged...)
		o.Remark(fmt.Sprintf("part %d of %d, learned from the others:\n%s", k+1, folds, counted))
	}
	m, err := o.ranker(all)
	if err != nil {
		return err
	}
	o.Remark("learning when to trust the best sentence")
	m.Trust = trust(weighed)
	o.Remark("learning whether the articles have the answer")
	m.Cover = cover(weighed)
	return boost.Write(w, remark(all, o.Sample), map[string]*boost.Forest{"choose": m.Choose, "find": m.Find, "trust": m.Trust, "cover": m.Cover})
}

// ranker learns to choose a sentence and to find a passage.
func (o Options) ranker(all []*example) (reader.Model, error) {
	o.Remark("learning to choose sentences")
	choose, err := rank(all, choosing, reader.Preference, func(e *example, i int) bool { return e.right[i] })
	if err != nil {
		return reader.Model{}, err
	}
	o.Remark("learning to find passages")
	none := func(*reader.Candidate) float64 { return 0 }
	articles := slices.DeleteFunc(slices.Clone(all), func(e *example) bool { return e.bare })
	find, err := rank(articles, finding, none, func(e *example, i int) bool { return e.golden[i] })
	return reader.Model{Choose: choose, Find: find}, err
}

// rank learns to tell right sentences from the others of a question.
func rank(all []*example, o boost.Options, begin func(*reader.Candidate) float64, right func(*example, int) bool) (*boost.Forest, error) {
	d := &boost.Data{}
	var isRight []bool
	var weight []float64
	for _, e := range all {
		from := len(d.Rows)
		some := false
		for i := range e.cands {
			r := right(e, i)
			if !r && e.holds[i] {
				continue // it may be right as well
			}
			some = some || r
			d.Rows, isRight = append(d.Rows, learnable(&e.cands[i])), append(isRight, r)
			d.Begin = append(d.Begin, begin(&e.cands[i]))
		}
		if !some || len(d.Rows) == from+1 {
			d.Rows, d.Begin, isRight = d.Rows[:from], d.Begin[:from], isRight[:from]
			continue
		}
		d.Groups, weight = append(d.Groups, from), append(weight, e.weight())
	}
	return boost.Learn(d, reader.Features, boost.Choice(d.Groups, isRight, weight), o).Rounded()
}

// bareWeight is how much a question counts that comes with sentences to choose
// from and not with articles: these lack what stands around a sentence.
const bareWeight = 0.4

func (e *example) weight() float64 {
	if e.bare {
		return bareWeight
	}
	return 1
}

// learnable are the values of a candidate without those that are weighed by hand.
func learnable(c *reader.Candidate) []float64 {
	v := c.Values
	for i := range v {
		if reader.ByHand(i) {
			v[i] = 0
		}
	}
	return v[:]
}

// judged is a question's best sentence, and whether it answers.
type judged struct {
	kind   Kind
	bereft bool // the sentences that answer were taken away
	values reader.Decision
	right  bool
	weight float64
}

// apply lets a model choose, and counts how often it is right.
func apply(m reader.Model, all []*example) ([]judged, string) {
	var out []judged
	counted := map[string]*tally{}
	for _, e := range all {
		best, d := e.choose(m, e.cands)
		if !e.bare {
			out = append(out, judged{e.kind, false, d, e.quoted(best), counts[e.kind]})
		}
		if e.kind != Answerable {
			continue
		}
		if counted[e.set] == nil {
			counted[e.set] = &tally{}
		}
		counted[e.set].add(e, best)
		if rest := e.without(); len(rest) > 0 && !e.bare {
			_, d := e.choose(m, rest)
			out = append(out, judged{e.kind, true, d, false, bereft})
		}
	}
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(counted)) {
		c := counted[name]
		fmt.Fprintf(&lines, "  %-20s %5d questions, the best sentence answers %.3f, stands in the right paragraph %.3f\n", name, c.asked,
			float64(c.sentence)/float64(c.asked), float64(c.paragraph)/float64(c.asked))
	}
	return out, lines.String()
}

// tally counts, of answerable questions, what became of the best sentence.
type tally struct{ asked, sentence, paragraph int }

func (t *tally) add(e *example, best int) {
	t.asked++
	if e.holds[best] {
		t.sentence++
	}
	if e.golden[best] {
		t.paragraph++
	}
}

// choose rates candidates, and returns the index of the best with what decides
// whether it answers.
func (e *example) choose(m reader.Model, cands []reader.Candidate) (int, reader.Decision) {
	order := make([]int, len(cands))
	for i := range cands {
		order[i] = i
		m.Rate(&cands[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cands[b].Score, cands[a].Score) })
	sorted := make([]reader.Candidate, len(order))
	for i, at := range order {
		sorted[i] = cands[at]
	}
	d := reader.Weigh(sorted)
	for i := range reader.Features {
		if reader.ByHand(i) {
			d[i] = 0
		}
	}
	return order[0], d
}

// quoted reports whether what would be quoted for a candidate answers.
func (e *example) quoted(i int) bool {
	return e.holds[i] || slices.ContainsFunc(reader.Beside(e.cands, i), func(j int) bool { return e.holds[j] })
}

// without returns the candidates that do not answer, as if the others had never
// been there.
func (e *example) without() []reader.Candidate {
	var out []reader.Candidate
	for i := range e.cands {
		if !e.golden[i] && !e.holds[i] {
			out = append(out, e.cands[i])
		}
	}
	reader.Remain(out)
	return out
}

// trust learns how likely the best sentence answers.
func trust(all []judged) *boost.Forest {
	d := &boost.Data{}
	right, weight := make([]bool, len(all)), make([]float64, len(all))
	for i := range all {
		d.Rows, d.Groups = append(d.Rows, all[i].values[:]), append(d.Groups, i)
		d.Begin = append(d.Begin, reader.Prior(&all[i].values))
		right[i], weight[i] = all[i].right, all[i].weight
	}
	o := trusting
	o.Monotone = reader.Directions()
	return boost.Learn(d, reader.Decisions, boost.Logistic(right, weight), o)
}

// cover learns how likely the articles have the answer, from questions that they
// answer and questions that were made for others.
func cover(all []judged) *boost.Forest {
	d := &boost.Data{}
	var inside []bool
	var weight []float64
	for i := range all {
		if j := &all[i]; !j.bereft && j.kind != Unanswerable {
			d.Rows, d.Groups = append(d.Rows, j.values[:]), append(d.Groups, len(d.Groups))
			inside, weight = append(inside, j.kind == Answerable), append(weight, 1)
		}
	}
	o := covering
	o.Monotone = reader.Directions()
	return boost.Learn(d, reader.Decisions, boost.Logistic(inside, weight), o)
}

// remark says on top of the file what it is, and names what the numbers of the
// values stand for.
func remark(all []*example, sample int) string {
	var b strings.Builder
	b.WriteString("What was learned from questions whose answers are known; read by search/reader.\n")
	b.WriteString("Written by: pincite eval train DIR. The same sets give the same file.\n")
	fmt.Fprintf(&b, "Learned from %d questions of %s (at most %d of each, 0 for all) and from outside them.\n", len(all), strings.Join(lessons, ", "), sample)
	for _, p := range []struct {
		name string
		o    boost.Options
	}{{"choose", choosing}, {"find", finding}, {"trust", trusting}, {"cover", covering}} {
		fmt.Fprintf(&b, "%s: %d trees of %d leaves, rate %g, least %g, ridge %g, columns %g, rows %g, seed %d.\n", p.name, p.o.Trees, p.o.Leaves, p.o.Rate, p.o.Least, p.o.Ridge, p.o.Columns, p.o.Rows, p.o.Seed)
	}
	b.WriteString("A node is value<=limit@left child?mean of what is below; a leaf is what it adds. The values:\n")
	for i := range reader.Decisions {
		fmt.Fprintf(&b, "%d %s\n", i, reader.Name(i))
	}
	return b.String()
}
