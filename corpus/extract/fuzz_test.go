package extract_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// FuzzDocument states what holds for any bytes under any name: either a
// document in canonical form with a title, which can be written and read
// back, or a Problem with a sentence.
func FuzzDocument(f *testing.F) {
	for _, dir := range []string{"testdata/plain", "testdata/markdown", "testdata/html"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.*"))
		if err != nil || len(files) == 0 {
			f.Fatalf("no samples in %s: %v", dir, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(filepath.Base(name), data)
		}
	}
	f.Add("a.md", []byte("---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\ntext"))
	f.Add("a.txt", []byte("\xff\xfea\x00b\x00"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := extract.Document(t.Context(), extract.File{Name: name, Data: data}, corpus.Metadata{})
		if err != nil {
			var p *extract.Problem
			if !errors.As(err, &p) || p.Code == "" || !strings.HasSuffix(p.Detail, ".") {
				t.Fatalf("%#v is no Problem with a sentence", err)
			}
			return
		}
		m := d.Metadata()
		switch {
		case d.Text() != corpus.Canonical(d.Text()):
			t.Errorf("%q is not in canonical form", d.Text())
		case m.Title == "" || m.Title != corpus.Canonical(m.Title):
			t.Errorf("the title is %q", m.Title)
		case strings.ContainsAny(m.SourceFile, `/\`):
			t.Errorf("the source file is %q", m.SourceFile)
		}
		extract.Warnings(d)
		readsBack(t, d)
	})
}
