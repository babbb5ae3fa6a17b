// Package extract turns the bytes of a file into a document, or says why it
// cannot, and writes a document as a file again.
//
// A format is one entry in the table of formats: how to recognize it by its
// content, and the function that reads it. What a reader finds is an article:
// metadata and parts. Metadata that the caller gives takes precedence, and
// nothing that a reader could not use as metadata is lost from the text.
package extract

import (
	"errors"
	"slices"

	"github.com/pincite/pincite/corpus"
)

// File is what somebody brought: a name, which is only a hint, and bytes.
type File struct {
	Name string
	Data []byte
}

// Problem is why a file cannot become a document. Its text is a sentence for
// the person who brought the file: what is wrong, and what to do.
type Problem struct {
	Code   string // a short stable word: "binary", "empty", "too-large", "encoding", "front-matter"
	Detail string // the sentence
}

func (p *Problem) Error() string { return p.Detail }

// MaxBytes is the largest file that is read: 8 MiB of text is far more than
// any article.
const MaxBytes = 8 << 20

// input is a file on its way through the table of formats. text is the
// decoded text of a file that is text, and empty for every other file.
type input struct {
	name string
	data []byte
	text string
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
	read       func(input, corpus.Metadata) (article, error)
}

// formats is asked from the top: the first format that recognizes a file
// reads it.
var formats = []format{
	{"Markdown", isMarkdown, readMarkdown},
	{"plain text", isText, readPlain},
}

// Document reads a file. Metadata that the file states is taken from it;
// fields set in given take precedence. The error is a *Problem when the file
// is at fault.
func Document(f File, given corpus.Metadata) (*corpus.Document, error) {
	in, err := open(f)
	if err != nil {
		return nil, err
	}
	given = clean(given)
	i := slices.IndexFunc(formats, func(fm format) bool { return fm.recognizes(in) })
	if i < 0 {
		return nil, refuse(in.data)
	}
	art, err := formats[i].read(in, given)
	if err != nil {
		return nil, err
	}
	d, err := corpus.Build(complete(art, given, f.Name), art.parts)
	if errors.Is(err, corpus.ErrNoText) {
		return nil, errNoWords()
	}
	return d, err
}

// open refuses the files that no format could read and decodes those that
// are text.
func open(f File) (input, error) {
	in := input{name: baseName(f.Name), data: f.Data}
	switch {
	case len(f.Data) == 0:
		return in, &Problem{"empty", "This is empty. Please send some text."}
	case len(f.Data) > MaxBytes:
		return in, errTooLarge()
	}
	if !looksLikeText(f.Data) {
		return in, refuse(f.Data)
	}
	text, err := decode(f.Data)
	if err != nil {
		return in, err
	}
	if p := notProse(text); p != nil {
		return in, p
	}
	in.text = text
	if !hasWord(text) {
		return in, errNoWords()
	}
	return in, nil
}

func errNoWords() *Problem {
	return &Problem{"empty", "There are no words in this. Please send some text."}
}
