package pdf

import (
	"context"
	"errors"
	"fmt"

	"github.com/klippa-app/go-pdfium"
	pdferr "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// The limits of a file.
const (
	MaxPages = 2000
	MaxText  = 8 << 20 // bytes of text on all pages
)

// What a file can be refused for.
var (
	ErrLocked   = errors.New("the PDF opens with a password only")
	ErrSecurity = errors.New("the PDF is encrypted in a way that PDFium does not know")
	ErrDamaged  = errors.New("the PDF is damaged")
	ErrNoText   = errors.New("there is no text on the PDF's pages")
	ErrPages    = errors.New("the PDF has too many pages")
	ErrTooLarge = errors.New("the PDF has too much text")
)

// Info is what a file says about itself, as it stands there.
type Info struct {
	Title, Author, Subject string
	Creator, Producer      string // the programs that it was made with
	Created                string // as D:20230904120000+02'00'
}

// File is what is read from a PDF.
type File struct {
	Info       Info
	Pages      int
	Address    string   // the web address from which a browser printed it
	Running    []string // the lines over or under the pages that were left out, each once
	Paragraphs []Paragraph
}

// Read reads a file. The error is one of the above, or the context's; any
// other is not the file's fault.
func Read(ctx context.Context, data []byte) (*File, error) {
	var f *File
	err := within(ctx, func(in pdfium.Pdfium) (err error) {
		f, err = read(in, data)
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func read(in pdfium.Pdfium, data []byte) (*File, error) {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, refusal(err)
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	switch {
	case err != nil:
		return nil, damaged(err)
	case count.PageCount <= 0:
		return nil, damaged(errors.New("it has no pages"))
	case count.PageCount > MaxPages:
		return nil, ErrPages
	}
	f := &File{Info: info(in, opened.Document), Pages: count.PageCount}
	var pages []page
	size := 0
	for i := range count.PageCount {
		p, err := readPage(in, requests.Page{ByIndex: &requests.PageByIndex{Document: opened.Document, Index: i}})
		if errors.Is(err, pdferr.ErrPage) {
			continue // one page that cannot be read leaves the others
		}
		if err != nil {
			return nil, damaged(fmt.Errorf("page %d: %w", i+1, err))
		}
		for _, l := range p.lines {
			size += len(l.text())
		}
		if size > MaxText {
			return nil, ErrTooLarge
		}
		p.number = i + 1
		pages = append(pages, p)
	}
	if size == 0 {
		return nil, ErrNoText
	}
	f.Running, f.Address = withoutEdges(pages)
	f.Paragraphs = layOut(pages)
	return f, nil
}

// refusal says in our words why PDFium does not open a file.
func refusal(err error) error {
	switch {
	case errors.Is(err, pdferr.ErrPassword):
		return ErrLocked
	case errors.Is(err, pdferr.ErrSecurity):
		return ErrSecurity
	}
	return damaged(err)
}

// damaged is what PDFium's failing on a file is taken for, its running out of
// memory included: nothing but the file differs from one reading to the next.
func damaged(err error) error { return fmt.Errorf("%w: %w", ErrDamaged, err) }

// info reads what a file says about itself. A field that cannot be read is
// empty.
func info(in pdfium.Pdfium, doc references.FPDF_DOCUMENT) (i Info) {
	for tag, to := range map[string]*string{
		"Title": &i.Title, "Author": &i.Author, "Subject": &i.Subject,
		"Creator": &i.Creator, "Producer": &i.Producer, "CreationDate": &i.Created,
	} {
		if got, err := in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc, Tag: tag}); err == nil {
			*to = got.Value
		}
	}
	return i
}
