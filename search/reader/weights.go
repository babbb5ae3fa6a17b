package reader

import (
	_ "embed"
	"math"
	"slices"
	"strings"

	"github.com/pincite/pincite/search/boost"
)

// Model is what was learned from questions whose answers are known. Each part
// is a sum of small trees over the values of a sentence: see search/boost.
type Model struct {
	Choose *boost.Forest // how well a sentence answers, over Values
	Find   *boost.Forest // how likely the answer is in its passage, over Values
	Trust  *boost.Forest // the logarithm of the odds that the best sentence answers, over Decision
	Cover  *boost.Forest // the logarithm of the odds that the articles have the answer at all, over Decision
}

// model is learned by "pincite eval train", which writes the file. It says on
// top from what it was learned, and with which options.
//
//go:embed model.txt
var model string

var learned = parseModel(model)

func parseModel(text string) Model {
	forests, err := boost.Parse(strings.NewReader(text))
	if err != nil {
		panic("search/reader: model.txt: " + err.Error()) // embedded, and tested
	}
	return Model{Choose: forests["choose"], Find: forests["find"], Trust: forests["trust"], Cover: forests["cover"]}
}

// byHand are the values that encyclopedias cannot teach, since they quote
// nobody and label nothing: what they add to a score was set by hand, for
// news, and a value that stands here was kept from what is learned.
var byHand = hand{{saidBy, 2}, {SaidByOther, -5}, {quotes, 1.0}, {label, -0.8}, {asksItself, -1}}

// preferred is what speaks for a sentence before anything is learned. Questions
// of some kinds are rare in encyclopedias, and where there is little to learn
// from, this stays. The trees are added to it.
var preferred = hand{{offersDate, 1}, {offersName, 0.5}, {offersPlace, 0.7}, {offersFigure, 1}, {offersReason, 1.3}, {defines, 0.5}, {leaning, 1}}

// Preference returns what a sentence scores before anything is learned.
func Preference(c *Candidate) float64 { return preferred.score(c.Values[:]) }

// hand are weights that were set by hand.
type hand []weight

type weight struct {
	value  int
	weight float64
}

func (h hand) has(value int) bool {
	return slices.ContainsFunc(h, func(w weight) bool { return w.value == value })
}

func (h hand) score(values []float64) float64 {
	sum := 0.0
	for _, w := range h {
		sum += w.weight * values[w.value]
	}
	return sum
}

// trustByHand is the same for the odds: the words of the person who is asked
// about count for an answer, nobody's words and another's against it.
var trustByHand = hand{{saidBy, 2}, {SaidByOther, -4}, {NoVoice, -2.9}}

// prior is what is held of the odds before anything is learned: what a question
// names and a text has not speaks against an answer, and more so in the news,
// where the same people do many things, than an encyclopedia can teach. The
// trees are added to it.
var prior = hand{{ownAny, 1.5}, {namesGone, -3}, {wordsGone, -2.6}, {unknownShare, -0.7}, {mendedShare, -0.8}, {formMissing, -0.4}, {noFigure, -3.2}, {Pointless, -1}, {ascribes, 1.5}}

// Prior returns the logarithm of the odds before anything is learned.
func Prior(d *Decision) float64 {
	return prior.score(d[:])
}

// ByHand reports whether a value of a sentence is weighed by hand.
func ByHand(value int) bool {
	return byHand.has(value) || trustByHand.has(value)
}

// Rate fills the scores of a candidate that was measured and compared.
func Rate(c *Candidate) { learned.Rate(c) }

// Rate fills the scores of a candidate by a model.
func (m Model) Rate(c *Candidate) {
	c.Score, c.PassageScore = m.Choose.Score(c.Values[:]), m.Find.Score(c.Values[:])
	c.Score += Preference(c) + byHand.score(c.Values[:])
}

// Decision is what decides whether the best sentence answers: its values, and
// how it stands among the others.
type Decision [Features + standings]float64

// The values that say how the best sentence stands among the others.
const (
	ownScore     = Features + iota // its score
	lead                           // how much better it is than the next that is not beside it
	chance                         // its share of the candidates' chances: softmax of the scores
	passageScore                   // its passage's
	passageLead                    // how much better that is than the best of another passage
	_end
	standings = _end - Features
)

// Decisions is how many values decide.
const Decisions = Features + standings

// Weigh returns what decides whether the first of the candidates answers. They
// are ordered, best first; there is at least one.
func Weigh(cs []Candidate) Decision {
	var d Decision
	best := &cs[0]
	copy(d[:], best.Values[:])
	d[ownScore], d[lead], d[passageScore] = best.Score, best.Score, best.PassageScore
	sum, next, nextPassage, others := 0.0, math.Inf(-1), math.Inf(-1), false
	for i := range cs {
		c := &cs[i]
		sum += math.Exp(c.Score - best.Score)
		if c.Text != best.Text || c.Sentence < best.Sentence-1 || c.Sentence > best.Sentence+1 {
			next, others = max(next, c.Score), true
		}
		if c.Text == best.Text && c.Passage == best.Passage {
			d[passageScore] = max(d[passageScore], c.PassageScore)
		} else {
			nextPassage = max(nextPassage, c.PassageScore)
		}
	}
	d[chance], d[lead], d[passageLead] = 1/sum, mostLead, mostLead
	if others {
		d[lead] = min(mostLead, best.Score-next)
	}
	if !math.IsInf(nextPassage, -1) {
		d[passageLead] = min(mostLead, d[passageScore]-nextPassage)
	}
	return d
}

// mostLead is the lead of a sentence that has nothing beside it.
const mostLead = 5

// Probability is how likely it is that the best sentence answers.
func Probability(d *Decision) float64 {
	odds := learned.Trust.Score(d[:]) + Prior(d) + trustByHand.score(d[:])
	return 1 / (1 + math.Exp(-odds))
}

// Covered is how likely it is that the articles have what is asked for, whether
// or not the best sentence is the one that answers. Of a question that several
// sentences could answer it says more than Probability, and of one from outside
// it is the better judge.
func Covered(d *Decision) float64 { return 1 / (1 + math.Exp(-learned.Cover.Score(d[:]))) }

// Directions says of each value of a decision which way it may move the odds:
// 1 if more of it can only speak for an answer, -1 if only against, 0 for either.
// Encyclopedias are learned from and news is asked: this much holds for both.
func Directions() []int {
	out := make([]int, Decisions)
	for _, i := range []int{ownExact, ownAny, ownCount, ownNames, ownFigures, ownPlain, passageAny, passageExact, passageFigures, passagePlain, aroundAny,
		aroundNames, earlierAny, earlierNames, topTerm, pairsKept, closeness, commonPairs, offerNear, ascribes, ownScore, lead, chance, passageScore, passageLead} {
		out[i] = 1
	}
	for _, i := range []int{missingTop, missingTopAround, missingCount, unknownShare, mendedShare, namesGone, wordsGone, formMissing, noFigure, Pointless, ownBehind} {
		out[i] = -1
	}
	return out
}
