package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/search/index"
)

// courtesy are words before a name that are no part of it.
var courtesy = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "sir": true, "dame": true, "lord": true, "lady": true, "prof": true, "professor": true}

// wordsOf are the words by which a speaker is looked for.
func wordsOf(typed string) []string {
	words := folded(typed)
	return slices.DeleteFunc(words, func(w string) bool { return courtesy[w] && len(words) > 1 })
}

// find returns who is meant: the person with exactly that name, or those whose
// names have all of the words, or else those whose role has. One person with a
// name in full is meant before others who are called so by one word.
func (p *people) find(typed string) []*person {
	words := wordsOf(typed)
	if len(words) == 0 {
		return nil
	}
	key := strings.Join(words, " ")
	var exact, all, role []*person
	for _, q := range p.all {
		switch {
		case strings.Join(q.words, " ") == key:
			exact = append(exact, q)
		case hasWords(q.words, words):
			all = append(all, q)
		case len(folded(q.role)) > 0 && hasWords(append(folded(q.role), q.words...), words):
			role = append(role, q)
		}
	}
	switch {
	case len(exact) > 0 && (len(exact) == 1 || len(words) > 1):
		return exact[:1]
	case len(exact)+len(all) > 0:
		return append(exact, all...)
	}
	return role
}

// matching returns those whose names have words that begin as what was typed.
func (p *people) matching(typed string) []*person {
	words := wordsOf(typed)
	var out []*person
	for _, q := range p.all {
		have := append(folded(q.role), q.words...)
		ok := true
		for _, w := range words {
			ok = ok && slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) })
		}
		if ok {
			out = append(out, q)
		}
	}
	return out
}

func hasWords(have, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// maxNear is how many names that come close are told.
const maxNear = 3

// near returns those whose names are spelled most like what was typed, and
// otherwise those who are quoted most.
func (p *people) near(typed string) []Quoted {
	type close struct {
		who  *person
		away int
	}
	var out []close
	for _, q := range p.all {
		if away, ok := distanceOf(wordsOf(typed), q.words); ok {
			out = append(out, close{q, away})
		}
	}
	slices.SortStableFunc(out, func(a, b close) int { return cmp.Compare(a.away, b.away) })
	var who []*person
	for _, c := range out[:min(len(out), maxNear)] {
		who = append(who, c.who)
	}
	return quotedOf(who)
}

// distanceOf is how many letters have to change for a word that was typed to
// be one of a name; false when that is no likely slip.
func distanceOf(typed, name []string) (int, bool) {
	best := -1
	for _, t := range typed {
		for _, n := range name {
			if len(t) < 3 || len(n) < 3 {
				continue
			}
			d := index.Distance(t, n)
			if most := max(1, utf8.RuneCountInString(t)/3); d <= most && (best < 0 || d < best) {
				best = d
			}
		}
	}
	return best, best >= 0
}
