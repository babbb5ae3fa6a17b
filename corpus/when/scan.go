package when

import "slices"

// scanner reads the expressions of one sentence.
type scanner struct {
	toks     []token
	numerals map[int]numeral // dates in figures, by the token that they begin with
	names    map[int]bool    // months that are somebody's name in this text
	nested   bool            // a distance is being read that may be counted from another date
	verbs    verbs           // read when first asked for
	typed    bool            // somebody types a date: a bare month or year is one
}

func (s *scanner) low(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].low
}

func (s *scanner) is(i int, words ...string) bool { return slices.Contains(words, s.low(i)) && i >= 0 }

func (s *scanner) kind(i int) kind {
	if i < 0 || i >= len(s.toks) {
		return mark
	}
	return s.toks[i].kind
}

// seq reports whether the words from i on are these.
func (s *scanner) seq(i int, words ...string) bool {
	for k, w := range words {
		if s.low(i+k) != w {
			return false
		}
	}
	return true
}

// past returns the place behind one of some words, or the place itself.
func (s *scanner) past(i int, words ...string) int {
	if s.is(i, words...) {
		return i + 1
	}
	return i
}

// glued reports whether token i follows the one before without white space.
func (s *scanner) glued(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].glued }

// scan returns the expressions of the sentence in order.
func (s *scanner) scan() []expr {
	var out []expr
	for i := 0; i < len(s.toks); {
		some := s.at(i)
		if len(some) == 0 {
			i++
			continue
		}
		out = append(out, some...)
		i = out[len(out)-1].to
	}
	return out
}

// at returns the expressions that begin at a token: one, or those of a list
// that shares its month.
func (s *scanner) at(i int) []expr {
	if s.kind(i) == word && !openers[s.low(i)] {
		return nil
	}
	if list := s.listed(i); list != nil {
		return list
	}
	e, ok := s.spanned(i)
	if !ok {
		e, ok = s.bounded(i)
	}
	if !ok {
		e, ok = s.joined(i, s.loose)
	}
	if !ok || e.to <= i {
		return nil
	}
	e.from = s.past(i, "the")
	return []expr{e}
}

// openers are the words that an expression can begin with.
var openers = func() map[string]bool {
	out := set(`the from between since until till by before after up prior no ever as around circa about early mid late earlier later beginning start
		outset end close middle tail today tonight yesterday tomorrow day week month year weekend quarter decade century night in within
		more less almost nearly over some roughly approximately just couple dozen q h final last
		christmas boxing new valentine fourth halloween good palm easter thanksgiving thirtieth`)
	for _, m := range []map[string]int{monthNames, weekdayNames, shortDays, seasonNames, cardinals, tens, ordinals, decadeNames} {
		for w := range m {
			out[w] = true
		}
	}
	for w := range turns {
		out[w] = true
	}
	return out
}()

// spanned reads "from May to July 2021" and "between 3 and 5 May".
func (s *scanner) spanned(i int) (expr, bool) {
	var to []string
	switch s.low(i) {
	case "from":
		to = []string{"to", "until", "till", "through", "-", "--"}
	case "between":
		to = []string{"and", "-", "--"}
	default:
		return expr{}, false
	}
	a, ok := s.end(i+1, nil)
	if !ok || !s.is(a.to, to...) {
		return expr{}, false
	}
	b, ok := s.end(s.past(a.to+1, "the"), &a)
	if !ok || s.counted(b.to) && (b.bare || a.bare) || a.bare && b.bare && a.year > 0 && b.year < a.year {
		return expr{}, false
	}
	a.to, a.end = b.to, &b
	a.bare = false
	return a, true
}

// end reads one end of a range, where a day, a month or a year may stand alone.
// The other end says of which sort a number is.
func (s *scanner) end(i int, other *expr) (expr, bool) {
	i = s.past(i, "the")
	if e, ok := s.partly(i, true); ok && !(e.bare && e.year > 0 && e.form == calendar && s.counted(e.to)) {
		return e, true
	}
	if other != nil && (s.is(i, "now", "today") || s.seq(i, "present")) {
		return expr{form: now, to: i + 1}, true
	}
	if other != nil && s.seq(i, "present", "day") {
		return expr{form: now, to: i + 2}, true
	}
	if d, to := s.dayOf(i); to > i && (other == nil && s.dayEnds(to) || other != nil && other.form == calendar && other.day > 0 && other.month > 0) {
		return expr{form: calendar, day: d, to: to}, true
	}
	return expr{}, false
}

// dayEnds reports whether a number is the first of a range of days, whose month
// comes later: "3 and 5 May".
func (s *scanner) dayEnds(i int) bool {
	if !s.is(i, "and", "to", "-", "--", "until", "through") {
		return false
	}
	e, ok := s.partly(s.past(i+1, "the"), false)
	return ok && e.form == calendar && e.day > 0 && e.month > 0
}

// bounded reads an expression of which the words name one end only.
func (s *scanner) bounded(i int) (expr, bool) {
	by, j := bounds[s.low(i)], i+1
	about := false
	switch {
	case s.seq(i, "up", "to"), s.seq(i, "up", "until"):
		by, j = Until, i+2
	case s.seq(i, "prior", "to"):
		by, j = Before, i+2
	case s.seq(i, "no", "later", "than"):
		by, j = Until, i+3
	case s.seq(i, "ever", "since"):
		by, j = Since, i+2
	case s.is(i, "around", "circa", "about") && s.kind(i+1) != number && !monthly(s.low(i+1)):
		return expr{}, false
	case s.seq(i, "as", "of"), s.is(i, "around", "circa", "about"):
		j, about = i+1, s.low(i) != "as"
		if !about {
			j++
		}
	case s.is(i, "from") && s.fromOn(i+1):
		by = Since
	case by == Within:
		return expr{}, false
	case by == Until && s.low(i) == "by" && moved[s.low(i-1)]:
		return expr{}, false
	}
	if s.seq(j, "at", "least") {
		j += 2
	}
	j = s.past(j, "the", "about", "around")
	e, ok := s.joined(j, func(j int) (expr, bool) { return s.partly(j, true) })
	if !ok || e.end != nil && by != Within {
		return expr{}, false
	}
	if s.modifies(e.to) && (by == After || by == Before || by == Until) {
		by = Within // "after Monday's vote" is after the vote
	}
	if e.bare && s.counted(e.to) {
		return expr{}, false
	}
	if personal[e.month] && e.bare && (by != Since || s.names[e.month]) && s.names[e.month] {
		e.unsure = true
	}
	e.unsure = e.unsure || s.is(i, "about", "around") || by == After && !e.dated() && e.form == calendar
	e.bound, e.about, e.bare = by, e.about || about, false
	if by == Within && !about && s.low(i) != "as" {
		return expr{}, false // read without the bound, from the next word on
	}
	return e, true
}

// fromOn reports whether "from" names a beginning: "from May on", "from 2025".
func (s *scanner) fromOn(i int) bool {
	e, ok := s.partly(i, true)
	return ok && (s.is(e.to, "on", "onward", "onwards") || s.seq(e.to, "forward"))
}

var bounds = map[string]Bound{"since": Since, "until": Until, "till": Until, "by": Until, "before": Before, "after": After}

// modifies reports whether what stands before a token describes a thing:
// "Monday's vote", "the May election".
func (s *scanner) modifies(i int) bool {
	return s.is(i, "'") || s.kind(i) == word && !stops[s.low(i)] && s.low(i) != ""
}

// stops are words that go on with a sentence, rather than name a thing.
var stops = set(`and or but as at in on of to for from by with without when while where who which that the a an this these those it its he she his
	her they their we our i you is are was were be been has have had will would could should may might must can did does do said say says
	told because after before since until during over under about into if so not no nor than then there here also only even though although
	amid despite due following according however its both either once whether despite through up down out off including`)

// joined reads an expression, and what it reaches to when a dash or a word
// leads on to another.
func (s *scanner) joined(i int, read func(int) (expr, bool)) (expr, bool) {
	if a, ok := s.days(i); ok {
		return a, true
	}
	a, ok := read(i)
	if !ok || a.end != nil {
		return a, ok
	}
	dash := s.is(a.to, "-", "--")
	if !dash && !s.is(a.to, "to", "through", "until", "till") {
		return a, true
	}
	if a.form == calendar && a.month > 0 && a.day > 0 {
		if d, to := s.dayOf(a.to + 1); to > a.to && (dash || s.low(a.to) == "through") && a.year == 0 && s.toks[a.to+1].digits <= 2 {
			if _, ok := s.partly(a.to+1, false); !ok {
				y, to := s.yearAfter(to)
				a.end = &expr{form: calendar, day: d, month: a.month, year: y, to: to}
				a.to = to
				return a, true
			}
		}
	}
	b, ok := s.partly(s.past(a.to+1, "the"), dash || s.low(a.to) == "through")
	if !ok || !alike(&a, &b) || !dash && (a.bare || b.bare) && s.low(a.to) != "through" {
		return a, true
	}
	a.to, a.end, a.bare = b.to, &b, false
	return a, true
}

// days reads "3-5 May" and "3 to 5 May".
func (s *scanner) days(i int) (expr, bool) {
	d, to := s.dayOf(i)
	if to == i || s.kind(i) != number || !s.is(to, "-", "to") || s.low(to) == "-" && !s.glued(to) {
		return expr{}, false
	}
	b, ok := s.dated(to + 1)
	if !ok || b.day <= d || s.kind(to+1) != number {
		return expr{}, false
	}
	return expr{form: calendar, day: d, to: b.to, end: &b}, true
}

// alike reports whether two expressions can be the ends of one range.
func alike(a, b *expr) bool {
	switch {
	case a.end != nil || b.end != nil:
		return false
	case a.form == calendar && b.form == calendar:
		return (a.day > 0) == (b.day > 0) && (a.month > 0) == (b.month > 0) && (a.month > 0 || a.year < b.year)
	}
	return a.form == b.form && (a.form == weekday || a.form == decade || a.form == hundred || a.form == quarter)
}

// listed reads days that share a month, "on 3 and 5 May", "Aug. 12, 13 and 15",
// and years of a list.
func (s *scanner) listed(i int) []expr {
	if s.is(i-1, "between", "from") {
		return nil
	}
	if list := s.daysBefore(i); list != nil {
		return list
	}
	return s.daysAfter(i)
}

// maxList is how many days share one month, at most.
const maxList = 12

// daysBefore reads "3, 4 and 5 May".
func (s *scanner) daysBefore(i int) []expr {
	var days []expr
	j := i
	for {
		if e, ok := s.dated(j); ok && e.day > 0 && len(days) > 0 {
			e.from = j
			for k := range days {
				days[k].month, days[k].year = e.month, e.year
			}
			return append(days, e)
		}
		d, to := s.dayOf(j)
		if to == j || !s.is(to, "and", ",", "or") || len(days) == maxList {
			return nil
		}
		days = append(days, expr{form: calendar, day: d, from: j, to: to})
		j = to + 1
		if s.is(to, ",") {
			j = s.past(j, "and", "or")
		}
	}
}

// daysAfter reads "Aug. 12, 13 and 15".
func (s *scanner) daysAfter(i int) []expr {
	e, ok := s.dated(i)
	if !ok || e.day == 0 || e.year > 0 {
		return nil
	}
	if m, to := s.month(i); to == i || m != e.month {
		return nil
	}
	e.from = i
	list := []expr{e}
	for j := e.to; s.is(j, "and", ",", "or"); {
		k := s.past(j+1, "and", "or")
		d, to := s.dayOf(k)
		if to == k || s.toks[k].digits > 2 {
			break
		}
		if _, ok := s.dated(k); ok || s.counted(to) {
			break
		}
		list = append(list, expr{form: calendar, month: e.month, day: d, from: k, to: to})
		j = to
	}
	if len(list) == 1 {
		return nil
	}
	last := &list[len(list)-1]
	y, to := s.yearAfter(last.to)
	for k := range list {
		list[k].year = y
	}
	last.to = to
	return list
}
