package attribute

import "strings"

// strength says how much a cue proves by itself.
type strength int

const (
	strong     strength = iota // reports speech wherever it stands: said, told
	withThat                   // reports speech before "that", or beside a quotation
	withQuote                  // reports speech only beside a quotation
	participle                 // saying: the subject of the sentence speaks, or the noun before it
	source                     // according to: the source follows
)

// lexicon holds the cues by their first word. It is English: other languages
// get no speaker rather than a wrong one.
var lexicon = buildLexicon()

type cue struct {
	words []string
	strength
}

func buildLexicon() map[string][]cue {
	lists := []struct {
		strength
		phrases string
	}{
		{strong, `said|says|say|was quoted as saying|were quoted as saying|is quoted as saying|told|tells|wrote|writes|tweeted|
			warned|warns|warn|argued|argues|argue|claimed|claims|claim|insisted|insists|insist|asserted|asserts|alleged|alleges|allege|
			denied|denies|deny|stressed|stresses|emphasized|emphasised|emphasizes|reiterated|reiterates|contended|contends|contend|complained|complains|
			testified|testifies|acknowledged|acknowledges|conceded|concedes|admitted|admits|cautioned|cautions|remarked|remarks|
			pointed out|points out|point out|quipped|joked|vowed|vows|opined`},
		{withThat, `added|adds|explained|explains|stated|states|noted|notes|announced|announces|declared|declares|replied|replies|
			responded|responds|recalled|recalls|commented|comments|observed|observes|suggested|suggests|estimated|estimates|estimate|
			believes|believe|believed|predicted|predicts|concluded|concludes|found|finds|confirmed|confirms|reported|reports|report|
			maintained|maintains|countered|counters|affirmed|affirms|pledged|promised|revealed|proposed|thinks|think|hopes|expects|
			posted|agreed|agrees|charged|charges|lamented|laments|mused|clarified|clarifies|urged|urges|demanded|demands|recounted|proclaimed`},
		{withQuote, `asked|asks|answered|continued|continues|went on|called|calls|call|described|describes|describe|dismissed|rejected|condemned|
			criticized|criticised|praised|shouted|cried|exclaimed|whispered|began|concluded|interjected|put it|summed up|labelled|labeled|dubbed|denounced|
			doubled down|pushed back|accused|hailed|blasted|slammed|referred to|read|reads|wondered|questioned|chanted|retorted|repeated|boasted|fumed|reasoned|shot back|chimed in|chided|pleaded|tweets`},
		{participle, `saying|adding|explaining|warning|arguing|claiming|insisting|noting|stressing|telling|writing|expressing hope|expressing|
			pointing out|alleging|denying|acknowledging|asserting|emphasizing|calling|describing|declaring|stating|suggesting|complaining`},
		{source, `according to|in the words of`},
	}
	lex := map[string][]cue{}
	for _, l := range lists {
		for phrase := range strings.SplitSeq(l.phrases, "|") {
			w := strings.Fields(phrase)
			lex[w[0]] = append(lex[w[0]], cue{w, l.strength})
		}
	}
	return lex
}

// found is a cue in a sentence: tokens first to last, last excluded.
type found struct {
	strength
	first, last int
}

// cueAt finds the longest cue that begins at a token. A verb with a capital in
// the middle of a sentence is part of a name: "the States".
func cueAt(tokens []token, i int) (f found, ok bool) {
	if i > 0 && tokens[i].capital() && tokens[i-1].word() {
		return found{}, false
	}
	for _, c := range lexicon[tokens[i].lower] {
		if len(c.words) <= f.last-i || i+len(c.words) > len(tokens) {
			continue
		}
		same := true
		for k, w := range c.words {
			same = same && tokens[i+k].lower == w
		}
		if same {
			f, ok = found{c.strength, i, i + len(c.words)}, true
		}
	}
	if end := quotedBy(tokens, i); end > 0 {
		return found{strong, i, end}, true
	}
	return f, ok
}

// quotedBy returns the index after "was quoted by the Lantern as saying"; 0 when
// that does not begin at a token.
func quotedBy(tokens []token, i int) int {
	if i+3 >= len(tokens) || !tokens[i].is("was", "were", "is", "are") || !tokens[i+1].is("quoted", "cited") || !tokens[i+2].is("by", "in") {
		return 0
	}
	for k := i + 3; k+1 < len(tokens) && k < i+12 && tokens[k].quote < 0; k++ {
		if tokens[k].is("as") && tokens[k+1].is("saying") {
			return k + 2
		}
	}
	return 0
}

// proves reports whether the cue reports speech where it stands.
func (f found) proves(tokens []token) bool {
	if f.first > 0 && f.strength != source && notReporting[tokens[f.first-1].text] {
		return false
	}
	if f.inQuestion(tokens) || f.afterWhat(tokens) || f.writesTo(tokens) {
		return false
	}
	switch f.strength {
	case withThat:
		return f.beforeThat(tokens) || f.besideQuote(tokens)
	case withQuote:
		return f.besideQuote(tokens)
	case participle:
		return f.beforeThat(tokens) || f.besideQuote(tokens) || tokens[f.first].is("saying", "adding", "expressing", "explaining", "warning", "arguing")
	}
	return true
}

// notReporting are words before a verb that make it no report of speech:
// "was told", "would say", "did not say", "the said".
var notReporting = words(`is are was were be been being to would could might may should can will shall must not never cannot don't doesn't didn't won't
	wouldn't the a an no if let is being`)

func (f found) beforeThat(tokens []token) bool {
	i := f.last
	switch {
	case i < len(tokens) && tokens[i].is("to") && !tokens[f.first].is("agreed", "agrees"):
		i = hearer(tokens, i+1)
	case i+1 < len(tokens) && tokens[i].is("on") && calendar[tokens[i+1].lower]:
		i += 2
	case i < len(tokens) && calendar[tokens[i].lower]:
		i++
	}
	return i < len(tokens) && tokens[i].is("that")
}

// hearer returns the index after the words for whom something is said to:
// "the Lantern", "reporters".
func hearer(tokens []token, i int) int {
	if i < len(tokens) && determiner[tokens[i].lower] {
		i++
	}
	if i < len(tokens) && (roles[tokens[i].lower] || tokens[i].is("reporters", "journalists")) {
		return i + 1
	}
	return nameEnd(tokens, i)
}

// inQuestion reports whether the cue is part of a question that the reporter
// asks.
func (f found) inQuestion(tokens []token) bool {
	return tokens[len(tokens)-1].is("?") && askers[tokens[0].lower] && !f.besideQuote(tokens)
}

// askers begin a question.
var askers = words(`who whom whose what which when where why how do does did is are was were has have had can could may might must shall
	should will would`)

// afterWhat reports whether the cue stands in "what somebody said", which
// tells that somebody spoke and not what was said.
func (f found) afterWhat(tokens []token) bool {
	for i := f.first - 1; i >= 0 && tokens[i].quote < 0 && (tokens[i].word()); i-- {
		if tokens[i].is("what") {
			return !f.besideQuote(tokens)
		}
		if tokens[i].is("and", "but") {
			break
		}
	}
	return false
}

// writesTo reports whether "writes to somebody" tells of a letter and not of
// its words.
func (f found) writesTo(tokens []token) bool {
	if !tokens[f.first].is("wrote", "writes") || f.last >= len(tokens) || !tokens[f.last].is("to") {
		return false
	}
	for _, t := range tokens {
		if t.quote >= 0 {
			return false
		}
	}
	for _, t := range tokens[f.last:] {
		if t.is("that") {
			return false
		}
		if t.is(".", ";", ":") {
			break
		}
	}
	return true
}

// besideQuote reports whether a quotation stands by the cue: right before its
// clause, or within the words that follow it.
func (f found) besideQuote(tokens []token) bool {
	for i := f.last; i < len(tokens) && i < f.last+12; i++ {
		if tokens[i].quote >= 0 {
			return true
		}
		if tokens[i].is(".", ";") {
			break
		}
	}
	for i := f.first - 1; i >= 0 && i > f.first-8; i-- {
		if tokens[i].quote >= 0 {
			return true
		}
	}
	return false
}

// end returns the index after the words of the cue as they are shown: with
// whom somebody told, and with "in a statement".
func (f found) end(tokens []token) int {
	end := f.last
	if tokens[f.first].is("told", "tells", "telling") {
		for end < len(tokens) && end < f.last+4 && (tokens[end].capital() || tokens[end].is("the", "a", "reporters", "journalists", "of")) {
			end++
		}
		for end > f.last && tokens[end-1].is("the", "a", "of") {
			end--
		}
	}
	if end+2 < len(tokens) && tokens[end].is("in") && tokens[end+1].is("a", "an") && tokens[end+2].is("statement", "interview", "letter", "speech", "tweet", "post", "email") {
		end += 3
	}
	return end
}
