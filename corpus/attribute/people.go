package attribute

import "strings"

// partOf extends a role that ends in "of the council" to those of whom it
// tells: "two members of the council", "an earlier version of this report".
func partOf(tokens []token, p phrase) phrase {
	head := p.first - 2
	if head < 0 || !tokens[head+1].is("of") || tokens[head].quote >= 0 || !tokens[head].word() {
		return p
	}
	q := anyNoun(tokens, head)
	switch {
	case q.kind == none && roles[tokens[head].lower]:
		q = rolePhrase(tokens, head, head+1)
	case q.kind == none && determiner[tokens[head].lower]:
		q = phrase{head, head + 1, role}
	}
	if q.kind == none || !startsClause(tokens, q.first) {
		return p
	}
	return phrase{q.first, p.last, role}
}

// people reads a subject before a verb that neither a name nor a role ends:
// "officials at the scene", "shipping agents".
func people(tokens []token, j int) phrase {
	for i := j; i > 0 && i > j-6 && tokens[i].quote < 0 && tokens[i].word() && !stopper[tokens[i].lower]; i-- {
		if preposition[tokens[i].lower] && roles[tokens[i-1].lower] {
			if p := rolePhrase(tokens, i-1, j+1); startsClause(tokens, p.first) {
				return p
			}
			return phrase{}
		}
	}
	return plural(tokens, j)
}

// plural reads two or three words at the beginning of a clause that end in a
// plural: "shipping agents". Fewer may be an adverb: "always".
func plural(tokens []token, j int) phrase {
	if w := tokens[j]; w.quote >= 0 || !strings.HasSuffix(w.lower, "s") || strings.HasSuffix(w.lower, "ss") || w.capital() {
		return phrase{}
	}
	for i := j; i >= 0 && i > j-3; i-- {
		w := tokens[i]
		if w.quote >= 0 || !w.word() || preposition[w.lower] || stopper[w.lower] || opener[w.lower] || calendar[w.lower] || w.is("whose") ||
			contracted(w.lower) || pronouns[bare(w.lower)] {
			return phrase{}
		}
		if i < j && (i == 0 || tokens[i-1].quote >= 0 || tokens[i-1].is(",", ";")) {
			return phrase{i, j + 1, role}
		}
	}
	return phrase{}
}
