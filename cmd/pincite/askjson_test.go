package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/search"
)

// strike is an invented report with everything that a citation can have.
func strike(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Build(corpus.Metadata{Title: "Dockers walk out", Authors: []string{"Ada Moss", "Ben Low"},
		Publication: "Harbor Courier", Published: corpus.Date{Year: 2031, Month: 5, Day: 2}, URL: "https://example.org/strike?a=1&b=2"},
		[]corpus.Part{
			{Kind: corpus.Heading, Level: 2, Page: 3, Text: "At the quay"},
			{Kind: corpus.Paragraph, Page: 3, Text: "Dockers at Port Ellan walked out on Thursday. “We were not asked,” said Orla Venn."},
		})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheShapeOfAskJSON(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	doc, err := s.Add(t.Context(), corpus.Base, store.Upload{Document: strike(t), By: shellName})
	if err != nil {
		t.Fatal(err)
	}
	said := spanOf(t, doc, "“We were not asked,” said Orla Venn.")
	quote, err := doc.Quote(said, spanOf(t, doc, "asked"), spanOf(t, doc, "Orla Venn"))
	if err != nil {
		t.Fatal(err)
	}
	authors, err := doc.QuoteField(corpus.FieldAuthors)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &asking{c: &askCmd{JSON: true}, desk: &desk{store: s}, scope: corpus.ScopeOf(corpus.Base), std: std{out: &out}}
	for _, answer := range []search.Answer{
		{Verdict: search.Answered, Confidence: 0.75, Evidence: []search.Evidence{
			{Quote: quote, Speaker: &attribute.Speaker{Name: "Orla Venn", Role: "the harbour master", Cue: "said", Kind: attribute.Direct, Via: "Lowmere Lantern"}},
			{Quote: authors},
		}, Corrected: map[string]string{"ven": "venn"},
			Stats: search.Stats{Candidates: 12, Sentences: 34, Elapsed: 5678 * time.Microsecond}},
		{Verdict: search.Related, Confidence: 0.25, Related: []corpus.Citation{quote.Citation()}},
		{},
	} {
		if err := a.object(a.jsonAnswer(t.Context(), "who <said> it & why?", answer)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.complain("", search.ErrEmptyQuestion); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/ask.json.golden", indented(t, out.Bytes()))
}

func spanOf(t *testing.T, d *corpus.Document, words string) corpus.Span {
	t.Helper()
	at := strings.Index(d.Text(), words)
	if at < 0 {
		t.Fatalf("%q is not in the document", words)
	}
	return corpus.Span{Start: at, End: at + len(words)}
}

// indented makes lines of JSON readable.
func indented(t *testing.T, lines []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	for line := range bytes.Lines(lines) {
		if err := json.Indent(&b, line, "", "  "); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestAskJSONAnswersLineByLine asks the engine itself, and believes nothing:
// every key is looked for, and every quotation compared with the stored text.
func TestAskJSONAnswersLineByLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	article := "---\ntitle: Dockers walk out\nauthors: [Ada Moss]\npublication: Harbor Courier\npublished: 2031-05-02\n---\n\n" +
		"Dockers at Port Ellan walked out on Thursday.\n\n\"We were not asked,\" said Orla Venn, who speaks for the Quay Union.\n\n" +
		"The port office said that no ship was delayed.\n"
	if got := pinciteWith(t, article, "library", "add", "-", "--data", dir); got.code != exitYes {
		t.Fatalf("%+v", got)
	}
	questions := []string{
		"When did the dockers walk out?", "", "Who wrote the article about the dockers?", strings.Repeat("why ", 50_000),
		"What colour is the moon of Xanth?", "?!", "Who speaks for the Quay Union?\r",
	}
	got := pinciteWith(t, strings.Join(questions, "\n"), "ask", "--json", "-", "--data", dir)
	lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
	if len(lines) != len(questions) {
		t.Fatalf("%d lines for %d questions: %+v", len(lines), len(questions), got)
	}
	if got.code != exitError || !strings.Contains(got.err, "2 of 7 questions could not be asked") {
		t.Errorf("it ended with %d: %s", got.code, got.err)
	}
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	answered := 0
	for i, line := range lines {
		o := checkObject(t, s, line)
		if wantError := i == 1 || i == 3; (o.Error != "") != wantError {
			t.Errorf("question %d: error %q", i, o.Error)
		}
		if i != 3 && o.Question != strings.TrimSuffix(questions[i], "\r") {
			t.Errorf("question %d came back as %q", i, o.Question)
		}
		if o.Verdict == "answered" {
			answered++
		}
	}
	if answered < 2 {
		t.Errorf("%d answered:\n%s", answered, got.out)
	}
}

func checkObject(t *testing.T, s *store.Store, line string) answerObject {
	t.Helper()
	var keys map[string]json.RawMessage
	if err := json.Unmarshal([]byte(line), &keys); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	delete(keys, "error")
	want := []string{"articles", "confidence", "corrected", "covered", "disagreements", "question", "quotes", "related", "sources", "stats", "verdict"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(keys))); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	var o answerObject
	if err := json.Unmarshal([]byte(line), &o); err != nil {
		t.Fatal(err)
	}
	if o.Quotes == nil || o.Related == nil || o.Corrected == nil || o.Confidence < 0 || o.Confidence > 1 {
		t.Errorf("incomplete: %s", line)
	}
	if (o.Verdict == "answered") != (len(o.Quotes) > 0) {
		t.Errorf("%s with %d quotations", o.Verdict, len(o.Quotes))
	}
	for _, q := range o.Quotes {
		d, err := s.Document(t.Context(), corpus.ScopeOf(corpus.Base), q.Citation.Document)
		if err != nil {
			t.Fatal(err)
		}
		if q.Kind == corpus.FromText && d.Text()[q.Span[0]:q.Span[1]] != q.Text {
			t.Errorf("%q is not what stands at %v", q.Text, q.Span)
		}
		for _, m := range q.Marks {
			if m[0] < 0 || m[0] >= m[1] || m[1] > len(q.Text) {
				t.Errorf("mark %v in %q", m, q.Text)
			}
		}
	}
	return o
}
