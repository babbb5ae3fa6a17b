package bot

import (
	"fmt"
	"regexp"
	"strings"
)

// A model of how Discord's client reads Markdown: its rules in its order, each
// tried where the text has come to. It shows what a person would read, and
// reports every rule but those that Pincite means to use.

// lineRules are tried at the beginning of a line only.
var lineRules = []struct {
	name string
	re   *regexp.Regexp
}{
	{"heading", regexp.MustCompile(`^ *#{1,3}[ \t]+\S`)},
	{"small print", regexp.MustCompile(`^ *-# +\S`)},
	{"list", regexp.MustCompile(`^ *(?:[*-]|\d+\.) +\S`)},
	{"block quote", regexp.MustCompile(`^ *>(?:>>)? `)},
}

var rules = []struct {
	name string
	re   *regexp.Regexp
}{
	{"code block", regexp.MustCompile("^```")},
	{"inline code", regexp.MustCompile("^`+[^`]+`+")},
	{"strong", regexp.MustCompile(`^\*\*(?:\\[\s\S]|[^\\])+?\*\*`)},
	{"underline", regexp.MustCompile(`^__(?:\\[\s\S]|[^\\])+?__`)},
	{"em", regexp.MustCompile(`^\*[^\s*](?:\\[\s\S]|[^\\*])*\*|^_(?:\\[\s\S]|[^\\_])+_`)},
	{"strikethrough", regexp.MustCompile(`^~~[\s\S]+?~~`)},
	{"spoiler", regexp.MustCompile(`^\|\|[\s\S]+?\|\|`)},
	{"link", regexp.MustCompile(`^\[(?:\\[\s\S]|[^\[\]])*\]\([^\s)]+\)`)},
	{"autolink", regexp.MustCompile(`^<(?:[^: >]+:/[^ >]+|[^@ >]+@[^ >]+)>`)},
	{"url", regexp.MustCompile(`^https?://[^\s<]+[^<.,:;"')\]\s]`)},
	{"mention", regexp.MustCompile(`^<(?:@[!&]?|#)\d+>`)},
	{"custom emoji", regexp.MustCompile(`^<a?:\w+:\d+>`)},
	{"timestamp", regexp.MustCompile(`^<t:-?\d+(?::[tTdDfFR])?>`)},
	{"command", regexp.MustCompile(`^</[^:>]+:\d+>`)},
	{"guide", regexp.MustCompile(`^<id:\w+>`)},
	{"everyone", regexp.MustCompile(`^@(?:everyone|here)`)},
	{"emoji", regexp.MustCompile(`^:[^\s:]+:`)},
	{"shrug", regexp.MustCompile(`^¯\\_\(ツ\)_/¯`)},
}

var escapedChar = regexp.MustCompile(`^\\([^0-9A-Za-z\s])`)

// displayed returns what Discord shows for Markdown, and the rules that it
// followed on the way.
func displayed(markdown string) (shown string, followed []string) {
	var b strings.Builder
	lineStart := true
	for rest := markdown; rest != ""; {
		if lineStart {
			for _, r := range lineRules {
				if r.re.MatchString(rest) {
					followed = append(followed, r.name)
				}
			}
		}
		if strings.IndexByte("`*_~|[<h@:", rest[0]) >= 0 || rest[0] >= 0x80 {
			for _, r := range rules {
				if r.re.MatchString(rest) {
					followed = append(followed, r.name)
				}
			}
		}
		if rest[0] == '\\' {
			if m := escapedChar.FindStringSubmatch(rest); m != nil {
				b.WriteString(m[1])
				rest = rest[len(m[0]):]
				lineStart = false
				continue
			}
		}
		size := 1
		for size < len(rest) && rest[size]&0xc0 == 0x80 {
			size++
		}
		b.WriteString(rest[:size])
		lineStart = rest[0] == '\n'
		rest = rest[size:]
	}
	return b.String(), followed
}

// unquote undoes blockQuote: it returns the words and which of them are bold.
// Anything else that Discord would do to them is an error.
func unquote(markdown string) (words string, bold []string, err error) {
	var lines []string
	for line := range strings.SplitSeq(markdown, "\n") {
		content, ok := strings.CutPrefix(line, "> ")
		if !ok {
			return "", nil, fmt.Errorf("not in the block quote: %q", line)
		}
		var b strings.Builder
		for i, segment := range splitBold(content) {
			shown, followed := displayed(segment)
			if len(followed) > 0 {
				return "", nil, fmt.Errorf("Discord would read %v in %q", followed, segment)
			}
			if i%2 == 1 {
				bold = append(bold, shown)
			}
			b.WriteString(shown)
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n"), bold, nil
}

// splitBold cuts at every ** whose asterisks are not escaped.
func splitBold(s string) []string {
	parts := []string{""}
	for i := 0; i < len(s); i++ {
		last := &parts[len(parts)-1]
		switch {
		case s[i] == '\\' && i+1 < len(s):
			*last += s[i : i+2]
			i++
		case strings.HasPrefix(s[i:], "**"):
			parts = append(parts, "")
			i++
		default:
			*last += s[i : i+1]
		}
	}
	return parts
}
