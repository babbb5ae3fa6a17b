package attribute

import (
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus"
)

// named gives an attribution the full name of its source, the role, and who
// reports it.
func (r *reader) named(c *candidate) Attribution {
	out := c.Attribution
	out.Speech = r.speech(c)
	who := r.identify(c)
	if who == nil {
		return out
	}
	out.Name, out.Role = who.speaker.Name, r.roleOf(who.speaker.Name)
	out.Via = r.via(c.sentence, &claim{speaker: Speaker{Name: out.Name, Cue: r.doc.Slice(c.Cue[0]), CueSpan: c.Cue[0]}, person: who.person, block: r.sentences[c.sentence].Block})
	return out
}

// speech reports whether something was said, as a quotation and a cue of the
// list of cues tell, and not only wanted, thought or done.
func (r *reader) speech(c *candidate) bool {
	if c.Kind != Indirect {
		return true
	}
	for k := c.first; k < c.last; k++ {
		if f, ok := cueAt(r.tokens[c.sentence], k); ok && (f.strength != withQuote && f.proves(r.tokens[c.sentence])) {
			return true
		}
	}
	return false
}

// possessors are pronouns that say whose, with those that say who.
var possessors = map[string]string{"his": "he", "her": "she", "him": "he", "their": "they", "its": "it", "them": "they"}

// identify finds who the source of a candidate is; nil where the document does
// not say.
func (r *reader) identify(c *candidate) *claim {
	tokens := r.tokens[c.sentence]
	p := c.source
	first := tokens[p.first].lower
	f := found{strong, c.first, c.last}
	switch {
	case p.last == p.first+1 && pronouns[first]:
		return r.standsFor(c.sentence, phrase{p.first, p.last, pronoun}, f, nil)
	case p.last == p.first+1 && possessors[first] != "" && possessors[first] != "it":
		return r.antecedent(c.sentence, possessors[first])
	case first == "who" && p.first > 0:
		j := p.first - 1
		if tokens[j].is(",") {
			j--
		}
		p = before(tokens, j)
	case persons[first], asking[first], pointers[first], contracted(first):
		return nil
	default:
		p = r.inSource(tokens, p)
	}
	if p.kind == none {
		return nil
	}
	return r.resolve(c.sentence, p, f, nil)
}

// inSource finds the name in a source, or else takes the words for a role.
func (r *reader) inSource(tokens []token, p phrase) phrase {
	source := tokens[:p.last]
	if q := apposed(source, p); q.kind != none {
		return q
	}
	if q := after(source, p.first); q.kind != none {
		return byName(source, q)
	}
	if q := before(source, p.last-1); q.kind != none && q.first >= p.first {
		return q
	}
	for p.last > p.first+1 && (adverb(tokens[p.last-1]) || auxiliary[tokens[p.last-1].lower]) {
		p.last--
	}
	last := tokens[p.last-1]
	if p.last-p.first > 8 || !last.word() || helpers[last.lower] || !tokens[p.first].word() {
		return phrase{}
	}
	return phrase{p.first, p.last, role}
}

// apposed finds the person in "a spokesman for the ministry, Jonas Vey".
func apposed(tokens []token, p phrase) phrase {
	if tokens[p.first].capital() && !opener[tokens[p.first].lower] {
		return phrase{}
	}
	for k := p.first + 1; k+1 < p.last; k++ {
		if !tokens[k].is(",") {
			continue
		}
		if end := nameEnd(tokens, k+1); end > k+2 && closesPhrase(tokens, end) && len(personIn(tokens[k+1:end])) > 1 {
			return phrase{k + 1, end, name}
		}
	}
	return phrase{}
}

// leastSpeaker is how far an attribution has to be trusted to say whose a whole
// sentence is.
const leastSpeaker = 1

// fillIn gives sentences for which the rules know no speaker the source of an
// attribution that has most of their words.
func (r *reader) fillIn(speakers []*Speaker, found []candidate) {
	for i := range found {
		c := &found[i]
		s := c.sentence
		span := r.sentences[s].Span
		if speakers[s] != nil || c.trust < leastSpeaker || 2*corpus.SharedBytes(c.Content, []corpus.Span{span}) < span.Len() {
			continue
		}
		a := r.named(c)
		if a.Name == "" || !a.Speech {
			continue
		}
		speakers[s] = &Speaker{Name: a.Name, Role: a.Role, Via: a.Via, Kind: a.Kind, NameSpan: a.Source[0], CueSpan: a.Cue[0], Cue: r.doc.Slice(a.Cue[0])}
	}
}

// maxRole is how many words may say what somebody is.
const maxRole = 14

// roleOf finds what a document calls somebody besides the name, where it first
// does: "the party chief for the region, Ma Xingrui", "Dolkun Isa, president of
// the congress", "President Xi Jinping". "" when it does not.
func (a *attributor) roleOf(name string) string {
	if r, ok := a.roles[name]; ok {
		return r
	}
	words := strings.Fields(name)
	r := a.introduced(words)
	if r == "" && len(words) > 1 {
		r = a.introduced(words[len(words)-1:])
	}
	a.roles[name] = r
	return r
}

func (a *attributor) introduced(name []string) string {
	title := ""
	for _, at := range a.placesOf(name[0]) {
		tokens, i := a.tokens[at.sentence], at.token
		if i+len(name) > len(tokens) || !sameWords(tokens[i:], name) || len(name) == 1 && ofAnother(tokens, i) {
			continue
		}
		end := i + len(name)
		if p := apposedAfter(tokens, end); p.kind != none {
			return a.text(tokens, p)
		}
		if p := apposedBefore(tokens, i); p.kind != none {
			return a.text(tokens, p)
		}
		if i > 0 && roles[tokens[i-1].lower] && !tokens[i-1].capital() && tokens[i-1].quote < 0 {
			return a.text(tokens, rolePhrase(tokens, i-1, i))
		}
		if start := nameStart(tokens, i-1); title == "" && start < i && len(name) > 1 && bare(tokens[i-1].text) == tokens[i-1].text {
			for k := start; k < i; k++ {
				if titles[tokens[k].lower] && !courtesies[tokens[k].lower] {
					title = a.text(tokens, phrase{start, i, role})
					break
				}
			}
		}
	}
	return title
}

// place is where a word stands.
type place struct{ sentence, token int }

// placesOf returns where a word stands in the document. A report of 5,000
// sentences names hundreds of people: each is looked up, and not searched for.
func (a *attributor) placesOf(word string) []place {
	if a.places == nil {
		a.places = map[string][]place{}
		for s, tokens := range a.tokens {
			for i := range tokens {
				w := bare(tokens[i].text)
				a.places[w] = append(a.places[w], place{s, i})
			}
		}
	}
	return a.places[word]
}

// ofAnother reports whether a surname is part of a longer name.
func ofAnother(tokens []token, i int) bool {
	if i == 0 || !tokens[i-1].capital() || tokens[i-1].quote >= 0 {
		return false
	}
	before := tokens[i-1].lower
	return !titles[before] && !opener[before] && !courtesies[before]
}

// text writes a role in one line, without whose it is where only the sentence
// says who that is: "its director" is the director.
func (a *attributor) text(tokens []token, p phrase) string {
	words := strings.Fields(a.doc.Slice(spanOf(tokens[p.first:p.last])))
	if possessors[tokens[p.first].lower] != "" && len(words) > 1 {
		return strings.Join(words[1:], " ")
	}
	plain := p.first == 0 && !strings.ContainsFunc(strings.Join(words[1:], ""), unicode.IsUpper) && strings.ToUpper(words[0]) != words[0]
	if alone := len(words) == 1 && titles[tokens[p.first].lower]; determiner[tokens[p.first].lower] || plain && len(words) > 1 || alone {
		words[0] = strings.ToLower(words[0])
	}
	return strings.Join(words, " ")
}

// courtesies are titles that say nothing of what somebody is.
var courtesies = words("mr. mrs. ms. mr mrs ms sir lord lady dame")

func sameWords(tokens []token, name []string) bool {
	for k, w := range name {
		if tokens[k].quote >= 0 || bare(tokens[k].text) != w {
			return false
		}
	}
	return true
}

// apposedAfter reads ", president of the congress," after a name.
func apposedAfter(tokens []token, i int) phrase {
	if i+1 >= len(tokens) || !tokens[i].is(",") {
		return phrase{}
	}
	some := false
	for k := i + 1; k < len(tokens) && k <= i+maxRole+1; k++ {
		t := tokens[k]
		switch {
		case t.quote >= 0, lexicon[t.lower] != nil && !roles[t.lower], helpers[t.lower], t.is("who", "and", "but") && !some:
			return phrase{}
		case t.is(",", ".", ";", "who", "--", "—", "–", ")"):
			if !some || tokens[i+1].is("who", "whose", "which") {
				return phrase{}
			}
			return phrase{i + 1, k, role}
		case roles[t.lower], titles[t.lower] && !calendar[t.lower]:
			some = true
		}
	}
	return phrase{}
}

// apposedBefore reads "the party chief for the region," before a name.
func apposedBefore(tokens []token, i int) phrase {
	if i < 2 || !tokens[i-1].is(",") {
		return phrase{}
	}
	for k := i - 2; k >= 0 && k > i-maxRole; k-- {
		t := tokens[k]
		if t.quote >= 0 || !t.word() || lexicon[t.lower] != nil && !roles[t.lower] || helpers[t.lower] {
			return phrase{}
		}
		if roles[t.lower] || titles[t.lower] {
			p := rolePhrase(tokens, k, i-1)
			if p.first < len(tokens) && determiner[tokens[p.first].lower] {
				return p
			}
			return phrase{}
		}
	}
	return phrase{}
}

// maxSince is how many paragraphs before may say who reports a quotation.
const maxSince = 2

// via finds who reports the words of a claim to the document: the source in
// "…, Hask said, according to the Lantern", who is named in "was quoted by the
// Lantern as saying", and, after "was quoted as saying" alone, whoever reported the
// same speaker last.
func (a *attributor) via(i int, c *claim) string {
	if who := a.viaHere(i, c); who != "" || !strings.Contains(strings.ToLower(c.speaker.Cue), "quoted") {
		return who
	}
	for k := i - 1; k >= 0 && a.sentences[k].Block >= a.sentences[i].Block-maxSince; k-- {
		if b := a.claims[k]; b != nil && b.speaker.Name == c.speaker.Name && a.vias[k] != "" {
			return a.vias[k]
		}
	}
	return ""
}

// viaHere finds who the sentence itself says reports it.
func (a *attributor) viaHere(i int, c *claim) string {
	tokens := a.tokens[i]
	for k := range tokens {
		var p phrase
		by := tokens[k].is("quoted") && k+1 < len(tokens) && tokens[k+1].is("by")
		f, ok := cueAt(tokens, k)
		switch {
		case ok && f.strength == source && c.speaker.CueSpan.Start != tokens[k].span.Start:
			p = subject(tokens, f)
		case by:
			p = after(tokens, k+2)
		}
		if p.kind != name {
			continue
		}
		if who, person := a.name(tokens[p.first:p.last]); who != "" && who != c.speaker.Name && (by || !person) {
			if p.first > 0 && tokens[p.first-1].is("the") {
				who = "the " + who
			}
			return who
		}
	}
	return ""
}
