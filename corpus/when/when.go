// Package when says which days the words of a sentence mean.
//
// It is pure: a text and the date of its article go in; the dates that it names
// come out, each with its words and the first and last day that they mean.
// "Last week" in an article of 4 September 2023 is 28 August to 3 September
// 2023. What the words leave open stays open, and where they can be read in two
// ways the date is marked as not sure. What looks like a date and is none ("May
// said", "Room 1999", "2,000 people") should not come out at all.
//
// The rules are our own. Of the libraries for Go that read dates in words,
// go-dateparser (a port of Python's, and well kept) finds them in a text, but
// gives moments where news has spans, in which "last week" is this day a week
// ago, and no place in the text; it takes every "may" for a month. naturaldate,
// when and go-anytime are made for what people type into a planner: they look
// ahead, where news looks back, and know no decade, "since" or "two days later".
// None says how sure it is.
package when

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Reference is what an article says about itself that its dates are counted
// from.
type Reference struct {
	Published corpus.Date // zero when not known: then only full dates are found
	Language  string      // BCP 47; "" is taken for English
}

// Date is a time that a text names.
type Date struct {
	Interval
	Span     corpus.Span // the words, in bytes of the text
	Relative bool        // counted from the article's date, or from a date before it in the text
	Sure     bool        // the words can hardly be read otherwise
}

// Find returns the dates of a text in order. A text of several sentences is
// taken for one.
func Find(text string, ref Reference) []Date {
	f := NewFinder(ref)
	f.names = namesIn(text)
	return f.Sentence(text)
}

// Of returns the dates of each of a document's sentences, with spans of its
// canonical text.
func Of(d *corpus.Document, language string) [][]Date {
	f := NewFinder(Reference{Published: d.Metadata().Published, Language: language})
	f.names = namesIn(d.Text())
	out := make([][]Date, len(d.Sentences()))
	for i, s := range d.Sentences() {
		if d.Blocks()[s.Block].Kind == corpus.Code {
			continue
		}
		dates := f.Sentence(d.Slice(s.Span))
		for k := range dates {
			dates[k].Span.Start += s.Span.Start
			dates[k].Span.End += s.Span.Start
		}
		out[i] = dates
	}
	return out
}

// Finder finds the dates in the sentences of one article, which are given to it
// in order: some are counted from a date in an earlier sentence ("two days
// later").
type Finder struct {
	ref    Reference
	names  map[int]bool // months that are names of people in the article
	before *Date
	age    int // sentences since that date
}

// NewFinder begins an article.
func NewFinder(ref Reference) *Finder { return &Finder{ref: ref, names: map[int]bool{}} }

// Sentence returns the dates of the next sentence, in order and without overlap.
func (f *Finder) Sentence(text string) []Date {
	toks := tokenize(text)
	s := &scanner{toks: toks, names: f.names}
	tongue := tongueOf(f.ref.Language)
	s.numerals = numerals(text, toks, tongue != nil)
	var list []expr
	if tongue != nil {
		list = tongue.scan(s)
	} else {
		list = s.scan()
	}
	f.age++
	var out []Date
	year, month := 0, 0
	for i := range list {
		e := &list[i]
		p := place{article: f.ref.Published, before: f.before, far: f.age > 2, year: year, month: month, tense: s.tenseOf(e, tongue)}
		r, ok := p.resolve(e)
		if !ok {
			continue
		}
		v, ok := p.interval(r, e.bound)
		if !ok {
			continue
		}
		d := Date{Interval: v, Span: corpus.Span{Start: toks[e.from].span.Start, End: toks[e.to-1].span.End}, Relative: r.relative, Sure: r.sure}
		out = append(out, d)
		if e.dated() && r.precision <= Year {
			year, month = d.Start().Year, e.month
		}
		if d.Bound == Within {
			f.before, f.age = &d, 0
		}
	}
	return out
}

// tongueOf returns how a language other than English writes dates; nil for one
// that is read as English.
func tongueOf(language string) *tongue {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	return tongues[base]
}

// tenseOf returns the tense that says which of several times is meant.
func (s *scanner) tenseOf(e *expr, t *tongue) tense {
	switch {
	case t != nil:
		return t.tense(s)
	case e.bound == Within && e.form == weekday && e.from > 2 && s.tenseAt(e.from) == future && s.verbs.before[e.from] == noTense:
		// "Her victories on Tuesday will help her": what is to come follows from
		// them, and they may have been.
		e.unsure = true
	case e.bound == Until:
		if x := s.tenseAt(e.from); x != noTense {
			return x
		}
		return future
	}
	return s.tenseAt(e.from)
}

// interval brings what was found, and the end that the words name, into the
// form in which it is given out.
func (p *place) interval(f found, by Bound) (Interval, bool) {
	v := Interval{From: dateOf(f.from), To: dateOf(f.to), Precision: f.precision, Bound: by, About: f.about}
	switch by {
	case Since:
		v.To = corpus.Date{}
		if p.knows(Day) && v.From.Compare(p.article) <= 0 {
			v.To = p.article
		}
	case After:
		v.From, v.To = plus(v.To, 1), corpus.Date{}
	case Before:
		v.From, v.To = corpus.Date{}, plus(v.From, -1)
	case Until:
		v.From = corpus.Date{}
	}
	start, end := v.Start(), v.To
	return v, start.Year >= 1 && start.Year <= 9999 && end.Year <= 9999
}
