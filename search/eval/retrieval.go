package eval

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// retrievalDepth is how many passages are ranked for a query. All sentences of
// each are read, so this is what a query costs: further down little is found
// that would move average precision.
const retrievalDepth = 100

// findRetrieval finds collections of documents with queries. The documents are
// the same for all parts.
func findRetrieval(dir, part, name string) ([]set, error) {
	s := retrievalSet{name: name, corpus: filepath.Join(dir, "corpus.jsonl.gz"),
		queries: filepath.Join(dir, part, "queries.jsonl.gz"), grades: filepath.Join(dir, part, "qrels.tsv")}
	for _, file := range []string{s.corpus, s.queries, s.grades} {
		if _, err := os.Stat(file); os.IsNotExist(err) {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	return []set{{name: name, measure: s.measure, documents: s.documents}}, nil
}

// retrievalSet is a collection of documents with queries.
type retrievalSet struct {
	name                    string
	corpus, queries, grades string // files
}

// documents are the collection's.
func (s retrievalSet) documents() ([]*corpus.Document, error) {
	texts, err := readLines[textLine](s.corpus)
	if err != nil {
		return nil, err
	}
	docs, _ := collection(texts)
	return docs, nil
}

// textLine is a document or a query.
type textLine struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// measure ranks the documents for each query.
func (s retrievalSet) measure(ctx context.Context, r *run) (_ *Result, err error) {
	texts, err := readLines[textLine](s.corpus)
	if err != nil {
		return nil, err
	}
	queries, err := readLines[textLine](s.queries)
	if err != nil {
		return nil, err
	}
	grades, err := readGrades(s.grades)
	if err != nil {
		return nil, err
	}
	docs, names := collection(texts)
	lib, err := NewLibrary(ctx, docs)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	queries = pick(queries, r.Sample)
	rows, precisions := make([]Row, len(queries)), make([]float64, len(queries))
	err = r.each(ctx, s.name, len(queries), func(ctx context.Context, i int) error {
		q := queries[i]
		ranked, err := lib.documents(ctx, q.Text, retrievalDepth, names)
		if err != nil {
			return err
		}
		relevant, all := judge(ranked, grades[q.ID])
		precisions[i] = averagePrecision(relevant, all)
		rows[i] = Row{ID: q.ID, Question: q.Text, Kind: Answerable, Rank: first(relevant), Score: ndcg(ranked, grades[q.ID], 10)}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &Result{Figures: append(mean("ndcg@10", scores(rows)), mean("map", precisions)...),
		Counts: map[Kind]int{Answerable: len(rows)}, Rows: rows}, nil
}

// collection builds the documents, and says which of the set each one is:
// several where they have the same text. One that has only a title has that as
// its text.
func collection(texts []textLine) ([]*corpus.Document, map[corpus.ID][]string) {
	var shelf shelf
	names := map[corpus.ID][]string{}
	for _, t := range texts {
		text := t.Text
		if strings.TrimSpace(text) == "" {
			text = t.Title
		}
		d, err := corpus.Build(corpus.Metadata{Title: t.Title}, []corpus.Part{{Kind: corpus.Paragraph, Text: text}})
		if err != nil {
			continue // no words in it
		}
		d = shelf.add(d)
		names[d.ID()] = append(names[d.ID()], t.ID)
	}
	return shelf.docs, names
}

// documents ranks documents by the best of their passages, by the names that
// the set gives them. depth is as in search.Question.
func (l *Library) documents(ctx context.Context, query string, depth int, names map[corpus.ID][]string) ([]string, error) {
	a, err := l.Ask(ctx, search.Question{Text: shortened(query), Depth: depth, Trace: true})
	if err != nil || a.Trace == nil {
		return nil, err
	}
	seen := map[corpus.ID]bool{}
	var out []string
	for _, p := range a.Trace.Passages {
		if !seen[p.Document] {
			seen[p.Document] = true
			out = append(out, names[p.Document]...)
		}
	}
	return out, nil
}

// shortened cuts a query that is longer than a question may be.
func shortened(query string) string {
	query = corpus.Canonical(query)
	for len(query) > search.MaxQuestion {
		_, n := utf8.DecodeLastRuneInString(query)
		query = query[:len(query)-n]
	}
	return query
}

// judge says which of the ranked documents are relevant, and how many are in all.
func judge(ranked []string, grades map[string]int) (relevant []bool, all int) {
	for _, g := range grades {
		if g > 0 {
			all++
		}
	}
	relevant = make([]bool, len(ranked))
	for i, id := range ranked {
		relevant[i] = grades[id] > 0
	}
	return relevant, all
}

// readGrades reads lines of "query 0 document grade".
func readGrades(file string) (map[string]map[string]int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]int{}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Fields(line)
		if len(f) != 4 {
			return nil, fmt.Errorf("%s, at line %d: expected a query, 0, a document and a grade, found %q", file, n+1, line)
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return nil, fmt.Errorf("%s, at line %d: the grade %q is not a number", file, n+1, f[3])
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]int{}
		}
		out[f[0]][f[2]] = grade
	}
	return out, nil
}
