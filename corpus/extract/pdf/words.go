package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var listMark = regexp.MustCompile(`^\s*(?:[-*•‣▪◦●·∙–]|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s`)

// leader matches the dots that lead to a page's number in a table of contents.
var leader = regexp.MustCompile(`(?:\.\s?){4,}\s*[\dxvi]+$`)

// endsSentence reports whether the text ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”’'»」』)] `)
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(".!?:…。！？।؟", last)
}

func beginsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘'«(`))
	return unicode.IsLower(first)
}

// vocabulary counts the words of a file that stand within its lines, so that
// what was broken at a line's end can be compared with how it is written
// elsewhere.
func vocabulary(blocks []block) map[string]int {
	words := map[string]int{}
	for _, b := range blocks {
		for _, l := range b.lines {
			fields := strings.FieldsFunc(strings.ToLower(l.text()), notInWord)
			for i, w := range fields {
				if i == 0 || i == len(fields)-1 && l.hyphen {
					continue
				}
				words[strings.Trim(w, "-'’")]++
			}
		}
	}
	return words
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’'
}

// join puts the lines of a paragraph on one.
func (j *joiner) join(lines []line) string {
	var out strings.Builder
	for i, l := range lines {
		text := l.text()
		out.WriteString(text)
		if i == len(lines)-1 {
			if l.hyphen {
				out.WriteByte('-')
			}
			break
		}
		next := lines[i+1].text()
		switch {
		case l.hyphen && j.keepsHyphen(text, next):
			out.WriteByte('-')
		case l.hyphen, joinsWithoutSpace(text, next):
		default:
			out.WriteByte(' ')
		}
	}
	return ligatures.Replace(out.String())
}

// compounds are what words begin with that keep a hyphen.
var compounds = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`all anti counter cross ex far full half high long low mid much multi non old part post pre pro
		quasi self semi short so then two three four five six seven eight nine ten well
		twenty thirty forty fifty sixty seventy eighty ninety`) {
		compounds[w] = true
	}
}

// keepsHyphen reports whether the hyphen at a line's end belongs to the word
// that was broken there. How the file writes the word elsewhere decides; where
// it does not, a hyphen after a part that words are composed with, beside a
// capital letter or a digit, or in a word that has another, is taken to belong.
func (j *joiner) keepsHyphen(text, next string) bool {
	a, b := lastWord(text), firstWord(next)
	if a == "" || b == "" {
		return true
	}
	joined, apart := j.words[strings.ToLower(a+b)], j.words[strings.ToLower(a+"-"+b)]
	if joined != apart {
		return apart > joined
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return compounds[strings.ToLower(a)] || strings.Contains(a, "-") || unicode.IsUpper(first) || unicode.IsDigit(first) || unicode.IsDigit(last) ||
		unicode.IsUpper(last)
}

func lastWord(s string) string {
	at := strings.LastIndexFunc(s, notInWord)
	if at >= 0 {
		_, n := utf8.DecodeRuneInString(s[at:])
		s = s[at+n:]
	}
	return s
}

func firstWord(s string) string {
	if at := strings.IndexFunc(s, notInWord); at >= 0 {
		s = s[:at]
	}
	return s
}

// joinsWithoutSpace reports whether the writing at a line's end has no spaces
// between words.
func joinsWithoutSpace(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return unspaced(last) && unspaced(first)
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60
}

// ligatures are letters that fonts draw as one, and nobody types.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
