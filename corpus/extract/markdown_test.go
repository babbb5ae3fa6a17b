package extract_test

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

func TestDeepNestingIsFlattened(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("> ", 200_000) + "One word.\n\n- a\n  - b\n    > c\n"
	d, err := extract.Document(t.Context(), extract.File{Name: "a.md", Data: []byte(text)}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Text(), "One word.\n\na\n\nb\n\nc"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
