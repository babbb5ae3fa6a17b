// Package terms turns text into the terms that it is found by: one analysis
// for what is indexed and for what is asked, so that the two can only meet.
//
// A term is a word in its plainest form: case and accents folded, endings cut
// off, and in English British spelling made American and common
// transliterations made one. Which endings there are, and which words are stop
// words, depends on the language that the text is in. Every term keeps the bytes
// that it was made of, so that marks and distances are computed from the text
// itself.
package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/pincite/pincite/corpus"
)

// Version is part of the fingerprint of an index: it changes whenever the
// analysis would make other terms of some text.
const Version = "4"

// Term is one term of a text.
type Term struct {
	Text  string      // what it is compared by
	Word  string      // as it is written, in lower case
	Span  corpus.Span // the bytes that it was made of, in the text analysed
	Pos   int         // counts words from 0; initials stand where their phrase begins
	Stop  bool        // a word too common to find anything by
	Name  bool        // written with a capital
	Digit bool        // begins with a digit, or is a number word
	Also  []string    // of a question: what else it is compared by, in other languages

	// Initials marks a term that is made of the first letters of a phrase:
	// "ilo" for "International Labour Organization". It stands beside the
	// terms of the phrase's own words.
	Initials bool
}

// Of returns the terms of a text in a language, in its order.
func Of(text string, lang Language) []Term {
	var out []Term
	shouted := shouting(text)
	var run []piece // neighbouring characters of a script without spaces
	pos := 0
	flush := func() {
		if len(run) > 0 {
			ts := unspaced(text, run, pos)
			out, pos, run = append(out, ts...), pos+len(ts), run[:0]
		}
	}
	for it := words.FromString(text); it.Next(); {
		span := corpus.Span{Start: it.Start(), End: it.End()}
		word := it.Value()
		r, _ := utf8.DecodeRuneInString(word)
		if spaceless(r) {
			if len(run) > 0 && run[len(run)-1].End != span.Start {
				flush()
			}
			run = append(run, span)
			continue
		}
		flush()
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			continue
		}
		if t, ok := termOf(word, lang, span, shouted); ok {
			t.Pos = pos
			out = append(out, t)
			pos++
		}
	}
	flush()
	return withInitials(text, out)
}

type piece = corpus.Span

// shouting reports whether a text of several words is in capitals throughout,
// so that capitals say nothing about any of them.
func shouting(text string) bool {
	return strings.Count(strings.TrimSpace(text), " ") >= 3 && !strings.ContainsFunc(text, unicode.IsLower)
}

// termOf makes the term of one word; false for a word of which nothing is left.
func termOf(word string, lang Language, span corpus.Span, shouted bool) (Term, bool) {
	own := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s"), "'S")
	r, _ := utf8.DecodeRuneInString(own)
	a := analyserOf(lang, r)
	before, own := a.trimmed(own)
	span.Start += before
	span.End = span.Start + len(own)
	r, _ = utf8.DecodeRuneInString(own)
	t := Term{Span: span, Word: strings.ToLower(own), Name: unicode.IsUpper(r), Digit: unicode.IsDigit(r)}
	if acronym(own) && (!shouted || strings.Contains(own, ".")) {
		t.Text = fold(strings.ReplaceAll(own, ".", ""))
		t.Text = same(t.Text)
		return t, t.Text != ""
	}
	folded := a.fold(own)
	if t.Digit {
		t.Text = number(folded, lang)
		return t, t.Text != ""
	}
	t.Stop = a.stops[folded]
	if n, ok := a.numbers[folded]; ok {
		t.Text, t.Digit, t.Stop = n, true, false
		return t, true
	}
	t.Text = a.stem(t.Word)
	return t, t.Text != ""
}

// acronym reports whether a word is written in capitals, with or without full
// stops: "U.N.", "WHO". Such a word is never a stop word.
func acronym(word string) bool {
	letters := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			letters++
		case r != '.':
			return false
		}
	}
	return letters > 1
}

// Normal returns the text of the term that a single English word would become.
func Normal(word string) string {
	if ts := Of(word, English); len(ts) == 1 {
		return ts[0].Text
	}
	return ""
}
