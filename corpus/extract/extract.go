// Package extract turns the bytes of a file into a document, or says why it
// cannot, and writes a document as a file again.
//
// A format is one entry in the table of formats: how to recognize it by its
// content, and the function that reads it. What a reader finds is an article:
// metadata and parts. Metadata that the caller gives takes precedence, and
// nothing that a reader could not use as metadata is lost from the text.
//
// Whatever a file says of its own size is not believed: what is read from it
// is counted while it is read, and reading ends with the context.
package extract

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract/pdf"
)

// File is what somebody brought: a name, which is only a hint, and bytes.
type File struct {
	Name string
	Data []byte
}

// Problem is why a file cannot become a document. Its text is a sentence for
// the person who brought the file: what is wrong, and what to do.
type Problem struct {
	Code   string // a short stable word: "binary", "empty", "too-large", "too-slow", "encoding", "front-matter", "html", "no-article", or one of the Code constants
	Detail string // the sentence
}

func (p *Problem) Error() string { return p.Detail }

const (
	// MaxBytes is the largest file of any kind that is read: 32 MiB, since
	// pictures in a PDF or a book weigh more than its words.
	MaxBytes = 32 << 20

	// MaxTextBytes is the largest file that is read when it is nothing but
	// text: 8 MiB is far more than any article.
	MaxTextBytes = 8 << 20

	// MaxTime is the longest that one document is read, even where the context
	// has no deadline. A PDF of 300 pages takes some seconds.
	MaxTime = 2 * time.Minute
)

// input is a file on its way through the table of formats. text is the
// decoded text of a file that is text. Where there is none, problem says why;
// it is what the person is told when no format recognizes the bytes.
type input struct {
	name    string
	data    []byte
	text    string
	problem *Problem
}

// article is what the reader of a format finds in a file.
type article struct {
	meta   corpus.Metadata
	parts  []corpus.Part
	stated map[string]bool // the fields that the file states on purpose, even as empty
}

// format is one kind of file that can be read.
type format struct {
	name       string
	recognizes func(input) bool
	read       func(context.Context, input, corpus.Metadata) (article, error)
}

// formats is asked from the top: the first format that recognizes a file
// reads it.
var formats = []format{
	{"RTF", isRTF, readRTF},
	{"e-mail", isMail, readMail},
	{"HTML", isHTML, readHTML},
	{"a program's text", isForPrograms, refuseForPrograms},
	{"PDF", isPDF, readPDF},
	{"DOCX", isDOCX, readDOCX},
	{"ODT", isODT, readODT},
	{"EPUB", isEPUB, readEPUB},
	{archiveFormat, isArchive, refuseArchive},
	{"Markdown", isMarkdown, readMarkdown},
	{"plain text", isText, readPlain},
}

// slots has room for as many files as are read at once in the process: that is
// what bounds the memory and the processors that uploads can take together.
// Who comes when it is full waits, no longer than the context allows.
var slots = make(chan struct{}, pdf.Slots)

// Document reads a file. Metadata that the file states is taken from it;
// fields set in given take precedence. The error is a *Problem when the file
// is at fault, which it is too when reading it outlasts the context's
// deadline, and the context's own error when that was cancelled.
func Document(ctx context.Context, f File, given corpus.Metadata) (*corpus.Document, error) {
	release, err := acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	return document(ctx, f, given)
}

// acquire takes one of the slots, which release gives back.
func acquire(ctx context.Context) (release func(), err error) {
	if err := ctx.Err(); err != nil { // even where there is room
		return nil, ended(err)
	}
	select {
	case slots <- struct{}{}:
		return func() { <-slots }, nil
	case <-ctx.Done():
		return nil, ended(ctx.Err())
	}
}

// document is Document for a caller who has a slot.
func document(ctx context.Context, f File, given corpus.Metadata) (*corpus.Document, error) {
	switch {
	case len(f.Data) == 0:
		return nil, &Problem{"empty", "This is empty. Please send some text."}
	case len(f.Data) > MaxBytes:
		return nil, errTooLarge()
	}
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	in := open(f)
	given = clean(given)
	i := slices.IndexFunc(formats, func(fm format) bool { return fm.recognizes(in) })
	if i < 0 {
		return nil, in.problem
	}
	art, err := formats[i].read(ctx, in, given)
	if err != nil {
		return nil, ended(err)
	}
	d, err := corpus.Build(complete(art, given, f.Name), art.parts)
	if errors.Is(err, corpus.ErrNoText) {
		return nil, errNoWords()
	}
	return d, err
}

// ended turns the end of the time into a sentence about the file.
func ended(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &Problem{"too-slow", "Reading this takes too long. Please send a smaller file, or the text alone."}
	}
	return err
}

// open decodes a file that is text, or says why it is none.
func open(f File) input {
	in := input{name: baseName(f.Name), data: f.Data}
	switch {
	case !looksLikeText(f.Data):
		in.problem = refuse(f.Data)
		return in
	case len(f.Data) > MaxTextBytes:
		in.problem = errTooLarge()
		return in
	}
	text, err := decode(f.Data)
	switch {
	case err != nil:
		in.problem = err
	case !hasWord(text):
		in.problem = errNoWords()
	default:
		in.text = text
	}
	return in
}

func errNoWords() *Problem {
	return &Problem{"empty", "There are no words in this. Please send some text."}
}
