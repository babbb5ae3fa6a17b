package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/golden"
)

func TestFilesAreUnderstood(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"testdata/plain/*.txt", "testdata/markdown/*.md", "testdata/markdown/*.txt", "testdata/html/*.html", "testdata/html/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no samples match %s: %v", pattern, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				d, err := extract.Document(t.Context(), extract.File{Name: file, Data: data}, corpus.Metadata{})
				if err != nil {
					t.Fatal(err)
				}
				got := string(dump(d))
				if w := extract.Warnings(d); len(w) > 0 {
					got += "\n" + strings.Join(w, "\n") + "\n"
				}
				golden.Check(t, strings.TrimSuffix(file, filepath.Ext(file))+".golden", []byte(got))
				readsBack(t, d)
			})
		}
	}
}
