package pdf

import (
	"sort"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"
)

// wideGap is how many times the height of a line a gap in it is wide, that may
// be more than a space between words.
const wideGap = 1.0

// run is a box with the index of the character that follows it.
type run struct {
	box
	end int
}

// pieces divides the characters from start to end at wide gaps. PDFium tells
// in few calls where whole runs of characters stand; where a file places each
// character by itself there are as many runs, and words are asked for instead.
func (r *reader) pieces(start, end int) ([]piece, error) {
	count, err := r.rects(start, end)
	if err != nil || count <= 0 {
		return nil, err
	}
	words := len(strings.Fields(string(r.chars[start:end])))
	var runs []run
	if count > 2*words+4 {
		runs, err = r.wordRuns(start, end)
	} else {
		runs, err = r.rectRuns(start, end, count)
	}
	if err != nil {
		return nil, err
	}
	var all []piece
	from := start
	for _, g := range runs {
		all = append(all, piece{g.box, clean(r.chars[from:g.end])})
		from = g.end
	}
	return all, nil
}

// rects returns of how many runs the characters from start to end are, and has
// PDFium hold them ready.
func (r *reader) rects(start, end int) (int, error) {
	got, err := r.in.FPDFText_CountRects(&requests.FPDFText_CountRects{TextPage: r.text, StartIndex: start, Count: end - start})
	if err != nil {
		return 0, err
	}
	return got.Count, nil
}

// rectRuns joins PDFium's runs that have no wide gap between them.
func (r *reader) rectRuns(start, end, count int) ([]run, error) {
	var all []run
	var ends []int
	for i := range count {
		got, err := r.in.FPDFText_GetRect(&requests.FPDFText_GetRect{TextPage: r.text, Index: i})
		if err != nil {
			return nil, err
		}
		b := r.turn(got.Left, got.Top, got.Right, got.Bottom)
		if i > 0 && !isWide(all[len(all)-1].box, b) {
			all[len(all)-1].box = all[len(all)-1].union(b)
			continue
		}
		if i > 0 {
			ends = append(ends, i)
		}
		all = append(all, run{b, end})
	}
	for i, n := range ends {
		// The character with which PDFium's run n begins is the first that makes
		// one run more of what stands before it.
		var failed error
		at := sort.Search(end-start, func(m int) bool {
			have, err := r.rects(start, start+m+1)
			if err != nil {
				failed = err
			}
			return have > n
		})
		if failed != nil {
			return nil, failed
		}
		all[i].end = start + at
	}
	return all, nil
}

// wordRuns joins words that have no wide gap between them.
func (r *reader) wordRuns(start, end int) ([]run, error) {
	var all []run
	for at := start; at < end; {
		stop := at
		for stop < end && !isBlank(r.chars[stop]) {
			stop++
		}
		b, err := r.charBox(at)
		if err != nil {
			return nil, err
		}
		last, err := r.charBox(stop - 1)
		if err != nil {
			return nil, err
		}
		b = b.union(last)
		if n := len(all); n > 0 && !isWide(all[n-1].box, b) {
			all[n-1].box, all[n-1].end = all[n-1].union(b), stop
		} else {
			all = append(all, run{b, stop})
		}
		for at = stop; at < end && isBlank(r.chars[at]); {
			at++
		}
	}
	return all, nil
}

func (r *reader) charBox(index int) (box, error) {
	got, err := r.in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: r.text, Index: index})
	if err != nil {
		return box{}, err
	}
	return r.turn(got.Left, got.Top, got.Right, got.Bottom), nil
}

// isWide reports whether there is a wide gap between two runs, in whichever
// direction they are written.
func isWide(a, b box) bool {
	gap := max(b.left-a.right, a.left-b.right)
	return gap > wideGap*max(a.height(), b.height())
}

// clean makes text of characters.
func clean(chars []rune) string {
	var out strings.Builder
	for _, c := range chars {
		if c != 0 && !endsLine(c) {
			out.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
