package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// generated makes documents of about so many passages in all, of words that
// are as unevenly common as a language's.
func generated(b *testing.B, passages int) []*corpus.Document {
	b.Helper()
	rnd := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(rnd, 1.2, 4, 20000)
	sentence := func() string {
		words := make([]string, 8+rnd.IntN(18))
		for i := range words {
			words[i] = fmt.Sprintf("w%dx", zipf.Uint64())
		}
		return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
	}
	var docs []*corpus.Document
	for n := 0; n < passages; n += 20 {
		paragraphs := make([]string, 20)
		for i := range paragraphs {
			paragraphs[i] = sentence() + " " + sentence() + " " + sentence()
		}
		docs = append(docs, article(b, fmt.Sprintf("Report %d of w%dx", n, zipf.Uint64()), paragraphs...))
	}
	return docs
}

func generatedLibrary(b *testing.B, passages int) *library {
	b.Helper()
	lib := newLibrary(b)
	must(b, lib.store.Replace(b.Context(), corpus.Example, generated(b, passages), "test"))
	lib.name, lib.scope = corpus.Example, corpus.ScopeOf(corpus.Example)
	must(b, lib.engine.Sync(b.Context(), lib.scope))
	return lib
}

func BenchmarkAskExampleLibrary(b *testing.B) {
	lib := sampleLibrary(b)
	var questions []string
	for _, q := range readLines[sampleQuestion](b, "../corpus/sample/testdata/questions.jsonl") {
		questions = append(questions, q.Question)
	}
	benchmarkAsk(b, lib, questions)
}

func BenchmarkAsk10000Passages(b *testing.B) {
	lib := generatedLibrary(b, 10000)
	rnd := rand.New(rand.NewPCG(5, 6))
	var questions []string
	for range 200 {
		questions = append(questions, fmt.Sprintf("When did w%dx and w%dx w%dx the w%dx?", rnd.IntN(40), rnd.IntN(400), rnd.IntN(4000), rnd.IntN(20000)))
	}
	benchmarkAsk(b, lib, questions)
}

func benchmarkAsk(b *testing.B, lib *library, questions []string) {
	b.Helper()
	ask := func(i int) time.Duration {
		begun := time.Now()
		if _, err := lib.engine.Ask(b.Context(), lib.scope, search.Question{Text: questions[i%len(questions)]}); err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	for i := range questions {
		ask(i)
	}
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		took = append(took, ask(len(took)))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

func BenchmarkIndexing(b *testing.B) {
	lib := generatedLibrary(b, 4000)
	for b.Loop() {
		must(b, lib.engine.Reindex(b.Context(), lib.scope, nil))
	}
	b.ReportMetric(4000*float64(b.N)/b.Elapsed().Seconds(), "passages/s")
}

func BenchmarkOpenExistingIndex(b *testing.B) {
	lib := generatedLibrary(b, 10000)
	for b.Loop() {
		must(b, lib.engine.Close())
		lib.engine = lib.open(b)
		must(b, lib.engine.Sync(b.Context(), lib.scope))
	}
}
