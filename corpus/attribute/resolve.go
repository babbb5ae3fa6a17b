package attribute

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// resolve makes a claim of a subject: it gives a surname its full name, a
// role the body that it belongs to, and a pronoun the person it stands for.
// earlier is the person whom a cue before it in the sentence names.
func (a *attributor) resolve(i int, p phrase, f found, earlier *claim) *claim {
	tokens := a.tokens[i]
	c := &claim{block: a.sentences[i].Block}
	switch p.kind {
	case name:
		c.speaker.Name, c.person = a.name(tokens[p.first:p.last])
	case role:
		c.speaker.Name, c.plural = a.role(i, p)
	case pronoun:
		who := a.standsFor(i, p, f, earlier)
		if who == nil {
			return nil
		}
		*c = *who
		c.block = a.sentences[i].Block
	}
	if c.speaker.Name == "" {
		return nil
	}
	c.speaker.NameSpan = corpus.Span{Start: tokens[p.first].span.Start, End: tokens[p.last-1].span.End}
	c.speaker.CueSpan = corpus.Span{Start: tokens[f.first].span.Start, End: tokens[f.end(tokens)-1].span.End}
	c.speaker.Cue = a.doc.Slice(c.speaker.CueSpan)
	return c
}

// name returns a name as full as the document gives it, and whether it is a
// person's.
func (a *attributor) name(run []token) (string, bool) {
	last := run[len(run)-1].text
	if bare(last) != last {
		return "", false
	}
	if p := personIn(run); len(p) > 0 {
		if len(p) > 1 {
			return join(p), true
		}
		if full := a.names.full(p[0].text, p[0].span.Start); full != "" {
			return full, true
		}
		return join(p), len(run) > 1 && bare(run[0].text) == run[0].text // the Lamp of "Tamsin's Lamp" is nobody
	}
	for len(run) > 1 && run[0].is("the", "a", "an") {
		run = run[1:]
	}
	return join(run), false
}

// role returns a role as the document writes it. "The spokesperson" is given
// the body for which the last spokesperson spoke.
func (a *attributor) role(i int, p phrase) (text string, plural bool) {
	words := a.tokens[i][p.first:p.last]
	if len(words) > 1 && words[0].is("a", "an", "the") {
		if rest := words[1:]; len(rest) == 1 {
			if body := a.bodyOf(i, p, rest[0].lower); body != "" {
				return body + " " + rest[0].text, false
			}
		}
	}
	text = a.doc.Slice(corpus.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End})
	if determiner[words[0].lower] {
		text = strings.ToLower(text[:1]) + text[1:]
	}
	head := words[len(words)-1].lower
	return text, strings.HasSuffix(head, "s") || head == "police" || head == "spokespeople"
}

// maxLookBack is how many sentences before are searched for the body to which
// a role belongs.
const maxLookBack = 60

// bodyOf finds for whom a person with such a role speaks: "an ILO
// spokesperson", "a spokesperson for the ILO", or "The ILO confirmed …, with a
// spokesperson explaining". The nearest such words before count.
func (a *attributor) bodyOf(i int, p phrase, head string) string {
	for k := i; k >= 0 && k > i-maxLookBack; k-- {
		tokens := a.tokens[k]
		limit := len(tokens)
		if k == i {
			limit = p.first + 2
		}
		for j := limit - 1; j > 0; j-- {
			if !tokens[j].is(head) {
				continue
			}
			if tokens[j-1].capital() && !opener[tokens[j-1].lower] {
				return nameBefore(tokens, j)
			}
			if end := withComplement(tokens, j+1); end > j+1 && tokens[j+1].is("for", "of") {
				return nameBefore(tokens, end)
			}
			if j > 1 && tokens[j-1].is("a", "an") && tokens[j-2].is("with") {
				if body := leading(tokens, j-2); body.kind == name {
					return join(tokens[body.first:body.last])
				}
			}
		}
	}
	return ""
}

// nameBefore returns the name that ends before token j; "" when none does.
func nameBefore(tokens []token, j int) string {
	if start := nameStart(tokens, j-1); start < j {
		return join(tokens[start:j])
	}
	return ""
}

// standsFor finds for whom a pronoun stands; nil when that is not plain.
func (a *attributor) standsFor(i int, p phrase, f found, earlier *claim) *claim {
	tokens := a.tokens[i]
	switch pronoun := tokens[p.first].lower; {
	case pronoun == "it" && tokens[f.first].is("said", "says"):
		return a.bodyBefore(i)
	case pronoun == "it":
		return nil
	case pronoun == "they":
		return a.antecedent(i, pronoun)
	case earlier != nil:
		return earlier
	default:
		if c := a.beforeColon(tokens, p.first); c != nil {
			return c
		}
		return a.antecedent(i, pronoun)
	}
}

// beforeColon finds the person at the head of "Mirrin Hask saw it otherwise:
// …, she said".
func (a *attributor) beforeColon(tokens []token, limit int) *claim {
	for i, t := range tokens[:limit] {
		if !t.is(":") {
			continue
		}
		p := leading(tokens, i)
		if p.kind != name || p.first > 0 {
			return nil
		}
		if who, person := a.name(tokens[p.first:p.last]); person {
			return &claim{speaker: Speaker{Name: who}, person: true}
		}
		return nil
	}
	return nil
}

// bodyBefore finds the body for which "it" stands: who spoke in the sentence
// before it in the same paragraph, or of what that sentence tells.
func (a *attributor) bodyBefore(i int) *claim {
	if i == 0 || a.sentences[i-1].Block != a.sentences[i].Block {
		return nil
	}
	if c := a.claims[i-1]; c != nil {
		if c.person || c.plural {
			return nil
		}
		return c
	}
	tokens := a.tokens[i-1]
	p := leading(tokens, len(tokens))
	if p.kind != name || p.first != 1 || !tokens[0].is("the") {
		return nil
	}
	who, person := a.name(tokens[p.first:p.last])
	if person {
		return nil
	}
	return &claim{speaker: Speaker{Name: who}}
}

// antecedent finds for whom a pronoun stands: whoever last spoke, or was the
// subject of a sentence, in this paragraph or the one before.
func (a *attributor) antecedent(i int, pronoun string) *claim {
	block := a.sentences[i].Block
	for k := i - 1; k >= 0 && a.sentences[k].Block >= block-1; k-- {
		if c := a.claims[k]; c != nil {
			if pronoun == "they" && !c.person && c.plural || pronoun != "they" && c.person {
				return c
			}
			if pronoun == "they" {
				return nil
			}
		}
		if pronoun == "they" {
			continue
		}
		tokens := a.tokens[k]
		if p, ok := newcomer(tokens); ok {
			return a.stranger(k, p)
		}
		if p := described(tokens, leading(tokens, len(tokens))); p.kind == name {
			if who, person := a.name(tokens[p.first:p.last]); person {
				return &claim{speaker: Speaker{Name: who}, person: true}
			}
		}
	}
	return nil
}

// stranger makes a person without a name whom a pronoun stands for; nil when
// the sentence does not say who that is.
func (a *attributor) stranger(i int, p phrase) *claim {
	if p.kind == none {
		return nil
	}
	tokens := a.tokens[i]
	who := a.doc.Slice(corpus.Span{Start: tokens[p.first].span.Start, End: tokens[p.last-1].span.End})
	return &claim{speaker: Speaker{Name: who}, person: true}
}
