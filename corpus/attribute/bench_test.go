package attribute

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus/sample"
)

// BenchmarkRead reads all articles of the example library.
func BenchmarkRead(b *testing.B) {
	docs, err := sample.Documents()
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	for _, d := range docs {
		words += len(strings.Fields(d.Text()))
		read(d) // the weights, and where the sentences are, are found once
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			read(d)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(words), "ms/1000words")
}
