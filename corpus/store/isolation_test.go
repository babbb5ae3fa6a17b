package store

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"pgregory.net/rapid"
)

func contractIsolation(t *testing.T, open func(t *testing.T) *Store) {
	t.Run("the zero scope reads nothing", func(t *testing.T) {
		t.Parallel()
		zeroScope(t, open(t))
	})
	t.Run("two guilds with the same documents never meet", func(t *testing.T) {
		t.Parallel()
		s := open(t)
		guild := 0
		rapid.Check(t, func(r *rapid.T) {
			guild += 2 // libraries of its own for every round, in one store
			runModel(t, r, s, corpus.GuildLibrary(fmt.Sprint(guild)), corpus.GuildLibrary(fmt.Sprint(guild+1)))
		})
	})
}

func zeroScope(t *testing.T, s *Store) {
	d := mustAdd(t, s, corpus.Base, article(t, "A", "Text A."))
	ctx, none := t.Context(), corpus.Scope{}
	if got, err := s.Document(ctx, none, d.ID()); got != nil || err == nil {
		t.Errorf("Document: %v, %v", got, err)
	}
	if got, err := s.Revision(ctx, none, d.ID(), 1); got != nil || err == nil {
		t.Errorf("Revision: %v, %v", got, err)
	}
	if got, err := s.Documents(ctx, none, []corpus.ID{d.ID()}); len(got) != 0 || err != nil {
		t.Errorf("Documents: %v, %v", got, err)
	}
	if got, err := s.Original(ctx, none, d.ID()); got != nil || err == nil {
		t.Errorf("Original: %v, %v", got, err)
	}
	if got, n, err := s.List(ctx, none, Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("List: %v, %d, %v", got, n, err)
	}
	if got, err := s.Complete(ctx, none, "", 10); len(got) != 0 || err != nil {
		t.Errorf("Complete: %v, %v", got, err)
	}
	if got, err := s.Changes(ctx, none, 0, 10); len(got) != 0 || err != nil {
		t.Errorf("Changes: %v, %v", got, err)
	}
}

// model is what a library should hold: which texts, and what happened.
type model struct {
	live    map[corpus.ID]int // to the latest revision
	latest  map[corpus.ID]int
	changes []string
}

// runModel adds and removes at random in two libraries, and then compares each
// with its own model.
func runModel(t *testing.T, r *rapid.T, s *Store, libs ...corpus.Library) {
	models := map[corpus.Library]*model{}
	for _, lib := range libs {
		models[lib] = &model{live: map[corpus.ID]int{}, latest: map[corpus.ID]int{}}
	}
	title := rapid.SampledFrom([]string{"A", "B", "C"})
	library := rapid.SampledFrom(libs)
	r.Repeat(map[string]func(*rapid.T){
		"add": func(r *rapid.T) {
			lib, name := library.Draw(r, "library"), title.Draw(r, "title")
			m, d := models[lib], article(t, name, "The text of "+name+".")
			got, err := s.Add(t.Context(), lib, Upload{Document: d, By: "shell"})
			if _, there := m.live[d.ID()]; there {
				if err == nil {
					r.Fatalf("%s took %s twice", lib, d.ID())
				}
				return
			}
			if err != nil {
				r.Fatal(err)
			}
			m.latest[d.ID()]++
			m.live[d.ID()] = m.latest[d.ID()]
			m.changes = append(m.changes, fmt.Sprintf("added %s %d", got.ID(), got.Provenance().Revision))
		},
		"remove": func(r *rapid.T) {
			lib, id := library.Draw(r, "library"), article(t, title.Draw(r, "title"), "x").ID()
			m := models[lib]
			c, err := s.Remove(t.Context(), lib, id, "shell")
			if _, there := m.live[id]; there != (err == nil) {
				r.Fatalf("removing %s from %s: %v", id, lib, err)
			} else if !there {
				return
			}
			m.changes = append(m.changes, fmt.Sprintf("removed %s %d", id, c.Revision))
			delete(m.live, id)
		},
	})
	for lib, m := range models {
		compare(t, r, s, lib, m)
	}
}

func compare(t *testing.T, r *rapid.T, s *Store, lib corpus.Library, m *model) {
	scope := corpus.ScopeOf(lib)
	list, total, err := s.List(t.Context(), scope, Page{0, 100})
	if err != nil {
		r.Fatal(err)
	}
	live := map[corpus.ID]int{}
	for _, sum := range list {
		live[sum.ID] = sum.Revision
	}
	if diff := cmp.Diff(m.live, live); diff != "" || total != len(live) {
		r.Fatalf("%s holds %d (-want +got):\n%s", lib, total, diff)
	}
	docs, err := s.Documents(t.Context(), scope, slices.Sorted(maps.Keys(m.latest)))
	if err != nil || len(docs) != len(m.live) {
		r.Fatalf("%s: %d documents, %v", lib, len(docs), err)
	}
	changes, err := s.Changes(t.Context(), scope, 0, 1000)
	if err != nil {
		r.Fatal(err)
	}
	heads, err := headSeqs(t, s, lib)
	if err != nil {
		r.Fatal(err)
	}
	var got []string
	last := map[corpus.ID]corpus.Seq{}
	for i, c := range changes {
		last[c.Document] = c.Seq
		if c.Seq != corpus.Seq(i+1) {
			r.Fatalf("%s: change %d is numbered %d", lib, i+1, c.Seq)
		}
		got = append(got, fmt.Sprintf("%s %s %d", c.Kind, c.Document, c.Revision))
	}
	if diff := cmp.Diff(m.changes, got); diff != "" {
		r.Fatalf("%s changed (-want +got):\n%s", lib, diff)
	}
	if diff := cmp.Diff(last, heads); diff != "" {
		r.Fatalf("%s: the rows of documents carry other numbers than their last changes (-changes +rows):\n%s", lib, diff)
	}
}

// headSeqs returns the change that each document's row, tombstone or not, says
// it is from.
func headSeqs(t *testing.T, s *Store, lib corpus.Library) (map[corpus.ID]corpus.Seq, error) {
	seqs := map[corpus.ID]corpus.Seq{}
	rows, err := s.read.QueryContext(t.Context(), `SELECT id, seq FROM document WHERE library = $1`, lib)
	_, err = collect(rows, err, func(rows *sql.Rows) (id corpus.ID, err error) {
		var seq corpus.Seq
		err = rows.Scan(&id, &seq)
		seqs[id] = seq
		return id, err
	})
	return seqs, err
}
