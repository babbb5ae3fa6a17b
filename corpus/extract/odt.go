package extract

import (
	"bytes"
	"context"
	"encoding/xml"
	"strings"

	"github.com/pincite/pincite/corpus"
)

const odtType = "application/vnd.oasis.opendocument.text"

// isODT recognizes a ZIP archive that says of itself that it is an OpenDocument
// text. The member that says so comes first and is not packed.
func isODT(in input) bool {
	return isZip(in.data) && bytes.Contains(in.data[:min(len(in.data), 256)], []byte(odtType))
}

// readODT reads the text of an OpenDocument text with its notes, without what
// was deleted.
func readODT(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	a, err := openArchive(ctx, in.data)
	if err != nil {
		return article{}, err
	}
	manifest, err := a.readNamed("META-INF/manifest.xml", 4<<20)
	if err != nil {
		return article{}, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) || a.find("encrypted-package") != nil {
		return article{}, errLocked("document")
	}
	w := odtWalker{styles: map[string]odtStyle{}}
	if err := a.eachToken("styles.xml", w.style); err != nil {
		return article{}, err
	}
	if a.find("content.xml") == nil {
		return article{}, errArchive()
	}
	if err := a.eachToken("content.xml", w.token); err != nil {
		return article{}, err
	}
	if w.full() {
		return article{}, errTooMuchText()
	}
	about, err := odtProperties(a)
	if err != nil {
		return article{}, err
	}
	return withProperties(markLists(w.finish()), about, given), nil
}

// odtStyle is a paragraph's style, by its name as people see it.
type odtStyle struct {
	name, parent string
	hidden       bool
}

// odtWalker turns the XML of an OpenDocument text into a flow.
type odtWalker struct {
	flow
	styles  map[string]odtStyle
	reading string // the style that is being read
	body    bool   // the text has begun
	items   int    // lists around
	spans   []bool // the spans around, and whether they are hidden
	hidden  int    // of these
}

// style reads one piece of the styles.
func (w *odtWalker) style(_ *xmlTokens, t xml.Token) error {
	e, ok := t.(xml.StartElement)
	if !ok {
		return nil
	}
	switch e.Name.Local {
	case "style":
		w.reading = xmlAttr(e, "name")
		name := xmlAttr(e, "display-name")
		if name == "" {
			name = w.reading
		}
		if len(w.styles) < 10_000 {
			w.styles[w.reading] = odtStyle{name: name, parent: xmlAttr(e, "parent-style-name")}
		}
	case "text-properties":
		if s, ok := w.styles[w.reading]; ok && xmlAttr(e, "display") == "none" {
			s.hidden = true
			w.styles[w.reading] = s
		}
	}
	return nil
}

// unreadODT are elements whose content is no part of the text: what was
// deleted, comments, marks of notes, lists of headings, titles and descriptions
// of drawings, forms, scripts.
var unreadODT = wordSet(`tracked-changes annotation note-citation table-of-content alphabetical-index illustration-index table-index object-index
	user-index bibliography title desc forms event-listeners scripts font-face-decls ruby-text hidden-text hidden-paragraph sequence-decls
	variable-decls user-field-decls dde-connection-decls index-title settings binary-data math`)

func (w *odtWalker) token(x *xmlTokens, t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return w.enter(x, t)
	case xml.EndElement:
		w.leave(t.Name.Local)
	case xml.CharData:
		if w.body && w.hidden == 0 && w.current() != nil {
			// White space is one space, as in HTML: what is more is written as elements.
			w.write(spaced(string(t)))
		}
	}
	return nil
}

// spaced makes one space of each run of white space.
func spaced(s string) string {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
	out := strings.Join(fields, " ")
	if s != "" && strings.ContainsRune(" \n\t\r", rune(s[0])) {
		out = " " + out
	}
	if len(fields) > 0 && strings.ContainsRune(" \n\t\r", rune(s[len(s)-1])) {
		out += " "
	}
	return out
}

func (w *odtWalker) enter(x *xmlTokens, e xml.StartElement) error {
	name := e.Name.Local
	if !w.body {
		switch name {
		case "automatic-styles", "styles":
			return nil
		case "style", "text-properties":
			return w.style(x, e)
		case "text":
			w.body = true
		}
		return nil
	}
	if unreadODT[name] {
		return x.skip()
	}
	switch name {
	case "p":
		p := w.begin()
		w.applyStyle(p, xmlAttr(e, "style-name"))
	case "h":
		p := w.begin()
		w.applyStyle(p, xmlAttr(e, "style-name"))
		if p.kind = corpus.Paragraph; p.level == 0 {
			p.level = min(max(atoi(xmlAttr(e, "outline-level")), 1), 6)
		}
	case "span":
		hides := w.styles[xmlAttr(e, "style-name")].hidden
		w.spans = append(w.spans, hides)
		if hides {
			w.hidden++
		}
	case "s", "tab", "line-break":
		if w.hidden == 0 {
			w.write(" ")
		}
	case "list":
		w.items++
	case "note-body":
		w.inNote++
	case "table":
		w.beginTable()
	case "table-row":
		w.beginRow()
	case "table-cell":
		w.beginCell()
	}
	return nil
}

func (w *odtWalker) leave(name string) {
	switch name {
	case "p", "h":
		if w.body {
			w.end()
		}
	case "span":
		if n := len(w.spans); n > 0 {
			if w.spans[n-1] {
				w.hidden--
			}
			w.spans = w.spans[:n-1]
		}
	case "list":
		w.items = max(0, w.items-1)
	case "note-body":
		w.inNote = max(0, w.inNote-1)
	case "table":
		w.endTable()
	}
}

// applyStyle says what a paragraph is by its style, or by those above it.
func (w *odtWalker) applyStyle(p *para, id string) {
	for range 12 {
		s, ok := w.styles[id]
		if !ok {
			s.name = id
		}
		p.hidden = p.hidden || s.hidden || isContents(s.name)
		p.title = p.title || strings.EqualFold(s.name, "title")
		kind, level := styleKind(s.name)
		if p.kind == corpus.Paragraph {
			p.kind = kind
		}
		if p.level == 0 {
			p.level = level
		}
		if !ok || s.parent == "" {
			break
		}
		id = s.parent
	}
	if p.level > 0 {
		p.kind = corpus.Paragraph
	} else if w.items > 0 && p.kind == corpus.Paragraph && w.inNote == 0 {
		p.kind = corpus.Item
	}
}

// odtProperties reads what an OpenDocument text says about itself.
func odtProperties(a *archive) (about properties, err error) {
	err = a.eachToken("meta.xml", func(x *xmlTokens, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || x.depth < 3 {
			return nil
		}
		s, err := x.text()
		if err != nil {
			return err
		}
		switch e.Name.Local {
		case "title":
			about.title = s
		case "initial-creator", "creator":
			if len(about.authors) == 0 || e.Name.Local == "initial-creator" {
				about.authors = []string{s}
			}
		case "creation-date":
			about.created = propertyDate(s)
		case "language":
			about.language = s
		}
		return nil
	})
	return about, withoutDamage(err)
}

// withoutDamage forgives damage in a part that a document can do without.
func withoutDamage(err error) error {
	if p, ok := err.(*Problem); ok && p.Code == "damaged" {
		return nil
	}
	return err
}
