package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fragment is a text directive: words to go to, and words that must stand
// directly before and after them. An empty end means that start is all.
type fragment struct{ prefix, start, end, suffix string }

// wholeWords is how many words are named one by one; of more, the first and
// last few are.
const wholeWords = 8

// edges are how many words of either end are tried, best first: few words are
// robust against a page that differs a little, and more are needed when the
// same few stand elsewhere too.
var edges = [...]int{4, 6, 8, 12, 3, 2, 1}

// shortEnd is the fewest bytes that an end has: a page has more text than the
// article, and "The" is soon found in it.
const shortEnd = 12

// beside are how many words before and after are added when the quotation's
// own do not lead to it.
var beside = [...]int{0, 2, 4, 8}

// directive returns a text directive of at most max bytes that leads to the
// words at the span, or "".
func (d *Document) directive(span Span, max int) string {
	page := newPage(d.text)
	first, last := d.BlockAt(span.Start), d.BlockAt(span.End-1)
	for _, n := range beside {
		for _, f := range d.fragments(span, first, last, n) {
			if enc := f.encode(); len(enc) <= max && page.leads(f, d.text, span) {
				return enc
			}
		}
	}
	return ""
}

// fragments returns the directives for a span with n words beside it.
func (d *Document) fragments(span Span, first, last, n int) []fragment {
	head := Span{span.Start, min(span.End, d.blocks[first].Span.End)}
	tail := Span{max(span.Start, d.blocks[last].Span.Start), span.End}
	heads, tails := words(d.text, head), words(d.text, tail)
	if len(heads) == 0 || len(tails) == 0 {
		return nil
	}
	begin, end := heads[0].Start, tails[len(tails)-1].End
	f := d.beside(&begin, &end, first, last, n)
	if n > 0 && f.prefix == "" && f.suffix == "" {
		return nil
	}
	var out []fragment
	if first == last && len(heads) <= wholeWords {
		whole := f
		whole.start = d.text[begin:end]
		out = append(out, whole)
	}
	for _, k := range edges {
		if first == last && len(heads) < 2*k || len(heads) < k || len(tails) < k {
			continue
		}
		part := f
		part.start = d.text[begin:heads[k-1].End]
		part.end = d.text[tails[len(tails)-k].Start:end]
		if min(len(part.start), len(part.end)) >= shortEnd {
			out = append(out, part)
		}
	}
	return out
}

// beside returns a directive with the n words before and after some words. Where
// those are all of their block, the words are of the blocks beside it: a browser
// goes over the end of a block between the parts of a directive, but not within
// one, so begin and end then move to the ends of the block.
func (d *Document) beside(begin, end *int, first, last, n int) (f fragment) {
	if n == 0 {
		return f
	}
	before := words(d.text, Span{d.blocks[first].Span.Start, *begin})
	after := words(d.text, Span{*end, d.blocks[last].Span.End})
	if len(before) > 0 {
		f.prefix = d.text[before[max(0, len(before)-n)].Start:*begin]
	} else if first > 0 {
		neighbour := d.blocks[first-1].Span
		if before = words(d.text, neighbour); len(before) > 0 {
			*begin = d.blocks[first].Span.Start
			f.prefix = d.text[before[max(0, len(before)-n)].Start:neighbour.End]
		}
	}
	if len(after) > 0 {
		f.suffix = d.text[*end:after[min(n, len(after))-1].End]
	} else if last+1 < len(d.blocks) {
		neighbour := d.blocks[last+1].Span
		if after = words(d.text, neighbour); len(after) > 0 {
			*end = d.blocks[last].Span.End
			f.suffix = d.text[neighbour.Start:after[min(n, len(after))-1].End]
		}
	}
	return f
}

// words returns the runs of a span that a browser takes as words, without the
// punctuation around them. Scripts without spaces give one run between two
// marks, because where a browser finds words in it is not for us to know.
func words(text string, s Span) []Span {
	var out []Span
	from := -1
	flush := func(to int) {
		if from < 0 {
			return
		}
		run := text[from:to]
		left := strings.IndexFunc(run, wordRune)
		if left >= 0 {
			right := strings.LastIndexFunc(run, wordRune)
			_, n := utf8.DecodeRuneInString(run[right:])
			out = append(out, Span{from + left, from + right + n})
		}
		from = -1
	}
	for i, r := range text[s.Start:s.End] {
		if unicode.IsSpace(r) || r >= 0x3000 && unicode.IsPunct(r) {
			flush(s.Start + i)
		} else if from < 0 {
			from = s.Start + i
		}
	}
	flush(s.End)
	return out
}

func wordRune(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// encode writes the directive's value. Beyond what a URL needs encoded, the
// marks with a meaning of their own in a directive are: - , and &.
func (f fragment) encode() string {
	var b strings.Builder
	if f.prefix != "" {
		b.WriteString(encode(f.prefix) + "-,")
	}
	b.WriteString(encode(f.start))
	if f.end != "" {
		b.WriteString("," + encode(f.end))
	}
	if f.suffix != "" {
		b.WriteString(",-" + encode(f.suffix))
	}
	return b.String()
}

func encode(words string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(oneSpaced(words)) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '~':
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// oneSpaced returns words as a browser compares them: white space is one space.
func oneSpaced(words string) string { return strings.Join(strings.Fields(words), " ") }

// maxTries is how many places of a page are looked at for one directive: words
// that stand in more of them do not pin anything.
const maxTries = 200

// page is a text as a browser searches it: without regard to case, with runs
// of white space as one space.
type page string

func newPage(text string) page { return page(strings.ToLower(oneSpaced(text))) }

// leads reports whether the directive, followed as a browser does, goes to the
// span of the text and nowhere else first.
func (p page) leads(f fragment, text string, span Span) bool {
	start, end, ok := p.find(f)
	if !ok {
		return false
	}
	before := len(newPage(text[:span.Start]))
	through := len(newPage(text[:span.End]))
	return before <= start && end <= through && start < before+len(text) &&
		strings.IndexFunc(string(p[before:start]), wordRune) < 0 &&
		strings.IndexFunc(string(p[end:through]), wordRune) < 0
}

// find returns the first place that the directive fits.
func (p page) find(f fragment) (start, end int, ok bool) {
	prefix, first := string(newPage(f.prefix)), string(newPage(f.start))
	last, suffix := string(newPage(f.end)), string(newPage(f.suffix))
	tries := 0
	for from := 0; tries < maxTries; from = start + 1 {
		tries++
		i := strings.Index(string(p[from:]), first)
		if i < 0 {
			return 0, 0, false
		}
		start = from + i
		if !strings.HasSuffix(strings.TrimSuffix(string(p[:start]), " "), prefix) {
			continue
		}
		end = start + len(first)
		if last == "" {
			if strings.HasPrefix(strings.TrimPrefix(string(p[end:]), " "), suffix) {
				return start, end, true
			}
			continue
		}
		for at := end; tries < maxTries; at = end {
			tries++
			j := strings.Index(string(p[at:]), last)
			if j < 0 {
				break
			}
			end = at + j + len(last)
			if strings.HasPrefix(strings.TrimPrefix(string(p[end:]), " "), suffix) {
				return start, end, true
			}
		}
	}
	return 0, 0, false
}
