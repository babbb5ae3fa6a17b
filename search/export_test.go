package search

import (
	"context"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// AnswerFrom is the probability from which Ask answers.
const AnswerFrom = answerFrom

// Ranking is what Ask knows before it decides, for tests that measure and fit.
type Ranking struct {
	Question   reader.Question
	Candidates []reader.Candidate // best first
	Passages   []index.Hit        // best first
	Decision   [reader.Decisions]float64
	Odds       float64
}

// Rank goes as far as the decision, and returns everything on the way.
func (e *Engine) Rank(ctx context.Context, scope corpus.Scope, text string) (Ranking, error) {
	var r Ranking
	var found retrieved
	err := e.with(ctx, scope, func(v *index.View, head corpus.Head) (err error) {
		r.Question = reader.Parse(text, "", v.Languages()...)
		found, err = retrieve(ctx, v, &r.Question, "", candidatePassages)
		found.epoch = head.Epoch
		return err
	})
	if err != nil {
		return r, err
	}
	texts, err := e.load(ctx, scope, found)
	if err != nil {
		return r, err
	}
	r.Passages = found.hits
	r.Candidates = score(&r.Question, found, texts)
	if len(r.Candidates) > 0 {
		best := &r.Candidates[0]
		r.Decision, r.Odds = reader.Decide(&r.Question, best, runnerUp(r.Candidates))
	}
	return r, nil
}
