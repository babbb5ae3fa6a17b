package extract_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
)

// members are what becomes of the files in an archive: a line for each.
func members(t *testing.T, data []byte, given corpus.Metadata) []string {
	t.Helper()
	var all []string
	for m := range extract.Documents(t.Context(), extract.File{Name: "articles.zip", Data: data}, given) {
		p, isProblem := errors.AsType[*extract.Problem](m.Err)
		switch {
		case m.Err == nil:
			all = append(all, fmt.Sprintf("%s: %s (%s, %s)", m.Name, m.Document.Metadata().Title, m.Document.Metadata().SourceFile, m.Document.Metadata().Publication))
			if m.Data == nil {
				t.Errorf("%s has no bytes", m.Name)
			}
		case isProblem:
			all = append(all, m.Name+": "+p.Code)
		default:
			t.Fatalf("%s: %v", m.Name, m.Err)
		}
	}
	return all
}

func article(title string) []byte { return []byte("# " + title + "\n\n" + cranes + "\n") }

func TestEveryFileOfAnArchiveIsRead(t *testing.T) {
	t.Parallel()
	nested := testfile.Zip(testfile.Member{Name: "inner.md", Data: article("Inner")})
	data := testfile.Zip(
		testfile.Member{Name: "b/second.md", Data: article("Second")},
		testfile.Member{Name: "first.md", Data: article("First"), Stored: true},
		testfile.Member{Name: "folder/"},
		testfile.Member{Name: "__MACOSX/._first.md", Data: []byte("x")},
		testfile.Member{Name: ".DS_Store", Data: []byte("x")},
		testfile.Member{Name: "../../etc/passwd", Data: article("Of passes")},
		testfile.Member{Name: `C:\Temp\..\windows.md`, Data: article("Of windows")},
		testfile.Member{Name: "harbour.docx", Data: office().DOCX()},
		testfile.Member{Name: "harbour.pdf", Data: report().Bytes()},
		testfile.Member{Name: "quay.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		testfile.Member{Name: "empty.txt"},
		testfile.Member{Name: "more.zip", Data: nested},
		testfile.Member{Name: "last.txt", Data: article("Last")},
	)
	given := corpus.Metadata{Title: "Not of all", URL: "https://post.example/", Publication: "The Post"}
	want := []string{
		"b/second.md: Second (second.md, The Post)", "first.md: First (first.md, The Post)", "etc/passwd: Of passes (passwd, The Post)", "C:/windows.md: Of windows (windows.md, The Post)",
		"harbour.docx: The harbour is closed (harbour.docx, The Post)", "harbour.pdf: The harbour is closed (harbour.pdf, The Post)",
		"quay.png: binary", "empty.txt: empty", "more.zip: nested", "last.txt: Last (last.txt, The Post)",
	}
	if diff := cmp.Diff(want, members(t, data, given)); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

func TestAFileThatIsNoArchiveIsItsOnlyMember(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"text": article("One"), "a document that is packed": office().DOCX(), "an ODT": office().ODT()} {
		if got := members(t, data, corpus.Metadata{Title: "Given"}); len(got) != 1 || !strings.Contains(got[0], "Given") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestArchivesThatCannotBeReadGetASentence(t *testing.T) {
	t.Parallel()
	good := testfile.Zip(testfile.Member{Name: "a.md", Data: article("A")}, testfile.Member{Name: "b.md", Data: article("B")})
	locked := bytes.Clone(good)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1 // the flag in the table of contents
	method := bytes.Clone(good)
	method[bytes.Index(method, []byte("PK\x01\x02"))+10] = 99
	flipped := bytes.Clone(good)
	flipped[50] ^= 0xff
	many := make([]testfile.Member, 10_001)
	for i := range many {
		many[i].Name = fmt.Sprint(i, ".md")
	}
	bombs := []testfile.Member{{Name: "first.md", Data: article("First")}}
	for i := range 2 {
		bombs = append(bombs, testfile.Member{Name: fmt.Sprintf("%d.txt", i), Data: bytes.Repeat([]byte("word "), 200_000), Times: 25})
	}
	for _, c := range []struct {
		name string
		data []byte
		want []string
	}{
		{"locked", locked, []string{"a.md: locked", "b.md: B (b.md, )"}},
		{"an unknown method", method, []string{"a.md: damaged", "b.md: B (b.md, )"}},
		{"damaged inside", flipped, []string{"a.md: damaged", "b.md: B (b.md, )"}},
		{"cut off", good[:len(good)-30], []string{"articles.zip: damaged"}},
		{"nothing in it", testfile.Zip(), []string{"articles.zip: empty"}},
		{"only folders", testfile.Zip(testfile.Member{Name: "a/"}), []string{"articles.zip: empty"}},
		{"too many", testfile.Zip(many...), []string{"articles.zip: too-large"}},
		{"a bomb", testfile.Zip(bombs...), []string{"first.md: First (first.md, )", "0.txt: too-large"}},
		{"a file too large", testfile.Zip(testfile.Member{Name: "a.txt", Data: bytes.Repeat([]byte("word "), 200_000), Times: 34}, testfile.Member{Name: "noise.bin", Data: append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte("\x00\x01\x02\xfe\x81a\x03"), 80_000)...), Stored: true}, testfile.Member{Name: "b.md", Data: article("B")}), []string{"a.txt: too-large", "noise.bin: binary", "b.md: B (b.md, )"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, members(t, c.data, corpus.Metadata{})); diff != "" {
				t.Errorf("members (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnArchiveIsReadNoLongerThanTheContext(t *testing.T) {
	t.Parallel()
	data := testfile.Zip(testfile.Member{Name: "a.md", Data: article("A")}, testfile.Member{Name: "b.md", Data: article("B")}, testfile.Member{Name: "c.md", Data: article("C")})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []string
	for m := range extract.Documents(ctx, extract.File{Data: data}, corpus.Metadata{}) {
		got = append(got, fmt.Sprint(m.Name, " ", m.Err))
		cancel()
	}
	if want := []string{"a.md <nil>", "b.md context canceled"}; !cmp.Equal(want, got) {
		t.Errorf("got %q, want %q", got, want)
	}
}
