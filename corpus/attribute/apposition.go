package attribute

import "strings"

// writings speak, but bear no name after a comma as people and bodies do: "in
// the report, Jonas Vey said".
var writings = words("report study statement letter document")

// byName takes the name instead of the role in "its director, Jonas Vey," and
// "the shipper, Low Fibre Traders,". After "the mayor of Lowmere," a single word
// may be the country, so that only a person's full name counts there.
func byName(tokens []token, p phrase) phrase {
	if p.kind != role || p.last >= len(tokens) || !tokens[p.last].is(",") {
		return p
	}
	start := p.last + 1
	end := nameEnd(tokens, start)
	if end == start || opener[tokens[start].lower] || !closesPhrase(tokens, end) {
		return p
	}
	head := tokens[p.last-1].lower
	switch {
	case roles[head] && (writings[head] || strings.HasSuffix(head, "s")):
		return p
	case !roles[head] && len(personIn(tokens[start:end])) < 2, titles[tokens[end-1].lower]:
		return p
	}
	return phrase{start, end, name}
}

// described takes the person in "A likely mayor, Mirrin Hask came" and "The
// mayor, Mirrin Hask, came" instead of the description.
func described(tokens []token, p phrase) phrase {
	if p.kind != role || p.last >= len(tokens) || !tokens[p.last].is(",") {
		return p
	}
	start := p.last + 1
	end := nameEnd(tokens, start)
	if end == start || opener[tokens[start].lower] {
		return p
	}
	return phrase{start, end, name}
}

// closesPhrase reports whether an apposition may end before token i.
func closesPhrase(tokens []token, i int) bool {
	return i == len(tokens) || tokens[i].quote >= 0 || tokens[i].is(",", ".", ";", "who", "--", "—", "–")
}

// newcomer reports whether the subject of a sentence is a person of whom
// nothing was said before, so that "he" after it is nobody named earlier. The
// phrase says who that is where the sentence tells: "One of them, a signalman,".
func newcomer(tokens []token) (who phrase, ok bool) {
	if len(tokens) < 4 {
		return phrase{}, false
	}
	if tokens[0].is("one", "another") && tokens[1].is("of") {
		return between(tokens, "a", "an"), true
	}
	if !tokens[0].is("a", "an") {
		return phrase{}, false
	}
	for i, t := range tokens[:min(8, len(tokens)-1)] { // "A likely mayor, Mirrin Hask came"
		if t.is(",") && tokens[i+1].capital() {
			return phrase{}, false
		}
	}
	for _, t := range tokens[1:4] {
		if t.quote >= 0 || preposition[t.lower] || stopper[t.lower] {
			return phrase{}, false
		}
		if roles[t.lower] || strings.HasSuffix(t.lower, "man") || strings.HasSuffix(t.lower, "-year-old") {
			return phrase{}, true
		}
	}
	return phrase{}, false
}

// between returns what stands between the first two commas of a sentence when
// it is short and begins with one of the words.
func between(tokens []token, first ...string) phrase {
	start := 0
	for i, t := range tokens {
		switch {
		case t.quote >= 0 || i > 12:
			return phrase{}
		case !t.is(","):
		case start > 0 && tokens[start].is(first...):
			return phrase{start, i, role}
		case start > 0:
			return phrase{}
		default:
			start = i + 1
		}
	}
	return phrase{}
}
