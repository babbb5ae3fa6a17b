package extract

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"github.com/pincite/pincite/corpus"
)

// readable ends every refusal: what may be brought instead.
const readable = "Pincite reads text, Markdown, web pages, PDF, DOCX, ODT, EPUB, RTF and e-mail (.eml)."

// kinds names what people are most likely to send by mistake. Kinds that are
// not listed are named by their family.
var kinds = map[string]string{
	"image/png":              "a PNG image",
	"image/jpeg":             "a JPEG image",
	"image/gif":              "a GIF image",
	"image/webp":             "a WebP image",
	"image/svg+xml":          "an SVG image",
	"application/pdf":        "a PDF document",
	"application/zip":        "a ZIP archive",
	"application/gzip":       "a gzip archive",
	"application/x-tar":      "a tar archive",
	"application/epub+zip":   "an EPUB book",
	"application/x-sqlite3":  "a SQLite database",
	"application/x-elf":      "a Linux program",
	"application/msword":     "a Word document",
	"application/postscript": "a PostScript document",
	"text/xml":               "an XML file",
	"application/json":       "a JSON file",

	"application/vnd.microsoft.portable-executable":                             "a Windows program",
	"application/vnd.oasis.opendocument.text":                                   "an OpenDocument text",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "a Word document (DOCX)",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "an Excel workbook (XLSX)",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint presentation (PPTX)",
}

// families names the kinds that are not listed one by one.
var families = []struct{ prefix, name string }{
	{"image/", "an image"},
	{"audio/", "a sound recording"},
	{"video/", "a video"},
	{"font/", "a font"},
	{"application/x-elf", "a Linux program"},
}

// kindOf names what the bytes really are, whatever the file is called.
func kindOf(data []byte) string {
	for m := mimetype.Detect(data); m != nil; m = m.Parent() {
		base, _, _ := strings.Cut(m.String(), ";")
		if name, ok := kinds[base]; ok {
			return name
		}
		for _, f := range families {
			if strings.HasPrefix(base, f.prefix) {
				return f.name
			}
		}
	}
	return "binary data"
}

// compoundMark begins the files that Microsoft Office wrote before 2007, and
// the locked ones that it writes since.
const compoundMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// refuse says what a file that is not text is.
func refuse(data []byte) *Problem {
	if bytes.HasPrefix(data, []byte(compoundMark)) {
		switch {
		case bytes.Contains(data, wideBytes("EncryptedPackage")):
			return errLocked("document")
		case bytes.Contains(data, wideBytes("WordDocument")):
			return &Problem{"binary", "This is a Word document as Word wrote them before 2007. Please save it as .docx and send that."}
		}
	}
	return &Problem{"binary", fmt.Sprintf("This is %s, not text. %s", kindOf(data), readable)}
}

// wideBytes is how a name stands in such a file.
func wideBytes(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// errTooLarge does not say how large: who reads a file stops at the limit.
func errTooLarge() *Problem {
	return &Problem{"too-large", fmt.Sprintf("This is too large. Pincite reads text of up to %d MB, and other files of up to %d MB.",
		MaxTextBytes>>20, MaxBytes>>20)}
}

// maxControl is the share of control characters that a text may have: a few
// slip into honest text when it is copied from a word processor.
const maxControl = 0.005

// looksLikeText reports whether the bytes can be text in any encoding. Magic
// numbers are not asked here, because the short ones are words too: "BM"
// begins a bitmap, and also an article about a car maker.
func looksLikeText(data []byte) bool {
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		return false
	}
	if _, ok := wideEncoding(data); ok {
		return true
	}
	control := 0
	for _, b := range data {
		if isControl(b) {
			control++
		}
	}
	return float64(control) <= maxControl*float64(len(data))
}

func isControl(b byte) bool {
	switch b {
	case '\t', '\n', '\v', '\f', '\r', 0x1b: // 0x1b switches alphabets in ISO-2022
		return false
	}
	return b < 0x20 || b == 0x7f
}

// programText names text that is meant for programs, "" when it is none.
func programText(text string) string {
	head := strings.TrimSpace(text[:min(len(text), 1024)])
	switch {
	case strings.HasPrefix(head, "%!PS"):
		return kinds["application/postscript"]
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "<svg"):
		if mimetype.Detect([]byte(text)).Is("image/svg+xml") {
			return kinds["image/svg+xml"]
		}
		return kinds["text/xml"]
	case strings.HasPrefix(head, "{") && mimetype.Detect([]byte(text)).Is("application/json"):
		return kinds["application/json"]
	}
	return ""
}

// isForPrograms recognizes text that nobody reads as it stands.
func isForPrograms(in input) bool { return programText(in.text) != "" }

func refuseForPrograms(_ context.Context, in input, _ corpus.Metadata) (article, error) {
	return article{}, &Problem{"binary", fmt.Sprintf("This is %s, not plain text. %s", programText(in.text), readable)}
}

// hasWord reports whether there is a letter or a digit in the text.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// shorten cuts a text to at most n bytes at the end of a word, and marks the
// cut with an ellipsis.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= n {
		return text
	}
	cut := n - len("…")
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	if i := strings.LastIndexByte(text[:cut+1], ' '); i > cut/2 {
		cut = i
	}
	return strings.TrimRight(text[:cut], " ,;:–—-") + "…"
}
