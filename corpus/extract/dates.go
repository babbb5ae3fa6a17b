package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// monthNames are the beginnings of the months' names in the languages whose
// dates are read, in lower case. A name counts when it begins so.
var monthNames = [12][]string{
	{"jan", "ene", "gen", "янв"}, {"feb", "fév", "fev", "фев"},
	{"mar", "mär", "maer", "мар"}, {"apr", "avr", "abr", "апр"},
	{"may", "mai", "mag", "mayo", "мая", "май"}, {"jun", "juin", "giu", "июн"},
	{"jul", "juil", "lug", "июл"}, {"aug", "aoû", "aou", "ago", "авг"},
	{"sep", "set", "сен"}, {"oct", "okt", "ott", "out", "окт"},
	{"nov", "ноя"}, {"dec", "dez", "déc", "dic", "дек"},
}

// fullMonths are the words that may follow those beginnings, so that "Marina"
// or "maybe" is no month.
var fullMonths = wordSet(`january february march april june july august september sept october november december
	januar februar märz maerz mai juni juli oktober dezember
	janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre decembre
	enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
	gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
	janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro
	января февраля марта апреля мая июня июля августа сентября октября ноября декабря`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// monthOf reads a month's name; 0 when the word is none.
func monthOf(word string) time.Month {
	w := strings.ToLower(strings.TrimSuffix(word, "."))
	for i, names := range monthNames {
		for _, n := range names {
			if w == n || strings.HasPrefix(w, n) && fullMonths[w] {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

// The forms of dates, each with the order of its parts: d, m, n (a month by
// name), y. Longer forms come first.
var dateForms = []struct {
	re    *regexp.Regexp
	order string
}{
	{regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?(?:Z\b|[+-]\d{2}:?\d{2}))?)?`), "ymd"},
	{regexp.MustCompile(`\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b`), "ymd"},
	{regexp.MustCompile(`(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日`), "ymd"},
	{regexp.MustCompile(`(\d{4}) ?년 ?(\d{1,2}) ?월 ?(\d{1,2}) ?일`), "ymd"},
	{regexp.MustCompile(`(\pL[\pL\pM]{2,11}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`), "ndy"},
	{regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th|er|\.)? (?:of |de )?(\pL[\pL\pM]{2,11}\.?),? (?:de |г\. )?(\d{4})\b`), "dny"},
	{regexp.MustCompile(`\b(\d{1,2})-(\pL{3,9})-(\d{4})\b`), "dny"},
	{regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`), "dmy"},
	{regexp.MustCompile(`\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b`), "??y"},
	{regexp.MustCompile(`(\pL[\pL\pM]{2,11}\.?),? (\d{4})\b`), "ny"},
	{regexp.MustCompile(`\b(\d{4})-(\d{2})\b`), "ym"},
}

// findDate finds the first date in a line and where it stands.
func findDate(line string) (d corpus.Date, at []int, ok bool) {
	for _, form := range dateForms {
		for _, m := range form.re.FindAllStringSubmatchIndex(line, 4) {
			if got, valid := dateOf(form.order, line, m); valid && (at == nil || m[0] < at[0]) {
				d, at = got, m[:2]
				break
			}
		}
		if at != nil && form.order != "ny" {
			break
		}
	}
	return d, at, at != nil
}

// dateOf reads the parts that a form found. Of 3/4/2023 nobody can tell which
// is the month, so that only the year is taken.
func dateOf(order, line string, m []int) (d corpus.Date, ok bool) {
	part := func(i int) string { return line[m[2*i+2]:m[2*i+3]] }
	if order == "??y" {
		a, b := atoi(part(0)), atoi(part(1))
		switch {
		case a > 12 && b <= 12:
			order = "dmy"
		case b > 12 && a <= 12, a == b:
			order = "mdy"
		default:
			return corpus.Date{Year: atoi(part(2))}, a >= 1 && b >= 1 && a <= 12 && b <= 12 && plausible(atoi(part(2)))
		}
	}
	for i, c := range order {
		switch c {
		case 'y':
			d.Year = atoi(part(i))
		case 'm':
			d.Month = time.Month(atoi(part(i)))
		case 'n':
			d.Month = monthOf(part(i))
		case 'd':
			d.Day = atoi(part(i))
		}
	}
	return d, validDate(d, strings.Contains(order, "d"))
}

func plausible(year int) bool { return year >= 1000 && year <= 2999 }

func validDate(d corpus.Date, withDay bool) bool {
	if !plausible(d.Year) || d.Month < 1 || d.Month > 12 {
		return false
	}
	if !withDay {
		return true
	}
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return d.Day >= 1 && t.Day() == d.Day
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

var (
	dateLabel = regexp.MustCompile(`(?i)\b((first|last)[ -])?(published|posted|updated|modified|created|issued|released|date|on|at|as of|publié|veröffentlicht|publicado|actualizado|опубликовано)\b[ :]*(le|am|el)?\b`)
	dayNames  = regexp.MustCompile(`(?i)\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[.,]?|\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b,?`)
	clockTime = regexp.MustCompile(`(?i)\b\d{1,2}([:.h]\d{2}){1,2}( ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?`)
	timeZone  = regexp.MustCompile(`\(?\b(GMT|UTC|[A-Z]{1,3}ST|[A-Z]{1,3}DT|CET|EST|EDT|ET|PT|CT|MT|BST|JST|HKT|SGT|IST|Z)\b([+-]\d{1,2}(:?\d{2})?)?\)?`)
	readTime  = regexp.MustCompile(`(?i)\b\d{1,3}[ -]?min(ute)?s?( read)?\b`)
	published = regexp.MustCompile(`(?i)\b(published|posted)\b`)
	updated   = regexp.MustCompile(`(?i)\b(updated|modified|actualizado|mis à jour|aktualisiert)\b`)
)

// dateLine reads a line that says when the article was published and nothing
// else. Of several dates the first that is not said to be of an update counts.
func dateLine(line string) (corpus.Date, bool) {
	if len(line) > 200 {
		return corpus.Date{}, false
	}
	var best corpus.Date
	var late bool
	rest := line
	for range 4 {
		d, at, ok := findDate(rest)
		if !ok {
			break
		}
		isUpdate := updated.MatchString(rest[:at[0]]) && !published.MatchString(rest[:at[0]])
		if best.IsZero() || late && !isUpdate {
			best, late = d, isUpdate
		}
		rest = dateLabel.ReplaceAllString(rest[:at[0]], " ") + "  " + rest[at[1]:]
	}
	if best.IsZero() || hasWord(withoutTimes(rest)) {
		return corpus.Date{}, false
	}
	return best, true
}

// withoutTimes takes labels, days, times and zones out of a line.
func withoutTimes(s string) string {
	for _, re := range []*regexp.Regexp{dateLabel, dayNames, clockTime, timeZone, readTime} {
		s = re.ReplaceAllString(s, " ")
	}
	return s
}

// wholeDate reads a value that is a date, as front matter states it.
func wholeDate(s string) (corpus.Date, bool) {
	s = strings.TrimSpace(s)
	if d, err := corpus.ParseDate(s); err == nil && plausible(d.Year) {
		return d, true
	}
	return dateLine(s)
}
