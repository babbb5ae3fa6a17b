package extract

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// unit is what a reader takes for one piece of a plain text: a paragraph that
// was put together from its lines, or a line that stands for itself.
type unit struct {
	text string
	kind corpus.BlockKind // Item and Row where the lines say so, else Paragraph
	gap  bool             // a blank line stands before it

	// What formats other than plain text know besides.
	level int  // of a heading, 1 to 6; 0 for what is not known to be one
	title bool // it is marked as the title of the whole
	page  int  // from 1; 0 when the source has no pages
}

// isText is the last question in the table of formats: whatever was decoded
// can be read as plain text.
func isText(in input) bool { return in.text != "" }

// readPlain reads text as people paste it from web pages, e-mails and word
// processors.
func readPlain(_ context.Context, in input, given corpus.Metadata) (article, error) {
	return fromUnits(units(normalizeNewlines(in.text)), given), nil
}

// fromUnits makes an article of pieces in their order: what stands over the
// first paragraph and under the last becomes metadata.
func fromUnits(all []unit, given corpus.Metadata) (art article) {
	body := readHeader(&art, withoutFurniture(all), given)
	art.parts = append(art.parts, bodyParts(body)...)
	readFooter(&art)
	art.meta.Publication = fullerName(art.meta.Publication, texts(art.parts))
	return art
}

func texts(parts []corpus.Part) []string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Text
	}
	return all
}

// normalizeNewlines ends every line with \n alone.
func normalizeNewlines(s string) string {
	return newlines.Replace(strings.TrimPrefix(s, "\ufeff"))
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n", "\f", "\n\n", "\v", "\n")

// withoutFurniture drops what belongs to the web page around an article.
func withoutFurniture(all []unit) []unit {
	kept := all[:0]
	for _, u := range all {
		if isRule(u.text) || u.kind == corpus.Paragraph && u.level == 0 && isFurniture(u.text) {
			continue
		}
		kept = append(kept, u)
	}
	return kept
}

// units divides a text into pieces: at blank lines, at lines that are not
// broken for want of room, and at the marks of lists and tables.
func units(text string) []unit {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(strings.ReplaceAll(l, "\u00a0", " "), unicode.IsSpace)
	}
	width := wrapWidth(lines)
	var all []unit
	gap := true
	for i := 0; i < len(lines); {
		if strings.TrimSpace(lines[i]) == "" {
			gap = true
			i++
			continue
		}
		n, u := takeUnit(lines[i:], width)
		u.gap = gap
		all = append(all, u)
		gap = false
		i += n
	}
	return markLists(all)
}

// takeUnit joins the first line with those that continue it.
func takeUnit(lines []string, width int) (int, unit) {
	first := strings.TrimSpace(lines[0])
	if cells := splitCells(lines[0]); cells != nil && len(lines) > 1 && len(splitCells(lines[1])) == len(cells) {
		return 1, unit{text: strings.Join(cells, cellSeparator), kind: corpus.Row}
	}
	joined, n := first, 1
	for n < len(lines) && continues(lines[n-1], lines[n], width) {
		next := strings.TrimSpace(lines[n])
		if !joinsWithoutSpace(joined, next) {
			joined += " "
		}
		joined += next
		n++
	}
	kind := corpus.Paragraph
	if cells := splitCells(lines[0]); cells != nil && n == 1 && len(cells) > 2 {
		return 1, unit{text: strings.Join(cells, cellSeparator), kind: corpus.Row}
	}
	return n, unit{text: joined, kind: kind}
}

// splitCells divides a line of a table that was pasted: its cells are
// parted by tabs.
func splitCells(line string) []string {
	if !strings.Contains(strings.TrimSpace(line), "\t") {
		return nil
	}
	var cells []string
	for c := range strings.SplitSeq(strings.TrimSpace(line), "\t") {
		cells = append(cells, strings.TrimSpace(c))
	}
	return cells
}

// The widths between which lines are taken to be broken by a program.
const (
	minWrap = 50
	maxWrap = 120
)

// wrapWidth returns the column at which the lines were broken, or 0 when each
// line is a paragraph. Lines were broken when most of those that another line
// follows have no room for that line's first word.
func wrapWidth(lines []string) int {
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l))
	}
	if width < minWrap || width > maxWrap {
		return 0
	}
	forced, breaks := 0, 0
	for i := 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i-1]) == "" || strings.TrimSpace(lines[i]) == "" {
			continue
		}
		breaks++
		if full(lines[i-1], lines[i], width) {
			forced++
		}
	}
	if forced < 2 || forced*5 < breaks*3 {
		return 0
	}
	return width
}

// full reports whether the next line's first word had no room at the end of
// the line. Programs that even lines out leave up to an eighth of the width.
func full(line, next string, width int) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width-width/8
}

// continues reports whether the next line goes on with a paragraph.
func continues(line, next string, width int) bool {
	if width == 0 || strings.TrimSpace(next) == "" || listMark.MatchString(next) {
		return false
	}
	indented := leadingSpaces(next) > leadingSpaces(line) && !listMark.MatchString(line)
	return !indented && full(line, next, width)
}

func leadingSpaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

// joinsWithoutSpace reports whether the writing at a line's end has no spaces
// between words, as Chinese and Japanese have none.
func joinsWithoutSpace(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return unspaced(last) && unspaced(first)
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60
}

var (
	bullet   = regexp.MustCompile(`^\s*[-*•‣▪◦●·∙–]\s+`)
	numeral  = regexp.MustCompile(`^\s*(?:\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s+`)
	listMark = regexp.MustCompile(bullet.String() + "|" + numeral.String())
)

// markLists turns runs of lines that begin with a bullet or a number into
// items. A single number or dash may begin an ordinary sentence.
func markLists(all []unit) []unit {
	for i := 0; i < len(all); {
		mark := markOf(all[i])
		j := i + 1
		for mark != nil && j < len(all) && markOf(all[j]) == mark {
			j++
		}
		if mark != nil && (j-i > 1 || strings.ContainsAny(firstLine(all[i].text)[:min(3, len(all[i].text))], "•‣▪◦●")) {
			for k := i; k < j; k++ {
				all[k].text = strings.TrimSpace(mark.ReplaceAllString(all[k].text, ""))
				all[k].kind = corpus.Item
			}
		}
		i = j
	}
	return all
}

func markOf(u unit) *regexp.Regexp {
	switch {
	case u.kind != corpus.Paragraph:
		return nil
	case bullet.MatchString(u.text):
		return bullet
	case numeral.MatchString(u.text):
		return numeral
	}
	return nil
}

// bodyParts makes parts of the units after the header.
func bodyParts(body []unit) []corpus.Part {
	var parts []corpus.Part
	marked := slices.ContainsFunc(body, func(u unit) bool { return u.level > 0 })
	for i, u := range body {
		p := corpus.Part{Kind: u.kind, Text: u.text, Page: u.page}
		switch {
		case u.kind != corpus.Paragraph:
		case u.level > 0:
			p.Kind, p.Level = corpus.Heading, u.level
		case isCaption(u.text, false):
			p.Kind = corpus.Caption
		case !marked && isHeading(body, i):
			p.Kind, p.Level = corpus.Heading, 2
		}
		parts = append(parts, p)
	}
	return parts
}

// isHeading reports whether a line stands over what follows: it is short, it
// is no sentence, and a longer paragraph or a list comes after it.
func isHeading(body []unit, i int) bool {
	u := body[i]
	if i+1 >= len(body) || !u.gap && body[i+1].gap || !headingWords(u.text) {
		return false
	}
	next := body[i+1]
	if next.kind != corpus.Paragraph {
		return true
	}
	return endsSentence(next.text) && utf8.RuneCountInString(next.text) > 2*utf8.RuneCountInString(u.text)/2+20
}

func headingWords(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	return utf8.RuneCountInString(s) <= 80 && !strings.ContainsRune(".!;:,…\"”»」。！؟।", last) &&
		!unicode.IsLower(first) && !strings.ContainsRune("\"“«「'‘", first)
}

// endsSentence reports whether the text ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”’'»」』)] `)
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(".!?:…。！？।؟", last)
}

var sentenceEnd = regexp.MustCompile(`[.!?。！？]["”’')\]]*(?:\s+["“‘(]?\p{Lu}|\s*$)`)

// sentencesIn counts the sentences of a line, roughly: an abbreviation may be
// counted as an end.
func sentencesIn(s string) int { return max(1, len(sentenceEnd.FindAllStringIndex(s, -1))) }
