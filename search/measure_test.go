package search_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/pincite/pincite/search"
	"github.com/pincite/pincite/search/index"
)

// TestPublicSets measures on public question sets, and holds what was reached
// with a little room. The floors are what a change must not fall under.
func TestPublicSets(t *testing.T) {
	outside := pick(readPublic[publicQuestion](t, "news/newsquizqa/visible/questions.jsonl.gz"), 400)
	sets := []struct {
		name, corpus, questions string
		n                       int
		passage, sentence       float64
	}{
		{"squad-open", "squad-open/visible/corpus.jsonl.gz", "squad-open/visible/questions.jsonl.gz", 800, 0.78, 0.71},
		{"new_wiki", "squadshifts/visible/new_wiki.corpus.jsonl.gz", "squadshifts/visible/new_wiki.questions.jsonl.gz", 500, 0.72, 0.67},
		{"clapnq", "clapnq/visible/corpus.jsonl.gz", "clapnq/visible/questions.jsonl.gz", 500, 0.85, 0.55},
	}
	for _, set := range sets {
		t.Run(set.name, func(t *testing.T) {
			lib, where := publicLibrary(t, readPublic[publicArticle](t, filepath.FromSlash(set.corpus)))
			m := measure(t, lib, where, pick(readPublic[publicQuestion](t, filepath.FromSlash(set.questions)), set.n))
			abstained := 0
			for _, q := range outside {
				if a, err := lib.engine.Ask(t.Context(), lib.scope, search.Question{Text: q.Question}); err != nil {
					t.Fatal(err)
				} else if a.Verdict != search.Answered {
					abstained++
				}
			}
			t.Logf("%v; %d of %d questions from outside abstained", m, abstained, len(outside))
			if m.share(m.passage1) < set.passage || m.share(m.sentence1) < set.sentence || abstained*100 < 92*len(outside) {
				t.Errorf("fell under %.2f, %.2f or 92 %%", set.passage, set.sentence)
			}
		})
	}
}

// measured counts, of answerable questions, where the gold paragraph and the
// right sentence came, and what was answered.
type measured struct {
	asked, passage1, passage5, sentence1, sentence3, oracle, answered, right int
}

func (m measured) share(n int) float64 { return float64(n) / float64(max(1, m.asked)) }

func (m measured) String() string {
	return fmt.Sprintf("%d questions: R@1 %.3f, R@5 %.3f, sentence@1 %.3f, @3 %.3f, oracle %.3f; answered %.3f, of which right %.3f",
		m.asked, m.share(m.passage1), m.share(m.passage5), m.share(m.sentence1), m.share(m.sentence3), m.share(m.oracle),
		m.share(m.answered), float64(m.right)/float64(max(1, m.answered)))
}

func measure(t *testing.T, lib *library, where map[string]paragraph, questions []publicQuestion) measured {
	t.Helper()
	var m measured
	for i := range questions {
		q := &questions[i]
		gold, ok := where[q.Gold]
		if !ok || !q.Answerable {
			continue
		}
		m.asked++
		r := lib.rank(t, q.Question)
		for rank, h := range r.Passages[:min(5, len(r.Passages))] {
			if h.Document == gold.document && blockOf(r, h) == gold.block {
				if rank == 0 {
					m.passage1++
				}
				m.passage5++
				break
			}
		}
		found, inGold := -1, -1
		for c := range r.Candidates {
			cand := &r.Candidates[c]
			hit := q.right(cand.Text.Document, cand.Sentence, gold)
			if hit && found < 0 {
				found = c
			}
			if inGold < 0 && cand.Text.Document.ID() == gold.document && cand.Text.Document.Sentences()[cand.Sentence].Block == gold.block {
				inGold = c
				if hit {
					m.oracle++
				}
			}
		}
		if found == 0 {
			m.sentence1++
		}
		if found >= 0 && found < 3 {
			m.sentence3++
		}
		if r.Odds >= search.AnswerFrom {
			m.answered++
			if found == 0 {
				m.right++
			}
		}
	}
	return m
}

// blockOf returns the block of a passage; -1 when none of its sentences was read.
func blockOf(r search.Ranking, h index.Hit) int {
	for i := range r.Candidates {
		if d := r.Candidates[i].Text.Document; d.ID() == h.Document {
			return d.Passages()[h.Number].Block
		}
	}
	return -1
}
