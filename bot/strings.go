package bot

import (
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Every sentence that a person sees is in a catalogue: one file for each
// language, keyed by message. A language may lack messages; English has all.

// key names a message.
type key string

// catalogue holds the messages of one language. They are formats for fmt with
// numbered arguments where the order of words could differ.
type catalogue map[key]string

// catalogues are the languages, by Discord's name of the locale without region.
var catalogues = map[string]catalogue{"en": english}

// say returns a message in the language of a Discord locale such as "en-GB",
// or in English where that language does not have it.
func say(locale string, k key, args ...any) string {
	language, _, _ := strings.Cut(locale, "-")
	format, ok := catalogues[language][k]
	if !ok {
		format, ok = english[k]
	}
	if !ok {
		return string(k)
	}
	if len(args) == 0 || !strings.Contains(format, "%") {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// say returns a message in the person's language.
func (r *request) say(k key, args ...any) string { return say(r.locale, k, args...) }

// count returns a message that counts things: the key with ".one" for one, and
// with ".other" for any other number, which is its first argument.
func (r *request) count(k key, n int, args ...any) string {
	form := key(".other")
	if n == 1 {
		form = ".one"
	}
	return r.say(k+form, append([]any{n}, args...)...)
}

// day writes the day of a time.
func (r *request) day(t time.Time) string {
	return r.date(corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
}

// date writes a date as people do, to its precision.
func (r *request) date(d corpus.Date) string {
	months := strings.Split(r.say("months"), " ")
	switch {
	case d.IsZero():
		return ""
	case d.Month < 1 || int(d.Month) > len(months):
		return r.say("date.year", d.Year)
	case d.Day == 0:
		return r.say("date.month", months[d.Month-1], d.Year)
	}
	return r.say("date.day", d.Day, months[d.Month-1], d.Year)
}
