package eval

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// TestWhatIsQuotedWithACutStandsSomewhere tells quotations that no article has
// from those that one has with more words, or others, at a cut.
func TestWhatIsQuotedWithACutStandsSomewhere(t *testing.T) {
	t.Parallel()
	text := "The harbour board will not raise the fees of small boats this year, [the chairwoman] said, and the quay is ... not for sale to anybody.\n"
	d, err := extract.Document(t.Context(), extract.File{Name: "a.md", Data: []byte(text)}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	r := newRuns([]*corpus.Document{d})
	for quote, stands := range map[string]bool{
		"The harbour board will not raise the fees of small boats this year":                            true,
		"the harbour board will not raise … the fees of small boats this year":                          true,
		"the harbour board will not raise the fees of small boats [and barges] this year":               true,
		"said, and the quay is ... for sale to anybody":                                                 true, // too short to tell
		"The harbour board will raise the fees of small boats this year, [the chairwoman] said":         false,
		"The harbour board will not raise the fees of large boats this year ... not for sale":           false,
		"The harbour board will not raise the fees of small boats this year, she said, and the quay is": false,
	} {
		if r.has(quote) != stands {
			t.Errorf("%q stands there: %v", quote, !stands)
		}
	}
}
