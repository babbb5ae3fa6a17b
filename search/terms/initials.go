package terms

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// withInitials adds, for every phrase of three to six capitalized words, the
// word that its first letters make, and for a few well-known phrases of two
// words theirs. So a text that says "International Labour Organization" is
// found by "ILO", and the other way round.
func withInitials(text string, ts []Term) []Term {
	out := make([]Term, 0, len(ts)+4)
	for i := range ts {
		out = append(out, ts[i])
		if !ts[i].Name || acronym(text[ts[i].Span.Start:ts[i].Span.End]) {
			continue
		}
		letters, count := []rune{}, 0
		for j := i; j < len(ts) && count < 6; j++ {
			if !joined(text, ts, i, j) {
				break
			}
			if !ts[j].Name {
				if !inner[ts[j].Word] {
					break
				}
				continue
			}
			count++
			letters = append(letters, firstRune(ts[j].Word))
			short := string(letters)
			if count >= 3 || count == 2 && wellKnown[ts[i].Word+" "+ts[j].Word] {
				out = append(out, Term{Text: fold(short), Word: short, Span: corpus.Span{Start: ts[i].Span.Start, End: ts[j].Span.End},
					Pos: ts[i].Pos, Name: true, Initials: true})
			}
		}
	}
	return out
}

// joined reports whether nothing but a space or a hyphen is between word j and
// the word before it, counted from the first of the phrase.
func joined(text string, ts []Term, first, j int) bool {
	if j == first {
		return true
	}
	switch between := text[ts[j-1].Span.End:ts[j].Span.Start]; between {
	case " ", "-", "\n":
		return true
	default:
		return strings.TrimSpace(between) == "" && len(between) < 4
	}
}

// inner are words that a name may have inside without lending their letter.
var inner = wordSet(`of the and for on in to de`)

var wellKnown = map[string]bool{
	"united nations": true, "united states": true, "united kingdom": true, "european union": true, "african union": true,
	"prime minister": true, "human rights": false,
}
