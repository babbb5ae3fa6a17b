package attribute

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// gazetteer holds the full names of people that a document gives, by their
// first and last words, in the order of the text.
type gazetteer struct {
	byWord map[string][]mention
}

type mention struct {
	full string
	at   int
}

// namesOf gathers the people whom a document names in full.
func namesOf(d *corpus.Document) gazetteer {
	g := gazetteer{byWord: map[string][]mention{}}
	for _, s := range d.Sentences() {
		tokens := tokenize(d, s.Span, nil)
		for i := 0; i < len(tokens); {
			end := i
			if tokens[i].capital() && !(opener[tokens[i].lower]) && !calendar[tokens[i].lower] {
				end = nameEnd(tokens, i)
			}
			if end == i {
				i++
				continue
			}
			g.add(personIn(tokens[i:end]), tokens[i].span.Start)
			i = end
		}
	}
	return g
}

func (g gazetteer) add(name []token, at int) {
	if len(name) < 2 {
		return
	}
	m := mention{full: join(name), at: at}
	first, last := name[0].text, bare(name[len(name)-1].text)
	for _, w := range []string{last, first} {
		g.byWord[w] = append(g.byWord[w], m)
	}
}

// personIn takes titles off a run of capitalized words and returns the name
// of a person, or nothing.
func personIn(run []token) []token {
	run = withoutTitles(afterPossessive(run))
	if len(run) == 0 || len(run) > 4 {
		return nil
	}
	for i, t := range run {
		if t.is("of", "and", "for") {
			return personIn(run[:i])
		}
		w := strings.TrimSuffix(bare(t.text), ".")
		if bodyWords[strings.ToLower(w)] || len(w) > 3 && w == strings.ToUpper(w) || strings.ContainsAny(w, "0123456789") {
			return nil
		}
	}
	return run
}

// afterPossessive takes off the owner in "China's Xi Jinping".
func afterPossessive(run []token) []token {
	for i := len(run) - 2; i >= 0; i-- {
		if bare(run[i].text) != run[i].text {
			return run[i+1:]
		}
	}
	return run
}

func withoutTitles(run []token) []token {
	for i := len(run) - 1; i >= 0; i-- {
		if titles[run[i].lower] {
			return run[i+1:]
		}
	}
	return run
}

// bare is a word without a possessive ending.
func bare(w string) string {
	for _, end := range []string{"'s", "’s"} {
		w = strings.TrimSuffix(w, end)
	}
	return w
}

func join(tokens []token) string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.text
	}
	all[len(all)-1] = bare(all[len(all)-1])
	return strings.Join(all, " ")
}

// full returns the fullest form of a person's name that the document gives,
// the nearest before the place if there are several; "" when it gives none.
func (g gazetteer) full(word string, at int) string {
	best := ""
	for _, m := range g.byWord[bare(word)] {
		if best == "" || m.at <= at {
			best = m.full
		}
	}
	return best
}
