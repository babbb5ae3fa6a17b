package main

import (
	"context"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// known is what a library has, as far as it tells which files have been read
// before, and which come from the same place as an article that is there.
type known struct {
	byFile, byText map[string]*store.Source // there, else removed
	byID           map[corpus.ID]*store.Source
	seen           map[corpus.ID]bool // met in this run, so that no file of it is taken for a change of another
}

func readKnown(ctx context.Context, s *shelf) (*known, error) {
	sources, err := s.Sources(ctx, s.scope)
	if err != nil {
		return nil, err
	}
	k := &known{byFile: map[string]*store.Source{}, byText: map[string]*store.Source{}, byID: map[corpus.ID]*store.Source{}, seen: map[corpus.ID]bool{}}
	for i := range sources {
		k.keep(&sources[i])
	}
	return k, nil
}

// keep notes a source. One that is there hides one that was removed.
func (k *known) keep(s *store.Source) {
	put := func(m map[string]*store.Source, key string) {
		if old := m[key]; old == nil || old.Removed {
			m[key] = s
		}
	}
	for _, hash := range s.Files {
		put(k.byFile, hash)
	}
	put(k.byText, s.TextHash)
	k.byID[s.ID] = s
}

// note keeps what became of a file in this run.
func (k *known) note(id corpus.ID, d *corpus.Document, data []byte) {
	s := &store.Source{ID: id, Revision: d.Provenance().Revision, Metadata: d.Metadata(), TextHash: d.TextHash()}
	if data != nil {
		s.Files = []string{store.FileHash(data)}
	}
	if old := k.byID[id]; old != nil {
		s.Files = append(s.Files, old.Files...)
	}
	k.keep(s)
	k.seen[id] = true
}

// file finds the article that a file has given before; nil for none.
func (k *known) file(data []byte) *store.Source { return k.met(k.byFile[store.FileHash(data)]) }

// text finds the article that has the same text; nil for none.
func (k *known) text(d *corpus.Document) *store.Source { return k.met(k.byText[d.TextHash()]) }

func (k *known) met(s *store.Source) *store.Source {
	if s != nil {
		k.seen[s.ID] = true
	}
	return s
}

const (
	// leastAlike is the share of words that two texts have in common at least
	// when one is a later version of the other. At the same web address less
	// is needed than under the same name and title, which can be given twice.
	leastAlike = 0.3
	sameName   = 0.5
)

// exported matches the names of files that export writes: they end with the
// article's ID.
var exported = regexp.MustCompile(`(?:^|-)([a-z2-7]{12})\.md$`)

// named finds the article that the name of an exported file names; nil for
// none.
func (k *known) named(file string) *store.Source {
	if m := exported.FindStringSubmatch(path.Base(filepath.ToSlash(file))); m != nil {
		return k.there(corpus.ID(m[1]))
	}
	return nil
}

// earlier finds the article of which a document is a later version: one that is
// alike and has the same address, or the same name and title; nil for none.
// What this run has met already is another file's.
func (k *known) earlier(d *corpus.Document, near []store.Similar) *store.Source {
	m := d.Metadata()
	for _, n := range near {
		s := k.there(n.ID)
		if s == nil {
			continue
		}
		old := s.Metadata
		alike := max(n.Of, n.In)
		if m.URL != "" && m.URL == old.URL || alike >= sameName && m.SourceFile != "" && m.SourceFile == old.SourceFile && strings.EqualFold(m.Title, old.Title) {
			return s
		}
	}
	return nil
}

// there returns a document that was in the library before this run and that no
// file of it is known to belong to.
func (k *known) there(id corpus.ID) *store.Source {
	if s := k.byID[id]; s != nil && !s.Removed && !k.seen[id] {
		return s
	}
	return nil
}

// withMissing gives a later version of an article what it does not say itself
// and was known of the earlier one.
func withMissing(d *corpus.Document, old *store.Source) (*corpus.Document, error) {
	m, was := d.Metadata(), old.Metadata
	for _, f := range []struct {
		to   *string
		from string
	}{{&m.Subtitle, was.Subtitle}, {&m.Publication, was.Publication}, {&m.URL, was.URL}, {&m.Language, was.Language}, {&m.Dateline, was.Dateline}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	if len(m.Authors) == 0 {
		m.Authors = was.Authors
	}
	if m.Published.IsZero() {
		m.Published = was.Published
	}
	if exported.MatchString(m.SourceFile) {
		m.SourceFile = was.SourceFile
	}
	return corpus.Restore(d.ID(), m, corpus.Provenance{}, d.Text(), d.Blocks())
}
