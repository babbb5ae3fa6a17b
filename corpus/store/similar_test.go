package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/alike"
)

func contractSimilar(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"what is alike is found, the most alike first": similarFound,
		"what is alike follows every change":           similarFollows,
		"what is alike elsewhere is not found":         similarOwn,
		"a phrase that is everywhere hides nothing":    similarHot,
	})
}

// story writes so many sentences of a story of its own.
func story(seed uint64, sentences int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for range sentences {
		for n := range 12 {
			fmt.Fprintf(&b, "%sw%d", []string{"", " "}[min(n, 1)], r.IntN(5000))
		}
		b.WriteString(". ")
	}
	return strings.TrimSpace(b.String())
}

func similarTo(t testing.TB, s *Store, lib corpus.Library, d *corpus.Document, atLeast float64) []string {
	t.Helper()
	list, err := s.Similar(t.Context(), corpus.ScopeOf(lib), d, atLeast)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s %.2f %.2f", a.Metadata.Title, a.Of, a.In))
	}
	return got
}

func similarFound(t *testing.T, s *Store) {
	whole := story(1, 40)
	sentences := strings.SplitAfter(whole, ". ")
	half := strings.Join(sentences[:20], "")
	mustAdd(t, s, harbor, article(t, "Half", half))
	mustAdd(t, s, harbor, article(t, "Corrected", strings.Replace(whole, sentences[7], "Nothing of the kind was said by anybody. ", 1)))
	mustAdd(t, s, harbor, article(t, "A quarter", strings.Join(sentences[30:], "")))
	mustAdd(t, s, harbor, article(t, "Mostly new", story(2, 30)+" "+strings.Join(sentences[:5], "")))
	mustAdd(t, s, harbor, article(t, "Other", story(3, 40)))
	d := article(t, "Whole", whole)
	want := []string{"Half 0.50 1.00", "A quarter 0.25 1.00", "Corrected 0.97 0.98"}
	if diff := cmp.Diff(want, similarTo(t, s, harbor, d, .5)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := similarTo(t, s, harbor, d, .1); len(got) != len(want)+1 {
		t.Errorf("at least a tenth: %v", got)
	}
	stored := mustAdd(t, s, harbor, d)
	if got := similarTo(t, s, harbor, stored, .5); len(got) != len(want) {
		t.Errorf("beside itself: %v", got)
	}
	if got := similarTo(t, s, harbor, article(t, "Whole again", strings.ToUpper(whole)), .99); len(got) != 3 || got[0] != "Whole 1.00 1.00" {
		t.Errorf("the same words: %v", got)
	}
	if got := similarTo(t, s, harbor, article(t, "Short", "A word."), 0); len(got) != 0 {
		t.Errorf("of two words: %v", got)
	}
}

func similarFollows(t *testing.T, s *Store) {
	d := article(t, "New", story(1, 20))
	expect := func(when string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(append([]string{}, want...), similarTo(t, s, harbor, d, .5)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	expect("in an empty library")
	mustAdd(t, s, harbor, article(t, "First", story(1, 20)+" More."))
	expect("added", "First 1.00 1.00")
	mustRemove(t, s, harbor, "first")
	expect("removed")
	mustUndo(t, s, harbor, 2)
	expect("restored", "First 1.00 1.00")
	mustEdit(t, s, harbor, "first", 1, article(t, "Retitled", story(1, 20)+" More."))
	expect("retitled", "Retitled 1.00 1.00")
	mustEdit(t, s, harbor, "first", 2, article(t, "First", story(2, 20)))
	expect("rewritten")
	mustUndo(t, s, harbor, 5)
	expect("undone", "Retitled 1.00 1.00")
	mustUndo(t, s, harbor, 6)
	expect("undone and that undone")
	mustUndo(t, s, harbor, 7)
	mustUndo(t, s, harbor, 4)
	expect("all undone", "First 1.00 1.00")
}

func similarOwn(t *testing.T, s *Store) {
	d := mustAdd(t, s, second, article(t, "First", story(1, 20)))
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(harbor)} {
		if list, err := s.Similar(t.Context(), scope, d, 0); len(list) != 0 || err != nil {
			t.Errorf("%v: %+v, %v", scope, list, err)
		}
	}
}

func similarHot(t *testing.T, s *Store) {
	const perNumber = 25
	s.bounds.perNumber = perNumber
	var docs []*corpus.Document
	legend := "All of this was brought to you by the harbor courier and its many friends on both of the quays."
	for n := range uint64(2 * perNumber) {
		docs = append(docs, article(t, fmt.Sprint("Report ", n), legend+" "+story(100+n, 4)))
	}
	docs = append(docs, article(t, "Zebra", legend+" "+story(1, 20)))
	if err := s.Replace(t.Context(), harbor, docs, "shell"); err != nil {
		t.Fatal(err)
	}
	got := similarTo(t, s, harbor, article(t, "New", legend+" "+story(1, 20)+" More."), .5)
	if diff := cmp.Diff([]string{"Zebra 1.00 1.00"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// sketchRows returns the rows of a library's sketches, and those that its
// documents should have.
func sketchRows(t testing.TB, s *Store, lib corpus.Library) (got, want map[string]bool) {
	t.Helper()
	got, want = map[string]bool{}, map[string]bool{}
	rows, err := s.read.QueryContext(t.Context(), `SELECT hash, document FROM sketch WHERE library = $1`, lib)
	row := func(hash uint64, id corpus.ID) string { return fmt.Sprint(hash, " ", id) }
	_, err = collect(rows, err, func(rows *sql.Rows) (hash int64, err error) {
		var id corpus.ID
		err = rows.Scan(&hash, &id)
		got[row(uint64(hash), id)] = true
		return hash, err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := s.List(t.Context(), corpus.ScopeOf(lib), Page{0, 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range list {
		d, err := s.Document(t.Context(), corpus.ScopeOf(lib), sum.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, hash := range alike.Of(d) {
			want[row(hash, sum.ID)] = true
		}
	}
	return got, want
}

// BenchmarkSimilar finds what is alike among 100,000 documents, of which many
// share a legend.
func BenchmarkSimilar(b *testing.B) {
	const documents = 100_000
	s := benchStore(b, 0)
	docs := make([]*corpus.Document, documents)
	for i := range docs {
		docs[i] = articleOf(b, corpus.Metadata{Title: fmt.Sprint("Report ", i)}, story(uint64(i), 15), "Reported by the Harbor Courier. All rights reserved by the courier and its friends.")
	}
	if err := s.Replace(b.Context(), harbor, docs, "bench"); err != nil {
		b.Fatal(err)
	}
	n := uint64(0)
	for b.Loop() {
		n = (n + 7919) % documents
		d := article(b, "New", story(n, 12)+" Said somebody else. Reported by the Harbor Courier. All rights reserved by the courier and its friends.")
		list, err := s.Similar(b.Context(), corpus.ScopeOf(harbor), d, .5)
		if err != nil || len(list) != 1 {
			b.Fatal(len(list), err)
		}
	}
}
