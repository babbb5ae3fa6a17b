package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
)

func TestTheFoundingArticleIsUnderstood(t *testing.T) {
	t.Parallel()
	data := testfile.Founding(t)
	for _, name := range []string{"article.txt", "article.md", "message.txt", ""} {
		d, err := extract.Document(t.Context(), extract.File{Name: name, Data: data}, corpus.Metadata{})
		if err != nil {
			t.Fatal(err)
		}
		want := corpus.Metadata{
			Title: "U.N. labor group makes low-profile visit to Xinjiang", Subtitle: d.Metadata().Subtitle, Authors: []string{"Pak Yiu"},
			Publication: "Nikkei Asia", Published: corpus.Date{Year: 2023, Month: 9, Day: 4}, Language: "en", Dateline: "HONG KONG", SourceFile: name,
		}
		if diff := cmp.Diff(want, d.Metadata()); diff != "" {
			t.Errorf("metadata (-want +got):\n%s", diff)
		}
		if !strings.HasPrefix(want.Subtitle, "Uyghur activists") {
			t.Errorf("the subtitle is %q", want.Subtitle)
		}
		blocks := d.Blocks()
		if len(blocks) != 18 || blocks[0].Kind != corpus.Caption || blocks[17].Number != 17 {
			t.Errorf("got %d blocks, of which the first is a %s and the last is ¶ %d; want a caption and 17 paragraphs",
				len(blocks), blocks[0].Kind, blocks[len(blocks)-1].Number)
		}
		if slices.ContainsFunc(blocks[1:], func(b corpus.Block) bool { return b.Kind != corpus.Paragraph }) {
			t.Error("something after the caption is no paragraph")
		}
		if strings.Contains(d.Text(), "of page") {
			t.Error("the page's furniture is in the text")
		}
		if w := extract.Warnings(d); len(w) > 0 {
			t.Errorf("warnings: %q", w)
		}
		readsBack(t, d)
	}
}
