package extract_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
)

// FuzzDocument states what holds for any bytes under any name: either a
// document in canonical form with a title, which can be written and read
// back, or a Problem with a sentence.
func FuzzDocument(f *testing.F) {
	for _, dir := range []string{"testdata/plain", "testdata/markdown", "testdata/html"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.*"))
		if err != nil || len(files) == 0 {
			f.Fatalf("no samples in %s: %v", dir, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(filepath.Base(name), data)
		}
	}
	f.Add("a.md", []byte("---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\ntext"))
	f.Add("a.txt", []byte("\xff\xfea\x00b\x00"))
	f.Fuzz(func(t *testing.T, name string, data []byte) { holds(t, extract.File{Name: name, Data: data}) })
}

// holds states what holds for any bytes: either a document in canonical form
// with a title, of bounded size, whose blocks lie in its text in order, and
// which can be written and read back; or a Problem with a sentence.
func holds(t *testing.T, f extract.File) {
	t.Helper()
	d, err := extract.Document(t.Context(), f, corpus.Metadata{})
	if err != nil {
		isProblem(t, err)
		return
	}
	m := d.Metadata()
	switch {
	case d.Text() != corpus.Canonical(d.Text()):
		t.Errorf("%q is not in canonical form", d.Text())
	case m.Title == "" || m.Title != corpus.Canonical(m.Title):
		t.Errorf("the title is %q", m.Title)
	case strings.ContainsAny(m.SourceFile, `/\`):
		t.Errorf("the source file is %q", m.SourceFile)
	case len(d.Text()) > 2*extract.MaxTextBytes:
		t.Errorf("the text has %d bytes", len(d.Text()))
	}
	if _, err := corpus.Restore(d.ID(), m, d.Provenance(), d.Text(), d.Blocks()); err != nil {
		t.Error(err)
	}
	extract.Warnings(d)
	readsBack(t, d)
}

func isProblem(t *testing.T, err error) {
	t.Helper()
	p, ok := errors.AsType[*extract.Problem](err)
	if !ok || p.Code == "" || !strings.HasSuffix(p.Detail, ".") {
		t.Fatalf("%#v is no Problem with a sentence", err)
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(report().Bytes())
	f.Add(testfile.PDF{Pages: []testfile.Page{{Scan: true}}}.Bytes())
	f.Add(testfile.PDF{Pages: []testfile.Page{{}}, Locked: true}.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		holds(t, extract.File{Name: "a.pdf", Data: append([]byte("%PDF-1.5\n"), data...)})
	})
}

// FuzzDOCX changes the parts of a document rather than its bytes, which would
// break its packing only.
func FuzzDOCX(f *testing.F) {
	members := office().DOCXMembers()
	f.Add(members[2].Data, members[3].Data, members[4].Data)
	f.Fuzz(func(t *testing.T, core, styles, text []byte) {
		members := office().DOCXMembers()
		members[2].Data, members[3].Data, members[4].Data = core, styles, text
		holds(t, extract.File{Name: "a.docx", Data: testfile.Zip(members...)})
	})
}

func FuzzODT(f *testing.F) {
	members := office().ODTMembers()
	f.Add(members[1].Data, members[2].Data, members[4].Data)
	f.Fuzz(func(t *testing.T, manifest, about, text []byte) {
		members := office().ODTMembers()
		members[1].Data, members[2].Data, members[4].Data = manifest, about, text
		holds(t, extract.File{Name: "a.odt", Data: testfile.Zip(members...)})
	})
}

func FuzzEPUB(f *testing.F) {
	members := harbourBook().Members()
	f.Add(members[1].Data, members[2].Data, members[5].Data)
	f.Fuzz(func(t *testing.T, container, about, chapter []byte) {
		members := harbourBook().Members()
		members[1].Data, members[2].Data, members[5].Data = container, about, chapter
		holds(t, extract.File{Name: "a.epub", Data: testfile.Zip(members...)})
	})
}

func FuzzRTF(f *testing.F) {
	f.Add(office().RTF())
	f.Add([]byte(`{\rtf1\u-10179?\u8704?{\footnote{\shptxt\cell\row}\par}\bin3 abc\'8d\f2\'8d`))
	f.Fuzz(func(t *testing.T, data []byte) {
		holds(t, extract.File{Name: "a.rtf", Data: append([]byte(`{\rtf1`), data...)})
	})
}

func FuzzMail(f *testing.F) {
	m := newsletter()
	f.Add(m.Bytes())
	m.Attached = []testfile.Member{{Name: "a.eml", Data: testfile.Mail{From: "a@x.example", Plain: pilots, Encoding: "base64"}.Bytes()}, {Name: "a.pdf", Data: []byte("x")}}
	f.Add(m.Bytes())
	f.Add([]byte("\r\n---------- Forwarded message ---------\r\nFrom: A B\r\nDate: 3 Sep 2031\r\nSubject: C\r\n\r\n> Words."))
	f.Fuzz(func(t *testing.T, data []byte) {
		holds(t, extract.File{Name: "a.eml", Data: append([]byte("From: a@x.example\r\nMIME-Version: 1.0\r\n"), data...)})
	})
}

// FuzzArchive states that whatever an archive has, each of its files becomes a
// document or a Problem, and that there is an end.
func FuzzArchive(f *testing.F) {
	f.Add(testfile.Zip(testfile.Member{Name: "a/b.md", Data: article("A"), Stored: true}, testfile.Member{Name: "../c.txt", Data: article("C")}))
	f.Add(testfile.Zip(testfile.Member{Name: "n.zip", Data: testfile.Zip(testfile.Member{Name: "x"}), Stored: true}))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for m := range extract.Documents(t.Context(), extract.File{Name: "a.zip", Data: data}, corpus.Metadata{}) {
			if m.Err != nil {
				isProblem(t, m.Err)
			} else if m.Document == nil || m.Data == nil || strings.HasPrefix(m.Name, "/") || strings.HasPrefix(m.Name, "..") {
				t.Errorf("got %+v", m)
			}
			n++
		}
		if n == 0 || n > 10_000 {
			t.Errorf("%d files", n)
		}
	})
}
