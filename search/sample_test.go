package search_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/search"
)

type sampleQuestion struct {
	Question     string `json:"question"`
	Document     string `json:"document"`
	Needle       string `json:"needle"`
	Unanswerable bool   `json:"unanswerable"`
}

func sampleLibrary(t testing.TB) *library {
	t.Helper()
	docs, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	lib := newLibrary(t)
	if err := lib.store.Replace(t.Context(), corpus.Example, docs, "test"); err != nil {
		t.Fatal(err)
	}
	lib.name, lib.scope = corpus.Example, corpus.ScopeOf(corpus.Example)
	return lib
}

// TestRanksOfTheExampleLibrary shows what comes first for each question of the
// example library. The golden file is for people to judge changes by; the
// counts are what a change must not fall under.
func TestRanksOfTheExampleLibrary(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	var out bytes.Buffer
	var answerable, right, unanswerable, silent int
	for _, q := range readLines[sampleQuestion](t, "../corpus/sample/testdata/questions.jsonl") {
		a := lib.ask(t, search.Question{Text: q.Question})
		fmt.Fprintf(&out, "%s\n\t%s%s\n", q.Question, [...]string{"abstained", "related", "answered"}[a.Verdict], mark(a.Reason))
		first := ""
		for _, ev := range a.Evidence {
			c := ev.Quote.Citation()
			fmt.Fprintf(&out, "\t%s ¶ %d: %s\n", c.Title, c.Locator.Paragraph, beginning(ev.Quote.Text()))
			if first == "" {
				first = ev.Quote.Text()
			}
		}
		if q.Unanswerable {
			unanswerable++
			if a.Verdict != search.Answered {
				silent++
			}
			continue
		}
		answerable++
		if strings.Contains(first, q.Needle) {
			right++
		} else {
			fmt.Fprintf(&out, "\twanted: %s\n", q.Needle)
		}
	}
	fmt.Fprintf(&out, "\nright sentence first: %d of %d; silent where it should be: %d of %d\n", right, answerable, silent, unanswerable)
	t.Logf("right sentence first: %d of %d; silent where it should be: %d of %d", right, answerable, silent, unanswerable)
	golden.Check(t, "testdata/sample-ranks.golden", out.Bytes())
}

func mark(r search.Reason) string {
	if r == "" {
		return ""
	}
	return " (" + string(r) + ")"
}

// beginning returns the first words of a text.
func beginning(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(9, len(words))], " ")
}
