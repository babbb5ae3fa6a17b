// Package verify says whether words stand in a document, and how they differ.
//
// It is pure: a quotation and the documents that may have it go in, a verdict
// comes out. Texts are compared word by word. Capitals, punctuation, dashes,
// quotation marks, spacing, hidden characters and letters that only look like
// others are no difference; square brackets are taken as the insertions that
// they are, and ellipses as cuts. What is called exact is compared once more,
// byte for byte, as it stands in the document.
package verify

import (
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// Verdict says what was found of a quotation.
type Verdict string

const (
	Exact         Verdict = "exact"         // the words stand there, in whole sentences or all of what is between quotation marks
	Cut           Verdict = "cut"           // they stand there, but what goes on before, after or between them is left out
	Altered       Verdict = "altered"       // words were changed, added or left out
	Stitched      Verdict = "stitched"      // they stand in several places, which the quotation makes one of
	Misattributed Verdict = "misattributed" // they stand there, said by somebody else
	Absent        Verdict = "absent"        // they are not in these documents
	Short         Verdict = "short"         // too few words to tell
)

// Quotation is what a person asks about.
type Quotation struct {
	Text    string // as it was given; at most MaxQuotation bytes are of use
	Speaker string // who is said to have said it; "" when nobody is
}

// MaxQuotation is the longest quotation in bytes.
const MaxQuotation = 16_000

// leastWords is how many words tell where they are from; fewer stand in many
// places by chance. Of characters that are words, it takes twice as many.
const leastWords = 3

// leastBeside is how many words tell where they are from when more than they
// are stand in square brackets beside them: what they are about is not in them.
const leastBeside = 8

// Result is what was found.
type Result struct {
	Verdict     Verdict
	Passages    []Passage // where the words stand, in the order of the quotation; empty when absent or short
	Differences []Difference
	Cut         *Omission // what is left out; nil when nothing is that would say more
	Signs       []Sign    // what in the quotation cannot be seen
	Unnamed     bool      // a speaker was given, and the document names nobody for these words
	Reordered   bool      // the words are the same in another order
}

// Passage is a place of the quotation: whole sentences that have its words.
type Passage struct {
	Quote   corpus.Quote       // with the words marked, or, where they differ, those that do
	Words   corpus.Span        // from the first to the last word of the quotation there
	Speaker *attribute.Speaker // nil where the document names nobody
}

// Difference is one place in which a quotation differs.
type Difference struct {
	Said string // in the quotation; "" where it leaves something out
	Text string // in the document; "" where the quotation adds something
	Kind Kind
}

// Omission is what a cut leaves out of the sentences that it takes from.
type Omission struct {
	Inside     bool     // something between the words is left out, and not only around them
	Negations  []string // the words left out that turn a statement round
	Conditions []string // those that bind it to something
}

// Check looks for a quotation in documents. Which of them come first decides
// where several have it.
func Check(q Quotation, texts []*Text) Result {
	c := checker{q: q, texts: texts, words: wordsOf(q.Text)}
	r := c.check()
	r.Signs = signsIn(q.Text)
	return r
}

// Same reports whether two texts have the same words.
func Same(a, b string) bool { return joined(wordsOf(a)) == joined(wordsOf(b)) }

// joined is words as one text.
func joined(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
		if !w.gap {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Words returns how many words a quotation has, as they are counted here.
func Words(text string) int {
	n := 0
	for _, w := range wordsOf(text) {
		if !w.gap {
			n++
		}
	}
	return n
}

// checker checks one quotation.
type checker struct {
	q      Quotation
	texts  []*Text
	words  []word   // of the quotation, ellipses too
	pieces [][]word // what is between the ellipses
}

func (c *checker) check() Result {
	c.divide()
	if c.tooShort() {
		return Result{Verdict: Short}
	}
	best := c.exact()
	if best == nil {
		best = c.aligned()
	}
	if best == nil {
		return Result{Verdict: Absent}
	}
	return c.result(best)
}

// divide divides the quotation at its ellipses.
func (c *checker) divide() {
	from := 0
	for i := 0; i <= len(c.words); i++ {
		if i < len(c.words) && !c.words[i].gap {
			continue
		}
		if i > from {
			c.pieces = append(c.pieces, c.words[from:i])
		}
		from = i + 1
	}
}

func (c *checker) tooShort() bool {
	words, half, inserted := 0, 0, 0
	for _, p := range c.pieces {
		for _, w := range p {
			switch {
			case w.bracket:
				inserted++
			case spaceless([]rune(w.key)[0]):
				half++
			default:
				words++
			}
		}
	}
	words += half / 2
	return words < leastWords || words < inserted && words < leastBeside
}
