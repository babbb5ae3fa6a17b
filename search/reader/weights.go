package reader

import "math"

// weights say what each feature adds to a sentence's score. They were fitted by
// TestWeights in package search (-fit=rank) on SQuAD, SQuADshifts (new_wiki)
// and CLAP NQ, drawn towards weights set by hand: encyclopedias quote nobody
// and have no captions, so those about speakers and labels are by hand.
var weights = [Features]float64{
	overlap: 7.6, complete: 0.5, neighbours: 4.2, passage: -0.4, titleMatch: 2.7, pairs: 1.9, close: 0.5, rank: 4.6,
	offersDate: 2.6, offersName: 1.2, offersPlace: 1.4, offersFigure: 2.8, offersReason: 1.3,
	saidBy: 2.5, SaidByOther: -6, pronoun: -0.15, leaning: 1.9, defines: 1.2, early: 0.5, short: -0.6, long: -0.3, asksItself: -2, label: -0.8, quotes: 0.5,
}

// The features from which the probability is computed that the best sentence
// answers.
const (
	bias        = iota
	covered     // share of weight that the sentence has
	namesGone   // share of the question's names and figures that are missing from the surroundings
	unknown     // share of weight of terms that the library does not have at all
	mended      // share of weight of misspelt terms
	formMissing // the form of the answer is not there, in a question where that is a matter of taste
	noFigure    // the question asks when or how many, and there is no date or figure
	wordsGone   // share of the question's common words that are missing from the surroundings
	rightVoice  // the words of the person who is asked about
	noVoice     // somebody's words are asked for, and nobody's are there
	margin      // how much better the best sentence is than the next
	paired      // neighbours in the question are neighbours in the sentence
	total       // the sentence's score
	otherVoice  // somebody else's words
	Decisions
)

// sortWord is how much of a word it counts when the one that says of what sort
// the answer is ("what colour") is missing: a name may be the answer without it.
const sortWord = 0.5

// DecisionNames are for an account.
var DecisionNames = [Decisions]string{
	"begin with", "terms in the sentence", "names missing", "terms the library lacks",
	"misspelt terms", "form of answer missing", "no date or figure", "words missing", "said by the person asked about", "said by nobody", "lead over the next", "neighbouring terms",
	"sentence score", "said by another",
}

// decision says what each of them adds to the logarithm of the odds. They were
// fitted by TestWeights in package search (-fit=decide) on the same sets, with
// questions that the paragraph does not answer and questions from outside. Those
// that an encyclopedia teaches too little about were then set by hand: what is
// missing counts more, and so does who speaks, as news articles need it.
var decision = [Decisions]float64{
	bias: -3.25, covered: 1.5, namesGone: -3, unknown: -0.7, mended: -0.8, formMissing: -0.4, noFigure: -3.2,
	wordsGone: -2.6, rightVoice: 0.8, noVoice: -2.9, margin: 0.6, paired: 0.2, total: 0.2, otherVoice: -4,
}

// Decide returns the values from which the odds are computed, and the
// probability that the best candidate answers. next is the score of the best
// candidate of another place.
func Decide(q *Question, c *Candidate, next float64) ([Decisions]float64, float64) {
	v := [Decisions]float64{bias: 1, covered: c.Facts.Overlap}
	c.absent(q, &v)
	if q.expects(c.Text) && !c.Facts.Offered {
		if q.Kind == When || q.Kind == Quantity {
			v[noFigure] = 1
		} else {
			v[formMissing] = 1
		}
	}
	v[margin] = min(3, c.Score-next)
	v[paired] = c.Values[pairs]
	v[total] = c.Score
	v[rightVoice] = c.Values[saidBy]
	if q.Kind == Said && len(q.Speaker) > 0 && c.Values[saidBy] == 0 {
		v[noVoice] = 0.3
		if q.Plain {
			v[noVoice] = 1
		}
	}
	v[otherVoice] = c.Values[SaidByOther]
	return v, Probability(v)
}

// absent fills the values that say what of the question is missing.
func (c *Candidate) absent(q *Question, v *[Decisions]float64) {
	all, names, gone, words, lacking := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range q.Terms {
		w := &q.Terms[i]
		all += w.Weight
		if !w.Found {
			v[unknown] += w.Weight
		}
		if w.Mended {
			v[mended] += w.Weight
		}
		// Here a word that often means the same is nearly as good.
		missing := 1 - min(1, 2*c.presence(w))
		if (w.Name || w.Digit) && !w.Light {
			names++
			gone += missing
		} else if w.Sort {
			words += sortWord
			lacking += sortWord * missing
		} else if !w.Light {
			words++
			lacking += missing
		}
	}
	if all > 0 {
		v[unknown] /= all
		v[mended] /= all
	}
	if words > 0 {
		v[wordsGone] = lacking / words
	}
	if names > 0 {
		v[namesGone] = gone / names
	}
}

// Probability is the logistic function of the weighted values.
func Probability(v [Decisions]float64) float64 {
	z := 0.0
	for i, x := range v {
		z += decision[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}

// DecisionPoints returns what a value adds to the logarithm of the odds.
func DecisionPoints(i int, value float64) float64 { return decision[i] * value }

// FeaturePoints returns what a value adds to a sentence's score.
func FeaturePoints(i int, value float64) float64 { return weights[i] * value }

// presence says how much of a wanted term the sentence, those near it, or the
// title have.
func (c *Candidate) presence(w *Wanted) float64 {
	best := c.Text.titled(w)
	for j := c.Sentence - 2; j <= c.Sentence+2 && best < 1; j++ {
		best = max(best, c.Text.Sentence(j).has(w))
	}
	if best < 1 && (w.Name || w.Digit) {
		if sp := c.Text.Speaker(c.Sentence); sp != nil && containsTerm(sp.Name, c.Text.Language, w.Text) {
			return 1
		}
	}
	return best
}
