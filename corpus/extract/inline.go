package extract

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	renderer "github.com/yuin/goldmark/renderer/html"
)

// inline reduces inline Markdown to its words.
type inline struct {
	src      []byte
	text     strings.Builder
	captions []string
}

func (in *inline) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.node(c)
	}
}

func (in *inline) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(in.src)
		if n.IsRaw() {
			in.text.Write(value)
		} else {
			in.text.WriteString(unescapeMarkdown(value))
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			in.text.WriteByte(' ')
		}
	case *ast.String:
		in.text.Write(n.Value)
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				in.text.Write(bytes.ReplaceAll(t.Segment.Value(in.src), []byte("\n"), []byte(" ")))
			}
		}
	case *ast.AutoLink:
		in.text.Write(n.Label(in.src))
	case *ast.Image:
		alt := inline{src: in.src}
		alt.children(n)
		in.captions = append(in.captions, append(alt.captions, strings.TrimSpace(alt.text.String()))...)
	case *ast.RawHTML, *east.TaskCheckBox:
	default:
		in.children(n)
	}
}

// unescapeMarkdown undoes backslashes and character references in one pass,
// as the renderer of the Markdown library does: it writes HTML, in which only
// four characters are escaped, and those are turned back.
func unescapeMarkdown(src []byte) string {
	if !bytes.ContainsAny(src, `\&`) {
		return string(src)
	}
	var out strings.Builder
	w := &htmlBuffer{Builder: &out}
	renderer.DefaultWriter.Write(w, src)
	return html.UnescapeString(out.String())
}

// htmlBuffer is a strings.Builder with what the renderer wants of a
// bufio.Writer.
type htmlBuffer struct{ *strings.Builder }

func (htmlBuffer) Available() int { return 0 }
func (htmlBuffer) Buffered() int  { return 0 }
func (htmlBuffer) Flush() error   { return nil }

func unescapeHTML(s string) string { return html.UnescapeString(s) }
