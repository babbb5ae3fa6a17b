package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
)

// runsField holds the runs of words of a passage, by which quotations are found.
const runsField = "runs"

// runsOf is the stream of a passage's runs, each once. Nobody asks where they
// stand, or how often.
func runsOf(text string) stream {
	all := verify.Runs(text)
	slices.Sort(all)
	all = slices.Compact(all)
	out := make(stream, len(all))
	for i, r := range all {
		out[i] = &analysis.Token{Term: []byte(r), Position: i + 1}
	}
	return out
}

const (
	runsAsked   = 32      // of a quotation, the rarest
	runPostings = 200_000 // that are read for one quotation; those of the commonest runs beyond are not
)

// FindRuns returns the passages that have most of a quotation's runs, at most
// limit, with how many as their score. A document other than "" restricts it to
// that one.
func (v *View) FindRuns(ctx context.Context, runs []string, in corpus.ID, limit int) (hits []Hit, err error) {
	only, err := v.within(ctx, in)
	if err != nil {
		return nil, err
	}
	rare, err := v.rarest(ctx, runs)
	if err != nil {
		return nil, err
	}
	counts, read := map[uint64]float64{}, 0
	for _, r := range rare {
		if read > 0 && read+r.count > runPostings {
			break
		}
		read += r.count
		if err := v.countRun(ctx, r.term, counts, only); err != nil {
			return nil, err
		}
	}
	b := best{limit: limit}
	for number, n := range counts {
		b.hits = append(b.hits, scored{number, n})
	}
	b.trim()
	b.hits = b.hits[:min(len(b.hits), manyTies)]
	return v.name(b.hits, limit)
}

// manyTies is how many passages with the same runs are named to find the first.
const manyTies = 2000

// counted is a run with how many passages have it.
type countedRun struct {
	term  string
	count int
}

// rarest returns the runs that the index has, the rarest first.
func (v *View) rarest(ctx context.Context, runs []string) ([]countedRun, error) {
	runs = slices.Clone(runs)
	slices.Sort(runs)
	var out []countedRun
	for _, r := range slices.Compact(runs) {
		tfr, err := v.reader.TermFieldReader(ctx, []byte(r), runsField, false, false, false)
		if err != nil {
			return nil, err
		}
		n := int(tfr.Count())
		if err := tfr.Close(); err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, countedRun{r, n})
		}
	}
	slices.SortStableFunc(out, func(a, b countedRun) int { return cmp.Compare(a.count, b.count) })
	return out[:min(len(out), runsAsked)], nil
}

// countRun adds one for each passage that has a run.
func (v *View) countRun(ctx context.Context, run string, counts map[uint64]float64, only map[uint64]bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l, err := v.open(ctx, run, runsField, false)
	if err != nil {
		return err
	}
	defer l.postings.Close()
	return l.each(end, func() {
		if only == nil || only[l.at] {
			counts[l.at]++
		}
	})
}
