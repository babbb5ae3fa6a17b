package when

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// numeral is a date in figures.
type numeral struct {
	year, month, day int
	to               int // the token behind it
}

var (
	// isoDate also takes the time that may follow, and leaves it out.
	isoDate  = regexp.MustCompile(`\b(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?:T\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?\b`)
	isoMonth = regexp.MustCompile(`\b(\d{4})-(\d{2})\b`)
	endYear  = regexp.MustCompile(`\b(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})\b`)
	// 2023年8月12日, 8月12日, 2023년 8월 12일; ngày 12 tháng 8 năm 2023.
	eastAsian  = regexp.MustCompile(`(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日號号일])?|(\d{4})\s?[年년]`)
	vietnamese = regexp.MustCompile(`(?:(\d{1,2}) )?tháng (\d{1,2})(?: năm (\d{4}))?`)
	september  = regexp.MustCompile(`\b9/11\b`)
)

// numerals returns the dates in figures of a text, by the token with which they
// begin. dayFirst says that 8/12/2023 is the eighth of December, as everywhere
// but in English, where it may be either and so is none.
func numerals(text string, toks []token, dayFirst bool) map[int]numeral {
	if !figures(text) {
		return nil
	}
	r := numeralReader{text: text, starts: map[int]int{}, ends: map[int]int{}, out: map[int]numeral{}}
	for i, t := range toks {
		r.starts[t.span.Start], r.ends[t.span.End] = i, i
	}
	for _, m := range isoDate.FindAllStringSubmatchIndex(text, -1) {
		if text[m[4]] == text[m[8]] && r.apart(m) {
			r.put(m, r.at(m, 1), r.at(m, 3), r.at(m, 5))
		}
	}
	for _, m := range endYear.FindAllStringSubmatchIndex(text, -1) {
		a, b := r.at(m, 1), r.at(m, 3)
		switch {
		case text[m[4]] != text[m[8]] || !r.apart(m):
		case a > 12 || dayFirst || text[m[4]] == '.' || a == b:
			r.put(m, r.at(m, 5), b, a)
		case b > 12:
			r.put(m, r.at(m, 5), a, b)
		}
	}
	for _, m := range isoMonth.FindAllStringSubmatchIndex(text, -1) {
		if y, n := r.at(m, 1), r.at(m, 2); n >= 1 && n <= 12 && n <= y%100 && r.apart(m) && (m[1] == len(text) || text[m[1]] != '-') {
			r.put(m, y, n, 0)
		}
	}
	for _, m := range eastAsian.FindAllStringSubmatchIndex(text, -1) {
		r.put(m, r.at(m, 1)+r.at(m, 4), r.at(m, 2), r.at(m, 3))
	}
	for _, m := range vietnamese.FindAllStringSubmatchIndex(text, -1) {
		r.put(m, r.at(m, 3), r.at(m, 2), r.at(m, 1))
	}
	for _, m := range september.FindAllStringIndex(text, -1) {
		if r.apart(m) {
			r.put(m, 2001, 9, 11)
		}
	}
	return r.out
}

// figures reports whether a text can have a date in figures: it is cheaper than
// the patterns, and nearly every sentence has none.
func figures(text string) bool {
	wide := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			wide = true
		case (c == '-' || c == '/' || c == '.') && i > 0 && i+1 < len(text) && isDigit(rune(text[i-1])) && isDigit(rune(text[i+1])):
			return true
		}
	}
	return wide && (strings.ContainsAny(text, "年月년월") || strings.Contains(text, "tháng"))
}

// numeralReader takes what the patterns match.
type numeralReader struct {
	text         string
	starts, ends map[int]int // bytes → the token that begins, or ends, there
	out          map[int]numeral
}

// put keeps a match that is a date and made of whole tokens, unless an earlier
// pattern has matched there.
func (r *numeralReader) put(m []int, year, month, day int) {
	some := year
	if year == 0 {
		some = 2000 // every day that there is, is one of that year
	}
	if month > 0 && day > 0 && !valid(some, month, day) || month > 12 || month == 0 && year == 0 || some < 1000 || some > 2199 {
		return
	}
	from, begins := r.starts[m[0]]
	last, stops := r.ends[m[1]]
	if _, there := r.out[from]; begins && stops && !there {
		r.out[from] = numeral{year, month, day, last + 1}
	}
}

// at returns the number in a group of a match, 0 when it has none.
func (r *numeralReader) at(m []int, group int) int {
	if m[2*group] < 0 {
		return 0
	}
	n, _ := strconv.Atoi(r.text[m[2*group]:m[2*group+1]])
	return n
}

// apart reports whether a match is no part of a longer figure.
func (r *numeralReader) apart(m []int) bool {
	t, from, to := r.text, m[0], m[1]
	return (from == 0 || !joins(t[from-1])) && (to == len(t) || !joins(t[to]) || to+1 == len(t) || !isDigit(rune(t[to+1])))
}

func joins(c byte) bool {
	return strings.IndexByte("-/.,$0123456789", c) >= 0
}
