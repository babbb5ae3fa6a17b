package when

// expr is what some words say of a time, before it is known when they were
// written.
type expr struct {
	from, to int // the tokens, half-open
	form     form

	year, month, day int // 0 where the words do not say
	yearShift        int // with yearShifted: "August last year" is -1
	yearShifted      bool
	weekday          int // 1 is Monday, 7 is Sunday; 0 none

	unit  Precision // of units, ago, span
	n     int       // how many units; which quarter, half or season
	split bool      // and half a unit more: "a year and a half ago"
	turn  turn
	base  *expr // what it is counted from: "two days after Christmas", "Tuesday of last week"
	end   *expr // of a range
	part  part
	bound Bound

	about  bool
	unsure bool // the words have another reading
	anchor bool // counted from a date before it in the text, rather than from the article's
	bare   bool // a month or a year without anything that makes it one
}

// form is a way in which words say when.
type form int

const (
	calendar form = iota // a year, a month, a day, or some of them
	weekday
	units   // "last week", "this year"
	ago     // "three years ago" (n is negative), "in two weeks", "two days later"
	stretch // "the past three months" (n is negative), "the next two weeks"
	decade
	hundred // a century
	quarter
	half
	season
	weekend
	holiday
	now
)

// turn says which of those that come again is meant.
type turn int

const (
	anyTurn    turn = iota // what the tense of the sentence says
	lastTurn               // "last August"
	thisTurn               // "this August"
	nextTurn               // "next August"
	pastTurn               // "this past Tuesday"
	comingTurn             // "this coming Tuesday"
	thatTurn               // "that August": of the date before it in the text
)

// part is a part of a unit.
type part int

const (
	whole part = iota
	early
	middle
	late
	beginning
	ending
	earlier // up to the article's date
	later   // from the article's date
)

// dated reports whether a year is known without looking anywhere else.
func (e *expr) dated() bool {
	switch e.form {
	case calendar, quarter, half, season, holiday:
		return e.year > 0
	case decade, hundred:
		return true
	}
	return false
}

// yearless reports whether a year that stands beside it may be its own.
func (e *expr) yearless() bool {
	switch e.form {
	case calendar:
		return e.year == 0 && !e.yearShifted && e.turn == anyTurn
	case quarter, half, season, holiday:
		return e.year == 0 && !e.yearShifted && e.turn == anyTurn
	}
	return false
}
