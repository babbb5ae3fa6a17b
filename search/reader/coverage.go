package reader

import (
	"math"
	"slices"
)

// coverage fills the values that say how much of the question is there.
func (r *Reading) coverage(c *Candidate, s *Sentence) {
	v := &c.Values
	m, none := r.of(s), make([]float64, len(r.q.Terms))
	before, after := none, none
	if p := c.Text.Sentence(c.Sentence - 1); p != nil {
		before = r.of(p).strength
	}
	if p := c.Text.Sentence(c.Sentence + 1); p != nil {
		after = r.of(p).strength
	}
	whole, earlier := r.union(c.Text, c.Passage[0], c.Passage[1]), r.union(c.Text, c.Passage[0], c.Sentence)
	speaks := c.speaker(r.q) > 0
	sums := sums{r: r}
	for i := range r.q.Terms {
		w := &r.q.Terms[i]
		own := m.strength[i]
		if speaks && slices.Contains(r.q.Speaker, w.Text) {
			own = 1
		}
		t := found{wanted: w, own: own, passage: max(own, whole.strength[i]), title: c.Text.titled(w)}
		t.earlier = max(own, t.title, earlier.strength[i])
		v[besideBefore] += w.Weight * max(0, before[i]-own)
		v[besideAfter] += w.Weight * max(0, after[i]-own)
		sums.add(v, t)
	}
	sums.finish(v, m)
	v[passageWords] = math.Log1p(float64(whole.words))
	v[precision], v[titlePrecision] = r.shared(s), r.sharedTitle(c.Text)
	c.Facts.Overlap, c.Facts.Around = v[ownAny], v[aroundAny]
}

// found is how much of a term there is, and where.
type found struct {
	wanted                       *Wanted
	own, passage, title, earlier float64
}

// sums adds up over the terms of a question.
type sums struct {
	r                             *Reading
	own, passage, around, earlier [classes]float64
	title                         [classes]float64
	heaviest                      int
	n                             int
}

// exactly is the strength from which a term counts as itself: a misspelt one
// does.
const exactly = 0.85

func (a *sums) add(v *[Features]float64, t found) {
	w, class := t.wanted, t.wanted.class()
	around := max(t.passage, t.title)
	a.own[class] += w.Weight * t.own
	a.passage[class] += w.Weight * t.passage
	a.around[class] += w.Weight * around
	a.earlier[class] += w.Weight * t.earlier
	a.title[class] += w.Weight * t.title
	if t.own >= exactly {
		v[ownExact] += w.Weight
	}
	if t.own > 0 {
		v[ownCount]++
	}
	if t.passage >= exactly {
		v[passageExact] += w.Weight
	}
	if w.Sort {
		v[ownSort] = t.own
	}
	v[missingTop] = max(v[missingTop], w.Weight*(1-t.own))
	v[missingTopAround] = max(v[missingTopAround], w.Weight*(1-around))
	if around == 0 {
		v[missingCount]++
	}
	if !w.Found {
		v[unknownShare] += w.Weight
	}
	if w.Mended {
		v[mendedShare] += w.Weight
	}
	if class == nameTerm {
		v[nameShare]++
	}
	if w.Weight > a.r.q.Terms[a.heaviest].Weight {
		a.heaviest = a.n
	}
	a.n++
}

// finish turns sums into shares.
func (a *sums) finish(v *[Features]float64, m *match) {
	total, class := a.r.total, a.r.class
	all := func(x [classes]float64) float64 { return x[nameTerm] + x[digitTerm] + x[plainTerm] + x[lightTerm] }
	v[ownAny], v[passageAny], v[titleAny], v[aroundAny], v[earlierAny] = all(a.own), all(a.passage), all(a.title), all(a.around), all(a.earlier)
	v[ownWeight], v[missingWeight] = v[ownAny]/10, (total-v[aroundAny])/10
	for _, i := range []int{ownExact, ownAny, besideBefore, besideAfter, passageExact, passageAny, titleAny, aroundAny, earlierAny, missingTop, missingTopAround, unknownShare, mendedShare} {
		v[i] /= total
	}
	v[ownCount] /= float64(a.n)
	v[nameShare] /= float64(a.n)
	v[ownNames], v[ownFigures] = share(a.own, class, nameTerm), share(a.own, class, digitTerm)
	v[ownPlain], v[ownLight] = share(a.own, class, plainTerm), share(a.own, class, lightTerm)
	v[passageFigures], v[passagePlain] = share(a.passage, class, digitTerm), share(a.passage, class, plainTerm)
	v[titleNames], v[aroundNames], v[earlierNames] = share(a.title, class, nameTerm), share(a.around, class, nameTerm), share(a.earlier, class, nameTerm)
	v[firstTerm], v[lastTerm], v[topTerm] = m.strength[0], m.strength[a.n-1], m.strength[a.heaviest]
}

// share is how much of a class is there; -1 when the question has none of it.
func share(have, all [classes]float64, class int) float64 {
	if all[class] == 0 {
		return -1
	}
	return have[class] / all[class]
}

// shared returns the share of the sentence's terms that the question has.
func (r *Reading) shared(s *Sentence) float64 {
	all, have := 0.0, 0.0
	for i := range s.Terms {
		if t := &s.Terms[i]; !t.Stop && !t.Initials {
			all++
			if r.q.asks(t.Text) {
				have++
			}
		}
	}
	return have / max(1, all)
}

// sharedTitle returns the share of the title's terms that the question has.
func (r *Reading) sharedTitle(t *Text) float64 {
	have := 0.0
	for i := range r.q.Terms {
		if t.title[r.q.Terms[i].Text] {
			have++
		}
	}
	return have / max(1, float64(len(t.title)))
}

// Near returns the share of the question that a sentence has, with the two
// before and behind it and what its document begins with: an article names its
// subject at the top, and speaks of "it" from there on.
func (r *Reading) Near(t *Text, i int) float64 {
	have := 0.0
	for k := range r.q.Terms {
		w := &r.q.Terms[k]
		best := t.titled(w)
		for _, j := range [...]int{i, i - 1, i + 1, i - 2, i + 2, 0, 1} {
			if s := t.Sentence(j); s != nil && best < 1 {
				best = max(best, r.of(s).strength[k])
			}
		}
		have += w.Weight * best
	}
	return have / max(r.total, 0.1)
}

// sortWord is how much of a word it counts when the one that says of what sort
// the answer is ("what colour") is missing: a name may be the answer without it.
const sortWord = 0.5

// absent fills the values that say what of the question is missing nearby.
func (r *Reading) absent(c *Candidate) {
	names, gone, words, lacking := 0.0, 0.0, 0.0, 0.0
	for i := range r.q.Terms {
		w := &r.q.Terms[i]
		// Here a word that often means the same is nearly as good.
		missing := 1 - min(1, 2*r.presence(c, i))
		switch {
		case (w.Name || w.Digit) && !w.Light:
			names++
			gone += missing
		case w.Sort:
			words += sortWord
			lacking += sortWord * missing
		case !w.Light:
			words++
			lacking += missing
		}
	}
	c.Values[wordsGone], c.Values[namesGone] = lacking/max(1, words), gone/max(1, names)
}

// presence says how much of a term the sentence, those near it, or the title
// have.
func (r *Reading) presence(c *Candidate, term int) float64 {
	w := &r.q.Terms[term]
	best := c.Text.titled(w)
	for j := c.Sentence - 2; j <= c.Sentence+2 && best < 1; j++ {
		if s := c.Text.Sentence(j); s != nil {
			best = max(best, r.of(s).strength[term])
		}
	}
	if best < 1 && len(r.q.Speaker) > 0 && (w.Name || w.Digit) {
		if sp := c.Text.Speaker(c.Sentence); sp != nil && containsTerm(sp.Name, c.Text.Language, w.Text) {
			return 1
		}
	}
	return best
}
