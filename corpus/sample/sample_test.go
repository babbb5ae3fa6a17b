package sample_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/internal/testfile"
)

// The publications of the two groups: what we write in our own name, and the
// invented newspapers, in which alone somebody may speak in quotation marks.
const ours = "Pincite examples"

var invented = []string{"The Halvermouth Lantern", "The Tessavary Record"}

func documents(t *testing.T) map[string]*corpus.Document {
	t.Helper()
	docs, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	byName := make(map[string]*corpus.Document, len(docs))
	for _, d := range docs {
		byName[strings.TrimSuffix(d.Metadata().SourceFile, ".md")] = d
	}
	if len(byName) != len(docs) {
		t.Fatalf("%d documents have %d different source files", len(docs), len(byName))
	}
	return byName
}

func TestDocumentsAreSortedByTitle(t *testing.T) {
	docs, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) < 20 {
		t.Errorf("the example library has %d documents, want 20 or more", len(docs))
	}
	if !slices.IsSortedFunc(docs, func(a, b *corpus.Document) int {
		return strings.Compare(a.Metadata().Title, b.Metadata().Title)
	}) {
		t.Error("the documents are not in the order of their titles")
	}
}

func TestEveryArticleSaysWhatItIs(t *testing.T) {
	for name, d := range documents(t) {
		m := d.Metadata()
		if !m.Example {
			t.Errorf("%s is not marked as an example", name)
		}
		if m.Title == "" || m.Subtitle == "" || len(m.Authors) == 0 || m.Published.Day == 0 || m.Language != "en" {
			t.Errorf("%s lacks a title, subtitle, author, full date or language: %+v", name, m)
		}
		switch {
		case m.Publication == ours:
			if m.URL != "" || !slices.Equal(m.Authors, []string{"Pincite"}) {
				t.Errorf("%s is ours and has URL %q and authors %q", name, m.URL, m.Authors)
			}
			if !strings.Contains(m.Subtitle, "example") {
				t.Errorf("%s does not say in its subtitle that it is an example: %q", name, m.Subtitle)
			}
		case slices.Contains(invented, m.Publication):
			if !strings.HasPrefix(m.URL, "https://example.org/") {
				t.Errorf("%s is invented and has the URL %q", name, m.URL)
			}
			if !strings.Contains(m.Subtitle, "fictional") {
				t.Errorf("%s does not say in its subtitle that it is fictional: %q", name, m.Subtitle)
			}
		default:
			t.Errorf("%s is from %q, which is neither ours nor one of the invented papers", name, m.Publication)
		}
	}
}

func TestOurOwnArticlesQuoteNobody(t *testing.T) {
	for name, d := range documents(t) {
		if d.Metadata().Publication != ours {
			continue
		}
		if i := strings.IndexAny(d.Text(), "\"“”„«»‘"); i >= 0 {
			t.Errorf("%s has a quotation mark: …%q", name, d.Text()[i:min(len(d.Text()), i+40)])
		}
		for _, b := range d.Blocks() {
			if b.Kind == corpus.Quotation {
				t.Errorf("%s sets off a quotation: %q", name, d.Slice(b.Span))
			}
		}
	}
}

func TestTheInventedPapersNameNobodyReal(t *testing.T) {
	real := []string{"ILO", "United Nations", "Uyghur", "Xinjiang", "China", "Nikkei", "Houngbo", "Vargha", "Türk"}
	for name, d := range documents(t) {
		if d.Metadata().Publication == ours {
			continue
		}
		for _, r := range real {
			if slices.Contains(words(d.Text()), strings.ToLower(r)) || strings.Contains(d.Text(), r) && strings.Contains(r, " ") {
				t.Errorf("%s is invented and names %s", name, r)
			}
		}
	}
}

func TestTheFictionShowsEveryKindOfBlock(t *testing.T) {
	kinds := map[corpus.BlockKind]int{}
	datelines := 0
	for _, d := range documents(t) {
		for _, b := range d.Blocks() {
			kinds[b.Kind]++
		}
		if d.Metadata().Dateline != "" {
			datelines++
		}
	}
	for _, k := range []corpus.BlockKind{corpus.Heading, corpus.Paragraph, corpus.Item, corpus.Row, corpus.Quotation, corpus.Caption} {
		if kinds[k] == 0 {
			t.Errorf("no article has a %s", k)
		}
	}
	if datelines == 0 {
		t.Error("no article has a dateline")
	}
}

// question is one line of testdata/questions.jsonl: either the sentence of a
// document that answers, named by a few of its words, or the statement that
// nothing in the library answers.
type question struct {
	Question     string `json:"question"`
	Document     string `json:"document"`
	Needle       string `json:"needle"`
	Kind         string `json:"kind"`
	Unanswerable bool   `json:"unanswerable"`
}

func questions(t *testing.T) []question {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var qs []question
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var q question
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&q); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		qs = append(qs, q)
	}
	return qs
}

func TestEveryNeedlePointsAtOneSentence(t *testing.T) {
	docs := documents(t)
	seen := map[string]bool{}
	answerable, unanswerable := 0, 0
	for _, q := range questions(t) {
		if q.Question == "" || seen[q.Question] {
			t.Errorf("the question %q is empty or stands twice", q.Question)
		}
		seen[q.Question] = true
		if q.Unanswerable {
			unanswerable++
			continue
		}
		answerable++
		d := docs[q.Document]
		if d == nil || q.Needle == "" || q.Kind == "" {
			t.Errorf("%q: no document %q, no needle or no kind", q.Question, q.Document)
			continue
		}
		var hits []string
		for _, s := range d.Sentences() {
			if text := d.Slice(s.Span); strings.Contains(text, q.Needle) {
				hits = append(hits, text)
			}
		}
		if len(hits) != 1 {
			t.Errorf("%q: %q stands in %d sentences of %s: %q", q.Question, q.Needle, len(hits), q.Document, hits)
		}
	}
	if answerable < 80 || unanswerable < 30 {
		t.Errorf("%d questions are answerable and %d are not, want 80 and 30 or more", answerable, unanswerable)
	}
}

const copied = 8 // words in a row that two people do not write by chance

func TestNothingIsCopiedFromTheFoundingArticle(t *testing.T) {
	data := testfile.Founding(t)
	const title = "U.N. labor group makes low-profile visit to Xinjiang"
	runs := map[string]bool{}
	for _, run := range runsOf(words(strings.ReplaceAll(string(data), title, ""))) {
		runs[run] = true
	}
	if len(runs) < 100 {
		t.Fatalf("the founding article has only %d runs of %d words", len(runs), copied)
	}
	for name, d := range documents(t) {
		text := d.Metadata().Title + "\n" + d.Metadata().Subtitle + "\n" + strings.ReplaceAll(d.Text(), title, "")
		for _, run := range runsOf(words(text)) {
			if runs[run] {
				t.Errorf("%s has words of the founding article: %q", name, run)
			}
		}
	}
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+`)

func words(text string) []string { return word.FindAllString(strings.ToLower(text), -1) }

func runsOf(words []string) []string {
	var runs []string
	for i := 0; i+copied <= len(words); i++ {
		runs = append(runs, strings.Join(words[i:i+copied], " "))
	}
	return runs
}
