package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// verifyCmd checks quotations.
type verifyCmd struct {
	Quote []string `arg:"" help:"The quotation; - reads one from each line of the standard input, as {\"quote\": …, \"speaker\": …}."`
	inLibrary
	Speaker  string `placeholder:"NAME" help:"Who is said to have said it."`
	Document string `placeholder:"ID" help:"Look in this article only."`
	JSON     bool   `name:"json" help:"Write one JSON object for each quotation."`
}

// Run says what the library has of the quotation.
func (c *verifyCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.has(ctx, scope, c.Document); err != nil {
		return err
	}
	v := &checking{c: c, desk: d, scope: scope, std: std}
	if len(c.Quote) == 1 && c.Quote[0] == "-" {
		return v.lines(ctx)
	}
	found, err := v.check(ctx, strings.Join(c.Quote, " "), c.Speaker)
	if err != nil {
		return err
	}
	if c.JSON {
		err = v.object(jsonChecked(strings.Join(c.Quote, " "), found))
	} else {
		_, err = io.WriteString(std.out, checkedText(found, isTerminal(std.out)))
	}
	if err == nil && !stands(found.Verdict) {
		err = errNo
	}
	return err
}

// stands reports whether a quotation has the words as they are.
func stands(v verify.Verdict) bool { return v == verify.Exact || v == verify.Cut }

// checking is one run of verifyCmd.
type checking struct {
	c     *verifyCmd
	desk  *desk
	scope corpus.Scope
	std   std
}

func (v *checking) check(ctx context.Context, quote, speaker string) (search.Checked, error) {
	found, err := v.desk.engine.Verify(ctx, v.scope, search.Quotation{Text: quote, Speaker: speaker, Document: corpus.ID(v.c.Document)})
	if err != nil {
		return found, err
	}
	var shown []corpus.Quote
	for _, p := range found.Passages {
		shown = append(shown, p.Quote)
	}
	return found, v.desk.keep(ctx, v.scope, shown...)
}

func (v *checking) object(o *checkedObject) error {
	enc := json.NewEncoder(v.std.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(o)
}

// lines checks each line, and writes an object for each. One that cannot be
// checked gets its own account, and the others go on.
func (v *checking) lines(ctx context.Context) error {
	in := bufio.NewReader(v.std.in)
	asked, standing, failed := 0, 0, 0
	for ctx.Err() == nil {
		line, err := readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("the standard input: %w", err)
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		asked++
		o, err := v.line(ctx, line)
		if err != nil {
			failed++
			o.Error = sentence(err)
		} else if stands(o.Verdict) {
			standing++
		}
		if err := v.object(o); err != nil {
			return err
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed > 0:
		return fmt.Errorf("%d of %d quotations could not be checked", failed, asked)
	case standing < asked || asked == 0:
		return errNo
	}
	return nil
}

// line checks what one line of the standard input asks.
func (v *checking) line(ctx context.Context, line string) (*checkedObject, error) {
	var asked struct {
		Quote   *string `json:"quote"`
		Speaker string  `json:"speaker"`
	}
	if err := json.Unmarshal([]byte(line), &asked); err != nil || asked.Quote == nil {
		return newCheckedObject(""), errNoQuotation
	}
	if asked.Speaker == "" {
		asked.Speaker = v.c.Speaker
	}
	found, err := v.check(ctx, *asked.Quote, asked.Speaker)
	if err != nil {
		return newCheckedObject(*asked.Quote), err
	}
	return jsonChecked(*asked.Quote, found), nil
}

var errNoQuotation = errors.New(`the line is no quotation: write {"quote": "the words", "speaker": "who is said to have said them"}, the speaker when there is one`)
