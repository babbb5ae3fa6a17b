package eval

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus"
)

// rateBodies computes the figures of pages with the article's words, as
// scrapinghub's evaluate.py does: the text and the truth are cut into runs of
// four words (\w+), those that both have, as often as both have them, are right;
// precision and recall are the means over the pages, and f1 is made of these
// means. Plain go-trafilatura 1.12 has .954 on the visible half, and
// go-readability 2.1 .953.
func rateBodies(pages []page, found []extracted) ([]Figure, []Row) {
	rows := make([]Row, len(pages))
	counts := make([][3]float64, len(pages))
	var precision, recall []float64
	for i, p := range pages {
		right, extra, missing := overlap(shingles(*p.body), shingles(found[i].text))
		counts[i] = [3]float64{right, extra, missing}
		if right+extra > 0 {
			precision = append(precision, right/(right+extra))
		}
		if right+missing > 0 {
			recall = append(recall, right/(right+missing))
		}
		rows[i] = Row{ID: p.id, Question: found[i].meta.Title, Kind: Page, Score: 2 * right / max(1, 2*right+extra+missing)}
	}
	figures := resampled("f1", counts, func(counts [][3]float64) float64 {
		var p, r, np, nr float64
		for _, c := range counts {
			if c[0]+c[1] > 0 {
				p, np = p+c[0]/(c[0]+c[1]), np+1
			}
			if c[0]+c[2] > 0 {
				r, nr = r+c[0]/(c[0]+c[2]), nr+1
			}
		}
		return harmonic(p/max(1, np), r/max(1, nr))
	})
	figures = append(figures, mean("precision", precision)...)
	return append(figures, mean("recall", recall)...), rows
}

// rateSnippets computes the figures of pages with snippets, as trafilatura's
// evaluation does: a snippet that belongs to the article is right when the text
// has it, and one that does not is wrong then; white space is not compared, and
// all snippets of all pages are counted together. The text begins with the line
// under the title, which these snippets count as the article's. Plain
// go-trafilatura 1.12 has .922 on the visible half, and go-readability 2.1 .902.
//
// title, author and date are the shares of the pages with a known one that give
// it: the same letters and digits in the same order, and the same day.
func rateSnippets(pages []page, found []extracted) ([]Figure, []Row) {
	rows := make([]Row, len(pages))
	counts := make([][3]float64, len(pages))
	var title, author, date []bool
	for i, p := range pages {
		meta := found[i].meta
		text := meta.Subtitle + "\n\n" + found[i].text
		counts[i] = snippets(text, p)
		rows[i] = Row{ID: p.id, Question: p.title, Kind: Page, Score: 2 * counts[i][0] / max(1, 2*counts[i][0]+counts[i][1]+counts[i][2])}
		if p.title != "" {
			title = append(title, letters(p.title) == letters(meta.Title))
		}
		if p.author != "" {
			author = append(author, letters(p.author) == letters(strings.Join(meta.Authors, " ")))
		}
		if p.date != "" {
			date = append(date, p.date == meta.Published.String())
		}
	}
	figures := resampled("f1", counts, func(counts [][3]float64) float64 {
		var right, extra, missing float64
		for _, c := range counts {
			right, extra, missing = right+c[0], extra+c[1], missing+c[2]
		}
		return 2 * right / max(1, 2*right+extra+missing)
	})
	figures = append(figures, share("title", title)...)
	figures = append(figures, share("author", author)...)
	return append(figures, share("date", date)...), rows
}

// snippets counts those that are right, wrong and missing.
func snippets(text string, p page) (counts [3]float64) {
	text = oneLine(text)
	for _, s := range p.with {
		if strings.Contains(text, oneLine(corpus.Canonical(s))) {
			counts[0]++
		} else {
			counts[2]++
		}
	}
	for _, s := range p.without {
		if strings.Contains(text, oneLine(corpus.Canonical(s))) {
			counts[1]++
		}
	}
	return counts
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// word is \w+ as Python has it: letters, numbers and the underscore, but no
// combining marks.
var word = regexp.MustCompile(`[\pL\pN_]+`)

// shingle is how many words are compared at a time.
const shingle = 4

// shingles counts the runs of four words in a text; a shorter text is one run.
func shingles(text string) map[string]int {
	words := word.FindAllString(text, -1)
	runs := map[string]int{}
	for i := range max(1, len(words)-shingle+1) {
		if run := strings.Join(words[i:min(len(words), i+shingle)], " "); run != "" {
			runs[run]++
		}
	}
	return runs
}

// overlap counts the runs that both have, that only the text has, and that only
// the truth has.
func overlap(truth, text map[string]int) (right, extra, missing float64) {
	for run, n := range truth {
		right += float64(min(n, text[run]))
		missing += float64(max(0, n-text[run]))
	}
	for run, n := range text {
		extra += float64(max(0, n-truth[run]))
	}
	return right, extra, missing
}

// letters are a text's letters and digits in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
