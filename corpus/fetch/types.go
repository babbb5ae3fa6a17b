package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/net/html/charset"
)

// Want is what a link is fetched for. It decides which types of content are
// taken.
type Want int

// The purposes.
const (
	Article     Want = iota // a text to read: a web page, a PDF, a word processor's document
	Syndication             // a feed
)

// articleTypes are the types of content that can be an article, or that an
// article can be wrapped in.
var articleTypes = []string{
	"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf", "application/x-pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text",
	"application/epub+zip", "application/rtf", "text/rtf", "application/x-rtf", "message/rfc822",
	"application/zip", "application/x-zip-compressed", "multipart/related",
}

// feedTypes are the types of content that are feeds for certain.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x-rss+xml"}

// anyTypes say so little that the bytes have to tell what they are.
var anyTypes = []string{"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download",
	"application/download", "application/xml", "text/xml", "application/unknown", "unknown/unknown"}

// maxFeed is the largest feed in bytes: hundreds of whole articles.
const maxFeed = 8 << 20

// accept is the header that says what is wanted.
func (w Want) accept() string {
	if w == Syndication {
		return "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
	}
	return "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.1"
}

// read reads a page of a type that is wanted. What is not wanted is refused
// before its bytes come, where the server says what it is.
func (c *Client) read(resp *http.Response, u *url.URL, want Want) (*Page, error) {
	kind, params, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
		kind = strings.TrimSpace(kind)
	}
	if p := unwanted(kind, want); p != nil {
		return nil, p
	}
	limit := c.maxBytes
	if want == Syndication {
		limit = min(limit, maxFeed)
	}
	data, p := readBody(resp, limit, false)
	if p != nil {
		return nil, p
	}
	if slices.Contains(anyTypes, kind) && want == Article {
		found := detected(data)
		if p := unwanted(found, want); p != nil {
			return nil, p
		}
		if found != "" {
			kind = found
		}
	}
	encoding := params["charset"]
	if want == Article && (strings.HasPrefix(kind, "text/") || kind == "application/xhtml+xml") {
		data, encoding = inUTF8(data, encoding)
	}
	return &Page{Data: data, Type: kind, Charset: encoding, Name: fileName(resp.Header, u),
		ETag: header(resp.Header, "ETag"), LastModified: header(resp.Header, "Last-Modified"), MaxAge: maxAge(resp.Header)}, nil
}

// inUTF8 decodes a text by the encoding that the server names, which only the
// server's answer tells. What is UTF-8 already, whatever the server says, is left
// as it is, and so is what does not decode cleanly: it may still tell itself.
func inUTF8(data []byte, label string) ([]byte, string) {
	enc, name := charset.Lookup(label)
	marked := bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
	if enc == nil || marked || utf8.Valid(data) {
		return data, label
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil || name == "utf-8" || bytes.ContainsRune(text, utf8.RuneError) {
		return data, label
	}
	return text, "utf-8"
}

// detected names what bytes are that the server has no word for; "" when they
// do not tell.
func detected(data []byte) string {
	found := mimetype.Detect(data)
	if found.Is("application/octet-stream") {
		return ""
	}
	kind, _, _ := strings.Cut(found.String(), ";")
	return kind
}

// unwanted says what a type of content is that is not taken; nil when it is.
func unwanted(kind string, want Want) *Problem {
	if slices.Contains(anyTypes, kind) {
		return nil
	}
	if want == Syndication {
		// Many feeds are sent as pages, text or plain JSON: their bytes tell.
		text := strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "json")
		if text || slices.Contains(feedTypes, kind) {
			return nil
		}
		return problem(NotFeed, "That link leads to %s, not to a feed. Give the link to an RSS, Atom or JSON feed.", nameOf(kind))
	}
	if slices.Contains(feedTypes, kind) {
		return problem(IsFeed, "That link leads to a feed, not to an article. Follow it as a feed, or give the link to one article.")
	}
	if slices.Contains(articleTypes, kind) {
		return nil
	}
	return problem(WrongType, "That link leads to %s. Pincite reads web pages, plain text, Markdown, PDF and word processors' documents.", nameOf(kind))
}

// names of types that people are most likely to hit upon; the longest fitting
// beginning counts.
var kindNames = []struct{ prefix, name string }{
	{"image/svg", "an SVG image"}, {"image/", "an image"}, {"video/", "a video"}, {"audio/", "a sound recording"}, {"font/", "a font"},
	{"text/css", "a style sheet"}, {"text/csv", "a table of values (CSV)"}, {"text/javascript", "a program (JavaScript)"},
	{"application/javascript", "a program (JavaScript)"}, {"application/json", "data for programs (JSON)"}, {"application/ld+json", "data for programs (JSON)"},
	{"application/msword", "an old Word document (.doc)"}, {"application/vnd.ms-excel", "a spreadsheet"}, {"application/vnd.ms-powerpoint", "a presentation"},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml", "a spreadsheet"}, {"application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet"},
	{"application/vnd.openxmlformats-officedocument.presentationml", "a presentation"}, {"application/vnd.oasis.opendocument.presentation", "a presentation"},
	{"application/gzip", "a gzip archive"}, {"application/x-tar", "a tar archive"}, {"application/x-7z", "a 7-Zip archive"}, {"application/vnd.rar", "a RAR archive"},
	{"application/vnd.microsoft.portable-executable", "a Windows program"}, {"application/x-elf", "a Linux program"}, {"text/calendar", "a calendar"},
	{"application/pdf", "a PDF document"}, {"application/zip", "a ZIP archive"}, {"application/epub", "an EPUB book"},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml", "a Word document"},
}

func nameOf(kind string) string {
	for _, k := range kindNames {
		if strings.HasPrefix(kind, k.prefix) {
			return k.name
		}
	}
	return "a file of the type " + shown(kind)
}

// fileName is the name that the server gives the file, or the end of its path.
func fileName(h http.Header, u *url.URL) string {
	name := path.Base(u.Path)
	if _, params, err := mime.ParseMediaType(h.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		name = path.Base(strings.ReplaceAll(params["filename"], `\`, "/"))
	}
	if name == "." || name == "/" || len(name) > 255 {
		return ""
	}
	return name
}
