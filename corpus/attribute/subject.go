package attribute

// phrase is the noun phrase that names who speaks: tokens first to last, last
// excluded.
type phrase struct {
	first, last int
	kind        phraseKind
}

type phraseKind int

const (
	none phraseKind = iota
	name
	role
	pronoun
)

// subject finds who speaks by a cue, by name where the name stands beside the
// role.
func subject(tokens []token, f found) phrase {
	p := speaking(tokens, f)
	if f.strength == source && f.first == 0 { // "According to the mayor, Jonas Vey was late."
		return p
	}
	return byName(tokens, p)
}

func speaking(tokens []token, f found) phrase {
	switch f.strength {
	case source:
		return after(tokens, f.last)
	case participle:
		if p := before(tokens, f.first-1); p.kind != none && (tokens[max(p.first-1, 0)].is("with") || tokens[p.first].is("with")) {
			return p
		}
		if f.first > 0 && tokens[f.first-1].is(",", "and") {
			return leading(tokens, f.first)
		}
		return phrase{}
	}
	k := f.first
	if k > 0 && tokens[k-1].is(",") {
		k--
	}
	if k == 0 || tokens[k-1].quote >= 0 {
		if p := after(tokens, f.last); p.kind != none {
			return p
		}
	}
	inverted, whole := afterReport(tokens, f)
	if p := beforeVerb(tokens, f); !whole && p.kind != none || inverted.kind == none {
		return p
	}
	return inverted
}

// speechVerbs take what is said as their object and no hearer, so that a name
// after one may be the subject: "…, said Jonas Vey".
var speechVerbs = words("said says wrote writes argued argues claimed claims insisted insists added adds explained explains noted notes")

// afterReport finds the subject after the verb in "The port was shut, said
// Jonas Vey, the director." whole says that the sentence ends with it, so that
// nobody else can be the subject.
func afterReport(tokens []token, f found) (p phrase, whole bool) {
	if f.first < 2 || !tokens[f.first-1].is(",") || !speechVerbs[tokens[f.first].lower] {
		return phrase{}, false
	}
	p = after(tokens, f.last)
	if p.kind == none || p.kind == pronoun {
		return phrase{}, false
	}
	if p.last == len(tokens) || tokens[p.last].is(".") {
		return p, true
	}
	next := tokens[p.last]
	if next.is(",", "who", "--", "—", "–", "(") || preposition[next.lower] || calendar[next.lower] {
		return p, false
	}
	return phrase{}, false
}

// beforeVerb finds the subject before a verb: right before it, before an
// apposition between commas, before "who", or at the head of the sentence
// when the verb is the second of two.
func beforeVerb(tokens []token, f found) phrase {
	j := f.first - 1
	for j >= 0 && (auxiliary[tokens[j].lower] || adverb(tokens[j])) {
		j--
	}
	if j < 0 {
		return phrase{}
	}
	switch {
	case notReporting[tokens[j].text]:
		return phrase{}
	case tokens[j].is("and", "but"):
		return leading(tokens, j)
	case tokens[j].is("who"):
		if j > 0 && tokens[j-1].is(",") {
			j--
		}
		return before(tokens, j-1)
	case tokens[j].is(",", ")", "--", "—", "–"):
		return beforeApposition(tokens, j)
	}
	p := before(tokens, j)
	if p.kind == none {
		p = people(tokens, j)
	}
	if p.kind == none && f.besideQuote(tokens) {
		p = anyNoun(tokens, j)
	}
	if p.first > 0 && tokens[p.first-1].is("what", "which", "whom", "as", "than") && p.kind != none && f.strength != strong {
		return phrase{}
	}
	return p
}

// beforeApposition finds the name in "Name, head of a body, said": the nearest
// piece between commas that ends in a name.
func beforeApposition(tokens []token, comma int) phrase {
	tries := 0
	for k := comma - 1; k > 0 && tries < 3; k-- {
		if tokens[k].quote >= 0 {
			return phrase{}
		}
		if !tokens[k].is(",", "(", "--", "—", "–") {
			continue
		}
		tries++
		p := before(tokens, k-1)
		if p.kind == name || p.kind == role && startsClause(tokens, p.first) {
			if startsClause(tokens, p.first) {
				return p
			}
		}
	}
	return fullName(tokens, comma)
}

// fullName finds the person in "The notary, Jonas Vey," at the beginning of a
// clause, whatever the noun is.
func fullName(tokens []token, comma int) phrase {
	start := nameStart(tokens, comma-1)
	if start < 3 || !tokens[start-1].is(",") || len(personIn(tokens[start:comma])) < 2 {
		return phrase{}
	}
	if p := anyNoun(tokens, start-2); p.kind == none || !startsClause(tokens, p.first) {
		return phrase{}
	}
	return phrase{start, comma, name}
}

// startsClause reports whether the token is the first of its clause.
func startsClause(tokens []token, i int) bool {
	for i > 0 && tokens[i-1].is("the", "a", "an") {
		i--
	}
	return i == 0 || tokens[i-1].quote >= 0 || tokens[i-1].is(",", ";", ":", "and", "but", "while", "--", "—", "–", "that", "as", "when", "where")
}

// leading finds the subject of the sentence, which stands at its head or after
// an introduction that a comma ends.
func leading(tokens []token, limit int) phrase {
	start := 0
	for start < limit && (tokens[start].quote >= 0 || !tokens[start].word()) {
		start++
	}
	for range 3 {
		if start < limit && tokens[start].is("but", "and", "however", "yet", "meanwhile") {
			start++
			if start < limit && tokens[start].is(",") {
				start++
			}
		}
		if p := after(tokens[:limit], start); p.kind != none && (determiner[tokens[p.first].lower] || !opener[tokens[p.first].lower]) && !isVerb(tokens, p) {
			return p
		}
		for start < limit && !tokens[start].is(",") {
			if tokens[start].quote >= 0 {
				return phrase{}
			}
			start++
		}
		start++
	}
	return phrase{}
}

// isVerb reports whether a phrase is only the first word of a sentence that is
// a cue itself: "Confirmed and denied are verbs".
func isVerb(tokens []token, p phrase) bool {
	return p.first == 0 && p.last == 1 && lexicon[tokens[0].lower] != nil
}

// before reads the noun phrase that ends with token j.
func before(tokens []token, j int) phrase {
	if j < 0 || tokens[j].quote >= 0 || !tokens[j].word() {
		return phrase{}
	}
	if pronouns[tokens[j].lower] {
		return phrase{j, j + 1, pronoun}
	}
	if roles[tokens[j].lower] && !(tokens[j].capital() && j > 0 && tokens[j-1].capital() && !opener[tokens[j-1].lower]) {
		return partOf(tokens, rolePhrase(tokens, j, j+1))
	}
	i := nameStart(tokens, j)
	if i > j {
		return phrase{}
	}
	// "a spokesperson for the ministry": the person speaks, not the ministry.
	k := i - 1
	if k >= 0 && tokens[k].is("the", "a", "an") {
		k--
	}
	if k > 0 && preposition[tokens[k].lower] {
		if roles[tokens[k-1].lower] {
			return rolePhrase(tokens, k-1, j+1)
		}
		if start := nameStart(tokens, k-1); start < k {
			return phrase{start, k, name}
		}
		return phrase{}
	}
	return phrase{i, j + 1, name}
}

// anyNoun reads "the committee chairmen" before a verb beside a quotation,
// where whatever noun stands with an article is who speaks.
func anyNoun(tokens []token, j int) phrase {
	for i := j; i >= 0 && i > j-5 && tokens[i].quote < 0 && tokens[i].word(); i-- {
		switch {
		case tokens[i].is("the", "a", "an") && i < j:
			return phrase{i, j + 1, role}
		case preposition[tokens[i].lower], stopper[tokens[i].lower], i == j && tokens[i].capital():
			return phrase{}
		}
	}
	return phrase{}
}

// nameStart returns where the run of capitalized words that ends at j begins;
// j+1 when there is none.
func nameStart(tokens []token, j int) int {
	i := j + 1
	for k := j; k >= 0 && tokens[k].quote < 0; k-- {
		t := tokens[k]
		switch {
		case t.capital() && !(k == 0 && (opener[t.lower] || k == j && lexicon[t.lower] != nil)) && !calendar[t.lower]:
			i = k
		case particles[t.lower] && k > 0 && tokens[k-1].capital() && !opener[tokens[k-1].lower] && i == k+1 && i <= j:
		default:
			return i
		}
	}
	return i
}

// rolePhrase extends a role ("spokesperson") to its article and adjectives.
func rolePhrase(tokens []token, head, last int) phrase {
	i := head
	for i > 0 && head-i < 6 && tokens[i-1].quote < 0 && tokens[i-1].word() {
		w := tokens[i-1]
		if preposition[w.lower] || stopper[w.lower] || opener[w.lower] && !determiner[w.lower] || calendar[w.lower] {
			break
		}
		i--
		if determiner[w.lower] {
			break
		}
	}
	return phrase{i, last, role}
}

// after reads the noun phrase that begins with token i.
func after(tokens []token, i int) phrase {
	if i >= len(tokens) || tokens[i].quote >= 0 || !tokens[i].word() {
		return phrase{}
	}
	if pronouns[tokens[i].lower] {
		return phrase{i, i + 1, pronoun}
	}
	start := i
	if determiner[tokens[i].lower] {
		i++
	}
	for k := i; k < len(tokens) && k < i+7; k++ {
		t := tokens[k]
		if t.quote >= 0 || !t.word() || preposition[t.lower] || stopper[t.lower] || pronouns[t.lower] {
			break
		}
		if roles[t.lower] && !(k+1 < len(tokens) && (tokens[k+1].capital() || roles[tokens[k+1].lower])) {
			return phrase{start, withComplement(tokens, k+1), role}
		}
		if t.capital() && !calendar[t.lower] && !opener[t.lower] {
			end := nameEnd(tokens, k)
			if end < len(tokens) && tokens[end].quote < 0 && (roles[tokens[end].lower] || tokens[end].word() && !tokens[end].capital() && end+1 < len(tokens) && roles[tokens[end+1].lower]) {
				k = end - 1
				continue
			}
			return phrase{k, end, name}
		}
	}
	return phrase{}
}

// withComplement extends a role by "of the ministry".
func withComplement(tokens []token, i int) int {
	if i+1 >= len(tokens) || !tokens[i].is("of", "for", "from", "at", "with") {
		return i
	}
	k := i + 1
	if tokens[k].is("the", "a", "an") {
		k++
	}
	if end := nameEnd(tokens, k); end > k {
		return end
	}
	return i
}

// nameEnd returns the index after the run of capitalized words at k.
func nameEnd(tokens []token, k int) int {
	end := k
	for i := k; i < len(tokens) && tokens[i].quote < 0; i++ {
		switch {
		case calendar[tokens[i].lower]:
			return end
		case tokens[i].capital():
			end = i + 1
		case particles[tokens[i].lower] && i+1 < len(tokens) && tokens[i+1].capital() && end == i:
		default:
			return end
		}
	}
	return end
}

func adverb(t token) bool {
	return len(t.lower) > 4 && t.lower[len(t.lower)-2:] == "ly" && !t.capital()
}
