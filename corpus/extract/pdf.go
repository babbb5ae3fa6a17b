package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract/pdf"
)

// isPDF recognizes a PDF, which may have some bytes before its mark.
func isPDF(in input) bool {
	head := in.data[:min(len(in.data), 1024)]
	return bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"), []byte("%PDF-")) ||
		bytes.Contains(head, []byte("%PDF-")) && bytes.Contains(in.data[max(0, len(in.data)-2048):], []byte("%%EOF"))
}

// pdfProblems are the sentences for what a PDF can be refused for.
var pdfProblems = []struct {
	err  error
	code string
	what string
}{
	{pdf.ErrLocked, "locked", "This PDF is locked with a password. Please send a copy that opens without one."},
	{pdf.ErrSecurity, "locked", "This PDF is encrypted in a way that Pincite cannot read. Please send a copy that is not protected."},
	{pdf.ErrNoText, "scan", "This PDF has no text, only pictures of its pages, as a scan has. Please run text recognition (OCR) over it and send the result."},
	{pdf.ErrPages, "too-large", fmt.Sprintf("This PDF has too many pages. Pincite reads up to %d; please send the part that matters.", pdf.MaxPages)},
	{pdf.ErrTooLarge, "too-large", fmt.Sprintf("This PDF has too much text. Pincite reads up to %d MB of it; please send the part that matters.", pdf.MaxText>>20)},
	{pdf.ErrDamaged, "damaged", "This PDF is damaged and cannot be read. Please save or print it as a PDF once more and send that."},
}

// readPDF reads the paragraphs of a PDF with their pages.
func readPDF(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	f, err := pdf.Read(ctx, in.data)
	for _, p := range pdfProblems {
		if errors.Is(err, p.err) {
			return article{}, &Problem{p.code, p.what}
		}
	}
	if err != nil {
		return article{}, err
	}
	all := make([]unit, len(f.Paragraphs))
	for i, p := range f.Paragraphs {
		all[i] = unit{text: p.Text, kind: corpus.Paragraph, gap: true, level: p.Heading, page: p.Page}
		if p.Cells != nil {
			all[i].text, all[i].kind = strings.Join(p.Cells, cellSeparator), corpus.Row
		}
	}
	about := properties{title: f.Info.Title, authors: []string{f.Info.Author}, url: f.Address}
	if i := slices.IndexFunc(f.Running, isBodyLine); i >= 0 {
		about.publication = f.Running[i]
	}
	if !printed.MatchString(f.Info.Creator + " " + f.Info.Producer) {
		about.created = pdfDate(f.Info.Created)
	}
	return withProperties(markLists(all), about, given), nil
}

// printed matches programs that make a PDF of what was written elsewhere, so
// that its date is not the writing's.
var printed = regexp.MustCompile(`(?i)skia|mozilla|chrom|safari|webkit|wkhtml|quartz|print to pdf|cairo|headless|scan|acrobat paper capture`)

var pdfDateForm = regexp.MustCompile(`^\s*(?:D:)?(\d{4})(\d{2})(\d{2})`)

// pdfDate reads the day of a date as PDFs have it: D:20230904120000+02'00'.
func pdfDate(s string) corpus.Date {
	m := pdfDateForm.FindStringSubmatch(s)
	if m == nil {
		return corpus.Date{}
	}
	return propertyDate(strings.Join(slices.Clone(m[1:]), "-"))
}
