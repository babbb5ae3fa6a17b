package eval

import (
	"testing"

	"github.com/pincite/pincite/corpus"
)

// TestWhatIsQuotedWithACutStandsSomewhere tells quotations that no article has
// from those that one has with more words, or others, at a cut.
func TestWhatIsQuotedWithACutStandsSomewhere(t *testing.T) {
	t.Parallel()
	var parts []corpus.Part
	for _, p := range []string{
		"The harbour board will not raise the fees of small boats this year, [the chairwoman] said, and the quay is ... not for sale to anybody.",
		"(HALVERMOUTH) —", "The electro magnetic crane at the far end of the quay is to be sold.",
	} {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
	}
	d, err := corpus.Build(corpus.Metadata{Title: "The harbour"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	r := newRuns([]*corpus.Document{d})
	for quote, stands := range map[string]bool{
		"The harbour board will not raise the fees of small boats this year":                            true,
		"the harbour board will not raise … the fees of small boats this year":                          true,
		"the harbour board will not raise the fees of small boats [and barges] this year":               true,
		"said, and the quay is ... for sale to anybody":                                                 true, // too short to tell
		"(Halvermouth) The electromagnetic crane at the far end of the quay is to be sold":              true,
		"The electro-magnetic crane at the far-end of the quay is to be sold":                           true,
		"The electromagnetic crane at the end of the quay is to be sold":                                false,
		"The electromagnetic crane at the far end of the quay is not to be sold":                        false,
		"The harbour board will raise the fees of small boats this year, [the chairwoman] said":         false,
		"The harbour board will not raise the fees of large boats this year ... not for sale":           false,
		"The harbour board will not raise the fees of small boats this year, she said, and the quay is": false,
	} {
		if r.has(quote) != stands {
			t.Errorf("%q stands there: %v", quote, !stands)
		}
	}
}
