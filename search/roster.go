package search

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
)

// roster knows who is quoted in a library. It is made anew of the index's
// notes when the library has changed; notes that are the same are not read again.
type roster struct {
	mu    sync.Mutex
	head  corpus.Head
	notes map[corpus.ID]readNote
	made  *people
}

type readNote struct {
	raw  []byte
	note note
}

// people returns who is quoted according to a view of the index.
func (r *roster) people(ctx context.Context, v *index.View) (*people, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.made != nil && r.head == v.Head() {
		return r.made, nil
	}
	notes := map[corpus.ID]readNote{}
	err := v.Notes(ctx, func(id corpus.ID, raw []byte) error {
		if old, ok := r.notes[id]; ok && bytes.Equal(old.raw, raw) {
			notes[id] = old
			return nil
		}
		n := readNote{raw: raw}
		if err := json.Unmarshal(n.raw, &n.note); err != nil {
			return fmt.Errorf("%w: the note of %s: %w", index.ErrDamaged, id, err)
		}
		for i := range n.note.Said {
			s := &n.note.Said[i]
			s.document, s.revision, s.published = id, n.note.Revision, n.note.Published
		}
		notes[id] = n
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.notes, r.head, r.made = notes, v.Head(), gather(notes)
	return r.made, nil
}

// people are the speakers of a library, the most often quoted first.
type people struct{ all []*person }

type person struct {
	name       string // the fullest that any document gives
	role       string
	words      []string // of the name, folded
	statements []said   // newest first
}

// gather makes people of the speakers of all documents. A speaker whom a
// document calls by one name only is the one person of the library who has that
// name in full; when there are several, nobody knows which. Somebody who is
// called by a role only is somebody else in every document.
func gather(notes map[corpus.ID]readNote) *people {
	byName := map[string]*person{}
	for _, id := range sortedKeys(notes) {
		for _, s := range notes[id].note.Said {
			key := nameKey(s.Name)
			if !named(s.Name) {
				key += "\x00" + string(id)
			}
			p := byName[key]
			if p == nil {
				p = &person{name: shownName(s.Name), words: wordsOf(s.Name)}
				byName[key] = p
			}
			p.statements = append(p.statements, s)
		}
	}
	full := map[string][]*person{} // one name → those who have it in full
	keys := sortedKeys(byName)
	for _, k := range keys {
		if p := byName[k]; len(p.words) > 1 && named(p.name) {
			for _, w := range []string{p.words[0], p.words[len(p.words)-1]} {
				full[w] = append(full[w], p)
			}
		}
	}
	out := &people{}
	for _, k := range keys {
		p := byName[k]
		if len(p.words) == 1 && len(full[p.words[0]]) == 1 {
			who := full[p.words[0]][0]
			who.statements = append(who.statements, p.statements...)
			continue
		}
		out.all = append(out.all, p)
	}
	for _, p := range out.all {
		p.arrange()
	}
	slices.SortStableFunc(out.all, func(a, b *person) int {
		return cmp.Or(cmp.Compare(len(b.statements), len(a.statements)), cmp.Compare(a.name, b.name))
	})
	return out
}

// arrange sorts statements, newest first, those without a date last, and takes
// the role from the newest that has one.
func (p *person) arrange() {
	slices.SortStableFunc(p.statements, func(a, b said) int {
		return cmp.Or(strings.Compare(b.published.String(), a.published.String()), cmp.Compare(a.document, b.document), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	for _, s := range p.statements {
		if s.Role != "" {
			p.role = s.Role
			return
		}
	}
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// named reports whether a speaker has a name: a word in it has a capital, other
// than the first of "Officials".
func named(name string) bool {
	fields := strings.Fields(shownName(name))
	for i, w := range fields {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) && (i > 0 || len(fields) == 1 || !lower(fields[1:])) {
			return true
		}
	}
	return false
}

func lower(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return strings.ContainsFunc(w, unicode.IsUpper) })
}

// shownName is a name without its article.
func shownName(name string) string {
	first, rest, ok := strings.Cut(name, " ")
	if f := strings.ToLower(first); ok && (f == "the" || f == "a" || f == "an") && strings.ContainsFunc(rest, unicode.IsUpper) {
		return rest
	}
	return name
}

// folded are the words of a name in lower case, without articles and initials.
func folded(name string) []string {
	var out []string
	words := strings.Fields(strings.ToLower(shownName(name)))
	for i, w := range words {
		w = strings.Trim(w, ".,'’\"")
		if w == "" || utf8.RuneCountInString(w) == 1 && i > 0 && i < len(words)-1 {
			continue // the J. of Ada J. Vey
		}
		out = append(out, w)
	}
	return out
}

func nameKey(name string) string { return strings.Join(wordsOf(name), " ") }
