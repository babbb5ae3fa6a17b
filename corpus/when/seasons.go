package when

import "time"

// decade reads "1990s", "the '90s", "the nineties".
func (s *scanner) decade(i int) (expr, bool) {
	e := expr{form: decade, to: i + 1}
	if s.low(i) == "'" && s.kind(i+1) == number && s.glued(i+1) && s.toks[i+1].digits == 2 && s.toks[i+1].suffix == "s" {
		e.year, e.to = s.recentDecade(s.toks[i+1].value), i+2
		return e, e.year > 0
	}
	if s.kind(i) == number && s.toks[i].value > 0 {
		t := s.toks[i]
		to := i + 1
		plural := t.suffix == "s"
		if t.suffix == "" && s.low(to) == "'" && s.glued(to) && s.low(to+1) == "s" && t.digits == 4 && t.value%10 == 0 && s.low(i-1) == "the" {
			plural, to = true, to+2 // "the 1990's"
		}
		switch {
		case !plural || t.value%10 != 0:
			return expr{}, false
		case t.digits == 4 && 1000 <= t.value && t.value < 2200:
			e.year, e.to = t.value, to
			return e, true
		case t.digits == 2 && t.value >= 20 && s.is(i-1, "the", "early", "late", "mid", "-"):
			e.year = s.recentDecade(t.value)
			e.unsure = true // "temperatures in the 90s"
			return e, e.year > 0
		}
		return expr{}, false
	}
	if n := decadeNames[s.low(i)]; n > 0 && s.is(i-1, "the", "early", "late", "mid", "-") {
		if s.is(i-1, "-") && s.low(i-2) != "mid" {
			return expr{}, false
		}
		e.year, e.unsure = s.recentDecade(n), true
		return e, true
	}
	return expr{}, false
}

// recentDecade returns the year that two figures begin with, in the century
// that has been full longest: '10s is 2010.
func (s *scanner) recentDecade(n int) int {
	if n%10 != 0 {
		return 0
	}
	if n <= 10 {
		return 2000 + n
	}
	return 1900 + n
}

// century reads "21st century", "nineteenth-century".
func (s *scanner) century(i int) (expr, bool) {
	n, to := s.ordinal(i)
	if to == i || n > 21 || n < 11 {
		return expr{}, false
	}
	j := s.past(to, "-")
	if !s.is(j, "century", "centuries") || s.is(j+1, "bc", "bce") || s.toks[j].capital() && j+1 < len(s.toks) && s.toks[j+1].capital() {
		return expr{}, false
	}
	// "The first decade of the 21st century" is only a part of it.
	of := s.is(i-2, "of") && s.is(i-3, "decade", "decades", "years", "half", "quarter", "third")
	return expr{form: hundred, n: n, to: j + 1, unsure: of}, true
}

// recurring reads quarters, halves and seasons, with their year.
func (s *scanner) recurring(i int) (expr, bool) {
	if e, ok := s.quarter(i); ok {
		return e, true
	}
	j, t := i, anyTurn
	if by := turns[s.low(i)]; by != anyTurn {
		t, j = by, i+1
		if next := turns[s.low(j)]; t == thisTurn && (next == pastTurn || next == comingTurn) {
			t, j = next, j+1
		}
	}
	n := seasonNames[s.low(j)]
	if n == 0 {
		return expr{}, false
	}
	e := expr{form: season, n: n, turn: t, to: j + 1, anchor: t == thatTurn}
	if t != anyTurn {
		e.unsure = t == pastTurn
		if s.low(i) == "following" || s.low(i) == "previous" {
			return expr{}, false
		}
		return e, true
	}
	e = s.withYear(e)
	if e.year > 0 || e.yearShifted {
		if e.year > 0 && n == 4 {
			if two := s.seasonYears(e); two.end != nil {
				e.split, e.to = true, two.to // "the winter of 2020-21"
			}
		}
		return e, true
	}
	// "in the spring", "in summer"; "the fall of Rome" is none.
	j = i - 1
	if s.low(j) == "the" {
		j--
	}
	e.unsure = true
	return e, s.is(j, "in", "by", "until", "since", "during", "late", "early", "mid", "-") && !s.is(e.to, "of", "in") && !s.modifies(e.to)
}

// quarter reads "Q3 2022", "the third quarter of 2022", "H1", "the first half of
// last year".
func (s *scanner) quarter(i int) (expr, bool) {
	e := expr{to: i + 1}
	switch w := s.low(i); {
	case s.kind(i) == word && (w == "q" || w == "h") && s.toks[i].capital() && s.kind(i+1) == number && s.glued(i+1) && s.toks[i+1].digits == 1 && s.toks[i+1].suffix == "":
		e.n, e.to, e.form = s.toks[i+1].value, i+2, quarter
		if w == "h" {
			e.form = half
		}
		e = s.withYear(e)
	default:
		n, to := s.ordinal(i)
		if n == 0 {
			if !s.is(i, "last", "final") {
				return expr{}, false
			}
			n, to = 4, i+1
			if s.low(i) == "last" || s.low(to) == "half" {
				return expr{}, false
			}
		}
		to = s.past(to, "-")
		if !s.is(to, "quarter", "half") {
			return expr{}, false
		}
		e.n, e.form, e.to = n, quarter, to+1
		if s.low(to) == "half" {
			e.form = half
		}
		if s.low(e.to) == "of" && s.is(e.to+1, "the") && s.low(e.to+2) == "year" {
			e.to += 3
		} else if e = s.withYear(e); e.year == 0 && !e.yearShifted && (s.low(e.to) == "of" || e.form == half) {
			return expr{}, false // "the first half of the game"
		}
		e.unsure = e.year == 0 && !e.yearShifted
	}
	most := map[form]int{quarter: 4, half: 2}[e.form]
	return e, 1 <= e.n && e.n <= most
}

// feast is a holiday whose date is known everywhere.
type feast struct {
	words []string
	days  func(year int) (from, to time.Time)
	whole bool // the words need nothing beside them to be the day
}

func fixed(m time.Month, d int) func(int) (time.Time, time.Time) {
	return func(y int) (time.Time, time.Time) {
		t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		return t, t
	}
}

func fromEaster(n int) func(int) (time.Time, time.Time) {
	return func(y int) (time.Time, time.Time) { t := easter(y).AddDate(0, 0, n); return t, t }
}

// holidays are in the order in which they are tried: longer names first.
var holidays = []feast{
	{[]string{"christmas", "eve"}, fixed(time.December, 24), true},
	{[]string{"christmas", "day"}, fixed(time.December, 25), true},
	{[]string{"christmas"}, fixed(time.December, 25), false},
	{[]string{"boxing", "day"}, fixed(time.December, 26), true},
	{[]string{"new", "year", "'", "s", "eve"}, fixed(time.December, 31), true},
	{[]string{"new", "year", "'", "s", "day"}, fixed(time.January, 1), true},
	{[]string{"valentine", "'", "s", "day"}, fixed(time.February, 14), true},
	{[]string{"fourth", "of", "july"}, fixed(time.July, 4), true},
	{[]string{"may", "day"}, fixed(time.May, 1), true},
	{[]string{"halloween"}, fixed(time.October, 31), false},
	{[]string{"good", "friday"}, fromEaster(-2), true},
	{[]string{"palm", "sunday"}, fromEaster(-7), true},
	{[]string{"easter", "sunday"}, fromEaster(0), true},
	{[]string{"easter", "monday"}, fromEaster(1), true},
	{[]string{"easter"}, fromEaster(0), false},
	{[]string{"thanksgiving"}, func(y int) (time.Time, time.Time) {
		first := time.Date(y, time.November, 1, 0, 0, 0, 0, time.UTC)
		t := first.AddDate(0, 0, (3-mondayBased(first)+7)%7+21)
		return t, t
	}, false},
}

// holiday reads a holiday with its year.
func (s *scanner) holiday(i int) (expr, bool) {
	t, j := anyTurn, i
	if by := turns[s.low(i)]; by != anyTurn && by != pastTurn {
		t, j = by, i+1
	}
	if j >= len(s.toks) || !s.toks[j].capital() {
		return expr{}, false
	}
	for n, f := range holidays {
		if !s.seq(j, f.words...) {
			continue
		}
		e := expr{form: holiday, n: n, turn: t, to: j + len(f.words)}
		if t == anyTurn {
			e = s.withYear(e)
		}
		beside := e.year > 0 || e.yearShifted || t != anyTurn || s.is(i-1, "on", "at", "before", "after", "since", "until", "by", "over", "around")
		return e, (f.whole || beside) && !s.is(e.to, "tree", "trees", "card", "cards", "carol", "carols", "market", "markets", "island", "party", "gifts", "presents")
	}
	return expr{}, false
}
