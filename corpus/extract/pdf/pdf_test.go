package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/internal/testfile"
)

func TestMain(m *testing.M) {
	pdf.KeepCode(testfile.CodeFolder())
	m.Run()
}

// TestTheReaderStarts is run first by .ci/run, which leaves the compiled code
// for the other tests.
func TestTheReaderStarts(t *testing.T) {
	t.Parallel()
	if err := pdf.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Paragraphs that we wrote.
const (
	first  = "The harbour of Halvermouth was closed for three days. The director said that nobody was to blame, and that the costs would be paid soon."
	second = "A second paragraph says nothing new about the cranes, but it goes on for long enough that it takes several lines of a narrow column."
	third  = "On the third day the pilots came back. Nobody had told them that the quays were open, and nobody could say later who ought to have done it."
)

// shown is what is read from a file, a line for each paragraph.
func shown(t *testing.T, f testfile.PDF) []string {
	t.Helper()
	read, err := pdf.Read(t.Context(), f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range read.Paragraphs {
		line := fmt.Sprintf("%d ", p.Page)
		if p.Heading > 0 {
			line += strings.Repeat("#", p.Heading) + " "
		}
		if p.Cells != nil {
			all = append(all, line+strings.Join(p.Cells, " | "))
			continue
		}
		all = append(all, line+p.Text)
	}
	return all
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
}

func TestLinesBecomeParagraphs(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 140, 400, first, second)
	page := testfile.Page{Words: append([]testfile.Words{
		{X: 72, Y: 90, Size: 20, Bold: true, Text: "The harbour is closed"},
		{X: 72, Y: 115, Text: "By Mirrin Hask"},
	}, words...)}
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{page}}), "1 # The harbour is closed", "1 By Mirrin Hask", "1 "+first, "1 "+second)
}

func TestColumnsAreReadOneAfterTheOther(t *testing.T) {
	t.Parallel()
	title := testfile.Words{X: 72, Y: 80, Size: 18, Text: "A title over both of the columns"}
	left, _ := testfile.Column(72, 110, 200, first, second)
	right, _ := testfile.Column(330, 110, 200, third)
	expected := []string{"1 # " + title.Text, "1 " + first, "1 " + second, "1 " + third}

	byColumn := append(append([]testfile.Words{title}, left...), right...)
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{{Words: byColumn}}}), expected...)

	across := []testfile.Words{title} // as programs write that go from the top to the bottom
	for i := range left {
		across = append(across, left[i])
		if i < len(right) {
			across = append(across, right[i])
		}
	}
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{{Words: across}}}), expected...)

	backwards := append(append([]testfile.Words{}, right...), left...)
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{{Words: append(backwards, title)}}}), expected...)
}

func TestWordsBrokenAtALinesEndAreWhole(t *testing.T) {
	t.Parallel()
	lines := []string{
		"The harbour mas-", "ter spoke of a well-", "known ship, and of non-", "sense. The Anglo-", "French crew had a co-", "ordinator, as a coordinator", "is called, and the twenty-", "first day was the last.",
	}
	var page testfile.Page
	for i, l := range lines {
		page.Words = append(page.Words, testfile.Words{X: 72, Y: 100 + 12*float64(i), Text: l})
	}
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{page}}),
		"1 The harbour master spoke of a well-known ship, and of non-sense. The Anglo-French crew had a coordinator, as a coordinator is called, and the twenty-first day was the last.")
}

func TestWhatRepeatsAtTheEdgesOfPagesIsLeftOut(t *testing.T) {
	t.Parallel()
	var f testfile.PDF
	var expected []string
	bodies := []string{first, second, third}
	for i := range 9 {
		body := fmt.Sprintf("Chapter %s begins here. %s", strings.Repeat("x", i+1), bodies[i%3])
		words, _ := testfile.Column(72, 120, 400, body)
		header := "The Halvermouth Report"
		if i%2 == 1 {
			header = "Of harbours and their masters"
		}
		page := testfile.Page{Words: []testfile.Words{{X: 200, Y: 30, Size: 8, Text: header}}}
		page.Words = append(page.Words, words...)
		page.Words = append(page.Words, testfile.Words{X: 300, Y: 770, Size: 8, Text: fmt.Sprintf("%d", i+41)},
			testfile.Words{X: 100, Y: 760, Size: 8, Text: fmt.Sprintf("Copied on 4 May 2031, sheet %d of 9", i+1)})
		f.Pages = append(f.Pages, page)
		expected = append(expected, fmt.Sprintf("%d %s", i+1, body))
	}
	want(t, shown(t, f), expected...)
}

func TestPagesThatAreAlikeKeepTheirText(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 120, 400, first)
	page := testfile.Page{Words: words}
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{page, page, page}}), "1 "+first, "2 "+first, "3 "+first)
}

func TestWhatABrowserPrintsAroundAPageIsLeftOut(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 120, 400, first)
	page := testfile.Page{Words: append(words,
		testfile.Words{X: 24, Y: 20, Size: 8, Text: "5/4/31, 9:15 AM"}, testfile.Words{X: 250, Y: 20, Size: 8, Text: "The harbour is closed"},
		testfile.Words{X: 24, Y: 780, Size: 8, Text: "https://post.example/harbour?id=4"}, testfile.Words{X: 560, Y: 780, Size: 8, Text: "1/1"})}
	read, err := pdf.Read(t.Context(), testfile.PDF{Pages: []testfile.Page{page}}.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(read.Paragraphs) != 1 || read.Paragraphs[0].Text != first || read.Address != "https://post.example/harbour?id=4" {
		t.Errorf("got %+v", read)
	}
}

func TestAParagraphGoesOnOverThePageAndKeepsWhereItBegan(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 100, 400, first+" "+second)
	cut := len(words) - 1
	next := words[cut:]
	next[0].Y = 100
	note := testfile.Words{X: 72, Y: 700, Size: 7, Text: "1 A note at the foot of the page, in small letters."}
	more, _ := testfile.Column(72, 112, 400, third)
	f := testfile.PDF{Pages: []testfile.Page{
		{Words: append(append([]testfile.Words{}, words[:cut]...), note)},
		{Words: append(append([]testfile.Words{}, next...), more...)},
	}}
	want(t, shown(t, f), "1 "+first+" "+second, "1 "+note.Text, "2 "+third)
}

func TestTablesBecomeRows(t *testing.T) {
	t.Parallel()
	var page testfile.Page
	for i, row := range [][]string{{"Quay", "Ships", "Days closed"}, {"North", "12", "3"}, {"South", "7", "2"}} {
		for k, cell := range row {
			page.Words = append(page.Words, testfile.Words{X: 72 + 120*float64(k), Y: 100 + 14*float64(i), Text: cell})
		}
	}
	words, _ := testfile.Column(72, 200, 400, first)
	page.Words = append(page.Words, words...)
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{page}}), "1 Quay | Ships | Days closed", "1 North | 12 | 3", "1 South | 7 | 2", "1 "+first)
}

func TestPagesThatAreShownTurnedAreRead(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 120, 400, first, second)
	for _, turned := range []int{0, 90, 180, 270} {
		want(t, shown(t, testfile.PDF{Pages: []testfile.Page{{Words: words, Turned: turned}}}), "1 "+first, "1 "+second)
	}
}

func TestOtherAlphabetsAreRead(t *testing.T) {
	t.Parallel()
	page := testfile.Page{Words: []testfile.Words{
		{X: 72, Y: 100, Text: "港口因工人罢工关闭了三天。主任表示谈判仍在继"}, {X: 72, Y: 112, Text: "续，但是目前还没有任何决定。"},
		{X: 72, Y: 200, Text: "Порт был закрыт на три дня."},
	}}
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{page}}), "1 港口因工人罢工关闭了三天。主任表示谈判仍在继续，但是目前还没有任何决定。", "1 Порт был закрыт на три дня.")
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 120, 400, first)
	page := testfile.Page{Words: words}
	good := testfile.PDF{Pages: []testfile.Page{page}}.Bytes()
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"a scan", testfile.PDF{Pages: []testfile.Page{{Scan: true}, {Scan: true}}}.Bytes(), pdf.ErrNoText},
		{"a password", testfile.PDF{Pages: []testfile.Page{page}, Locked: true}.Bytes(), pdf.ErrLocked},
		{"an unknown protection", []byte(strings.Replace(string(testfile.PDF{Pages: []testfile.Page{page}, Locked: true}.Bytes()), "/Standard", "/Adobe.XX", 1)), pdf.ErrSecurity},
		{"half of a file", good[:len(good)/3], pdf.ErrDamaged},
		{"nothing but a mark", []byte("%PDF-1.7\n"), pdf.ErrDamaged},
		{"no pages", testfile.PDF{}.Bytes(), pdf.ErrDamaged},
		{"too many pages", testfile.PDF{Pages: make([]testfile.Page, pdf.MaxPages+1)}.Bytes(), pdf.ErrPages},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := pdf.Read(t.Context(), c.data); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestLoopsInAFileEnd(t *testing.T) {
	t.Parallel()
	words, _ := testfile.Column(72, 120, 400, first)
	for name, hostile := range map[string]map[int]string{
		"a page tree that is its own child": {2: "<< /Type /Pages /Count 2 /Kids [2 0 R 6 0 R] >>"},
		"a page that is its own parent":     {6: "<< /Type /Page /Parent 6 0 R /Contents 7 0 R /Resources 6 0 R >>"},
		"contents that are themselves":      {7: "7 0 R"},
		"contents without an end":           {6: "<< /Type /Page /Parent 2 0 R /Contents [7 0 R 6 0 R [7 0 R]] >>"},
		"a drawing that draws itself":       {9: "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /S 9 0 R >> >> /Length 5 >>\nstream\n/S Do\nendstream"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := testfile.PDF{Pages: []testfile.Page{{Words: words, Scan: true}}, Hostile: hostile}
			if _, err := pdf.Read(t.Context(), f.Bytes()); err != nil && !errors.Is(err, pdf.ErrDamaged) && !errors.Is(err, pdf.ErrNoText) {
				t.Error(err)
			}
		})
	}
}

// TestAFileThatGrowsIsGivenUp has pages whose contents are gigabytes, once
// unpacked.
func TestAFileThatGrowsIsGivenUp(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, err := z.Write(bytes.Repeat([]byte("0 0 m "), 100_000))
	if err == nil {
		err = z.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	head, block := packed.Bytes()[:2], packed.Bytes()[2:]
	data := append(bytes.Clone(head), bytes.Repeat(block, 4000)...) // 2.4 GB of 600 KB each
	words, _ := testfile.Column(72, 120, 400, first)
	f := testfile.PDF{Pages: []testfile.Page{{Words: words}}, Hostile: map[int]string{
		7: fmt.Sprintf("<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", len(data), data),
	}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := pdf.Read(ctx, f.Bytes()); !errors.Is(err, pdf.ErrDamaged) && !errors.Is(err, pdf.ErrNoText) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestReadingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	// One page on which the same drawing is drawn by drawings, 20^5 times.
	hostile := map[int]string{}
	const deep = 5
	forms := testfile.PDF{Pages: make([]testfile.Page, 6), Hostile: hostile}
	hostile[6] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /S 9 0 R >> /Font << /F 3 0 R >> >> /Contents 7 0 R >>"
	hostile[7] = "<< /Length 5 >>\nstream\n/S Do\nendstream"
	for i := range deep {
		draw := strings.Repeat("/S Do\n", 40)
		if i == deep-1 {
			draw = strings.Repeat("BT /F 9 Tf (words) Tj ET\n", 40)
		}
		hostile[9+2*i] = fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /S %d 0 R >> /Font << /F 3 0 R >> >> /Length %d >>\nstream\n%s\nendstream", 11+2*i, len(draw), draw)
	}
	data := forms.Bytes()
	if err := pdf.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := pdf.Read(ctx, data); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that the time is over", err)
	}
	ended, cancelled := context.WithCancel(t.Context())
	cancelled()
	if _, err := pdf.Read(ended, data); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	// The next file finds everything in order.
	words, _ := testfile.Column(72, 120, 400, first)
	want(t, shown(t, testfile.PDF{Pages: []testfile.Page{{Words: words}}}), "1 "+first)
}
