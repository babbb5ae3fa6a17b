package index

import (
	order "cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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

// filled makes an index of random documents that was written in several
// batches, with some replaced and some removed, and returns what is left.
func filled(t *rapid.T, dir string) (*Index, map[corpus.ID]*corpus.Document) {
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	there := map[corpus.ID]*corpus.Document{}
	for batch := range rapid.IntRange(1, 5).Draw(t, "batches") {
		var put []*corpus.Document
		for n := range rapid.IntRange(0, 8).Draw(t, "put") {
			d := drawDocument(t, batch*3+n) // some come again
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
	return x, there
}

func drawQuery(t *rapid.T) []Weighted {
	var query []Weighted
	for _, w := range rapid.SliceOfNDistinct(rapid.SampledFrom(append(vocabulary, "absent")), 1, 6, rapid.ID).Draw(t, "query") {
		query = append(query, Weighted{Term: terms.Normal(w), Weight: rapid.SampledFrom([]float64{0.1, 0.25, 1, 1, 2}).Draw(t, "weight")})
	}
	return query
}

// TestFindIsBruteForce compares what is found with the scores of every passage,
// computed from the texts: they are the same to the last bit, however many are
// wanted, however many are scored at a time, in all documents and in one.
func TestFindIsBruteForce(t *testing.T) {
	t.Parallel()
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		x, there := filled(t, filepath.Join(dir, fmt.Sprint(run)))
		defer x.Close()
		v, err := x.View()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		all := countedPassages(there)
		ids := append(slices.Sorted(maps.Keys(there)), "", "")
		for range 4 {
			query, in := drawQuery(t), rapid.SampledFrom(ids).Draw(t, "in")
			limit, size := rapid.SampledFrom([]int{1, 2, 3, 5, 10, 1000}).Draw(t, "limit"), rapid.SampledFrom([]int{1, 2, 7, stretchSize}).Draw(t, "size")
			want := bruteForce(all, query)
			if in != "" {
				want = slices.DeleteFunc(want, func(h Hit) bool { return h.Document != in })
			}
			want = want[:min(limit, len(want))]
			got, err := v.find(t.Context(), query, in, limit, size)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("the best %d in %q for %v (-want +got):\n%s", limit, in, query, diff)
			}
		}
	})
}

func TestFindStopsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		x, there := filled(t, filepath.Join(dir, fmt.Sprint(run)))
		defer x.Close()
		v, err := x.View()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		query := drawQuery(t)
		// It ends after some looks at the context, or not before all is done.
		ctx := &ending{Context: context.Background(), looks: rapid.IntRange(0, 20).Draw(t, "looks")}
		got, err := v.find(ctx, query, "", 3, 2)
		switch want := bruteForce(countedPassages(there), query); {
		case errors.Is(err, context.Canceled) && ctx.looks < 0:
		case err != nil || ctx.looks < 0:
			t.Fatalf("it ended with %v", err)
		default:
			if diff := cmp.Diff(want[:min(3, len(want))], got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// ending is a context that ends after it was looked at so many times.
type ending struct {
	context.Context
	looks int
}

func (e *ending) Err() error {
	if e.looks--; e.looks < 0 {
		return context.Canceled
	}
	return nil
}

// passageCount is a passage with its terms counted.
type passageCount struct {
	hit    Hit
	freq   [fields]map[string]float64
	length [fields]float64
}

func countedPassages(there map[corpus.ID]*corpus.Document) []passageCount {
	var all []passageCount
	for _, d := range there {
		for _, p := range d.Passages() {
			c := passageCount{hit: Hit{Document: d.ID(), Revision: 1, Number: p.Number}}
			for f, text := range [fields]string{d.Slice(p.Span), d.Slice(p.Window), d.Metadata().Title + "\n" + d.Metadata().Subtitle, p.Heading} {
				c.freq[f] = map[string]float64{}
				for _, term := range terms.Of(text, terms.LanguageOf(d)) {
					if !term.Stop {
						c.freq[f][term.Text]++
						c.length[f]++
					}
				}
			}
			all = append(all, c)
		}
	}
	return all
}

// bruteForce scores every passage. Shares are added as the index adds them:
// field by field, the greatest weights first.
func bruteForce(all []passageCount, query []Weighted) []Hit {
	type share struct {
		term            string
		field           int
		weight, average float64
	}
	var shares []share
	for _, q := range query {
		for f := range fields {
			have, length := 0, 0.0
			for _, c := range all {
				length += c.length[f]
				if c.freq[f][q.Term] > 0 {
					have++
				}
			}
			shares = append(shares, share{q.Term, f, q.Weight * fieldWeights[f] * IDF(len(all), have), length / float64(len(all))})
		}
	}
	slices.SortStableFunc(shares, func(a, b share) int { return order.Compare(b.weight, a.weight) })
	var out []Hit
	for _, c := range all {
		found := false
		var parts [fields]float64
		for _, s := range shares {
			if tf := c.freq[s.field][s.term]; tf > 0 {
				found = true
				parts[s.field] += s.weight * Saturate(tf, c.length[s.field], s.average)
			}
		}
		for _, p := range parts {
			c.hit.Score += p
		}
		if found {
			out = append(out, c.hit)
		}
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return order.Or(order.Compare(b.Score, a.Score), order.Compare(a.Document, b.Document), order.Compare(a.Number, b.Number))
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
		if got := Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
