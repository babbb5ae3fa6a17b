package index

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/pincite/pincite/corpus"
)

// Likeness is a term of the index that is spelled much like another.
type Likeness struct {
	Term  string
	Edits int // letters added, left out, changed, or swapped with a neighbour
	Count int // passages that have it
}

// Similar returns the terms that are spelled like one that the index does not
// have, nearest first, then the most frequent. They begin with the same letter.
func (v *View) Similar(ctx context.Context, term string, edits int) ([]Likeness, error) {
	fuzzy, ok := v.reader.(bleve.IndexReaderFuzzy)
	if !ok || term == "" {
		return nil, nil
	}
	_, n := utf8.DecodeRuneInString(term)
	// Two letters that changed places are two changes to the automaton.
	dict, err := fuzzy.FieldDictFuzzy(fieldNames[body], term, 2, term[:n])
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out []Likeness
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		l := Likeness{Term: entry.Term, Edits: Distance(term, entry.Term)}
		if l.Edits == 0 || l.Edits > edits {
			continue
		}
		if l.Count, err = v.count(ctx, l.Term, body); err != nil {
			return nil, err
		}
		if l.Count > 0 {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(a.Edits, b.Edits), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return out, nil
}

// Only returns the one document of the index; "" when there are none or more.
func (v *View) Only() (corpus.ID, error) {
	dict, err := v.reader.FieldDict(ownerField)
	if err != nil {
		return "", err
	}
	defer dict.Close()
	var only corpus.ID
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return only, err
		}
		switch {
		case entry.Count == 0:
		case only != "":
			return "", nil
		default:
			only = corpus.ID(entry.Term)
		}
	}
}

// Distance counts the edits between two words, a swap of neighbours as one.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := [3][]int{}
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(x); i++ {
		now, up, upup := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		now[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(up[j]+1, now[j-1]+1, up[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], upup[j-2]+1)
			}
		}
	}
	return rows[len(x)%3][len(y)]
}
