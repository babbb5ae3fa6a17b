package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// maxRobots is how much of a robots.txt is read; RFC 9309 asks for at least
// 500 KiB.
const maxRobots = 500 << 10

// rules is what a robots.txt says to Pincite.
type rules struct {
	list  []rule
	delay time.Duration // Crawl-delay, which is no part of the RFC but of many files
}

// rule is one Allow or Disallow line.
type rule struct {
	pattern string // as normalized has it; * stands for anything
	allow   bool
	end     bool // the pattern ended in $: nothing may follow
}

// parseRobots reads a robots.txt as RFC 9309 has it, for the product token
// Pincite. Lines that say nothing sensible are passed over, and the rest counts.
//
// The libraries that there are for this take the file as broken for the sake of
// one line, do not anchor patterns with a star at the beginning of the path, let
// Disallow win a tie, and compare percent-encodings letter by letter.
func parseRobots(data []byte) *rules {
	data = bytes.TrimPrefix(data[:min(len(data), maxRobots)], []byte("\xef\xbb\xbf"))
	var own, others rules
	named := false // a group names Pincite
	forUs, forAll, inRules := false, false, true
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if inRules {
				forUs, forAll, inRules = false, false, false
			}
			forUs = forUs || strings.EqualFold(productToken(value), product)
			forAll = forAll || value == "*" || strings.HasPrefix(value, "* ")
			named = named || forUs
			continue
		}
		var add func(*rules)
		switch key {
		case "allow", "disallow":
			inRules = true
			if value == "" {
				continue
			}
			r := newRule(value, key == "allow")
			add = func(to *rules) { to.list = append(to.list, r) }
		case "crawl-delay":
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil || !(seconds >= 0 && seconds <= 1e6) {
				continue
			}
			add = func(to *rules) { to.delay = time.Duration(seconds * float64(time.Second)) }
		default:
			continue
		}
		if forUs {
			add(&own)
		}
		if forAll {
			add(&others)
		}
	}
	if named {
		return &own
	}
	return &others
}

// productToken is the beginning of a User-agent line's value that can be a
// product's name; versions and comments may follow it.
func productToken(value string) string {
	for i, c := range []byte(value) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_') {
			return value[:i]
		}
	}
	return value
}

func newRule(path string, allow bool) rule {
	path, end := strings.CutSuffix(path, "$")
	return rule{pattern: normalized(path), allow: allow, end: end}
}

// allows reports whether a path, with its query, may be fetched: the longest
// pattern that matches decides, and Allow where two are equally long.
func (r *rules) allows(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normalized(path)
	longest, allowed := -1, true
	for _, rule := range r.list {
		n := len(rule.pattern)
		if rule.end {
			n++
		}
		if n < longest || n == longest && allowed || !rule.matches(path) {
			continue
		}
		longest, allowed = n, rule.allow
	}
	return allowed
}

// matches reports whether the pattern matches the beginning of a path, or all
// of it when it ended in $. Taking each part between stars at its first place
// is enough, but for the last one before $.
func (r rule) matches(path string) bool {
	first, rest, starred := strings.Cut(r.pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	if !starred {
		return !r.end || path == ""
	}
	parts := strings.Split(rest, "*")
	for _, part := range parts[:len(parts)-1] {
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path = path[i+len(part):]
	}
	last := parts[len(parts)-1]
	if r.end {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// normalized brings the percent-encoding of a path into one form, as RFC 9309
// wants it compared: letters, digits and -._~ plain, bytes above ASCII encoded,
// everything else as it stands, with capital hexadecimal digits.
func normalized(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		encoded := false
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(n), true
				i += 2
			}
		}
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if !plain && encoded || c >= 0x80 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
