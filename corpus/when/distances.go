package when

import "slices"

// partly reads an expression with the part of it that is meant: "early 2024",
// "the end of next year". With bare, a month or a year may stand alone.
func (s *scanner) partly(i int, bare bool) (expr, bool) {
	p, j := s.part(i)
	if p == whole {
		return s.atom(i, bare)
	}
	e, ok := s.atom(j, true)
	if !ok || e.form == ago || e.form == stretch || e.part != whole || (p == earlier || p == later) && e.form != units && e.form != calendar && e.form != weekday {
		return expr{}, false
	}
	if e.form == calendar && e.month == 0 && e.day == 0 && s.counted(e.to) {
		return expr{}, false
	}
	if (p == earlier || p == later) && e.form == calendar && e.bare && e.month == 0 {
		return expr{}, false
	}
	e.part, e.bare = p, false
	if p == earlier && e.form == weekday {
		e.part = whole
	}
	return e, true
}

// part reads the words that name a part of what follows.
func (s *scanner) part(i int) (part, int) {
	switch s.low(i) {
	case "early", "mid", "late", "earlier", "later":
		p := map[string]part{"early": early, "mid": middle, "late": late, "earlier": earlier, "later": later}[s.low(i)]
		j := i + 1
		if p == early && s.is(j, "to", "or", "and") && s.is(j+1, "mid") {
			return whole, i // "early to mid-August"
		}
		if s.low(j) == "-" && s.glued(j) {
			j++
		}
		return p, s.past(s.past(j, "in", "on"), "the")
	case "mids":
		return whole, i
	}
	j := s.past(i, "the")
	p := map[string]part{"beginning": beginning, "start": beginning, "outset": beginning, "end": ending, "close": ending, "middle": middle, "tail": ending}[s.low(j)]
	if s.low(j) == "tail" && s.low(j+1) == "end" {
		j++
	}
	if week := s.is(j, "first", "last", "final") && s.is(j+1, "week", "days") && s.low(j+2) == "of"; week {
		p = ending
		if s.low(j) == "first" {
			p = beginning
		}
		return p, s.past(j+3, "the")
	}
	if s.low(j+1) == "-" && s.kind(j+2) == number && s.low(j) == "end" { // "end-2021"
		return p, j + 2
	}
	if p == whole || s.low(j+1) != "of" {
		return whole, i
	}
	return p, s.past(j+2, "the")
}

// atom reads one expression.
func (s *scanner) atom(i int, bare bool) (expr, bool) {
	for _, read := range []func(int) (expr, bool){s.weekly, s.dated, s.monthly, s.recurring, s.decade, s.century, s.distance, s.stretch, s.relative, s.dayWord, s.holiday} {
		e, ok := read(i)
		if ok && (bare || !e.bare) {
			return e, true
		}
	}
	if !bare {
		return expr{}, false
	}
	if y, to := s.year(s.past(i, "the", "year")); y > 0 {
		e := expr{form: calendar, year: y, to: to, bare: true}
		return s.seasonYears(e), true
	}
	return expr{}, false
}

// seasonYears reads the second year of "2017-18", which two figures name.
func (s *scanner) seasonYears(e expr) expr {
	if !s.is(e.to, "-", "/") || !s.glued(e.to) || !s.glued(e.to+1) || s.kind(e.to+1) != number {
		return e
	}
	t := s.toks[e.to+1]
	if t.digits == 2 && t.suffix == "" && t.value > e.year%100 && !(s.low(e.to) == "-" && s.glued(e.to+2) && s.low(e.to+2) == "-") {
		to := e.to + 2
		e.end = &expr{form: calendar, year: e.year/100*100 + t.value, to: to}
		e.to = to
	}
	return e
}

// relative reads "last week", "this year", "the previous month", "year-end".
func (s *scanner) relative(i int) (expr, bool) {
	if s.seq(i, "year", "-", "end") {
		return expr{form: units, unit: Year, part: ending, to: i + 3}, true
	}
	if s.seq(i, "month", "-", "end") {
		return expr{form: units, unit: Month, part: ending, to: i + 3}, true
	}
	t := turns[s.low(i)]
	by := s.low(i)
	if t == anyTurn {
		return s.plainUnit(i)
	}
	j := i + 1
	if t == thisTurn && s.is(j, "past", "coming") {
		t, j, by = turns[s.low(j)], j+1, s.low(j)
	}
	e := expr{form: units, turn: t, to: j + 1, anchor: anchored[by]}
	e.n = map[turn]int{lastTurn: -1, nextTurn: 1, comingTurn: 1, pastTurn: -1}[t]
	switch w := s.low(j); {
	case w == "weekend":
		e.form = weekend
		if t == nextTurn && by == "next" && s.low(i-1) == "the" {
			e.unsure = true
		}
	case w == "night" && by == "last":
		e.unit = Day
	case daytimes[w] || w == "tonight":
		e.unit = Day
		if t == nextTurn && by == "next" {
			e.anchor = true
		}
		if t == lastTurn && by == "last" && w != "evening" {
			return expr{}, false
		}
	case w == "day":
		e.unit = Day
		e.anchor = true
		if t == lastTurn && by == "last" || t == pastTurn || t == comingTurn || t == thisTurn {
			return expr{}, false // "the last day of", "this day"
		}
	case unitNames[w] != Day && w[len(w)-1] != 's':
		e.unit = unitNames[w]
		over := s.low(i-1) == "the" && s.is(i-2, "over", "in", "during", "for", "within", "throughout")
		if t == pastTurn || over && by == "last" && unitNames[w] < Century && s.low(j+1) != "of" {
			return expr{form: stretch, n: -1, unit: e.unit, to: j + 1, unsure: t != pastTurn && s.low(i-2) == "in"}, true
		}
		if by == "last" && s.low(j+1) == "of" && e.unit < Year {
			return expr{}, false // "the last week of the war"
		}
		if s.low(i-1) == "the" && by == "next" || s.low(i-1) == "the" && by == "last" && s.low(j+1) == "of" {
			e.unsure = true
		}
		if by == "coming" || by == "upcoming" || s.low(i-1) == "this" {
			e.unsure = true
		}
	default:
		return expr{}, false
	}
	return e, true
}

// plainUnit reads a unit that stands alone, which only a part of it makes a
// time: "the end of the year", "over the weekend".
func (s *scanner) plainUnit(i int) (expr, bool) {
	p, _ := s.part(i - 2)
	if s.low(i-1) == "the" {
		p, _ = s.part(i - 3)
		if s.is(i-2, "in") && s.is(i-3, "earlier", "later", "early", "late") {
			p = earlier
		}
	}
	switch w := s.low(i); {
	case w == "weekend" && s.low(i-1) == "the" && s.is(i-2, "over", "at", "on", "during"):
		return expr{form: weekend, to: i + 1}, true
	case s.is(i, "week", "month", "year", "quarter", "decade", "century") && p != whole && s.low(i-1) == "the":
		if s.modifies(i+1) && !s.is(i+1, "'") || s.low(i+1) == "of" {
			return expr{}, false
		}
		return expr{form: units, unit: unitNames[w], to: i + 1, unsure: unitNames[w] >= Decade}, true
	}
	return expr{}, false
}

// dayWord reads today, yesterday and their like.
func (s *scanner) dayWord(i int) (expr, bool) {
	e := expr{form: units, unit: Day, to: i + 1}
	switch {
	case s.seq(i, "day", "before", "yesterday"):
		e.n, e.to = -2, i+3
	case s.seq(i, "day", "after", "tomorrow"):
		e.n, e.to = 2, i+3
	case i < len(s.toks) && s.low(i) == "today" && s.low(i-1) == "usa":
		return expr{}, false
	case s.is(i, "today"):
		e.unsure = s.is(i+1, "'") && s.low(i+2) == "s" // "today's world"
	case s.is(i, "tonight"):
	case s.is(i, "yesterday"):
		e.n = -1
	case s.is(i, "tomorrow"):
		e.n = 1
	default:
		return expr{}, false
	}
	if daytimes[s.low(e.to)] {
		e.to++
	}
	return e, true
}

// distance reads how far away a time is: "three years ago", "two days later",
// "in two weeks", "a week after Christmas", "the day before".
func (s *scanner) distance(i int) (expr, bool) {
	j := i
	e := expr{form: ago}
	if s.is(i, "more", "less") && s.low(i+1) == "than" {
		j, e.about = i+2, true
	} else if s.is(i, "almost", "nearly", "about", "over", "around", "some", "roughly", "approximately", "just") {
		j, e.about = i+1, true
		if s.is(j, "over", "under") {
			j++
		}
	}
	in := s.is(i, "in") || s.is(i, "within")
	if in {
		j = i + 1
	}
	n, split, k := s.cardinal(j)
	if s.is(j, "day", "week", "month", "year", "night") && s.is(i-1, "the") && j == i {
		n, k = 1, j // "the day before", "the year after"
	} else if k == j {
		return expr{}, false
	}
	unit, ok := unitNames[s.low(k)]
	if s.low(k) == "night" {
		unit, ok = Day, true
	}
	if s.low(k) == "fortnight" {
		unit, ok, n = Week, true, n*2
	}
	if !ok {
		return expr{}, false
	}
	e.n, e.split, e.unit, e.to = n, split, unit, k+1
	if s.seq(e.to, "and", "a", "half") {
		e.split, e.to = true, e.to+3
	}
	return s.direction(e, in, n)
}

// direction reads the word behind a number of units that says from what, and
// which way, they are counted.
func (s *scanner) direction(e expr, in bool, n int) (expr, bool) {
	at := e.to
	switch {
	case s.is(at, "ago"):
		e.n, e.to = -n, at+1
		return s.agoUnit(e)
	case s.seq(at, "from", "now"), s.seq(at, "from", "today"):
		e.to = at + 2
	case in && s.low(at) == "'" && s.is(at+1, "time", "s"):
		e.to = at + 2
		e.to = s.past(e.to, "time")
	case in:
		e.unsure = true // or how long it takes
		return e, s.ahead(at) && s.low(at-1) != "day"
	case s.is(at, "later", "afterward", "afterwards", "on"):
		if s.low(at) == "on" && !s.clauseEnds(at+1) {
			return expr{}, false
		}
		e.anchor, e.to = true, at+1
	case s.is(at, "earlier", "previously", "beforehand", "prior") && !s.seq(at, "prior", "to") && !s.is(at+1, "than"):
		e.anchor, e.n, e.to = true, -n, at+1
	case s.is(at, "before", "after") || s.seq(at, "prior", "to"):
		sign, j := 1, at+1
		if !s.is(at, "after") {
			sign = -1
		}
		if s.low(at) == "prior" {
			j++
		}
		e.n = sign * n
		if s.nested {
			return expr{}, false
		}
		s.nested = true
		b, ok := s.partly(s.past(j, "the"), false)
		s.nested = false
		if ok && b.form != ago && !s.modifies(b.to) {
			e.base, e.to = &b, b.to
			return e, true
		}
		e.anchor, e.to = true, at+1
		return e, s.clauseEnds(at + 1)
	default:
		return expr{}, false
	}
	return e, true
}

// agoUnit reads what narrows "a year ago": "today", "this month".
func (s *scanner) agoUnit(e expr) (expr, bool) {
	switch {
	case s.is(e.to, "today"):
		if e.unit > Day {
			by := map[Precision]int{Week: 7}[e.unit]
			if by == 0 {
				e.about = true
				return e, true
			}
			e.n, e.unit, e.to = e.n*by, Day, e.to+1
		}
	case s.seq(e.to, "this", "month") && e.unit == Year:
		e.n, e.unit, e.to = e.n*12, Month, e.to+2
	}
	return e, true
}

// ahead reports whether "in two weeks" looks ahead: the sentence speaks of the
// future before or behind it. Otherwise it says how long something took.
func (s *scanner) ahead(i int) bool { return s.tenseAt(i) == future }

// clauseEnds reports whether a clause ends before a token.
func (s *scanner) clauseEnds(i int) bool {
	return i >= len(s.toks) || slices.Contains([]string{".", ",", ";", ":", ")", "--", "?", "!", "\"", "”", "»"}, s.low(i))
}

// stretch reads "the past three months", "the next two weeks".
func (s *scanner) stretch(i int) (expr, bool) {
	sign := 0
	switch s.low(i) {
	case "past", "last", "previous":
		sign = -1
	case "next", "coming", "following":
		sign = 1
	}
	n, split, j := s.cardinal(i + 1)
	unit, ok := unitNames[s.low(j)]
	if sign == 0 || j == i+1 || !ok || s.is(i+1, "a", "an", "one", "single") || s.is(i, "previous", "following") {
		return expr{}, false
	}
	return expr{form: stretch, n: sign * n, split: split, unit: unit, to: j + 1, about: s.is(i+1, "couple")}, true
}
