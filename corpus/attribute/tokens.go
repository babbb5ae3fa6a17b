package attribute

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// token is a word or a mark of a sentence, or a whole quotation in it.
type token struct {
	text  string // of a quotation: ""
	lower string
	span  corpus.Span
	quote int // index of the quotation; -1 for a word or mark
}

// contracted reports whether a word is a pronoun and a verb: "he'd", "they’re".
func contracted(w string) bool {
	for _, end := range []string{"d", "ll", "ve", "re", "m", "t"} {
		if strings.HasSuffix(w, "'"+end) || strings.HasSuffix(w, "’"+end) {
			return true
		}
	}
	return false
}

func (t token) is(words ...string) bool {
	for _, w := range words {
		if t.lower == w {
			return true
		}
	}
	return false
}

// word reports whether the token begins with a letter or digit.
func (t token) word() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// capital reports whether the token is written as a name is. "I'd" is not.
func (t token) capital() bool {
	if contracted(t.lower) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// tokenize divides a sentence into words and marks; every quotation that
// overlaps it is one token.
func tokenize(d *corpus.Document, s corpus.Span, quotes []quotation) []token {
	var tokens []token
	text := d.Text()
	for at := s.Start; at < s.End; {
		if q := quoteAt(quotes, at); q >= 0 {
			end := min(quotes[q].span.End, s.End)
			tokens = append(tokens, token{span: corpus.Span{Start: at, End: end}, quote: q})
			at = end
			continue
		}
		r, n := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		end := at + n
		if wordRune(r) {
			end = wordEnd(text, at, s.End)
		} else if strings.HasPrefix(text[at:], "--") {
			end = at + 2
		}
		w := text[at:end]
		tokens = append(tokens, token{text: w, lower: strings.ToLower(w), span: corpus.Span{Start: at, End: end}, quote: -1})
		at = end
	}
	return tokens
}

// quoteAt returns the index of the quotation that holds a place, -1 for none.
// Quotations stand in the order of the text.
func quoteAt(quotes []quotation, at int) int {
	i := sort.Search(len(quotes), func(i int) bool { return at < quotes[i].span.End })
	if i < len(quotes) && quotes[i].span.Start <= at {
		return i
	}
	return -1
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '$' || r == '@'
}

// wordEnd returns where the word that begins at a place ends. Apostrophes,
// hyphens and full stops belong to a word when a letter follows, and the last
// full stop of an abbreviation does too.
func wordEnd(text string, at, limit int) int {
	i := at
	for i < limit {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			next, _ := utf8.DecodeRuneInString(text[min(i+n, len(text)):])
			joins := strings.ContainsRune("'’-.", r) && i+n < limit && wordRune(next)
			if !joins {
				break
			}
		}
		i += n
	}
	if rest := text[i:limit]; strings.HasSuffix(text[at:i], "s") {
		for _, mark := range []string{"' ", "’ "} { // of the dockhands' union
			if after, ok := strings.CutPrefix(rest, mark); ok && after != "" && unicode.IsLetter([]rune(after[:min(4, len(after))])[0]) {
				return i + len(mark) - 1
			}
		}
	}
	if i < limit && text[i] == '.' && abbreviated(text[at:i]) && i+1 < limit {
		i++
	}
	return i
}

// abbreviated reports whether a full stop after the word belongs to it.
func abbreviated(w string) bool {
	return strings.Contains(w, ".") || utf8.RuneCountInString(w) == 1 && unicode.IsUpper([]rune(w)[0]) || honorifics[w]
}

var honorifics = words("Mr Mrs Ms Dr Prof Gen Col Capt Lt Sgt Sen Rep Gov Rev Hon St Sir Dame Lord Lady")

// words makes a set of the words in a string.
func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}
