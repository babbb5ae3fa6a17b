package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/pincite/pincite/corpus"
	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// titles is what autocompletion knows of a library at one moment.
type titles struct {
	head    corpus.Head
	entries []title // by key, then ID
}

type title struct {
	id    corpus.ID
	key   string
	words []string
}

// Complete returns the documents whose title has a word that begins with each
// word of typed (case and accents folded), best first: titles that begin with
// typed, then by title. At most limit.
func (s *Store) Complete(ctx context.Context, scope corpus.Scope, typed string, limit int) ([]Summary, error) {
	lib, ok := scope.Library()
	if !ok || limit < 1 {
		return nil, nil
	}
	known, err := s.titlesOf(ctx, scope, lib)
	if err != nil {
		return nil, err
	}
	ids := known.complete(typed, limit)
	if len(ids) == 0 {
		return nil, nil
	}
	byID, err := summaries(ctx, s.read, lib, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Summary, 0, len(ids))
	for _, id := range ids {
		if sum, ok := byID[id]; ok { // removed a moment ago otherwise
			list = append(list, sum)
		}
	}
	return list, nil
}

func (t *titles) complete(typed string, limit int) []corpus.ID {
	start := fold(strings.TrimSpace(typed))
	wanted := titleWords(start)
	var first, rest []corpus.ID
	for _, e := range t.entries {
		if !e.matches(wanted) {
			continue
		}
		if !strings.HasPrefix(e.key, start) {
			rest = append(rest, e.id)
		} else if first = append(first, e.id); len(first) == limit {
			break
		}
	}
	first = append(first, rest...)
	return first[:min(limit, len(first))]
}

func (t title) matches(wanted []string) bool {
	for _, w := range wanted {
		begins := func(word string) bool { return strings.HasPrefix(word, w) }
		if !slices.ContainsFunc(t.words, begins) {
			return false
		}
	}
	return true
}

// titlesOf returns a library's titles as they are now, from the cache while
// nothing has changed.
func (s *Store) titlesOf(ctx context.Context, scope corpus.Scope, lib corpus.Library) (*titles, error) {
	head, err := s.Head(ctx, scope)
	if err != nil {
		return nil, err
	}
	if t, ok := s.titles.Get(lib); ok && t.head == head {
		return t, nil
	}
	// A change between the two queries makes these titles newer than the head
	// they are filed under; the next call then reads them again.
	rows, err := s.read.QueryContext(ctx, `
		SELECT id, title_key FROM document WHERE library = $1 AND NOT removed ORDER BY title_key, id`, lib)
	entries, err := collect(rows, err, func(rows *sql.Rows) (t title, err error) {
		err = rows.Scan(&t.id, &t.key)
		t.words = titleWords(t.key)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	t := &titles{head: head, entries: entries}
	s.titles.Add(lib, t)
	return t, nil
}

// fold returns text without the differences of case and accent.
func fold(text string) string {
	// Lower case comes first because folding alone exchanges the two cases of
	// Cherokee; folding comes too because it makes one of ß and SS.
	t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), runes.Map(unicode.ToLower), cases.Fold(), norm.NFKC)
	folded, _, err := transform.String(t, text)
	if err != nil { // no transformer here fails on any text
		return text
	}
	return folded
}

// titleWords returns the words of a folded title.
func titleWords(folded string) []string {
	var found []string
	for it := words.FromString(folded); it.Next(); {
		if strings.ContainsFunc(it.Value(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			found = append(found, it.Value())
		}
	}
	return found
}
