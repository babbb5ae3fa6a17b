package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// database looks at what is kept, without changing any of it: another process
// may go on using it.
func (d *doctor) database(ctx context.Context, std std) {
	s, format, err := store.Inspect(ctx, d.cfg.data, d.cfg.database)
	switch {
	case errors.Is(err, store.ErrNoDatabase):
		d.find("database", levelNote, "There is no database yet. The first start makes it.", "")
		return
	case err != nil:
		d.find("database", levelFault, capital(sentence(err))+".", "When the file is damaged, put a backup in its place: pincite restore FILE.")
		return
	case format.Has > format.Knows:
		d.find("schema", levelFault, fmt.Sprintf("The database is from a later version of Pincite: its format is %d, and this one knows up to %d.", format.Has, format.Knows), "Use that version of Pincite, or a newer one.")
		return
	case s == nil:
		d.find("schema", levelWarning, fmt.Sprintf("The database has the format %d, and this version uses %d.", format.Has, format.Knows),
			"Back it up with the version that wrote it, then start this one: it brings the database up to date. Nothing in it was looked at.")
		return
	}
	d.ok("schema", "The database has this version's format, %d.", format.Has)
	defer func() {
		if err := s.Close(); err != nil {
			d.find("database", levelWarning, "The database did not close well: "+err.Error()+".", "Look at the disk.")
		}
	}()
	libraries, err := s.Libraries(ctx)
	if err != nil {
		d.find("database", levelFault, "The libraries cannot be listed: "+err.Error()+".", "Put a backup in its place: pincite restore FILE.")
		return
	}
	d.contents(ctx, std, s, libraries)
}

// contents looks at every library: its documents and quotations, and its index.
func (d *doctor) contents(ctx context.Context, std std, s *store.Store, libraries []corpus.Library) {
	bar := newProgress(std.err, "Looking at libraries")
	defer bar.clear()
	var sum store.Audit
	var indexes indexFindings
	for i, lib := range libraries {
		scope := corpus.ScopeOf(lib)
		a, err := s.Audit(ctx, scope)
		if err != nil {
			a.Flaws++
			a.Examples = append(a.Examples, fmt.Sprintf("The library %s cannot be read: %v.", lib, err))
		}
		sum.Documents, sum.Revisions, sum.Quotes, sum.Flaws = sum.Documents+a.Documents, sum.Revisions+a.Revisions, sum.Quotes+a.Quotes, sum.Flaws+a.Flaws
		for _, flaw := range a.Examples {
			d.find("contents", levelFault, fmt.Sprintf("%s: %s", lib, flaw), "Put a backup in the database's place (pincite restore FILE), or remove the document and add it again.")
		}
		if err == nil && a.Documents > 0 {
			indexes.look(ctx, d.cfg, s, lib)
		}
		bar.show(i+1, len(libraries))
	}
	if sum.Flaws == 0 {
		d.ok("contents", "%s in %s, with %s and %s, are as they were kept.",
			count(sum.Documents, "article"), counted(len(libraries), "library", "libraries"), count(sum.Revisions, "revision"), count(sum.Quotes, "quotation"))
	}
	indexes.tell(d)
}

// indexFindings are the libraries by how their indexes are.
type indexFindings struct {
	good, passages                     int
	absent, busy, damaged, behind, bad []string
	failed                             []string
}

func (f *indexFindings) look(ctx context.Context, cfg *config, s *store.Store, lib corpus.Library) {
	scope := corpus.ScopeOf(lib)
	sources, err := s.Sources(ctx, scope)
	var c search.Comparison
	if err == nil {
		var ids []corpus.ID
		for _, one := range sources {
			if !one.Removed {
				ids = append(ids, one.ID)
			}
		}
		c, err = search.Compare(ctx, search.Config{Dir: filepath.Join(cfg.data, indexFolder), Source: s}, scope, ids)
	}
	switch name := string(lib); {
	case err != nil:
		f.failed = append(f.failed, fmt.Sprintf("%s (%v)", name, err))
	case c.State == search.IndexNone && lib == corpus.Example: // seldom asked once there are others
	case c.State == search.IndexNone:
		f.absent = append(f.absent, name)
	case c.State == search.IndexInUse:
		f.busy = append(f.busy, name)
	case c.State == search.IndexDamaged:
		f.damaged = append(f.damaged, name)
	case c.Behind:
		f.behind = append(f.behind, name)
	case c.Missing+c.Besides > 0:
		f.bad = append(f.bad, fmt.Sprintf("%s (%d of %d passages are missing, %d are too many)", name, c.Missing, c.Passages+c.Missing-c.Besides, c.Besides))
	default:
		f.good++
		f.passages += c.Passages
	}
}

// tell makes findings of them, of the same kind together.
func (f *indexFindings) tell(d *doctor) {
	if f.good > 0 {
		d.ok("index", "Of %s the index agrees with the database, passage by passage (%s).", counted(f.good, "library", "libraries"), count(f.passages, "passage"))
	}
	for _, kind := range []struct {
		level     level
		libraries []string
		what      string
		remedy    string
	}{
		{levelNote, f.absent, "not built yet; the first question does that", ""},
		{levelNote, f.behind, "behind the database; the next question catches up", ""},
		{levelNote, f.busy, "in use by another pincite, and was not compared. Stop that one to have this done", ""},
		{levelWarning, f.damaged, "damaged", "The next question builds a damaged one anew. When that happens again, look at the disk."},
		{levelFault, f.bad, "not what the database has", "Stop Pincite and build it anew: pincite reindex --library NAME."},
		{levelFault, f.failed, "not readable", "Look at the rights to the data folder; the index folder in it may be deleted while Pincite is stopped."},
	} {
		if len(kind.libraries) == 0 {
			continue
		}
		noun, verb := "index", "is"
		if len(kind.libraries) > 1 {
			noun, verb = "indexes", "are"
		}
		d.find("index", kind.level, fmt.Sprintf("The %s of %s %s %s.", noun, few(kind.libraries), verb, kind.what), kind.remedy)
	}
}
