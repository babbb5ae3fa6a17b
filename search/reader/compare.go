package reader

import "math"

// passageOf names the passage of a candidate.
func passageOf(c *Candidate) part { return part{c.Text, c.Passage[0], c.Passage[1]} }

// tops are the most that any candidate has.
type tops struct {
	own, around, pairs float64
	all                []float64          // by term: how much of it all have together
	best               map[part]float64   // by passage: the most terms in a sentence
	here               map[part][]float64 // by passage and term: how much its sentences have together
}

func (r *Reading) tops(cs []Candidate) tops {
	t := tops{all: make([]float64, len(r.q.Terms)), best: map[part]float64{}, here: map[part][]float64{}}
	for i := range cs {
		v, k := &cs[i].Values, passageOf(&cs[i])
		t.own, t.around, t.pairs = max(t.own, v[ownAny]), max(t.around, v[aroundAny]), max(t.pairs, v[commonPairs])
		t.best[k] = max(t.best[k], v[ownAny])
		if t.here[k] == nil {
			t.here[k] = make([]float64, len(t.all))
		}
		for j, x := range r.of(cs[i].Text.Sentence(cs[i].Sentence)).strength {
			t.all[j] += x
			t.here[k][j] += x
		}
	}
	return t
}

// Compare fills the values that compare the candidates with each other.
func (r *Reading) Compare(cs []Candidate) {
	t := r.tops(cs)
	top := 0.0
	for i := range cs {
		v, k := &cs[i].Values, passageOf(&cs[i])
		v[ownBehind], v[aroundBehind], v[pairsBehind] = t.own-v[ownAny], t.around-v[aroundAny], t.pairs-v[commonPairs]
		v[passageBehind], v[passageBest] = t.best[k]-v[ownAny], t.best[k]
		var have, of, havePassage, ofPassage float64
		for j, x := range r.of(cs[i].Text.Sentence(cs[i].Sentence)).strength {
			weight := r.q.Terms[j].Weight
			among := weight * math.Log(1+float64(len(cs))/(1+t.all[j])) // as rare as among the candidates
			have, of = have+x*among, of+among
			among = weight / max(1, t.here[k][j])
			havePassage, ofPassage = havePassage+x*among, ofPassage+among
		}
		if of > 0 && ofPassage > 0 {
			v[localOwn], v[localPassage] = have/of, havePassage/ofPassage
		}
		top = max(top, v[localOwn])
	}
	for i := range cs {
		cs[i].Values[localBehind] = top - cs[i].Values[localOwn]
	}
}

// Remain changes the values that say how far candidates are behind the best to
// what they would be, had the others never been there. How rare a term is among
// the candidates stays as it was: that takes the question, and moves little.
func Remain(cs []Candidate) {
	for _, i := range []int{ownBehind, aroundBehind, pairsBehind, localBehind, rankGap, rankPlace} {
		least := math.Inf(1)
		for k := range cs {
			least = min(least, cs[k].Values[i])
		}
		for k := range cs {
			cs[k].Values[i] -= least
		}
	}
	most := 0.0
	for k := range cs {
		most = max(most, cs[k].Values[rankShare])
	}
	for k := range cs {
		if most > 0 {
			cs[k].Values[rankShare] /= most
		}
	}
}
