package terms

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Asked returns the terms of a question to a library that holds texts in some
// languages, the most frequent first. The question's own language says which
// words are stop words. Its other words are what they would be in the language
// of the texts, and in each of them when there are several: so a name is found
// whatever the language around it.
func Asked(text string, lang Language, held []Language) []Term {
	var in []Language // that the question's words can be in
	script := scriptOf(text)
	for _, l := range held {
		if a := analysers[l]; l == lang || a != nil && a.script == script {
			in = append(in, l)
		}
	}
	if i := slices.Index(in, lang); i > 0 {
		in[0], in[i] = in[i], in[0]
	}
	switch {
	case len(in) > 0:
	case len(held) > 0 && script == unicode.Latin:
		in = []Language{English} // Latin words in texts of another script
	default:
		return Of(text, lang)
	}
	ts := Of(text, in[0])
	for i := range ts {
		t := &ts[i]
		r, _ := utf8.DecodeRuneInString(t.Word)
		if own := analyserOf(lang, r); !t.Digit && !acronym(text[t.Span.Start:t.Span.End]) {
			t.Stop = own.stops[own.fold(t.Word)]
		}
		for _, l := range in[1:] {
			if also := again(text[t.Span.Start:t.Span.End], l); also != t.Text && !slices.Contains(t.Also, also) {
				t.Also = append(t.Also, also)
			}
		}
	}
	return ts
}

// again returns the term of a word in another language.
func again(word string, lang Language) string {
	ts := Of(word, lang)
	if len(ts) != 1 {
		return word
	}
	return ts[0].Text
}
