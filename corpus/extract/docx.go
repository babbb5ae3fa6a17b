package extract

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// maxOfficeXML is the most bytes of one part of an office document, unpacked:
// each letter of the text comes with ten of XML and more.
const maxOfficeXML = 128 << 20

// isDOCX recognizes a ZIP archive with the parts of a Word document.
func isDOCX(in input) bool {
	return isZip(in.data) && hasMember(in.data, "[Content_Types].xml") && hasMember(in.data, "word/")
}

// hasMember reports whether an archive's table of contents, which is at its
// end, has a name that begins so. It is a guess that costs nothing.
func hasMember(data []byte, prefix string) bool {
	for rest := string(data[max(0, len(data)-4<<20):]); ; {
		at := strings.Index(rest, directoryMark)
		if at < 0 || len(rest) < at+46 {
			return false
		}
		if rest = rest[at+46:]; strings.HasPrefix(rest, prefix) {
			return true
		}
	}
}

// readDOCX reads the main text of a Word document with its notes, as it is
// with all changes accepted.
func readDOCX(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	a, err := openArchive(ctx, in.data)
	if err != nil {
		return article{}, err
	}
	main := docxMain(a)
	w := docxWalker{styles: map[string]docxStyle{}}
	dir := path.Dir(main)
	if err := a.eachToken(path.Join(dir, "styles.xml"), w.style); err != nil {
		return article{}, err
	}
	if a.find(main) == nil {
		return article{}, errArchive()
	}
	for _, part := range []string{main, path.Join(dir, "footnotes.xml"), path.Join(dir, "endnotes.xml")} {
		if err := a.eachToken(part, w.token); err != nil {
			return article{}, err
		}
		w.closePart()
	}
	if w.full() {
		return article{}, errTooMuchText()
	}
	about, err := officeProperties(a)
	if err != nil {
		return article{}, err
	}
	return withProperties(markLists(w.finish()), about, given), nil
}

// eachToken hands over the XML of a member, piece by piece; nothing where the
// member is missing.
func (a *archive) eachToken(name string, do func(*xmlTokens, xml.Token) error) error {
	data, err := a.readNamed(name, maxOfficeXML)
	if err != nil || data == nil {
		return err
	}
	x := newXMLTokens(a.ctx, data)
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(x, t)
		}
		if err != nil {
			return err
		}
	}
}

// docxMain is the name of the part with the text: word/document.xml nearly
// always, but the archive's relationships say.
func docxMain(a *archive) string {
	main := "word/document.xml"
	_ = a.eachToken("_rels/.rels", func(_ *xmlTokens, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && strings.HasSuffix(xmlAttr(e, "Type"), "/officeDocument") {
			if target := memberPath("", xmlAttr(e, "Target")); a.find(target) != nil {
				main = target
			}
		}
		return nil
	})
	return main
}

// memberPath is the name of a member that another in a folder points to.
func memberPath(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		dir = ""
	}
	return strings.TrimPrefix(path.Join("/", dir, target), "/")
}

// docxStyle is a paragraph's style.
type docxStyle struct {
	name, basedOn string
	level         int // of the outline, from 1; 0 for none
	list          bool
}

// docxWalker turns the XML of a Word document into a flow.
type docxWalker struct {
	flow
	styles  map[string]docxStyle
	reading string // the style that is being read
	inText  int    // elements around that hold words
	hidden  bool   // the run is
	mute    int    // the depth of an element whose words are left out; 0 for none
}

// style reads one piece of the styles' part.
func (w *docxWalker) style(_ *xmlTokens, t xml.Token) error {
	e, ok := t.(xml.StartElement)
	if !ok {
		return nil
	}
	s := w.styles[w.reading]
	switch e.Name.Local {
	case "style":
		w.reading = xmlAttr(e, "styleId")
		s = docxStyle{}
	case "name":
		s.name = xmlAttr(e, "val")
	case "basedOn":
		s.basedOn = xmlAttr(e, "val")
	case "outlineLvl":
		if n := xmlAttr(e, "val"); n >= "0" && n <= "8" && len(n) == 1 {
			s.level = int(n[0]-'0') + 1
		}
	case "numPr":
		s.list = true
	default:
		return nil
	}
	if w.reading != "" && len(w.styles) < 10_000 {
		w.styles[w.reading] = s
	}
	return nil
}

// unreadWord are elements whose content is no part of the text: what was
// deleted or moved away, codes of fields, properties, the older copy of a
// drawing, comments, readings over characters.
var unreadWord = wordSet(`del moveFrom delText instrText delInstrText fldData tblPr tblGrid trPr tcPr sectPr Fallback annotationRef rt commentReference
	footnoteRef endnoteRef separator continuationSeparator proofErr docPartPr txbxLink imagedata shapetype binData`)

// token reads one piece of the text.
func (w *docxWalker) token(x *xmlTokens, t xml.Token) error {
	if x.depth < w.mute {
		w.mute = 0
	}
	switch t := t.(type) {
	case xml.StartElement:
		return w.enter(x, t)
	case xml.EndElement:
		w.leave(t.Name.Local)
	case xml.CharData:
		if w.inText > 0 {
			w.say(string(t))
		}
	}
	return nil
}

// say writes words that are seen.
func (w *docxWalker) say(s string) {
	if !w.hidden && w.mute == 0 {
		w.write(s)
	}
}

func (w *docxWalker) enter(x *xmlTokens, e xml.StartElement) error {
	name := e.Name.Local
	if unreadWord[name] {
		return x.skip()
	}
	switch name {
	case "p":
		w.begin()
	case "pPr":
		return w.paragraphProperties(x)
	case "r":
		w.hidden = false
	case "vanish", "webHidden":
		w.hidden = isOn(e)
	case "t":
		w.inText++
	case "tab", "br", "cr", "ptab":
		w.say(" ")
	case "noBreakHyphen":
		w.say("\u2011")
	case "tbl":
		w.beginTable()
	case "tr":
		w.beginRow()
	case "tc":
		w.beginCell()
	case "footnote", "endnote":
		if xmlAttr(e, "type") != "" { // lines between text and notes
			return x.skip()
		}
		w.inNote++
	case "docPartGallery": // in sdtPr in sdt, by way of docPartObj
		if strings.HasPrefix(xmlAttr(e, "val"), "Table of Contents") {
			w.mute = x.depth - 3
		}
	}
	return nil
}

func (w *docxWalker) leave(name string) {
	switch name {
	case "p":
		w.end()
	case "r":
		w.hidden = false
	case "t":
		w.inText = max(0, w.inText-1)
	case "tbl":
		w.endTable()
	case "footnote", "endnote":
		w.inNote = max(0, w.inNote-1)
	}
}

// closePart ends what a part left open.
func (w *docxWalker) closePart() {
	for len(w.paras) > 0 {
		w.end()
	}
	w.inText, w.inNote, w.mute, w.hidden = 0, 0, 0, false
}

// isOn reports whether an element switches something on: it may say 0 or false.
func isOn(e xml.StartElement) bool {
	return !slices.Contains([]string{"0", "false", "off"}, xmlAttr(e, "val"))
}

// paragraphProperties reads what a paragraph says about itself. How its mark is
// formatted, which stands there too, is not about its words.
func (w *docxWalker) paragraphProperties(x *xmlTokens) error {
	p := w.current()
	style, level, list := "", 0, false
	for outside := x.depth - 1; x.depth > outside; {
		t, err := x.next()
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch val := xmlAttr(e, "val"); e.Name.Local {
		case "pStyle":
			style = val
		case "outlineLvl":
			if val >= "0" && val <= "8" && len(val) == 1 {
				level = int(val[0]-'0') + 1
			}
		case "numId":
			list = val != "0"
		case "rPr", "sectPr", "pPrChange":
			if err := x.skip(); err != nil {
				return err
			}
		}
	}
	if p != nil {
		w.applyStyle(p, style, level, list)
	}
	return nil
}

// applyStyle says what a paragraph is, by its own properties and then by those
// of its style and of what that is based on.
func (w *docxWalker) applyStyle(p *para, id string, level int, list bool) {
	for range 12 { // styles may be based on each other
		s, ok := w.styles[id]
		if !ok {
			s.name = id
		}
		name := strings.ToLower(s.name)
		if isContents(name) {
			p.hidden = true
		}
		if name == "title" {
			p.title = true
		}
		kind, of := styleKind(name)
		if p.kind == corpus.Paragraph {
			p.kind = kind
		}
		if level == 0 {
			level = max(of, s.level)
		}
		list = list || s.list
		if !ok || s.basedOn == "" {
			break
		}
		id = s.basedOn
	}
	switch {
	case level > 0 && p.kind != corpus.Caption:
		p.kind, p.level = corpus.Paragraph, min(level, 6)
	case list && p.kind == corpus.Paragraph:
		p.kind = corpus.Item
	}
}

// officeProperties reads the properties of an Office document.
func officeProperties(a *archive) (about properties, err error) {
	err = a.eachToken("docProps/core.xml", func(x *xmlTokens, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || x.depth < 2 {
			return nil
		}
		s, err := x.text()
		if err != nil {
			return err
		}
		switch e.Name.Local {
		case "title":
			about.title = s
		case "creator":
			about.authors = []string{s}
		case "created":
			about.created = propertyDate(s)
		case "language":
			about.language = s
		}
		return nil
	})
	return about, withoutDamage(err)
}
