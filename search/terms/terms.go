// Package terms turns text into the terms that it is found by: one analysis
// for what is indexed and for what is asked, so that the two can only meet.
//
// A term is a word in its plainest form: case and accents folded, British
// spelling made American, common transliterations made one, English endings
// cut off. Every term keeps the bytes that it was made of, so that marks and
// distances are computed from the text itself.
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
const Version = "3"

// Term is one term of a text.
type Term struct {
	Text  string      // what it is compared by
	Word  string      // as it is written, in lower case
	Span  corpus.Span // the bytes that it was made of, in the text analysed
	Pos   int         // counts words from 0; initials stand where their phrase begins
	Stop  bool        // a word too common to find anything by
	Name  bool        // written with a capital
	Digit bool        // begins with a digit, or is a number word

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
		for _, t := range bigrams(text, run, pos) {
			out = append(out, t)
			pos++
		}
		run = run[:0]
	}
	_ = lang
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
		if t, ok := termOf(word, span, shouted); ok {
			t.Pos = pos
			out = append(out, t)
			pos++
		}
	}
	flush()
	return withInitials(text, out)
}

type piece = corpus.Span

// spaceless reports whether a character belongs to a script that writes no
// spaces between words.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// bigrams makes overlapping pairs of a run of characters, and a lone character
// a term of its own.
func bigrams(text string, run []piece, pos int) []Term {
	if len(run) == 0 {
		return nil
	}
	last := max(1, len(run)-1)
	out := make([]Term, 0, last)
	for i := range last {
		span := piece{Start: run[i].Start, End: run[min(i+1, len(run)-1)].End}
		word := fold(text[span.Start:span.End])
		out = append(out, Term{Text: word, Word: word, Span: span, Pos: pos + i})
	}
	return out
}

// shouting reports whether a text of several words is in capitals throughout,
// so that capitals say nothing about any of them.
func shouting(text string) bool {
	return strings.Count(strings.TrimSpace(text), " ") >= 3 && !strings.ContainsFunc(text, unicode.IsLower)
}

// termOf makes the term of one word; false for a word of which nothing is left.
func termOf(word string, span corpus.Span, shouted bool) (Term, bool) {
	bare := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s"), "'S")
	span.End -= len(word) - len(bare)
	r, _ := utf8.DecodeRuneInString(bare)
	t := Term{Span: span, Word: strings.ToLower(bare), Name: unicode.IsUpper(r), Digit: unicode.IsDigit(r)}
	if acronym(bare) && (!shouted || strings.Contains(bare, ".")) {
		t.Text = fold(strings.ReplaceAll(bare, ".", ""))
		t.Text = same(t.Text)
		return t, t.Text != ""
	}
	folded := fold(bare)
	if t.Digit {
		t.Text = number(folded)
		return t, t.Text != ""
	}
	t.Stop = Stop(folded)
	if n, ok := numbers[folded]; ok {
		t.Text, t.Digit, t.Stop = n, true, false
		return t, true
	}
	t.Text = normal(folded)
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

// number brings a figure into one form: "1,000" is 1000, and "13.50" is itself.
func number(word string) string {
	word = strings.ReplaceAll(word, "'", "")
	if i := strings.IndexByte(word, ','); i > 0 && len(word)-i > 3 {
		word = strings.ReplaceAll(word, ",", "")
	}
	return word
}

// normal brings a folded word into the form that it is compared by.
func normal(folded string) string {
	folded = strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' || r == '.' || r == '_' {
			return -1
		}
		return r
	}, folded)
	folded = same(american(folded))
	if base, ok := irregular[folded]; ok {
		folded = base
	}
	return stem(folded)
}

// Normal returns the text of the term that a single English word would become.
func Normal(word string) string {
	if ts := Of(word, English); len(ts) == 1 {
		return ts[0].Text
	}
	return ""
}
