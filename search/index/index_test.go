package index

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// vocabulary is small, so that terms repeat and scores tie.
var vocabulary = strings.Fields(`port crane quay strike vote dock ship cotton mill coal tide storm`)

func words(least int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), least, 12).Draw(t, "words"), " ")
	})
}

// drawDocument draws a document; the number makes its ID its own.
func drawDocument(t *rapid.T, number int) *corpus.Document {
	parts := []corpus.Part{{Kind: corpus.Heading, Level: 2, Text: words(1).Draw(t, "heading")}}
	for range rapid.IntRange(1, 4).Draw(t, "paragraphs") {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: words(1).Draw(t, "paragraph") + "."})
	}
	title := words(1).Draw(t, "title")
	d, err := corpus.Build(corpus.Metadata{Title: title}, parts)
	if err != nil {
		t.Fatal(err)
	}
	id := corpus.ID(fmt.Sprintf("aaaaaaaaaa%c%c", 'a'+number/26, 'a'+number%26))
	d, err = corpus.Restore(id, d.Metadata(), corpus.Provenance{Revision: 1}, d.Text(), d.Blocks())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestScoresAreBM25 compares with scores computed from the texts, for an index
// that was written in several batches, with documents replaced and removed.
func TestScoresAreBM25(t *testing.T) {
	t.Parallel()
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		x, err := Open(filepath.Join(dir, fmt.Sprint(run)))
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		there := map[corpus.ID]*corpus.Document{}
		for batch := range rapid.IntRange(1, 4).Draw(t, "batches") {
			var put []*corpus.Document
			for n := range rapid.IntRange(0, 4).Draw(t, "put") {
				d := drawDocument(t, (batch*3+n)%8) // some come again
				there[d.ID()] = d
				put = append(put, d)
			}
			var drop []corpus.ID
			for id := range there {
				if !slices.Contains(put, there[id]) && rapid.IntRange(0, 3).Draw(t, "drop") == 0 {
					drop = append(drop, id)
					delete(there, id)
				}
			}
			if err := x.Apply(t.Context(), put, drop, corpus.Head{Epoch: "e", Seq: corpus.Seq(batch + 1)}); err != nil {
				t.Fatal(err)
			}
		}
		var query []Weighted
		for _, w := range rapid.SliceOfNDistinct(rapid.SampledFrom(vocabulary), 1, 4, rapid.ID).Draw(t, "query") {
			query = append(query, Weighted{Term: terms.Normal(w), Weight: float64(rapid.IntRange(1, 3).Draw(t, "weight"))})
		}
		compare(t, x, there, query)
	})
}

func compare(t *rapid.T, x *Index, there map[corpus.ID]*corpus.Document, query []Weighted) {
	v, err := x.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	want := bruteForce(there, query)
	got, total, err := v.Find(t.Context(), query, "", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if total != len(want) || len(got) != len(want) {
		t.Fatalf("found %d of %d, want %d", len(got), total, len(want))
	}
	for i := range want {
		if got[i].Document != want[i].Document || got[i].Number != want[i].Number || math.Abs(got[i].Score-want[i].Score) > 1e-9 {
			t.Fatalf("hit %d is %+v, want %+v", i, got[i], want[i])
		}
	}
	few, _, err := v.Find(t.Context(), query, "", 0, 3)
	if err != nil || !slices.Equal(few, got[:min(3, len(got))]) {
		t.Fatalf("the best three are %+v, %v", few, err)
	}
	for id := range there {
		in, _, err := v.Find(t.Context(), query, id, 0, 1000)
		only := slices.DeleteFunc(slices.Clone(got), func(h Hit) bool { return h.Document != id })
		if err != nil || !slices.Equal(in, only) {
			t.Fatalf("within %s: %+v, want %+v", id, in, only)
		}
		break
	}
}

// bruteForce scores every passage from its text.
func bruteForce(there map[corpus.ID]*corpus.Document, query []Weighted) []Hit {
	type counted struct {
		hit    Hit
		freq   [fields]map[string]float64
		length [fields]float64
	}
	var all []counted
	var lengths [fields]float64
	for _, d := range there {
		for _, p := range d.Passages() {
			c := counted{hit: Hit{Document: d.ID(), Revision: 1, Number: p.Number}}
			for f, text := range [fields]string{d.Slice(p.Span), d.Slice(p.Window), d.Metadata().Title + "\n" + d.Metadata().Subtitle, p.Heading} {
				c.freq[f] = map[string]float64{}
				for _, term := range terms.Of(text) {
					if !term.Stop {
						c.freq[f][term.Text]++
						c.length[f]++
						lengths[f]++
					}
				}
			}
			all = append(all, c)
		}
	}
	var out []Hit
	for _, c := range all {
		found := false
		for _, q := range query {
			for f := range fields {
				have := 0
				for _, o := range all {
					if o.freq[f][q.Term] > 0 {
						have++
					}
				}
				if tf := c.freq[f][q.Term]; tf > 0 {
					found = true
					c.hit.Score += q.Weight * fieldWeights[f] * IDF(len(all), have) * saturate(tf, c.length[f], lengths[f]/float64(len(all)))
				}
			}
		}
		if found {
			out = append(out, c.hit)
		}
	}
	// Scores that differ by less than rounding are ties to the index or not:
	// the draw of weights and lengths makes equal scores exactly equal.
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
	})
	return out
}

func TestAnIndexThatIsHeldIsNotTakenForDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := Open(dir); err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("opening it twice: %v", err)
	}
}

func TestDistanceCountsASwapAsOne(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{{"isa", "issa", 1}, {"vist", "visit", 1}, {"uygur", "uyghur", 1}, {"lbaor", "labor", 1}, {"abc", "cba", 2}, {"", "ab", 2}, {"é", "e", 1}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
