package attribute

import (
	"github.com/pincite/pincite/internal/linear"
)

// namer makes features of names.
type namer struct {
	buf  []byte
	out  []linear.Feature
	note func([]byte) linear.Feature // what turns a name into a feature
}

func newNamer() *namer { return &namer{note: linear.Hash} }

// add adds the feature with a name that is made of parts.
func (n *namer) add(name string, parts ...string) {
	n.buf = append(n.buf[:0], name...)
	for i, p := range parts {
		n.buf = append(n.buf, "=|"[min(i, 1)])
		n.buf = append(n.buf, p...)
	}
	n.out = append(n.out, n.note(n.buf))
}

// take returns the features that were added, and begins anew.
func (n *namer) take() []linear.Feature {
	out := make([]linear.Feature, len(n.out))
	copy(out, n.out)
	n.out = n.out[:0]
	return out
}

// steps names distances, small ones exactly.
func steps(n int) string {
	names := &forward
	if n < 0 {
		names, n = &backward, -n
	}
	switch {
	case n <= 5:
		return names[n]
	case n <= 8:
		return names[6]
	case n <= 14:
		return names[7]
	case n <= 24:
		return names[8]
	}
	return names[9]
}

var (
	forward  = [...]string{"0", "1", "2", "3", "4", "5", "8", "14", "24", "99"}
	backward = [...]string{"0", "-1", "-2", "-3", "-4", "-5", "-8", "-14", "-24", "-99"}
)

func flag(name string, is bool) string {
	if is {
		return name
	}
	return "-"
}

// mayBeCue reports whether a token can be what a cue turns on.
func (v *sight) mayBeCue(i int) bool {
	t := v.tokens[i]
	if t.quote >= 0 || !t.word() {
		return t.is(":", "--", "—", "–")
	}
	return !neverCue[v.sorts[i]]
}

// neverCue are sorts of words that no cue turns on.
var neverCue = words("<Num> <Name> article person pointer asking helper link day of to that <Quote> role")

// subjectSide looks left from a verb past helpers and adverbs: the sort of word
// that stands there, how far it is, and the helpers on the way.
func (v *sight) subjectSide(i int) (sort string, helper string, place int) {
	j := i - 1
	for j >= 0 && (v.sorts[j] == "helper" || v.sorts[j] == "ly" || v.words[j] == "to" || v.words[j] == "also" || v.words[j] == "then") {
		if v.sorts[j] != "ly" && helper == "" {
			helper = v.words[j]
		}
		j--
	}
	return at(v.sorts, j), helper, j
}

// quoteNear says on which side of a token quotations stand, and whether right
// beside it.
func (v *sight) quoteNear(i int) (left, right string) {
	left, right = "no", "no"
	for j := i - 1; j >= 0; j-- {
		if v.tokens[j].quote >= 0 {
			left = steps(i - j)
			break
		}
	}
	for j := i + 1; j < len(v.tokens); j++ {
		if v.tokens[j].quote >= 0 {
			right = steps(j - i)
			break
		}
	}
	return left, right
}

// neighbour names what is seen of a token's neighbour.
type neighbour struct {
	away                                               int
	word, sort, stemWord, stemSort, sortWord, signSort string
}

var beside = neighbours(-3, -2, -1, 1, 2, 3)

func neighbours(away ...int) []neighbour {
	var out []neighbour
	for _, d := range away {
		k := steps(d)
		out = append(out, neighbour{d, "w" + k, "sort" + k, "s,w" + k, "s,sort" + k, "sort,w" + k, "sign,sort" + k})
	}
	return out
}

// cueFeatures says what there is to see of a token that may be a cue.
func (v *sight) cueFeatures(n *namer, i int) []linear.Feature {
	w, s, sort := v.words[i], v.stems[i], v.sorts[i]
	n.add("bias")
	n.add("w", w)
	n.add("s", s)
	n.add("sort", sort)
	n.add("end", ending(w))
	n.add("sign", v.signs[i])
	for _, b := range beside {
		word, other := at(v.words, i+b.away), at(v.sorts, i+b.away)
		n.add(b.word, word)
		n.add(b.sort, other)
		if b.away >= -2 && b.away <= 2 {
			n.add(b.stemWord, s, word)
			n.add(b.stemSort, s, other)
			n.add(b.sortWord, sort, word)
			n.add(b.signSort, v.signs[i], other)
		}
	}
	n.add("group", v.groups[i], sort)
	n.add("group,sorts", v.groups[i], at(v.sorts, i-1), at(v.sorts, i+1))
	n.add("group,w+1", v.groups[i], at(v.words, i+1))
	n.add("group,w-1", v.groups[i], at(v.words, i-1))
	n.add("groups", at(v.groups, i-1), at(v.groups, i+1))
	n.add("around", at(v.sorts, i-1), sort, at(v.sorts, i+1))
	n.add("left", at(v.sorts, i-2), at(v.sorts, i-1), sort)
	n.add("right", sort, at(v.sorts, i+1), at(v.sorts, i+2))
	n.add("w-1,w+1", at(v.words, i-1), at(v.words, i+1))
	n.add("w-2,w-1", at(v.words, i-2), at(v.words, i-1))
	n.add("w+1,w+2", at(v.words, i+1), at(v.words, i+2))
	v.cueSurroundings(n, i)
	return n.take()
}

func (v *sight) cueSurroundings(n *namer, i int) {
	s, sort, sign := v.stems[i], v.sorts[i], v.signs[i]
	subject, helper, place := v.subjectSide(i)
	left, right := v.quoteNear(i)
	n.add("subject", subject, helper)
	n.add("s,subject", s, subject)
	n.add("s,helper", s, helper)
	n.add("sign,subject", sign, subject, helper)
	n.add("group,subject", v.groups[i], subject, helper)
	n.add("group,subject,next", v.groups[i], sort, subject, at(v.sorts, i+1))
	n.add("group,quotes", v.groups[i], sort, flag("left", left != "no"), flag("right", right != "no"))
	n.add("sort,subject,next", sort, subject, at(v.sorts, i+1))
	n.add("s,subject,next", s, subject, at(v.sorts, i+1))
	n.add("beforeSubject", at(v.sorts, place-1), subject)
	n.add("quotes", left, right)
	n.add("s,quotes", s, flag("left", left != "no"), flag("right", right != "no"))
	n.add("sort,quotes", sort, left, right)
	n.add("sign,quotes", sign, left, right)
	that := "no"
	for j := i + 1; j < len(v.tokens) && j < i+6; j++ {
		if v.words[j] == "that" {
			that = steps(j - i)
			break
		}
	}
	n.add("that", that)
	n.add("s,that", s, that)
	n.add("sort,that", sort, that)
	n.add("sign,that", sign, that)
	last := at(v.words, len(v.words)-1)
	n.add("ends", last, sort)
	n.add("place", flag("first", i == 0), flag("last", i >= len(v.tokens)-2), flag("title", v.title))
	n.add("s,place", s, flag("first", i == 0), flag("last", i >= len(v.tokens)-2))
	n.add("sort,title", sort, flag("title", v.title))
	n.add("tosubject", steps(i-place), subject)
	cues := 0
	for j := range v.tokens {
		if j != i && v.signs[j] != "" && v.tokens[j].quote < 0 {
			cues++
		}
	}
	n.add("cues", steps(cues), sign)
}

// Labels of the tokens of a sentence with a cue.
const (
	outside = iota
	ofSource
	ofCue
	ofContent
	labels
)

// way is what lies between the cue and a token.
type way struct{ commas, quotes, verbs, marks, that int }

// roleSequence says what there is to see of the tokens of a sentence, for
// telling their parts in what the cue at a token says.
func (v *sight) roleSequence(n, pairs *namer, cue int) linear.Sequence {
	seq := linear.Sequence{At: make([][]linear.Feature, len(v.tokens)), Between: make([][]linear.Feature, len(v.tokens))}
	ways := v.ways(cue)
	around := v.cueSide(cue)
	for i := range v.tokens {
		v.roleFeatures(n, i, cue, ways[i], around)
		seq.At[i] = n.take()
		if i > 0 {
			v.pairFeatures(pairs, i, cue)
			seq.Between[i] = pairs.take()
		}
	}
	return seq
}

// ways counts what lies between the cue and each token.
func (v *sight) ways(cue int) []way {
	all := make([]way, len(v.tokens))
	for _, step := range [2]int{-1, 1} {
		var w way
		for i := cue + step; i >= 0 && i < len(v.tokens); i += step {
			all[i] = w
			switch t := v.tokens[i]; {
			case t.quote >= 0:
				w.quotes++
			case t.is(","):
				w.commas++
			case t.is(";", ":", "--", "—", "–", "("):
				w.marks++
			case v.words[i] == "that":
				w.that++
			case v.signs[i] != "" || v.sorts[i] == "helper":
				w.verbs++
			}
		}
	}
	return all
}

// cueSide describes the cue's neighbourhood in one word.
func (v *sight) cueSide(cue int) [3]string {
	subject, _, _ := v.subjectSide(cue)
	left, right := v.quoteNear(cue)
	return [3]string{subject, at(v.sorts, cue+1), flag("L", left != "no") + flag("R", right != "no")}
}

func side(i, cue int) string {
	switch {
	case i < cue:
		return "L"
	case i > cue:
		return "R"
	}
	return "A"
}

func (v *sight) roleFeatures(n *namer, i, cue int, w way, around [3]string) {
	where, dist := side(i, cue), steps(i-cue)
	word, sort, cueStem, cueSort := v.words[i], v.sorts[i], v.stems[cue], v.sorts[cue]
	n.add("side", where)
	n.add("dist", dist)
	n.add("w,side", word, where)
	n.add("sort,side", sort, where)
	n.add("sort,dist", sort, dist)
	for _, b := range beside {
		if b.away >= -2 && b.away <= 2 {
			n.add(b.word, at(v.words, i+b.away), where)
			n.add(b.sort, at(v.sorts, i+b.away), where, sort)
		}
	}
	n.add("tri", at(v.sorts, i-1), sort, at(v.sorts, i+1), where)
	n.add("cue,side", cueStem, where)
	n.add("cue,sort", cueStem, where, sort)
	n.add("cue,dist", cueStem, dist)
	n.add("cuesort,dist", cueSort, dist)
	n.add("cuegroup,dist", v.groups[cue], cueSort, dist)
	n.add("cuegroup,sort", v.groups[cue], where, sort)
	n.add("cuegroup,next", v.groups[cue], where, around[1], steps(w.commas))
	n.add("group", v.groups[i], where, sort)
	n.add("cuesort,sort", cueSort, where, sort)
	n.add("commas", steps(w.commas), where, flag("q", w.quotes > 0))
	n.add("commas,sort", steps(w.commas), where, sort)
	n.add("verbs", steps(min(w.verbs, 3)), where, steps(w.commas))
	n.add("verbs,sort", steps(min(w.verbs, 3)), where, sort)
	n.add("marks", steps(min(w.marks, 3)), where, steps(min(w.quotes, 2)))
	n.add("that", flag("t", w.that > 0), where, around[1])
	n.add("next", around[1], where, steps(w.commas))
	n.add("next,dist", around[1], dist)
	n.add("subject", around[0], where, dist)
	n.add("subject,next", around[0], around[1], where, steps(min(w.commas, 2)), around[2])
	n.add("subject,sort", around[0], where, sort, steps(min(w.commas, 2)))
	n.add("quotes", around[2], where, sort)
	n.add("quotes,cue", around[2], where, cueStem, flag("q", v.tokens[i].quote >= 0))
	n.add("quotes,commas", around[2], where, steps(min(w.commas, 3)), flag("q", v.tokens[i].quote >= 0))
	n.add("begin", steps(i), where)
	n.add("begin,cue", flag("b", i < 3), steps(cue), where, at(v.words, 0))
	n.add("end", steps(len(v.tokens)-1-i), where)
	n.add("cueend", steps(len(v.tokens)-1-cue), where, steps(min(w.commas, 2)))
	n.add("title", flag("t", v.title), where, steps(w.marks))
	n.add("ending", ending(word), where)
}

// pairFeatures says what there is to see between a token and the one before.
func (v *sight) pairFeatures(n *namer, i, cue int) {
	where := side(i, cue)
	n.add("bias")
	n.add("side", where)
	n.add("w", v.words[i], where)
	n.add("w-1", v.words[i-1], where)
	n.add("sorts", v.sorts[i-1], v.sorts[i])
	n.add("sorts,side", v.sorts[i-1], v.sorts[i], where)
	n.add("dist", steps(i-cue))
	n.add("cue", v.stems[cue], where)
	n.add("cuegroup,dist", v.groups[cue], v.sorts[cue], steps(i-cue))
	n.add("cuegroup,sort", v.groups[cue], v.sorts[cue], v.sorts[i], where)
	n.add("cue,dist", v.stems[cue], steps(i-cue))
	n.add("sort,dist", v.sorts[i], steps(i-cue))
	n.add("w,next", v.words[i], at(v.words, i+1))
	if v.tokens[i].quote < 0 && !v.tokens[i].word() {
		n.add("mark", v.words[i], at(v.sorts, i+1), at(v.sorts, i+2), where)
	}
	if v.tokens[i-1].quote < 0 && !v.tokens[i-1].word() {
		n.add("mark-1", v.words[i-1], v.sorts[i], at(v.sorts, i+1), where)
		n.add("mark-1,w", v.words[i-1], v.words[i], where)
	}
}
