package extract

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// control reads what follows a backslash.
func (r *rtfReader) control() {
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if !isASCIILetter(c) {
		r.at++
		r.symbol(c)
		return
	}
	start := r.at
	for r.at < len(r.data) && isASCIILetter(r.data[r.at]) && r.at-start < 32 {
		r.at++
	}
	word := string(r.data[start:r.at])
	start = r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' && r.at-start < 10 {
		r.at++
	}
	number, err := strconv.Atoi(string(r.data[start:r.at]))
	has := err == nil
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	if word == "bin" { // bytes that are no text
		r.at += max(0, min(number, len(r.data)-r.at))
		return
	}
	if r.ignore > 0 && word != "u" {
		r.ignore--
		return
	}
	r.word(word, number, has)
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// symbol takes a sign after a backslash.
func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 > len(r.data) {
			return
		}
		v, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8)
		if err != nil {
			return
		}
		r.at += 2
		r.char(byte(v))
	case '\\', '{', '}':
		r.char(c)
	case '~':
		r.letter('\u00a0')
	case '_':
		r.letter('\u2011')
	case '\r', '\n':
		r.word("par", 0, false)
	case '*':
		r.destination()
	}
}

// letter takes a character in Unicode.
func (r *rtfReader) letter(c rune) {
	r.flush()
	r.say(string(c))
}

// known are the destinations, of those that a reader may pass over when it
// does not know them, whose text is read all the same.
var known = wordSet(`shpinst shptxt footnote`)

// destination reads the word after \*, and passes over the group unless the
// word is known.
func (r *rtfReader) destination() {
	rest := r.data[r.at:min(len(r.data), r.at+40)]
	word := strings.TrimLeft(string(rest), " \r\n")
	if strings.HasPrefix(word, `\`) {
		end := 1
		for end < len(word) && isASCIILetter(word[end]) {
			end++
		}
		if known[word[1:end]] {
			return
		}
	}
	r.g.skip = true
}

// unreadRTF are destinations whose content is no part of the text.
var unreadRTF = wordSet(`colortbl filetbl listtable listoverridetable revtbl rsidtbl generator pict objdata objclass header headerl headerr headerf footer
	footerl footerr footerf fldinst bkmkstart bkmkend annotation atnid atnauthor atrfstart atrfend themedata datastore latentstyles
	colorschememapping xmlnstbl nonshppict private sp falt fontemb panose tc xe rxe comment doccomm category keywords subject manager company operator
	hlinkbase revtim printim buptim userprops xform listname pgdsctbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn background mmath do`)

// word takes a control word with its number, when it has one.
func (r *rtfReader) word(word string, n int, has bool) {
	on := !has || n != 0
	switch word {
	case "u":
		r.unicode(n)
		return
	case "uc":
		r.flush()
		r.g.fallow = max(0, min(n, 16))
	case "f":
		r.flush()
		r.g.font = n
	case "fcharset", "cpg":
		r.fontPage(word, n)
	case "ansicpg":
		if n > 0 {
			r.pageOf = n
		}
	case "mac":
		r.pageOf = 10000
	case "v", "deleted":
		r.flush()
		r.g.hidden = on
	case "plain":
		r.flush()
		r.g.hidden = false
	case "yr", "mo", "dy":
		if r.g.into == "creatim" {
			r.date[map[string]int{"yr": 0, "mo": 1, "dy": 2}[word]] = n
		}
	default:
		if !r.group(word) && !r.g.skip {
			r.layout(word, n, on)
		}
	}
}

// group takes a word that says what its group is for.
func (r *rtfReader) group(word string) bool {
	switch {
	case unreadRTF[word]:
		r.g.skip = true
	case r.g.skip:
		return false
	case word == "fonttbl":
		r.g.into = "font"
	case word == "stylesheet":
		r.g.into = "style"
	case word == "info":
		r.g.into = "info"
	case r.g.into == "info" && (word == "title" || word == "author" || word == "creatim"):
		r.g.into = word
	case word == "listtext", word == "pntext":
		r.g.skip, r.listed = true, true
	case word == "footnote":
		r.flush()
		r.g.isNote = true
		r.inNote++
		r.begin()
	case word == "shptxt":
		r.flush()
		r.g.isFrame = true
		r.begin()
	default:
		return false
	}
	return true
}

// signs are control words that stand for one character.
var signs = map[string]rune{"emdash": '—', "endash": '–', "lquote": '‘', "rquote": '’', "ldblquote": '“', "rdblquote": '”', "bullet": '•',
	"emspace": ' ', "enspace": ' ', "qmspace": ' ', "tab": ' ', "line": ' ', "softline": ' ', "lbr": ' '}

// layout takes a word that says how text is laid out.
func (r *rtfReader) layout(word string, n int, on bool) {
	if c, ok := signs[word]; ok {
		r.letter(c)
		return
	}
	switch word {
	case "par", "sect", "page":
		r.endParagraph()
		if r.g.isNote || r.g.isFrame {
			r.begin()
		}
	case "cell", "nestcell":
		r.endCell()
	case "row", "nestrow":
		r.endRow()
	case "intbl":
		r.g.inTable = true
	case "pard":
		r.flush()
		if r.g.into == "" {
			r.g.style, r.g.level, r.g.list, r.g.inTable = -1, -1, false, false
		}
	case "s":
		r.g.style = n
	case "outlinelevel":
		if r.g.into == "" && n >= 0 && n <= 8 {
			r.g.level = n
		}
	case "ls":
		r.g.list = r.g.into == "" && on
	}
}

// unicode takes a character by its number, of which some bytes after it are
// the stand-in for programs that do not know it.
func (r *rtfReader) unicode(n int) {
	r.flush()
	r.ignore = r.g.fallow
	c := rune(uint16(n))
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
		return
	case r.high != 0:
		c, r.high = utf16.DecodeRune(r.high, c), 0
	}
	if c != utf8.RuneError {
		r.say(string(c))
	}
}

// fontPage notes the encoding of the font that is being described.
func (r *rtfReader) fontPage(word string, n int) {
	if r.g.into != "font" || len(r.fonts) > 10_000 {
		return
	}
	if word == "fcharset" {
		n = charsetPages[n]
	}
	if n > 0 {
		r.fonts[r.g.font] = n
	}
}

// charsetPages are the code pages of Windows' numbers of alphabets.
var charsetPages = map[int]int{77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
	186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437}

// decodePage decodes text in a code page; that of the west where it is not
// known.
func decodePage(page int, data []byte) string {
	var enc encoding.Encoding = charmap.Windows1252
	switch page {
	case 65001:
		return strings.ToValidUTF8(string(data), "\ufffd")
	case 437:
		enc = charmap.CodePage437
	case 850:
		enc = charmap.CodePage850
	case 852:
		enc = charmap.CodePage852
	case 866:
		enc = charmap.CodePage866
	default:
		name := map[int]string{932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 874: "windows-874", 10000: "macintosh"}[page]
		if page >= 1250 && page <= 1258 {
			name = fmt.Sprint("windows-", page)
		}
		if e, _ := charset.Lookup(name); e != nil {
			enc = e
		}
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

// dashed writes a day as 2031-09-04, or as much of it as there is.
func dashed(year, month, day int) string {
	switch {
	case month <= 0:
		return fmt.Sprintf("%04d", year)
	case day <= 0:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
