package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
)

// group is a happening with the others that tell the same.
type group struct {
	happening
	also   []happening // the same words in other documents
	beside bool        // it gives another date for what the group before it tells
}

// arrange puts happenings in the order of their dates. What several documents
// say in the same words is there once, and what gives another date for the same
// event stands beside it.
func arrange(list []happening) []group {
	slices.SortFunc(list, func(a, b happening) int {
		return cmp.Or(a.date.Compare(b.date.Interval), a.published.Compare(b.published), strings.Compare(string(a.document), string(b.document)),
			cmp.Compare(a.date.Span.Start, b.date.Span.Start))
	})
	groups := once(list)
	var out []group
	taken := make([]bool, len(groups))
	rivals := conflicts(groups)
	for i := range groups {
		if taken[i] {
			continue
		}
		out = append(out, groups[i])
		for _, k := range rivals[i] {
			if !taken[k] && k > i {
				taken[k] = true
				groups[k].beside = true
				out = append(out, groups[k])
			}
		}
	}
	return out
}

// once joins what several documents say in the same words of the same time, or
// in nearly the same. Of a story that was printed again later, "last week" is
// counted from where it came first.
func once(list []happening) []group {
	var out []group
	alike := newLikes(len(list))
	for _, h := range list {
		at := alike.find(h.words, func(k int) bool {
			g := &out[k]
			return g.document != h.document && same(g.words, h.words) && g.tellsTimeOf(&h)
		})
		if at < 0 {
			alike.add(len(out), h.words)
			out = append(out, group{happening: h})
			continue
		}
		g := &out[at]
		if slices.ContainsFunc(g.also, func(o happening) bool { return o.document == h.document }) {
			continue
		}
		g.also = append(g.also, h)
	}
	return out
}

// tellsTimeOf reports whether two sentences that say the same name one time.
func (h *happening) tellsTimeOf(o *happening) bool {
	if h.date.Overlaps(o.date.Interval) {
		return h.date.Precision == o.date.Precision
	}
	return h.nth == o.nth && h.date.Relative && o.date.Relative && near(h.published, o.published, reprintDays)
}

// reprintDays is how many days a story is printed again after it came first.
const reprintDays = 10

// conflicts returns, for each group, the later ones that date the same event
// otherwise.
func conflicts(groups []group) [][]int {
	out := make([][]int, len(groups))
	again := make([]bool, len(groups)) // its own document tells the like of other times
	alike := newLikes(len(groups))
	for i := range groups {
		h := &groups[i].happening
		alike.each(h.words, func(k int) {
			o := &groups[k].happening
			if disagree(o, h) {
				out[k] = append(out[k], i)
			}
			if o.document == h.document && !o.date.Overlaps(h.date.Interval) && alikeTold(o, h) {
				again[i], again[k] = true, true
			}
		})
		alike.add(i, h.words)
	}
	for i := range out {
		out[i] = slices.DeleteFunc(out[i], func(k int) bool { return again[i] || again[k] })
	}
	return out
}

// disagree reports whether two sentences of different articles tell of the same
// event, and date it otherwise. What each tells as its own day's news is not the
// same: a council meets again and again.
func disagree(a, b *happening) bool {
	if a.document == b.document || a.date.Bound != b.date.Bound || a.date.Overlaps(b.date.Interval) || !sameEvent(a, b) {
		return false
	}
	return !(fresh(a) && fresh(b)) || near(a.published, b.published, freshDays)
}

// freshDays is how many days before or after an article its own news is.
const freshDays = 10

func fresh(h *happening) bool { return near(h.date.Start(), h.published, freshDays) }

// likes finds happenings that have words in common.
type likes struct {
	have   map[uint32][]int
	shared []int // with each: how many words; all 0 between two looks
}

func newLikes(n int) *likes { return &likes{have: map[uint32][]int{}, shared: make([]int, n)} }

// crowded is how many happenings may have a word for it to lead to them.
const crowded = 200

func (l *likes) add(i int, words []uint32) {
	for _, w := range words {
		if len(l.have[w]) < crowded {
			l.have[w] = append(l.have[w], i)
		}
	}
}

// each visits those that have at least two words in common, in ascending order.
func (l *likes) each(words []uint32, visit func(i int)) {
	var found []int
	for _, w := range words {
		for _, i := range l.have[w] {
			if l.shared[i]++; l.shared[i] == 2 {
				found = append(found, i)
			}
		}
	}
	for _, w := range words {
		for _, i := range l.have[w] {
			l.shared[i] = 0
		}
	}
	slices.Sort(found)
	for _, i := range found {
		visit(i)
	}
}

// find returns the first that fits, -1 when none does.
func (l *likes) find(words []uint32, fits func(i int) bool) int {
	at := -1
	l.each(words, func(i int) {
		if at < 0 && fits(i) {
			at = i
		}
	})
	return at
}

// common returns how many words two sentences have in common.
func common(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// same reports whether two sentences are the same but for a word or two.
func same(a, b []uint32) bool {
	n := common(a, b)
	return n >= 2 && 10*n >= 8*(len(a)+len(b)-n)
}

// sameEvent reports whether two sentences tell of the same, and give no other
// figures: a bell that was rung three times was not rung nine times that day.
func sameEvent(a, b *happening) bool {
	figures := len(a.figures) == 0 || len(b.figures) == 0 || common(a.figures, b.figures) > 0
	return figures && alikeTold(a, b)
}

// alikeTold reports whether two sentences tell of the like: nearly all words of
// the shorter are in the longer, which does not say much else, and what they
// share is not only names, of which other things are told as well.
func alikeTold(a, b *happening) bool {
	n := common(a.words, b.words)
	short, long := min(len(a.words), len(b.words)), max(len(a.words), len(b.words))
	return n >= 3 && 4*n >= 3*short && 2*n >= long && common(a.plain, b.plain) >= 2
}

// near reports whether two dates are known and at most so many days apart.
func near(a, b corpus.Date, days int) bool {
	return !a.IsZero() && !b.IsZero() && when.DaysBetween(a, b) <= days
}
