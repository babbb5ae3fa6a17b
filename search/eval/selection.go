package eval

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// selectionLine is a question with sentences to choose from.
type selectionLine struct {
	ID        string   `json:"id"`
	Question  string   `json:"question"`
	Title     string   `json:"doc"`
	Sentences []string `json:"sentences"`
	Labels    []int    `json:"labels"` // 1 for one that answers
}

// clean reports whether there is something to choose: a sentence that answers,
// and one that does not. Others are left out, as is usual on these sets.
func (l *selectionLine) clean() bool {
	good, bad := false, false
	for _, label := range l.Labels {
		good, bad = good || label > 0, bad || label <= 0
	}
	return good && bad && len(l.Labels) == len(l.Sentences)
}

// findSelection finds sets of answer sentence selection: every file of lines
// in a part.
func findSelection(dir, part, name string) ([]set, error) {
	stems, err := parts(filepath.Join(dir, part), "jsonl.gz")
	if err != nil || len(stems) == 0 {
		return nil, err
	}
	s := selectionSet{name: name}
	for _, stem := range stems {
		s.files = append(s.files, filepath.Join(dir, part, stem+".jsonl.gz"))
	}
	return []set{{name: name, measure: s.measure, selection: &s}}, nil
}

type selectionSet struct {
	name  string
	files []string
}

// measure ranks the sentences of each question. They are a document, and the
// documents of all questions a library, so that what is rare is so in the set
// as a whole.
func (s selectionSet) measure(ctx context.Context, r *run) (_ *Result, err error) {
	choices, lib, err := s.library(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	choices = pick(choices, r.Sample)
	rows := make([]Row, len(choices))
	err = r.each(ctx, s.name, len(choices), func(ctx context.Context, i int) (err error) {
		rows[i], err = lib.choose(ctx, &choices[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Result{Figures: selectionFigures(rows), Counts: map[Kind]int{Answerable: len(rows)}, Rows: rows}, nil
}

// library makes a library of the sentences. Close it.
func (s selectionSet) library(ctx context.Context) ([]choice, *Library, error) {
	var lines []selectionLine
	for _, file := range s.files {
		some, err := readLines[selectionLine](file)
		if err != nil {
			return nil, nil, err
		}
		lines = append(lines, some...)
	}
	var shelf shelf
	var choices []choice
	for i := range lines {
		c, ok, err := newChoice(&shelf, &lines[i])
		if err != nil {
			return nil, nil, err
		}
		if ok && lines[i].clean() {
			choices = append(choices, c)
		}
	}
	lib, err := NewLibrary(ctx, shelf.docs)
	return choices, lib, err
}

// choice is a question with its sentences as a document.
type choice struct {
	*selectionLine
	document corpus.ID
	blocks   []int // of each sentence; -1 for one without words
}

// newChoice puts a question's sentences on the shelf. It reports false when
// none of them has words.
func newChoice(s *shelf, l *selectionLine) (choice, bool, error) {
	parts := make([]corpus.Part, len(l.Sentences))
	for i, text := range l.Sentences {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: text}
	}
	d, err := corpus.Build(corpus.Metadata{Title: l.Title}, parts)
	if errors.Is(err, corpus.ErrNoText) {
		return choice{}, false, nil
	}
	if err != nil {
		return choice{}, false, err
	}
	d = s.add(d)
	return choice{selectionLine: l, document: d.ID(), blocks: blocksOf(d, parts)}, true, nil
}

// choose asks a question of its own document, and says how well the sentences
// were ranked.
func (l *Library) choose(ctx context.Context, c *choice) (Row, error) {
	row := Row{ID: c.ID, Question: c.Question, Kind: Answerable}
	a, err := l.Ask(ctx, search.Question{Text: c.Question, Document: c.document, Trace: true})
	if err != nil {
		return row, err
	}
	var blocks []int
	if a.Trace != nil {
		for i := range a.Trace.Candidates {
			cand := &a.Trace.Candidates[i]
			blocks = append(blocks, cand.Text.Document.Sentences()[cand.Sentence].Block)
		}
	}
	row.Confidence, row.Verdict = a.Confidence, verdicts[a.Verdict]
	relevant := c.order(blocks)
	row.Rank, row.Score = first(relevant), averagePrecision(relevant, count(relevant))
	return row, nil
}

// order returns the labels in the order of a ranking of blocks. What the engine
// took for several sentences stands where the best of them does; what it did
// not rank comes last, in the order of the text.
func (c *choice) order(ranked []int) []bool {
	at := map[int][]int{} // block → sentences; several only where two are the same
	for i, b := range c.blocks {
		at[b] = append(at[b], i)
	}
	var out []bool
	done := make([]bool, len(c.Sentences))
	put := func(i int) {
		if !done[i] {
			done[i] = true
			out = append(out, c.Labels[i] > 0)
		}
	}
	for _, b := range ranked {
		for _, i := range at[b] {
			put(i)
		}
	}
	for i := range c.Sentences {
		put(i)
	}
	return out
}

// selectionFigures are the mean average precision and the mean reciprocal rank.
func selectionFigures(rows []Row) []Figure {
	return append(mean("map", scores(rows)), mean("mrr", reciprocals(rows, 0))...)
}
