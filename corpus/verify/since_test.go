package verify_test

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
)

func TestWhatHasBecomeOfCitedWords(t *testing.T) {
	t.Parallel()
	build := func(title string, paragraphs ...string) *corpus.Document {
		var parts []corpus.Part
		for _, p := range paragraphs {
			parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
		}
		d, err := corpus.Build(corpus.Metadata{Title: title}, parts)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const said = "The second crane will not be sold before the autumn."
	then := build("Crane", "The port has two cranes.", said, "Nobody was hurt.")
	cited, err := then.Quote(then.Sentences()[1].Span)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		now   *corpus.Document
		state verify.State
		text  string
		diffs int
	}{
		"nothing":        {then, verify.Unchanged, said, 0},
		"another place":  {build("Crane", said, "The port has two cranes.", "A line between.", said, "Nobody was hurt."), verify.Unchanged, said, 0},
		"a lost not":     {build("Crane", "The port has two cranes.", "The second crane will be sold before the autumn."), verify.Edited, "The second crane will be sold before the autumn.", 1},
		"only a comma":   {build("Crane", "The second crane will not be sold, before the autumn."), verify.Edited, "The second crane will not be sold, before the autumn.", 0},
		"another number": {build("Crane", "The third crane will not be sold before the autumn."), verify.Edited, "The third crane will not be sold before the autumn.", 1},
		"all":            {build("Crane", "Something else is written here by now, of ferries."), verify.Gone, "", 0},
	} {
		s := verify.Since(cited, c.now)
		if s.State != c.state || s.Now.Text() != c.text || len(s.Differences) != c.diffs {
			t.Errorf("%s changed: %s, %q, %+v", name, s.State, s.Now.Text(), s.Differences)
		}
	}
	moved := build("Crane", said, "The port has two cranes.", said, "Nobody was hurt.")
	if s := verify.Since(cited, moved); s.Now.Citation().Locator.Paragraph != 3 {
		t.Errorf("of two places it takes ¶ %d", s.Now.Citation().Locator.Paragraph)
	}
	title, err := then.QuoteField(corpus.FieldTitle)
	if err != nil {
		t.Fatal(err)
	}
	if s := verify.Since(title, build("Cranes", said)); s.State != verify.Edited || s.Now.Text() != "Cranes" {
		t.Errorf("the title: %+v", s)
	}
}
