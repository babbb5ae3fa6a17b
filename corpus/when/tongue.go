package when

import (
	"strconv"
	"strings"
)

// tongue is how a language other than English writes dates: the words it has
// for them. What these languages have in common is one set of rules.
type tongue struct {
	months, weekdays map[string]int
	units            map[string]Precision
	numbers          map[string]int
	phrases          map[string]expr // "semana pasada", by its words
	longest          int             // words in a phrase

	of, in, to   map[string]bool // "de"; "en"; "al"
	since, until map[string]bool
	year         map[string]bool // "año"
	agoBefore    []string        // "hace": before a number of units
	agoBehind    map[string]bool // "назад": behind it
	willBe       map[string]bool // words of the future
	endings      []string        // of verbs in the future
}

// scan returns the expressions of a sentence in order.
func (t *tongue) scan(s *scanner) []expr {
	var out []expr
	for i := 0; i < len(s.toks); {
		e, ok := t.bounded(s, i)
		if !ok {
			i++
			continue
		}
		e.from = i
		out = append(out, e)
		i = e.to
	}
	return out
}

// bounded reads an expression, and the words for "since" and "until" with it.
func (t *tongue) bounded(s *scanner, i int) (expr, bool) {
	by := Within
	switch {
	case t.since[s.low(i)]:
		by = Since
	case t.until[s.low(i)]:
		by = Until
	default:
		return t.expr(s, i, t.in[s.low(i-1)] || t.year[s.low(i-1)])
	}
	j := i + 1
	for t.filler(s, j) {
		j++
	}
	e, ok := t.expr(s, j, true)
	if !ok || e.form == ago {
		return expr{}, false
	}
	e.bound = by
	return e, true
}

// filler reports whether a word may stand between "since" and a date.
func (t *tongue) filler(s *scanner, i int) bool {
	return s.kind(i) == word && len(s.low(i)) <= 3 && t.months[s.low(i)] == 0 || t.year[s.low(i)]
}

// expr reads one expression. With bare, a month or a year may stand alone.
func (t *tongue) expr(s *scanner, i int, bare bool) (expr, bool) {
	if n, ok := s.numerals[i]; ok {
		return expr{form: calendar, year: n.year, month: n.month, day: n.day, to: n.to}, true
	}
	if e, ok := t.phrase(s, i); ok {
		return e, true
	}
	if e, ok := t.distance(s, i); ok {
		return e, true
	}
	if e, ok := t.date(s, i); ok {
		return e, true
	}
	if w := t.weekdays[s.low(i)]; w > 0 {
		j := s.past(i+1, ",")
		for t.filler(s, j) {
			j++
		}
		if e, ok := t.date(s, j); ok {
			e.weekday = w
			return e, true
		}
		return expr{form: weekday, weekday: w, to: i + 1}, true
	}
	if m := t.months[s.low(i)]; m > 0 {
		e := t.withYear(s, expr{form: calendar, month: m, to: t.afterMonth(s, i)})
		return e, e.year > 0 || bare
	}
	if y, to := s.year(i); y > 0 && bare && !measures[s.low(to)] && !(s.kind(to) == mark && s.is(to, "%", "°", "€", "$")) {
		e := s.seasonYears(expr{form: calendar, year: y, to: to})
		if b, ok := s.yearRange(e); ok {
			return b, true
		}
		return e, true
	}
	return expr{}, false
}

// afterMonth is the place behind a month and the full stop of a short one.
func (t *tongue) afterMonth(s *scanner, i int) int {
	if len(s.low(i)) <= 5 && s.low(i+1) == "." && s.glued(i+1) && (s.kind(i+2) == number) {
		return i + 2
	}
	return i + 1
}

// date reads "12 de agosto de 2023", "12. August", "del 3 al 5 de mayo".
func (t *tongue) date(s *scanner, i int) (expr, bool) {
	d, j := t.day(s, i)
	if d == 0 {
		return expr{}, false
	}
	if t.to[s.low(j)] || s.low(j) == "-" {
		if e, ok := t.date(s, j+1); ok && e.end == nil && e.day > d {
			return expr{form: calendar, day: d, to: e.to, end: &e}, true
		}
		return expr{}, false
	}
	for t.of[s.low(j)] {
		j++
	}
	m := t.months[s.low(j)]
	if m == 0 || d > monthLength(m) {
		return expr{}, false
	}
	return t.withYear(s, expr{form: calendar, month: m, day: d, to: t.afterMonth(s, j)}), true
}

// day reads the day of a month, with the mark of an ordinal: "1er", "12.", "1º".
func (t *tongue) day(s *scanner, i int) (d, to int) {
	if s.kind(i) != number || s.toks[i].digits > 2 || s.toks[i].value < 1 || s.toks[i].value > 31 {
		return 0, i
	}
	switch s.toks[i].suffix {
	case "", "er", "º", "ª", "e", "го", "η", "ης":
	default:
		return 0, i
	}
	to = i + 1
	if s.is(to, ".", "°") && s.glued(to) {
		to++
	}
	return s.toks[i].value, to
}

// withYear adds the year behind a month.
func (t *tongue) withYear(s *scanner, e expr) expr {
	j := e.to
	for t.of[s.low(j)] || t.year[s.low(j)] || s.low(j) == "," {
		j++
	}
	y, to := s.year(j)
	if y == 0 || measures[s.low(to)] {
		return e
	}
	if t.year[s.low(to)] {
		to++
	}
	e.year, e.to = y, to
	return e
}

// phrase reads the longest of the language's phrases.
func (t *tongue) phrase(s *scanner, i int) (expr, bool) {
	var words []string
	best, found := expr{}, false
	for k := i; k < len(s.toks) && k < i+t.longest; k++ {
		words = append(words, s.low(k))
		if e, ok := t.phrases[strings.Join(words, " ")]; ok {
			best, found = e, true
			best.to = k + 1
		}
	}
	return best, found
}

// distance reads "hace tres años", "vor drei Jahren", "три года назад".
func (t *tongue) distance(s *scanner, i int) (expr, bool) {
	j := i
	before := len(t.agoBefore) > 0 && s.seq(i, t.agoBefore...)
	if before {
		j += len(t.agoBefore)
	}
	n := t.numbers[s.low(j)]
	if s.kind(j) == number && s.toks[j].suffix == "" && s.toks[j].digits <= 3 {
		n = s.toks[j].value
	}
	unit, ok := t.units[s.low(j+1)]
	if n <= 0 || !ok {
		return expr{}, false
	}
	e := expr{form: ago, n: -n, unit: unit, to: j + 2}
	if t.agoBehind[s.low(e.to)] {
		e.to++
		return e, true
	}
	return e, before
}

// tense says which of several times is meant: what the report tells is past,
// unless a word of the sentence is of the future.
func (t *tongue) tense(s *scanner) tense {
	for _, k := range s.toks {
		if k.kind != word {
			continue
		}
		if t.willBe[k.low] {
			return future
		}
		for _, end := range t.endings {
			if strings.HasSuffix(k.low, end) && len(k.low) > len(end)+2 {
				return future
			}
		}
	}
	return pastTense
}

// readTongue reads a language's table: a name and a colon begin each line.
// Months and days of the week are parted by commas; phrases are written
// "letzte_woche=week-1".
func readTongue(table string) *tongue {
	t := &tongue{units: map[string]Precision{}, numbers: map[string]int{}, phrases: map[string]expr{}, longest: 1}
	for line := range strings.Lines(table) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		switch name {
		case "months":
			t.months = numbered(list)
		case "days":
			t.weekdays = numbered(list)
		case "numbers":
			t.numbers = numbered(list)
		case "units":
			for n, group := range strings.Split(list, ",") {
				for _, w := range strings.Fields(group) {
					t.units[w] = [...]Precision{Day, Week, Month, Year}[n]
				}
			}
		case "phrases":
			for _, p := range strings.Fields(list) {
				t.addPhrase(p)
			}
		case "ago before":
			t.agoBefore = strings.Fields(list)
		case "endings":
			t.endings = strings.Fields(list)
		default:
			*map[string]*map[string]bool{"of": &t.of, "in": &t.in, "to": &t.to, "since": &t.since, "until": &t.until, "year": &t.year,
				"ago": &t.agoBehind, "will": &t.willBe}[name] = set(list)
		}
	}
	return t
}

// addPhrase reads "letzte_woche=week-1".
func (t *tongue) addPhrase(p string) {
	words, means, _ := strings.Cut(p, "=")
	i := strings.IndexAny(means, "+-")
	unit := unitNames[means[:i]]
	n, _ := strconv.Atoi(means[i:])
	e := expr{form: units, unit: unit, n: n}
	t.phrases[strings.ReplaceAll(words, "_", " ")] = e
	t.longest = max(t.longest, strings.Count(words, "_")+1)
}
