package eval

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
	"github.com/pincite/pincite/search/reader"
)

// example is a question with the sentences that were considered for it.
type example struct {
	set    string
	kind   Kind
	bare   bool // the sentences came as a list, and not as articles
	fold   int
	cands  []reader.Candidate
	right  []bool // the sentence answers, in the place that is known to
	golden []bool // it stands in that place
	holds  []bool // it holds a gold answer, wherever it stands
}

const (
	folds      = 2
	aloneAsked = 40 // questions asked of an article that is a library of its own
	aloneOut   = 15 // and questions from outside
)

// lessons are the sets that are learned from.
var lessons = []string{"squad-open", "squadshifts", "clapnq", "covidqa", "rtqa-evidence", "ass"}

// collect asks every question of the sets that are learned from.
func collect(ctx context.Context, o Options) ([]*example, error) {
	o.Sets = lessons
	sets, err := find(o)
	if err != nil {
		return nil, err
	}
	r := &run{Options: o, outside: newOutside(o)}
	var out []*example
	for _, s := range sets {
		var all []*example
		switch {
		case s.open != nil:
			all, err = r.lessons(ctx, s)
		case s.selection != nil:
			all, err = r.choices(ctx, s)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, all...)
	}
	if len(out) == 0 {
		return nil, errors.New("there is nothing to learn from: the folder has none of the sets of questions over articles")
	}
	return out, nil
}

// lessons collects from a set of questions over articles: asked of a library of
// all, and some of each article alone, since a small library knows less of how
// rare a word is.
func (r *run) lessons(ctx context.Context, s set) ([]*example, error) {
	a, err := s.open.read()
	if err != nil {
		return nil, err
	}
	outside, err := r.outside.of(a, s.open.news)
	if err != nil {
		return nil, err
	}
	out, err := r.examples(ctx, s.name, a.Documents, append(pick(a.Questions, r.Sample), outside...))
	if err != nil || len(a.Documents) > fewDocuments {
		return out, err
	}
	for n, d := range a.Documents {
		own := pick(slices.DeleteFunc(slices.Clone(a.Questions), func(q Question) bool {
			return len(q.Gold) == 0 || q.Gold[0].Document != d.ID()
		}), aloneAsked)
		from := n * aloneOut % max(1, len(outside)-aloneOut)
		all, err := r.examples(ctx, s.name, []*corpus.Document{d}, append(own, outside[from:min(len(outside), from+aloneOut)]...))
		if err != nil {
			return nil, err
		}
		out = append(out, all...)
	}
	return out, nil
}

// choices collects from a set of sentences to choose from.
func (r *run) choices(ctx context.Context, s set) (_ []*example, err error) {
	choices, lib, err := s.selection.library(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	choices = pick(choices, r.Sample)
	out := make([]*example, len(choices))
	err = r.each(ctx, s.name, len(choices), func(ctx context.Context, i int) error {
		c := &choices[i]
		a, err := lib.Ask(ctx, search.Question{Text: c.Question, Document: c.document, Trace: true})
		if err == nil && a.Trace != nil && len(a.Trace.Candidates) > 0 {
			out[i] = c.example(s.name, a.Trace.Candidates)
		}
		return err
	})
	return slices.DeleteFunc(out, func(e *example) bool { return e == nil }), err
}

// example keeps what may be learned from.
func (c *choice) example(set string, cands []reader.Candidate) *example {
	good := map[int]bool{}
	for i, block := range c.blocks {
		good[block] = good[block] || c.Labels[i] > 0
	}
	e := &example{set: set, kind: Answerable, bare: true, fold: foldOf(c.ID)}
	cands = byPromise(cands)
	for _, cand := range cands[:min(len(cands), reader.Considered)] {
		right := good[cand.Text.Document.Sentences()[cand.Sentence].Block]
		e.cands, e.right, e.golden, e.holds = append(e.cands, cand), append(e.right, right), append(e.golden, right), append(e.holds, right)
	}
	return e
}

// fewDocuments is how many articles a set has at the most whose articles are
// also asked alone: those that are long enough to be a library.
const fewDocuments = 60

// examples asks questions of a library of some documents.
func (r *run) examples(ctx context.Context, name string, docs []*corpus.Document, questions []Question) (_ []*example, err error) {
	lib, err := NewLibrary(ctx, docs)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	out := make([]*example, len(questions))
	err = r.each(ctx, name, len(questions), func(ctx context.Context, i int) error {
		q := &questions[i]
		a, err := lib.Ask(ctx, search.Question{Text: q.Text, Trace: true})
		if err == nil && a.Trace != nil && len(a.Trace.Candidates) > 0 {
			out[i] = newExample(name, q, a.Trace.Candidates)
		}
		return err
	})
	return slices.DeleteFunc(out, func(e *example) bool { return e == nil }), err
}

// newExample keeps what may be learned from: the sentences that are rated.
func newExample(set string, q *Question, cands []reader.Candidate) *example {
	cands = byPromise(cands)
	e := &example{set: set, kind: q.Kind, fold: q.fold()}
	for i := range cands {
		c := cands[i]
		d := c.Text.Document
		s := d.Sentences()[c.Sentence]
		known := q.Kind == Answerable
		golden := known && q.paragraph() && q.at(d, s.Block)
		holds := known && q.Answered(d, s.Span)
		if i >= reader.Considered {
			continue
		}
		e.cands = append(e.cands, c)
		e.golden, e.holds = append(e.golden, golden), append(e.holds, holds)
		e.right = append(e.right, golden && holds && (!q.placed() || q.Golden(d, s.Span)))
	}
	return e
}

// byPromise puts candidates in an order that owes nothing to the model which is in
// use: what is learned must not depend on what was learned before.
func byPromise(cands []reader.Candidate) []reader.Candidate {
	cands = slices.Clone(cands)
	slices.SortStableFunc(cands, func(a, b reader.Candidate) int {
		return cmp.Or(cmp.Compare(b.Promise(), a.Promise()), cmp.Compare(a.Text.Document.ID(), b.Text.Document.ID()), cmp.Compare(a.Sentence, b.Sentence))
	})
	return cands
}

// fold puts the answerable questions of an article into the same part, so that
// none is judged by what was learned from its own article. The others, of which
// it is not said where they belong and from which no ranking is learned, are
// divided by their IDs.
func (q *Question) fold() int {
	if len(q.Gold) > 0 {
		return foldOf(string(q.Gold[0].Document))
	}
	return foldOf(q.ID)
}

func foldOf(id string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return int(h.Sum32() % folds)
}
