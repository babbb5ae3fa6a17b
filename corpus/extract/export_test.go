package extract_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/randdoc"
)

// TestAnExportIsReadBackTheSame writes random documents into archives and reads
// them again: text, blocks, metadata and sentences are the same.
func TestAnExportIsReadBackTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(1, 4000).Draw(t, "limit")
		e := extract.NewExport(limit)
		want := map[string]*corpus.Document{} // by text: a title that is made changes the ID
		for i := range rapid.IntRange(1, 5).Draw(t, "documents") {
			m := randdoc.Metadata().Draw(t, "metadata")
			m.SourceFile = rapid.SampledFrom([]string{"", "a b.pdf", "résumé: 1.txt", "no"}).Draw(t, "file")
			d, err := corpus.Build(m, append(randdoc.Parts().Draw(t, "parts"), corpus.Part{Kind: corpus.Paragraph, Text: fmt.Sprintf("Paragraph number %d.", i)}))
			if err != nil {
				t.Skip(err)
			}
			want[d.TextHash()] = d
			if err := e.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		size := e.Size()
		archives, err := e.Archives()
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, data := range archives {
			size -= int64(len(data))
			n := 0
			for m := range extract.Documents(t.Context(), extract.File{Name: "export.zip", Data: data}, corpus.Metadata{}) {
				if m.Err != nil {
					t.Fatalf("%s: %v", m.Name, m.Err)
				}
				same(t, want, m)
				n++
			}
			if read += n; n > 1 && int64(len(data)) > limit {
				t.Fatalf("an archive has %d bytes, at most %d are wanted", len(data), limit)
			}
		}
		if read != len(want) || size < 0 {
			t.Fatalf("%d of %d documents are there; archives are %d bytes larger than was said", read, len(want), -size)
		}
	})
}

func same(t *rapid.T, want map[string]*corpus.Document, m extract.Member) {
	d := want[m.Document.TextHash()]
	if d == nil {
		t.Fatalf("%s is none of the documents", m.Name)
	}
	meta := d.Metadata()
	if meta.Title == "" { // what is read always has one
		meta.Title = m.Document.Metadata().Title
	}
	for _, diff := range []string{
		cmp.Diff(meta, m.Document.Metadata(), cmpopts.EquateEmpty()), cmp.Diff(d.Text(), m.Document.Text()),
		cmp.Diff(d.Blocks(), m.Document.Blocks()), cmp.Diff(d.Sentences(), m.Document.Sentences()),
	} {
		if diff != "" {
			t.Fatalf("%s (-want +got):\n%s", m.Name, diff)
		}
	}
}

func TestAnExportOfNothingHasNoArchive(t *testing.T) {
	t.Parallel()
	if all, err := extract.NewExport(1000).Archives(); err != nil || len(all) != 0 {
		t.Errorf("%d archives, %v", len(all), err)
	}
}
