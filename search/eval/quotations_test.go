package eval_test

import (
	"slices"
	"testing"

	"github.com/pincite/pincite/search/eval"
)

func TestChangedQuotationsGetTheVerdictOfTheirKind(t *testing.T) {
	t.Parallel()
	dir := laidOut(t, "testdata/quotations")
	first := run(t, eval.Options{Dir: dir, Sets: []string{"verify"}})
	rows := first.Sets["verify/polnear"].Rows
	kinds := map[eval.Kind]int{}
	for _, r := range rows {
		kinds[r.Kind]++
		// The articles are much alike, so halves of two of them can be one of a third.
		if !r.Right && r.Kind != eval.Stitched {
			t.Errorf("%s: %q is %s", r.ID, r.Question, r.Verdict)
		}
	}
	for _, k := range []eval.Kind{eval.AsItStands, eval.Punctuated, eval.LostNot, eval.AddedNot, eval.OtherNumber, eval.OtherName,
		eval.OtherWord, eval.OtherOrder, eval.CutShort, eval.Stitched, eval.RightName, eval.WrongName, eval.Nowhere} {
		if kinds[k] == 0 {
			t.Errorf("no quotation is of the kind %s", k)
		}
	}
	again := run(t, eval.Options{Dir: dir, Sets: []string{"verify"}})
	if !slices.EqualFunc(rows, again.Sets["verify/polnear"].Rows, func(a, b eval.Row) bool { return a.Question == b.Question && a.Verdict == b.Verdict }) {
		t.Error("the same seed makes other quotations, or they get other verdicts")
	}
}

func TestTheArticlesOfAllSetsAreCheckedTogetherWhenAskedForByName(t *testing.T) {
	t.Parallel()
	dir := laidOut(t, "testdata/quotations")
	if _, ok := run(t, eval.Options{Dir: dir, Sets: []string{"verify"}, Sample: 2}).Sets["verify/many"]; ok {
		t.Error("it is measured without being named")
	}
	res := run(t, eval.Options{Dir: dir, Sets: []string{"verify/many"}, Sample: 30}).Sets["verify/many"]
	for name, want := range map[string]float64{"exact": 1, "false_exact": 0, "false_altered": 0} {
		if f, ok := res.Figure(name); !ok || f.Value != want {
			t.Errorf("%s is %v, want %v", name, f.Value, want)
		}
	}
	if f, _ := res.Figure("passages"); f.Value == 0 || res.Counts[eval.AsItStands] == 0 || res.Counts[eval.AsItStands] == len(res.Rows) {
		t.Errorf("of %v passages, these were asked for: %v", f.Value, res.Counts)
	}
}
