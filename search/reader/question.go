// Package reader reads: it says what a question asks for, how well a sentence
// answers it, and how likely it is that the best sentence does.
//
// Everything here is a pure function of texts. What a library as a whole says
// about a term, namely how rare it is, comes in as a number.
package reader

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// Kind is what sort of answer a question wants.
type Kind string

// The kinds of question.
const (
	What     Kind = "what"
	Who      Kind = "who"
	When     Kind = "when"
	Where    Kind = "where"
	Quantity Kind = "how many"
	Why      Kind = "why"
	How      Kind = "how"
	Said     Kind = "said"       // what somebody said
	Meaning  Kind = "definition" // what something is
	YesNo    Kind = "yes or no"
)

// Wanted is a term that a question asks about.
type Wanted struct {
	Text   string
	Word   string  // as typed, in lower case
	Weight float64 // how much it says: its rarity, less for words that only shape the question
	Light  bool    // shapes the question more than it says what it is about
	Sort   bool    // says of what sort the answer is: "which law"; it is light, too
	Name   bool    // written with a capital, and not the first word
	Digit  bool

	// Others are terms that stand for this one, each with how much it counts.
	Others  []Other
	Span    corpus.Span // in the question
	Repeats int         // how often it is said again
	Found   bool        // the library has it, or one of Others
	Mended  bool        // it is misspelt, and Others has what was meant
	Edits   int         // how many letters were mended
	Lost    float64     // what it would weigh if it were not misspelt but unknown

	forms map[*Sentence]float64 // how much of it sentences have in other forms
}

// Other is a term in place of another.
type Other struct {
	Text   string
	Factor float64 // 0 to 1
}

// Question is what a question asks for.
type Question struct {
	Language terms.Language
	Kind     Kind
	Asks     bool // it is worded as a question
	Terms    []Wanted
	Pieces   []string     // parts of its words: see terms.Pieces
	Words    []string     // all of them in order, as terms, those that ask too
	Pairs    [][2]int     // indexes of terms that are neighbours in the question
	Plain    bool         // it asks what somebody said, not what they urged or promised
	Counted  int          // index of the term of which a figure is wanted: "how many ships"; -1 for none
	Ascribed []ascribed   // what it gives to names: "the capital of South Africa"
	Speaker  []string     // terms of the name of the person whose words are wanted
	Field    corpus.Field // the item of metadata asked for; "" when it is the text
}

// relatedFactor is how much a word counts in place of one that often means
// the same.
const relatedFactor = 0.45

// initialsFactor is how much the initials of a phrase count in place of one of
// its words.
const initialsFactor = 0.9

// LightFactor is how much a word counts that shapes the question.
const LightFactor = 0.5

// Parse reads a question. previous is the question that it follows up, or "":
// a short question that names nothing itself is about what that one was about.
// held are the languages of the library that is asked.
func Parse(text, previous string, held ...terms.Language) Question {
	lang := terms.Recognize(text, held)
	ts := asked(text, lang, held)
	q := Question{Language: lang, Kind: kindIn(lang, ts, text), Pieces: pieces(ts, lang, held)}
	q.Words = surfaceWords(ts)
	q.Asks = q.Kind != What || strings.ContainsAny(text, "?？؟") || slices.ContainsFunc(ts, func(t terms.Term) bool { return asking[t.Word] })
	q.Speaker = speakerOf(&q, ts)
	q.Plain = slices.ContainsFunc(ts, func(t terms.Term) bool { return plainly[t.Text] && !t.Name })
	q.Field = fieldOf(ts)
	if q.english() {
		q.Ascribed = ascriptions(ts, text, 0)
	}
	q.add(ts)
	q.lighten(ts)
	q.Counted = q.counted(ts)
	if previous != "" && q.leansOnPrevious(ts) {
		before, own := asked(previous, lang, held), len(q.Terms)
		q.add(before)
		for i := own; i < len(q.Terms); i++ {
			q.Terms[i].Light = true // what it is about, and no longer what is asked
		}
		q.Pieces = append(q.Pieces, pieces(before, lang, held)...)
	}
	return q
}

// add adds the terms of a question that say something.
func (q *Question) add(ts []terms.Term) {
	last, lastPos := -1, -9
	for i, t := range ts {
		if t.Stop || t.Initials {
			continue
		}
		at := slices.IndexFunc(q.Terms, func(w Wanted) bool { return w.Text == t.Text })
		if at < 0 {
			at = len(q.Terms)
			w := Wanted{Text: t.Text, Word: t.Word, Name: t.Name && i > 0, Digit: t.Digit, Span: t.Span, Light: q.english() && !t.Name && (light[t.Text] || q.Kind == Said && sayings[t.Text])}
			q.stand(&w, t.Also)
			q.Terms = append(q.Terms, w)
		} else {
			q.Terms[at].Repeats++
		}
		if last >= 0 && t.Pos-lastPos <= 3 && last != at {
			q.Pairs = append(q.Pairs, [2]int{last, at})
		}
		last, lastPos = at, t.Pos
	}
	q.abbreviate(ts)
}

// lighten makes light the word that says of what sort the answer is: a text
// that answers "which law" with a name need not call it a law.
func (q *Question) lighten(ts []terms.Term) {
	for i, t := range ts {
		if t.Word != "which" && t.Word != "what" {
			continue
		}
		for j := i + 1; j < len(ts) && j <= i+2; j++ {
			if ts[j].Stop {
				return
			}
			if ts[j].Name || ts[j].Initials {
				continue // "which U.N. body"
			}
			if at := slices.IndexFunc(q.Terms, func(w Wanted) bool { return w.Text == ts[j].Text }); at >= 0 {
				q.Terms[at].Light, q.Terms[at].Sort = true, true
			}
			return
		}
	}
}

// counted finds what a question asks the number of.
func (q *Question) counted(ts []terms.Term) int {
	for i, t := range ts {
		if (t.Word == "many" || t.Word == "much") && i+1 < len(ts) {
			next := ts[i+1].Text
			return slices.IndexFunc(q.Terms, func(w Wanted) bool { return w.Text == next })
		}
	}
	return -1
}

// abbreviate lets the initials of a phrase stand for each of its words.
func (q *Question) abbreviate(ts []terms.Term) {
	for _, t := range ts {
		for i := range q.Terms {
			if w := &q.Terms[i]; t.Initials && t.Span.Contains(w.Span) {
				w.Others = append(w.Others, Other{t.Text, initialsFactor})
			}
		}
	}
}

// leansOnPrevious reports whether a question cannot stand alone: it is short
// and names nothing, or it begins with "and" or "what about".
func (q *Question) leansOnPrevious(ts []terms.Term) bool {
	strong := 0
	for _, t := range ts {
		if !t.Stop && !light[t.Text] {
			strong++
		}
		if pronouns[t.Word] && len(ts) <= 12 {
			return true
		}
	}
	return strong == 0 || strong <= 2 && (ts[0].Word == "and" || ts[0].Word == "but" || ts[0].Word == "what" && len(ts) > 1 && ts[1].Word == "about")
}

// longest is how many terms a question has at most that asks for one thing.
const longest = 15

// Topical reports whether a question describes what texts should be about,
// more than that it asks something: a headline, some words, a paragraph on what
// somebody is looking for.
func (q *Question) Topical() bool { return !q.Asks || len(q.Terms) > longest }

// Empty reports whether nothing in the question can be looked for.
func (q *Question) Empty() bool { return len(q.Terms) == 0 }

// pronouns stand for something said before.
var pronouns = set(`he she it they him her them his its their this that these those there`)

// light are the terms that shape a question.
var light = stems(`say says said tell told mention state article report story text document according year month day date time week
	number amount name named call called person people thing kind type sort happen happened happens many much long old often big far
	place get got go went come came make made take took become use used first last new two main exactly current currently
	describe described answer question reason different part way include included`)

// kindOf says what sort of answer is wanted.
func kindOf(ts []terms.Term, text string) Kind {
	if len(ts) == 0 {
		return What
	}
	for i, t := range ts {
		next := wordAt(ts, i+1)
		switch t.Word {
		case "when":
			return When
		case "who", "whom", "whose":
			return Who
		case "where":
			return Where
		case "why":
			return Why
		case "how":
			switch {
			case next == "come":
				return Why
			case quantities[next]:
				return Quantity
			case says(ts[i+1:]):
				return Said
			}
			return How
		case "what", "which":
			return whatKind(ts, i)
		}
	}
	if auxiliaries[ts[0].Word] && strings.Contains(text, "?") {
		return YesNo
	}
	return What
}

// whatKind tells apart what follows "what" or "which".
func whatKind(ts []terms.Term, i int) Kind {
	for _, n := range nouns(ts, i+1) {
		switch {
		case times[n]:
			return When
		case places[n]:
			return Where
		case counts[n]:
			return Quantity
		case n == "reason" || n == "caused":
			return Why
		case persons[n]:
			return Who
		}
	}
	rest := ts[i+1:]
	if says(rest) {
		return Said
	}
	content := 0
	for _, t := range ts {
		if !t.Stop && !t.Initials {
			content++
		}
	}
	if n := wordAt(ts, i+1); content <= 3 && (n == "is" || n == "are" || n == "was" || n == "were") {
		return Meaning
	}
	return What
}

// nouns returns the words that may say what sort of thing is asked for: those
// right behind "which", or that of "what is the population of".
func nouns(ts []terms.Term, i int) []string {
	if !auxiliaries[wordAt(ts, i)] {
		if next := wordAt(ts, i+1); !auxiliaries[next] {
			return []string{wordAt(ts, i), next}
		}
		return []string{wordAt(ts, i)}
	}
	if end := wordAt(ts, i+3); wordAt(ts, i+1) == "the" && (end == "of" || end == "for") {
		return []string{wordAt(ts, i+2)}
	}
	return nil
}

// says reports whether the words are an auxiliary, somebody, and a verb of
// saying: "did Ma say".
func says(ts []terms.Term) bool {
	if len(ts) < 2 || !auxiliaries[ts[0].Word] {
		return false
	}
	return slices.ContainsFunc(ts[1:], func(t terms.Term) bool { return sayings[t.Text] && !t.Name })
}

// speakerOf returns the terms of the person whose words are wanted.
func speakerOf(q *Question, ts []terms.Term) []string {
	from := -1
	for i, t := range ts {
		switch {
		case t.Word == "according" && wordAt(ts, i+1) == "to":
			return nameTerms(ts[i+2:], func(t terms.Term) bool { return t.Stop && t.Word != "the" && t.Word != "of" })
		case q.Kind == Said && from < 0 && auxiliaries[t.Word] && i > 0:
			from = i + 1
		}
	}
	if from < 0 {
		return nil
	}
	return nameTerms(ts[from:], func(t terms.Term) bool { return sayings[t.Text] && !t.Name || t.Word == "about" || t.Word == "on" })
}

func nameTerms(ts []terms.Term, end func(terms.Term) bool) []string {
	var out []string
	for _, t := range ts {
		if end(t) {
			break
		}
		if !t.Stop {
			out = append(out, t.Text)
		}
	}
	return out
}

// wordAt returns the word at an index, skipping initials; "" past the end.
func wordAt(ts []terms.Term, i int) string {
	if i < 0 || i >= len(ts) {
		return ""
	}
	return ts[i].Word
}

var (
	auxiliaries = set(`is are was were am be been do does did has have had can could will would shall should may might must`)
	quantities  = set(`many much long old far often big large tall high deep wide heavy fast quickly frequently late early few`)
	times       = set(`year years date day month time century decade era period season`)
	places      = set(`city country place location state region province town continent area village county district street nation capital island venue`)
	counts      = set(`number percentage percent amount proportion fraction price cost population age distance length size height rate sum share value total`)
	persons     = set(`person people man woman official leader president scientist author actor king queen`)
	plainly     = stems(`say tell think comment believe`)
	sayings     = stems(`say said tell told claim think argue describe call announce warn deny demand promise respond reply react accuse
		criticize believe explain insist express suggest confirm want hope ask urge comment admit complain propose recommend declare conclude write`)
)

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// stems is a set of terms.
func stems(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[terms.Normal(w)] = true
	}
	return out
}
