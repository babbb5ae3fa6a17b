package attribute

import (
	"fmt"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/linear"
)

// Lesson is a document with the attributions that people marked in it.
type Lesson struct {
	Document *corpus.Document
	Marked   []Attribution
}

// Learned is what Learn found out.
type Learned struct {
	Files map[string]linear.Weights // by the names of their files, which are in the folder weights
	// Apart is what is said of each lesson by models that were learned from the
	// other half of the lessons.
	Apart [][]Attribution
}

// Judge says which of the attributions that were claimed in a lesson are right.
type Judge func(lesson int, claimed []Attribution) []bool

// Learn learns from documents. Each half of them is read by models that are
// learned from the other half, to learn how far such models can be trusted. What
// is written down is learned from all. remark is told how far it has come.
func Learn(lessons []Lesson, judge Judge, remark func(string)) *Learned {
	readers := make([]*reader, len(lessons))
	for i, l := range lessons {
		readers[i] = newReader(l.Document)
	}
	vocabulary := linear.NewVocabulary()
	n := &namer{note: vocabulary.Add}
	var trust [2][]linear.Example // of the lessons of each half
	found := make([][]candidate, len(lessons))
	for half := range 2 {
		m := learnTags(lessons, readers, func(i int) bool { return i%2 != half }).models()
		for i := half; i < len(lessons); i += 2 {
			found[i] = readers[i].candidates(m)
			right := judge(i, attributionsOf(found[i]))
			for k := range found[i] {
				trust[half] = append(trust[half], linear.Example{Features: found[i][k].trustFeatures(readers[i], n), Is: right[k]})
			}
		}
		remark(fmt.Sprintf("learned from one half, read the other: %d candidates", len(trust[half])))
	}
	out := &Learned{Apart: make([][]Attribution, len(lessons))}
	for half := range 2 {
		m := &models{trust: learnTrust(vocabulary, trust[1-half]).Model()}
		for i := half; i < len(lessons); i += 2 {
			out.Apart[i] = attributionsOf(readers[i].choose(m, found[i]))
		}
	}
	all := learnTags(lessons, readers, func(int) bool { return true })
	out.Files = map[string]linear.Weights{"cue.txt": all.cue, "role.txt": all.at, "pair.txt": all.pair, "trust.txt": learnTrust(vocabulary, slices.Concat(trust[0], trust[1]))}
	return out
}

// learnTrust learns how far candidates can be trusted.
func learnTrust(vocabulary *linear.Vocabulary, examples []linear.Example) linear.Weights {
	return linear.Logistic(vocabulary, examples, linear.Training{Least: 5, Rounds: 6, Rate: 0.03, L1: 0.5, L2: 20})
}

func attributionsOf(found []candidate) []Attribution {
	out := make([]Attribution, len(found))
	for i, c := range found {
		out[i] = c.Attribution
	}
	return out
}

// tagWeights are what finds cues, and the parts of what they say.
type tagWeights struct{ cue, at, pair linear.Weights }

func (w tagWeights) models() *models {
	return &models{cue: w.cue.Model(), chain: linear.NewChain(labels, w.at.Model(), w.pair.Model())}
}

// learnTags learns from some of the lessons.
func learnTags(lessons []Lesson, readers []*reader, from func(int) bool) tagWeights {
	cues, ats, betweens := linear.NewVocabulary(), linear.NewVocabulary(), linear.NewVocabulary()
	cue, at, between := &namer{note: cues.Add}, &namer{note: ats.Add}, &namer{note: betweens.Add}
	var examples []linear.Example
	var sequences []linear.LabelledSequence
	for i, l := range lessons {
		if !from(i) {
			continue
		}
		r := readers[i]
		turns := r.turns(l.Marked)
		for s, v := range r.sights {
			for k := range v.tokens {
				if v.mayBeCue(k) {
					_, is := turns[[2]int{s, k}]
					examples = append(examples, linear.Example{Features: v.cueFeatures(cue, k), Is: is})
				}
			}
		}
		for _, place := range sortedPlaces(turns) {
			v := r.sights[place[0]]
			seq := linear.LabelledSequence{Sequence: v.roleSequence(at, between, place[1]), Labels: labelsOf(v, l.Marked[turns[place]])}
			sequences = append(sequences, seq)
		}
	}
	var w tagWeights
	w.cue = linear.Logistic(cues, examples, linear.Training{Least: 3, Rounds: 3, Rate: 0.05, L1: 2, L2: 1})
	w.at, w.pair = linear.LearnChain(labels, ats, betweens, sequences, linear.Training{Least: 6, Rounds: 3, Rate: 0.05, L1: 2, L2: 1})
	return w
}

func sortedPlaces(turns map[[2]int]int) [][2]int {
	var out [][2]int
	for p := range turns {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return out
}

// turns finds the tokens that the marked cues turn on: sentence and token, and
// which attribution it is.
func (r *reader) turns(marked []Attribution) map[[2]int]int {
	out := map[[2]int]int{}
	for i, m := range marked {
		if len(m.Cue) == 0 {
			continue
		}
		for s, v := range r.sights {
			if len(v.tokens) == 0 || !spanOf(v.tokens).Overlaps(m.Cue[0]) {
				continue
			}
			if k := v.turn(m.Cue); k >= 0 {
				out[[2]int{s, k}] = i
				break
			}
		}
	}
	return out
}

// turn returns the token that a cue turns on: the first that is no helper and
// no adverb, or the last; -1 for none.
func (v *sight) turn(cue []corpus.Span) int {
	last := -1
	for k, t := range v.tokens {
		if !v.mayBeCue(k) || !slices.ContainsFunc(cue, t.span.Overlaps) {
			continue
		}
		last = k
		switch sort := v.sorts[k]; {
		case sort == "helper", sort == "ly", sort == "to", sort == "article", sort == "link", sort == "person", v.words[k] == "also", !t.word():
			continue
		}
		return k
	}
	return last
}

// labelsOf says what each token of a sentence is to an attribution.
func labelsOf(v *sight, m Attribution) []int {
	out := make([]int, len(v.tokens))
	for k, t := range v.tokens {
		half := func(spans []corpus.Span) bool {
			return 2*corpus.SharedBytes([]corpus.Span{t.span}, spans) >= max(1, t.span.Len())
		}
		switch {
		case half(m.Cue):
			out[k] = ofCue
		case half(m.Source):
			out[k] = ofSource
		case half(m.Content):
			out[k] = ofContent
		}
	}
	return out
}
