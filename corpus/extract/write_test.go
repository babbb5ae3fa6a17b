package extract_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/randdoc"
)

func TestWhatMarkdownWritesIsReadBackTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, err := corpus.Build(randdoc.Metadata().Draw(t, "metadata"), randdoc.Parts().Draw(t, "parts"))
		if err != nil {
			t.Skip(err)
		}
		readsBack(t, d)
	})
}

// fataler is what a test, a fuzz target and a property have in common.
type fataler interface {
	Context() context.Context
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// readsBack writes a document and reads it again. A title is never missing
// from what is read, so that documents without one differ in it.
func readsBack(t fataler, d *corpus.Document) {
	t.Helper()
	written := extract.Markdown(d)
	got, err := extract.Document(t.Context(), extract.File{Name: d.Metadata().SourceFile, Data: written}, corpus.Metadata{})
	if err != nil {
		t.Fatalf("%v in\n%s", err, written)
	}
	want := d.Metadata()
	if want.Title == "" {
		want.Title = got.Metadata().Title
	}
	if diff := cmp.Diff(want, got.Metadata(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("metadata (-want +got):\n%s\n%s", diff, written)
	}
	if diff := cmp.Diff(d.Text(), got.Text()); diff != "" {
		t.Errorf("text (-want +got):\n%s\n%s", diff, written)
	}
	if diff := cmp.Diff(d.Blocks(), got.Blocks()); diff != "" {
		t.Errorf("blocks (-want +got):\n%s\n%s", diff, written)
	}
}

func TestTextThatLooksLikeMarkdownIsEscaped(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"# no heading", "1. no item", "10) no item", "- no item", "+ no item", "> no quotation", "===", "no ## heading #", "C#",
		"*no* _emphasis_ ~~here~~", "[no](link) ![no](image)", "<b>no tag</b>", "`no code`", "AT&amp;T and &copy; and & alone", `a \ b \* c`,
		"a | b | c", "| a", "two\nlines", "a tab\there", "https://b.example/x_y_z", "<https://b.example>", "[ ] no task", "a  b   c", "<!-- page 3 --> word", "---\nword", "title: x",
	} {
		for _, kind := range []corpus.BlockKind{corpus.Paragraph, corpus.Heading, corpus.Item, corpus.Row, corpus.Quotation, corpus.Caption, corpus.Code} {
			level := 0
			if kind == corpus.Heading {
				level = 1
			}
			part := corpus.Part{Kind: kind, Level: level, Text: text}
			d, err := corpus.Build(corpus.Metadata{Title: "Title: a # b", SourceFile: "x.md"},
				[]corpus.Part{part, {Kind: corpus.Paragraph, Text: "One word."}, part, part})
			if err != nil {
				t.Fatal(err)
			}
			readsBack(t, d)
		}
	}
}
