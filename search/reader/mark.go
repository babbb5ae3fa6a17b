package reader

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// Marks returns the words of a sentence to be shown emphasized: those that
// answer when the form of the answer is sure, else those that the question
// has, else the whole sentence.
func Marks(q *Question, t *Text, i int) []corpus.Span {
	s := t.Sentence(i)
	if s == nil {
		return nil
	}
	if q.Kind == When || q.Kind == Quantity || q.Kind == Who || q.Kind == Where {
		if found := offers(q.Kind, t.Document.Slice(s.Span), s, q); len(found) == 1 || len(found) > 0 && q.Kind == When {
			return tidy(found)
		}
	}
	if found := Matching(q, s); len(found) > 0 {
		return found
	}
	return []corpus.Span{s.Span}
}

// Matching returns the spans of the sentence's words that the question has.
func Matching(q *Question, s *Sentence) []corpus.Span {
	var out []corpus.Span
	for _, t := range s.Terms {
		if !t.Stop && q.wants(t.Text) {
			out = append(out, t.Span)
		}
	}
	return tidy(out)
}

// wants reports whether a term is one of the question's, or stands for one.
func (q *Question) wants(term string) bool {
	for i := range q.Terms {
		if q.Terms[i].Text == term {
			return true
		}
		for _, o := range q.Terms[i].Others {
			if o.Text == term {
				return true
			}
		}
	}
	return false
}

// tidy orders spans and joins those that overlap.
func tidy(spans []corpus.Span) []corpus.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out []corpus.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		if s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// nearly is how far behind a sentence its neighbour may be to be quoted with it:
// the neighbour's chance of being the one that answers is then more than a third
// of its own. Compared on squad-open, reddit, clapnq, covidqa and rtqa-evidence.
const nearly = 1

// Extent returns the span to be quoted for a candidate: its sentence, with the
// one before it when that says whom or what it speaks of, or with the one after
// it when that goes on about the same and has words of the question, or the
// form of the answer, that the sentence has not. A question is quoted with
// what follows it, and a sentence with the neighbour that is nearly as likely to
// answer. It is three sentences at most.
func Extent(q *Question, cs []Candidate, i int) corpus.Span {
	t, at := cs[i].Text, cs[i].Sentence
	s, next := t.Sentence(at), t.Sentence(at+1)
	span := s.Span
	if leans(t, at) && q.adds(s, t.Sentence(at-1)) {
		span.Start = t.Sentence(at - 1).Span.Start
	}
	if next != nil && (leans(t, at+1) && (q.adds(s, next) || q.completes(t, s, next)) || asks(t, s)) {
		span.End = next.Span.End
	}
	for _, j := range Beside(cs, i) {
		beside := t.Sentence(cs[j].Sentence).Span
		span.Start, span.End = min(span.Start, beside.Start), max(span.End, beside.End)
	}
	return span
}

// Beside returns the indexes of the sentences that stand right before and after
// a candidate, in the same block, and are nearly as likely to answer.
func Beside(cs []Candidate, i int) []int {
	c := &cs[i]
	all := c.Text.Document.Sentences()
	var out []int
	for j := range cs {
		o := &cs[j]
		near := o.Text == c.Text && (o.Sentence == c.Sentence-1 || o.Sentence == c.Sentence+1)
		if near && o.Score >= c.Score-nearly && o.Values[SaidByOther] == 0 && all[o.Sentence].Block == all[c.Sentence].Block {
			out = append(out, j)
		}
	}
	return out
}

// completes reports whether the next sentence has the form of the answer, and
// the sentence itself does not.
func (q *Question) completes(t *Text, s, next *Sentence) bool {
	return q.expects(t) && len(offers(q.Kind, t.Document.Slice(s.Span), s, q)) == 0 &&
		len(offers(q.Kind, t.Document.Slice(next.Span), next, q)) > 0
}

// asks reports whether a sentence is a question, whose answer follows.
func asks(t *Text, s *Sentence) bool {
	return strings.HasSuffix(strings.TrimRight(t.Document.Slice(s.Span), `"”')`), "?")
}

// leans reports whether a sentence begins by pointing back to the one before
// it, in the same block.
func leans(t *Text, i int) bool {
	s, all := t.Sentence(i), t.Document.Sentences()
	return s != nil && i > 0 && all[i].Block == all[i-1].Block && len(s.Terms) > 0 && pointsBack[s.Terms[0].Word]
}

// adds reports whether another sentence has a word of the question that
// this one does not have.
func (q *Question) adds(s, other *Sentence) bool {
	return slices.ContainsFunc(q.Terms, func(w Wanted) bool { return !w.Light && s.has(&w) == 0 && other.has(&w) == 1 })
}

// containsTerm reports whether a text in a language has a term.
func containsTerm(text string, lang terms.Language, term string) bool {
	return slices.ContainsFunc(terms.Of(text, lang), func(t terms.Term) bool { return t.Text == term })
}
