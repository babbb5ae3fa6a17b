package search_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
	"github.com/pincite/pincite/search"
)

type seedQuestion struct {
	Question  string `json:"question"`
	Paragraph int    `json:"paragraph"`
	Needle    string `json:"needle"`
	Kind      string `json:"kind"`
}

// seedLibrary is a library of nothing but the founding article.
func seedLibrary(t testing.TB) *library {
	t.Helper()
	data := testfile.Founding(t)
	d, err := extract.Document(t.Context(), extract.File{Name: "article.txt", Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	return newLibrary(t, d)
}

func TestTheFoundingArticleAnswersWithTheRightSentenceFirst(t *testing.T) {
	t.Parallel()
	lib := seedLibrary(t)
	questions := readLines[seedQuestion](t, "testdata/seed-answerable.jsonl")
	right := 0
	for _, q := range questions {
		a := lib.ask(t, search.Question{Text: q.Question, Explain: true})
		switch {
		case a.Verdict != search.Answered:
			t.Logf("%s: not answered (%s, %.2f)", q.Question, a.Reason, a.Confidence)
		case !strings.Contains(a.Evidence[0].Quote.Text(), q.Needle) || a.Evidence[0].Quote.Citation().Locator.Paragraph != q.Paragraph:
			t.Logf("%s: ¶ %d first (%.2f): %.60s…", q.Question, a.Evidence[0].Quote.Citation().Locator.Paragraph, a.Confidence, a.Evidence[0].Quote.Text())
		default:
			right++
		}
	}
	t.Logf("%d of %d right", right, len(questions))
	if right*30 < 29*len(questions) {
		t.Errorf("%d of %d right sentences first: fewer than 29 of 30", right, len(questions))
	}
}

func TestTheFoundingArticleIsSilentOnWhatItDoesNotSay(t *testing.T) {
	t.Parallel()
	lib := seedLibrary(t)
	questions := readLines[seedQuestion](t, "testdata/seed-unanswerable.jsonl")
	silent := 0
	for _, q := range questions {
		a := lib.ask(t, search.Question{Text: q.Question})
		if a.Verdict != search.Answered {
			silent++
			continue
		}
		t.Logf("%s: answered (%.2f): %.60s…", q.Question, a.Confidence, a.Evidence[0].Quote.Text())
	}
	t.Logf("%d of %d silent", silent, len(questions))
	if silent*14 < 13*len(questions) {
		t.Errorf("silent on %d of %d: fewer than 13 of 14", silent, len(questions))
	}
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for line := range bytes.Lines(data) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, v)
	}
	return out
}
