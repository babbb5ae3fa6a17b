package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search"
)

// timelineCmd lists what is dated, in order.
type timelineCmd struct {
	Topic []string `arg:"" optional:"" help:"What it is about; everything when left out."`
	inLibrary
	From   string `placeholder:"DATE" help:"The first time wanted: 2023, \"Aug 2023\", \"12 August 2023\"."`
	To     string `placeholder:"DATE" help:"The last time wanted, all of it."`
	Limit  int    `default:"50" placeholder:"N" help:"At most so many statements, 1 to 50."`
	Offset int    `placeholder:"N" help:"Leave out the first so many."`
	JSON   bool   `name:"json" help:"Write one JSON object for each statement."`
}

// Run prints the statements.
func (c *timelineCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if c.Limit < 1 || c.Limit > 50 || c.Offset < 0 {
		return fmt.Errorf("--limit is %d and --offset %d: write a limit from 1 to 50 and an offset from 0", c.Limit, c.Offset)
	}
	p := search.Period{Topic: strings.Join(c.Topic, " "), Offset: c.Offset, Limit: c.Limit}
	if p.From, err = typedDate("--from", c.From, when.Interval.Start); err != nil {
		return err
	}
	if p.To, err = typedDate("--to", c.To, when.Interval.End); err != nil {
		return err
	}
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	found, err := d.engine.Timeline(ctx, scope, p)
	if errors.Is(err, search.ErrBackwards) {
		return fmt.Errorf("--from %s is later than --to %s: the other way round there may be something", c.From, c.To)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeTimeline(std, found)
	} else {
		printTimeline(std, found)
	}
	for _, e := range found.Entries {
		err = errors.Join(err, d.keep(ctx, scope, append(d.quotesOf(ctx, scope, e.Also), e.Quote)...))
	}
	switch {
	case err != nil:
		return err
	case len(found.Entries) == 0:
		if !c.JSON {
			fmt.Fprintln(std.out, noTimeline(found, p))
		}
		return errNo
	case found.Total > len(found.Entries):
		fmt.Fprintf(std.err, "Statements %d to %d of %d.\n", c.Offset+1, c.Offset+len(found.Entries), found.Total)
	}
	return nil
}

// typedDate reads a date as it was typed; one of its days is the end wanted.
func typedDate(flag, typed string, end func(when.Interval) corpus.Date) (corpus.Date, error) {
	if strings.TrimSpace(typed) == "" {
		return corpus.Date{}, nil
	}
	now := time.Now()
	v, err := when.Parse(typed, corpus.Date{Year: now.Year(), Month: now.Month(), Day: now.Day()})
	if err != nil {
		return corpus.Date{}, fmt.Errorf("%s is %q, and %w", flag, typed, err)
	}
	return end(v), nil
}

// noTimeline says why there is nothing to list.
func noTimeline(found search.Timeline, p search.Period) string {
	switch {
	case found.Total > 0:
		return fmt.Sprintf("There are %d statements, none after the first %d.", found.Total, p.Offset)
	case found.Outside > 0:
		return fmt.Sprintf("Nothing is dated in that time; %s outside it.", counted(found.Outside, "statement is", "statements are"))
	case p.Topic != "":
		return "No passage on that names a time."
	}
	return "Nothing in these articles is dated."
}

func counted(n int, one, other string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, other)
}

// printTimeline writes statements for a person.
func printTimeline(std std, found search.Timeline) {
	fmt.Fprint(std.out, corrections(found.Corrected))
	for i, e := range found.Entries {
		if i > 0 {
			fmt.Fprintln(std.out)
		}
		note := ""
		if e.Date.Relative {
			note = ", “" + e.Quote.Text()[e.Date.Span.Start-e.Quote.Span().Start:e.Date.Span.End-e.Quote.Span().Start] + "”"
		}
		if !e.Date.Sure {
			note += ", probably"
		}
		if e.Beside {
			note += ", another date for what is above"
		}
		fmt.Fprintf(std.out, "%s%s\n", e.Date.Interval, note)
		fmt.Fprint(std.out, quotation(e.Quote, isTerminal(std.out)))
		if e.Speaker != nil {
			fmt.Fprintf(std.out, "    %s (%s)\n", e.Speaker.Name, e.Speaker.Cue)
		}
		for _, c := range e.Also {
			fmt.Fprintf(std.out, "    also in %s\n", citation(c))
		}
	}
}

// entryObject is a line of timeline --json. Every key is always there.
type entryObject struct {
	Date   dateObject  `json:"date"`
	Quote  quoteObject `json:"quote"`
	Beside bool        `json:"beside"` // gives another date for what the line before tells
}

func writeTimeline(std std, found search.Timeline) error {
	enc := json.NewEncoder(std.out)
	enc.SetEscapeHTML(false)
	for _, e := range found.Entries {
		o := entryObject{Date: jsonDate(e.Quote, e.Date), Quote: jsonQuote(search.Evidence{Quote: e.Quote, Speaker: e.Speaker}), Beside: e.Beside}
		for _, c := range e.Also {
			o.Quote.Also = append(o.Quote.Also, jsonCitation(c, c.URL))
		}
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}
