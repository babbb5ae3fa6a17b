package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pincite/pincite/search"
)

// saidCmd tells what somebody is quoted as saying.
type saidCmd struct {
	Speaker string   `arg:"" optional:"" help:"A person or a body. Without one: who is quoted, and how often."`
	About   []string `arg:"" optional:"" help:"Words that it should be about."`
	inLibrary
	Limit  int  `default:"5" placeholder:"N" help:"At most so many, 1 to 50."`
	Offset int  `placeholder:"N" help:"Leave out the first so many."`
	JSON   bool `name:"json" help:"Write one JSON object."`
}

// saidObject is what said --json writes. Programs depend on it: every key is
// always there.
type saidObject struct {
	Speaker    string           `json:"speaker"` // "" when nobody, or no single one, fits
	Role       string           `json:"role"`
	Total      int              `json:"total"`
	Statements []quoteObject    `json:"statements"`
	Nearest    []speakersObject `json:"nearest"` // whose names come closest, when nobody fits
	Several    []speakersObject `json:"several"` // who fits, when several do
}

type speakersObject struct {
	Name  string `json:"name"`
	Role  string `json:"role"`
	Count int    `json:"count"`
}

func jsonSpeakers(list []search.Quoted) []speakersObject {
	out := make([]speakersObject, len(list))
	for i, q := range list {
		out[i] = speakersObject(q)
	}
	return out
}

// Run prints what somebody is quoted as saying, newest first.
func (c *saidCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if c.Limit < 1 || c.Limit > 50 || c.Offset < 0 {
		return fmt.Errorf("--limit is %d and --offset %d: write a limit from 1 to 50 and an offset from 0", c.Limit, c.Offset)
	}
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if strings.TrimSpace(c.Speaker) == "" {
		list, err := d.engine.Speakers(ctx, scope, "", c.Limit+c.Offset)
		if err != nil {
			return err
		}
		return c.roll(std, list[min(c.Offset, len(list)):])
	}
	about := strings.Join(c.About, " ")
	found, err := d.engine.Said(ctx, scope, search.SaidQuestion{Speaker: c.Speaker, About: about, Offset: c.Offset, Limit: c.Limit})
	if err != nil {
		return err
	}
	if c.JSON {
		return c.object(std, found)
	}
	return c.print(std, found, about)
}

// roll prints who is quoted, the most often quoted first.
func (c *saidCmd) roll(std std, list []search.Quoted) error {
	if c.JSON {
		return json.NewEncoder(std.out).Encode(jsonSpeakers(list))
	}
	for _, q := range list {
		fmt.Fprintf(std.out, "%6d  %s\n", q.Count, calledBy(q.Name, q.Role))
	}
	if len(list) == 0 {
		fmt.Fprintln(std.out, "Nobody is quoted in these articles.")
		return errNo
	}
	return nil
}

func calledBy(name, role string) string {
	if role == "" {
		return name
	}
	return name + ", " + role
}

func (c *saidCmd) object(std std, found search.Said) error {
	o := saidObject{Speaker: found.Speaker, Role: found.Role, Total: found.Total, Statements: []quoteObject{},
		Nearest: jsonSpeakers(found.Nearest), Several: jsonSpeakers(found.Several)}
	for i := range found.Statements {
		s := &found.Statements[i]
		o.Statements = append(o.Statements, jsonQuote(search.Evidence{Quote: s.Quote, Speaker: &s.Speaker}))
	}
	if err := json.NewEncoder(std.out).Encode(o); err != nil {
		return err
	}
	if found.Total == 0 {
		return errNo
	}
	return nil
}

func (c *saidCmd) print(std std, found search.Said, about string) error {
	var b strings.Builder
	switch {
	case found.Speaker != "" && found.Total == 0:
		fmt.Fprintf(&b, "%s is not quoted about %q in these articles, but %s.\n", found.Speaker, about, timesQuoted(found.All))
	case found.Speaker == "":
		unknownSpeaker(&b, c.Speaker, found)
	case len(found.Statements) == 0:
		fmt.Fprintf(&b, "There are %d statements, none after the first %d.\n", found.Total, c.Offset)
	}
	for i := range found.Statements {
		s := &found.Statements[i]
		if i > 0 {
			b.WriteString("\n")
		}
		words := quotation(s.Quote, isTerminal(std.out))
		first, rest, _ := strings.Cut(words, "\n")
		b.WriteString(first + "\n" + speaker(&s.Speaker) + rest)
	}
	if _, err := fmt.Fprint(std.out, b.String()); err != nil {
		return err
	}
	if len(found.Statements) == 0 {
		return errNo
	}
	if found.Total > len(found.Statements) {
		fmt.Fprintf(std.err, "Statements %d to %d of %d.\n", c.Offset+1, c.Offset+len(found.Statements), found.Total)
	}
	return nil
}

func unknownSpeaker(b *strings.Builder, typed string, found search.Said) {
	list := found.Several
	switch {
	case len(list) > 0:
		fmt.Fprintf(b, "Several who are quoted fit %q. Type the full name of one:\n", typed)
	case len(found.Nearest) > 0:
		fmt.Fprintf(b, "Nobody called %q is quoted in these articles. The nearest names are:\n", typed)
		list = found.Nearest
	default:
		fmt.Fprintf(b, "Nobody called %q is quoted in these articles, which says nothing about whether they spoke.\n", typed)
	}
	for _, q := range list {
		fmt.Fprintf(b, "  %s (%s)\n", calledBy(q.Name, q.Role), timesQuoted(q.Count))
	}
}

func timesQuoted(n int) string {
	if n == 1 {
		return "quoted once"
	}
	return fmt.Sprintf("quoted %d times", n)
}
