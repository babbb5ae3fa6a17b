package when

import "time"

// near and clear are how many days away a time without a year may be, and how
// far the same time of the year before or after must be, for it to be plain
// which is meant though the sentence has no tense.
const (
	near  = 60
	clear = 200
)

// calendar resolves a year, a month or a day of the calendar.
func (p *place) calendar(e *expr) (found, bool) {
	year, sure, ok := e.year, true, true
	relative := false
	if year == 0 {
		if year, sure, ok = p.yearOf(e); !ok {
			return found{}, false
		}
		relative = true
	}
	month := e.month
	if month == 0 && e.day > 0 {
		if month, year, ok = p.monthOf(e); !ok {
			return found{}, false
		}
		sure = false
	}
	f := found{sure: sure, relative: relative}
	switch {
	case month == 0:
		f.precision = Year
		f.from, f.to = months(year, 1, 12)
	case e.day == 0:
		f.precision = Month
		f.from, f.to = months(year, month, 1)
	case !valid(year, month, e.day):
		return found{}, false
	default:
		f.from = time.Date(year, time.Month(month), e.day, 0, 0, 0, 0, time.UTC)
		f.to = f.from
		if e.weekday > 0 && mondayBased(f.from) != e.weekday-1 {
			f.sure = false // the writer was wrong about one of the two
		}
	}
	return f, true
}

// monthOf returns the month of a day that is named alone: "the 12th".
func (p *place) monthOf(e *expr) (month, year int, ok bool) {
	if p.before != nil && p.before.Precision <= Month && !p.before.From.IsZero() {
		return int(p.before.From.Month), p.before.From.Year, true
	}
	if !p.knows(Day) {
		return 0, 0, false
	}
	t := day(p.article)
	switch {
	case p.tense == future && e.day < t.Day():
		_, next := around(t, Month)
		t = next.AddDate(0, 0, 1)
	case p.tense != future && e.day > t.Day():
		first, _ := around(t, Month)
		t = first.AddDate(0, 0, -1)
	}
	return int(t.Month()), t.Year(), true
}

// yearOf returns the year of a month or day that is named without one.
func (p *place) yearOf(e *expr) (year int, sure, ok bool) {
	unit := Month
	if e.day > 0 {
		unit = Day
	}
	switch {
	case e.month == 0 && e.day > 0:
		return 0, false, true
	case e.turn == thatTurn:
		if p.before == nil || p.before.From.IsZero() {
			return 0, false, false
		}
		return p.before.From.Year, !p.far, true
	case p.year > 0 && !e.yearShifted && e.turn == anyTurn && e.month < p.month:
		// "As of December 2021, it was …, he said in January."
		return p.year + 1, false, p.article.IsZero() || p.year < p.article.Year
	case p.year > 0 && !e.yearShifted && e.turn == anyTurn:
		return p.year, p.article.IsZero() || p.year != p.article.Year-1, true
	case e.yearShifted:
		return p.article.Year + e.yearShift, true, p.knows(Year)
	case !p.knows(unit):
		return 0, false, false
	}
	ref := day(p.article)
	span := func(y int) (from, to time.Time) {
		if e.day > 0 {
			t := time.Date(y, time.Month(e.month), e.day, 0, 0, 0, 0, time.UTC)
			return t, t
		}
		return months(y, e.month, 1)
	}
	if e.weekday > 0 && e.day > 0 {
		if y, ok := weekdayYear(ref, e); ok {
			return y, true, true
		}
	}
	year, sure = p.which(ref, e.turn, span)
	return year, sure, true
}

// weekdayYear returns the year nearest to the article's in which a day is the
// day of the week that is named with it.
func weekdayYear(ref time.Time, e *expr) (int, bool) {
	for _, by := range []int{0, -1, 1, -2, -3, -4, -5} {
		y := ref.Year() + by
		if valid(y, e.month, e.day) && mondayBased(time.Date(y, time.Month(e.month), e.day, 0, 0, 0, 0, time.UTC)) == e.weekday-1 {
			return y, true
		}
	}
	return 0, false
}

// which says in which year a time is meant that comes every year, and whether
// that is plain.
func (p *place) which(ref time.Time, by turn, span func(year int) (from, to time.Time)) (int, bool) {
	y := ref.Year()
	past, coming := y, y
	from, to := span(y)
	if from.After(ref) {
		past--
	}
	if to.Before(ref) {
		coming++
	}
	lastFrom, lastTo := span(past)
	nextFrom, _ := span(coming)
	ago, until := int(ref.Sub(lastTo).Hours())/24, int(nextFrom.Sub(ref).Hours())/24
	switch by {
	case thisTurn:
		return y, true
	case lastTurn, pastTurn:
		if !lastTo.Before(ref) { // it is going on: the one before
			return past - 1, false
		}
		// In September, "last May" may be the one of this year or of the year before.
		return past, by == pastTurn || past < y || ago < near/2
	case nextTurn, comingTurn:
		if !nextFrom.After(ref) {
			return coming + 1, false
		}
		return coming, by == comingTurn || coming > y || until < near/2
	}
	switch p.tense {
	case pastTense:
		if until == 1 && lastFrom.Before(ref.AddDate(0, -1, 0)) {
			return coming, true // written late in the evening, and dated the day before
		}
		return past, true
	case future:
		return coming, true
	}
	if until < ago {
		return coming, until < near && ago > clear
	}
	return past, ago < near && until > clear || past == coming
}

// weekday resolves a day of the week.
func (p *place) weekday(e *expr) (found, bool) {
	if e.base != nil {
		week, ok := p.whole(e.base)
		if !ok {
			return found{}, false
		}
		from, _ := around(week.from, Week)
		t := from.AddDate(0, 0, e.weekday-1)
		return found{from: t, to: t, sure: week.sure, relative: true}, true
	}
	if e.turn == thatTurn {
		if p.before == nil || p.before.Precision > Week || p.before.From.IsZero() {
			return found{}, false
		}
		from, _ := around(day(p.before.From), Week)
		t := from.AddDate(0, 0, e.weekday-1)
		return found{from: t, to: t, relative: true}, true
	}
	if !p.knows(Day) {
		return found{}, false
	}
	ref := day(p.article)
	back := (mondayBased(ref) - (e.weekday - 1) + 7) % 7 // days since the latest
	monday, _ := around(ref, Week)
	t, sure := ref.AddDate(0, 0, -back), true
	switch e.turn {
	case anyTurn:
		if p.tense == future {
			t, sure = t.AddDate(0, 0, 7*min(back, 1)), back > 0
		} else {
			sure = p.tense == pastTense
		}
	case lastTurn, pastTurn:
		if back == 0 {
			t = t.AddDate(0, 0, -7)
		}
		sure = e.turn == pastTurn || t.Before(monday)
	case comingTurn:
		t = t.AddDate(0, 0, 7)
	case thisTurn:
		t = monday.AddDate(0, 0, e.weekday-1)
	case nextTurn:
		t = monday.AddDate(0, 0, 7+e.weekday-1)
		sure = e.weekday-1 <= mondayBased(ref)
	}
	return found{from: t, to: t, sure: sure, relative: true}, true
}

// units resolves "last week", "this year", "the following month".
func (p *place) units(e *expr) (found, bool) {
	ref, sure, ok := p.reference(e, e.unit)
	if !ok && e.anchor && e.turn != thatTurn && p.knows(e.unit) && e.unit > Day {
		// "The previous week", and no date before it: the article's, probably.
		ref, sure, ok = day(p.article), false, true
	}
	if !ok {
		return found{}, false
	}
	from, to := around(shift(ref, e.unit, e.n), e.unit)
	return found{from: from, to: to, precision: e.unit, sure: sure, relative: true}, true
}

// weekend resolves Saturday and Sunday.
func (p *place) weekend(e *expr) (found, bool) {
	ref, sure, ok := p.reference(e, Week)
	if !ok || !p.knows(Day) && !e.anchor {
		return found{}, false
	}
	monday, _ := around(ref, Week)
	n := e.n
	if e.turn == thisTurn || e.turn == anyTurn {
		// On a Monday, "this weekend" that was is the one just over.
		if p.tense != future && mondayBased(ref) < 4 {
			n, sure = -1, p.tense == pastTense
		}
	}
	from := monday.AddDate(0, 0, 7*n+5)
	return found{from: from, to: from.AddDate(0, 0, 1), sure: sure, relative: true}, true
}

// ago resolves a distance from a date: "three years ago", "two days later",
// "a week after Christmas".
func (p *place) ago(e *expr) (found, bool) {
	var ref time.Time
	sure, ok := true, true
	if e.base != nil {
		b, known := p.resolve(e.base)
		if !known || b.precision > e.unit {
			return found{}, false
		}
		ref, sure = b.from, b.sure
		if e.n > 0 {
			ref = b.to
		}
	} else if ref, sure, ok = p.reference(e, e.unit); !ok {
		if !e.anchor || e.n > 0 || e.unit < Month || !p.knows(e.unit) {
			return found{}, false
		}
		ref, sure = day(p.article), false // "from a year earlier", in a report of figures
	}
	unit, n := e.unit, e.n
	f := found{sure: sure, relative: true}
	switch {
	case unit == Century:
		unit, n, f.about = Year, n*100, true
	case unit == Decade:
		unit, n, f.about = Year, n*10, true
	}
	t := shift(ref, unit, n)
	if e.split {
		months := map[Precision]int{Year: 6, Month: 0}[unit]
		if n < 0 {
			months = -months
		}
		t, f.about, unit = shift(t, Month, months), true, Month
	}
	f.precision = unit
	f.from, f.to = around(t, unit)
	if unit == Season {
		f.from, f.to = around(t, Month)
		f.precision = Month
	}
	return f, true
}

// stretch resolves "the past three months": up to, or from, the article's date.
func (p *place) stretch(e *expr) (found, bool) {
	if !p.knows(Day) {
		return found{}, false
	}
	ref := day(p.article)
	other := shift(ref, e.unit, e.n)
	if e.split {
		other = shift(other, Month, 6*e.n/max(1, e.n, -e.n))
	}
	f := found{from: other, to: ref, precision: e.unit, sure: true, relative: true}
	if e.n > 0 {
		f.from, f.to = ref, other
	}
	return f, true
}

// recurring resolves what comes every year: a quarter, a season, a holiday.
func (p *place) recurring(e *expr) (found, bool) {
	f := found{precision: Season, sure: true}
	span := func(year int) (from, to time.Time) {
		switch e.form {
		case quarter:
			return months(year, 3*e.n-2, 3)
		case half:
			return months(year, 6*e.n-5, 6)
		case season:
			return months(year, 3*e.n, 3) // winter ends in the year after
		}
		return holidays[e.n].days(year)
	}
	if e.form == holiday {
		f.precision = Day
	}
	year := e.year
	if year == 0 {
		var ok bool
		if year, f.sure, ok = p.yearRecurring(e, span); !ok {
			return found{}, false
		}
		f.relative = true
	} else if e.form == season && e.n == 4 && !e.split {
		f.sure = false // the winter that begins in the year, or that ends in it
	}
	f.from, f.to = span(year)
	return f, true
}

// yearRecurring is yearOf for what comes every year.
func (p *place) yearRecurring(e *expr, span func(int) (from, to time.Time)) (year int, sure, ok bool) {
	switch {
	case e.turn == thatTurn:
		if p.before == nil || p.before.From.IsZero() {
			return 0, false, false
		}
		return p.before.From.Year, !p.far, true
	case e.yearShifted:
		return p.article.Year + e.yearShift, e.form != season || e.n != 4, p.knows(Year)
	case p.year > 0 && e.turn == anyTurn:
		return p.year, true, true
	case !p.knows(Month), e.form == holiday && !p.knows(Day):
		return 0, false, false
	}
	ref := day(p.article)
	by := e.turn
	if e.form == quarter && by == anyTurn {
		// What will be reported is a quarter that is over.
		q := *p
		q.tense = pastTense
		year, _ = q.which(ref, by, span)
		if _, to := span(year); to.After(ref) {
			year--
		}
		return year, false, true
	}
	if e.form == season && by == thisTurn && e.n == 4 && ref.Month() < time.July {
		return ref.Year() - 1, ref.Month() < time.March, true
	}
	if e.form == season && by == lastTurn {
		// In September "last summer" is the year before's: the one just over is
		// "this summer".
		from, to := span(ref.Year())
		if e.n == 4 {
			from, to = span(ref.Year() - 1)
		}
		switch {
		case e.n == 4 && ref.Month() < time.March:
			return ref.Year() - 2, true, true
		case e.n == 4:
			return ref.Year() - 1, ref.Month() > time.April, true
		case from.After(ref):
			return ref.Year() - 1, true, true
		}
		return ref.Year() - 1, !to.Before(ref), true
	}
	year, sure = p.which(ref, by, span)
	return year, sure, true
}
