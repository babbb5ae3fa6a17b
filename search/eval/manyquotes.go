package eval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// manySet checks quotations against the articles of all sets together: whether
// what stands nowhere is ever called exact can only be seen in a great many, and
// how long a check takes only in a large library. It is measured when it is asked
// for by name.
const manySet = "verify/many"

const (
	manyAbsent = 100_000 // quotations that stand nowhere
	manyExact  = 5_000   // and that stand where they were taken from
	manyTimed  = 2_000   // of all of these, once more one by one and by the clock
	manyAlters = 3       // attempts to change a sentence
)

// measureMany is that set, of the articles of others.
func measureMany(sets []set) set {
	m := manyQuotes{sets}
	return set{name: manySet, measure: m.measure}
}

// manyQuotes is the articles of the sets that have any.
type manyQuotes struct{ sets []set }

// measure keeps every fourth article out of the library. Its sentences stand
// nowhere, unless another article has them as well; what is missing to
// manyAbsent is made by changing sentences that are in the library.
func (s manyQuotes) measure(ctx context.Context, r *run) (_ *Result, err error) {
	docs, err := s.documents()
	if err != nil {
		return nil, err
	}
	var held, out []*corpus.Document
	for i, d := range docs {
		if i%4 == 3 {
			out = append(out, d)
		} else {
			held = append(held, d)
		}
	}
	rows := manyRows(held, out, r.Sample)
	lib, err := NewLibrary(ctx, held)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	check := func(ctx context.Context, row *checkedRow) (time.Duration, error) {
		found, err := lib.Engine.Verify(ctx, lib.Scope, search.Quotation{Text: row.Question})
		row.Verdict, row.Right = string(found.Verdict), slices.Contains(row.want, found.Verdict)
		return found.Elapsed, err
	}
	err = r.each(ctx, manySet, len(rows), func(ctx context.Context, i int) error {
		_, err := check(ctx, &rows[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	times := make([]time.Duration, 0, manyTimed)
	for _, row := range pick(rows, manyTimed) {
		took, err := check(ctx, &row)
		if err != nil {
			return nil, err
		}
		times = append(times, took)
	}
	return manyResult(rows, times, held), nil
}

// manyResult counts. passages is how many the library has.
func manyResult(rows []checkedRow, times []time.Duration, held []*corpus.Document) *Result {
	res := &Result{Counts: map[Kind]int{}}
	for _, row := range rows {
		res.Rows = append(res.Rows, row.Row)
		res.Counts[row.Kind]++
	}
	passages := 0
	for _, d := range held {
		passages += len(d.Passages())
	}
	res.Figures = append(quotationFigures(res.Rows), Figure{"passages", float64(passages), math.NaN()})
	res.Figures = append(res.Figures, speed(times)...)
	return res
}

// documents are those of all sets, but for the translations of the same articles.
func (s manyQuotes) documents() ([]*corpus.Document, error) {
	var all shelf
	for _, of := range s.sets {
		if of.documents == nil || strings.HasPrefix(of.name, "xquad/") {
			continue
		}
		docs, err := of.documents()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", of.name, err)
		}
		for _, d := range docs {
			all.add(d)
		}
	}
	return all.docs, nil
}

// manyRows makes the quotations: as they stand, from articles that are left out,
// and changed.
func manyRows(held, out []*corpus.Document, sample int) []checkedRow {
	exact, absent := manyExact, manyAbsent
	if sample > 0 {
		exact, absent = sample, sample
	}
	here, elsewhere := sentencesOf(held), sentencesOf(out)
	shuffle(here)
	shuffle(elsewhere)
	seen := newRuns(held)
	var rows []checkedRow
	add := func(kind Kind, text string) {
		row := checkedRow{Row: Row{ID: fmt.Sprintf("%s#%d", kind, len(rows)), Question: text, Kind: kind}}
		for _, a := range alterations {
			if a.kind == kind {
				row.want = a.want
			}
		}
		rows = append(rows, row)
	}
	for _, q := range here[:min(exact, len(here))] {
		add(AsItStands, q)
	}
	left := absent
	for _, q := range elsewhere[:min(absent, len(elsewhere))] {
		if !seen.has(q) {
			add(Nowhere, q)
			left--
		}
	}
	var texts []string
	for _, d := range held[:min(len(held), 2000)] {
		texts = append(texts, d.Text())
	}
	a := newAlterer(uint64(len(held)), texts)
	for _, q := range here {
		if left <= 0 {
			break
		}
		if kind, changed, ok := a.anyhow(q); ok && !verify.Same(changed, q) && !seen.has(changed) {
			add(kind, changed)
			left--
		}
	}
	return rows
}

// anyhow changes a quotation in one of the ways that change its words, by chance.
func (a *alterer) anyhow(q string) (Kind, string, bool) {
	kinds := []Kind{LostNot, AddedNot, OtherNumber, OtherName, OtherWord}
	for range manyAlters {
		kind := kinds[a.rnd.IntN(len(kinds))]
		if changed, ok := a.alter(kind, q); ok {
			return kind, changed, true
		}
	}
	return "", "", false
}

// sentencesOf are the sentences of documents that are of a length that is quoted.
func sentencesOf(docs []*corpus.Document) []string {
	var out []string
	for _, d := range docs {
		for _, s := range d.Sentences() {
			if q := d.Slice(s.Span); quotable(q) {
				out = append(out, q)
			}
		}
	}
	return out
}
