package eval

import (
	"math"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

func spans(places ...int) []corpus.Span {
	var out []corpus.Span
	for i := 0; i < len(places); i += 2 {
		out = append(out, corpus.Span{Start: places[i], End: places[i+1]})
	}
	return out
}

func attribution(kind attribute.Kind, name string, source, content []corpus.Span) attribute.Attribution {
	return attribute.Attribution{Kind: kind, Name: name, Source: source, Content: content}
}

func TestAttributionsAreRightBySourceAndContent(t *testing.T) {
	t.Parallel()
	marked := []attribute.Attribution{
		attribution(attribute.Direct, "Mirrin Hask", spans(0, 11), spans(20, 60, 70, 90)),
		attribution(attribute.Indirect, "the mayor", spans(100, 109), spans(120, 180)),
		attribution(attribute.Indirect, "", nil, spans(200, 240)),
	}
	for _, c := range []struct {
		name                             string
		claimed                          []attribute.Attribution
		directP, directR, indP, indR, f1 float64
	}{
		{"the same", marked[:2], 1, 1, 1, 1, 2 * 120.0 / (120 + 160)},
		{"nothing", nil, 0, 0, 0, 0, 0},
		{"by the name elsewhere", []attribute.Attribution{attribution(attribute.Direct, "Hask", spans(300, 304), spans(20, 60))}, 1, 1, 0, 0, 2 * 40.0 / (40 + 160)},
		{"another source", []attribute.Attribution{attribution(attribute.Direct, "Jonas Vey", spans(300, 304), spans(20, 60))}, 0, 0, 0, 0, 2 * 40.0 / (40 + 160)},
		{"part of the content", []attribute.Attribution{attribution(attribute.Indirect, "the mayor", spans(100, 109), spans(120, 139))}, 0, 0, 1, 1, 2 * 19.0 / (19 + 160)},
		{"less than half of the shorter content", []attribute.Attribution{attribution(attribute.Indirect, "the mayor", spans(100, 109), spans(171, 190))}, 0, 0, 0, 0, 2 * 9.0 / (19 + 160)},
		{"one claim finds one", []attribute.Attribution{marked[1], marked[1]}, 0, 0, 0.5, 1, 2 * 60.0 / (60 + 160)},
		{"a source where none is marked", []attribute.Attribution{attribution(attribute.Indirect, "it", spans(190, 192), spans(200, 240))}, 0, 0, 0, 0, 2 * 40.0 / (40 + 160)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := Result{Figures: quoteFigures([]quoteCounts{compareQuotes(marked, c.claimed)})}
			for name, want := range map[string]float64{"direct_precision": c.directP, "direct_recall": c.directR,
				"indirect_precision": c.indP, "indirect_recall": c.indR, "content_f1": c.f1} {
				if f, ok := r.Figure(name); !ok || math.Abs(f.Value-want) > 1e-9 {
					t.Errorf("%s is %v, want %v", name, f.Value, want)
				}
			}
		})
	}
}

func TestMarkedPlacesAreFoundInTheDocument(t *testing.T) {
	t.Parallel()
	line := quoteLine{ID: "a", Text: "The  title\n\n\u200b\n\n“A\u00a0b,” said Zo\u0308e.\n\nEnd."}
	line.Attributions = append(line.Attributions, struct {
		ID      string         `json:"id"`
		Kind    attribute.Kind `json:"kind"`
		Source  [][2]int       `json:"source"`
		Cue     [][2]int       `json:"cue"`
		Content [][2]int       `json:"content"`
	}{Kind: attribute.Direct, Source: [][2]int{{27, 31}}, Cue: [][2]int{{22, 26}}, Content: [][2]int{{15, 21}, {4, 10}}})
	q, err := line.quoted()
	if err != nil {
		t.Fatal(err)
	}
	m := q.marked[0]
	for _, c := range []struct {
		spans []corpus.Span
		want  string
	}{{m.Source, "Zöe"}, {m.Cue, "said"}, {m.Content, "“A\u00a0b,”"}, {m.Content[1:], " title"}} {
		if got := q.doc.Slice(c.spans[0]); got != c.want && " "+got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestQuotesAreLearned learns from an article of our own, again and again, which
// is enough to read that article.
func TestQuotesAreLearned(t *testing.T) {
	t.Parallel()
	line, err := readLines[quoteLine]("testdata/sets/quotes/polnear/visible/articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var lessons []attribute.Lesson
	var articles []quoted
	for range 24 {
		a, err := line[0].quoted()
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
		lessons = append(lessons, attribute.Lesson{Document: a.doc, Marked: a.marked})
	}
	remarks := 0
	learned := attribute.Learn(lessons, func(i int, claimed []attribute.Attribution) []bool {
		return compareQuotes(articles[i].marked, claimed).rights
	}, func(string) { remarks++ })
	if remarks != 2 || len(learned.Files) != 4 {
		t.Errorf("%d remarks and %d files", remarks, len(learned.Files))
	}
	c := compareQuotes(articles[0].marked, learned.Apart[0])
	if c.found[directly] != 1 || c.found[indirectly] < 1 {
		t.Errorf("found %v of %v, claimed %v", c.found, c.marked, c.claimed)
	}
}
