package verify

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
)

// TestNothingIsLeftOutThatCouldBeEnough lays quotations along documents: what is
// known before a match is settled, and before seams are looked for, is never less
// than what comes of it.
func TestNothingIsLeftOutThatCouldBeEnough(t *testing.T) {
	t.Parallel()
	for text, quotation := range map[string]string{
		"The worker[s] close the harbour today.":             "the worker close the harbour today",
		"The workers close the harbour today.":               "the worker[s] close the harbour today",
		"An electromagnetic crane stands there.":             "an electro magnetic crane stands there",
		"Nothing. An electro magnetic crane. Stands there.":  "electromagnetic crane stands",
		"[The ministry] does not close the harbour in June.": "the ministry does close the harbour",
	} {
		mostIsMost(t, text, quotation)
	}
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields(`the electro magnetic electromagnetic worker[s] worker [ministry] 13,000`)), 4, 10)
	rapid.Check(t, func(t *rapid.T) {
		mostIsMost(t, strings.Join(words.Draw(t, "text"), " "), strings.Join(words.Draw(t, "quotation"), " "))
	})
}

func mostIsMost(t rapid.TB, text, quotation string) {
	t.Helper()
	d, err := corpus.Build(corpus.Metadata{Title: "a"}, []corpus.Part{{Kind: corpus.Paragraph, Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	in := NewText(d, nil)
	c := checker{texts: []*Text{in}, words: wordsOf(quotation)}
	c.divide()
	for _, piece := range c.pieces {
		if m := lay(piece, windowOf(in, piece)); m != nil {
			most := m.most()
			if m.settle(); m.weight > most {
				t.Errorf("%q in %q: at most %d, and then %d", quotation, text, most, m.weight)
			}
		}
		if _, share := c.seams(piece); share > c.present(piece) {
			t.Errorf("%q in %q: %d stand there, and %d in seams", quotation, text, c.present(piece), share)
		}
	}
}
