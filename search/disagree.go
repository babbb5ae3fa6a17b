package search

import (
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/reader"
)

// Spot is where words stand.
type Spot struct {
	Document *corpus.Document
	Span     corpus.Span
}

// Disagreement says that two quotations date the same event otherwise.
type Disagreement struct {
	First, Second int          // indexes of the quotations
	Dates         [2]when.Date // that they give
}

// Disagreements returns how later quotations of a list date the event that the
// first tells of, where that is another time: at most one for each.
func Disagreements(list []Spot) []Disagreement {
	told := make([]telling, len(list))
	for i, s := range list {
		told[i] = telling{reader.NewText(s.Document, nil), s.Span}
	}
	return disagreements(told)
}

// telling is a quotation with the text that it is of, in which the times are
// found once.
type telling struct {
	text *reader.Text
	span corpus.Span
}

func disagreements(list []telling) []Disagreement {
	var out []Disagreement
	if len(list) < 2 {
		return nil
	}
	first := timesAt(list[0].text, list[0].span)
	for i := 1; i < len(list) && len(first) > 0; i++ {
		if a, b, ok := otherDate(first, timesAt(list[i].text, list[i].span)); ok {
			out = append(out, Disagreement{First: 0, Second: i, Dates: [2]when.Date{a.date, b.date}})
		}
	}
	return out
}

// otherDate returns two times of one event that disagree.
func otherDate(first, second []happening) (a, b happening, ok bool) {
	for _, a := range first {
		for _, b := range second {
			if disagree(&a, &b) {
				return a, b, true
			}
		}
	}
	return a, b, false
}

// timesAt returns the times that the sentences of a span name.
func timesAt(t *reader.Text, span corpus.Span) []happening {
	var out []happening
	d := t.Document
	for i, s := range d.Sentences() {
		if !span.Overlaps(s.Span) || len(t.Dates()[i]) == 0 {
			continue
		}
		words, plain, figures := wordsBeside(t.Sentence(i), t.Dates()[i])
		for n, x := range t.Dates()[i] {
			out = append(out, happening{document: d.ID(), revision: d.Provenance().Revision, published: d.Metadata().Published,
				sentence: i, date: x, nth: n, words: words, plain: plain, figures: figures})
		}
	}
	return out
}

// differ fills what the pieces of evidence disagree on.
func differ(candidates []reader.Candidate, answer *Answer) error {
	if err := contradict(candidates, answer); err != nil {
		return err
	}
	texts := map[corpus.ID]*reader.Text{}
	for i := range candidates {
		texts[candidates[i].Text.Document.ID()] = candidates[i].Text
	}
	told := make([]telling, len(answer.Evidence))
	for i, e := range answer.Evidence {
		told[i] = telling{texts[e.Quote.Citation().Document], e.Quote.Span()}
	}
	answer.Disagree = disagreements(told)
	return nil
}

// contradict puts beside the best answer to when something was a sentence of
// another article that dates it otherwise, if there is one among the candidates
// and it is not quoted already: whoever sees one date should see both.
func contradict(candidates []reader.Candidate, answer *Answer) error {
	if len(answer.Evidence) == 0 || len(candidates) < 2 {
		return nil
	}
	best := &candidates[0]
	first := timesAt(best.Text, best.Text.Sentence(best.Sentence).Span)
	for i := 1; i < min(len(candidates), reader.Considered) && len(first) > 0; i++ {
		c := &candidates[i]
		span := c.Text.Sentence(c.Sentence).Span
		_, b, ok := otherDate(first, timesAt(c.Text, span))
		if !ok {
			continue
		}
		for _, e := range answer.Evidence {
			if q := e.Quote; q.Citation().Document == c.Text.Document.ID() && q.Span().Overlaps(span) {
				return nil
			}
		}
		words, err := c.Text.Document.Quote(span, b.date.Span)
		if err != nil {
			return err
		}
		beside := Evidence{Quote: words, Speaker: c.Text.Speaker(c.Sentence), Score: c.Score, Confidence: answer.Evidence[0].Confidence,
			Dates: counted(c.Text.Dates(), c.Text.Document, span)}
		answer.Evidence = append(answer.Evidence[:1:1], append([]Evidence{beside}, answer.Evidence[1:]...)...)
		return nil
	}
	return nil
}
