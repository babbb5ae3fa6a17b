package testfile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"strings"
	"unicode/utf16"
)

// Member is a file in an archive.
type Member struct {
	Name   string
	Data   []byte
	Stored bool // not packed
	Times  int  // how often the data is repeated; 0 for once
}

// Zip writes an archive of members in their order.
func Zip(members ...Member) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		if err := m.write(w); err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func (m Member) write(w *zip.Writer) error {
	h := &zip.FileHeader{Name: m.Name, Method: zip.Deflate}
	if m.Stored {
		h.Method = zip.Store
	}
	if m.Times == 0 {
		f, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = f.Write(m.Data)
		return err
	}
	// The data is packed once, and what came of it is repeated, so that bombs
	// cost no time.
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(m.Data); err != nil {
		return err
	}
	if err := z.Flush(); err != nil {
		return err
	}
	end := []byte{1, 0, 0, 0xff, 0xff} // an empty block that is the last
	h.CompressedSize64 = uint64(packed.Len()*m.Times + len(end))
	h.UncompressedSize64 = uint64(len(m.Data) * m.Times)
	crc := crc32.NewIEEE()
	for range m.Times {
		_, _ = crc.Write(m.Data) // a hash takes everything
	}
	h.CRC32 = crc.Sum32()
	f, err := w.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = f.Write(append(bytes.Repeat(packed.Bytes(), m.Times), end...))
	return err
}

// Office is a word processor's document, to be written as DOCX or ODT.
type Office struct {
	Title, Author, Created, Language string // properties
	Paras                            []Para
}

// Para is a paragraph, or a table when it has rows.
type Para struct {
	Style string // its style's name: Title, Heading 1, Quote, Caption; "" for a plain one
	Item  bool   // of a list
	Text  string
	Raw   string // the XML in it, in place of a text
	Rows  [][]string
}

// DOCX writes the document as Word does.
func (o Office) DOCX() []byte { return Zip(o.DOCXMembers()...) }

// DOCXMembers are the parts of the document as Word writes it.
func (o Office) DOCXMembers() []Member {
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	var body, styles strings.Builder
	for i, p := range o.Paras {
		if p.Rows != nil {
			body.WriteString("<w:tbl><w:tblPr/>")
			for _, row := range p.Rows {
				body.WriteString("<w:tr>")
				for _, c := range row {
					fmt.Fprintf(&body, "<w:tc><w:tcPr/><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>", escaped(c))
				}
				body.WriteString("</w:tr>")
			}
			body.WriteString("</w:tbl>")
			continue
		}
		properties := ""
		if p.Style != "" {
			properties = fmt.Sprintf(`<w:pStyle w:val="s%d"/>`, i)
			fmt.Fprintf(&styles, `<w:style w:type="paragraph" w:styleId="s%d"><w:name w:val="%s"/></w:style>`, i, escaped(p.Style))
		}
		if p.Item {
			properties += `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
		}
		content := p.Raw
		if content == "" {
			content = `<w:r><w:t xml:space="preserve">` + escaped(p.Text) + `</w:t></w:r>`
		}
		fmt.Fprintf(&body, "<w:p><w:pPr>%s<w:rPr><w:vanish/></w:rPr></w:pPr>%s</w:p>", properties, content)
	}
	return []Member{
		{Name: "[Content_Types].xml", Data: []byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)},
		{Name: "_rels/.rels", Data: []byte(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)},
		{Name: "docProps/core.xml", Data: []byte(o.core())},
		{Name: "word/styles.xml", Data: []byte(`<?xml version="1.0"?><w:styles ` + ns + `>` + styles.String() + `</w:styles>`)},
		{Name: "word/document.xml", Data: []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + ns + `><w:body>` + body.String() + `<w:sectPr/></w:body></w:document>`)},
	}
}

func (o Office) core() string {
	return `<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="d">` +
		"<dc:title>" + escaped(o.Title) + "</dc:title><dc:creator>" + escaped(o.Author) + "</dc:creator><dcterms:created>" + o.Created +
		"</dcterms:created><dc:language>" + o.Language + "</dc:language></cp:coreProperties>"
}

// ODT writes the document as LibreOffice does.
func (o Office) ODT() []byte { return Zip(o.ODTMembers()...) }

// ODTMembers are the parts of the document as LibreOffice writes it.
func (o Office) ODTMembers() []Member {
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="m"`
	var body, automatic strings.Builder
	for i, p := range o.Paras {
		content := p.Raw
		if content == "" {
			content = escaped(p.Text)
		}
		style := fmt.Sprintf("P%d", i)
		fmt.Fprintf(&automatic, `<style:style style:name="%s" style:family="paragraph" style:parent-style-name="%s"/>`, style, escaped(strings.ReplaceAll(p.Style, " ", "_20_")))
		switch {
		case p.Rows != nil:
			body.WriteString("<table:table>")
			for _, row := range p.Rows {
				body.WriteString("<table:table-row>")
				for _, c := range row {
					body.WriteString("<table:table-cell><text:p>" + escaped(c) + "</text:p></table:table-cell>")
				}
				body.WriteString("</table:table-row>")
			}
			body.WriteString("</table:table>")
		case strings.HasPrefix(p.Style, "Heading "):
			fmt.Fprintf(&body, `<text:h text:style-name="%s" text:outline-level="%s">%s</text:h>`, style, p.Style[len("Heading "):], content)
		case p.Item:
			fmt.Fprintf(&body, `<text:list><text:list-item><text:p text:style-name="%s">%s</text:p></text:list-item></text:list>`, style, content)
		default:
			fmt.Fprintf(&body, `<text:p text:style-name="%s">%s</text:p>`, style, content)
		}
	}
	return []Member{
		{Name: "mimetype", Data: []byte("application/vnd.oasis.opendocument.text"), Stored: true},
		{Name: "META-INF/manifest.xml", Data: []byte("<manifest/>")},
		{Name: "meta.xml", Data: []byte(`<?xml version="1.0"?><office:document-meta ` + ns + `><office:meta><dc:title>` + escaped(o.Title) + "</dc:title><meta:initial-creator>" +
			escaped(o.Author) + "</meta:initial-creator><meta:creation-date>" + o.Created + "</meta:creation-date><dc:language>" + o.Language + "</dc:language></office:meta></office:document-meta>")},
		{Name: "styles.xml", Data: []byte(`<?xml version="1.0"?><office:document-styles ` + ns + `><office:styles><style:style style:name="Heading_20_1" style:display-name="Heading 1"/></office:styles></office:document-styles>`)},
		{Name: "content.xml", Data: []byte(`<?xml version="1.0"?><office:document-content ` + ns + `><office:automatic-styles>` + automatic.String() +
			`</office:automatic-styles><office:body><office:text>` + body.String() + `</office:text></office:body></office:document-content>`)},
	}
}

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes everything
	return out.String()
}

// RTF writes the document as rich text.
func (o Office) RTF() []byte {
	var body, styles strings.Builder
	for i, p := range o.Paras {
		if p.Rows != nil {
			for _, row := range p.Rows {
				body.WriteString(`\trowd\cellx1000\cellx2000\cellx3000 `)
				for _, c := range row {
					body.WriteString(`\pard\intbl ` + rtfText(c) + `\cell `)
				}
				body.WriteString("\\row\n")
			}
			continue
		}
		body.WriteString(`\pard\plain `)
		if p.Style != "" {
			fmt.Fprintf(&styles, `{\s%d\snext0 %s;}`, i+1, p.Style)
			fmt.Fprintf(&body, `\s%d `, i+1)
		}
		if p.Item {
			body.WriteString(`{\listtext\'95\tab}\ls1 `)
		}
		content := p.Raw
		if content == "" {
			content = rtfText(p.Text)
		}
		body.WriteString(content + "\\par\n")
	}
	var y, m, d int
	_, _ = fmt.Sscanf(o.Created, "%d-%d-%d", &y, &m, &d) // none when it is empty
	return fmt.Appendf(nil, "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Helvetica;}{\\f1\\fcharset204 Times;}{\\f2\\fcharset128 Mincho;}}{\\colortbl;\\red0;}\n"+
		"{\\stylesheet{\\s0 Normal;}%s}{\\*\\generator Nobody;}{\\info{\\title %s}{\\author %s}{\\creatim\\yr%d\\mo%d\\dy%d\\hr8}}\n%s}",
		styles.String(), rtfText(o.Title), rtfText(o.Author), y, m, d, body.String())
}

func rtfText(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune(`\{}`, r):
			out.WriteString(`\` + string(r))
		case r < 0x80:
			out.WriteRune(r)
		default:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, `\u%d?`, int16(u))
			}
		}
	}
	return out.String()
}
