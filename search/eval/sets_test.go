package eval_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/search/eval"
)

// sets lays out the question sets of testdata, which we wrote, as the public
// ones are: compressed.
func sets(t *testing.T) string { t.Helper(); return laidOut(t, "testdata/sets") }

// laidOut lays out a folder with question sets.
func laidOut(t *testing.T, from string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if ext := filepath.Ext(file); err != nil || ext != ".jsonl" && ext != ".html" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(data); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		return os.WriteFile(file+".gz", b.Bytes(), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func run(t *testing.T, o eval.Options) *eval.Report {
	t.Helper()
	report, err := eval.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// withoutTimes takes out the figures that another machine has otherwise.
func withoutTimes(r *eval.Report) {
	for _, res := range r.Sets {
		res.Figures = slices.DeleteFunc(res.Figures, func(f eval.Figure) bool { return strings.HasPrefix(f.Name, "ms_") })
	}
}

func TestTableOfOurOwnSets(t *testing.T) {
	t.Parallel()
	report := run(t, eval.Options{Dir: sets(t)})
	for _, name := range []string{"squad-open", "clapnq"} {
		for _, figure := range []string{"ms_p50", "ms_p99"} {
			if f, ok := report.Sets[name].Figure(figure); !ok || f.Value <= 0 {
				t.Errorf("%s has no %s", name, figure)
			}
		}
	}
	withoutTimes(report)
	var table bytes.Buffer
	if err := report.Table(&table); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/table.golden", table.Bytes())
}

func TestReportIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	report := run(t, eval.Options{Dir: sets(t), Sets: []string{"squad-open", "ir"}})
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var again eval.Report
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if data2, err := json.Marshal(&again); err != nil || !bytes.Equal(data, data2) {
		t.Errorf("%v: it was written as\n%s\nand read as\n%s", err, data, data2)
	}
	var changes bytes.Buffer
	if err := report.Compare(&changes, &again); err != nil {
		t.Fatal(err)
	}
	if got, want := changes.String(), "ir/time: the same\nsquad-open: the same\n"; got != want {
		t.Errorf("compared with itself:\n%s", got)
	}
}

func TestCompareSaysWhatBecameOfEachQuestion(t *testing.T) {
	t.Parallel()
	dir := sets(t)
	old, now := run(t, eval.Options{Dir: dir, Sets: []string{"squad-open"}}), run(t, eval.Options{Dir: dir, Sets: []string{"squad-open"}})
	rows := old.Sets["squad-open"].Rows
	at := slices.IndexFunc(rows, func(r eval.Row) bool { return r.ID == "l1" })
	rows[at].Rank, rows[at].Sentence, rows[at].Verdict = 3, 4, "related"
	if now.Sets["squad-open"].Rows[at].Rank != 1 {
		t.Fatal("the question that is compared is not answered")
	}
	figures := old.Sets["squad-open"].Figures
	figures[slices.IndexFunc(figures, func(f eval.Figure) bool { return f.Name == "r@1" })].Value = 0.25
	var changes bytes.Buffer
	if err := now.Compare(&changes, old); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"r@1", "1 won, 0 lost", "paragraph 3 → 1", "sentence 4 → 1", "[answerable l1]"} {
		if !strings.Contains(changes.String(), want) {
			t.Errorf("%q is not said:\n%s", want, &changes)
		}
	}
}

func TestPlotDrawsOnlyWhatHasAnswers(t *testing.T) {
	t.Parallel()
	report := &eval.Report{Sets: map[string]*eval.Result{"ir/time": {}}}
	var picture bytes.Buffer
	if err := report.Plot(&picture); err != nil {
		t.Fatal(err)
	}
	if s := picture.String(); !strings.HasPrefix(s, "<svg ") || !strings.HasSuffix(s, "</svg>\n") || strings.Contains(s, "ir/time") {
		t.Errorf("drawn:\n%s", s)
	}
}

func TestSetsAreChosenByTheBeginningOfTheirNames(t *testing.T) {
	t.Parallel()
	var remarks []string
	report := run(t, eval.Options{Dir: sets(t), Sets: []string{"ass", "ir/time"}, Remark: func(s string) { remarks = append(remarks, s) }})
	if got := slices.Sorted(maps.Keys(report.Sets)); !slices.Equal(got, []string{"ass/wikiqa", "ir/time"}) {
		t.Errorf("measured: %v", got)
	}
	if len(remarks) != 2 || !strings.HasPrefix(remarks[0], "ass/wikiqa: 2 questions, ") || !strings.Contains(remarks[1], ", ndcg@10 ") {
		t.Errorf("said on the way: %q", remarks)
	}
}

func TestAPageThatCannotBeReadCountsAsNothingFound(t *testing.T) {
	t.Parallel()
	report := run(t, eval.Options{Dir: sets(t), Sets: []string{"extraction"}})
	rows := report.Sets["extraction/scrapinghub"].Rows
	if len(rows) != 2 || rows[0].ID != "empty" || rows[0].Score != 0 || rows[1].Score != 1 {
		t.Errorf("the rows are %+v", rows)
	}
	if f, _ := report.Sets["extraction/scrapinghub"].Figure("precision"); f.Value != 1 {
		t.Errorf("a page without text moved the precision to %v", f)
	}
}

func TestDamageIsNamed(t *testing.T) {
	t.Parallel()
	dir := sets(t)
	if err := os.WriteFile(filepath.Join(dir, "extraction/scrapinghub/visible/html/loft.html.gz"), []byte("<html><body>not packed</body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := eval.Run(t.Context(), eval.Options{Dir: dir, Sets: []string{"extraction"}}); err == nil || !strings.Contains(err.Error(), "loft.html.gz: gzip: invalid header") {
		t.Errorf("the damage is called %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ir/time/visible/qrels.tsv"), []byte("1 0 2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := eval.Run(t.Context(), eval.Options{Dir: dir, Sets: []string{"ir"}})
	if err == nil || !strings.Contains(err.Error(), "qrels.tsv, at line 1: expected a query") {
		t.Errorf("the damage is called %v", err)
	}
	if _, err = eval.Run(t.Context(), eval.Options{Dir: filepath.Join(dir, "nowhere")}); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a folder that is not there is called %v", err)
	}
}
