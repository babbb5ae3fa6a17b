package attribute

import (
	"cmp"
	"slices"

	"github.com/pincite/pincite/corpus"
)

// Attribution ties words of a document to whoever they are said to be of.
type Attribution struct {
	Source  []corpus.Span // where the document names the speaker
	Cue     []corpus.Span // where it says that the speaker speaks
	Content []corpus.Span // what is said; in the order of the text, none overlaps another
	Kind    Kind
	Name    string // as full as the document gives it; "" where it does not say who that is: "I", or an unclear "he"
	Role    string // what else the document calls them; "" where it does not
	Speech  bool   // the cue is one of speech or writing; false for what somebody is said to want or do
	Via     string // who reports the words to the document; "" where it has them itself
}

// Attributions returns who says what in a document, in the order of the text.
func Attributions(d *corpus.Document) []Attribution { return Read(d).Attributions }

// reader goes through one document with the rules and the learned models.
type reader struct {
	*attributor
	sights []*sight
}

func newReader(d *corpus.Document) *reader {
	r := &reader{attributor: newAttributor(d)}
	common := commonWords(d)
	r.sights = make([]*sight, len(r.sentences))
	for i := range r.sentences {
		r.sights[i] = look(r.tokens[i], common)
	}
	return r
}

// candidate is an attribution that there may be.
type candidate struct {
	Attribution
	sentence, token int     // where the cue is
	cueOdds         float64 // how likely that it is one
	sourceOdds      float64 // how likely that the source is one
	contentOdds     float64
	first, last     int // tokens of the cue
	source          phrase
	from            string // the sorts of the source's first and last words
	relation
	trust float64 // the logarithm of the odds that all is right
}

// choose returns the candidates that are trusted, in the order of their cues.
func (r *reader) choose(m *models, all []candidate) []candidate {
	var out []candidate
	for i := range all {
		all[i].trust = m.trust.Score(all[i].trustFeatures(r, newNamer()))
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.trust, a.trust) })
	for _, c := range all {
		if c.trust < m.least(c.Kind) {
			continue
		}
		if !slices.ContainsFunc(out, func(o candidate) bool { return o.repeats(c) }) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.sentence, b.sentence), cmp.Compare(a.token, b.token))
	})
	return out
}

// repeats reports whether another candidate says nearly the same.
func (c candidate) repeats(o candidate) bool {
	return corpus.SharedBytes(c.Source, o.Source) > 0 && 2*corpus.SharedBytes(c.Content, o.Content) >= min(corpus.TotalBytes(c.Content), corpus.TotalBytes(o.Content))
}

// leastCue is how likely a cue has to be to be looked at.
const leastCue = 0.25

// candidates finds all attributions that there may be.
func (r *reader) candidates(m *models) []candidate {
	var out []candidate
	n, pairs := newNamer(), newNamer()
	for i, v := range r.sights {
		if kind := r.doc.Blocks()[r.sentences[i].Block].Kind; kind == corpus.Code {
			continue
		}
		var here []candidate
		reported := 0 // before it, somebody is quoted by another, who is no source of the words
		for k := range v.tokens {
			reported = max(reported, quotedBy(v.tokens, k)-1)
			if !v.mayBeCue(k) || k < reported {
				continue
			}
			if p := chance(m.cue.Score(v.cueFeatures(n, k))); p >= leastCue {
				here = append(here, candidate{sentence: i, token: k, cueOdds: p})
			}
		}
		slices.SortStableFunc(here, func(a, b candidate) int { return cmp.Compare(b.cueOdds, a.cueOdds) })
		var done []candidate
		for _, c := range here {
			if slices.ContainsFunc(done, func(o candidate) bool { return o.first <= c.token && c.token < o.last }) {
				continue
			}
			if r.fill(&c, m, n, pairs) {
				done = append(done, c)
			}
		}
		relate(done)
		out = append(out, done...)
	}
	r.goOn(out)
	return out
}

// fill finds the source and the content for a cue; false when there is no such
// pair.
func (r *reader) fill(c *candidate, m *models, n, pairs *namer) bool {
	v := r.sights[c.sentence]
	best, odds := m.chain.Marginals(v.roleSequence(n, pairs, c.token))
	c.first, c.last = c.token, c.token+1
	for c.first > 0 && best[c.first-1] == ofCue {
		c.first--
	}
	for c.last < len(best) && best[c.last] == ofCue {
		c.last++
	}
	source := bestRun(v.tokens, best, odds, ofSource)
	if source.last == source.first {
		source = likeliest(v.tokens, best, odds, ofSource)
	}
	if source.last == source.first {
		return false
	}
	if !slices.Contains(best, ofContent) {
		p := likeliest(v.tokens, best, odds, ofContent)
		for k := p.first; k < p.last; k++ {
			if best[k] == outside && !(source.first <= k && k < source.last) {
				best[k] = ofContent
			}
		}
	}
	c.source = source
	c.Source = []corpus.Span{spanOf(v.tokens[source.first:source.last])}
	c.Cue = []corpus.Span{spanOf(v.tokens[c.first:c.last])}
	c.from = v.sorts[source.first] + " " + v.sorts[source.last-1]
	for k := source.first; k < source.last; k++ {
		c.sourceOdds = max(c.sourceOdds, odds[k][ofSource])
	}
	sum, all := 0.0, 0
	quoted, plain := false, false
	for k, y := range best {
		if y != ofContent {
			continue
		}
		sum, all = sum+odds[k][ofContent], all+1
		if v.tokens[k].quote >= 0 {
			quoted = true
		} else if v.tokens[k].word() {
			plain = true
		}
	}
	if all == 0 {
		return false
	}
	c.contentOdds = sum / float64(all)
	c.Content = runs(v.tokens, best, ofContent)
	c.Kind = Indirect
	if quoted {
		c.Kind = Direct
		if plain {
			c.Kind = Mixed
		}
	}
	r.whole(c)
	return len(c.Content) > 0
}

// bestRun returns the run of tokens with a label that is likeliest.
func bestRun(tokens []token, best []int, odds [][]float64, label int) phrase {
	var out phrase
	top := 0.0
	for i := 0; i < len(best); i++ {
		if best[i] != label {
			continue
		}
		end, sum := i, 0.0
		for end < len(best) && best[end] == label {
			sum = max(sum, odds[end][label])
			end++
		}
		p := trimmed(tokens, i, end)
		if p.last > p.first && sum > top {
			out, top = p, sum
		}
		i = end
	}
	return out
}

// likeliest returns the run of tokens around the one that most likely has a
// label, as far as it is likelier there than all the odds for none: what there
// is when the likeliest labels of all tokens together have none of it.
func likeliest(tokens []token, best []int, odds [][]float64, label int) phrase {
	top := -1
	for k := range odds {
		if best[k] == outside && (top < 0 || odds[k][label] > odds[top][label]) {
			top = k
		}
	}
	if top < 0 || odds[top][label] < leastPart {
		return phrase{}
	}
	first, last := top, top+1
	for first > 0 && best[first-1] == outside && odds[first-1][label] > odds[top][label]/2 {
		first--
	}
	for last < len(odds) && best[last] == outside && odds[last][label] > odds[top][label]/2 {
		last++
	}
	return trimmed(tokens, first, last)
}

// leastPart is how likely a token has to be a part for that.
const leastPart = 0.1

// trimmed takes marks off both ends of a run of tokens.
func trimmed(tokens []token, first, last int) phrase {
	for first < last && tokens[first].quote < 0 && !tokens[first].word() {
		first++
	}
	for last > first && tokens[last-1].quote < 0 && !tokens[last-1].word() {
		last--
	}
	return phrase{first: first, last: last}
}

// runs returns the places of the runs of tokens with a label.
func runs(tokens []token, best []int, label int) []corpus.Span {
	var out []corpus.Span
	for i := 0; i < len(best); i++ {
		if best[i] != label {
			continue
		}
		end := i
		for end < len(best) && best[end] == label {
			end++
		}
		if p := trimmed(tokens, i, end); p.last > p.first {
			out = append(out, spanOf(tokens[p.first:p.last]))
		}
		i = end
	}
	return out
}

func spanOf(tokens []token) corpus.Span {
	return corpus.Span{Start: tokens[0].span.Start, End: tokens[len(tokens)-1].span.End}
}

// union sorts places and joins those that overlap.
func union(spans []corpus.Span) []corpus.Span {
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []corpus.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
