package attribute_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/internal/golden"
)

// TestSpeakersOfTheSampleArticles keeps every attributed sentence of the
// example library, and those with quotation marks that nobody was given, for
// people to judge.
func TestSpeakersOfTheSampleArticles(t *testing.T) {
	t.Parallel()
	docs, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, d := range docs {
		dumpSpeakers(&out, d)
	}
	golden.Check(t, "testdata/sample.golden", []byte(out.String()))
}

// dumpSpeakers writes a heading with the document's title, and one line for
// each sentence that is attributed or has quotation marks.
func dumpSpeakers(out *strings.Builder, d *corpus.Document) {
	heading := fmt.Sprintf("# %s (%s)\n", d.Metadata().Title, d.Metadata().SourceFile)
	for i, s := range attribute.Speakers(d) {
		sentence := d.Sentences()[i]
		text := strings.Join(strings.Fields(d.Slice(sentence.Span)), " ")
		if s == nil && !strings.ContainsAny(text, "\"“”") {
			continue
		}
		who := "-"
		if s != nil {
			who = fmt.Sprintf("%s | %s | %s", s.Name, s.Cue, s.Kind)
		}
		fmt.Fprintf(out, "%s¶%-3d %s\n     = %s\n", heading, d.Blocks()[sentence.Block].Number, text, who)
		heading = ""
	}
}
