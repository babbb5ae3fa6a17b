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
	"github.com/pincite/pincite/search"
)

// askCmd asks questions.
type askCmd struct {
	Question []string `arg:"" help:"The question; - reads one from each line of the standard input."`
	inLibrary
	Document string `placeholder:"ID" help:"Ask this article only."`
	Limit    int    `default:"3" placeholder:"N" help:"At most so many quotations."`
	Why      bool   `xor:"form" help:"Show what each score is made of."`
	JSON     bool   `name:"json" xor:"form" help:"Write one JSON object for each question."`
}

// maxLine is how much is kept of a line of standard input.
const maxLine = 64 << 10

// Run answers on the standard output.
func (c *askCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if c.Limit < 1 {
		return fmt.Errorf("--limit is %d: write 1 or more", c.Limit)
	}
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.has(ctx, scope, c.Document); err != nil {
		return err
	}
	a := &asking{c: c, desk: d, scope: scope, std: std}
	if len(c.Question) == 1 && c.Question[0] == "-" {
		return a.lines(ctx)
	}
	verdict, err := a.one(ctx, strings.Join(c.Question, " "))
	if err == nil && verdict != search.Answered {
		err = errNo
	}
	return err
}

// asking is one run of askCmd.
type asking struct {
	c     *askCmd
	desk  *desk
	scope corpus.Scope
	std   std
	shown []corpus.Quote // of the question at hand
}

// one asks a question and writes what comes of it.
func (a *asking) one(ctx context.Context, question string) (search.Verdict, error) {
	answer, err := a.desk.engine.Ask(ctx, a.scope, search.Question{
		Text: question, Document: corpus.ID(a.c.Document), Limit: a.c.Limit, Explain: a.c.Why})
	if err != nil {
		return search.Abstained, err
	}
	a.shown = nil
	for _, e := range answer.Evidence {
		a.shown = append(a.shown, e.Quote)
	}
	if a.c.JSON {
		err = a.object(a.jsonAnswer(ctx, question, answer))
	} else {
		err = a.print(answer)
	}
	return answer.Verdict, errors.Join(err, a.desk.keep(ctx, a.scope, a.shown...))
}

// lines asks each line. One that cannot be asked gets its own account, and the
// others go on.
func (a *asking) lines(ctx context.Context) error {
	in := bufio.NewReader(a.std.in)
	var asked, answered, failed int
	for ctx.Err() == nil {
		question, err := readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("the standard input: %w", err)
		}
		if asked++; asked > 1 && !a.c.JSON {
			fmt.Fprintln(a.std.out)
		}
		if !a.c.JSON {
			fmt.Fprintf(a.std.out, "> %s\n", corpus.Canonical(question)) // without signs that a terminal obeys
		}
		verdict, err := a.one(ctx, question)
		if err != nil {
			failed++
			if err := a.complain(question, err); err != nil {
				return err
			}
		} else if verdict == search.Answered {
			answered++
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed > 0:
		return fmt.Errorf("%d of %d questions could not be asked", failed, asked)
	case answered == 0:
		return errNo
	}
	return nil
}

// complain accounts for a line that could not be asked.
func (a *asking) complain(question string, err error) error {
	if a.c.JSON {
		o := newAnswerObject(question)
		o.Error = sentence(err)
		return a.object(o)
	}
	_, err = fmt.Fprintln(a.std.out, sentence(err))
	return err
}

func (a *asking) object(o *answerObject) error {
	enc := json.NewEncoder(a.std.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(o)
}

// readLine returns the next line without its end. Of a line that is longer than
// maxLine only the beginning is kept, which is too long for a question too.
func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	for some := false; ; some = true {
		part, more, err := in.ReadLine()
		if err != nil && !(some && errors.Is(err, io.EOF)) {
			return "", err
		}
		line = append(line, part[:min(len(part), maxLine-len(line))]...)
		if !more || err != nil {
			// The reader takes one \r away, and only before a \n.
			return strings.ToValidUTF8(strings.TrimRight(string(line), "\r"), "\uFFFD"), nil
		}
	}
}
