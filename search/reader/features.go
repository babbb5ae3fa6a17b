package reader

import (
	"math"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Candidate is a sentence that may answer.
type Candidate struct {
	Text     *Text
	Sentence int    // its index
	Passage  [2]int // the sentences of its passage
	Hit      Hit
	Score    float64
	Values   [Features]float64
	Facts    Facts

	PassageScore float64 // how likely its passage has the answer, as seen from it
}

// Hit is what the index says of a candidate's passage, each as a share of the best
// passage's.
type Hit struct {
	Score    float64
	Place    int     // in the ranking of passages, from 0
	Gap      float64 // to the best passage
	Ideal    float64 // share of the score that a passage with all the terms would have
	Document float64 // of the document's passages together
}

// Facts are what was found out about a candidate on the way.
type Facts struct {
	Overlap float64 // share of the weight that the sentence has
	Around  float64 // the same, with sentences beside it, passage and title
	Offered bool    // the form of the answer is there
}

// Considered is how many candidates are worth rating. What is learned is learned
// from those, and says nothing of others.
const Considered = 40

// Promise says how good a candidate looks before it is rated, by a measure in
// which nothing learned has a part.
func (c *Candidate) Promise() float64 { return 2*c.Facts.Overlap + c.Facts.Around + c.Hit.Score }

// Measure fills the values of a candidate that its promise, and the comparison
// with others, are made of: how much of the question is there.
func (r *Reading) Measure(c *Candidate) {
	s := c.Text.Sentence(c.Sentence)
	v := &c.Values
	*v = [Features]float64{}
	if s == nil || r.total == 0 {
		return
	}
	r.coverage(c, s)
	v[rankShare], v[rankPlace], v[rankGap], v[rankIdeal], v[documentShare] = c.Hit.Score, float64(c.Hit.Place), c.Hit.Gap, c.Hit.Ideal, c.Hit.Document
	v[commonPairs] = r.of(s).common
}

// Examine fills the other values of a candidate that was measured. They take
// longer, and only the candidates that are rated need them.
func (r *Reading) Examine(c *Candidate) {
	s := c.Text.Sentence(c.Sentence)
	if s == nil || r.total == 0 {
		return
	}
	v := &c.Values
	r.absent(c)
	r.nearness(c, s)
	r.form(c, s)
	if v[wordsGone] == 1 && v[formMissing]+v[noFigure] > 0 {
		v[Pointless] = 1
	}
	v[ascribes] = r.ascribes(c, s)
	r.shape(c, s)
	r.asked(v)
	switch speaker := c.speaker(r.q); {
	case speaker > 0:
		v[saidBy] = 1
	case speaker < 0:
		v[SaidByOther] = 1
	}
	if r.q.Kind == Said && len(r.q.Speaker) > 0 && v[saidBy] == 0 {
		v[NoVoice] = mildly
		if r.q.Plain {
			v[NoVoice] = 1
		}
	}
}

// mildly is how much it counts that nobody's words are there, where what is
// asked for is not plainly words: what somebody urged may be told by another.
const mildly = 0.3

// nearness fills the values that say how near to each other, and in which order,
// the question's terms stand in the sentence.
func (r *Reading) nearness(c *Candidate, s *Sentence) {
	v, q, m := &c.Values, r.q, r.of(s)
	kept, pairWeight := 0.0, 0.0
	for _, p := range q.Pairs {
		w := q.Terms[p[0]].Weight + q.Terms[p[1]].Weight
		pairWeight += w
		a, b := m.place[p[0]], m.place[p[1]]
		if a < 0 || b < 0 {
			continue
		}
		switch gap := s.Terms[b].Pos - s.Terms[a].Pos; {
		case gap >= 0 && gap <= 3:
			kept += w
		case gap >= -3:
			kept += 0.5 * w
		}
	}
	if pairWeight > 0 {
		v[pairsKept] = kept / pairWeight
	}
	first, last, n := math.MaxInt, -1, 0
	order, at := 0, -1
	for _, p := range m.place {
		if p < 0 {
			continue
		}
		pos := s.Terms[p].Pos
		first, last, n = min(first, pos), max(last, pos), n+1
		if pos > at {
			order++
		}
		at = pos
	}
	if n > 1 {
		v[closeness] = min(1, float64(n)/float64(last-first+1))
		v[ordered] = float64(order-1) / float64(n-1)
	}
	v[runLength] = float64(m.run)
}

// form fills the values that say whether the answer's form is there.
func (r *Reading) form(c *Candidate, s *Sentence) {
	v, q, m := &c.Values, r.q, r.of(s)
	feature := map[Kind]int{When: offersDate, Who: offersName, Where: offersPlace, Quantity: offersFigure, Why: offersReason}
	text := c.Text.Document.Slice(s.Span)
	if f, ok := feature[q.Kind]; ok {
		if found := offers(q.Kind, text, s, q); len(found) > 0 {
			v[f], c.Facts.Offered = 1, true
			if f == offersFigure && q.counts(s, found) {
				v[f] = countedFigure
			}
			v[offerCount] = float64(len(found))
			v[offerNear] = r.offerNearness(s, m, found)
		}
	}
	if q.expects(c.Text) && !c.Facts.Offered {
		if q.Kind == When || q.Kind == Quantity {
			v[noFigure] = 1
		} else {
			v[formMissing] = 1
		}
	}
	names := namesIn(s, q, 0)
	v[freshNames], v[freshFigures] = float64(len(names)), r.freshFigures(s)
	v[freshNear] = r.offerNearness(s, m, names)
	if strings.ContainsAny(text, `"“”«»「`) {
		v[marksQuotation] = 1
		if q.Kind == Said {
			v[quotes], c.Facts.Offered = 1, true
		}
	}
	if q.Kind != Said && c.defines(q, s) {
		v[defines] = 1
	}
}

// freshFigures counts the figures of a sentence that the question has not.
func (r *Reading) freshFigures(s *Sentence) float64 {
	n := 0.0
	for i := range s.Terms {
		if t := &s.Terms[i]; t.Digit && !t.Initials && !r.q.asks(t.Text) {
			n++
		}
	}
	return n
}

// offerNearness says how near the words of the question stand to what could
// answer it, for the best of these: the share of the question's weight, each
// term counted less the farther away it stands.
func (r *Reading) offerNearness(s *Sentence, m *match, found []corpus.Span) float64 {
	best := 0.0
	for _, f := range found {
		pos := -1
		for i := range s.Terms {
			if s.Terms[i].Span.Start >= f.Start {
				pos = s.Terms[i].Pos
				break
			}
		}
		sum := 0.0
		for i, p := range m.place {
			if p >= 0 {
				away := math.Abs(float64(s.Terms[p].Pos - pos))
				sum += r.q.Terms[i].Weight * m.strength[i] / (1 + away/4)
			}
		}
		best = max(best, sum/r.total)
	}
	return best
}

// countedFigure is the value of a figure that counts just what is asked for,
// where any figure is 1.
const countedFigure = 1.6

// counts reports whether one of the figures stands right before what the
// question asks the number of: "19 recommendations".
func (q *Question) counts(s *Sentence, figures []corpus.Span) bool {
	if q.Counted < 0 {
		return false
	}
	at := s.place(&q.Terms[q.Counted])
	if at < 0 {
		return false
	}
	return slices.ContainsFunc(figures, func(f corpus.Span) bool {
		gap := s.Terms[at].Span.Start - f.End
		return gap >= 0 && gap <= nearFigure
	})
}

// nearFigure is how many bytes may be between a figure and what it counts.
const nearFigure = 16

// shape fills the values that do not depend on the question's terms.
func (r *Reading) shape(c *Candidate, s *Sentence) {
	v := &c.Values
	v[wordCount] = float64(s.words)
	v[placeInPassage] = float64(c.Sentence - c.Passage[0])
	v[placeInDocument] = float64(c.Sentence)
	if len(s.Terms) > 0 && pointsBack[s.Terms[0].Word] {
		v[pointing] = 1
		v[leaning] = v[besideBefore]
	}
	if asks(c.Text, s) {
		v[asksItself] = 1
	}
	switch c.Text.Document.Blocks()[c.Text.Document.Sentences()[c.Sentence].Block].Kind {
	case corpus.Heading, corpus.Caption:
		v[label] = 1
	}
	if d := s.denies(); d != r.not {
		v[denial] = 1
		if r.not {
			v[denial] = -1
		}
	}
}

// asked fills the values that are the question's.
func (r *Reading) asked(v *[Features]float64) {
	kinds := map[Kind]int{What: asksWhat, Who: asksWho, When: asksWhen, Where: asksWhere, Quantity: asksQuantity, Why: asksWhy, How: asksHow, Meaning: asksMeaning, YesNo: asksYesNo}
	if f, ok := kinds[r.q.Kind]; ok {
		v[f] = 1
	}
	v[termCount] = float64(len(r.q.Terms))
}

// defines reports whether the sentence begins by saying what a term of the
// question is: "A direct request is …".
func (c *Candidate) defines(q *Question, s *Sentence) bool {
	seen := false
	for i, t := range s.Terms {
		if i > 12 {
			return false
		}
		if seen && (t.Word == "is" || t.Word == "are" || t.Word == "was" || t.Word == "were" || t.Word == "means" || t.Word == "called" || t.Word == "refers") {
			return true
		}
		seen = seen || !t.Stop && q.asks(t.Text)
	}
	return false
}

// pointsBack are the words with which a sentence leans on the one before it.
var pointsBack = set(`he she it they this these that those his her their its such both neither`)

// Spelling returns how the sentence writes a term that was misspelt in the
// question, in lower case; "" when it does not have it.
func (c *Candidate) Spelling(w *Wanted) string {
	s := c.Text.Sentence(c.Sentence)
	for _, o := range w.Others {
		if i, ok := s.first[o.Text]; ok {
			return s.Terms[i].Word
		}
	}
	return ""
}
