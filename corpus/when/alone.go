package when

// loose reads an expression in the midst of a sentence, where a month or a year
// alone needs something beside it that makes it one.
func (s *scanner) loose(i int) (expr, bool) {
	if e, ok := s.partly(i, s.typed); ok {
		return e, true
	}
	e, ok := s.atom(i, true)
	if !ok || !e.bare {
		return expr{}, false
	}
	if b, ok := s.yearRange(e); ok {
		return b, true
	}
	if e.month > 0 {
		return s.looseMonth(e, i)
	}
	return s.looseYear(e, i)
}

// yearRange reads "2016-2026", which is a time wherever it stands, though
// perhaps that of a model.
func (s *scanner) yearRange(e expr) (expr, bool) {
	if e.month > 0 || e.end != nil || !s.is(e.to, "-") {
		return expr{}, false
	}
	y, to := s.year(e.to + 1)
	if y <= e.year || e.year < 1800 || s.counted(to) || s.glued(to) && s.is(to, "-") {
		return expr{}, false
	}
	e.end = &expr{form: calendar, year: y, to: to}
	e.to, e.unsure, e.bare = to, !s.yearish(e.to-1) && !s.is(e.to-2, "("), false
	return e, true
}

// looseMonth judges a month that stands alone.
func (s *scanner) looseMonth(e expr, i int) (expr, bool) {
	before := s.low(i - 1)
	own := s.is(e.to, "'") && s.low(e.to+1) == "s"
	other := personal[e.month]
	if last := s.toks[e.to-1].low; last != "." && len(last) < 5 && last != "may" && last != "june" && last != "july" {
		return expr{}, false // a short form without its full stop: "Mar-a-Lago"
	}
	switch {
	case s.is(e.to, "-", "to", "through", "and") && s.monthBehind(e.to+1):
	case other && s.names[e.month] && !leading[before]:
		return expr{}, false
	case own:
		e.unsure = other
		return e, !other || before == "last"
	case before == "of":
		e.unsure = other && !s.is(i-2, "end", "beginning", "start", "middle", "month", "week", "part", "most", "half", "much", "rest", "all")
	case leading[before]:
		e.unsure = other && s.names[e.month] || before == "and" && !monthly(s.low(i-2))
		if before == "and" && !monthly(s.low(i-2)) {
			return expr{}, false
		}
	case before == "for" || before == "into":
		e.unsure = other
	case (determiners[before] || s.possessive(i)) && s.kind(e.to) == word && !s.toks[e.to].capital() && !stops[s.low(e.to)]:
		e.unsure = other
	default:
		return expr{}, false
	}
	if s.kind(e.to) == word && s.toks[e.to].capital() && other {
		return expr{}, false // "by May Jones"
	}
	return e, true
}

func monthly(w string) bool { return monthNames[w] > 0 }

func (s *scanner) monthBehind(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	m, _ := s.month(i)
	return m > 0
}

// looseYear judges four digits that may be a year.
func (s *scanner) looseYear(e expr, i int) (expr, bool) {
	i = s.past(i, "the")
	y, before, behind := e.year, s.low(i-1), s.low(e.to)
	if e.end != nil {
		return e, !s.counted(e.to)
	}
	if before == "year" || s.low(i) == "year" {
		return e, behind != "old"
	}
	switch {
	case s.counted(e.to), counting[before], s.is(i-1, "$", "£", "€", "#", "/", "."), before == "-" && s.glued(i), (behind == "-" || behind == "/") && s.glued(e.to) && s.glued(e.to+1) && s.kind(e.to+1) == number && s.toks[e.to+1].digits != 4:
		return expr{}, false
	case before == "of":
		e.unsure = !datedThings[s.low(i-2)]
		return e, !counting[s.low(i-2)] && s.low(i-2) != "class"
	case before == "by":
		return e, !moved[s.low(i-2)]
	case before == "and":
		k := i - 2
		if s.low(k) == "," {
			k--
		}
		y, _ := s.year(k)
		return e, y > 0 && s.yearish(k)
	case before == "from" && s.is(e.to, "to") && s.countedYear(e.to+1), before == "between" && s.is(e.to, "and") && s.countedYear(e.to+1):
		return expr{}, false
	case leading[before]:
		e.unsure = before == "around" || before == "about" || before == "circa" && y < 1400
		return e, true
	case before == "(" && s.is(e.to, ")", "-", "--", ",", ";"), behind == ")" && s.is(i-1, ",", "-", "--"):
		return e, y >= 1400
	case (before == "for" || before == "versus" || before == "than") && s.plural(e.to):
		return expr{}, false
	case before == "for" || before == "versus" || before == "vs" || before == "than":
		e.unsure = before == "than" || y < 1900
		return e, y >= 1400
	case (determiners[before] || s.possessive(i)) && s.kind(e.to) == word && !stops[behind]:
		e.unsure = y < 1800 || s.plural(e.to) && !datedThings[behind]
		return e, y >= 1400
	case behind == "'" && s.low(e.to+1) == "s":
		return e, y >= 1800
	case before == "," && s.listedYear(i):
		return e, true
	case i == 0 && s.is(e.to, "was", "is", "saw", "has", "had", "will", "brought", "marked", "began", "ended", "could", "may", "would", "looks"):
		return e, y >= 1800
	}
	return expr{}, false
}

// possessive reports whether what stands before a token is somebody's: "her",
// "Ukraine's".
func (s *scanner) possessive(i int) bool { return s.low(i-1) == "s" && s.low(i-2) == "'" }

// plural reports whether a word looks like the name of several things.
func (s *scanner) plural(i int) bool {
	w := s.low(i)
	return s.kind(i) == word && !s.toks[i].capital() && len(w) > 3 && w[len(w)-1] == 's' && !stops[w]
}

var determiners = set(`the a an his her its their our my`)

// countedYear reports whether a figure that could be a year counts something.
func (s *scanner) countedYear(i int) bool {
	return s.kind(i) == number && s.counted(i+1)
}

// yearish reports whether the figure at a place stands where a year does.
func (s *scanner) yearish(i int) bool {
	return leading[s.low(i-1)] || s.low(i-1) == "," || s.is(i-1, "the", "of")
}

// listedYear reports whether a year is one of a list: "in 2014, 2016 and 2018".
func (s *scanner) listedYear(i int) bool {
	y, _ := s.year(i - 2)
	return y > 0 && s.yearish(i-2)
}
