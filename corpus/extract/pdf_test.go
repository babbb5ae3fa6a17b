package extract_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/testfile"
)

func TestMain(m *testing.M) {
	pdf.KeepCode(testfile.CodeFolder())
	m.Run()
}

// Paragraphs that we wrote, for files of every format.
const (
	closed = "HALVERMOUTH, Sept. 3 – The harbour was closed for three days because of a strike. “Nobody was to blame,” said Jonas Vey, the harbour master, and that the costs would be paid soon."
	cranes = "The cranes stood still in the meantime. About 40 ships waited outside of the bay, among them two with fruit, and their owners lost some £400 an hour each."
	pilots = "On the third day the pilots came back. Nobody had told them that the quays were open, and nobody could say later who ought to have done it."
)

// report is an article on two pages, in two columns, with all that stands
// around one.
func report() testfile.PDF {
	left, _ := testfile.Column(72, 150, 200, closed, cranes)
	right, _ := testfile.Column(330, 150, 200, pilots)
	front := testfile.Page{Words: []testfile.Words{
		{X: 72, Y: 40, Size: 8, Text: "The Halvermouth Post"}, {X: 540, Y: 40, Size: 8, Text: "7"},
		{X: 72, Y: 90, Size: 20, Bold: true, Text: "The harbour is closed"}, {X: 72, Y: 120, Size: 12, Text: "By Mirrin Hask"},
	}}
	front.Words = append(append(front.Words, left...), right...)
	front.Words = append(front.Words, testfile.Words{X: 72, Y: 400, Size: 12, Bold: true, Text: "What it cost"})
	rows, y := [][]string{{"Quay", "Ships", "Days closed"}, {"North", "12", "3"}, {"South", "7", "2"}}, 420.0
	for _, row := range rows {
		for k, cell := range row {
			front.Words = append(front.Words, testfile.Words{X: 72 + 120*float64(k), Y: y, Text: cell})
		}
		y += 14
	}
	rest, _ := testfile.Column(72, 80, 400, cranes)
	back := testfile.Page{Words: append([]testfile.Words{{X: 72, Y: 40, Size: 8, Text: "The Halvermouth Post"}, {X: 540, Y: 40, Size: 8, Text: "8"}}, rest...)}
	return testfile.PDF{Pages: []testfile.Page{front, back},
		Info: map[string]string{"Title": "Microsoft Word - harbour_final.docx", "Author": "user", "Creator": "Word", "CreationDate": "D:20310904101500+02'00'"}}
}

func TestAPDFBecomesAnArticleWithPages(t *testing.T) {
	t.Parallel()
	d, err := extract.Document(t.Context(), extract.File{Name: "harbour.pdf", Data: report().Bytes()}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/files/pdf.golden", dump(d))
	readsBack(t, d)
}

func TestThePropertiesOfAPDFFillWhatItsTextDoesNotSay(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 150, 400, cranes, pilots)
	titled := append([]testfile.Words{{X: 72, Y: 90, Text: "Of cranes and pilots"}}, words...)
	day := corpus.Date{Year: 2031, Month: 9, Day: 4}
	for _, c := range []struct {
		name  string
		words []testfile.Words
		info  map[string]string
		want  corpus.Metadata
	}{
		{"all that they say", words, map[string]string{"Title": "Cranes of Halvermouth", "Author": "Mirrin Hask; Jonas Vey", "CreationDate": "D:20310904"},
			corpus.Metadata{Title: "Cranes of Halvermouth", Authors: []string{"Mirrin Hask", "Jonas Vey"}, Published: day}},
		{"a title that the page has too", titled, map[string]string{"Title": "Of Cranes and Pilots"}, corpus.Metadata{Title: "Of Cranes and Pilots"}},
		{"a page's title with its site", titled, map[string]string{"Title": "Of cranes and pilots | The Post", "Creator": "Mozilla/5.0", "CreationDate": "D:20310904"},
			corpus.Metadata{Title: "Of cranes and pilots", Publication: "The Post"}},
		{"what programs put there", titled, map[string]string{"Title": "Untitled", "Author": "Microsoft Office User", "CreationDate": "D:19700101"}, corpus.Metadata{Title: "Of cranes and pilots"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := testfile.PDF{Pages: []testfile.Page{{Words: c.words}}, Info: c.info}
			d, err := extract.Document(t.Context(), extract.File{Data: f.Bytes()}, corpus.Metadata{})
			if err != nil {
				t.Fatal(err)
			}
			c.want.Language = "en"
			if diff := cmp.Diff(c.want, d.Metadata()); diff != "" {
				t.Errorf("metadata (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPDFThatCannotBeReadGetsASentence(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 150, 400, cranes)
	page := testfile.Page{Words: words}
	for _, c := range []struct {
		code string
		file testfile.PDF
	}{
		{"scan", testfile.PDF{Pages: []testfile.Page{{Scan: true}}}},
		{"locked", testfile.PDF{Pages: []testfile.Page{page}, Locked: true}},
		{"damaged", testfile.PDF{}},
		{"too-large", testfile.PDF{Pages: []testfile.Page{page}, Hostile: map[int]string{2: "<< /Type /Pages /Count 2001 /Kids [6 0 R] >>"}}},
	} {
		_, err := extract.Document(t.Context(), extract.File{Data: c.file.Bytes()}, corpus.Metadata{})
		var p *extract.Problem
		if !errors.As(err, &p) || p.Code != c.code {
			t.Errorf("got %v, want a problem of the kind %s", err, c.code)
		}
	}
}

func TestPagesWithoutTextAreSaid(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 150, 400, cranes, pilots)
	text, scan := testfile.Page{Words: words}, testfile.Page{Scan: true}
	for _, c := range []struct {
		pages []testfile.Page
		want  string
	}{
		{[]testfile.Page{text, scan, scan, scan, text}, "3 of 5 pages have no text: they may be scans."},
		{[]testfile.Page{text, scan, text, text}, ""},
	} {
		d := read(t, testfile.PDF{Pages: c.pages}.Bytes())
		if got := slices.Contains(extract.Warnings(d), c.want); got != (c.want != "") {
			t.Errorf("%d pages: %q", len(c.pages), extract.Warnings(d))
		}
	}
}

func TestTimeThatIsOverIsSaid(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	_, err := extract.Document(ctx, extract.File{Data: report().Bytes()}, corpus.Metadata{})
	var p *extract.Problem
	if !errors.As(err, &p) || p.Code != "too-slow" {
		t.Errorf("got %v, want that it takes too long", err)
	}
	gone, cancelled := context.WithCancel(t.Context())
	cancelled()
	if _, err := extract.Document(gone, extract.File{Data: report().Bytes()}, corpus.Metadata{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
}
