package eval

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
	"github.com/pincite/pincite/search/reader"
)

// Row is what became of one question.
type Row struct {
	ID           string  `json:"id"`
	Question     string  `json:"question"`
	Kind         Kind    `json:"kind"`
	Rank         int     `json:"rank"`          // of the gold paragraph or article, from 1; 0 when it was not found
	Sentence     int     `json:"sentence"`      // rank of the first sentence that answers, with what is quoted beside it; 0 for none
	Alone        int     `json:"alone"`         // the same, of the sentence alone
	GoldSentence int     `json:"gold_sentence"` // rank of the first gold sentence; 0 for none
	Oracle       bool    `json:"oracle"`        // the best sentence of the gold paragraph answers, with what is quoted beside it
	Confidence   float64 `json:"confidence"`
	Covered      float64 `json:"covered"` // how likely the articles have the answer
	Verdict      string  `json:"verdict"`
	Right        bool    `json:"right"` // the first quotation answers; while there is none, the first sentence
	Score        float64 `json:"score"` // of a ranking

	judged, paragraph, placed bool // what is known of the answer; see Question
}

// measure asks every question of the set, and then some of them once more, one
// by one and by the clock.
func (s openSet) measure(ctx context.Context, r *run) (*Result, error) {
	asked, err := s.read()
	if err != nil {
		return nil, err
	}
	outside, err := r.outside.of(asked, s.news)
	if err != nil {
		return nil, err
	}
	return r.asked(ctx, s.name, asked, outside)
}

// asked measures a set of questions with the articles that they are asked of.
func (r *run) asked(ctx context.Context, name string, a *Asked, outside []Question) (_ *Result, err error) {
	lib, err := NewLibrary(ctx, a.Documents)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	var answerable, unanswerable []Question
	for _, q := range a.Questions {
		if q.Kind == Answerable {
			answerable = append(answerable, q)
		} else {
			unanswerable = append(unanswerable, q)
		}
	}
	answerable, unanswerable = pick(answerable, r.Sample), pick(unanswerable, r.Sample)
	questions := append(append(answerable[:len(answerable):len(answerable)], unanswerable...), outside...)
	rows := make([]Row, len(questions))
	err = r.each(ctx, name, len(questions), func(ctx context.Context, i int) (err error) {
		rows[i], err = lib.row(ctx, &questions[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	times, err := lib.times(ctx, answerable)
	if err != nil {
		return nil, err
	}
	res := &Result{Rows: rows, Counts: map[Kind]int{}, Figures: append(openFigures(rows), speed(times)...)}
	for _, row := range rows {
		res.Counts[row.Kind]++
	}
	return res, nil
}

// each calls do for 0 to n-1, several at the same time, and shows how far it
// has come. The first error ends it.
func (r *run) each(ctx context.Context, name string, n int, do func(context.Context, int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, done atomic.Int64
	var wg sync.WaitGroup
	var showing sync.Mutex
	for range min(r.Workers, n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(ctx, i); err != nil {
					cancel(err)
					return
				}
				d := int(done.Add(1))
				if showing.TryLock() {
					r.Progress(name, d, n)
					showing.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// row asks a question and says what became of it.
func (l *Library) row(ctx context.Context, q *Question) (Row, error) {
	row := Row{ID: q.ID, Question: q.Text, Kind: q.Kind, judged: q.judged(), paragraph: q.paragraph(), placed: q.placed()}
	a, err := l.Ask(ctx, search.Question{Text: q.Text, Trace: true})
	if err != nil {
		return row, err
	}
	row.Confidence, row.Covered, row.Verdict = a.Confidence, a.Covered, verdicts[a.Verdict]
	if q.Kind != Answerable {
		return row, nil
	}
	if a.Trace != nil {
		row.Rank = l.rank(q, a.Trace.Passages)
		for i := range a.Trace.Candidates {
			c := &a.Trace.Candidates[i]
			d, span := c.Text.Document, c.Text.Document.Sentences()[c.Sentence].Span
			if row.Sentence == 0 && q.Answered(d, reader.Extent(&a.Trace.Question, a.Trace.Candidates, i)) {
				row.Sentence = i + 1
			}
			if row.Alone == 0 && q.Answered(d, span) {
				row.Alone = i + 1
			}
			if row.GoldSentence == 0 && q.Golden(d, span) {
				row.GoldSentence = i + 1
			}
		}
	}
	row.Right = row.Sentence == 1
	if len(a.Evidence) > 0 {
		row.Right = l.quoted(q, a.Evidence[0].Quote)
	}
	row.Oracle, err = l.oracle(ctx, q)
	return row, err
}

var verdicts = map[search.Verdict]string{search.Answered: "answered", search.Related: "related", search.Abstained: "abstained"}

// rank returns the place of the first gold paragraph or article among the
// ranked passages; 0 when it is not among them. Passages of one paragraph
// count once, and where articles are wanted those of one article.
func (l *Library) rank(q *Question, passages []search.Place) int {
	type place struct {
		document corpus.ID
		block    int
	}
	seen := map[place]bool{}
	for _, p := range passages {
		at := place{p.Document, p.Block}
		if !q.paragraph() {
			at.block = 0
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		if d := l.docs[p.Document]; d != nil && q.at(d, p.Block) {
			return len(seen)
		}
	}
	return 0
}

// quoted reports whether a quotation answers.
func (l *Library) quoted(q *Question, quote corpus.Quote) bool {
	if len(q.Answers) > 0 {
		return q.holds(quote.Text())
	}
	d := l.docs[quote.Citation().Document]
	return d != nil && quote.Kind() == corpus.FromText && q.Golden(d, quote.Span())
}

// oracle reports whether the best sentence answers when the gold paragraph is
// known, and nothing else is asked.
func (l *Library) oracle(ctx context.Context, q *Question) (bool, error) {
	if !q.paragraph() || !q.judged() {
		return false, nil
	}
	d := l.docs[q.Gold[0].Document]
	a, err := l.Ask(ctx, search.Question{Text: q.Text, Document: d.ID(), Within: d.Blocks()[q.Gold[0].Block].Span, Trace: true})
	if err != nil || a.Trace == nil || len(a.Trace.Candidates) == 0 {
		return false, err
	}
	return q.Answered(d, reader.Extent(&a.Trace.Question, a.Trace.Candidates, 0)), nil
}

// timed is how many questions are asked by the clock.
const timed = 500

// times asks some answerable questions as a person would, one after the other,
// and returns how long each answer took. Nothing else runs meanwhile, and the
// library has been asked before, as it is in a bot that runs.
func (l *Library) times(ctx context.Context, questions []Question) ([]time.Duration, error) {
	var out []time.Duration
	for _, q := range pick(questions, timed) {
		begun := time.Now()
		if _, err := l.Ask(ctx, search.Question{Text: q.Text}); err != nil {
			return nil, err
		}
		out = append(out, time.Since(begun))
	}
	return out, nil
}
