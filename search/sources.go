package search

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/alike"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/reader"
	"github.com/pincite/pincite/search/terms"
)

// Matter is what articles disagree on.
type Matter string

const (
	OnNumber Matter = "number"
	OnName   Matter = "name"
	onDate   Matter = "date"
)

// Difference is two articles that give another number or name for the same.
// What they date otherwise is a Disagreement.
type Difference struct {
	On     Matter
	Quotes [2]int // their places in the evidence
	Sides  [2]Side
}

// Side is the words in which an article differs, and where they stand.
type Side struct {
	Words    string // a slice of the article: "14 million crowns"
	Citation corpus.Citation
}

// claim is a piece of evidence as it is compared with others.
type claim struct {
	evidence *Evidence
	at       int // its place in the evidence
	doc      *corpus.Document
	text     *reader.Text    // of the document; its times are found once
	terms    []terms.Term    // of the quotation
	content  map[string]bool // what it is about: its terms without numbers
}

// maxClaims is how many pieces of evidence are compared with each other.
const maxClaims = 6

// weighSources counts how many articles say what the first quotation says, and
// how many of these are independent of each other, and finds where the articles
// disagree.
// What somebody said is no claim that others could make, too.
func weighSources(asked *reader.Question, texts map[corpus.ID]*reader.Text, answer *Answer) {
	if asked.Kind == reader.Said {
		return
	}
	var claims []claim
	for i := range answer.Evidence[:min(len(answer.Evidence), maxClaims)] {
		ev := &answer.Evidence[i]
		if t := texts[ev.Quote.Citation().Document]; t != nil && ev.Quote.Kind() == corpus.FromText {
			claims = append(claims, newClaim(ev, i, t))
		}
	}
	if len(claims) == 0 {
		return
	}
	first := &claims[0]
	agree := []*claim{first}
	for i := 1; i < len(claims); i++ {
		c := &claims[i]
		if c.doc.ID() == first.doc.ID() || !first.sameMatter(c) {
			continue
		}
		if d, ok := first.differs(asked, c); ok {
			if d.On != onDate {
				answer.Differences = append(answer.Differences, d)
			}
		} else if !slices.ContainsFunc(agree, func(a *claim) bool { return a.doc.ID() == c.doc.ID() }) {
			agree = append(agree, c)
		}
	}
	answer.Articles, answer.Sources = countSources(agree)
}

func newClaim(ev *Evidence, at int, t *reader.Text) claim {
	c := claim{evidence: ev, at: at, doc: t.Document, text: t, terms: terms.Of(ev.Quote.Text(), t.Language), content: map[string]bool{}}
	for _, w := range c.terms {
		if !w.Stop && !w.Digit && !w.Initials {
			c.content[w.Text] = true
		}
	}
	return c
}

// sameMatter reports whether two quotations tell of the same: at least half of
// what the one with fewer words is about.
func (c *claim) sameMatter(o *claim) bool {
	n := 0
	for w := range c.content {
		if o.content[w] {
			n++
		}
	}
	return n >= 2 && 2*n >= min(len(c.content), len(o.content))
}

// countSources counts the articles of claims that agree, with those that have a
// claim in the same words, and the sources among them: near-duplicates are one,
// and so are articles that credit the same person or body, or each other.
func countSources(agree []*claim) (articles, sources int) {
	ids := map[corpus.ID]bool{}
	of := make([]int, len(agree)) // the first claim of the same source
	for i, c := range agree {
		ids[c.doc.ID()] = true
		for _, also := range c.evidence.Also {
			ids[also.Document] = true // the same words come from one source
		}
		of[i] = i
		for k := range i {
			if of[i] == i && c.sameSource(agree[k]) {
				of[i] = of[k]
			}
		}
		if of[i] == i {
			sources++
		}
	}
	return len(ids), sources
}

// nearDuplicate is the share of one text that stands in another from which on
// both are one story.
const nearDuplicate = 0.5

func (c *claim) sameSource(o *claim) bool {
	mine, its := c.origin(), o.origin()
	if mine != "" && mine == its || mine != "" && mine == nameKey(o.doc.Metadata().Publication) || its != "" && its == nameKey(c.doc.Metadata().Publication) {
		return true
	}
	inIt, inMine := alike.Share(c.doc, o.doc)
	return max(inIt, inMine) >= nearDuplicate
}

// origin is whom the article has the words from; "" where it has them itself.
func (c *claim) origin() string {
	s := c.evidence.Speaker
	switch {
	case s == nil:
		return ""
	case s.Via != "":
		return nameKey(s.Via)
	}
	return nameKey(s.Name)
}

// differs finds where another quotation tells the same otherwise.
func (c *claim) differs(asked *reader.Question, o *claim) (Difference, bool) {
	for _, by := range []struct {
		on   Matter
		find func(a, b *claim) (x, y corpus.Span, ok bool)
	}{
		{OnNumber, differentNumbers},
		{onDate, differentDates},
		{OnName, func(a, b *claim) (x, y corpus.Span, ok bool) { return differentNames(asked, a, b) }},
	} {
		if x, y, ok := by.find(c, o); ok {
			return Difference{by.on, [2]int{c.at, o.at}, [2]Side{c.side(x), o.side(y)}}, true
		}
	}
	return Difference{}, false
}

// side takes the words at a span of the quotation.
func (c *claim) side(s corpus.Span) Side {
	return Side{Words: c.evidence.Quote.Text()[s.Start:s.End], Citation: c.evidence.Quote.Citation()}
}

// amount is a number with what it is a number of.
type amount struct {
	value, unit string
	span        corpus.Span
}

// magnitudes are words that are part of the number before them.
var magnitudes = map[string]bool{"hundred": true, "thousand": true, "million": true, "billion": true, "trillion": true, "dozen": true}

// amounts finds the numbers of a quotation that are no dates.
func (c *claim) amounts() []amount {
	dated := c.dates()
	from := c.evidence.Quote.Span().Start
	var out []amount
	for i := 0; i < len(c.terms); i++ {
		if !c.terms[i].Digit {
			continue
		}
		end := i
		var value []string
		for end < len(c.terms) && (c.terms[end].Digit || magnitudes[c.terms[end].Word]) {
			value = append(value, c.terms[end].Text)
			end++
		}
		span := corpus.Span{Start: c.terms[i].Span.Start, End: c.terms[end-1].Span.End}
		at := corpus.Span{Start: from + span.Start, End: from + span.End}
		if end < len(c.terms) && !c.terms[end].Stop && !slices.ContainsFunc(dated, func(d when.Date) bool { return d.Span.Overlaps(at) }) {
			span.End = c.terms[end].Span.End
			out = append(out, amount{strings.Join(value, " "), c.terms[end].Text, span})
		}
		i = end - 1
	}
	return out
}

// differentNumbers finds other numbers of the same: of what one quotation has a
// number, the other has numbers, and none is the same.
func differentNumbers(a, b *claim) (x, y corpus.Span, ok bool) {
	for _, m := range a.amounts() {
		other, same := amount{}, false
		for _, n := range b.amounts() {
			if n.unit == m.unit {
				same = same || n.value == m.value
				other = n
			}
		}
		if other.unit != "" && !same {
			return m.span, other.span, true
		}
	}
	return x, y, false
}

// dates returns the dates in a quotation.
func (c *claim) dates() []when.Date {
	var out []when.Date
	span := c.evidence.Quote.Span()
	for _, list := range c.text.Dates() {
		for _, d := range list {
			if span.Contains(d.Span) {
				out = append(out, d)
			}
		}
	}
	return out
}

// differentDates finds one date in each quotation, and the two are no days in
// common.
func differentDates(a, b *claim) (x, y corpus.Span, ok bool) {
	da, db := a.dates(), b.dates()
	if len(da) != 1 || len(db) != 1 || !da[0].Sure || !db[0].Sure || da[0].Overlaps(db[0].Interval) || da[0].Bound != db[0].Bound {
		return x, y, false
	}
	within := func(c *claim, s corpus.Span) corpus.Span {
		from := c.evidence.Quote.Span().Start
		return corpus.Span{Start: s.Start - from, End: s.End - from}
	}
	return within(a, da[0].Span), within(b, db[0].Span), true
}

// differentNames finds, where it is asked who, one name in each quotation that
// the question does not have, and the two have no word in common.
func differentNames(asked *reader.Question, a, b *claim) (x, y corpus.Span, ok bool) {
	if asked.Kind != reader.Who {
		return x, y, false
	}
	na, nb := a.names(asked, b), b.names(asked, a)
	if len(na) != 1 || len(nb) != 1 {
		return x, y, false
	}
	return na[0], nb[0], true
}

// names are the runs of words with a capital that neither the question nor the
// other quotation has, other than the first word of a sentence.
func (c *claim) names(asked *reader.Question, other *claim) []corpus.Span {
	var out []corpus.Span
	last := -9
	for i, t := range c.terms {
		asksIt := slices.ContainsFunc(asked.Terms, func(w reader.Wanted) bool { return w.Text == t.Text })
		if t.Stop || t.Digit || t.Initials || !t.Name || asksIt || other.content[t.Text] || i == 0 && !c.goesOn(i) {
			continue
		}
		if last == t.Pos-1 && len(out) > 0 {
			out[len(out)-1].End = t.Span.End
		} else {
			out = append(out, t.Span)
		}
		last = t.Pos
	}
	return out
}

// goesOn reports whether the word after a capital has one, too, as in a name.
func (c *claim) goesOn(i int) bool { return i+1 < len(c.terms) && c.terms[i+1].Name }
