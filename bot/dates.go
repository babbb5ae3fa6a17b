package bot

import (
	"strings"

	"github.com/pincite/pincite/corpus/when"
)

// datesShown is how many times of one quotation are spelled out.
const datesShown = 4

// dated is the line of small print that says which days the words of a quotation
// mean, "" when they say so themselves.
func (r *request) dated(c cited) string {
	var parts []string
	for _, d := range c.dates[:min(len(c.dates), datesShown)] {
		parts = append(parts, r.meaning(c.doc.Slice(d.Span), d))
	}
	if len(parts) == 0 {
		return ""
	}
	return "-# " + strings.Join(parts, " · ")
}

// meaning says which days some words mean.
func (r *request) meaning(words string, d when.Date) string {
	k := key("when.means")
	if !d.Sure {
		k = "when.probably"
	}
	return r.say(k, escapeLine(clip(words, maxNameShown)), d.Interval.String())
}
