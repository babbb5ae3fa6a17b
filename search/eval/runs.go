package eval

import (
	"cmp"
	"hash/maphash"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// runLetters is how many letters and digits in a row make a run: some five words. A
// quotation that has so many that no article has stands in none.
const runLetters = 24

// runs are the runs of letters and digits of documents that begin or end where a
// word does, by hash, in order: in a hundred thousand checks, one that is taken for
// another would leave a quotation out. Nothing but letters and digits counts, since
// a hyphen, a space or the end of a paragraph is no other word: “electro magnetic”
// is “electromagnetic”.
type runs struct {
	seed maphash.Seed
	all  []uint64
}

func newRuns(docs []*corpus.Document) *runs {
	r := &runs{seed: maphash.MakeSeed()}
	for _, d := range docs {
		for _, text := range []string{d.Metadata().Title, d.Text()} {
			for _, part := range leftOut.Split(text, -1) {
				for _, run := range runsOf(part) {
					r.all = append(r.all, maphash.String(r.seed, run.letters))
				}
			}
		}
	}
	slices.Sort(r.all)
	r.all = slices.Compact(r.all)
	return r
}

// leftOut matches what stands in a quotation for words that are left out, and what
// was put in between: no run goes across either, since what is quoted with them
// stands in an article that has the whole.
var leftOut = regexp.MustCompile(`…|\.\s?\.\s?\.|\[[^\]\n]*\]`)

// stretch is one run, and at which letter of its text it begins.
type stretch struct {
	letters string
	at      int // bytes of letters
}

// runsOf returns the runs of a text.
func runsOf(text string) []stretch {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, w := range words {
		words[i] = letters(w)
	}
	all := strings.Join(words, "")
	var out []stretch
	at := 0
	for _, w := range words {
		if n := prefixOf(all[at:], runLetters); n > 0 {
			out = append(out, stretch{all[at : at+n], at})
		}
		at += len(w)
		if n := suffixOf(all[:at], runLetters); n > 0 {
			out = append(out, stretch{all[at-n : at], at - n})
		}
	}
	return out
}

// prefixOf returns how many bytes the first n runes of s have; 0 when it has fewer.
func prefixOf(s string, n int) int {
	for at := range s {
		if n == 0 {
			return at
		}
		n--
	}
	if n > 0 {
		return 0
	}
	return len(s)
}

// suffixOf returns how many bytes the last n runes of s have; 0 when it has fewer.
func suffixOf(s string, n int) int {
	at := len(s)
	for ; n > 0; n-- {
		if at == 0 {
			return 0
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return len(s) - at
}

// has reports whether a quotation stands in the documents, as far as its runs tell:
// whether any two letters that are beside each other in it are so in a run that the
// documents have. What is too short for a run is no evidence that it does not.
func (r *runs) has(quote string) bool {
	for _, part := range leftOut.Split(quote, -1) {
		to := 0 // up to where all is there
		all := runsOf(part)
		slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.at, b.at) })
		end := 0
		for _, run := range all {
			end = max(end, run.at+len(run.letters))
			_, there := slices.BinarySearch(r.all, maphash.String(r.seed, run.letters))
			if there && (run.at < to || run.at == 0) {
				to = max(to, run.at+len(run.letters))
			}
		}
		if to < end {
			return false
		}
	}
	return true
}
