package reader

import (
	"strings"

	"github.com/pincite/pincite/search/terms"
)

// chat are words as people type them in a hurry, and what they stand for.
var chat = pairsOf(`wat:what wut:what wht:what whats:what whos:who whens:when wheres:where hows:how whys:why
	wen:when wer:where y:why abt:about bout:about u:you ur:your r:are im:i dont:not didnt:did doesnt:does isnt:is wasnt:was
	pls:please plz:please thx:please ppl:people gov:government govt:government bc:because cuz:because`)

func pairsOf(list string) map[string]string {
	out := map[string]string{}
	for _, p := range strings.Fields(list) {
		typed, word, _ := strings.Cut(p, ":")
		out[typed] = word
	}
	return out
}

// spelledOut puts the words that are meant in the place of those typed in a
// hurry. "US" in capitals is no pronoun, and "R" may be a letter.
func spelledOut(ts []terms.Term) []terms.Term {
	for i, t := range ts {
		word, ok := chat[t.Word]
		if !ok || t.Name {
			continue
		}
		if meant := terms.Of(word, terms.English); len(meant) == 1 {
			meant[0].Span, meant[0].Pos = t.Span, t.Pos
			ts[i] = meant[0]
		}
	}
	return ts
}
