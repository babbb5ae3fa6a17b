package verify

import (
	"strings"
	"unicode"
)

// negations are words whose absence turns a statement round, in the languages
// that are quoted most; single characters for those without spaces.
const negations = `not no never neither nor none nobody nothing nowhere without cannot cant hardly scarcely barely
	deny denies denied denying denial refuse refuses refused refute refutes refuted reject rejects rejected doubt doubts doubted
	nicht kein keine keinen keinem keiner nie niemals ohne weder
	ne pas jamais sans aucun aucune ni nunca jamás sin ningún ninguno nada não nem nunca sem
	non mai senza nessuno nessuna niet geen nooit zonder inte aldrig ikke aldri aldrig
	не нет ни никогда без ані nie bez değil yok hayır لا لم لن ليس ما नहीं मत không chưa
	不 没 沒 無 无 未 非 否 ไม่
	isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wont wouldnt shouldnt couldnt mustnt neednt aint shant mightnt`

// conditions are words that bind a statement to something.
const conditions = `if unless provided providing although though whether until except only but however assuming
	may might could would perhaps possibly allegedly reportedly wenn falls sofern obwohl si sauf bien que aunque salvo
	se embora caso sebbene als tenzij если хотя пока`

// sense is what a word does to a statement.
type sense struct{ negation, condition bool }

// senses are those of all words that have any: one look for every word of a
// document is enough.
var senses = func() map[string]sense {
	all := map[string]sense{}
	for w := range strings.FieldsSeq(negations) {
		all[w] = sense{negation: true}
	}
	for w := range strings.FieldsSeq(conditions) {
		all[w] = sense{negation: all[w].negation, condition: true}
	}
	return all
}()

// number reports whether a word says a number, or belongs to one.
func (w word) number() bool {
	return strings.ContainsFunc(w.key, unicode.IsNumber) || w.key == "%" || w.key == "-" || w.key == "‰" || w.key == "°" ||
		strings.ContainsFunc(w.key, func(r rune) bool { return unicode.Is(unicode.Sc, r) })
}

// weight is how much a word says of where it is from: short words stand
// everywhere.
func (w word) weight() int {
	if len(w.key) > 3 || w.number() || w.negation {
		return 3
	}
	return 1
}

// Kind says what sort of words a difference is about, the gravest first.
type Kind string

const (
	Negation Kind = "negation"
	Number   Kind = "number"
	Name     Kind = "name"
	Word     Kind = "word"
)

// kindOf returns what the words on the two sides of a difference are. Names are
// known by their capitals, of words that begin no sentence.
func kindOf(said, text []word, saidText, docText string) Kind {
	count := func(of func(word) bool) (n int) {
		for _, w := range said {
			if of(w) {
				n++
			}
		}
		for _, w := range text {
			if of(w) {
				n++
			}
		}
		return n
	}
	switch {
	case count(func(w word) bool { return w.negation }) > 0:
		return Negation
	case count(word.number) > 0:
		return Number
	case capitals(said, saidText) || capitals(text, docText):
		return Name
	}
	return Word
}

func capitals(words []word, text string) bool {
	for _, w := range words {
		before := strings.TrimRight(text[:w.span.Start], " \n\t\"'“”‘’«»([")
		if before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:") {
			continue
		}
		for _, r := range text[w.span.Start:w.span.End] {
			if unicode.IsUpper(r) {
				return true
			}
			break
		}
	}
	return false
}
