package eval

import (
	"math"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func TestBodiesAreComparedByRunsOfFourWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, truth, text string
		precision, recall float64
		withoutPrecision  bool
	}{
		{name: "the same", truth: "one two, three four five", text: "One? no: one two three four five", precision: 2.0 / 4, recall: 1},
		{name: "a short text is one run", truth: "one two", text: "one two", precision: 1, recall: 1},
		{name: "a run counts as often as both have it", truth: "a b c d a b c d", text: "a b c d", precision: 1, recall: 1.0 / 5},
		{name: "nothing found", truth: "one two three four", text: "", recall: 0, withoutPrecision: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			figures, _ := rateBodies([]page{{body: &c.truth}}, []extracted{{text: c.text}})
			r := Result{Figures: figures}
			p, ok := r.Figure("precision")
			if ok == c.withoutPrecision || math.Abs(p.Value-c.precision) > 1e-9 {
				t.Errorf("precision %v", p)
			}
			rec, _ := r.Figure("recall")
			f, _ := r.Figure("f1")
			if math.Abs(rec.Value-c.recall) > 1e-9 || math.Abs(f.Value-harmonic(c.precision, c.recall)) > 1e-9 {
				t.Errorf("recall %v, f1 %v", rec, f)
			}
		})
	}
}

func TestSnippetsAreCountedTogether(t *testing.T) {
	t.Parallel()
	pages := []page{
		{with: []string{"came  in", "went out", "not there"}, without: []string{"Menu"}, title: "The “Ship”", author: "Ann Bo", date: "2020-01-02"},
		{with: []string{"more"}, without: []string{"Share", "Print"}, title: "Other"},
	}
	found := []extracted{
		{"It came\nin and went out. Menu", corpus.Metadata{Title: "the 'ship'", Authors: []string{"Ann Bo"}, Published: corpus.Date{Year: 2020, Month: 1}}},
		{"more, and Print", corpus.Metadata{Title: "Another"}},
	}
	figures, rows := rateSnippets(pages, found)
	r := Result{Figures: figures}
	for name, want := range map[string]float64{"f1": 2 * 3 / (2*3 + 2 + 1.0), "title": 0.5, "author": 1, "date": 0} {
		if f, ok := r.Figure(name); !ok || math.Abs(f.Value-want) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, f, want)
		}
	}
	if math.Abs(rows[0].Score-4.0/6) > 1e-9 {
		t.Errorf("the first page has %v", rows[0].Score)
	}
}
