package index

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/standard"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/pincite/pincite/corpus"
)

// BenchmarkFind compares three ways to the best fifty passages: ours, scoring
// every passage that has a term, and Bleve's own query over the same fields.
func BenchmarkFind(b *testing.B) {
	for _, passages := range []int{10_000, 200_000} {
		b.Run(fmt.Sprint(passages), func(b *testing.B) {
			v := generated(b, passages)
			questions := zipfQuestions()
			b.Run("Find", func(b *testing.B) {
				timed(b, questions, func(q []Weighted) error {
					_, err := v.Find(b.Context(), q, "", 50)
					return err
				})
			})
			b.Run("EveryPassage", func(b *testing.B) {
				timed(b, questions, func(q []Weighted) error { return everyPassage(b.Context(), v, q) })
			})
			b.Run("MatchQuery", func(b *testing.B) {
				timed(b, questions, func(q []Weighted) error { return matchQuery(b.Context(), v, q) })
			})
		})
	}
}

// zipfQuestions are of two to eight words, rare and common ones.
func zipfQuestions() [][]Weighted {
	rnd := rand.New(rand.NewPCG(5, 6))
	out := make([][]Weighted, 200)
	for i := range out {
		for range 2 + rnd.IntN(7) {
			rank := int(math.Exp(rnd.Float64() * math.Log(20_000)))
			out[i] = append(out[i], Weighted{Term: fmt.Sprintf("w%dx", rank), Weight: 1})
		}
	}
	return out
}

// generated makes an index of about so many passages, of words that are as
// unevenly common as a language's.
func generated(b *testing.B, passages int) *View {
	b.Helper()
	x, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(rnd, 1.2, 4, 20_000)
	var docs []*corpus.Document
	for n := 0; n < passages; n += 20 {
		parts := make([]corpus.Part, 20)
		for i := range parts {
			words := make([]string, 15+rnd.IntN(60))
			for j := range words {
				words[j] = fmt.Sprintf("w%dx", zipf.Uint64())
			}
			parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: strings.Join(words, " ") + "."}
		}
		d, err := corpus.Build(corpus.Metadata{Title: fmt.Sprintf("Report %d of w%dx", n, zipf.Uint64())}, parts)
		if err != nil {
			b.Fatal(err)
		}
		if docs = append(docs, d); len(docs) == 64 || n+20 >= passages {
			if err := x.Apply(b.Context(), docs, nil, corpus.Head{Epoch: "e", Seq: 1}); err != nil {
				b.Fatal(err)
			}
			docs = nil
		}
	}
	v, err := x.View()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := v.Close(); err != nil {
			b.Error(err)
		}
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	return v
}

func timed(b *testing.B, questions [][]Weighted, ask func([]Weighted) error) {
	b.Helper()
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		if err := ask(questions[len(took)%len(questions)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

func everyPassage(ctx context.Context, v *View, terms []Weighted) error {
	scores := map[uint64]float64{}
	for _, q := range terms {
		for field := range fields {
			l, err := v.term(ctx, q, field)
			if err != nil {
				return err
			}
			err = l.each(end, func() { scores[l.at] += l.score() })
			if err := l.postings.Close(); err != nil {
				return err
			}
			if err != nil {
				return err
			}
		}
	}
	top := best{limit: 50}
	for number, s := range scores {
		top.hits = append(top.hits, scored{number, s})
	}
	top.trim()
	_, err := v.name(top.hits, 50)
	return err
}

func matchQuery(ctx context.Context, v *View, terms []Weighted) error {
	var words []string
	for _, q := range terms {
		words = append(words, q.Term)
	}
	var all []query.Query
	for field, name := range fieldNames {
		q := query.NewMatchQuery(strings.Join(words, " "))
		q.SetField(name)
		q.Analyzer = "standard"
		q.SetBoost(fieldWeights[field])
		all = append(all, q)
	}
	m := mapping.NewIndexMapping()
	m.ScoringModel = "bm25"
	s, err := query.NewDisjunctionQuery(all).Searcher(ctx, v.reader, m, search.SearcherOptions{})
	if err != nil {
		return err
	}
	defer s.Close()
	return collector.NewTopNCollector(50, 0, search.SortOrder{&search.SortScore{Desc: true}}).Collect(ctx, s, v.reader)
}
