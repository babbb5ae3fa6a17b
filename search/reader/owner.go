package reader

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/search/terms"
)

// ascribed is a thing that words give to a name: the capital in "the capital of
// South Africa", the post in "Ma's post".
type ascribed struct {
	thing string   // a term
	owner []string // terms of the name
}

// ascriptions finds what words ascribe to names. text is what the terms are of,
// from the byte at which their spans begin to count.
func ascriptions(ts []terms.Term, text string, from int) []ascribed {
	var out []ascribed
	for i := range ts {
		if t := &ts[i]; t.Stop || t.Name || t.Digit || t.Initials {
			continue
		}
		if owner := ofName(ts, i+1); len(owner) > 0 {
			out = append(out, ascribed{ts[i].Text, owner})
		} else if owner := nameWhose(ts, i-1, text, from); len(owner) > 0 {
			out = append(out, ascribed{ts[i].Text, owner})
		}
	}
	return out
}

// ofName returns the terms of the name in "of the …", which begins at an index;
// nil when there is none.
func ofName(ts []terms.Term, i int) []string {
	if i >= len(ts) || ts[i].Word != "of" {
		return nil
	}
	if i++; i < len(ts) && ts[i].Word == "the" {
		i++
	}
	var out []string
	for ; i < len(ts) && (ts[i].Name || ts[i].Initials); i++ {
		out = append(out, ts[i].Text)
	}
	return out
}

// mostBetween is how many words may stand between a name and what is its:
// "China's first spaceport".
const mostBetween = 2

// nameWhose returns the terms of the name in "…'s", which ends at an index or a
// few words before it; nil when there is none.
func nameWhose(ts []terms.Term, i int, text string, from int) []string {
	for n := 0; i >= 0 && n < mostBetween && !ts[i].Name && !ts[i].Stop && !ts[i].Initials; i-- {
		n++
	}
	if i < 0 || !ts[i].Name {
		return nil
	}
	if rest := text[ts[i].Span.End-from:]; !strings.HasPrefix(rest, "'s") && !strings.HasPrefix(rest, "’s") {
		return nil
	}
	var out []string
	for ; i >= 0 && (ts[i].Name || ts[i].Initials); i-- {
		out = append(out, ts[i].Text)
	}
	return out
}

// ascribes says whether a sentence gives what the question asks about to the
// name that the question gives it to: 1 if so, -1 if only to other names, 0 if to
// none, or if the question gives nothing to a name.
func (r *Reading) ascribes(c *Candidate, s *Sentence) float64 {
	if len(r.q.Ascribed) == 0 || !english(s.Language) {
		return 0
	}
	text := c.Text.Document.Slice(s.Span)
	var here []ascribed // looked for when it is needed
	looked, others := false, false
	for _, wanted := range r.q.Ascribed {
		if _, ok := s.first[wanted.thing]; !ok {
			continue
		}
		if !looked {
			here, looked = ascriptions(s.Terms, text, s.Span.Start), true
		}
		free := count(s, wanted.thing)
		for _, a := range here {
			if a.thing != wanted.thing {
				continue
			}
			if slices.ContainsFunc(a.owner, func(t string) bool { return slices.Contains(wanted.owner, t) }) {
				return 1
			}
			free--
		}
		others = others || free <= 0
	}
	if others {
		return -1
	}
	return 0
}

// count returns how often a sentence has a term.
func count(s *Sentence, term string) int {
	n := 0
	for i := range s.Terms {
		if s.Terms[i].Text == term {
			n++
		}
	}
	return n
}
