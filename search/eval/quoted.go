package eval

import (
	"regexp"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
)

// polnearLine is an article of PolNeAR with the attributions that people marked.
type polnearLine struct {
	ID, Title, Publisher, Author, Date, Text string
	Attributions                             []struct {
		Kind            string
		Source, Content [][2]int
	}
}

// readPolnear reads the articles, and what they quote directly, in one piece.
func readPolnear(file string) ([]*corpus.Document, []source, error) {
	lines, err := readLines[polnearLine](file)
	if err != nil {
		return nil, nil, err
	}
	var docs []*corpus.Document
	var sources []source
	seen := map[string]bool{}
	for _, l := range lines {
		var parts []corpus.Part
		for p := range strings.SplitSeq(l.Text, "\n\n") {
			parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
		}
		d, err := corpus.Build(corpus.Metadata{Title: l.Title, Publication: l.Publisher}, parts)
		if err != nil || seen[d.TextHash()] {
			continue
		}
		seen[d.TextHash()] = true
		docs = append(docs, d)
		text := []rune(l.Text)
		for _, a := range l.Attributions {
			if a.Kind != "direct" || len(a.Source) != 1 || len(a.Content) == 0 {
				continue
			}
			q := strings.TrimSpace(string(text[a.Content[0][0]:a.Content[0][1]]))
			if !quotable(q) || !whole.MatchString(q) {
				continue
			}
			sources = append(sources, source{text: q, speaker: string(text[a.Source[0][0]:a.Source[0][1]]), document: len(docs) - 1})
		}
	}
	return docs, sources, nil
}

// whole matches what has its quotation marks at both ends. What people marked
// sometimes ends before the quotation does.
var whole = regexp.MustCompile(`^["“].*["”]$`)

// quotable reports whether words are of a length that is quoted.
func quotable(q string) bool {
	n := verify.Words(q)
	return leastQuoted <= n && n <= mostQuoted && len(strings.Fields(q)) >= leastQuoted && !strings.Contains(q, "\n")
}

// between finds what stands between quotation marks.
var between = regexp.MustCompile(`“[^“”]+”|(?:^| )"[^" ](?:[^"]*[^" ])?"`)

// readQuotedNews reads news articles, what stands in them between quotation marks,
// and as many whole sentences.
func readQuotedNews(file string) ([]*corpus.Document, []source, error) {
	lines, err := readLines[articleLine](file)
	if err != nil {
		return nil, nil, err
	}
	a := &Asked{titles: map[string]bool{}}
	if _, err := a.store(lines); err != nil {
		return nil, nil, err
	}
	var sources []source
	for i, d := range a.Documents {
		for _, b := range d.Blocks() {
			quoted := between.FindAllString(d.Slice(b.Span), -1)
			for _, q := range quoted {
				if q = strings.TrimSpace(q); quotable(q) {
					sources = append(sources, source{text: q, document: i})
				}
			}
			if len(quoted) > 0 {
				continue
			}
			if s := d.SentenceAt(b.Span.Start); s >= 0 {
				if q := d.Slice(d.Sentences()[s].Span); quotable(q) && !strings.ContainsAny(q, "…") {
					sources = append(sources, source{text: q, document: i})
				}
			}
		}
	}
	return a.Documents, sources, nil
}
