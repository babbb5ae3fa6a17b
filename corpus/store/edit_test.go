package store

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractEdits(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"an edit is a new revision":                       editRevises,
		"the second of two who edit is told":              editConflicts,
		"an edit to another document's text is refused":   editDuplicates,
		"an edit that changes nothing is no change":       editNothing,
		"the file stays while the text does":              editOriginal,
		"what is not there cannot be edited":              editMissing,
		"an edit to a removed document's text is no twin": editOverTombstone,
	})
}

func mustEdit(t testing.TB, s *Store, lib corpus.Library, id corpus.ID, base int, d *corpus.Document) *corpus.Document {
	t.Helper()
	kept, err := s.Edit(t.Context(), lib, id, base, Upload{Document: d, By: "discord:7"})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func editRevises(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	got := mustEdit(t, s, harbor, "first", 1, articleOf(t, corpus.Metadata{Title: "Corrected", Language: "en"}, "The port opened.", "Then it closed."))
	if got.ID() != "first" || got.Provenance().Revision != 2 || got.Provenance().AddedBy != "discord:7" {
		t.Errorf("edited: %s %+v", got.ID(), got.Provenance())
	}
	read, err := s.Document(t.Context(), scope, "first")
	if err != nil || read.Text() != "The port opened.\n\nThen it closed." || read.Metadata().Title != "Corrected" || len(read.Blocks()) != 2 {
		t.Errorf("read: %v, %v", read, err)
	}
	if old, err := s.Revision(t.Context(), scope, "first", 1); err != nil || old.Text() != "The port closed." || old.Metadata().Title != "First" {
		t.Errorf("revision 1: %v, %v", old, err)
	}
	if list, _ := s.Complete(t.Context(), scope, "corr", 5); len(list) != 1 {
		t.Errorf("the new title completes to %v", list)
	}
	changes, err := s.Changes(t.Context(), scope, 1, 10)
	if err != nil || len(changes) != 1 || changes[0].Kind != corpus.Edited || changes[0].Revision != 2 || changes[0].Seq != 2 {
		t.Errorf("changes = %+v, %v", changes, err)
	}
	mustAdd(t, s, harbor, article(t, "Second", "The port closed.")) // what it said before is free again
}

func editConflicts(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustEdit(t, s, harbor, "first", 1, article(t, "Ada’s", "The port closed."))
	before, _ := s.Head(t.Context(), scope)
	for _, base := range []int{0, 1, 3} {
		_, err := s.Edit(t.Context(), harbor, "first", base, Upload{Document: article(t, "Ben’s", "The port sank."), By: "discord:8"})
		conflict, ok := errors.AsType[*ConflictError](err)
		if !ok || !errors.Is(err, ErrConflict) {
			t.Fatalf("from revision %d: %v, want a ConflictError", base, err)
		}
		if l := conflict.Latest; l.Revision != 2 || l.Metadata.Title != "Ada’s" || l.AddedBy != "shell" || l.ChangedBy != "discord:7" {
			t.Errorf("it names %+v", l)
		}
	}
	if after, _ := s.Head(t.Context(), scope); after != before {
		t.Errorf("the head moved from %v to %v", before, after)
	}
	if d, err := s.Document(t.Context(), scope, "first"); err != nil || d.Metadata().Title != "Ada’s" {
		t.Errorf("the document is %v, %v", d, err)
	}
}

func editDuplicates(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Second", "The port opened."))
	_, err := s.Edit(t.Context(), harbor, "first", 1, Upload{Document: article(t, "First", "The port opened."), By: "shell"})
	if dup, ok := errors.AsType[*DuplicateError](err); !ok || dup.Existing.ID != "second" {
		t.Errorf("err = %v", err)
	}
	mustAdd(t, s, second, article(t, "First", "The port closed."))
	mustEdit(t, s, second, "first", 1, article(t, "First", "The port opened.")) // elsewhere it is no duplicate
}

func editNothing(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	data := []byte("%PDF")
	d := article(t, "First", "The port closed.")
	if _, err := s.Add(t.Context(), harbor, Upload{Document: d, Original: data, By: "shell"}); err != nil {
		t.Fatal(err)
	}
	before, _ := s.Head(t.Context(), scope)
	for _, original := range [][]byte{nil, data} {
		got, err := s.Edit(t.Context(), harbor, "first", 1, Upload{Document: d, Original: original, By: "discord:7"})
		if err != nil || got.Provenance().Revision != 1 || got.Provenance().AddedBy != "shell" {
			t.Errorf("with %q: %v, %v", original, got, err)
		}
	}
	if after, _ := s.Head(t.Context(), scope); after != before {
		t.Errorf("the head moved from %v to %v", before, after)
	}
}

func editOriginal(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	if _, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "First", "The port closed."), Original: []byte("one"), By: "shell"}); err != nil {
		t.Fatal(err)
	}
	for revision, step := range []struct {
		title, text string
		file, want  []byte
	}{
		{"Other title", "The port closed.", nil, []byte("one")},
		{"Other title", "The port closed.", []byte("two"), []byte("two")},
		{"Other title", "The port opened.", nil, nil},
	} {
		_, err := s.Edit(t.Context(), harbor, "first", revision+1, Upload{Document: article(t, step.title, step.text), Original: step.file, By: "shell"})
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Original(t.Context(), scope, "first")
		if err != nil || !bytes.Equal(got, step.want) || (got == nil) != (step.want == nil) {
			t.Errorf("revision %d has the file %q, %v; want %q", revision+2, got, err, step.want)
		}
	}
}

func editMissing(t *testing.T, s *Store) {
	d := mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	u := Upload{Document: article(t, "First", "The port opened."), By: "shell"}
	if _, err := s.Edit(t.Context(), second, d.ID(), 1, u); !errors.Is(err, ErrNotFound) {
		t.Errorf("in another library: %v", err)
	}
	mustRemove(t, s, harbor, d.ID())
	if _, err := s.Edit(t.Context(), harbor, d.ID(), 1, u); !errors.Is(err, ErrNotFound) {
		t.Errorf("when removed: %v", err)
	}
	if _, err := s.Edit(t.Context(), corpus.Example, d.ID(), 1, u); !errors.Is(err, ErrReadOnly) {
		t.Errorf("an example: %v", err)
	}
	if _, err := s.Edit(t.Context(), "guild-x", d.ID(), 1, u); err == nil {
		t.Error("in a library without a proper name: no error")
	}
	libs, err := s.Libraries(t.Context())
	if diff := cmp.Diff([]corpus.Library{harbor}, libs); diff != "" || err != nil {
		t.Errorf("%v, libraries:\n%s", err, diff)
	}
}

func editOverTombstone(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Second", "The port opened."))
	gone := mustRemove(t, s, harbor, "first")
	mustEdit(t, s, harbor, "second", 1, article(t, "Second", "The port closed."))
	if _, err := s.Undo(t.Context(), harbor, gone.Seq, "shell"); !errors.Is(err, ErrDuplicate) {
		t.Errorf("bringing back what is there: %v", err)
	}
}
