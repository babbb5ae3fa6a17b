package fetch

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// What a feed may be made of. Real ones stay far below. The reader goes down
// one function call for each level, copies the namespaces in scope for each
// element, and the text of an element for each piece of it, so that all of
// these have to be bounded before it sees the bytes.
const (
	maxDepth      = 128
	maxElements   = 100_000
	maxEntries    = 5_000
	maxNamespaces = 64
	maxCopied     = 1 << 28 // bytes
	detectWithin  = 4096    // where the first element has to be
)

// boundXML refuses XML that is made to exhaust its reader. It reads the same
// tokens, from a decoder that is set up like the reader's. What is broken is left
// to the reader. Entities that a document declares are never expanded: the
// decoder knows XML's own five and no others.
func boundXML(data []byte) *Problem {
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{")) {
		return nil // JSON: its decoder has bounds of its own
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	elements, entries, copied := 0, 0, 0
	// Of the open elements: the bytes of text that each has so far, and the
	// namespaces that are in its scope.
	type open struct{ text, namespaces int }
	path := make([]open, 1, maxDepth)
	for {
		token, err := d.Token()
		if err != nil {
			return nil
		}
		top := &path[len(path)-1]
		switch t := token.(type) {
		case xml.StartElement:
			elements++
			if name := strings.ToLower(t.Name.Local); name == "item" || name == "entry" {
				entries++
			}
			namespaces := top.namespaces
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					namespaces++
				}
			}
			path = append(path, open{namespaces: namespaces})
			if len(path) > maxDepth || namespaces > maxNamespaces {
				return errBuilt()
			}
		case xml.EndElement:
			if len(path) > 1 {
				path = path[:len(path)-1]
			}
		case xml.CharData:
			top.text += len(t)
			copied += top.text
		}
		if elements > maxElements || entries > maxEntries || copied > maxCopied {
			return errBuilt()
		}
	}
}

func errBuilt() *Problem {
	return problem(BrokenFeed, "That feed is too large or too intricate to be read. Follow another feed.")
}

// declared finds an encoding in an XML declaration.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=`)

// declaration is a whole XML declaration.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

// decodeFeed brings a feed into a form that its reader understands: without
// the control characters that XML forbids, and as UTF-8 where only a mark or the
// server's header says what it is. An encoding that the XML itself declares is
// left to the reader; servers are wrong about those more often than feeds.
func decodeFeed(data []byte, label string) []byte {
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}), bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		enc = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = declaration.ReplaceAll(data[3:], nil)
	case label != "" && !declared.Match(data[:min(len(data), 256)]):
		if e, name := charset.Lookup(label); e != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			enc = e
		}
	}
	if enc != nil {
		text, err := io.ReadAll(io.LimitReader(enc.NewDecoder().Reader(bytes.NewReader(data)), 4*int64(len(data))+1))
		if err == nil {
			data = declaration.ReplaceAll(text, nil)
		}
	}
	// Byte by byte: in every encoding that is left these are what they seem.
	clean := make([]byte, 0, len(data))
	for _, b := range data {
		if b >= ' ' || b == '\t' || b == '\n' || b == '\r' {
			clean = append(clean, b)
		}
	}
	return clean
}
