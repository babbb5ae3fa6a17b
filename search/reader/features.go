package reader

import (
	"math"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// The features of a sentence, each between about -1 and 1.
const (
	overlap      = iota // weight of the question's terms that the sentence has
	complete            // overlap squared: the last term missing says more than the first
	neighbours          // weight of the terms that only the sentences beside it have
	passage             // weight of the terms that only the rest of the passage has
	titleMatch          // weight of the terms that only title and heading have
	pairs               // share of neighbours in the question that are neighbours here
	close               // how near to each other the terms stand
	rank                // the passage's score, of the best passage's
	offersDate          // the question asks when, and there is a date
	offersName          // the question asks who, and there is a new name
	offersPlace         // the question asks where, and there is a new name behind a preposition
	offersFigure        // the question asks how many, and there is a figure
	offersReason        // the question asks why, and there is a reason
	saidBy              // the words are of the person that is asked about
	SaidByOther         // the words are of somebody else
	pronoun             // it begins with a word that points back
	leaning             // pronoun and neighbours together
	defines             // it begins with the term, and says what that is
	early               // it stands near the beginning of its document
	short               // it has fewer than six words
	long                // it has more than thirty-five words
	asksItself          // it is a question
	label               // it is a heading or a caption
	quotes              // somebody's words are asked for, and there are quotation marks
	Features
)

// FeatureNames are for an account.
var FeatureNames = [Features]string{
	"terms in the sentence", "nearly all terms", "terms beside it", "terms in the passage", "terms in the title", "neighbouring terms",
	"terms close together", "passage score", "a date for when", "a name for who", "a place for where", "a figure for how many",
	"a reason for why", "said by the person asked about", "said by another", "points back", "points back to the terms", "says what it is",
	"early in the document", "short", "long", "a question itself", "heading or caption", "quotation marks",
}

// Candidate is a sentence that may answer.
type Candidate struct {
	Text     *Text
	Sentence int     // its index
	Rank     float64 // the score of its passage, of the best passage's
	Score    float64
	Values   [Features]float64
	Facts    Facts
}

// Facts are what was found out about a candidate on the way.
type Facts struct {
	Overlap float64 // share of the weight that the sentence has
	Around  float64 // the same, with sentences beside it, passage and title
	Offered bool    // the form of the answer is there
}

// Measure fills a candidate's values and score. The passage is a half-open
// range of sentences.
func Measure(q *Question, c *Candidate, from, to int) {
	s := c.Text.Sentence(c.Sentence)
	v := &c.Values
	*v = [Features]float64{rank: c.Rank}
	total := 0.0
	for i := range q.Terms {
		total += q.Terms[i].Weight
	}
	if s == nil || total == 0 {
		return
	}
	speaker := c.speaker(q)
	before, after := c.Text.Sentence(c.Sentence-1), c.Text.Sentence(c.Sentence+1)
	for i := range q.Terms {
		w := &q.Terms[i]
		own := s.has(w)
		if own < 1 && speaker > 0 && contains(q.Speaker, w.Text) {
			own = 1
		}
		beside := max(own, before.has(w), 0.7*after.has(w))
		rest := beside
		for j := max(from, c.Sentence-8); j < min(to, c.Sentence+9) && rest < 1; j++ {
			rest = max(rest, c.Text.Sentence(j).has(w))
		}
		named := max(rest, c.Text.titled(w))
		share := w.Weight / total
		v[overlap] += share * own
		v[neighbours] += share * (beside - own)
		v[passage] += share * (rest - beside)
		v[titleMatch] += share * (named - rest)
	}
	v[complete] = v[overlap] * v[overlap]
	c.Facts.Overlap, c.Facts.Around = v[overlap], v[overlap]+v[neighbours]+v[passage]+v[titleMatch]
	v[pairs], v[close] = nearness(q, s)
	c.form(q, s)
	switch {
	case speaker > 0:
		v[saidBy] = 1
	case speaker < 0:
		v[SaidByOther] = 1
	}
	c.shape(q, s)
	c.Score = 0
	for i, x := range v {
		c.Score += weights[i] * x
	}
}

// form fills the values that say whether the answer's form is there.
func (c *Candidate) form(q *Question, s *Sentence) {
	feature := map[Kind]int{When: offersDate, Who: offersName, Where: offersPlace, Quantity: offersFigure, Why: offersReason}
	text := c.Text.Document.Slice(s.Span)
	if f, ok := feature[q.Kind]; ok {
		if found := offers(q.Kind, text, s, q); len(found) > 0 {
			c.Values[f], c.Facts.Offered = 1, true
			if f == offersFigure && q.counts(s, found) {
				c.Values[f] = countedFigure
			}
		}
	}
	if q.Kind == Said && strings.ContainsAny(text, `"“”«»「`) {
		c.Values[quotes], c.Facts.Offered = 1, true
	}
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
func (c *Candidate) shape(q *Question, s *Sentence) {
	v := &c.Values
	if len(s.Terms) > 0 && pointsBack[s.Terms[0].Word] {
		v[pronoun] = 1
		v[leaning] = v[neighbours]
	}
	if q.Kind == Meaning && c.defines(q, s) {
		v[defines] = 1
	}
	v[early] = 1 / (1 + float64(c.Sentence)/4)
	if s.words < 6 {
		v[short] = 1
	}
	if s.words > 35 {
		v[long] = min(1, float64(s.words-35)/35)
	}
	if asks(c.Text, s) {
		v[asksItself] = 1
	}
	switch c.Text.Document.Blocks()[c.Text.Document.Sentences()[c.Sentence].Block].Kind {
	case corpus.Heading, corpus.Caption:
		v[label] = 1
	}
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

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// nearness returns the share of the question's pairs of neighbours that are
// neighbours in the sentence too, and how close together all its terms stand.
func nearness(q *Question, s *Sentence) (paired, closeness float64) {
	kept := 0.0
	for _, p := range q.Pairs {
		a, b := s.place(&q.Terms[p[0]]), s.place(&q.Terms[p[1]])
		if a < 0 || b < 0 {
			continue
		}
		switch gap := s.Terms[b].Pos - s.Terms[a].Pos; {
		case gap >= 0 && gap <= 3:
			kept++
		case gap >= -3:
			kept += 0.5
		}
	}
	if len(q.Pairs) > 0 {
		paired = kept / float64(len(q.Pairs))
	}
	first, last, n := math.MaxInt, -1, 0
	for i := range q.Terms {
		if at := s.place(&q.Terms[i]); at >= 0 {
			pos := s.Terms[at].Pos
			first, last, n = min(first, pos), max(last, pos), n+1
		}
	}
	if n > 1 {
		closeness = min(1, float64(n)/float64(last-first+1))
	}
	return paired, closeness
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
