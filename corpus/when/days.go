package when

import "slices"

// month reads the name of a month and the full stop of a short one; the place
// behind it is the place itself when there is none.
func (s *scanner) month(i int) (m, to int) {
	m = monthNames[s.low(i)]
	if m == 0 || !s.typed && !s.toks[i].capital() {
		return 0, i
	}
	to = i + 1
	if len(s.low(i)) <= 4 && s.low(i) != "june" && s.low(i) != "july" && s.low(i) != "may" && s.low(to) == "." && s.glued(to) {
		to++
	}
	return m, to
}

// dayOf reads the day of a month: 12, 12th, twelfth.
func (s *scanner) dayOf(i int) (d, to int) {
	if s.kind(i) == number {
		t := s.toks[i]
		if t.digits <= 2 && 1 <= t.value && t.value <= 31 && slices.Contains([]string{"", "st", "nd", "rd", "th"}, t.suffix) {
			return t.value, i + 1
		}
		return 0, i
	}
	if n, to := s.ordinal(i); n <= 31 {
		return n, to
	}
	return 0, i
}

// ordinal reads "twelfth", "twenty-first", "21st".
func (s *scanner) ordinal(i int) (n, to int) {
	if s.kind(i) == number {
		if t := s.toks[i]; slices.Contains([]string{"st", "nd", "rd", "th"}, t.suffix) && t.value > 0 {
			return t.value, i + 1
		}
		return 0, i
	}
	if n := ordinals[s.low(i)]; n > 0 {
		return n, i + 1
	}
	if t := tens[s.low(i)]; t > 0 {
		j := s.past(i+1, "-")
		if n := ordinals[s.low(j)]; 0 < n && n < 10 {
			return t + n, j + 1
		}
	}
	if s.low(i) == "thirtieth" {
		return 30, i + 1
	}
	return 0, i
}

// cardinal reads a number of units: 3, three, twenty-one, a, a couple of. It
// says whether "and a half" follows.
func (s *scanner) cardinal(i int) (n int, split bool, to int) {
	switch {
	case s.kind(i) == number:
		if t := s.toks[i]; t.suffix == "" && t.value > 0 && t.value < 1000 {
			n, to = t.value, i+1
		}
	case tens[s.low(i)] > 0:
		n, to = tens[s.low(i)], i+1
		if j := s.past(to, "-"); 0 < cardinals[s.low(j)] && cardinals[s.low(j)] < 10 && j > to {
			n, to = n+cardinals[s.low(j)], j+1
		}
	case s.seq(i, "a", "couple"), s.seq(i, "couple", "of"), s.seq(i, "a", "dozen"):
		n, to = 2, s.past(i+2, "of")
		if s.low(i+1) == "dozen" {
			n = 12
		}
		return n, false, to
	case cardinals[s.low(i)] > 0 && s.low(i) != "couple":
		n, to = cardinals[s.low(i)], i+1
	}
	if n == 0 {
		return 0, false, i
	}
	if s.seq(to, "and", "a", "half") {
		return n, true, to + 3
	}
	return n, false, to
}

// year reads four digits that can be a year.
func (s *scanner) year(i int) (y, to int) {
	if s.kind(i) == number {
		if t := s.toks[i]; t.digits == 4 && t.suffix == "" && 1000 <= t.value && t.value < 2200 {
			return t.value, i + 1
		}
	}
	return 0, i
}

// yearAfter reads the year of a day or month: ", 2023", "2023", "of 2023".
func (s *scanner) yearAfter(i int) (y, to int) {
	y, to = s.year(s.past(i, ",", "of"))
	if y == 0 || s.low(i) == "," && s.counted(to) {
		return 0, i
	}
	return y, to
}

// counted reports whether the words from i on say what a figure counts.
func (s *scanner) counted(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	switch s.low(i) {
	case "%", "°", "$", "€", "£":
		return true
	}
	if s.is(i, "-") && s.glued(i) && s.kind(i+1) == word && s.glued(i+1) {
		return !s.is(i+1, "to", "and")
	}
	return measures[s.low(i)]
}

// shiftedYear reads "last year", "of this year", "next year" behind a month.
func (s *scanner) shiftedYear(i int) (n, to int, ok bool) {
	j := s.past(i, "of")
	if s.low(j+1) == "year" {
		switch s.low(j) {
		case "last":
			return -1, j + 2, true
		case "this":
			return 0, j + 2, true
		case "next":
			return 1, j + 2, true
		}
	}
	return 0, i, false
}

// withYear adds the year that follows to a day or month.
func (s *scanner) withYear(e expr) expr {
	if n, to, ok := s.shiftedYear(e.to); ok {
		e.yearShift, e.yearShifted, e.to = n, true, to
		return e
	}
	e.year, e.to = s.yearAfter(e.to)
	return e
}

// dated reads a day with its month: "12 August 2023", "the 12th of August",
// "Aug. 12, 2023", "12-Aug-2023".
func (s *scanner) dated(i int) (expr, bool) {
	if n, ok := s.numerals[i]; ok {
		return expr{form: calendar, year: n.year, month: n.month, day: n.day, to: n.to}, true
	}
	if m, to := s.month(i); to > i {
		j := s.past(to, "the")
		d, end := s.dayOf(j)
		if end == j || d > monthLength(m) || s.is(end, "%") || s.is(end, "-") && s.glued(end) && s.kind(end+1) == word && s.glued(end+1) {
			return expr{}, false
		}
		if s.kind(j) == word && j == to {
			return expr{}, false // "May first" only with the article
		}
		return s.withYear(expr{form: calendar, month: m, day: d, to: end}), true
	}
	d, to := s.dayOf(i)
	if to == i {
		return expr{}, false
	}
	j := s.past(to, "of", "-")
	j = s.past(j, "the")
	m, end := s.month(j)
	if end == j || d > monthLength(m) || s.low(to) == "-" && !s.glued(j) {
		return expr{}, false
	}
	if s.low(end) == "-" && s.glued(end) {
		if y, after := s.year(end + 1); y > 0 {
			return expr{form: calendar, month: m, day: d, year: y, to: after}, true
		}
	}
	return s.withYear(expr{form: calendar, month: m, day: d, to: end}), true
}

// monthly reads a month with its year, or with what says which one is meant.
func (s *scanner) monthly(i int) (expr, bool) {
	t := turns[s.low(i)]
	j := i
	if t != anyTurn && s.kind(i) == word {
		j = i + 1
		if t == thisTurn {
			if next := turns[s.low(j)]; next == pastTurn || next == comingTurn {
				t, j = next, j+1
			}
		}
	}
	j = s.past(j, "month")
	if j > i && s.low(j-1) == "month" {
		j = s.past(j, "of")
	}
	m, to := s.month(j)
	if to == j {
		return expr{}, false
	}
	e := expr{form: calendar, month: m, to: to, turn: t}
	if t == anyTurn {
		e = s.withYear(e)
	}
	if t != anyTurn && s.low(i) == "past" {
		return expr{}, false
	}
	e.bare = e.year == 0 && !e.yearShifted && t == anyTurn
	e.anchor = t == thatTurn
	return e, true
}

// weekly reads a day of the week, with the date that it stands beside.
func (s *scanner) weekly(i int) (expr, bool) {
	t, j := anyTurn, i
	if by := turns[s.low(i)]; by != anyTurn {
		t, j = by, i+1
		if next := turns[s.low(j)]; t == thisTurn && (next == pastTurn || next == comingTurn) {
			t, j = next, j+1
		}
	}
	w, to := s.weekdayName(j)
	if to == j {
		return expr{}, false
	}
	e := expr{form: weekday, weekday: w, turn: t, to: to, anchor: t == thatTurn}
	if daytimes[s.low(to)] {
		e.to++
	}
	if t == anyTurn {
		if d, ok := s.beside(e.to); ok {
			d.weekday = w
			return d, true
		}
	}
	// "Tuesday of last week", "Monday next week"
	k := s.past(e.to, "of")
	if s.low(k+1) == "week" && s.is(k, "last", "this", "next") {
		n := map[string]int{"last": -1, "next": 1}[s.low(k)]
		e.base, e.to = &expr{form: units, unit: Week, n: n}, k+2
	}
	return e, true
}

// weekdayName reads the name of a day of the week that is not part of another
// name.
func (s *scanner) weekdayName(i int) (w, to int) {
	if !s.typed && (i >= len(s.toks) || !s.toks[i].capital()) {
		return 0, i
	}
	if w = weekdayNames[s.low(i)]; w > 0 {
		if s.low(i-1) == "a" && !s.modifies(i+1) || s.is(i-2, "every", "each") {
			return 0, i // "on a Sunday in May", "every second Tuesday"
		}
		if s.is(i-1, "through", "to", "and") && notDays[s.low(i-3)+" "+s.low(i-2)] {
			return 0, i // "every Monday and Tuesday"
		}
		if s.is(i+1, "school", "schools", "mass", "prayers", "papers", "roast") || notDays[s.low(i-1)+" "+s.low(i)] || notDays[s.low(i)+" "+s.low(i+1)] && s.toks[i+1].capital() {
			return 0, i
		}
		return w, i + 1
	}
	w = shortDays[s.low(i)]
	j := s.past(i+1, ".")
	if w == 0 {
		return 0, i
	}
	if _, ok := s.dated(s.past(j, ",")); !ok && !(s.low(i+1) == "." && s.glued(i+1) && len(s.low(i)) > 2 && s.is(i-1, "on")) {
		return 0, i // "Sun" and "Sat" are other words
	}
	return w, j
}

// beside reads the date that stands beside a day of the week: ", Sept. 4",
// "(4 September)".
func (s *scanner) beside(i int) (expr, bool) {
	j := s.past(i, ",", "(")
	bracket := s.low(i) == "("
	e, ok := s.dated(s.past(j, "the"))
	if !ok {
		if j = s.past(j, "the"); j == i || s.low(j-1) != "the" {
			return expr{}, false
		}
		d, to := s.dayOf(j)
		if to == j || s.toks[j].suffix == "" && s.kind(j) == number {
			return expr{}, false
		}
		return expr{form: calendar, day: d, to: to}, true
	}
	if bracket {
		if s.low(e.to) != ")" {
			return expr{}, false
		}
		e.to++
	}
	return e, true
}

// notDays are names that have a day of the week in them, and days that come
// again and again.
var notDays = func() map[string]bool {
	out := map[string]bool{}
	for day := range weekdayNames {
		for _, before := range []string{"black", "every", "each", "happy"} {
			out[before+" "+day] = true
		}
		for _, behind := range []string{"times", "telegraph", "mirror", "express", "mail", "herald", "independent", "world", "post", "people", "star", "age",
			"night", "evening", "school", "mass", "sun", "review", "club"} {
			out[day+" "+behind] = true
		}
	}
	for _, n := range []string{"cyber monday", "super tuesday", "bloody sunday", "casual friday", "freaky friday", "good friday", "palm sunday",
		"easter sunday", "easter monday", "ash wednesday", "maundy thursday", "shrove tuesday", "fat tuesday", "giving tuesday",
		"sheffield wednesday", "ruby tuesday", "man friday", "whit monday", "wednesday addams", "thursday murder"} {
		out[n] = true
	}
	return out
}()
