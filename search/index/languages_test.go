package index

import (
	"fmt"
	"maps"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// TestLanguagesAreCountedAsTheyComeAndGo compares the count of passages by
// language with the documents that are there.
func TestLanguagesAreCountedAsTheyComeAndGo(t *testing.T) {
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
			var drop []corpus.ID
			for n := range 3 {
				text := fmt.Sprintf("Report %d.", batch*2+n)
				lang := rapid.SampledFrom([]string{"en", "de", "zh-Hant"}).Draw(t, "language")
				made, err := corpus.Build(corpus.Metadata{Title: text}, []corpus.Part{{Kind: corpus.Paragraph, Text: text}, {Kind: corpus.Paragraph, Text: "Hafenarbeiter 港口"}})
				if err != nil {
					t.Fatal(err)
				}
				d, err := corpus.Restore(made.ID(), corpus.Metadata{Title: text, Language: lang}, corpus.Provenance{Revision: 1}, made.Text(), made.Blocks())
				if err != nil {
					t.Fatal(err)
				}
				put, there[d.ID()] = append(put, d), d // some come again, in another language
			}
			for id := range there {
				if rapid.IntRange(0, 5).Draw(t, "drop") == 0 {
					drop = append(drop, id)
				}
			}
			if err := x.Apply(t.Context(), put, nil, corpus.Head{Epoch: "e", Seq: corpus.Seq(2*batch + 1)}); err != nil {
				t.Fatal(err)
			}
			if err := x.Apply(t.Context(), nil, drop, corpus.Head{Epoch: "e", Seq: corpus.Seq(2*batch + 2)}); err != nil {
				t.Fatal(err)
			}
			for _, id := range drop {
				delete(there, id)
			}
		}
		want := map[terms.Language]int{}
		for _, d := range there {
			want[terms.LanguageOf(d)] += len(d.Passages())
		}
		if got := x.State().Languages; !maps.Equal(got, want) {
			t.Fatalf("counts %v, want %v", got, want)
		}
		v, err := x.View()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		if got := v.Languages(); len(got) != len(want) {
			t.Fatalf("has the languages %v, want those of %v", got, want)
		}
		// A part of a compound is found where its language has pieces.
		hits, err := v.Find(t.Context(), []Weighted{{Term: terms.Pieces(terms.Of("Arbeiter", "de"), "de")[2], Weight: 1}}, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			if d := there[h.Document]; d == nil || terms.LanguageOf(d) == terms.English {
				t.Fatalf("a piece is found in %v", h)
			}
		}
		if n := want["de"] + want["zh"]; 2*len(hits) != n {
			t.Fatalf("a piece is found in %d passages of %d", len(hits), n)
		}
	})
}
