package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/search/terms"
)

// tongue is how a language asks.
type tongue struct {
	ways  []way             // phrases that ask, as the words of them
	nouns map[Kind][]string // how the nouns begin that say what sort of answer "which" wants
	glued bool              // words are not set apart: phrases are looked for in the text
}

// way is a phrase that asks. Which asks with the help of a noun.
type way struct {
	words []string
	kind  Kind
	first bool // asks only as the first word: the Arabic "who" is also "from"
}

// Phrases like "which" and "what is the", whose noun says what sort of answer
// is wanted: the noun stands behind, or before ("năm nào").
const (
	which  Kind = "which"
	isWhat Kind = "is what"
)

// asks finds out what sort of answer is wanted: by the first phrase
// that asks, of several at one place by the longest.
func (a *tongue) asks(text string, ts []terms.Term, lang terms.Language) Kind {
	if a.glued {
		return a.within(text, ts)
	}
	words := make([]string, 0, len(ts))
	for _, t := range ts {
		if !t.Initials {
			words = append(words, terms.Fold(t.Word, lang))
		}
	}
	for i := range words {
		if w := a.at(words[i:], i); w != nil {
			return a.settle(w, words, i, ts)
		}
	}
	return What
}

// at returns the longest phrase with which the words from an index on begin;
// nil for none.
func (a *tongue) at(words []string, from int) *way {
	var best *way
	for i := range a.ways {
		w := &a.ways[i]
		if len(w.words) <= len(words) && (from == 0 || !w.first) && (best == nil || len(w.words) > len(best.words)) && sameWords(w.words, words) {
			best = w
		}
	}
	return best
}

func sameWords(phrase, words []string) bool {
	for i, w := range phrase {
		if words[i] != w {
			return false
		}
	}
	return true
}

// settle says what a phrase asks for where it stands.
func (a *tongue) settle(w *way, words []string, i int, ts []terms.Term) Kind {
	switch w.kind {
	case which:
		return a.named(words[i+len(w.words) : min(len(words), i+len(w.words)+2)])
	case isWhat:
		return a.named(words[max(0, i-2):i])
	case Meaning:
		if kind := a.named(words[max(0, i-1):i]); kind != What || contents(ts) > fewContents {
			return kind
		}
	}
	return w.kind
}

// named returns the kind of the first noun among words; What when there is none.
// A short noun is the whole word, a longer one its beginning.
func (a *tongue) named(words []string) Kind {
	for _, word := range words {
		for _, kind := range []Kind{When, Where, Quantity, Who, Why} {
			for _, n := range a.nouns[kind] {
				if word == n || utf8.RuneCountInString(n) >= wholeNoun && strings.HasPrefix(word, n) {
					return kind
				}
			}
		}
	}
	return What
}

// wholeNoun is from how many letters on a noun may have endings.
const wholeNoun = 4

// fewContents is the most words that a question after a meaning has beside
// those that ask.
const fewContents = 3

func contents(ts []terms.Term) int {
	n := 0
	for _, t := range ts {
		if !t.Stop && !t.Initials {
			n++
		}
	}
	return n
}

// within is asks for languages that do not set words apart.
func (a *tongue) within(text string, ts []terms.Term) Kind {
	at, long, kind := len(text), 0, What
	for _, w := range a.ways {
		i := free(text, w.words[0])
		if i < 0 || w.kind == Meaning && contents(ts) > 2*fewContents {
			continue
		}
		// Overlapping phrases are one: "哪" is within "在哪".
		if n := len(w.words[0]); i+n <= at || i < at+long && n > long {
			at, long, kind = i, n, w.kind
		}
	}
	if kind == which {
		return What
	}
	return kind
}

// free returns where a phrase begins in a text; -1 when it does not have it. A
// Thai vowel that is written before its consonant makes another word of it.
func free(text, phrase string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return -1
		}
		at := from + i
		if r, _ := utf8.DecodeLastRuneInString(text[:at]); r < 'เ' || r > 'ไ' {
			return at
		}
		from = at + len(phrase)
	}
}

// readAsking reads a language's table: a kind and a colon begin each line;
// what stands behind "+" are nouns. An underscore parts the words of a phrase;
// "^" is before one that asks only as the first word.
func readAsking(lang terms.Language, table string) *tongue {
	a := &tongue{nouns: map[Kind][]string{}, glued: lang == "zh" || lang == "th"}
	for line := range strings.Lines(table) {
		kind, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		ask, nouns, _ := strings.Cut(list, "+")
		for _, p := range strings.Fields(ask) {
			p, first := strings.CutPrefix(p, "^")
			var words []string
			for w := range strings.SplitSeq(p, "_") {
				if !a.glued {
					w = terms.Fold(w, lang)
				}
				words = append(words, w)
			}
			a.ways = append(a.ways, way{words, Kind(kind), first})
		}
		for _, n := range strings.Fields(nouns) {
			a.nouns[Kind(kind)] = append(a.nouns[Kind(kind)], terms.Fold(n, lang))
		}
	}
	return a
}
