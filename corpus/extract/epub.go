package extract

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// isEPUB recognizes a ZIP archive that says of itself that it is a book, or
// that has a book's container.
func isEPUB(in input) bool {
	return isZip(in.data) && (bytes.Contains(in.data[:min(len(in.data), 256)], []byte("application/epub+zip")) || hasMember(in.data, "META-INF/container.xml"))
}

// readEPUB reads a book's chapters in their order.
func readEPUB(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	a, err := openArchive(ctx, in.data)
	if err != nil {
		return article{}, err
	}
	b, err := a.book()
	if err != nil {
		return article{}, err
	}
	if err := a.checkProtection(b); err != nil {
		return article{}, err
	}
	var all []unit
	size, page := 0, 0
	for _, name := range b.chapters {
		parts, err := a.chapter(name)
		if err != nil {
			return article{}, err
		}
		for i := range parts {
			size += len(parts[i].Text)
			if parts[i].Page == 0 { // the page goes on over the end of a chapter's file
				parts[i].Page = page
			}
			page = parts[i].Page
		}
		if size > maxFlow {
			return article{}, errTooMuchText()
		}
		all = append(all, unitsOf(parts)...)
	}
	return withProperties(all, b.about, given), nil
}

// book is what a book's package says: what it is, and which chapters it has.
type book struct {
	about    properties
	chapters []string // names of members, in reading order
}

// book reads the package that the container points to.
func (a *archive) book() (b book, err error) {
	name := ""
	err = a.eachToken("META-INF/container.xml", func(_ *xmlTokens, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "rootfile" && name == "" {
			name = memberPath("", xmlAttr(e, "full-path"))
		}
		return nil
	})
	if err != nil {
		return b, err
	}
	if a.find(name) == nil {
		return b, errArchive()
	}
	items := map[string]string{}
	b.about.titleHolds, b.about.authorsHold = true, true
	err = a.eachToken(name, func(x *xmlTokens, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "item":
			if kind := xmlAttr(e, "media-type"); strings.Contains(kind, "html") && !slices.Contains(strings.Fields(xmlAttr(e, "properties")), "nav") {
				target, err := url.PathUnescape(xmlAttr(e, "href"))
				if err == nil {
					items[xmlAttr(e, "id")] = memberPath(path.Dir(name), target)
				}
			}
		case "itemref":
			if chapter := items[xmlAttr(e, "idref")]; chapter != "" && xmlAttr(e, "linear") != "no" && !slices.Contains(b.chapters, chapter) {
				b.chapters = append(b.chapters, chapter)
			}
		default:
			return b.about.dublinCore(x, e)
		}
		return nil
	})
	return b, err
}

// dublinCore reads one of the elements with which a book says what it is.
func (p *properties) dublinCore(x *xmlTokens, e xml.StartElement) error {
	if !strings.HasPrefix(e.Name.Space, "http://purl.org/dc/") && e.Name.Space != "dc" {
		return nil
	}
	s, err := x.text()
	if err != nil || s == "" {
		return err
	}
	switch e.Name.Local {
	case "title":
		if p.title == "" {
			p.title = s
		}
	case "creator":
		if role := xmlAttr(e, "role"); role == "" || role == "aut" {
			p.authors = append(p.authors, s)
		}
	case "publisher":
		p.publication = s
	case "date":
		if event := xmlAttr(e, "event"); p.published.IsZero() || event == "publication" {
			p.published = propertyDate(s)
		}
	case "language":
		if p.language == "" {
			p.language = s
		}
	}
	return nil
}

// chapter reads one chapter; nothing of one that the archive does not have.
func (a *archive) chapter(name string) ([]corpus.Part, error) {
	data, err := a.readNamed(name, MaxTextBytes)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	text, problem := decodeHTML(data)
	if problem != nil {
		return nil, problem
	}
	root, problem := parseHTML(closeEmptyTags(text))
	if problem != nil {
		return nil, problem
	}
	return htmlParts(root), nil
}

// obfuscated are the ways in which books hide fonts, which protect no text.
var obfuscated = []string{"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}

// checkProtection refuses a book whose chapters are encrypted.
func (a *archive) checkProtection(b book) error {
	method := ""
	return a.eachToken("META-INF/encryption.xml", func(_ *xmlTokens, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "EncryptedData":
			method = ""
		case "EncryptionMethod":
			method = xmlAttr(e, "Algorithm")
		case "CipherReference":
			target, err := url.PathUnescape(xmlAttr(e, "URI"))
			if err == nil && !slices.Contains(obfuscated, method) && slices.Contains(b.chapters, memberPath("", target)) {
				return &Problem{"locked", "This book is protected against copying, so its text cannot be read. Please send a copy without protection."}
			}
		}
		return nil
	})
}
