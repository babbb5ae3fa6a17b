package attribute

import (
	"math"
	"strconv"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/linear"
)

// relation is how a candidate lies to the others of its sentence.
type relation struct {
	others     int     // how many there are
	likelier   int     // how many of them have a likelier cue
	best       float64 // how likely the likeliest cue of them is
	cueSaid    bool    // the cue is part of what another says
	sourceSaid bool    // the source is
	sameSource bool    // another has the same source
}

// relate says how the candidates of a sentence lie to each other.
func relate(all []candidate) {
	for i := range all {
		c := &all[i]
		c.relation = relation{others: len(all) - 1}
		for j := range all {
			if i == j {
				continue
			}
			o := &all[j]
			if o.cueOdds > c.cueOdds {
				c.likelier++
			}
			c.best = max(c.best, o.cueOdds)
			c.cueSaid = c.cueSaid || corpus.SharedBytes(c.Cue, o.Content) > 0
			c.sourceSaid = c.sourceSaid || corpus.SharedBytes(c.Source, o.Content) > 0
			c.sameSource = c.sameSource || corpus.SharedBytes(c.Source, o.Source) > 0
		}
	}
}

// bin names a chance, finer towards certainty.
func bin(p float64) string {
	p = min(max(p, 1e-4), 1-1e-4)
	return strconv.Itoa(int(math.Floor(1.5 * math.Log(p/(1-p)))))
}

// trustFeatures says what there is to see of a candidate as a whole.
func (c *candidate) trustFeatures(r *reader, n *namer) []linear.Feature {
	v := r.sights[c.sentence]
	c.oddsFeatures(v, n)
	c.cueTrust(v, n)
	c.partsTrust(v, n)
	return n.take()
}

// oddsFeatures says how likely the parts are, alone and together.
func (c *candidate) oddsFeatures(v *sight, n *namer) {
	kind := string(c.Kind)
	cue, source, content := bin(c.cueOdds), bin(c.sourceOdds), bin(c.contentOdds)
	n.add("bias", kind)
	n.add("cue", cue)
	n.add("cue", cue, kind)
	n.add("source", source)
	n.add("source", source, kind)
	n.add("content", content)
	n.add("content", content, kind)
	n.add("all", bin(c.cueOdds*c.sourceOdds*c.contentOdds))
	n.add("all", bin(c.cueOdds*c.sourceOdds*c.contentOdds), kind)
	n.add("cue,source", cue, source)
	n.add("cue,content", cue, content)
	n.add("source,content", source, content)
	n.add("s,cue", v.stems[c.token], cue)
	n.add("best", bin(c.best), cue)
	n.add("said,cue", flag("cue", c.cueSaid), flag("source", c.sourceSaid), cue)
}

// cueTrust says what there is to see of the cue and beside it.
func (c *candidate) cueTrust(v *sight, n *namer) {
	kind := string(c.Kind)
	word, s, sort, group, next := v.words[c.token], v.stems[c.token], v.sorts[c.token], v.groups[c.token], at(v.sorts, c.last)
	n.add("sort", sort)
	n.add("sign", v.signs[c.token], kind)
	n.add("next", next, kind)
	n.add("s", s)
	n.add("s,next", s, next)
	n.add("s,from", s, c.from)
	n.add("s,kind", s, kind)
	n.add("group", group, sort, kind)
	n.add("group,next", group, sort, next)
	n.add("end", ending(word), next)
	n.add("w+1", at(v.words, c.last), sort)
	n.add("w-1", at(v.words, c.first-1), sort)
	subject, helper, _ := v.subjectSide(c.token)
	n.add("subject", subject, helper)
	n.add("subject,next", subject, sort, next)
	n.add("title", flag("t", v.title), kind)
	n.add("rank", steps(c.likelier), steps(c.others), kind)
	n.add("said", flag("cue", c.cueSaid), flag("source", c.sourceSaid), kind)
}

// partsTrust says what there is to see of the source and of the content, and where
// they stand.
func (c *candidate) partsTrust(v *sight, n *namer) {
	kind, k := string(c.Kind), c.token
	n.add("from", c.from, kind)
	n.add("from,sign", c.from, v.signs[k])
	n.add("sourcehead", at(v.words, c.source.last-1))
	n.add("sourcebegin", at(v.words, c.source.first))
	n.add("sourcesize", steps(c.source.last-c.source.first), kind)
	n.add("sourcegap", steps(c.source.first-k), c.from)
	n.add("same", flag("source", c.sameSource), flag("cue", c.cueSaid), c.from)
	n.add("where", side(int(c.Content[0].Start), int(c.Cue[0].Start)), side(int(c.Source[0].Start), int(c.Cue[0].Start)), kind)
	n.add("size", bin(float64(corpus.TotalBytes(c.Content))/400), kind)
	n.add("pieces", steps(len(c.Content)), kind)
	first, last := v.first(c.Content[0]), v.last(c.Content[len(c.Content)-1])
	n.add("contentgap", steps(first-k), v.sorts[k])
	n.add("begin", at(v.words, first), kind)
	n.add("begin,next", at(v.sorts, first), at(v.sorts, c.last))
	n.add("s,begin", v.stems[k], at(v.sorts, first))
	n.add("end,kind", at(v.sorts, last), kind)
	n.add("before", at(v.words, first-1), kind)
	n.add("after", at(v.words, last+1), kind)
	n.add("whole", flag("begin", first == 0), flag("end", last >= len(v.tokens)-2), kind)
}

// first returns the first token of a place, -1 when the place is elsewhere.
func (v *sight) first(s corpus.Span) int {
	for i, t := range v.tokens {
		if t.span.Overlaps(s) {
			return i
		}
	}
	return -1
}

// last returns the last token of a place, -1 when the place is elsewhere.
func (v *sight) last(s corpus.Span) int {
	for i := len(v.tokens) - 1; i >= 0; i-- {
		if v.tokens[i].span.Overlaps(s) {
			return i
		}
	}
	return -1
}
