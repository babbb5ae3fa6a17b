package terms

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// greekEndings are those of nouns, adjectives and the commonest forms of
// verbs, folded, the longest first. Neither Bleve nor Snowball's Go version
// has a stemmer for Greek.
var greekEndings = longestFirst(`ματων ματοσ ματα μα ησεισ ησεων ησεωσ ουσεσ ουσα ουσ ουν οντασ οντων οντεσ εισ εων εωσ εσ ων οσ ου οι ο
	αδεσ αδων ασ α ηδεσ ηδων ησ η ισ ι ε ει υσ υ ωσ ω ικοσ ικου ικη ικησ ικο ικοι ικων ικα ικεσ ικουσ
	αμε ατε ανε αν ετε ουμε ομαι εσαι εται ονται ομαστε ηκε ηκαν ησε ησαν θηκε θηκαν ιστηκε ιστηκαν
	μενοσ μενη μενο μενοι μενεσ μενα μενων μενου μενησ μενουσ`)

// greekStem cuts one ending off a Greek word, and leaves three letters.
func greekStem(word string) string {
	word = bare(word)
	for _, e := range greekEndings {
		if head, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(head) >= 3 {
			return head
		}
	}
	return word
}

func longestFirst(list string) []string {
	out := strings.Fields(list)
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return out
}
