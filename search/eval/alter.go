package eval

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// alterer changes quotations in the ways in which people do, by a seed.
type alterer struct {
	rnd   *rand.Rand
	names []string // words that are names, of all articles
	words []string // other words of some length
}

func newAlterer(seed uint64, texts []string) *alterer {
	a := &alterer{rnd: rand.New(rand.NewPCG(seed, 7))}
	names, words := map[string]bool{}, map[string]bool{}
	for _, t := range texts {
		for i, w := range strings.Fields(t) {
			w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			switch {
			case len(w) < 5 || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }):
			case i > 0 && unicode.IsUpper([]rune(w)[0]):
				names[w] = true
			case strings.ToLower(w) == w:
				words[w] = true
			}
		}
	}
	for set, list := range map[*map[string]bool]*[]string{&names: &a.names, &words: &a.words} {
		for w := range *set {
			*list = append(*list, w)
		}
		slices.Sort(*list)
	}
	return a
}

// alter changes a quotation in one way; false when it has nothing to change so.
func (a *alterer) alter(kind Kind, quote string) (string, bool) {
	words := strings.Fields(quote)
	switch kind {
	case AsItStands:
		return quote, true
	case Punctuated:
		return a.punctuate(quote), true
	case LostNot:
		return a.lose(words, func(_ int, w string) bool { return negative[letters(w)] })
	case AddedNot:
		i := a.one(words, func(i int, w string) bool { return auxiliary[w] && i+1 < len(words) && !negative[letters(words[i+1])] })
		if i < 0 {
			return "", false
		}
		return strings.Join(slices.Insert(words, i+1, "not"), " "), true
	case OtherNumber:
		return a.renumber(words)
	case OtherName:
		return a.replace(words, a.names, func(i int, w string) bool {
			return i > 0 && capital(w) && len(w) > 3 && !strings.ContainsAny(words[i-1], ".!?:“\"‘")
		})
	case OtherWord:
		return a.replace(words, a.words, func(i int, w string) bool { return i > 0 && len(w) > 4 && strings.ToLower(w) == w && letters(w) == w })
	case OtherOrder:
		return a.reorder(words)
	case CutShort:
		return a.cut(words)
	}
	return "", false
}

var (
	negative  = map[string]bool{"not": true, "never": true, "no": true, "cannot": true}
	auxiliary = map[string]bool{"is": true, "are": true, "was": true, "were": true, "will": true, "would": true, "has": true, "have": true, "had": true, "should": true, "could": true, "can": true, "did": true, "do": true, "does": true}
	numeral   = regexp.MustCompile(`\d+`)
)

func capital(w string) bool {
	return unicode.IsUpper([]rune(w)[0]) && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
}

// one returns one of the words that a condition holds for, by chance; -1 for none.
func (a *alterer) one(words []string, is func(int, string) bool) int {
	var all []int
	for i, w := range words {
		if is(i, w) {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return -1
	}
	return all[a.rnd.IntN(len(all))]
}

func (a *alterer) lose(words []string, is func(int, string) bool) (string, bool) {
	i := a.one(words, is)
	if i < 0 {
		return "", false
	}
	return strings.Join(slices.Delete(words, i, i+1), " "), true
}

func (a *alterer) replace(words, with []string, is func(int, string) bool) (string, bool) {
	i := a.one(words, is)
	if i < 0 || len(with) < 2 {
		return "", false
	}
	other := with[a.rnd.IntN(len(with))]
	if strings.EqualFold(other, words[i]) {
		return "", false
	}
	words[i] = other
	return strings.Join(words, " "), true
}

func (a *alterer) renumber(words []string) (string, bool) {
	i := a.one(words, func(_ int, w string) bool { return numeral.MatchString(w) })
	if i < 0 {
		return "", false
	}
	at := numeral.FindStringIndex(words[i])
	n, err := strconv.Atoi(words[i][at[0]:at[1]])
	if err != nil {
		return "", false
	}
	words[i] = words[i][:at[0]] + strconv.Itoa(n+1+a.rnd.IntN(9)) + words[i][at[1]:]
	return strings.Join(words, " "), true
}

// reorder lets two neighbouring stretches of words change places.
func (a *alterer) reorder(words []string) (string, bool) {
	if len(words) < 8 {
		return "", false
	}
	size := 2 + a.rnd.IntN(len(words)/2-2)
	at := a.rnd.IntN(len(words) - 2*size + 1)
	first, second := words[at:at+size], words[at+size:at+2*size]
	if slices.Equal(first, second) {
		return "", false
	}
	out := slices.Concat(words[:at], second, first, words[at+2*size:])
	return strings.Join(out, " "), true
}

// cut leaves out the end, the beginning, or, behind an ellipsis, something
// between.
func (a *alterer) cut(words []string) (string, bool) {
	n := len(words)
	if n < 10 {
		return "", false
	}
	less := 2 + a.rnd.IntN(n/3)
	switch a.rnd.IntN(3) {
	case 0:
		return strings.Join(words[less:], " "), goesOn(words[less-1])
	case 1:
		return strings.Join(words[:n-less], " "), goesOn(words[n-less-1])
	}
	at := 3 + a.rnd.IntN(n-less-5)
	gap := []string{"…", "...", "[...]", "[…]", ". . ."}[a.rnd.IntN(5)]
	return strings.Join(slices.Concat(words[:at], []string{gap}, words[at+less:]), " "), true
}

// goesOn reports whether a sentence goes on after a word.
func goesOn(w string) bool { return !strings.ContainsAny(w, ".!?:;”\"") }

// stitch makes one quotation of halves of two.
func (a *alterer) stitch(one, two string) (string, bool) {
	x, y := strings.Fields(one), strings.Fields(two)
	if len(x) < 12 || len(y) < 12 {
		return "", false
	}
	glue := []string{" ", " … ", " ... ", " [...] "}[a.rnd.IntN(4)]
	return strings.Join(x[:len(x)/2+1], " ") + glue + strings.Join(y[len(y)/2-1:], " "), true
}

// punctuate changes what is no word: quotation marks, dashes, commas, capitals,
// spaces; it hides characters and puts in letters that look alike.
func (a *alterer) punctuate(quote string) string {
	for range 1 + a.rnd.IntN(3) {
		switch a.rnd.IntN(9) {
		case 0:
			quote = strings.NewReplacer("“", "\"", "”", "\"", "‘", "'", "’", "'").Replace(quote)
		case 1:
			quote = strings.NewReplacer("'", "’", "\"", "”").Replace(quote)
		case 2:
			quote = strings.NewReplacer(" – ", " — ", " -- ", "—", "—", " - ").Replace(quote)
		case 3:
			quote = strings.NewReplacer(", ", " ", "; ", " ").Replace(quote)
		case 4:
			quote = strings.ToUpper(quote)
		case 5:
			quote = strings.ReplaceAll(quote, " ", "  ")
		case 6:
			quote = "“" + strings.TrimRight(quote, ".!?") + "”"
		case 7:
			quote = strings.ReplaceAll(quote, "a", "a\u200b")
		case 8:
			quote = strings.ReplaceAll(quote, "o", "о") // the Cyrillic letter
		}
	}
	return quote
}
