package search

import (
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// The thresholds of the verdict, on the probability that the best sentence
// answers, and on the share of the question that its surroundings have.
const (
	answerFrom  = 0.5
	relatedFrom = 0.35
)

// decide says whether the best candidate answers.
func decide(q *reader.Question, candidates []reader.Candidate, answer *Answer, asked Question) {
	best := &candidates[0]
	weighed := reader.Weigh(candidates)
	if asked.Trace {
		answer.Trace.Decision = weighed
	}
	if asked.Explain {
		answer.Account = points(weighed.Account())
	}
	answer.Confidence = reader.Probability(&weighed)
	if best.Values[reader.SaidByOther] > 0 {
		// One person's words never answer what another said.
		answer.Confidence = min(answer.Confidence, answerFrom/2)
	}
	switch {
	case answer.Confidence >= answerFrom:
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
