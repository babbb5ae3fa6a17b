package search

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

const (
	candidatePassages = 50  // of a library
	documentPassages  = 500 // of the one document that is asked
	defaultEvidence   = 3
	maxRelated        = 3
)

// Ask answers a question. It abstains rather than returning an error when the
// library does not answer; errors are ErrEmptyQuestion, ErrLongQuestion,
// the context's, and the store's or the index's.
func (e *Engine) Ask(ctx context.Context, scope corpus.Scope, q Question) (Answer, error) {
	begun := time.Now()
	text, err := typed(q.Text)
	if err != nil {
		return Answer{}, err
	}
	lib, _ := scope.Library()
	answer := Answer{Question: text, Library: lib, Reason: EmptyLibrary}
	previous := corpus.Canonical(q.Previous)
	if len(previous) > MaxQuestion {
		previous = ""
	}
	var asked reader.Question
	var found retrieved
	err = e.with(ctx, scope, func(v *index.View, head corpus.Head) (err error) {
		asked = reader.Parse(unaddressed(text), unaddressed(previous), v.Languages()...)
		if found, err = retrieve(ctx, v, &asked, q.Document, q.depth()); err != nil {
			return err
		}
		found.epoch = head.Epoch
		return found.take(ctx, v, lib, e.texts.Contains)
	})
	if err != nil {
		return Answer{}, err
	}
	switch {
	case found.passages == 0:
	case asked.Empty():
		answer.Reason = NoTerms
	default:
		if err := e.read(ctx, scope, q, &asked, found, &answer); err != nil {
			return Answer{}, err
		}
	}
	answer.Stats.Elapsed = time.Since(begun)
	return answer, nil
}

// depth is how many passages are considered.
func (q *Question) depth() int {
	switch {
	case q.Depth > 0:
		return q.Depth
	case q.Document != "":
		return documentPassages
	}
	return candidatePassages
}

// typed brings what a person typed into canonical form, or refuses it.
func typed(text string) (string, error) {
	if len(text) > MaxQuestion {
		return "", ErrLongQuestion
	}
	text = strings.TrimSpace(corpus.Canonical(text))
	if text == "" {
		return "", ErrEmptyQuestion
	}
	return text, nil
}

// addressed matches how Discord writes whom a message is addressed to.
var addressed = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:)\d+>|@(everyone|here)\b`)

// unaddressed is a question without whom it is addressed to, which is nothing
// that an article could have.
func unaddressed(text string) string { return addressed.ReplaceAllString(text, " ") }

// read goes from passages to an answer: load, score, decide, quote.
func (e *Engine) read(ctx context.Context, scope corpus.Scope, q Question, asked *reader.Question, found retrieved, answer *Answer) error {
	texts, err := e.load(ctx, scope, found)
	if err != nil {
		return err
	}
	if err := e.within(ctx, scope, q, &found, texts); err != nil {
		return err
	}
	asked.Doubt(slices.Collect(maps.Values(texts)))
	candidates := score(asked, found, texts)
	answer.Stats.Candidates, answer.Stats.Sentences = len(found.hits), len(candidates)
	answer.Corrected = corrections(asked, candidates)
	answer.Reason = NothingClose
	if asked.Field != "" {
		if done, err := e.answerField(ctx, scope, asked, found, texts, answer); done || err != nil {
			return err
		}
	}
	if q.Trace {
		answer.Trace = &Trace{Question: *asked, Passages: places(asked, found, texts, candidates), Candidates: candidates}
	}
	if len(candidates) == 0 {
		return nil
	}
	decide(asked, candidates, answer, q)
	if answer.Verdict == Abstained {
		answer.Corrected = nil // a guess that led nowhere
	}
	limit := q.Limit
	if limit <= 0 {
		limit = defaultEvidence
	}
	if answer.Verdict == Answered {
		if err := quote(asked, candidates, limit, q.Explain, answer); err != nil {
			return err
		}
		weighSources(asked, texts, answer)
		if asked.Kind != reader.When {
			return nil
		}
		return differ(candidates, answer)
	}
	return relate(asked, candidates, answer)
}
