package bot

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
)

// BenchmarkAsk measures /ask from the interaction's being sent by the stand-in
// to the callback's arrival there: the gateway, the search, the store, and the
// request back.
func BenchmarkAsk(b *testing.B) {
	b.Run("examples", func(b *testing.B) {
		w := benched(b, examples)
		benchmarkAsk(b, w, []string{
			"What does the International Labour Organization do?", "How is an import ban applied at the border?",
			"Who denied the claim about the port?", "What is a fundamental convention?", "Who discovered penicillin?",
		})
	})
	b.Run("10000-passages", func(b *testing.B) {
		w := benched(b, many(10_000))
		benchmarkAsk(b, w, []string{
			"How much did the crane of Velmar cost?", "Who said the contract was not shown to the union?",
			"When did the ferry to Ostrand stop?", "What did the captain say about the rudder?", "Who discovered penicillin?",
		})
	})
}

func benched(b *testing.B, change func(*world)) *world {
	b.Helper()
	w := prepare(b, discordtest.Options{BucketSize: 1_000_000})
	change(w)
	w.run()
	return w
}

func benchmarkAsk(b *testing.B, w *world, questions []string) {
	actor := w.as(w.ada)
	w.did(actor.Slash(w.ctx, "ask", opt("question", questions[0]))) // opens the index
	b.ReportAllocs()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		in := w.did(actor.Slash(w.ctx, "ask", opt("question", questions[i%len(questions)]), opt("private", true)))
		took = append(took, in.Acknowledged)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// many fills the base library with articles of so many paragraphs in all.
func many(paragraphs int) func(*world) {
	return func(w *world) {
		w.t.Helper()
		const each = 20
		r := rand.New(rand.NewPCG(1, 2))
		noun := func() string { return nouns[r.IntN(len(nouns))] + fmt.Sprint(r.IntN(40)) }
		var docs []*corpus.Document
		for n := range paragraphs / each {
			var parts []corpus.Part
			for range each {
				var s strings.Builder
				for range 4 {
					fmt.Fprintf(&s, "The %s of the %s said that %d %s went to the %s near %s. ", noun(), noun(), r.IntN(900), noun(), noun(), noun())
				}
				parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: s.String()})
			}
			parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: fmt.Sprintf("The crane of Velmar %d cost %d crowns, the harbour office said.", n, n*7)})
			d, err := corpus.Build(corpus.Metadata{Title: fmt.Sprintf("Report %d on the %s", n, noun())}, parts)
			if err != nil {
				w.t.Fatal(err)
			}
			docs = append(docs, d)
		}
		if err := w.store.Replace(w.ctx, corpus.Base, docs, "pincite"); err != nil {
			w.t.Fatal(err)
		}
	}
}
