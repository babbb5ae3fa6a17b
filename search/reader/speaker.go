package reader

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/search/terms"
)

// speaker says whether the sentence is attributed to the person whose words
// are wanted (1), to another (-1), or to nobody, or nobody is wanted (0).
func (c *Candidate) speaker(q *Question) int {
	if len(q.Speaker) == 0 {
		return 0
	}
	sp := c.Text.Speaker(c.Sentence)
	if sp == nil {
		return 0
	}
	if c.Text.namesake(sp, q.Speaker) {
		return -1
	}
	if c.Text.names(sp.Name, q.Speaker) || c.Text.names(c.Text.Document.Slice(sp.NameSpan), q.Speaker) || c.Text.names(c.Text.introduction(sp), q.Speaker) {
		return 1
	}
	return -1
}

// namesake reports whether a speaker has the surname that is asked for, and
// another first name: Bren Vey is not Jonas Vey. What else the document calls the
// speaker may be the first word, too: "minister Vey".
func (t *Text) namesake(sp *attribute.Speaker, wanted []string) bool {
	words := strings.Fields(sp.Name)
	if len(wanted) < 2 || len(words) < 2 || len(words) > 3 || !unicode.IsUpper([]rune(words[0])[0]) {
		return false
	}
	name := terms.Of(sp.Name, t.Language)
	if len(name) == 0 || name[len(name)-1].Text != wanted[len(wanted)-1] {
		return false
	}
	about := terms.Of(sp.Name+" "+sp.Role+" "+t.Document.Slice(sp.NameSpan)+" "+t.introduction(sp), t.Language)
	return !slices.ContainsFunc(about, func(w terms.Term) bool { return w.Text == wanted[0] })
}

// names reports whether a name has at least half of the terms, other than as
// somebody's whose it is: "China's critics" are not China, and "rights
// activists" not Human Rights Watch.
func (t *Text) names(name string, wanted []string) bool {
	have := map[string]bool{}
	for _, w := range terms.Of(name, t.Language) {
		rest := name[w.Span.End:]
		if !w.Stop && slices.Contains(wanted, w.Text) && !strings.HasPrefix(rest, "'s ") && !strings.HasPrefix(rest, "’s ") {
			have[w.Text] = true
		}
	}
	return len(have) > 0 && 2*len(have) >= len(wanted)
}

// introduced is how many bytes beside a name may say who that is.
const introduced = 80

// introduction returns the words with which the document introduces a speaker:
// "harbour minister" before the first place of the name, "president of the
// union" between commas after it. "" when there are none.
func (t *Text) introduction(sp *attribute.Speaker) string {
	text := t.Document.Text()
	at := strings.Index(text, sp.Name)
	if at < 0 {
		return ""
	}
	before := strings.TrimSuffix(text[max(0, at-introduced):at], ", ")
	before = before[strings.LastIndexAny(before, ".,;:!?\"“”\n")+1:]
	after := text[at+len(sp.Name) : min(len(text), at+len(sp.Name)+introduced)]
	after, apposed := strings.CutPrefix(after, ", ")
	if i := strings.IndexAny(after, ".,;:!?\"“”\n"); apposed && i > 0 {
		return before + ", " + after[:i]
	}
	return before
}
