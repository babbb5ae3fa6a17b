package corpus_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\r\nb\rc\u2028d\u2029e\u0085f\fg": "a\nb\nc\nd\ne\nf\ng",
		"e\u0301":                           "é",
		"e\u200b\u0301":                     "é",
		"a\tb \n c \n":                      "a b\n c\n",
		"a\x00\x1b[31m\x7f\u009bb":          "a[31mb",
		"\u202eabc\u2066\u200f\u061c":       "abc",
		"co\u00adop\u2060er\ufeffate\u200b": "cooperate",
		"=\u200d":                           "=",
		"👍\u200d":                           "👍",
		"=\u200d👍 ℹ\ufe0f":                  "=👍 ℹ\ufe0f",
		"a\u200cb\u200dc\ufe0f":             "abc",
		"a\U000e0041\U000e0101b":            "ab",
		"هیچ\u200cکس":                       "هیچ\u200cکس",
		"هیچ\u200c کس":                      "هیچ کس",
		"क्\u200dष":                         "क्\u200dष",
		"👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 1\ufe0f⃣": "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 1\ufe0f⃣",
		"葛\U000e0100":                      "葛\U000e0100",
		"a\xff\xfeb":                       "a\ufffdb",
		"a" + strings.Repeat("\u0316", 99): "a" + strings.Repeat("\u0316", 12),
		"\u00a0a\u00a0b\u00a0":             "\u00a0a\u00a0b",
	} {
		if got := corpus.Canonical(in); got != want {
			t.Errorf("%+q: got %+q, want %+q", in, got, want)
		}
	}
}

func TestBuildKeepsLinesOnlyOfCode(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{Title: " A\nB ", Authors: []string{"\u200b", " C\tD "}}, []corpus.Part{
		{Kind: corpus.Paragraph, Text: " one\n two   three "},
		{Kind: corpus.Paragraph, Text: "--- *** ---"},
		{Kind: corpus.Code, Text: "x := 1\n\n  y := 2\n"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := "one two three\n\nx := 1\n\n  y := 2"; d.Text() != want {
		t.Errorf("got %q, want %q", d.Text(), want)
	}
	if m := d.Metadata(); m.Title != "A B" || !cmp.Equal(m.Authors, []string{"C D"}) {
		t.Errorf("got %+v", m)
	}
	var got []string
	for _, s := range d.Sentences() {
		got = append(got, d.Slice(s.Span))
	}
	if diff := cmp.Diff([]string{"one two three", "x := 1", "y := 2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestBuildWantsAWord(t *testing.T) {
	t.Parallel()
	for _, parts := range [][]corpus.Part{nil, {{Kind: corpus.Paragraph, Text: "\u200b -- 👍 …"}}} {
		if _, err := corpus.Build(corpus.Metadata{Title: "T"}, parts); !errors.Is(err, corpus.ErrNoText) {
			t.Errorf("%v: got %v, want ErrNoText", parts, err)
		}
	}
}

func TestRestoreRefusesADamagedRow(t *testing.T) {
	t.Parallel()
	block := func(start, end int) corpus.Block { return corpus.Block{Span: corpus.Span{Start: start, End: end}} }
	for name, tt := range map[string]struct {
		text   string
		blocks []corpus.Block
	}{
		"no blocks":       {"abc", nil},
		"not UTF-8":       {"a\xff", []corpus.Block{block(0, 2)}},
		"past the end":    {"abc", []corpus.Block{block(0, 4)}},
		"empty":           {"abc", []corpus.Block{block(1, 1)}},
		"overlapping":     {"abcdef", []corpus.Block{block(0, 3), block(2, 4)}},
		"within a letter": {"éa", []corpus.Block{block(1, 3)}},
	} {
		if _, err := corpus.Restore("aaaaaaaaaaaa", corpus.Metadata{}, corpus.Provenance{}, tt.text, tt.blocks); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSpanInJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(corpus.Block{Kind: corpus.Item, Number: 2, Span: corpus.Span{Start: 3, End: 9}})
	if want := `{"kind":"item","number":2,"span":[3,9]}`; err != nil || string(b) != want {
		t.Errorf("got %s, %v, want %s", b, err, want)
	}
	for _, bad := range []string{`[1]`, `[1,2,3]`, `[2,1]`, `[-1,2]`, `{"Start":1}`, `"a"`, `null`} {
		var s corpus.Span
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s was read as %v", bad, s)
		}
	}
}

func TestWindowsStayInTheirSection(t *testing.T) {
	t.Parallel()
	short := corpus.Part{Kind: corpus.Paragraph, Text: strings.Repeat("word ", 39) + "end."}
	long := corpus.Part{Kind: corpus.Paragraph, Text: strings.Repeat("A sentence of some thirty bytes. ", 100)}
	head := corpus.Part{Kind: corpus.Heading, Level: 1, Text: "Head"}
	d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{short, short, short, short, head, short, long})
	if err != nil {
		t.Fatal(err)
	}
	blocks, passages := d.Blocks(), d.Passages()
	span := func(first, last int) corpus.Span {
		return corpus.Span{Start: blocks[first].Span.Start, End: blocks[last].Span.End}
	}
	for i, want := range []corpus.Span{span(0, 2), span(0, 2), span(1, 3), span(1, 3)} {
		if passages[i].Window != want {
			t.Errorf("passage %d: window %v, want %v", i, passages[i].Window, want)
		}
	}
	if p := passages[4]; p.Heading != "Head" || p.Window.Start != p.Span.Start || p.Window.End <= blocks[6].Span.Start {
		t.Errorf("the passage below the heading: %+v in %v", p, blocks[5])
	}
	if p := medium(t).Passages()[1]; p.Window != p.Span {
		t.Errorf("a passage of %d bytes has the window %v", p.Span.Len(), p.Window)
	}
	parts := passages[5:]
	if len(parts) != 3 || parts[0].Span.Start != blocks[6].Span.Start || parts[2].Span.End != blocks[6].Span.End {
		t.Errorf("the long block became %+v", parts)
	}
	for _, p := range parts {
		if p.Span.Len() < 800 || p.Span.Len() > 1600 || p.Window != p.Span {
			t.Errorf("part of %d bytes with the window %v: %v", p.Span.Len(), p.Window, p.Span)
		}
	}
}

// medium is a document of passages that are long enough alone.
func medium(t *testing.T) *corpus.Document {
	t.Helper()
	part := corpus.Part{Kind: corpus.Paragraph, Text: strings.Repeat("word ", 80) + "end."}
	d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{part, part, part})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADocumentOfHeadingsHasPassages(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{{Kind: corpus.Heading, Text: "One"}, {Kind: corpus.Heading, Text: "Two"}})
	if err != nil {
		t.Fatal(err)
	}
	if p := d.Passages(); len(p) != 2 || p[1].Span != d.Blocks()[1].Span || p[1].Heading != "" {
		t.Errorf("got %+v", p)
	}
}

func TestOtherMetadataChangeNothingElse(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{Title: "Port closed"}, []corpus.Part{{Kind: corpus.Paragraph, Text: "The port closed."}})
	if err != nil {
		t.Fatal(err)
	}
	e := d.WithMetadata(corpus.Metadata{Title: " Port\n opened\u202e ", Authors: []string{"", " Ada  Moss "}})
	if e.ID() != d.ID() || e.Text() != d.Text() || len(e.Blocks()) != 1 || e.Provenance() != d.Provenance() {
		t.Errorf("%s %q", e.ID(), e.Text())
	}
	if m := e.Metadata(); m.Title != "Port opened" || len(m.Authors) != 1 || m.Authors[0] != "Ada Moss" {
		t.Errorf("metadata %+v", m)
	}
	if d.Metadata().Title != "Port closed" {
		t.Errorf("the first became %+v", d.Metadata())
	}
}
