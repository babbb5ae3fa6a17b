package when

import (
	"time"

	"github.com/pincite/pincite/corpus"
)

// place is what an expression is resolved against.
type place struct {
	article corpus.Date // zero when not known
	before  *Date       // the date before it in the text; nil for none
	far     bool        // that stands more than a sentence away
	year    int         // that the sentence has named already; 0 for none
	month   int         // that it has named with that year; 0 for none
	tense   tense
}

// found is a resolved expression.
type found struct {
	from, to  time.Time
	precision Precision
	sure      bool
	about     bool
	relative  bool
}

// knows reports whether the article's date is known to a precision.
func (p *place) knows(unit Precision) bool {
	switch {
	case p.article.IsZero():
		return false
	case p.article.Month == 0:
		return unit >= Year
	case p.article.Day == 0:
		return unit >= Month
	}
	return true
}

// resolve says which days an expression means; false when the text does not
// say.
func (p *place) resolve(e *expr) (found, bool) {
	if e.end != nil {
		return p.resolveRange(e)
	}
	f, ok := p.whole(e)
	if !ok {
		return f, false
	}
	f.sure = f.sure && !e.unsure
	f.about = f.about || e.about
	return p.partOf(f, e.part)
}

// whole resolves an expression without regard to its part.
func (p *place) whole(e *expr) (found, bool) {
	switch e.form {
	case calendar:
		return p.calendar(e)
	case weekday:
		return p.weekday(e)
	case units:
		return p.units(e)
	case weekend:
		return p.weekend(e)
	case ago:
		return p.ago(e)
	case stretch:
		return p.stretch(e)
	case decade:
		from, to := around(time.Date(e.year, 1, 1, 0, 0, 0, 0, time.UTC), Decade)
		return found{from: from, to: to, precision: Decade, sure: true}, true
	case hundred:
		from, to := around(time.Date(e.n*100, 1, 1, 0, 0, 0, 0, time.UTC), Century)
		return found{from: from, to: to, precision: Century, sure: true}, true
	case quarter, half, season, holiday:
		return p.recurring(e)
	case now:
		if !p.knows(Day) {
			return found{}, false
		}
		t := day(p.article)
		return found{from: t, to: t, sure: true, relative: true}, true
	}
	return found{}, false
}

// resolveRange resolves both ends, which lend each other what only one says.
func (p *place) resolveRange(e *expr) (found, bool) {
	a, b := *e, *e.end
	a.end = nil
	lend(&a, &b)
	last, ok := p.resolve(&b)
	if !ok {
		return found{}, false
	}
	q := *p
	if a.yearless() && a.month > 0 {
		// "from December to February": the first is the latest before the last.
		a.year = last.from.Year()
		if time.Date(a.year, time.Month(a.month), max(a.day, 1), 0, 0, 0, 0, time.UTC).After(last.to) {
			a.year--
		}
	}
	first, ok := q.resolve(&a)
	if ok && a.form == weekday && a.turn == anyTurn {
		days := (mondayBased(last.from) - mondayBased(first.from) + 7) % 7
		first.from = last.from.AddDate(0, 0, -days)
		if p.tense == future && first.from.Before(day(p.article)) {
			first.from, last.to = first.from.AddDate(0, 0, 7), last.to.AddDate(0, 0, 7)
		}
	}
	if !ok || first.from.After(last.to) {
		return found{}, false
	}
	return found{from: first.from, to: last.to, precision: min(first.precision, last.precision), sure: first.sure && last.sure,
		about: first.about || last.about, relative: first.relative || last.relative}, true
}

// lend gives each end of a range what only the other says.
func lend(a, b *expr) {
	if a.form == calendar && b.form == calendar {
		if b.month == 0 && b.year == 0 {
			b.month = a.month
		}
		if a.month == 0 && a.year == 0 {
			a.month = b.month
		}
		if b.yearless() && a.year > 0 {
			b.year = a.year
			if b.month > 0 && (b.month < a.month || b.month == a.month && b.day < a.day) {
				b.year++
			}
		}
	}
	if a.yearless() && b.yearShifted {
		a.yearShifted, a.yearShift = true, b.yearShift
	}
	if a.yearless() && a.month == 0 && b.year > 0 {
		a.year = b.year
	}
}

// partOf narrows what was found to a part of it.
func (p *place) partOf(f found, at part) (found, bool) {
	if at == whole || f.precision == Day && f.from.Equal(f.to) {
		return f, true
	}
	switch at {
	case earlier, later:
		if !p.knows(Day) {
			return f, true
		}
		t := day(p.article)
		if t.Before(f.from) || t.After(f.to) {
			return found{}, false
		}
		if at == earlier {
			f.to = t
		} else {
			f.from = t
		}
		return f, true
	}
	f.about = true
	y, m := f.from.Year(), int(f.from.Month())
	switch f.precision {
	case Century:
		f.from, f.to = cut(f.from, 12*100, at, 33*12, 66*12, 120)
		f.precision = Year
	case Decade:
		f.from, f.to = cut(f.from, 120, at, 48, 84, 24)
		f.precision = Year
	case Year:
		f.from, f.to = cut(f.from, 12, at, 4, 8, 1)
		f.precision = Month
	case Season:
		f.from, f.to = cut(f.from, monthsIn(f), at, 1, 2, 1)
		f.precision = Month
	case Month:
		length := f.to.Day()
		days := map[part][2]int{early: {1, 10}, middle: {11, 20}, late: {21, length}, beginning: {1, 7}, ending: {length - 6, length}}[at]
		f.from, f.to = time.Date(y, time.Month(m), days[0], 0, 0, 0, 0, time.UTC), time.Date(y, time.Month(m), days[1], 0, 0, 0, 0, time.UTC)
		f.precision = Week
	case Week:
		days := map[part][2]int{early: {0, 1}, middle: {2, 3}, late: {3, 4}, beginning: {0, 1}, ending: {4, 6}}[at]
		f.from, f.to = f.from.AddDate(0, 0, days[0]), f.from.AddDate(0, 0, days[1])
		f.precision = Day
	}
	return f, true
}

// cut returns a part of so many months: early up to one of them, late from
// another; the beginning and the end are shorter.
func cut(from time.Time, all int, at part, first, second, short int) (a, b time.Time) {
	lo, hi := 0, all
	switch at {
	case early:
		hi = first
	case middle:
		lo, hi = first, second
	case late:
		lo = second
	case beginning:
		hi = short
	case ending:
		lo = all - short
	}
	return from.AddDate(0, lo, 0), from.AddDate(0, hi, -1)
}

// monthsIn returns how many months were found.
func monthsIn(f found) int {
	return (f.to.Year()-f.from.Year())*12 + int(f.to.Month()) - int(f.from.Month()) + 1
}

// reference returns the day that relative words are counted from, and whether
// it is known well enough for the unit.
func (p *place) reference(e *expr, unit Precision) (ref time.Time, sure, ok bool) {
	if e.anchor && p.before != nil && p.before.Precision <= unit && p.before.Bound == Within {
		return day(p.before.From), !p.far, true
	}
	if e.anchor || !p.knows(unit) {
		return time.Time{}, false, false
	}
	return day(p.article), true, true
}
