package extract

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// maxXMLDepth is how deeply elements may be nested. Word nests some thirty.
const maxXMLDepth = 512

// xmlTokens reads XML piece by piece, to a bounded depth. Entities that a
// document defines are not expanded, so that a few bytes cannot stand for
// gigabytes; a document that uses one is refused.
type xmlTokens struct {
	ctx   context.Context
	dec   *xml.Decoder
	depth int
	count int
}

func newXMLTokens(ctx context.Context, data []byte) *xmlTokens {
	text := string(data)
	if enc, ok := wideEncoding(data); ok {
		if decoded, err := decodeWith(enc, data); err == nil {
			text = decoded
		}
	}
	dec := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	dec.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") { // decoded already
			return input, nil
		}
		return charset.NewReaderLabel(label, input)
	}
	return &xmlTokens{ctx: ctx, dec: dec}
}

// next returns the next piece; io.EOF after the last. Any other error is a
// *Problem or the context's.
func (x *xmlTokens) next() (xml.Token, error) {
	if x.count++; x.count%1024 == 0 {
		if err := x.ctx.Err(); err != nil {
			return nil, err
		}
	}
	t, err := x.dec.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, errXML()
	}
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxXMLDepth {
			return nil, errXML()
		}
	case xml.EndElement:
		x.depth--
	}
	return t, nil
}

// skip passes over the element that has just begun.
func (x *xmlTokens) skip() error {
	for outside := x.depth - 1; x.depth > outside; {
		if _, err := x.next(); err != nil {
			if errors.Is(err, io.EOF) {
				return errXML()
			}
			return err
		}
	}
	return nil
}

// text returns the words in the element that has just begun.
func (x *xmlTokens) text() (string, error) {
	var out strings.Builder
	for outside := x.depth - 1; x.depth > outside; {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		if c, ok := t.(xml.CharData); ok && out.Len() < 64<<10 {
			out.Write(c)
		}
	}
	return strings.TrimSpace(out.String()), nil
}

func errXML() *Problem {
	return &Problem{"damaged", "This document is damaged: its XML cannot be read. Please open it, save it again and send that."}
}

// xmlAttr is the value of an attribute, whatever the prefix of its name.
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
