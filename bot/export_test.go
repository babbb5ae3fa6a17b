package bot

import (
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// filesIn returns the files of a message, from the CDN.
func (w *world) filesIn(m sent) (files [][]byte) {
	w.t.Helper()
	for _, a := range m.Attachments {
		r := httptest.NewRequest("GET", a.URL, nil)
		rec := httptest.NewRecorder()
		w.discord.CDN().ServeHTTP(rec, r)
		data, err := io.ReadAll(rec.Result().Body)
		if err != nil || rec.Code != 200 {
			w.t.Fatalf("%s: %d, %v", a.URL, rec.Code, err)
		}
		files = append(files, data)
	}
	return files
}

func TestAnExportCanBeAddedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md", "awkward.md"), func(w *world) { w.config.AckAfter = 1 })
	k := w.talk(w.mona, w.general)
	m := k.slash("library export")
	files := w.filesIn(m)
	if len(files) != 1 || !m.Ephemeral {
		t.Fatalf("%d files in\n%s", len(files), dump(m))
	}
	n := 0
	for member := range extract.Documents(w.ctx, extract.File{Name: "library.zip", Data: files[0]}, corpus.Metadata{}) {
		if member.Err != nil {
			t.Fatalf("%s: %v", member.Name, member.Err)
		}
		n++
		want, err := w.store.Document(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), member.Document.ID())
		if err != nil {
			t.Fatalf("%s: %v", member.Name, err)
		}
		if diff := cmp.Diff(want.Metadata(), member.Document.Metadata(), cmpopts.EquateEmpty()); diff != "" || want.Text() != member.Document.Text() {
			t.Errorf("%s differs:\n%s", member.Name, diff)
		}
		if diff := cmp.Diff(want.Blocks(), member.Document.Blocks()); diff != "" {
			t.Errorf("%s differs:\n%s", member.Name, diff)
		}
	}
	if n != 3 {
		t.Errorf("%d of 3 articles are in the archive", n)
	}
}

func TestAnExportIsInPartsOrTooLarge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	if m := k.slash("library export"); !strings.Contains(m.text(), "no articles of its own") || len(m.Attachments) != 0 {
		t.Errorf("an empty library shows\n%s", dump(m))
	}
	lib, _ := own(&request{guild: w.guild.ID})
	for i := range 3 {
		d, err := corpus.Build(corpus.Metadata{Title: fmt.Sprintf("Report %d", i)}, []corpus.Part{{Kind: corpus.Paragraph, Text: fmt.Sprintf("This is report number %d of three.", i)}})
		if err != nil {
			t.Fatal(err)
		}
		w.keep(lib, d)
	}
	for limit, want := range map[int64]int{100: 0, 400: 3, 0: 1} {
		rep, err := w.bot.export(w.ctx, &request{guild: w.guild.ID, fileLimit: limit})
		if (err != nil) != (want == 0) || len(rep.files) != want {
			t.Errorf("files of %d bytes: %d, %v; want %d", limit, len(rep.files), err, want)
		}
	}
}
