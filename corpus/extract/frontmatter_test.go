package extract_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

func TestFrontMatterInItsManyForms(t *testing.T) {
	t.Parallel()
	march4 := corpus.Date{Year: 2019, Month: 3, Day: 4}
	for _, c := range []struct {
		name, front string
		want        corpus.Metadata
	}{
		{"all fields", "title: A\nsubtitle: B\nauthors: [C D, E F]\npublication: G\npublished: 2019-03-04\nurl: https://a.example/\nlanguage: en\ndateline: H\nexample: true",
			corpus.Metadata{Title: "A", Subtitle: "B", Authors: []string{"C D", "E F"}, Publication: "G", Published: march4, URL: "https://a.example/", Language: "en", Dateline: "H", Example: true}},
		{"other keys", "headline: A\nauthor: C D and E F\nsource: G\ndate: March 4, 2019\nlink: https://a.example/\nlang: en_GB\ntags: [x, y]\nnested:\n  title: no",
			corpus.Metadata{Title: "A", Authors: []string{"C D", "E F"}, Publication: "G", Published: march4, URL: "https://a.example/", Language: "en-GB"}},
		{"a timestamp", "title: A\ndate: 2019-03-04T10:30:00Z\nlang: en", corpus.Metadata{Title: "A", Published: march4, Language: "en"}},
		{"a month", "title: A\ndate: 2019-03\nlang: en", corpus.Metadata{Title: "A", Published: corpus.Date{Year: 2019, Month: 3}, Language: "en"}},
		{"a year", "title: 2019\ndate: 2019\nlang: en", corpus.Metadata{Title: "2019", Published: corpus.Date{Year: 2019}, Language: "en"}},
		{"words that YAML has a meaning for", "title: No\nsubtitle: 3.50\nlang: en", corpus.Metadata{Title: "No", Subtitle: "3.50", Language: "en"}},
		{"quotes and colons", "title: \"A: B\"\nsubtitle: 'It''s'\nlang: en", corpus.Metadata{Title: "A: B", Subtitle: "It's", Language: "en"}},
		{"a folded title", "title: >\n  A long\n  title\nlang: en", corpus.Metadata{Title: "A long title", Language: "en"}},
		{"authors as lines", "title: A\nauthors:\n  - C D\n  - name: E F\n    mail: e@f.example\nlang: en", corpus.Metadata{Title: "A", Authors: []string{"C D", "E F"}, Language: "en"}},
		{"nothing said", "title: A\ndate:\nauthor: ~\nlang: und", corpus.Metadata{Title: "A"}},
		{"ended by dots", "title: A\nlang: en\n...", corpus.Metadata{Title: "A", Language: "en"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := "---\r\n" + strings.ReplaceAll(c.front, "\n", "\r\n") + "\r\n---\r\n\r\nOne word.\r\n"
			d, err := extract.Document(t.Context(), extract.File{Data: []byte(text)}, corpus.Metadata{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Metadata()); diff != "" {
				t.Errorf("metadata (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMalformedFrontMatterIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, needle string }{
		{"no end", "---\ntitle: A\n\nOne word.\n", "no second ---"},
		{"bad YAML", "---\ntitle: A\nauthors: [C, D\nlang: en\n---\n\nOne word.\n", "line"},
		{"bad date", "---\ntitle: A\ndate: tomorrow\n---\n\nOne word.\n", "(line 3)"},
		{"too long", "---\ntitle: A\nx: " + strings.Repeat("y", 70<<10) + "\n---\n\nOne word.\n", "64 KiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := extract.Document(t.Context(), extract.File{Name: "a.md", Data: []byte(c.text)}, corpus.Metadata{})
			var p *extract.Problem
			if !errors.As(err, &p) || p.Code != "front-matter" || !strings.Contains(p.Detail, c.needle) {
				t.Errorf("got %v, want a front-matter problem with %q", err, c.needle)
			}
		})
	}
}

func TestLinesOfDashesAreNoFrontMatter(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"---\n\nOne word.\n\n---\n\nMore words.\n", "---\nOne word, he said.\n---\n"} {
		if _, err := extract.Document(t.Context(), extract.File{Name: "a.md", Data: []byte(text)}, corpus.Metadata{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAliasesInFrontMatterDoNotGrow(t *testing.T) {
	t.Parallel()
	var front strings.Builder
	front.WriteString("---\ntitle: A\na0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		before := string(rune(n[0] - 1))
		front.WriteString("a" + n + ": &a" + n + " [" + strings.Repeat("*a"+before+", ", 9) + "*a" + before + "]\n")
	}
	front.WriteString("authors: *a9\n---\nOne word.\n")
	d, err := extract.Document(t.Context(), extract.File{Data: []byte(front.String())}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	if m := d.Metadata(); m.Title != "A" || len(m.Authors) != 0 {
		t.Errorf("got %q by %q", m.Title, m.Authors)
	}
}
