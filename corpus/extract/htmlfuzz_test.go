package extract_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// FuzzPage states what holds for the body of any page: it is refused with a
// sentence, or becomes a document that can be written and read back; the same
// each time; and no letter of it is from anywhere but the page's text.
func FuzzPage(f *testing.F) {
	files, err := filepath.Glob("testdata/html/*.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if filepath.Ext(name) != ".golden" {
			f.Add(string(data))
		}
	}
	f.Add("<table><tr><td>a<td><p>b</table><pre>c\nd</pre><ul><li><q>e</q><sup>2</sup>")
	f.Add(`<script type="application/ld+json">{"@graph":[{"@type":["Article"],"author":[{"name":["x","y"]}],"headline":"h"},]}</script><h1>h</h1>`)
	f.Add(strings.Repeat("<b><p><table><i>", 40) + "deep")
	f.Fuzz(func(t *testing.T, body string) {
		page := []byte("<!DOCTYPE html><html><body>" + body)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		d, err := extract.Document(ctx, extract.File{Name: "page.html", Data: page}, corpus.Metadata{})
		if err != nil {
			var p *extract.Problem
			if !errors.As(err, &p) || p.Code == "" || p.Code == "too-slow" || !strings.HasSuffix(p.Detail, ".") {
				t.Fatalf("%#v is no Problem with a sentence", err)
			}
			return
		}
		again, err := extract.Document(ctx, extract.File{Name: "page.html", Data: page}, corpus.Metadata{})
		if err != nil || again.ID() != d.ID() || again.Metadata().Title != d.Metadata().Title {
			t.Errorf("read again, it is another document: %v", err)
		}
		m := d.Metadata()
		switch {
		case d.Text() != corpus.Canonical(d.Text()):
			t.Errorf("%q is not in canonical form", d.Text())
		case m.Title == "" || len(m.Title) > 4096 || m.Title != corpus.Canonical(m.Title):
			t.Errorf("the title is %q", m.Title)
		case m.URL != "" && !strings.HasPrefix(m.URL, "http://") && !strings.HasPrefix(m.URL, "https://"):
			t.Errorf("the address is %q", m.URL)
		case !m.Published.IsZero() && (m.Published.Year < 1900 || m.Published.Year > 2100):
			t.Errorf("the date is %v", m.Published)
		}
		readsBack(t, d)
		fromPage(t, d, string(page))
	})
}

// fromPage checks that each block's words stand in the page's text in their
// order: nothing is made up. Signs that are put in for markup are left out.
func fromPage(t *testing.T, d *corpus.Document, page string) {
	t.Helper()
	if !strings.Contains(corpus.Canonical(page), page) {
		return // not well-formed: a guess of its encoding may be any
	}
	text := plainLetters(textOf(page))
	for _, b := range d.Blocks() {
		for word := range strings.FieldsSeq(d.Slice(b.Span)) {
			if w := plainLetters(word); w != "" && !strings.Contains(text, w) {
				t.Errorf("%q is not on the page", word)
			}
		}
	}
}

func textOf(page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var out strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "alt" {
				out.WriteString(a.Val)
			}
		}
	}
	return out.String()
}

// plainLetters keeps the letters of one alphabet: those that nothing is made of
// and nothing composes with.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}
