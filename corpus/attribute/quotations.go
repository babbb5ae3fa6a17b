package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// quotation is a passage between quotation marks, marks included. One that
// runs over several paragraphs is one quotation for each, and the later ones
// say that they go on.
type quotation struct {
	span     corpus.Span
	goesOn   bool   // the quotation before it was left open
	claim    *claim // who speaks; nil while not known
	sentence bool   // it holds at least a whole clause, not only a word or two
}

// pairs are the marks that open a quotation, with those that close it.
var pairs = map[rune]string{'"': "\"", twoMarks: string(twoMarks), '“': "”\"", '„': "“”", '«': "»", '「': "」", '『': "』", '‘': "’"}

// quotations finds what stands between quotation marks in a document.
func quotations(d *corpus.Document) []quotation {
	var all []quotation
	open := rune(0) // the mark of a quotation that the last paragraph left open
	for _, b := range d.Blocks() {
		if b.Kind == corpus.Heading || b.Kind == corpus.Code || b.Kind == corpus.Caption {
			continue
		}
		found, left := inBlock(d.Slice(b.Span), b.Span.Start)
		if len(found) > 0 && open != 0 && found[0].span.Start == b.Span.Start {
			found[0].goesOn = true
		}
		open = left
		all = append(all, found...)
	}
	return all
}

// inBlock finds the quotations of one block. left is the mark of a last one
// that is not closed.
func inBlock(text string, base int) (found []quotation, left rune) {
	text = doubled.Replace(text)
	single := !strings.ContainsAny(text, "\"“«"+string(twoMarks))
	start, open := 0, rune(0)
	prev := ' '
	for i, r := range text {
		switch {
		case open == 0:
			if _, ok := pairs[r]; ok && opens(prev) && (r != '‘' || single) {
				start, open = i, r
			}
		case strings.ContainsRune(pairs[open], r) && closes(r, text[i+utf8.RuneLen(r):], prev):
			end := i + utf8.RuneLen(r)
			found = append(found, newQuotation(text, start, end, base))
			open = 0
		}
		prev = r
	}
	if open != 0 && clause(text[start:]) {
		found = append(found, newQuotation(text, start, len(text), base))
		return found, open
	}
	return found, 0
}

// twoMarks stands for two apostrophes, or two grave accents, where they are
// written for one quotation mark. It has two bytes as well, and is in no text.
const twoMarks = '\u0084'

var doubled = strings.NewReplacer("''", string(twoMarks), "``", string(twoMarks))

func newQuotation(text string, start, end, base int) quotation {
	return quotation{span: corpus.Span{Start: base + start, End: base + end}, sentence: clause(text[start:end])}
}

// opens reports whether a mark after this character can open a quotation.
func opens(prev rune) bool {
	return unicode.IsSpace(prev) || strings.ContainsRune("([{-–—:", prev) || prev > 0x2e80
}

// closes tells a closing mark from an apostrophe and from a mark that opens
// a quotation within.
func closes(r rune, rest string, prev rune) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '’':
		return !unicode.IsLetter(next) && !unicode.IsDigit(next)
	case '"', twoMarks:
		return !unicode.IsSpace(prev)
	}
	return true
}

// clause reports whether there are enough words for a statement.
func clause(s string) bool {
	words := len(strings.Fields(s))
	return words >= 4 || words > 0 && len(s) > 24 && strings.ContainsFunc(s, func(r rune) bool { return r > 0x2e80 })
}
