package cite

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func itoa(n int) string { return strconv.Itoa(n) }

// name is a person's name, or a body's, which has no given name.
type name struct{ given, family, suffix string }

// particles are the words before a family name that belong to it.
var particles = []string{"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "bin", "ibn", "al", "el", "st.", "af", "zu"}

// bodies are words that persons' names do not have.
var bodies = []string{"press", "news", "staff", "agency", "agencies", "editors", "editorial", "board", "desk", "team", "times", "post", "reuters", "bureau", "service",
	"office", "group", "union", "association", "ministry", "department", "organization", "organisation", "institute", "university", "council", "committee", "the", "and", "&", "correspondent", "correspondents", "contributors"}

// nameOf takes a name apart. What is no person's name, or one of a script in which
// the family name comes first, stays whole.
func nameOf(s string) name {
	s = strings.Join(strings.Fields(s), " ")
	if family, given, ok := strings.Cut(s, ", "); ok && family != "" && !strings.Contains(given, ",") {
		if suffix(given) {
			n := nameOf(family)
			n.suffix = given
			return n
		}
		return name{given: given, family: family}
	}
	words := strings.Fields(s)
	if len(words) < 2 || strings.ContainsFunc(s, func(r rune) bool { return r > 0x2e80 && unicode.IsLetter(r) }) ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(bodies, strings.ToLower(w)) }) {
		return name{family: s}
	}
	n := name{}
	if last := len(words) - 1; suffix(words[last]) && last > 1 {
		n.suffix, words = words[last], words[:last]
	}
	from := len(words) - 1
	for from > 1 && slices.Contains(particles, strings.ToLower(words[from-1])) && unicode.IsLower([]rune(words[from-1])[0]) {
		from--
	}
	n.given, n.family = strings.Join(words[:from], " "), strings.Join(words[from:], " ")
	return n
}

func suffix(w string) bool {
	return slices.Contains([]string{"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}, w)
}

// initials are a given name's, with those of a hyphenated one kept together: J.-P.
func (n name) initials() string {
	var out []string
	for w := range strings.FieldsSeq(n.given) {
		var parts []string
		for p := range strings.SplitSeq(w, "-") {
			for _, r := range p {
				parts = append(parts, string(unicode.ToUpper(r))+".")
				break
			}
		}
		out = append(out, strings.Join(parts, "-"))
	}
	return strings.Join(out, " ")
}

// short is "Marn, I.", long "Marn, Ilse" and plain "Ilse Marn".
func (n name) short() string { return joined(", ", n.family, n.initials(), n.suffix) }
func (n name) long() string  { return joined(", ", n.family, n.given, n.suffix) }
func (n name) plain() string { return joined(" ", n.given, n.family, n.suffix) }

func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}

// list writes names one after the other, with something before the last of two,
// and before the last of more.
func list(names []string, two, more string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return names[0] + two + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + more + names[n-1]
	}
}

func each(names []name, form func(name) string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = form(n)
	}
	return out
}
