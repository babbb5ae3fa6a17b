package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// box is a place on a page as it is looked at, in points from its upper left
// corner.
type box struct{ left, top, right, bottom float64 }

func (b box) height() float64 { return b.bottom - b.top }
func (b box) width() float64  { return b.right - b.left }

// union is the smallest box around both.
func (b box) union(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

// piece is a run of characters of a line without a wide gap in it.
type piece struct {
	box
	text string
}

// line is what stands side by side: one piece, or several with wide gaps
// between them, as in a row of a table and where columns were written across.
type line struct {
	box
	pieces []piece
	size   float64 // of its letters, in points
	bold   bool
	hyphen bool // a hyphen at its end was taken away
	row    bool // its pieces are the cells of a table's row
}

func (l line) text() string {
	texts := make([]string, len(l.pieces))
	for i, p := range l.pieces {
		texts[i] = p.text
	}
	return strings.Join(texts, " ")
}

// page is what stands on one page.
type page struct {
	number        int // from 1
	width, height float64
	lines         []line
}

// PDFium's signs for a hyphen at the end of a line: one in a text, the other
// where a character is asked for alone.
const (
	hyphenInText = '\ufffe'
	hyphenAlone  = '\u0002'
)

func endsLine(c rune) bool { return c == '\n' || c == '\r' || c == hyphenInText || c == hyphenAlone }

// reader reads one page's lines.
type reader struct {
	in    pdfium.Pdfium
	text  references.FPDF_TEXTPAGE
	chars []rune // by PDFium's index; 0 for a glyph of which nothing is known
	turn  func(left, top, right, bottom float64) box
}

func readPage(in pdfium.Pdfium, at requests.Page) (page, error) {
	size, err := in.FPDF_GetPageWidth(&requests.FPDF_GetPageWidth{Page: at})
	if err != nil {
		return page{}, err
	}
	height, err := in.FPDF_GetPageHeight(&requests.FPDF_GetPageHeight{Page: at})
	if err != nil {
		return page{}, err
	}
	p := page{width: size.Width, height: height.Height}
	loaded, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return page{}, err
	}
	r := reader{in: in, text: loaded.TextPage}
	rotation, err := in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: at})
	if err != nil {
		return page{}, err
	}
	r.turn = turning(int(rotation.PageRotation), p.width, p.height)
	if r.chars, err = r.characters(); err != nil {
		return page{}, err
	}
	if p.lines, err = r.lines(); err != nil {
		return page{}, err
	}
	_, err = in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: r.text})
	return p, err
}

// turning brings PDF's coordinates, which begin at the lower left of the page
// as it was before it was turned, to those of a box.
func turning(quarters int, width, height float64) func(left, top, right, bottom float64) box {
	return func(l, t, r, b float64) box {
		turned := box{l, height - t, r, height - b}
		switch quarters & 3 {
		case 1:
			turned = box{b, l, t, r}
		case 2:
			turned = box{width - r, b, width - l, t}
		case 3:
			turned = box{width - t, height - r, width - b, height - l}
		}
		return turned.proper()
	}
}

// proper mends a box whose corners were mixed up or that lies nowhere.
func (b box) proper() box {
	const far = 1e6 // points; a page has at most 14,400
	for _, v := range []*float64{&b.left, &b.top, &b.right, &b.bottom} {
		if !(*v > -far && *v < far) { // not a number, too
			*v = 0
		}
	}
	return box{min(b.left, b.right), min(b.top, b.bottom), max(b.left, b.right), max(b.top, b.bottom)}
}

// characters returns the page's characters. Asked for all at once they come
// without those of which nothing is known; only then is each asked for.
func (r *reader) characters() ([]rune, error) {
	count, err := r.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: r.text})
	if err != nil {
		return nil, err
	}
	if count.Count <= 0 {
		return nil, nil
	}
	all, err := r.in.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: r.text, Count: count.Count})
	if err != nil {
		return nil, err
	}
	chars := []rune(strings.TrimRight(all.Text, "\x00"))
	if len(chars) == count.Count {
		return chars, nil
	}
	chars = make([]rune, count.Count)
	for i := range chars {
		c, err := r.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: r.text, Index: i})
		if err != nil {
			return nil, err
		}
		if c.Unicode <= uint(utf8.MaxRune) {
			chars[i] = rune(c.Unicode)
		}
	}
	return chars, nil
}

// lines divides the characters where PDFium ends a line.
func (r *reader) lines() ([]line, error) {
	var all []line
	for start, i := 0, 0; i <= len(r.chars); i++ {
		if i < len(r.chars) && !endsLine(r.chars[i]) {
			continue
		}
		l, ok, err := r.line(start, i)
		if err != nil {
			return nil, err
		}
		if ok {
			l.hyphen = i < len(r.chars) && (r.chars[i] == hyphenInText || r.chars[i] == hyphenAlone)
			all = append(all, l)
		}
		start = i + 1
	}
	return all, nil
}

// line reads the characters from start to end.
func (r *reader) line(start, end int) (l line, ok bool, err error) {
	for start < end && isBlank(r.chars[start]) {
		start++
	}
	for end > start && isBlank(r.chars[end-1]) {
		end--
	}
	if start == end {
		return l, false, nil
	}
	if l.pieces, err = r.pieces(start, end); err != nil {
		return l, false, err
	}
	l.pieces = slices.DeleteFunc(l.pieces, func(p piece) bool { return p.text == "" })
	if len(l.pieces) == 0 {
		return l, false, nil
	}
	l.box = l.pieces[0].box
	for _, p := range l.pieces[1:] {
		l.box = l.box.union(p.box)
	}
	l.describe(r, start, end-1)
	return l, true, nil
}

func isBlank(c rune) bool { return c == ' ' || c == 0 || c == '\t' || c == '\u00a0' }

// The parts of a letter's size above and below the line that it stands on.
const (
	ascent  = 0.8
	descent = 0.2
)

// describe says how large a line is and whether it is bold, by its first and
// last characters. Its upper and lower bounds are those that any letters of the
// size would have, so that lines can be compared; what PDFium does not know
// stays as the letters' shapes are.
func (l *line) describe(r *reader, first, last int) {
	l.bold = r.isBold(first) && r.isBold(last)
	l.size = l.height()
	size, err := r.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: r.text, Index: first})
	if err != nil {
		return
	}
	matrix, err := r.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: r.text, Index: first})
	if err != nil {
		return
	}
	letters := size.FontSize * math.Hypot(float64(matrix.Matrix.C), float64(matrix.Matrix.D))
	if !(letters > 0.5 && letters < 1000) {
		return
	}
	l.size = letters
	// A line begins with a run of characters, nearly always, and the matrix is
	// that of the run, so that its origin need not be asked for.
	x, y := float64(matrix.Matrix.E), float64(matrix.Matrix.F)
	if !l.standOn(r.turn(x, y, x, y).top) {
		if at, err := r.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: r.text, Index: first}); err == nil {
			l.standOn(r.turn(at.X, at.Y, at.X, at.Y).top)
		}
	}
}

// standOn gives a line the bounds of letters that stand on a base line, unless
// that is not where its letters are.
func (l *line) standOn(base float64) bool {
	top, bottom := base-ascent*l.size, base+descent*l.size
	if l.top < top-l.size/2 || l.bottom > bottom+l.size/2 || l.top > base || l.bottom < top {
		return false
	}
	l.top, l.bottom = top, bottom
	return true
}

var boldName = regexp.MustCompile(`(?i)bold|black|heavy|demi`)

// isBold goes by the font's name: the weight that PDFium gives is often a
// guess.
func (r *reader) isBold(index int) bool {
	font, err := r.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: r.text, Index: index})
	return err == nil && boldName.MatchString(font.FontName)
}
