package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
)

// minutes are an article as Word and as a PDF have it.
func minutes() (docx, pdf []byte) {
	paras := []string{"The harbour board met on Monday and heard the pilots, who want a second tug before the winter.",
		"A tug costs 3.4 million crowns, the treasurer said. The board will decide in May."}
	docx = testfile.Office{Title: "Minutes of the board", Author: "Mirrin Hask", Created: "2031-03-04T08:00:00Z", Language: "en-GB", Paras: []testfile.Para{
		{Style: "Title", Text: "Minutes of the harbour board"}, {Text: "By Mirrin Hask"}, {Text: paras[0]}, {Style: "Heading 1", Text: "The tug"}, {Text: paras[1]},
		{Rows: [][]string{{"Year", "Ships"}, {"2029", "412"}, {"2030", "388"}}},
	}}.DOCX()
	first, _ := testfile.Column(72, 150, 400, "The lighthouse of Ostrand was painted in 2030. Nobody had climbed it for eleven years before that.")
	second, _ := testfile.Column(72, 80, 400, "The paint cost 90,000 crowns, and the keeper mixed it himself.")
	pdf = testfile.PDF{Pages: []testfile.Page{
		{Words: append([]testfile.Words{{X: 72, Y: 90, Size: 20, Bold: true, Text: "The lighthouse is painted"}, {X: 72, Y: 120, Text: "By Orla Venn"}}, first...)},
		{Words: second},
	}, Info: map[string]string{"CreationDate": "D:20310801"}}.Bytes()
	return docx, pdf
}

// TestAModeratorsDay does what a moderator does who keeps a library: brings
// articles in all the ways that there are, changes one, takes one away, takes
// changes back, and takes the library out.
func TestAModeratorsDay(t *testing.T) {
	t.Parallel()
	p := &paper{}
	p.prints("rudder", "Rudder of the ferry mended", "The rudder of the night ferry was mended on Friday, after it had been cracked for three weeks.")
	p.prints("gulls", "Gulls counted on the mole", "Forty-one pairs of gulls nest on the mole of Ostrand this year, four more than last year.")
	w := newWorld(t, p.reads)
	k := w.talk(w.mona, w.general)
	docx, pdf := minutes()
	k.press(k.slash("library add", file("file", "lighthouse.pdf", pdf)), "Add")
	k.press(k.slash("library add", file("file", "minutes.docx", docx)), "Add")
	k.press(k.slash("library add", opt("link", p.url+"/rudder")), "Add")
	paste := k.submits(k.opens("library add"), map[string]string{"title": "A note on nets", "authors": "Ilse Marn", "publication": "The Velmar Courier, 2031-06",
		"text": "The nets of Ostrand are made in Velmar.\n\nA net lasts for two summers, the makers say."})
	k.press(paste, "Add")
	waits := k.slash("library follow", opt("link", p.url+"/feed.xml"))
	waits = k.press(waits, "Add")
	k.press(waits, "Add")
	if w.total() != 5 {
		t.Fatalf("%d articles, want 5", w.total())
	}
	answer := w.talk(w.ada, w.general).slash("ask", opt("question", "How much did the paint of the lighthouse cost?"))
	if !strings.Contains(answer.text(), "90,000 crowns") || !strings.Contains(strings.ReplaceAll(answer.text(), "\u00a0", " "), "p. 2") {
		t.Errorf("the PDF answers\n%s", dump(answer))
	}
	k.submits(k.opens("library edit", opt("document", "A note on nets")), map[string]string{"title": "The nets of Ostrand", "authors": "Ilse Marn, Pel Orr"})
	k.press(k.press(k.slash("library remove", opt("document", "Minutes")), "Remove it"), "Undo")
	k.press(k.slash("library remove", opt("document", "Gulls")), "Remove it")
	k.press(k.slash("library undo"), "Take it back")
	k.slash("library history")
	export := w.talk(w.mona, w.general).slash("library export") // its address has the hash of what is in it, with the site's
	p.anywhere(k).check("day")

	// What was taken out is what is there.
	_, scope := own(&request{guild: w.guild.ID})
	n := 0
	for _, data := range w.filesIn(export) {
		for m := range extract.Documents(w.ctx, extract.File{Name: "library.zip", Data: data}, corpus.Metadata{}) {
			if m.Err != nil {
				t.Fatal(m.Err)
			}
			list, _, err := w.store.List(w.ctx, scope, page1)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range list {
				if s.Metadata.Title != m.Document.Metadata().Title {
					continue
				}
				d, err := w.store.Document(w.ctx, scope, s.ID)
				if err != nil {
					t.Fatal(err)
				}
				n++
				if diff := cmp.Diff(d.Metadata(), m.Document.Metadata(), cmpopts.EquateEmpty()); diff != "" || d.Text() != m.Document.Text() {
					t.Errorf("%s differs:\n%s", m.Name, diff)
				}
				if diff := cmp.Diff(d.Blocks(), m.Document.Blocks()); diff != "" {
					t.Errorf("%s differs:\n%s", m.Name, diff)
				}
			}
		}
	}
	if n != 5 {
		t.Errorf("%d of 5 articles are in the export", n)
	}
}
