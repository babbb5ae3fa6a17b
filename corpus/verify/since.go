package verify

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// State says what has become of words that were cited.
type State string

const (
	Unchanged State = "unchanged" // they are there, byte for byte
	Edited    State = "edited"    // something else stands in their place
	Gone      State = "gone"      // nothing like them is in the document any more
)

// Standing is what has become of words that were cited.
type Standing struct {
	State       State
	Now         corpus.Quote // where the words are now, or what stands there; zero when they are gone
	Differences []Difference // of the words that are there now (Text) from the cited ones (Said); none where only punctuation was edited
}

// Since says what has become of cited words in the latest revision of their
// document. Where the same words stand there in several places, it takes the one
// with the same words beside it.
func Since(cited corpus.Quote, now *corpus.Document) Standing {
	if cited.Kind() == corpus.FromMetadata {
		q, err := now.QuoteField(cited.Field())
		switch {
		case err != nil:
			return Standing{State: Gone}
		case q.Text() == cited.Text():
			return Standing{State: Unchanged, Now: q}
		}
		return Standing{State: Edited, Now: q}
	}
	a := cited.Anchor()
	if a.Hash == now.TextHash() {
		if q, err := now.Quote(cited.Span()); err == nil {
			return Standing{State: Unchanged, Now: q}
		}
	}
	if q, ok := again(cited.Text(), a, now); ok {
		return Standing{State: Unchanged, Now: q}
	}
	r := Check(Quotation{Text: cited.Text()}, []*Text{NewText(now, nil)})
	if len(r.Passages) == 0 || r.Verdict == Stitched {
		return Standing{State: Gone}
	}
	return Standing{State: Edited, Now: r.Passages[0].Quote, Differences: r.Differences}
}

// again finds words that stand in a document as they did, in whole sentences.
func again(words string, a corpus.Anchor, now *corpus.Document) (best corpus.Quote, found bool) {
	text, most := now.Text(), -1
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return best, found
		}
		span := corpus.Span{Start: from + i, End: from + i + len(words)}
		from = span.End
		q, err := now.Quote(span)
		if err != nil {
			continue
		}
		beside := 0
		if strings.HasSuffix(text[:span.Start], a.Prefix) {
			beside++
		}
		if strings.HasPrefix(text[span.End:], a.Suffix) {
			beside++
		}
		if beside > most {
			best, found, most = q, true, beside
		}
	}
}
