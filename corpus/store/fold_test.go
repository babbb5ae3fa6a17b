package store

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldingTakesCaseAndAccentsAway(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Xīnjiāng": "xinjiang", "STRASSE": "strasse", "Straße": "strasse", "ÀÉÎÕÜ": "aeiou", "İstanbul": "istanbul",
		"ΣΊΣΥΦΟΣ": "σισυφοσ", "ﬁnance": "finance", "Ｕ．Ｎ．": "u.n.", "新疆": "新疆", "한국": "한국", "": "",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzFold folds any text: once is enough, what comes out is text, and words
// found in it lie in it.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"", "Çelik Port", "İ", "ŉ", "ΐ", "ᾳ", "각", "\u1100\u1161", "ﷺ", "\u0345", "é\u0301", "Ꭰꭰ", "新疆 劳工", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // titles are canonical text
		}
		once := fold(text)
		if twice := fold(once); twice != once {
			t.Fatalf("%q folds to %q, and that to %q", text, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("%q folds to %q", text, once)
		}
		for _, w := range titleWords(once) {
			if w == "" || !strings.Contains(once, w) {
				t.Fatalf("the word %q is not in %q", w, once)
			}
		}
	})
}
