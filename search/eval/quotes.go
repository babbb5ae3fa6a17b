package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// quoteSet is articles in which people marked who says what.
type quoteSet struct{ name, file string }

// findQuotes finds a set of articles with marked attributions, as the PolNeAR
// corpus has them.
func findQuotes(dir, part, name string) ([]set, error) {
	s := quoteSet{name, filepath.Join(dir, part, "articles.jsonl.gz")}
	if _, err := os.Stat(s.file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return []set{{name: name, measure: s.measure, quotes: &s}}, nil
}

// quoteLine is an article of such a set. Offsets count Unicode code points.
type quoteLine struct {
	ID           string `json:"article_id"`
	Text         string `json:"text"` // paragraphs that blank lines part; the first is the headline
	Attributions []struct {
		ID      string         `json:"id"`
		Kind    attribute.Kind `json:"kind"`
		Source  [][2]int       `json:"source"`
		Cue     [][2]int       `json:"cue"`
		Content [][2]int       `json:"content"`
	} `json:"attributions"`
}

// quoted is an article as a document, with the attributions that people marked
// in it. One without a source is among them: nobody can be named for it.
type quoted struct {
	id     string
	doc    *corpus.Document
	marked []attribute.Attribution
}

// read reads the articles. One without words is left out.
func (s quoteSet) read() ([]quoted, error) {
	lines, err := readLines[quoteLine](s.file)
	if err != nil {
		return nil, err
	}
	var out []quoted
	for i := range lines {
		switch q, err := lines[i].quoted(); {
		case errors.Is(err, corpus.ErrNoText):
		case err != nil:
			return nil, fmt.Errorf("%s: %s: %w", s.file, lines[i].ID, err)
		default:
			out = append(out, q)
		}
	}
	return out, nil
}

// quoted builds the document, a block for each paragraph, and finds the marked
// places in it.
func (l *quoteLine) quoted() (quoted, error) {
	texts := strings.Split(l.Text, "\n\n")
	parts := make([]corpus.Part, len(texts))
	for i, p := range texts {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
	}
	d, err := corpus.Build(corpus.Metadata{Title: titleOf(l.ID), Language: "en"}, parts)
	if err != nil {
		return quoted{}, err
	}
	places := paragraphPlaces{doc: d, texts: texts, blocks: blocksOf(d, parts)}
	out := quoted{id: l.ID, doc: d}
	for _, a := range l.Attributions {
		m := attribute.Attribution{Kind: a.Kind}
		for _, p := range []struct {
			from [][2]int
			to   *[]corpus.Span
		}{{a.Source, &m.Source}, {a.Cue, &m.Cue}, {a.Content, &m.Content}} {
			for _, s := range p.from {
				*p.to = append(*p.to, places.at(s[0], s[1])...)
			}
		}
		for _, s := range m.Source {
			m.Name = strings.TrimSpace(m.Name + " " + d.Slice(s))
		}
		if len(m.Content) > 0 {
			out.marked = append(out.marked, m)
		}
	}
	return out, nil
}

// paragraphPlaces finds places of a text with paragraphs in the document that
// was built from it.
type paragraphPlaces struct {
	doc    *corpus.Document
	texts  []string // of the paragraphs; two line feeds were between each and the next
	blocks []int    // the block that each became, -1 for none
}

// at returns where the code points from start to end of the whole text came to
// lie: a span for each paragraph that has some of them.
func (p paragraphPlaces) at(start, end int) []corpus.Span {
	var out []corpus.Span
	from := 0 // code points before the paragraph
	for i, text := range p.texts {
		n := len([]rune(text))
		if start < from+n && from < end && p.blocks[i] >= 0 {
			block := p.doc.Blocks()[p.blocks[i]].Span
			s := bytesOf(text, p.doc.Slice(block), max(start-from, 0), min(end-from, n))
			if s.Len() > 0 {
				out = append(out, corpus.Span{Start: block.Start + s.Start, End: block.Start + s.End})
			}
		}
		from += n + 2
	}
	return out
}

// measure asks for the attributions of every article as answers do.
func (s quoteSet) measure(ctx context.Context, r *run) (*Result, error) {
	articles, err := s.read()
	if err != nil {
		return nil, err
	}
	articles = pick(articles, r.Sample)
	counts := make([]quoteCounts, len(articles))
	rows := make([]Row, len(articles))
	err = r.each(ctx, s.name, len(articles), func(_ context.Context, i int) error {
		a := articles[i]
		counts[i] = compareQuotes(a.marked, attribute.Attributions(a.doc))
		rows[i] = Row{ID: a.id, Question: a.doc.Slice(a.doc.Blocks()[0].Span), Kind: Article, Score: counts[i].contentF1()}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &Result{Figures: quoteFigures(counts), Counts: map[Kind]int{Article: len(articles)}, Rows: rows}, nil
}
