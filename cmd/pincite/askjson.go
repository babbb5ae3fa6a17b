package main

import (
	"context"
	"math"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search"
)

// maxLink is the longest address with a text fragment: Discord's limit.
const maxLink = 512

// answerObject is what ask --json writes. Programs depend on it: every key is
// always there but "error", which says why a question could not be asked.
type answerObject struct {
	Question   string            `json:"question"`
	Verdict    string            `json:"verdict"`
	Confidence float64           `json:"confidence"`
	Covered    float64           `json:"covered"` // how likely the articles have the answer
	Quotes     []quoteObject     `json:"quotes"`
	Disagree   []disagreeObject  `json:"disagreements"`
	Related    []citationObject  `json:"related"`
	Corrected  map[string]string `json:"corrected"`
	Articles   int               `json:"articles"` // that say what the first quotation says
	Sources    int               `json:"sources"`  // of these, independent ones
	Stats      statsObject       `json:"stats"`
	Error      string            `json:"error,omitempty"`
}

type quoteObject struct {
	Text     string           `json:"text"`
	Marks    [][2]int         `json:"marks"` // bytes of text
	Kind     corpus.QuoteKind `json:"kind"`
	Speaker  *speakerObject   `json:"speaker"`
	Citation citationObject   `json:"citation"`
	Span     [2]int           `json:"span"`  // bytes of the document's canonical text
	Dates    []dateObject     `json:"dates"` // that the words alone do not tell, where the question asks for a time
	Also     []citationObject `json:"also"`  // other documents that have the same words
}

// disagreeObject says that two of the quotes tell of the same, and differ.
type disagreeObject struct {
	On     string    `json:"on"`     // date, number or name
	Quotes [2]int    `json:"quotes"` // their places among the quotes
	Values [2]string `json:"values"` // what each says
}

type dateObject struct {
	Words     string         `json:"words"`
	From      string         `json:"from"` // the first day; "" when that is left open
	To        string         `json:"to"`   // the last
	Precision when.Precision `json:"precision"`
	Bound     when.Bound     `json:"bound"` // since, until, before, after; "" within
	About     bool           `json:"about"`
	Sure      bool           `json:"sure"`
}

// speakerObject is who says the words. role and via are "" where the document
// does not say.
type speakerObject struct {
	Name string         `json:"name"`
	Role string         `json:"role"`
	Cue  string         `json:"cue"`
	Kind attribute.Kind `json:"kind"`
	Via  string         `json:"via"` // who reports the words to the document
}

func jsonSpeaker(s *attribute.Speaker) *speakerObject {
	if s == nil {
		return nil
	}
	return &speakerObject{Name: s.Name, Role: s.Role, Cue: s.Cue, Kind: s.Kind, Via: s.Via}
}

type citationObject struct {
	ID          string        `json:"id"`
	Document    corpus.ID     `json:"document"`
	Title       string        `json:"title"`
	Authors     []string      `json:"authors"`
	Publication string        `json:"publication"`
	Published   string        `json:"published"`
	URL         string        `json:"url"`
	Link        string        `json:"link"`
	Locator     locatorObject `json:"locator"`
}

type locatorObject struct {
	Paragraph int    `json:"paragraph"`
	Page      int    `json:"page"`
	Heading   string `json:"heading"`
}

type statsObject struct {
	Candidates   int     `json:"candidates"`
	Sentences    int     `json:"sentences"`
	Milliseconds float64 `json:"milliseconds"`
}

// newAnswerObject is a question that nothing has come of.
func newAnswerObject(question string) *answerObject {
	return &answerObject{Question: question, Verdict: verdictName(search.Abstained), Quotes: []quoteObject{}, Disagree: []disagreeObject{},
		Related: []citationObject{}, Corrected: map[string]string{}}
}

func verdictName(v search.Verdict) string {
	switch v {
	case search.Answered:
		return "answered"
	case search.Related:
		return "related"
	}
	return "abstained"
}

func (a *asking) jsonAnswer(ctx context.Context, question string, answer search.Answer) *answerObject {
	o := newAnswerObject(question)
	o.Verdict = verdictName(answer.Verdict)
	o.Confidence, o.Covered = answer.Confidence, answer.Covered
	for _, e := range answer.Evidence {
		q := jsonQuote(e)
		for _, c := range e.Also {
			q.Also = append(q.Also, jsonCitation(c, a.link(ctx, c)))
		}
		o.Quotes = append(o.Quotes, q)
	}
	for _, d := range answer.Disagree {
		o.Disagree = append(o.Disagree, disagreeObject{"date", [2]int{d.First, d.Second}, [2]string{d.Dates[0].Interval.String(), d.Dates[1].Interval.String()}})
	}
	for _, c := range answer.Related {
		o.Related = append(o.Related, jsonCitation(c, a.link(ctx, c)))
	}
	if answer.Corrected != nil {
		o.Corrected = answer.Corrected
	}
	o.Articles, o.Sources = answer.Articles, answer.Sources
	for _, d := range answer.Differences {
		o.Disagree = append(o.Disagree, disagreeObject{string(d.On), d.Quotes, [2]string{d.Sides[0].Words, d.Sides[1].Words}})
	}
	o.Stats = statsObject{
		Candidates:   answer.Stats.Candidates,
		Sentences:    answer.Stats.Sentences,
		Milliseconds: math.Round(float64(answer.Stats.Elapsed.Microseconds())) / 1000,
	}
	return o
}

func jsonQuote(e search.Evidence) quoteObject {
	q := e.Quote
	o := quoteObject{Text: q.Text(), Marks: [][2]int{}, Dates: []dateObject{}, Also: []citationObject{}, Kind: q.Kind(), Span: [2]int{q.Span().Start, q.Span().End},
		Citation: jsonCitation(q.Citation(), q.Link(maxLink))}
	for _, m := range q.Marks() {
		o.Marks = append(o.Marks, [2]int{m.Start - q.Span().Start, m.End - q.Span().Start})
	}
	for _, d := range e.Dates {
		o.Dates = append(o.Dates, jsonDate(q, d))
	}
	o.Speaker = jsonSpeaker(e.Speaker)
	return o
}

func jsonDate(q corpus.Quote, d when.Date) dateObject {
	return dateObject{Words: q.Text()[d.Span.Start-q.Span().Start : d.Span.End-q.Span().Start], From: d.From.String(), To: d.To.String(),
		Precision: d.Precision, Bound: d.Bound, About: d.About, Sure: d.Sure}
}

func jsonCitation(c corpus.Citation, link string) citationObject {
	o := citationObject{ID: c.ID, Document: c.Document, Title: c.Title, Authors: []string{}, Publication: c.Publication,
		Published: c.Published.String(), URL: c.URL, Link: link,
		Locator: locatorObject{Paragraph: c.Locator.Paragraph, Page: c.Locator.Page, Heading: c.Locator.Heading}}
	o.Authors = append(o.Authors, c.Authors...)
	return o
}

// link returns the address of the words that a citation cites, and the plain
// address when they are gone. Its ID is shown, and so the words are kept.
func (a *asking) link(ctx context.Context, c corpus.Citation) string {
	quotes := a.desk.quotesOf(ctx, a.scope, []corpus.Citation{c})
	if len(quotes) == 0 {
		return c.URL
	}
	a.shown = append(a.shown, quotes[0])
	return quotes[0].Link(maxLink)
}
