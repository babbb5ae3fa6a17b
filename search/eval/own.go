package eval

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// ownQuestions is the file in which a maintainer writes questions, beside the
// articles that they are asked of.
const ownQuestions = "questions.jsonl"

// ownLine is one of a maintainer's own questions. An answerable one has words
// that a right sentence holds; it may name the article's file, with or without
// its ending, where the words stand in others too.
type ownLine struct {
	Question     string `json:"question"`
	Document     string `json:"document"`
	Needle       string `json:"needle"`
	Unanswerable bool   `json:"unanswerable"`
}

// findOwn finds a maintainer's own questions: in the evaluation folder itself,
// with articles in files of any folder below. The set has the folder's name.
func findOwn(dir, _, _ string) ([]set, error) {
	if _, err := os.Stat(filepath.Join(dir, ownQuestions)); err != nil {
		return nil, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := ownSet{name: filepath.Base(abs), dir: dir}
	return []set{{name: s.name, measure: s.measure}}, nil
}

type ownSet struct{ name, dir string }

func (s ownSet) measure(ctx context.Context, r *run) (*Result, error) {
	asked, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	outside, err := r.outside.of(asked, false)
	if err != nil {
		return nil, err
	}
	return r.asked(ctx, s.name, asked, outside)
}

func (s ownSet) read(ctx context.Context) (*Asked, error) {
	out := &Asked{titles: map[string]bool{}}
	named, err := s.articles(ctx, out)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(s.dir, ownQuestions)
	lines, err := readLines[ownLine](file)
	if err != nil {
		return nil, err
	}
	for i, l := range lines {
		q, err := l.question(out.Documents, named)
		if err != nil {
			return nil, fmt.Errorf("%s, question %d (%s): %w", file, i+1, l.Question, err)
		}
		q.ID = strconv.Itoa(i + 1)
		out.Questions = append(out.Questions, q)
	}
	return out, nil
}

// articles reads every article below the folder. It returns them by the names
// of their files without the ending.
func (s ownSet) articles(ctx context.Context, out *Asked) (map[string]*corpus.Document, error) {
	named := map[string]*corpus.Document{}
	var shelf shelf
	err := filepath.WalkDir(s.dir, func(file string, e fs.DirEntry, err error) error {
		ext := strings.ToLower(filepath.Ext(file))
		if err != nil || e.IsDir() || ext != ".txt" && ext != ".md" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		d, err := extract.Document(ctx, extract.File{Name: e.Name(), Data: data}, corpus.Metadata{})
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		d = shelf.add(d)
		out.titles[fold(d.Metadata().Title)] = true
		named[stem(e.Name())] = d
		return nil
	})
	out.Documents = shelf.docs
	return named, err
}

func stem(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }

// question finds where a question is answered: in every paragraph that has the
// needle.
func (l *ownLine) question(docs []*corpus.Document, named map[string]*corpus.Document) (Question, error) {
	q := Question{Text: l.Question, Kind: Unanswerable}
	if l.Unanswerable {
		return q, nil
	}
	q.Kind, q.Answers = Answerable, []string{fold(l.Needle)}
	if q.Answers[0] == "" {
		return q, fmt.Errorf(`it has no "needle": write the words that a right sentence holds, or "unanswerable": true`)
	}
	if l.Document != "" {
		d := named[stem(l.Document)]
		if d == nil {
			d = named[l.Document]
		}
		if d == nil {
			return q, fmt.Errorf("there is no article %s", l.Document)
		}
		docs = []*corpus.Document{d}
	}
	for _, d := range docs {
		for i, b := range d.Blocks() {
			if text := d.Slice(b.Span); q.holds(text) {
				q.Gold = append(q.Gold, Gold{Document: d.ID(), Block: i, Text: text, Sentences: q.sentences(d, i)})
			}
		}
	}
	if len(q.Gold) == 0 {
		return q, fmt.Errorf("no paragraph has the words %q", l.Needle)
	}
	return q, nil
}

// sentences returns the sentences of a block that have the answer; the whole
// block when it goes over several of them.
func (q *Question) sentences(d *corpus.Document, block int) []corpus.Span {
	from := d.Blocks()[block].Span
	var out []corpus.Span
	for _, s := range d.Sentences() {
		if s.Block == block && q.holds(d.Slice(s.Span)) {
			out = append(out, corpus.Span{Start: s.Span.Start - from.Start, End: s.Span.End - from.Start})
		}
	}
	if len(out) == 0 {
		out = append(out, corpus.Span{End: from.Len()})
	}
	return out
}
