package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Paragraph is what a reader's eye takes as one: a paragraph, an item of a
// list, a heading, or a row of a table.
type Paragraph struct {
	Page    int      // from 1, that on which it begins
	Text    string   // on one line
	Heading int      // its level, from 1; 0 for what is none
	Cells   []string // of a row of a table; nil for what is none
}

// block is lines that stand under each other in one column.
type block struct {
	page  int
	lines []line
	box
	leading float64 // from the top of a line to that of the next, usually
}

// layOut makes paragraphs of the lines on all pages.
func layOut(pages []page) []Paragraph {
	var blocks []block
	for i := range pages {
		lines, divided := settle(pages[i].lines)
		blocks = append(blocks, inBlocks(pages[i].number, order(lines, divided))...)
	}
	usual := usualLeading(blocks)
	for i := range blocks {
		blocks[i].leading = blocks[i].ownLeading(usual)
	}
	j := joiner{body: bodySize(blocks), words: vocabulary(blocks)}
	for _, b := range blocks {
		j.add(b)
	}
	return j.finish()
}

// bodySize is the size of most of the letters.
func bodySize(blocks []block) float64 {
	chars := map[float64]int{}
	for _, b := range blocks {
		for _, l := range b.lines {
			chars[rounded(l.size)] += utf8.RuneCountInString(l.text())
		}
	}
	best, most := 0.0, 0
	for size, n := range chars {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// rounded brings sizes together that differ by less than is seen.
func rounded(size float64) float64 { return float64(int(size*2+0.5)) / 2 }

// inBlocks divides a page's lines where the next one does not stand under the
// last, or is of other letters.
func inBlocks(number int, lines []line) []block {
	var all []block
	for i, l := range lines {
		if i > 0 && stacked(lines[i-1], l) {
			b := &all[len(all)-1]
			b.lines = append(b.lines, l)
			b.box = b.union(l.box)
			continue
		}
		all = append(all, block{page: number, lines: []line{l}, box: l.box})
	}
	for i := range all {
		if len(all[i].lines) < ownWidth {
			all[i].right = max(all[i].right, columnRight(all, i))
		}
	}
	return all
}

// A block of fewer lines than this does not show by itself how wide its column
// is; nearby ones do.
const (
	ownWidth = 3
	nearby   = 20 // blocks before and after one
)

// columnRight is where the nearest block ends that stands in the same column as
// the block at an index and shows how wide it is; 0 for none.
func columnRight(all []block, at int) float64 {
	for d := 1; d <= nearby; d++ {
		for _, k := range []int{at + d, at - d} {
			if k < 0 || k >= len(all) || len(all[k].lines) < ownWidth || all[k].lines[0].row {
				continue
			}
			if size := all[at].lines[0].size; all[at].lines[0].sameSize(all[k].lines[0]) && math.Abs(all[at].left-all[k].left) < 3*size {
				return all[k].right
			}
		}
	}
	return 0
}

// stacked reports whether the second line stands below the first, not beside
// it, in letters of the same size and weight.
func stacked(a, b line) bool {
	return a.sameSize(b) && a.bold == b.bold && a.row == b.row &&
		b.top > a.top+a.size/4 && b.top < a.bottom+3*max(a.size, b.size) &&
		min(a.right, b.right)-max(a.left, b.left) > -4*a.size
}

// usualLeading is the distance from one line to the next that is the most
// frequent in the file, in sizes of the letters.
func usualLeading(blocks []block) float64 {
	const usual = 1.2
	var steps []float64
	for _, b := range blocks {
		for i := 1; i < len(b.lines); i++ {
			if size := b.lines[i].size; size > 0 {
				steps = append(steps, (b.lines[i].top-b.lines[i-1].top)/size)
			}
		}
	}
	if step, n := mode(steps, 0.05); n >= 3 {
		return step
	}
	return usual
}

// ownLeading is the distance between most of the block's lines; where they are
// few, the usual one.
func (b block) ownLeading(usual float64) float64 {
	var steps []float64
	for i := 1; i < len(b.lines); i++ {
		steps = append(steps, b.lines[i].top-b.lines[i-1].top)
	}
	if step, n := mode(steps, 0.5); n >= 3 && n*5 >= len(steps)*2 {
		return step
	}
	return usual * b.lines[0].size
}

// mode returns the most frequent value, to a precision, and how often it is
// there.
func mode(values []float64, precision float64) (value float64, n int) {
	slices.Sort(values)
	for i := 0; i < len(values); {
		j := i
		for j < len(values) && values[j] <= values[i]+precision {
			j++
		}
		if j-i > n {
			value, n = values[(i+j)/2], j-i
		}
		i = j
	}
	return value, n
}

func (l line) sameSize(o line) bool {
	return max(l.size, o.size) <= 1.13*min(l.size, o.size)
}

// joiner puts lines together to paragraphs.
type joiner struct {
	body  float64
	words map[string]int
	all   []draft
	open  int // where the last paragraph of the body's size is, plus 1
}

// draft is a paragraph that may grow.
type draft struct {
	Paragraph
	lines []line
}

// add appends a block's lines, to the paragraph before them where they
// continue it.
func (j *joiner) add(b block) {
	for i, l := range b.lines {
		switch {
		case l.row:
			j.begin(b, l)
		case i > 0 && !b.lines[i-1].row && (b.continues(j.last().lines, l) || j.continuesHeading(b.lines[i-1], l)):
			j.last().lines = append(j.last().lines, l)
		case i == 0 && j.resumes(l):
			d := &j.all[j.open-1]
			d.lines = append(d.lines, l)
			if j.open != len(j.all) { // what stood between comes after it
				continue
			}
		default:
			j.begin(b, l)
		}
	}
}

func (j *joiner) begin(b block, l line) {
	j.all = append(j.all, draft{Paragraph: Paragraph{Page: b.page}, lines: []line{l}})
	if !l.row && rounded(l.size) == j.body {
		j.open = len(j.all)
	}
}

func (j *joiner) last() *draft { return &j.all[len(j.all)-1] }

// continues reports whether the next line of the block goes on with the
// paragraph that has the lines so far.
func (b block) continues(so []line, next line) bool {
	prev := so[len(so)-1]
	switch {
	case !prev.sameSize(next):
		return false
	case prev.hyphen:
		return true
	case next.top-prev.top > 1.3*b.leading+1:
		return false
	case prev.bold != next.bold && (prev.bold || len(so) == 1 && so[0].bold):
		return false
	case listMark.MatchString(next.text()), leader.MatchString(prev.text()):
		return false
	case next.left > prev.left+0.8*next.size && !(len(so) == 1 && listMark.MatchString(prev.text())) && next.left < b.left+6*next.size && prev.left < b.left+0.5*prev.size:
		return false // indented, as a first line is
	}
	return !b.endsEarly(prev, next)
}

// continuesHeading reports whether two lines in letters larger than the body's
// are one heading: it is set without regard to where its lines end.
func (j *joiner) continuesHeading(prev, next line) bool {
	return prev.size >= headingScale*j.body && next.top-prev.top <= 1.7*prev.size &&
		!endsSentence(prev.text()) && !listMark.MatchString(next.text()) && !leader.MatchString(prev.text())
}

// endsEarly reports whether a line leaves room for the word with which the next
// one begins, as the last line of a paragraph does.
func (b block) endsEarly(l, next line) bool {
	word, _, _ := strings.Cut(next.text(), " ")
	perChar := next.width() / float64(max(utf8.RuneCountInString(next.text()), 1))
	room := b.right - l.right
	needed := perChar * float64(utf8.RuneCountInString(word)+1)
	if b.centred(l) {
		return false
	}
	if endsSentence(l.text()) {
		return room > needed
	}
	return room > 1.5*needed && room > b.width()/4
}

// centred reports whether a line has as much room on its left as on its right.
func (b block) centred(l line) bool {
	left, right := l.left-b.left, b.right-l.right
	return left > l.size && max(left, right)-min(left, right) < l.size
}

// resumes reports whether the first line of a column or a page goes on with
// the last paragraph of the body's text.
func (j *joiner) resumes(l line) bool {
	if j.open == 0 || j.open < len(j.all)-6 {
		return false
	}
	before := j.all[j.open-1].lines
	prev := before[len(before)-1]
	if !prev.sameSize(l) || prev.bold != l.bold {
		return false
	}
	return prev.hyphen || !endsSentence(prev.text()) && beginsLower(l.text())
}

// finish makes paragraphs of the drafts, and says which are headings.
func (j *joiner) finish() []Paragraph {
	sizes := j.headingSizes()
	var all []Paragraph
	for _, d := range j.all {
		p := d.Paragraph
		if d.lines[0].row {
			for _, c := range d.lines[0].pieces {
				p.Cells = append(p.Cells, c.text)
			}
		}
		p.Text = j.join(d.lines)
		if p.Text == "" {
			continue
		}
		if j.isHeading(d, p.Text) {
			p.Heading = 1 + slices.Index(sizes, rounded(d.lines[0].size))
			if p.Heading == 0 {
				p.Heading = min(len(sizes)+1, 6)
			}
			p.Heading = max(p.Heading, min(len(sizes), 1))
		}
		all = append(all, p)
	}
	return all
}

// The bounds of a heading.
const (
	headingLines = 4
	headingChars = 200
	headingScale = 1.15 // times the size of the body's letters
)

// isHeading reports whether lines are larger than the body, or bold where the
// body is not, and few.
func (j *joiner) isHeading(d draft, text string) bool {
	if d.lines[0].row || len(d.lines) > headingLines || utf8.RuneCountInString(text) > headingChars {
		return false
	}
	if d.lines[0].size >= headingScale*j.body {
		return true
	}
	bold := !slices.ContainsFunc(d.lines, func(l line) bool { return !l.bold })
	return bold && d.lines[0].size > 0.9*j.body && !endsSentence(text)
}

// headingSizes are the sizes of headings that are larger than the body, from
// the largest.
func (j *joiner) headingSizes() []float64 {
	var sizes []float64
	for _, d := range j.all {
		if size := rounded(d.lines[0].size); size >= headingScale*j.body && j.isHeading(d, "") && !slices.Contains(sizes, size) {
			sizes = append(sizes, size)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	return sizes[:min(len(sizes), 5)]
}
