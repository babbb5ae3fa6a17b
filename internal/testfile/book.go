package testfile

import (
	"fmt"
	"strings"
)

// Book is an EPUB.
type Book struct {
	Title, Publisher, Date, Language string
	Authors                          []string
	Chapters                         []string // the XHTML in their bodies
}

// Bytes writes the book.
func (b Book) Bytes() []byte { return Zip(b.Members()...) }

// Members are the parts of the book.
func (b Book) Members() []Member {
	var creators, items, spine strings.Builder
	for _, a := range b.Authors {
		creators.WriteString("<dc:creator>" + escaped(a) + "</dc:creator>")
	}
	members := []Member{
		{Name: "mimetype", Data: []byte("application/epub+zip"), Stored: true},
		{Name: "META-INF/container.xml", Data: []byte(`<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>` +
			`<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`)},
		{Name: "OEBPS/book.opf"},
		{Name: "OEBPS/nav.xhtml", Data: []byte(`<html><body><nav epub:type="toc"><ol><li>One</li></ol></nav></body></html>`)},
	}
	for i, c := range b.Chapters {
		name := fmt.Sprintf("text/chapter %d.xhtml", i+1)
		members = append(members, Member{Name: "OEBPS/" + name, Data: []byte(`<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" ` +
			`xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body><a id="start"/>` + c + `</body></html>`)})
		fmt.Fprintf(&items, `<item id="c%d" href="%s" media-type="application/xhtml+xml"/>`, i, strings.ReplaceAll(name, " ", "%20"))
		fmt.Fprintf(&spine, `<itemref idref="c%d"/>`, i)
	}
	members[2].Data = []byte(`<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		"<dc:title>" + escaped(b.Title) + "</dc:title>" + creators.String() + "<dc:publisher>" + escaped(b.Publisher) + "</dc:publisher><dc:date>" + b.Date + "</dc:date><dc:language>" + b.Language +
		`</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>` + items.String() +
		`</manifest><spine><itemref idref="nav"/>` + spine.String() + "</spine></package>")
	return members
}
