package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode/utf32"

	utf "golang.org/x/text/encoding/unicode"
)

// minConfidence is how sure the guess of an encoding must be. Wrongly decoded
// text would be quoted for ever after, so that a refusal is the better end.
const minConfidence = 0.5

// wide are the encodings of two and four bytes a character with the marks
// that they begin with. The longer marks come first.
var wide = []struct {
	mark []byte
	enc  encoding.Encoding
}{
	{[]byte{0xff, 0xfe, 0, 0}, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{[]byte{0, 0, 0xfe, 0xff}, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{[]byte{0xff, 0xfe}, utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
	{[]byte{0xfe, 0xff}, utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
}

// decode returns the text that the bytes encode.
func decode(data []byte) (string, *Problem) {
	data = bytes.TrimPrefix(data, []byte(utf8Mark))
	if enc, ok := wideEncoding(data); ok {
		return decodeWith(enc, data)
	}
	if bytes.Contains(data, []byte("\x1b$")) {
		return decodeWith(japanese.ISO2022JP, data)
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	if text, ok := mostlyUTF8(data); ok {
		return text, nil
	}
	enc, err := guessEncoding(data)
	if err != nil {
		return "", err
	}
	return decodeWith(enc, data)
}

const utf8Mark = "\xef\xbb\xbf"

func decodeWith(enc encoding.Encoding, data []byte) (string, *Problem) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", errEncoding()
	}
	text := strings.TrimPrefix(string(out), "\ufeff")
	if damaged(text) > maxControl {
		return "", errEncoding()
	}
	return text, nil
}

// guessEncoding asks the statistical detector, best guess first, and takes the
// first that it is sure of and that gives clean text. The detector takes every
// Latin alphabet for the western one, so that the others are tried by
// language.
func guessEncoding(data []byte) (encoding.Encoding, *Problem) {
	if onlyWindowsPunctuation(data) {
		return charmap.Windows1252, nil
	}
	for _, r := range chardet.DetectAll(data) {
		if r.Confidence < minConfidence {
			continue
		}
		enc, name := charset.Lookup(label(r.Charset))
		if enc == nil {
			continue
		}
		if name == "windows-1252" || name == "windows-1254" {
			if enc := byLanguage(data); enc != nil {
				return enc, nil
			}
		}
		if _, err := decodeWith(enc, data); err == nil {
			return enc, nil
		}
	}
	if enc := byLanguage(data); enc != nil {
		return enc, nil
	}
	return nil, errEncoding()
}

// homes are encodings with the languages that are written in them and that
// the detector does not know.
var homes = []struct {
	enc       encoding.Encoding
	languages []whatlanggo.Lang
}{
	{charmap.Windows1250, []whatlanggo.Lang{whatlanggo.Pol, whatlanggo.Ces, whatlanggo.Hun, whatlanggo.Ron, whatlanggo.Hrv, whatlanggo.Slv}},
	{charmap.Windows1254, []whatlanggo.Lang{whatlanggo.Tur}},
	{charmap.Windows1256, []whatlanggo.Lang{whatlanggo.Arb, whatlanggo.Pes, whatlanggo.Urd}},
	{charmap.Windows1257, []whatlanggo.Lang{whatlanggo.Lit, whatlanggo.Lav, whatlanggo.Est}},
}

// byLanguage reads the data in each of the encodings, and returns the one in
// which it becomes a language of that encoding; nil when there is none.
func byLanguage(data []byte) encoding.Encoding {
	for _, h := range homes {
		text, err := decodeWith(h.enc, data)
		if err != nil {
			continue
		}
		info := whatlanggo.Detect(text[:min(len(text), 8<<10)])
		if info.Script != nil && info.IsReliable() && slices.Contains(h.languages, info.Lang) {
			return h.enc
		}
	}
	return nil
}

// label gives the name under which the web knows an encoding that the
// detector names otherwise. GB18030 contains GB2312, as CP949 does EUC-KR. The
// detector confuses the Cyrillic of old Macs with that of Windows, which
// nearly everybody means.
func label(name string) string {
	switch strings.ToUpper(name) {
	case "GB2312":
		return "gb18030"
	case "CP949":
		return "euc-kr"
	case "CP932":
		return "shift_jis"
	case "X-MAC-CYRILLIC", "MACCYRILLIC":
		return "windows-1251"
	}
	return name
}

func errEncoding() *Problem {
	return &Problem{"encoding", "Pincite cannot tell how the letters in this are encoded. " +
		"Please save it as UTF-8 and send it again."}
}

// wideEncoding recognizes UTF-16 and UTF-32 by their mark or, without one,
// by what the bytes give when they are read so.
func wideEncoding(data []byte) (encoding.Encoding, bool) {
	for _, w := range wide {
		if bytes.HasPrefix(data, w.mark) && readsWell(w.enc, data[len(w.mark):], 0.05) {
			return w.enc, true
		}
	}
	if bytes.IndexByte(data, 0) < 0 {
		return nil, false
	}
	for _, w := range wide {
		if readsWell(w.enc, data, 0) {
			return w.enc, true
		}
	}
	return nil, false
}

// readsWell reports whether the beginning of the data is ordinary writing in
// the encoding: at most the given share of anything but letters, digits,
// spaces and common punctuation, and letters of not more than three scripts.
func readsWell(enc encoding.Encoding, data []byte, tolerance float64) bool {
	if len(data)%2 != 0 {
		return false
	}
	out, err := enc.NewDecoder().Bytes(data[:min(len(data), 4096)])
	if err != nil || len(out) == 0 {
		return false
	}
	scripts := map[string]int{}
	strange, letters, total := 0, 0, 0
	for r := range strings.FieldsFuncSeq(string(out), unicode.IsSpace) {
		for _, c := range r {
			total++
			switch {
			case unicode.IsLetter(c):
				letters++
				scripts[scriptOf(c)]++
			case c == utf8.RuneError, unicode.IsControl(c), !unicode.IsGraphic(c) && c != '\ufeff' && !unicode.Is(unicode.Cf, c):
				strange++
			}
		}
	}
	common := 0
	for _, n := range scripts {
		if n*20 >= letters {
			common += n
		}
	}
	return letters > 0 && float64(strange) <= tolerance*float64(total) &&
		len(scripts) <= 6 && common*10 >= letters*9 && letters*2 >= total
}

// scriptOf names the alphabet of a letter; the three that Japanese mixes
// count as one.
func scriptOf(r rune) string {
	switch {
	case r < 0x250:
		return "Latin"
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return "Han"
	case unicode.In(r, unicode.Cyrillic):
		return "Cyrillic"
	case unicode.In(r, unicode.Arabic):
		return "Arabic"
	case unicode.In(r, unicode.Hangul):
		return "Hangul"
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return "unknown"
}

// mostlyUTF8 repairs UTF-8 in which a few bytes were damaged or cut off: when
// nearly all that is not ASCII is well-formed, nothing else is meant.
func mostlyUTF8(data []byte) (string, bool) {
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		rest = rest[n:]
	}
	if good < 50*bad {
		return "", false
	}
	return strings.ToValidUTF8(string(data), "\ufffd"), true
}

// onlyWindowsPunctuation reports whether every byte above ASCII is a quotation
// mark, dash, ellipsis or the like of windows-1252 beside ASCII. English text
// is often so, and the detector has nothing to count in it.
func onlyWindowsPunctuation(data []byte) bool {
	high := 0
	for _, b := range data {
		if b < 0x80 {
			continue
		}
		high++
		if !strings.ContainsRune("\u0080\u0085\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0099\u00a0\u00a3\u00a7\u00a9\u00ab\u00ae\u00b0\u00b7\u00bb", rune(b)) {
			return false
		}
	}
	return high*10 <= len(data)
}

// damaged is the share of characters that are replacement marks, controls,
// private or unassigned.
func damaged(text string) float64 {
	bad, total := 0, 0
	for _, r := range text {
		total++
		if r == utf8.RuneError || unicode.Is(unicode.Co, r) || r < 0x20 && !strings.ContainsRune("\t\n\v\f\r", r) || r >= 0x7f && r < 0xa0 {
			bad++
		}
	}
	return float64(bad) / float64(max(total, 1))
}
