package extract

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/pincite/pincite/corpus"
)

// cellSeparator stands between the cells of a table's row.
const cellSeparator = " | "

// The signs of Markdown, each of which plain text has rarely. Two different
// ones, or many of one, make a text Markdown.
var markdownSigns = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^#{1,6} +\S`),
	regexp.MustCompile(`\[[^\]\n]+\]\([^)\s]+[^)\n]*\)`),
	regexp.MustCompile(`(?m)^\|?.*\|.*\n\|?[ :]*-{3,}[-| :]*$`),
	regexp.MustCompile("(?m)^(```|~~~)"),
	regexp.MustCompile(`\*\*[^*\s][^*\n]*\*\*`),
	regexp.MustCompile(`(?m)^> \S`),
	regexp.MustCompile(`!\[[^\]\n]*\]\(`),
	regexp.MustCompile(`(?m)^\S.*\n(===+|---+)[ \t]*$`),
}

// faintSign is what plain text may have too, and what makes a text Markdown
// only when its name says the same.
var faintSign = regexp.MustCompile(`(?m)\*[^*\s][^*\n]*\*|\b_[^_\s][^_\n]*_\b|&#?\w+;|\\[-*_#.\[\]]|^ *([-*+]|\d+\.) \S|<[a-z/!]`)

// isMarkdown recognizes Markdown by its content. The name is only a hint:
// articles are pasted without one, and plain text is saved under any.
func isMarkdown(in input) bool {
	if in.text == "" {
		return false
	}
	named := slices.Contains([]string{"md", "markdown", "mdown", "mkd"}, extensionOf(in.name))
	body := normalizeNewlines(in.text)
	if _, _, ok, err := splitFrontMatter(body); ok || err != nil {
		return true
	}
	body = body[:min(len(body), 64<<10)]
	kinds, hits := 0, 0
	for i, sign := range markdownSigns {
		n := len(sign.FindAllStringIndex(body, 20))
		if n > 0 {
			kinds++
		}
		if i == 0 && n > 0 && sign.MatchString(firstLine(body)) {
			return true
		}
		hits += n
	}
	return kinds >= 2 || hits >= 4 || named && (hits > 0 || faintSign.MatchString(body))
}

// deeplyNested matches the beginning of a line that opens more quotations and
// lists within each other than anybody writes. The Markdown library takes time
// that grows with the square of their number; one level is kept.
var deeplyNested = regexp.MustCompile(`(?m)^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){17,}`)

// readMarkdown reads CommonMark with tables, and YAML front matter.
func readMarkdown(_ context.Context, in input, given corpus.Metadata) (article, error) {
	front, body, ok, err := splitFrontMatter(normalizeNewlines(in.text))
	if err != nil {
		return article{}, err
	}
	var art article
	if ok {
		if art.meta, art.stated, err = readFrontMatter(front); err != nil {
			return article{}, err
		}
	}
	src := deeplyNested.ReplaceAll([]byte(body), []byte("> "))
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))
	w := &markdownWalker{src: src, page: 0}
	w.blocks(md.Parser().Parse(text.NewReader(src)), corpus.Paragraph)
	art.parts = takeTitle(&art.meta, given, w.parts)
	if art.meta.Dateline == "" && !art.stated["dateline"] {
		art.meta.Dateline = firstDateline(art.parts)
	}
	return art, nil
}

// takeTitle takes the first heading of level 1 as the title when it opens the
// text, unless there is another title already.
func takeTitle(m *corpus.Metadata, given corpus.Metadata, parts []corpus.Part) []corpus.Part {
	for i, p := range parts {
		if p.Kind != corpus.Heading || p.Level != 1 {
			continue
		}
		title := oneLine(p.Text)
		known := m.Title
		if given.Title != "" {
			known = given.Title
		}
		if m.Title == "" {
			m.Title = title
		}
		if known != "" && (i > 0 || !sameWords(known, title)) || len(parts) == 1 {
			return parts
		}
		return append(parts[:i:i], parts[i+1:]...)
	}
	return parts
}

// sameWords reports whether two titles are the same once they are in
// canonical form.
func sameWords(a, b string) bool {
	return oneLine(corpus.Canonical(a)) == oneLine(corpus.Canonical(b))
}

// markdownWalker turns a tree of Markdown into parts.
type markdownWalker struct {
	src   []byte
	page  int
	parts []corpus.Part
}

func (w *markdownWalker) add(kind corpus.BlockKind, level int, s string) {
	w.parts = append(w.parts, corpus.Part{Kind: kind, Level: level, Page: w.page, Text: s})
}

// blocks adds the children of a container. kind is what a paragraph is there:
// an item in a list, a quotation in a block quote.
func (w *markdownWalker) blocks(n ast.Node, kind corpus.BlockKind) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			w.leaf(c, corpus.Heading, c.Level)
		case *ast.Paragraph, *ast.TextBlock:
			w.leaf(c, kind, 0)
		case *ast.Blockquote:
			w.blocks(c, corpus.Quotation)
		case *ast.List:
			w.blocks(c, corpus.Item)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			w.add(corpus.Code, 0, string(c.Lines().Value(w.src)))
		case *east.Table:
			w.table(c)
		case *ast.HTMLBlock:
			w.html(c, kind)
		case *ast.ThematicBreak:
		default:
			w.blocks(c, kind)
		}
	}
}

// leaf adds one block of running text, and the captions of its pictures
// after it.
func (w *markdownWalker) leaf(n ast.Node, kind corpus.BlockKind, level int) {
	in := inline{src: w.src}
	in.children(n)
	w.add(kind, level, strings.TrimSpace(in.text.String()))
	for _, c := range in.captions {
		w.add(corpus.Caption, 0, c)
	}
}

func (w *markdownWalker) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells, captions []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			in := inline{src: w.src}
			in.children(cell)
			cells = append(cells, strings.TrimSpace(in.text.String()))
			captions = append(captions, in.captions...)
		}
		w.add(corpus.Row, 0, strings.Join(cells, cellSeparator))
		for _, c := range captions {
			w.add(corpus.Caption, 0, c)
		}
	}
}

var (
	pageMark    = regexp.MustCompile(`^<!-- page (\d{1,9}) -->\s*$`)
	htmlTag     = regexp.MustCompile(`(?s)<!--.*?(-->|$)|</?[A-Za-z][^<>]*>|<[!?][^<>]*>`)
	htmlUnheard = regexp.MustCompile(`(?is)<(script|style)\b.*?(</(script|style)\s*>|$)`)
)

// html adds the words of raw HTML without its tags. The comment with which
// Markdown marks a page sets the page.
func (w *markdownWalker) html(b *ast.HTMLBlock, kind corpus.BlockKind) {
	s := string(b.Lines().Value(w.src))
	if b.HasClosure() {
		s += string(b.ClosureLine.Value(w.src))
	}
	if m := pageMark.FindStringSubmatch(s); m != nil {
		w.page = atoi(m[1])
		return
	}
	s = htmlTag.ReplaceAllString(htmlUnheard.ReplaceAllString(s, " "), " ")
	if s = oneLine(unescapeHTML(s)); s != "" {
		w.add(kind, 0, s)
	}
}
