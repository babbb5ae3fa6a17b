package search_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// Public question sets, as PINCITE_EVAL_DIR has them: see its README for the
// schema. Nothing of them is in this repository.

type publicArticle struct {
	ID         string `json:"article_id"`
	Title      string `json:"title"`
	Paragraphs []struct {
		ID   string `json:"pid"`
		Text string `json:"text"`
	} `json:"paragraphs"`
}

type publicQuestion struct {
	Question   string   `json:"question"`
	Gold       string   `json:"gold_pid"`
	Articles   []string `json:"gold_articles_weak"`
	Answerable bool     `json:"answerable"`
	Weak       *bool    `json:"answerable_weak"`
	Answers    []struct {
		Text string `json:"text"`
	} `json:"answers"`
	Sentences [][2]int `json:"gold_sentences"`
}

func evalDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PINCITE_EVAL_DIR")
	if dir == "" {
		t.Skip("PINCITE_EVAL_DIR is not set: it names the folder with the public question sets")
	}
	return dir
}

func readPublic[T any](t testing.TB, parts ...string) []T {
	t.Helper()
	path := filepath.Join(append([]string{evalDir(t)}, parts...)...)
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("a public set is missing: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for dec := json.NewDecoder(z); ; {
		var v T
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
}

// publicLibrary stores a public corpus. It returns, for each paragraph's name,
// its document and block.
func publicLibrary(t testing.TB, articles []publicArticle) (*library, map[string]paragraph) {
	t.Helper()
	where := map[string]paragraph{}
	lib := newLibrary(t)
	seen := map[string]bool{}
	var docs []*corpus.Document
	for _, a := range articles {
		parts := make([]corpus.Part, len(a.Paragraphs))
		for i, p := range a.Paragraphs {
			parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p.Text}
		}
		d, err := corpus.Build(corpus.Metadata{Title: a.Title}, parts)
		if err != nil || seen[d.TextHash()] {
			continue
		}
		seen[d.TextHash()] = true
		for i, p := range a.Paragraphs {
			where[p.ID] = paragraph{article: a.ID, document: d.ID(), block: i, text: []rune(p.Text)}
		}
		docs = append(docs, d)
	}
	if err := lib.store.Replace(t.Context(), corpus.Example, docs, "test"); err != nil {
		t.Fatal(err)
	}
	lib.name, lib.scope = corpus.Example, corpus.ScopeOf(corpus.Example)
	if err := lib.engine.Sync(t.Context(), lib.scope); err != nil {
		t.Fatal(err)
	}
	return lib, where
}

type paragraph struct {
	article  string
	document corpus.ID
	block    int
	text     []rune
}

// pick takes n of the questions, the same each time.
func pick[T any](all []T, n int) []T {
	all = slices.Clone(all)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(n, len(all))]
}

// right reports whether a sentence of the document answers: it stands in the
// gold paragraph, and has the answer or is a gold sentence.
func (q *publicQuestion) right(d *corpus.Document, i int, gold paragraph) bool {
	s := d.Sentences()[i]
	if d.ID() != gold.document || s.Block != gold.block {
		return false
	}
	text := d.Slice(s.Span)
	for _, a := range q.Answers {
		if strings.Contains(text, corpus.Canonical(a.Text)) {
			return true
		}
	}
	if len(q.Answers) > 0 {
		return false
	}
	for _, g := range q.Sentences {
		said := corpus.Canonical(string(gold.text[max(0, g[0]):min(g[1], len(gold.text))]))
		if said != "" && (strings.Contains(said, text) || strings.Contains(text, said)) {
			return true
		}
	}
	return false
}

func (l *library) rank(t testing.TB, text string) search.Ranking {
	t.Helper()
	r, err := l.engine.Rank(t.Context(), l.scope, corpus.Canonical(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
