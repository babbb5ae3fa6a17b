package corpus

import (
	"regexp"
	"strings"
	"unicode"
)

// maxDateline is the longest dateline in bytes.
const maxDateline = 90

// datelineEnd finds the dash that ends a dateline; a hyphen needs white space
// on both sides, so that no compound is taken apart.
var datelineEnd = regexp.MustCompile(`\s*(?:--+|[—–―])\s*|\s+-\s+`)

// datelineHead takes apart what stands before the dash: the place, a date, an
// agency in brackets.
var datelineHead = regexp.MustCompile(
	`^(\p{Lu}[\p{L}\p{M} .,'’/-]*?)` +
		`(?:,?\s+\(?((?:\d{1,2}\.?\s+(?:de\s+)?\p{L}{3,}|\p{L}{3,}\.?\s+\d{1,2})\.?(?:,?\s+(?:de\s+)?\d{4})?)\)?)?` +
		`(\s*\([\p{L}\p{M}\d .&/'’-]{2,40}\))?$`)

// notPlaces are words in capitals that open a paragraph and name no place.
var notPlaces = map[string]bool{
	"ANALYSIS": true, "BREAKING": true, "BREAKING NEWS": true, "CAUTION": true, "COMMENT": true,
	"CORRECTION": true, "EDITOR'S NOTE": true, "EDITOR’S NOTE": true, "EXCLUSIVE": true, "FILE": true,
	"IMPORTANT": true, "NOTE": true, "OPINION": true, "READ": true, "READ MORE": true, "UPDATE": true,
	"UPDATED": true, "WARNING": true, "WATCH": true,
}

// Dateline recognizes the place that a report names at its start, as in
// "HONG KONG -- The …", "LONDON, Sept 4 (Agency) - …" or "Port Sel, 3 March – …".
// It returns the place as it is written and how many bytes of the paragraph
// come before the report itself; "" and 0 when there is no dateline.
//
// A place that is not in capitals counts only with a date or an agency:
// "China – the largest producer – …" is a sentence.
func Dateline(paragraph string) (place string, length int) {
	head := paragraph
	if len(head) > maxDateline {
		head = head[:maxDateline]
	}
	end := datelineEnd.FindStringIndex(head)
	if end == nil || end[0] == 0 || end[1] == len(paragraph) {
		return "", 0
	}
	rest := strings.TrimLeftFunc(paragraph[end[1]:], func(r rune) bool { return isOpener(r) })
	if rest == "" || unicode.IsLower(first(rest)) || !unicode.IsLetter(first(rest)) && !unicode.IsDigit(first(rest)) {
		return "", 0
	}
	m := datelineHead.FindStringSubmatch(head[:end[0]])
	if m == nil {
		return "", 0
	}
	place = strings.TrimRight(m[1], " ,")
	dated := m[2] != "" && namesMonth(m[2])
	if m[2] != "" && !dated || notPlaces[place] || !dated && m[3] == "" && !inCapitals(place) || !placeLike(place) {
		return "", 0
	}
	return place, end[1]
}

// inCapitals reports whether a place is set in capitals up to its first comma
// ("ST. PETERSBURG, Russia").
func inCapitals(place string) bool {
	city, _, _ := strings.Cut(place, ",")
	letters := 0
	for _, r := range city {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r):
			return false
		}
	}
	return letters > 1
}

// placeLike reports whether every word of any length begins with a capital,
// and there are few of them.
func placeLike(place string) bool {
	words := strings.Fields(place)
	for _, w := range words {
		if len(w) > 3 && !unicode.IsUpper(first(w)) {
			return false
		}
	}
	return len(words) <= 6 && len(place) > 1
}

// namesMonth reports whether one of the words is a month's name.
func namesMonth(date string) bool {
	for _, w := range strings.Fields(date) {
		if isMonth(strings.Trim(w, ".,")) {
			return true
		}
	}
	return false
}
