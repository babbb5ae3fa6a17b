package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus/attribute"
)

// attribution is what a text says of a given speaker and some of its words.
type attribution int

const (
	unknown attribution = iota // it names nobody for them, and it may have been the speaker
	said
	other
)

// speaker returns to whom the words at a place are attributed: the speaker of
// the first of their sentences that has one.
func (t *Text) speaker(r run) *attribute.Speaker {
	all := t.speakers()
	for i, last := t.sentence(r.from), t.sentence(r.to-1); 0 <= i && i <= last && i < len(all); i++ {
		if all[i] != nil {
			return all[i]
		}
	}
	return nil
}

// saidBy says whether the words of a match are the given speaker's.
func (c *checker) saidBy(m *match) attribution {
	t, whole := m.text, m.runs[0].run
	for _, p := range m.runs {
		whole = run{min(whole.from, p.from), max(whole.to, p.to)}
	}
	wanted := nameWords(c.q.Speaker)
	if len(wanted) == 0 {
		return unknown
	}
	sp := t.speaker(whole)
	if sp == nil {
		if t.own(wanted) || t.near(wanted, whole) {
			return unknown
		}
		return other
	}
	names := []string{sp.Name, t.Document.Slice(sp.NameSpan)}
	for _, n := range names {
		if sameName(wanted, nameWords(n)) {
			return said
		}
	}
	if within(wanted, nameWords(strings.Join(append(names, t.introduction(sp.Name)), " "))) {
		return said
	}
	return other
}

// own reports whether a name is that of whoever wrote the document: its words,
// as long as they are nobody else's, are theirs.
func (t *Text) own(name []string) bool {
	meta := t.Document.Metadata()
	for _, n := range append(slices.Clone(meta.Authors), meta.Publication) {
		if n != "" && sameName(name, nameWords(n)) {
			return true
		}
	}
	return false
}

// near reports whether a name stands beside words that the document gives
// nobody's name for: in their paragraph or the ones before and after it.
func (t *Text) near(name []string, r run) bool {
	family := name[len(name)-1]
	for i := range t.words {
		if (i < r.from || i >= r.to) && t.words[i].key == family && t.blocks[i] >= t.blocks[r.from]-1 && t.blocks[i] <= t.blocks[r.to-1]+1 {
			return true
		}
	}
	return false
}

// introduced is how many bytes beside a name may say who that is.
const introduced = 100

// introduction returns the words with which the document introduces a speaker,
// before the first place of the name or between commas after it.
func (t *Text) introduction(name string) string {
	text := t.Document.Text()
	at := strings.Index(text, name)
	if at < 0 || name == "" {
		return ""
	}
	from := max(0, at-introduced)
	for !utf8.RuneStart(text[from]) {
		from++
	}
	before := strings.TrimRight(text[from:at], ", ")
	before = before[strings.LastIndexAny(before, ".,;:!?\"“”\n")+1:]
	after, apposed := strings.CutPrefix(text[at+len(name):], ", ")
	if !apposed {
		return before
	}
	if i := strings.IndexAny(after, ".,;:!?\"“”\n"); i >= 0 && i < introduced {
		before += " " + after[:i]
	}
	return before
}

// nameless are words of a name that name nobody.
var nameless = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`the a an of for and mr mrs ms miss dr sir dame lord lady professor prof sen rep gov president by`) {
		set[w] = true
	}
	return set
}()

// nameWords returns the words that a name is known by, with the initials of one
// that has several capitals.
func nameWords(name string) []string {
	var out []string
	for _, w := range wordsOf(name) {
		key := strings.TrimSuffix(w.key, "s")
		if i := strings.LastIndexAny(name[w.span.Start:w.span.End], "'’"); i < 0 {
			key = w.key
		}
		if !w.gap && !nameless[key] && key != "" {
			out = append(out, key)
		}
	}
	if len(out) == 0 { // "the president"
		for _, w := range wordsOf(name) {
			if w.key != "the" && !w.gap {
				out = append(out, w.key)
			}
		}
	}
	return out
}

// sameName reports whether two names can be one person's or body's: all words of
// one are in the other, or one is the initials of the other.
func sameName(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return within(a, b) || within(b, a) || initials(a, b) || initials(b, a)
}

func within(a, b []string) bool {
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// initials reports whether a name is written with the initials of another's
// words: ILO, alone or before what is said of it.
func initials(short, long []string) bool {
	var b strings.Builder
	for _, w := range long {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) {
			b.WriteRune(r)
		}
	}
	return len(long) > 1 && slices.Contains(short, b.String())
}
