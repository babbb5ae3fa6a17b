package verify_test

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/internal/testfile"
)

// TestTheFoundingArticle checks quotations of the article that Pincite was
// founded on, true ones and changed ones.
func TestTheFoundingArticle(t *testing.T) {
	t.Parallel()
	data := testfile.Founding(t)
	d, err := extract.Document(t.Context(), extract.File{Name: "article.txt", Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	texts := []*verify.Text{verify.NewText(d, nil)}
	const attitude = "uphold a fair and objective attitude"
	for _, c := range []struct {
		quote, speaker string
		want           verify.Verdict
		said, text     string // of the first difference
	}{
		{quote: attitude, want: verify.Exact},
		{quote: attitude, speaker: "Ma Xingrui", want: verify.Exact},
		{quote: attitude, speaker: "Ma", want: verify.Exact},
		{quote: attitude, speaker: "Dolkun Isa", want: verify.Misattributed},
		{quote: attitude, speaker: "the ILO", want: verify.Misattributed},
		{quote: attitude, speaker: "Corinne Vargha", want: verify.Misattributed},
		{quote: attitude, speaker: "Xi Jinping", want: verify.Misattributed},
		{quote: attitude, speaker: "Pak Yiu", want: verify.Misattributed},
		{quote: attitude, speaker: "Somebody Unheard", want: verify.Misattributed},
		{quote: "Although well-intended, such visits do not help improve the situation.", speaker: "Dolkun Isa", want: verify.Exact},
		{quote: "Although well-intended, such visits help improve the situation.", speaker: "Dolkun Isa", want: verify.Altered, text: "do not"},
		{quote: "Such visits do not help improve the situation", speaker: "Isa", want: verify.Cut},
		{quote: "The forced labor schemes will be lifted with such visits", want: verify.Altered, text: "not"},
		{quote: "More than $15 million worth of apparel, footwear and textile shipments have been detained", want: verify.Altered, said: "15", text: "13"},
	} {
		r := verify.Check(verify.Quotation{Text: c.quote, Speaker: c.speaker}, texts)
		if r.Verdict != c.want {
			t.Errorf("%q by %q is %s, want %s", c.quote, c.speaker, r.Verdict, c.want)
		}
		if c.want == verify.Altered && (len(r.Differences) != 1 || r.Differences[0].Said != c.said || r.Differences[0].Text != c.text) {
			t.Errorf("%q differs in %+v", c.quote, r.Differences)
		}
	}
}
