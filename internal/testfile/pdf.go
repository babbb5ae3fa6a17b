package testfile

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// PDF is a file of pages with words at places.
type PDF struct {
	Info   map[string]string // Title, Author, Creator, Producer, CreationDate
	Pages  []Page
	Locked bool // opens with a password that nobody knows

	// Hostile replaces objects by their number, when the file is written: 1 is
	// the catalogue, 2 the page tree, and of page n (from 0) 6+2n is the page
	// and 7+2n what is on it.
	Hostile map[int]string
}

// Page is a page of letter paper, 612 by 792 points.
type Page struct {
	Words  []Words
	Turned int  // degrees by which it is shown turned
	Scan   bool // with a picture as large as the page
}

// Words stand in one place in one size. Letters outside of windows-1252 are
// written through a font that says what it stands for, as other alphabets are.
type Words struct {
	X, Y float64 // of the beginning of their base line, in points from the upper left corner
	Size float64 // 10 when it is 0
	Bold bool
	Text string
}

// Bytes writes the file.
func (p PDF) Bytes() []byte {
	w := pdfWriter{hostile: p.Hostile}
	w.out.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	var kids strings.Builder
	for i := range p.Pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	w.object("<< /Type /Catalog /Pages 2 0 R >>")
	w.object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(p.Pages), kids.String()))
	w.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	w.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
	w.object(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /Other /Encoding /Identity-H /ToUnicode %d 0 R /DescendantFonts [<< /Type /Font "+
		"/Subtype /CIDFontType2 /BaseFont /Other /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>", 6+2*len(p.Pages)))
	for i, page := range p.Pages {
		w.object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate %d /Resources << /Font << /F 3 0 R /B 4 0 R /O 5 0 R >> "+
			"/XObject << /S %d 0 R >> >> /Contents %d 0 R >>", page.Turned, 7+2*len(p.Pages), 7+2*i))
		w.stream("", []byte(page.content()))
	}
	w.stream("", []byte(toUnicode))
	w.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", []byte{0x80})
	var info strings.Builder
	for _, key := range []string{"Title", "Author", "Subject", "Creator", "Producer", "CreationDate"} {
		if v := p.Info[key]; v != "" {
			fmt.Fprintf(&info, "/%s <%s> ", key, hexUTF16("\ufeff"+v))
		}
	}
	w.object("<< " + info.String() + ">>")
	return w.finish(p.Locked)
}

// toUnicode says that every code of a font is the character of that number.
const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end`

func (p Page) content() string {
	var out strings.Builder
	if p.Scan {
		out.WriteString("q 612 0 0 792 0 0 cm /S Do Q\n")
	}
	for _, t := range p.Words {
		size := t.Size
		if size == 0 {
			size = 10
		}
		font := "F"
		if t.Bold {
			font = "B"
		}
		text, err := charmap.Windows1252.NewEncoder().String(t.Text)
		show := "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text) + ")"
		if err != nil {
			font, show = "O", "<"+hexUTF16(t.Text)+">"
		}
		fmt.Fprintf(&out, "BT /%s %g Tf %s Tm %s Tj ET\n", font, size, p.place(t.X, t.Y), show)
	}
	return out.String()
}

// place is the matrix of words that stand upright at a place of the page as it
// is shown.
func (p Page) place(x, y float64) string {
	switch p.Turned {
	case 90:
		return fmt.Sprintf("0 1 -1 0 %g %g", y, x)
	case 180:
		return fmt.Sprintf("-1 0 0 -1 %g %g", 612-x, y)
	case 270:
		return fmt.Sprintf("0 -1 1 0 %g %g", 612-y, 792-x)
	}
	return fmt.Sprintf("1 0 0 1 %g %g", x, 792-y)
}

func hexUTF16(s string) string {
	var out strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", u)
	}
	return out.String()
}

type pdfWriter struct {
	out     bytes.Buffer
	offsets []int
	hostile map[int]string
}

func (w *pdfWriter) object(body string) {
	w.offsets = append(w.offsets, w.out.Len())
	if other, ok := w.hostile[len(w.offsets)]; ok {
		body = other
	}
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", len(w.offsets), body)
}

func (w *pdfWriter) stream(dict string, data []byte) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(data) // a buffer takes everything
	_ = z.Close()
	w.object(fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dict, packed.Len(), packed.String()))
}

func (w *pdfWriter) finish(locked bool) []byte {
	info, encrypt := len(w.offsets), ""
	if locked {
		w.object(fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>", strings.Repeat("5A", 32), strings.Repeat("A5", 32)))
		encrypt = fmt.Sprintf("/Encrypt %d 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] ", len(w.offsets))
	}
	table := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, at := range w.offsets {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.out, "trailer << /Size %d /Root 1 0 R /Info %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, info, encrypt, table)
	return w.out.Bytes()
}

// Column sets paragraphs in lines of a width in points, from a place
// downwards, and returns the words and the height at which the next may begin.
// The first line of each paragraph is indented.
func Column(x, y, width float64, paragraphs ...string) (all []Words, below float64) {
	const size, step = 10, 12
	for _, p := range paragraphs {
		indent := 12.0
		line := ""
		for _, word := range strings.Fields(p) {
			if line != "" && indent+widthOf(line+" "+word, size) > width {
				all = append(all, Words{X: x + indent, Y: y, Size: size, Text: line})
				line, indent, y = "", 0, y+step
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		all = append(all, Words{X: x + indent, Y: y, Size: size, Text: line})
		y += step
	}
	return all, y
}

// widthOf is about how wide a line is in Helvetica.
func widthOf(line string, size float64) (w float64) {
	for _, r := range line {
		switch {
		case strings.ContainsRune("ijl.,:;'|!", r):
			w += 0.24
		case strings.ContainsRune("ft (){}[]-/", r):
			w += 0.28
		case strings.ContainsRune("mMwW", r):
			w += 0.8
		case r >= 'A' && r <= 'Z':
			w += 0.68
		default:
			w += 0.55
		}
	}
	return w * size
}
