package pdf_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/internal/testfile"
)

// longReport is a file of so many pages of two columns of some 550 words, with
// headers and numbers.
func longReport(pages int) []byte {
	var f testfile.PDF
	text := strings.Join([]string{first, second, third}, " ")
	for i := range pages {
		page := testfile.Page{Words: []testfile.Words{{X: 72, Y: 30, Size: 8, Text: "The Halvermouth Report"}, {X: 300, Y: 770, Size: 8, Text: fmt.Sprint(i + 1)}}}
		for column := range 2 {
			words, _ := testfile.Column(60+255*float64(column), 60, 240, fmt.Sprintf("Part %d of page %d begins. %s", column, i, text), text, text, text)
			page.Words = append(page.Words, words...)
		}
		f.Pages = append(f.Pages, page)
	}
	return f.Bytes()
}

// BenchmarkRead is reading 300 pages once the engine is there; the metric is the
// most memory that the process has taken so far.
func BenchmarkRead(b *testing.B) {
	data := longReport(300)
	if err := pdf.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := pdf.Read(b.Context(), data)
		if err != nil {
			b.Fatal(err)
		}
		if n := len(f.Paragraphs); n != 300*8 {
			b.Fatalf("%d paragraphs", n)
		}
	}
	b.ReportMetric(peak(), "peak-MB")
}

// BenchmarkOnePage is reading a short file, most of which is making its sandbox.
func BenchmarkOnePage(b *testing.B) {
	data := longReport(1)
	if err := pdf.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := pdf.Read(b.Context(), data); err != nil {
			b.Fatal(err)
		}
	}
}

// peak is the most memory that the process has taken, in MB; 0 where the system
// does not say.
func peak() (mb float64) {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			_, _ = fmt.Sscanf(kb, "%f", &mb)
		}
	}
	return mb / 1024
}
