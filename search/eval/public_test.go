//go:build !race

package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/golden"
)

// TestPublicSets asks some questions of every public set, and compares what
// comes of them with the figures that were committed: none may be worse by more
// than two standard errors. It is not built with the race detector, under which
// it would take many times as long and see nothing new.
func TestPublicSets(t *testing.T) {
	dir := os.Getenv("PINCITE_EVAL_DIR")
	if dir == "" {
		t.Skip("PINCITE_EVAL_DIR is not set: it names the folder with the public question sets")
	}
	report, err := Run(t.Context(), Options{Dir: dir, Sample: asks, Remark: func(line string) { t.Log(line) },
		Sets: []string{"squad-open", "squadshifts", "xquad", "clapnq", "covidqa", "rtqa-evidence", "bbc", "ass", "ir/time", "extraction", "quotes", "verify"}})
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/figures.json"
	if golden.Updating() {
		golden.Check(t, file, figuresOf(t, report))
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var before Report
	if err := json.Unmarshal(data, &before); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, name := range slices.Sorted(maps.Keys(before.Sets)) {
		now := report.Sets[name]
		if now == nil {
			t.Errorf("%s: it was not measured", name)
			continue
		}
		t.Logf("%s: %s", name, line(now))
		for _, was := range before.Sets[name].Figures {
			f, ok := now.Figure(was.Name)
			if !ok {
				t.Errorf("%s: there is no %s any more", name, was.Name)
			} else if worse(f, was) {
				t.Errorf("%s: %s fell from %.3f to %.3f", name, was.Name, was.Value, f.Value)
			}
		}
	}
}

func line(r *Result) string {
	var parts []string
	for _, f := range r.Figures {
		parts = append(parts, fmt.Sprintf("%s %.3f", f.Name, f.Value))
	}
	return strings.Join(parts, ", ")
}

// figuresOf is the report without rows and milliseconds, a set a line.
func figuresOf(t *testing.T, r *Report) []byte {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "{\"part\": %q, \"sample\": %d, \"sets\": {\n", r.Part, r.Sample)
	for i, name := range slices.Sorted(maps.Keys(r.Sets)) {
		res := r.Sets[name]
		res.Rows = nil
		res.Figures = slices.DeleteFunc(res.Figures, func(f Figure) bool { return strings.HasPrefix(f.Name, "ms_") })
		data, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, "%q: %s", name, data)
	}
	b.WriteString("\n}}\n")
	return []byte(b.String())
}
