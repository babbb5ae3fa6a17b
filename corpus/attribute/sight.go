package attribute

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// sight is a sentence as the learned models see it: its tokens with what is
// known of each. Names are seen as names only, so that nothing is learned about
// anybody in particular.
type sight struct {
	tokens []token
	words  []string // lower case; "<Name>" for a name, "<Num>" for a number, "<Quote>" for a quotation
	stems  []string // words without endings
	sorts  []string // what sort of word it is
	groups []string // what it means, of words in groups
	signs  []string // how strong a cue it begins in the list of cues, "" for none
	title  bool     // most words are written as in a headline
}

// commonWords are the words that a document has in lower case.
func commonWords(d *corpus.Document) map[string]bool {
	common := map[string]bool{}
	for w := range strings.FieldsSeq(d.Text()) {
		w = strings.Trim(w, `.,;:!?()"'“”‘’`)
		if w != "" && strings.ToLower(w) == w {
			common[w] = true
		}
	}
	return common
}

// look looks at the tokens of a sentence. common are words that are no names
// where they have a capital at the beginning of a sentence.
func look(tokens []token, common map[string]bool) *sight {
	v := &sight{tokens: tokens, title: headline(tokens)}
	n := len(tokens)
	flat := make([]string, 5*n)
	v.words, v.stems, v.sorts, v.signs = flat[:n], flat[n:2*n], flat[2*n:3*n], flat[3*n:4*n]
	v.groups = flat[4*n:]
	for i, t := range tokens {
		v.words[i] = v.word(i, common)
		v.stems[i] = stem(v.words[i])
		v.sorts[i] = sortOf(t, v.words[i])
		v.groups[i] = groups[v.stems[i]]
		if f, ok := cueAt(tokens, i); ok {
			v.signs[i] = strengths[f.strength]
		}
	}
	return v
}

var strengths = [...]string{strong: "strong", withThat: "that", withQuote: "quote", participle: "part", source: "source"}

// headline reports whether most of the longer words have a capital.
func headline(tokens []token) bool {
	capitals, all := 0, 0
	for _, t := range tokens {
		if t.quote < 0 && t.word() && len(t.text) > 3 {
			all++
			if t.capital() {
				capitals++
			}
		}
	}
	return all >= 3 && 4*capitals >= 3*all
}

// word is what the models see of a token.
func (v *sight) word(i int, common map[string]bool) string {
	t := v.tokens[i]
	switch {
	case t.quote >= 0:
		return "<Quote>"
	case !t.word():
		return t.text
	case t.text[0] >= '0' && t.text[0] <= '9':
		return "<Num>"
	case !t.capital():
		return t.lower
	}
	known := roles[t.lower] || titles[t.lower] || calendar[t.lower]
	if v.title || i == 0 || v.tokens[i-1].quote >= 0 || v.tokens[i-1].is(":", "—", "--", "“", "\"") {
		known = known || opener[t.lower] || stopper[t.lower] || preposition[t.lower] || determiner[t.lower] || pronouns[t.lower] ||
			lexicon[t.lower] != nil || common[t.lower]
	}
	if t.lower == "i" {
		return "i"
	}
	if known {
		return t.lower
	}
	return "<Name>"
}

var (
	persons  = words("he she they it i we you him her them us me himself herself itself themselves everyone everybody someone somebody nobody anyone")
	pointers = words("this that these those such")
	asking   = words("who whom whose which what when where why how whether if")
	links    = words("and or but nor so yet because since although though while as than")
	helpers  = words(`is are was were be been being am has have had having do does did done will would can could may might must shall should
		not never cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't
		don’t doesn’t didn’t won’t wouldn’t isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t couldn’t shouldn’t can’t`)
	articles = words("the a an his her its their my our your some any no every each all both many most several few another other")
)

// sortOf says what sort of word a token is, as far as its form tells.
func sortOf(t token, w string) string {
	switch {
	case w == "<Quote>", w == "<Name>", w == "<Num>", w == "to", w == "of", w == "that", w == "by":
		return w
	case !t.word():
		return w
	case persons[w]:
		return "person"
	case asking[w]:
		return "asking"
	case helpers[w]:
		return "helper"
	case articles[w]:
		return "article"
	case pointers[w]:
		return "pointer"
	case links[w]:
		return "link"
	case preposition[w]:
		return "prep"
	case calendar[w]:
		return "day"
	case roles[w]:
		return "role"
	case strings.HasSuffix(w, "ly"):
		return "ly"
	case strings.HasSuffix(w, "ed"):
		return "ed"
	case strings.HasSuffix(w, "ing"):
		return "ing"
	case strings.HasSuffix(w, "s"):
		return "s"
	}
	return "other"
}

// irregular are verbs of saying and thinking that change within.
var irregular = map[string]string{"said": "say", "told": "tell", "wrote": "writ", "written": "writ", "thought": "think", "knew": "know", "known": "know",
	"found": "find", "felt": "feel", "saw": "see", "seen": "see", "sought": "seek", "meant": "mean", "made": "mak", "gave": "giv", "given": "giv", "took": "tak",
	"taken": "tak", "held": "hold", "heard": "hear", "spoke": "speak", "spoken": "speak", "swore": "swear", "understood": "understand", "forgot": "forget",
	"began": "begin", "chose": "choos", "went": "go", "kept": "keep", "left": "leav", "laid": "lay", "put": "put", "shown": "show", "hoped": "hop", "hopes": "hop", "hope": "hop"}

// stem takes endings off, so that the forms of a regular verb are alike. It
// need not be a word.
func stem(w string) string {
	if s, ok := irregular[w]; ok {
		return s
	}
	if len(w) < 4 || w[0] == '<' {
		return w
	}
	for _, end := range [...][2]string{{"ied", "y"}, {"ies", "y"}, {"ying", "y"}, {"ing", ""}, {"ed", ""}, {"sses", "ss"}, {"es", ""}, {"ss", "ss"}, {"s", ""}} {
		if s, ok := strings.CutSuffix(w, end[0]); ok && len(s) >= 2 {
			w = s + end[1]
			break
		}
	}
	w = strings.TrimSuffix(w, "e")
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("sl", rune(w[n-1])) {
		w = w[:n-1]
	}
	return w
}

// at returns the value at a place, or what stands for the outside.
func at(list []string, i int) string {
	if i < 0 {
		return "<s>"
	}
	if i >= len(list) {
		return "</s>"
	}
	return list[i]
}

func ending(w string) string {
	if w == "" || w[0] == '<' || len(w) < 5 {
		return ""
	}
	return w[len(w)-3:]
}
