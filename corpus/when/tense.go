package when

import "strings"

// tense says whether a sentence tells of what was or of what will be.
type tense int

const (
	noTense tense = iota
	pastTense
	future
)

// verbs is what the verbs of a sentence say, token by token.
type verbs struct {
	before []tense // of the nearest verb before the token, in its clause
	behind []tense // of the first verb from the token on
	any    []bool  // whether a verb stands before it
}

// tenseAt returns the tense of the verb nearest before a token, or else of the
// first behind it: in "he said on Monday that they will meet on Friday" the two
// days have different ones.
func (s *scanner) tenseAt(i int) tense {
	if s.verbs.before == nil {
		s.readVerbs()
	}
	if t := s.verbs.before[i]; t != noTense {
		return t
	}
	return s.verbs.behind[i]
}

// readVerbs goes through the sentence once, and not once for each date of it.
func (s *scanner) readVerbs() {
	n := len(s.toks)
	s.verbs = verbs{make([]tense, n+1), make([]tense, n+1), make([]bool, n+1)}
	all := make([]tense, n)
	for k := range n {
		all[k] = s.verb(k)
		s.verbs.before[k+1] = s.verbs.before[k]
		if all[k] != noTense {
			s.verbs.before[k+1] = all[k]
		} else if s.is(k, ";") {
			s.verbs.before[k+1] = noTense
		}
		s.verbs.any[k+1] = s.verbs.any[k] || s.kind(k) == word &&
			(pastVerbs[s.low(k)] || strings.HasSuffix(s.low(k), "ed") || s.is(k, "is", "are", "has", "have", "says", "say"))
	}
	for k := n - 1; k >= 0; k-- {
		s.verbs.behind[k] = s.verbs.behind[k+1]
		if all[k] != noTense {
			s.verbs.behind[k] = all[k]
		}
	}
}

// verb returns the tense that a word shows.
func (s *scanner) verb(k int) tense {
	if s.kind(k) != word {
		return noTense
	}
	w := s.low(k)
	perfect := s.is(k-1, "have") && s.is(k-2, "will", "would", "shall")
	switch {
	case perfect, w == "have" && s.is(k-1, "will", "would", "shall"), s.is(k-1, "be"), s.is(k-2, "be") && !s.is(k-1, "a", "an", "the"):
		return noTense // "will have met", "will be closed": the verb before says when
	case w == "will" || w == "shall" || w == "won" && s.low(k+1) == "'" || w == "ll" && s.low(k-1) == "'":
		return future
	case w == "would" || w == "could" || w == "may" && !s.toks[k].capital() || w == "might" || w == "should":
		if s.is(k+1, "have") || s.is(k+2, "have") {
			return pastTense
		}
		return future
	case ahead[w] && s.is(k-1, "is", "are"), ahead[w] && s.low(k+1) == "to", ahead[w] && s.low(k+1) == "for", w == "upcoming":
		return future
	case w == "to" && k > 0 && (s.is(k-1, "is", "are", "was", "were", "due", "set") || s.kind(k-1) == word && !s.verbs.any[k] && s.infinitive(k+1)):
		return future
	case (w == "is" || w == "are") && s.kind(k+1) == word && strings.HasSuffix(s.low(k+1), "ing") && !s.is(k+1, "being", "considering", "thinking", "asking"):
		return future
	case scheduled[w]:
		return future
	case pastVerbs[w], strings.HasSuffix(w, "ed") && len(w) > 4 && !notPast[w]:
		if s.toks[k].capital() && k > 0 && !pastVerbs[w] {
			return noTense // a name
		}
		return pastTense
	}
	return noTense
}

// infinitive reports whether a word may be a verb's own form, as in "Council to
// vote on Friday".
func (s *scanner) infinitive(i int) bool {
	return s.kind(i) == word && !s.toks[i].capital() && !stops[s.low(i)]
}

var (
	ahead = set(`due set scheduled expected slated likely plans plan planned planning agreed vowed promised hopes hoped intends intend intended
		aims aimed wants wanted postponed delayed deferred poised bound going ready prepares prepared preparing pledged pledges threatens
		threatened booked earmarked target targeted`)
	scheduled = set(`opens begins starts expires kicks resumes`)
	pastVerbs = set(`was were had did said told went came took gave made got saw knew met held left found became began broke brought built bought
		caught chose cut drew drove fell felt fought flew forgot froze grew heard hit hid kept knelt led lent lost meant paid put ran rang
		read rose sang sank sat sent set shot shut sold spent spoke spread stood stole struck swore swept taught thought threw understood
		won wore woke wrote ended died killed resigned been seen pictured photographed shown`)
	notPast = set(`united need indeed speed breed exceed proceed succeed hundred feed bleed seed alleged naked sacred wicked rugged supposed limited
		based red shed embed bored`)
)
