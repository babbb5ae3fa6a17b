package extract_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/testfile"
)

// office is an article as it is written in a word processor.
func office() testfile.Office {
	return testfile.Office{Title: "Template", Author: "Microsoft Office User", Created: "2031-09-04T08:00:00Z", Language: "en-GB", Paras: []testfile.Para{
		{Style: "Title", Text: "The harbour is closed"},
		{Style: "Subtitle", Text: "Nobody was to blame, the master says"},
		{Text: "By Mirrin Hask"},
		{Style: "Caption", Text: "The quays on Monday. Photo: Orla Venn"},
		{Text: closed},
		{Style: "Heading 1", Text: "What it cost"},
		{Text: cranes},
		{Rows: [][]string{{"Quay", "Ships", "Days closed"}, {"North", "12", "3"}, {"South", "7", "2"}}},
		{Style: "Heading 2", Text: "Who was asked"},
		{Item: true, Text: "the harbour master"},
		{Item: true, Text: "two pilots"},
		{Style: "Quote", Text: "We were told nothing at all."},
		{Rows: [][]string{{pilots + " " + pilots + " " + pilots, "A column of a page."}}},
		{Text: "• a dot that was typed"},
		{Text: "• and one more"},
	}}
}

func read(t *testing.T, data []byte) *corpus.Document {
	t.Helper()
	d, err := extract.Document(t.Context(), extract.File{Name: "harbour", Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	readsBack(t, d)
	return d
}

// problem is the code of what is wrong with a file.
func problem(t *testing.T, data []byte) string {
	t.Helper()
	_, err := extract.Document(t.Context(), extract.File{Name: "a", Data: data}, corpus.Metadata{})
	p, ok := errors.AsType[*extract.Problem](err)
	if !ok {
		t.Fatalf("got %v, want a Problem", err)
	}
	if !strings.HasSuffix(p.Detail, ".") {
		t.Errorf("%q is no sentence", p.Detail)
	}
	return p.Code
}

func TestWordProcessorsDocumentsAreUnderstood(t *testing.T) {
	t.Parallel()
	golden.Check(t, "testdata/files/docx.golden", dump(read(t, office().DOCX())))
	golden.Check(t, "testdata/files/odt.golden", dump(read(t, office().ODT())))
}

func TestOnlyWhatAReaderSeesOfADOCXIsRead(t *testing.T) {
	t.Parallel()
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	for name, c := range map[string]struct{ raw, want string }{
		"runs":            {run("One") + run(" wo") + run("rd."), "One word."},
		"deleted":         {run("One ") + `<w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:ins>` + run("new ") + `</w:ins>` + run("word."), "One new word."},
		"moved":           {`<w:moveFrom>` + run("Gone. ") + `</w:moveFrom><w:moveTo>` + run("Here.") + `</w:moveTo>`, "Here."},
		"hidden":          {run("Seen.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r>` + `<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> Seen too.</w:t></w:r>`, "Seen. Seen too."},
		"a field":         {`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://x.example"</w:instrText></w:r>` + run("A link") + run("."), "A link."},
		"breaks":          {`<w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t><w:softHyphen/><w:t>teen.</w:t></w:r>`, "One two three\u2011fourteen."},
		"a link":          {`<w:hyperlink>` + run("Linked words") + `</w:hyperlink>` + run("."), "Linked words."},
		"a drawing twice": {run("Before.") + `<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>` + run("In a frame.") + `</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>` + run("In a frame.") + `</w:p></mc:Fallback></mc:AlternateContent>` + run(" After."), "Before. After.|In a frame."},
		"a contents list": {`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + run("Contents") + `</w:sdtContent></w:sdt>` + run("Words."), "Words."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := read(t, testfile.Office{Paras: []testfile.Para{{Text: "A title"}, {Text: "By Mirrin Hask"}, {Raw: c.raw}}}.DOCX())
			if got := strings.ReplaceAll(d.Text(), "\n\n", "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOnlyWhatAReaderSeesOfAnODTIsRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, want string }{
		"spaces":      {"One<text:s/>word\n   and<text:tab/>one<text:line-break/>more.", "One word and one more."},
		"a note":      {`Words<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> go on.`, "Words go on.|A note."},
		"a comment":   {`Words<office:annotation><text:p>A remark</text:p></office:annotation>.`, "Words."},
		"a frame":     {`Before.<draw:frame xmlns:draw="d"><draw:text-box><text:p>In a frame.</text:p></draw:text-box></draw:frame> After.`, "Before. After.|In a frame."},
		"hidden text": {`Seen.<text:hidden-text>Unseen.</text:hidden-text>`, "Seen."},
		"readings":    {`<text:ruby><text:ruby-base>港</text:ruby-base><text:ruby-text>みなと</text:ruby-text></text:ruby>は閉鎖された。`, "港は閉鎖された。"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := read(t, testfile.Office{Paras: []testfile.Para{{Text: "A title"}, {Text: "By Mirrin Hask"}, {Raw: c.raw}}}.ODT())
			if got := strings.ReplaceAll(d.Text(), "\n\n", "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestXMLInOtherEncodingsIsRead(t *testing.T) {
	t.Parallel()
	for label, enc := range map[string]encoding.Encoding{
		"ISO-8859-1": charmap.ISO8859_1, "windows-1252": charmap.Windows1252, "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	} {
		members := testfile.Office{Paras: []testfile.Para{{Text: "Ein Titel"}, {Text: german}}}.DOCXMembers()
		text := strings.Replace(string(members[4].Data), "UTF-8", label, 1)
		encoded, err := enc.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		members[4].Data = []byte(encoded)
		if d := read(t, testfile.Zip(members...)); d.Text() != german {
			t.Errorf("%s: %q", label, d.Text())
		}
	}
}

func TestTheTitleOfADocumentIsTheOneThatIsSeen(t *testing.T) {
	t.Parallel()
	section := testfile.Para{Style: "Heading 1", Text: "Introduction"}
	another := testfile.Para{Style: "Heading 1", Text: "What it cost"}
	words := testfile.Para{Text: cranes + " " + pilots}
	for _, c := range []struct {
		name  string
		title string
		paras []testfile.Para
		want  string
		text  string // with which the text begins
	}{
		{"marked as such", "Another", []testfile.Para{{Style: "Title", Text: "Of cranes"}, section, words, another, words}, "Of cranes", "Introduction"},
		{"in the properties alone", "Of cranes", []testfile.Para{section, words, another, words}, "Of cranes", "Introduction"},
		{"the only heading", "Template", []testfile.Para{section, words}, "Introduction", "The cranes"},
		{"as the properties have it", "Of cranes", []testfile.Para{{Text: "Opinion"}, {Text: "OF CRANES"}, {Text: "By Mirrin Hask"}, words}, "Of cranes", "The cranes"},
	} {
		d := read(t, testfile.Office{Title: c.title, Paras: c.paras}.DOCX())
		if got := d.Metadata().Title; got != c.want || !strings.HasPrefix(d.Text(), c.text) {
			t.Errorf("%s: the title is %q, and the text begins %q", c.name, got, d.Text()[:20])
		}
	}
}

func TestPropertiesFillADocument(t *testing.T) {
	t.Parallel()
	o := testfile.Office{Title: "Of cranes", Author: "Mirrin Hask", Created: "2031-09-04T08:00:00Z", Language: "en-GB", Paras: []testfile.Para{{Text: cranes + " " + pilots}}}
	want := corpus.Metadata{Title: "Of cranes", Authors: []string{"Mirrin Hask"}, Published: corpus.Date{Year: 2031, Month: 9, Day: 4}, Language: "en-GB", SourceFile: "harbour"}
	for name, data := range map[string][]byte{"DOCX": o.DOCX(), "ODT": o.ODT()} {
		if diff := cmp.Diff(want, read(t, data).Metadata()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOfficeDocumentsThatCannotBeReadGetASentence(t *testing.T) {
	t.Parallel()
	replaced := func(members []testfile.Member, name, data string) []byte {
		for i, m := range members {
			if m.Name == name {
				members[i].Data, members[i].Stored = []byte(data), len(data) < 11<<20 // what is stored grows no more than it should
			}
		}
		return testfile.Zip(members...)
	}
	docx, odt := office().DOCXMembers, office().ODTMembers
	entities := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><d><p><t>&c;</t></p></d>`
	deep := `<?xml version="1.0"?>` + strings.Repeat("<p>", 100_000) + "words" + strings.Repeat("</p>", 100_000)
	compound := func(name string) []byte {
		return []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600) + strings.Join(strings.Split(name, ""), "\x00") + "\x00")
	}
	for _, c := range []struct {
		name, code string
		data       []byte
	}{
		{"entities that grow", "damaged", replaced(docx(), "word/document.xml", entities)},
		{"entities that grow in an ODT", "damaged", replaced(odt(), "content.xml", entities)},
		{"too deep", "damaged", replaced(docx(), "word/document.xml", deep)},
		{"too deep in an ODT", "damaged", replaced(odt(), "content.xml", deep)},
		{"no XML", "empty", replaced(docx(), "word/document.xml", "words")},
		{"nothing", "empty", testfile.Office{}.DOCX()},
		{"no text in it", "damaged", testfile.Zip(docx()[:4]...)},
		{"half of it", "damaged", office().DOCX()[:1500]},
		{"a bomb", "too-large", replaced(docx(), "word/document.xml", "<d><p><t>"+strings.Repeat(" ", 10<<20)+"</t></p></d>")},
		{"too much text", "too-large", replaced(docx(), "word/document.xml", "<d><p><t>"+strings.Repeat("word ", extract.MaxTextBytes/5+1)+"</t></p></d>")},
		{"a locked ODT", "locked", replaced(odt(), "META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")},
		{"a locked DOCX", "locked", compound("EncryptedPackage")},
		{"an old document", "binary", compound("WordDocument")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := problem(t, c.data); got != c.code {
				t.Errorf("got %s, want %s", got, c.code)
			}
		})
	}
}
