package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// declaredWithin is how far into a page a declaration of its encoding is
// looked for. Browsers look at the first KiB; scripts often push it further.
const declaredWithin = 16 << 10

var declaredCharset = regexp.MustCompile(`(?i)<meta\b[^<>]*?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml\b[^<>]*?encoding\s*=\s*["']([\w:.-]+)`)

// decodeHTML returns the text of a page. What the bytes themselves show comes
// first: a byte-order mark, well-formed UTF-8. Then what the page declares,
// unless it reads as nobody writes, and then what the words look like.
func decodeHTML(data []byte) (string, *Problem) {
	if _, wide := wideEncoding(data); wide || utf8.Valid(data) {
		return decode(data)
	}
	if text, ok := mostlyUTF8(data); ok {
		return text, nil
	}
	words := withoutMarkup(data)
	if m := declaredCharset.FindSubmatch(data[:min(len(data), declaredWithin)]); m != nil {
		if enc, _ := charset.Lookup(string(m[1]) + string(m[2])); enc != nil {
			text, err := decodeWith(enc, words)
			if err == nil && readsNaturally(text) {
				return decodeWith(enc, data)
			}
		}
	}
	enc, problem := guessEncoding(words)
	if problem != nil {
		if !isWestern(words) {
			return "", problem
		}
		enc = charmap.Windows1252
	}
	return decodeWith(enc, data)
}

// isWestern reports whether words in windows-1252, which browsers take for
// granted where nothing is declared, are sure to be those of a language.
func isWestern(words []byte) bool {
	text, err := decodeWith(charmap.Windows1252, words)
	if err != nil || !readsNaturally(text) {
		return false
	}
	info := whatlanggo.Detect(text[:min(len(text), 16<<10)])
	return info.Script == unicode.Latin && info.IsReliable()
}

// withoutMarkup keeps the words of a page, still encoded: tags are ASCII in
// every encoding that is left, and would outnumber the letters that tell one
// from another.
func withoutMarkup(data []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(data))
	skip := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.StartTagToken:
			name, _ := z.TagName()
			skip = string(name) == "script" || string(name) == "style"
		case html.EndTagToken:
			skip = false
		case html.TextToken:
			if !skip {
				out.Write(z.Raw())
				out.WriteByte('\n')
			}
		}
	}
}

// readsNaturally reports whether decoded words are like those of a language:
// no word mixes alphabets, and no Latin text is made of accented letters.
func readsNaturally(text string) bool {
	words, mixed, accented, letters := 0, 0, 0, 0
	for w := range strings.FieldsFuncSeq(text[:min(len(text), 256<<10)], func(r rune) bool { return !unicode.IsLetter(r) }) {
		latin, foreign, strange := 0, 0, 0
		for _, r := range w {
			switch {
			case r < 0x80:
				latin++
			case unicode.Is(unicode.Latin, r):
				latin++
				strange++
			case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Thai):
				foreign++
			}
		}
		if strange == 0 && foreign == 0 {
			continue
		}
		words++
		letters += latin
		accented += strange
		if foreign > 0 && latin > 0 {
			mixed++
		}
	}
	return mixed*4 <= words && accented*10 <= letters*7
}
