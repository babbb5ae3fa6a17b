package corpus_test

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

// article is about 5 KB of plain news prose.
func article() []corpus.Part {
	const paragraph = `The harbor of Port Sel closed on Aug. 12, the ministry said. "We will not pay," Ana Ness told the ` +
		`Courier. "Not now. Not ever." The U.S. Senate asked for a report, which Mr. Tollan wrote in 3.5 days.`
	parts := make([]corpus.Part, 25)
	for i := range parts {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: paragraph}
	}
	return parts
}

func BenchmarkCanonical(b *testing.B) {
	text := strings.Repeat("The harbor of Port Sel closed – “again” – on Aug. 12.\r\n", 90)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		corpus.Canonical(text)
	}
}

func BenchmarkBuildAndDivide(b *testing.B) {
	parts := article()
	b.ReportAllocs()
	for b.Loop() {
		d, err := corpus.Build(corpus.Metadata{Title: "Harbor"}, parts)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(d.Text())))
		d.Sentences()
	}
}

func BenchmarkQuoteAndLink(b *testing.B) {
	d, err := corpus.Build(corpus.Metadata{Title: "Harbor", URL: "https://example.org/a"}, article())
	if err != nil {
		b.Fatal(err)
	}
	span := d.Sentences()[0].Span
	b.ReportAllocs()
	for b.Loop() {
		q, err := d.Quote(span)
		if err != nil {
			b.Fatal(err)
		}
		q.Link(512)
	}
}
