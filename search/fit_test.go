package search_test

import (
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/search/reader"
)

var fit = flag.String("fit", "", `"rank" or "decide": TestWeights prints fitted weights for search/reader/weights.go`)

// TestWeights shows where the weights in search/reader/weights.go come from.
// With -fit=rank it fits the weights of a sentence's features: of the
// candidates for each answerable question the right one should score highest
// (a softmax over them, drawn towards the weights that are there, so that a
// feature which the sets do not exercise keeps its weight). With -fit=decide it
// fits the logistic function that says how likely the best sentence answers.
// The first changes what the second is fitted on: rank first, then decide.
// Without -fit it only sees that there is something to fit on.
func TestWeights(t *testing.T) {
	var ranks []group
	var decisions []decision
	outside := pick(readPublic[publicQuestion](t, "news/newsquizqa/visible/questions.jsonl.gz"), 3000)
	n := 40
	if *fit != "" {
		n = 2500
	}
	collect := func(lib *library, where map[string]paragraph, questions []publicQuestion, adversarial float64) {
		for i := range questions {
			q := &questions[i]
			gold, known := where[q.Gold]
			if q.Answerable && !known {
				continue
			}
			r := lib.rank(t, q.Question)
			g := group{right: -1}
			for c := range r.Candidates {
				g.values = append(g.values, r.Candidates[c].Values)
				if g.right < 0 && q.Answerable && q.right(r.Candidates[c].Text.Document, r.Candidates[c].Sentence, gold) {
					g.right = c
				}
			}
			if len(r.Candidates) == 0 {
				continue
			}
			if q.Answerable && g.right >= 0 {
				ranks = append(ranks, g)
			}
			d := decision{values: r.Decision, answers: g.right == 0, weight: 1}
			if !q.Answerable && known {
				d.weight = adversarial
			}
			decisions = append(decisions, d)
		}
	}
	for _, set := range []struct {
		corpus, questions string
		alone             int // how many articles are also asked as libraries of their own
	}{
		{"squad-open/visible/corpus.jsonl.gz", "squad-open/visible/questions.jsonl.gz", 25},
		{"squadshifts/visible/new_wiki.corpus.jsonl.gz", "squadshifts/visible/new_wiki.questions.jsonl.gz", 25},
		{"clapnq/visible/corpus.jsonl.gz", "clapnq/visible/questions.jsonl.gz", 0},
	} {
		articles := readPublic[publicArticle](t, filepath.FromSlash(set.corpus))
		questions := readPublic[publicQuestion](t, filepath.FromSlash(set.questions))
		lib, where := publicLibrary(t, articles)
		collect(lib, where, pick(questions, n), 0.25)
		collect(lib, where, outside[:min(n, len(outside))/3], 1)
		if *fit == "" {
			break
		}
		for a, article := range articles[:min(set.alone, len(articles))] {
			lib, where := publicLibrary(t, []publicArticle{article})
			var own []publicQuestion
			for _, q := range questions {
				if _, ok := where[q.Gold]; ok {
					own = append(own, q)
				}
			}
			collect(lib, where, pick(own, 60), 0.5)
			collect(lib, where, outside[a*20:a*20+20], 1)
		}
	}
	if len(ranks) == 0 || len(decisions) == 0 {
		t.Fatal("nothing to fit on")
	}
	switch *fit {
	case "rank":
		printWeights(t, reader.FeatureNames[:], fitRank(ranks))
	case "decide":
		printWeights(t, reader.DecisionNames[:], fitDecision(decisions))
	}
}

type group struct {
	values [][reader.Features]float64
	right  int
}

type decision struct {
	values  [reader.Decisions]float64
	answers bool
	weight  float64
}

const (
	rounds = 60
	draw   = 0.002 // towards the weights that are there
)

func fitRank(groups []group) []float64 {
	w, start := make([]float64, reader.Features), make([]float64, reader.Features)
	for i := range w {
		w[i] = reader.FeaturePoints(i, 1)
		start[i] = w[i]
	}
	for round := range rounds {
		rate := 0.1 / (1 + float64(round)/10)
		for _, g := range groups {
			scores, top := make([]float64, len(g.values)), math.Inf(-1)
			for c, v := range g.values {
				for i, x := range v {
					scores[c] += w[i] * x
				}
				top = max(top, scores[c])
			}
			sum := 0.0
			for c := range scores {
				scores[c] = math.Exp(scores[c] - top)
				sum += scores[c]
			}
			for c, v := range g.values {
				slope := -scores[c] / sum
				if c == g.right {
					slope++
				}
				if math.Abs(slope) < 1e-4 {
					continue
				}
				for i, x := range v {
					w[i] += rate * slope * x
				}
			}
			for i := range w {
				w[i] -= rate * draw * (w[i] - start[i])
			}
		}
	}
	return w
}

func fitDecision(decisions []decision) []float64 {
	w, start := make([]float64, reader.Decisions), make([]float64, reader.Decisions)
	for i := range w {
		w[i] = reader.DecisionPoints(i, 1)
		start[i] = w[i]
	}
	for round := range 4 * rounds {
		rate := 0.05 / (1 + float64(round)/10)
		for _, d := range pick(decisions, len(decisions)) {
			z := 0.0
			for i, x := range d.values {
				z += w[i] * x
			}
			slope := -1 / (1 + math.Exp(-z))
			if d.answers {
				slope++
			}
			for i, x := range d.values {
				w[i] += rate * (d.weight*slope*x - draw/10*(w[i]-start[i]))
			}
		}
	}
	return w
}

func printWeights(t *testing.T, names []string, w []float64) {
	t.Helper()
	var b strings.Builder
	for i, x := range w {
		fmt.Fprintf(&b, "%8.2f  %s\n", x, names[i])
	}
	t.Logf("\n%s", b.String())
}
