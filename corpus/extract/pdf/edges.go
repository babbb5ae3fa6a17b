package pdf

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// edgeLines is how many lines at the top and at the bottom of a page are
// looked at for what repeats there.
const edgeLines = 3

// withoutEdges takes from the pages what stands at the same place on several
// of them with the same words: running headers and footers. Their numbers may
// count the pages. It returns their words without a page's number, and the web
// address that a browser prints under a page.
func withoutEdges(pages []page) (running []string, address string) {
	seen := map[string]map[int]bool{} // the pages on which a line of a description stands
	drop := make([]map[int]bool, len(pages))
	for i, p := range pages {
		drop[i] = map[int]bool{}
		for _, at := range outermost(p.lines) {
			text := p.lines[at].text()
			link, printed := printedByBrowser(text)
			address = cmp.Or(address, link)
			drop[i][at] = printed || isPageNumber(text, p.number)
			for _, d := range descriptions(p.lines[at], p.number) {
				if seen[d] == nil {
					seen[d] = map[int]bool{}
				}
				seen[d][i] = true
			}
		}
	}
	repeats := repeating(pages, seen)
	for i := range pages {
		var lines []line
		for at, l := range pages[i].lines {
			switch text := numberAtEnd.ReplaceAllString(l.text(), ""); {
			case !drop[i][at] && !repeats[i][at]:
				lines = append(lines, l)
			case repeats[i][at] && text != "" && !number.MatchString(text) && !slices.Contains(running, text):
				running = append(running, text)
			}
		}
		pages[i].lines = lines
	}
	return running, address
}

// repeating returns for each page which of its lines stand on enough of the
// others: on a few pages two are enough. Where they would be most of all that
// is there, they are no headers and footers: the pages themselves are alike.
func repeating(pages []page, seen map[string]map[int]bool) []map[int]bool {
	needed := 3
	if len(pages) <= 4 {
		needed = 2
	}
	all := make([]map[int]bool, len(pages))
	repeated, other := 0, 0 // bytes
	for i, p := range pages {
		all[i] = map[int]bool{}
		edges := outermost(p.lines)
		for at, l := range p.lines {
			if slices.Contains(edges, at) && slices.ContainsFunc(descriptions(l, p.number), func(d string) bool { return len(seen[d]) >= needed }) {
				all[i][at] = true
				repeated += len(l.text())
			} else {
				other += len(l.text())
			}
		}
	}
	if repeated > other {
		return make([]map[int]bool, len(pages))
	}
	return all
}

// descriptions are the ways in which a line may be the same on other pages:
// with each of its numbers as it is, or counting the pages, at about the same
// height.
func descriptions(l line, page int) []string {
	const apart, most = 4, 5 // points; numbers that are looked at
	text := strings.ToLower(l.text())
	if n := roman(text); n > 0 {
		text = strconv.Itoa(n)
	}
	numbers := number.FindAllStringIndex(text, -1)
	if len(numbers) > most {
		numbers = nil
	}
	var all []string
	for choice := range 1 << len(numbers) {
		words, from := "", 0
		for i, at := range numbers {
			n, _ := strconv.Atoi(text[at[0]:at[1]]) // nine digits fit
			words += text[from:at[0]]
			if choice>>i&1 == 1 {
				words += fmt.Sprintf("{page%+d}", n-page)
			} else {
				words += text[at[0]:at[1]]
			}
			from = at[1]
		}
		words += text[from:]
		for _, half := range []float64{0, apart / 2} { // those near a bound are near each other in the other grid
			all = append(all, fmt.Sprintf("%s@%.0f+%.0f", words, math.Floor((l.top+half)/apart), half))
		}
	}
	return all
}

// outermost returns the indices of the lines nearest to the top and to the
// bottom.
func outermost(lines []line) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lines[a].top, lines[b].top) })
	if len(order) <= 2*edgeLines {
		return order
	}
	return append(order[:edgeLines:edgeLines], order[len(order)-edgeLines:]...)
}

var number = regexp.MustCompile(`\d{1,9}`)

// numberAtEnd matches a page's number beside other words.
var numberAtEnd = regexp.MustCompile(`^\d{1,4}[\s|·•–—-]+|[\s|·•–—-]+\d{1,4}$`)

// pageNumber matches what is nothing but the number of a page.
var pageNumber = regexp.MustCompile(`^(?:page|seite|página|pagina|p\.|стр\.|第)?\s*[-–—|[(]?\s*(\d{1,4})\s*[-–—|\])]?(?:\s*(?:of|von|de|di|/|из)\s*\d{1,4})?\s*页?$`)

// isPageNumber reports whether a line is nothing but the number of its page.
func isPageNumber(text string, page int) bool {
	m := pageNumber.FindStringSubmatch(strings.ToLower(text))
	return m != nil && m[1] == strconv.Itoa(page)
}

var romanNumeral = regexp.MustCompile(`^(?:x{0,3})(?:ix|iv|v?i{0,3})$`)

// roman reads a small Roman number as books number their first pages, 0 when
// it is none.
func roman(text string) (n int) {
	text = strings.ToLower(strings.TrimSpace(text))
	if !romanNumeral.MatchString(text) {
		return 0
	}
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10}
	for i := range len(text) {
		v := value[text[i]]
		if i+1 < len(text) && value[text[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n
}

var (
	printedAt   = regexp.MustCompile(`^\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}\b`)
	printedFrom = regexp.MustCompile(`^((?:https?|file|about|chrome-extension):\S+) \d+/\d+$`)
)

// printedByBrowser recognizes the lines with which browsers frame a page that
// they print: the time and the title above, the address and the page's number
// below. It returns the address.
func printedByBrowser(text string) (address string, ok bool) {
	if m := printedFrom.FindStringSubmatch(text); m != nil {
		if strings.HasPrefix(m[1], "http") && !strings.Contains(m[1], "…") && !strings.HasSuffix(m[1], "...") {
			return m[1], true
		}
		return "", true
	}
	return "", printedAt.MatchString(text)
}
