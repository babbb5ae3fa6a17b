package search

import (
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// The thresholds of the verdict, read off the curves of docs/measuring.md: on how
// likely the best sentence answers; on the odds of that times the odds that the
// articles have the answer at all, which keeps out what is asked in vain, so that
// the first may let through what is merely hard; and on the share of the question
// that the sentence's surroundings have.
const (
	answerFrom   = 0.35
	togetherFrom = 7.4
	relatedFrom  = 0.35
)

// decide says whether the best candidate answers.
func decide(q *reader.Question, candidates []reader.Candidate, answer *Answer, asked Question) {
	best := &candidates[0]
	weighed := reader.Weigh(candidates)
	if asked.Trace {
		answer.Trace.Decision = weighed
	}
	if asked.Explain {
		answer.Account, answer.Coverage = points(weighed.Account()), points(weighed.AccountCovered())
	}
	answer.Confidence, answer.Covered = reader.Probability(&weighed), reader.Covered(&weighed)
	if best.Values[reader.SaidByOther] > 0 || best.Values[reader.NoVoice] >= 1 || best.Values[reader.Pointless] > 0 {
		// One person's words never answer what another said, and neither does what
		// is told about somebody. What shares only a
		// name with the question, and has no answer's form, does in one of eight
		// cases (23 of 175 in the public sets).
		answer.Confidence = min(answer.Confidence, answerFrom/2)
	}
	switch {
	case answer.Confidence >= answerFrom && answer.Confidence*answer.Covered >= togetherFrom*(1-answer.Confidence)*(1-answer.Covered):
		answer.Verdict, answer.Reason = Answered, ""
	case best.Facts.Around >= relatedFrom:
		answer.Verdict, answer.Reason = Related, NotAnswering
	default:
		answer.Verdict, answer.Reason = Abstained, NothingClose
	}
}

// relate fills where to look.
func relate(q *reader.Question, candidates []reader.Candidate, answer *Answer) error {
	if answer.Verdict != Related {
		return nil
	}
	seen := map[corpus.ID]map[int]bool{}
	for i := range candidates {
		c := &candidates[i]
		id, block := c.Text.Document.ID(), c.Text.Document.Sentences()[c.Sentence].Block
		if seen[id][block] || c.Facts.Around < relatedFrom {
			continue
		}
		if seen[id] == nil {
			seen[id] = map[int]bool{}
		}
		seen[id][block] = true
		quote, err := c.Text.Document.Quote(c.Text.Sentence(c.Sentence).Span)
		if err != nil {
			return err
		}
		answer.Related = append(answer.Related, quote.Citation())
		if len(answer.Related) == maxRelated {
			break
		}
	}
	return nil
}
