package store

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pincite/pincite/corpus"
)

func contractHistory(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"every kind of change is taken back":           undoKinds,
		"an undo is undone, and again":                 undoUndo,
		"changes are taken back from the top":          undoOrder,
		"what came back differently comes back as was": undoReadded,
		"an undo brings back no duplicate":             undoDuplicates,
		"an undone edit has its file again":            undoOriginal,
		"what is not there cannot be undone":           undoMissing,
		"a history tells who, when, what and by whom":  historyTells,
		"a history comes page by page":                 historyPages,
	})
}

func mustUndo(t testing.TB, s *Store, lib corpus.Library, seq corpus.Seq) corpus.Change {
	t.Helper()
	c, err := s.Undo(t.Context(), lib, seq, "discord:9")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// stands returns a document's title and text as they are now, "" when it is not there.
func stands(t *testing.T, s *Store, id corpus.ID) string {
	t.Helper()
	d, err := s.Document(t.Context(), corpus.ScopeOf(harbor), id)
	if errors.Is(err, ErrNotFound) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.Metadata().Title + ": " + d.Text()
}

func undoKinds(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustEdit(t, s, harbor, "first", 1, article(t, "Corrected", "The port opened."))
	mustRemove(t, s, harbor, "first")
	for _, step := range []struct {
		seq  corpus.Seq
		want corpus.Change
		now  string
	}{
		{3, corpus.Change{Seq: 4, Kind: corpus.Restored, Revision: 2}, "Corrected: The port opened."},
		{2, corpus.Change{Seq: 5, Kind: corpus.Edited, Revision: 3}, "First: The port closed."},
		{1, corpus.Change{Seq: 6, Kind: corpus.Removed, Revision: 3}, ""},
	} {
		step.want.Document, step.want.By, step.want.At, step.want.Undoes = "first", "discord:9", at, step.seq
		if diff := cmp.Diff(step.want, mustUndo(t, s, harbor, step.seq)); diff != "" {
			t.Errorf("undoing %d (-want +got):\n%s", step.seq, diff)
		}
		if got := stands(t, s, "first"); got != step.now {
			t.Errorf("after undoing %d: %q, want %q", step.seq, got, step.now)
		}
	}
	changes, err := s.Changes(t.Context(), corpus.ScopeOf(harbor), 3, 10)
	if err != nil || len(changes) != 3 || changes[0].Undoes != 3 || changes[2].Undoes != 1 {
		t.Errorf("a follower sees %+v, %v", changes, err)
	}
}

func undoUndo(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	last := corpus.Seq(2)
	mustEdit(t, s, harbor, "first", 1, article(t, "First", "The port opened."))
	for n := range 5 { // each undoes the one before
		last = mustUndo(t, s, harbor, last).Seq
		want := []string{"First: The port closed.", "First: The port opened."}[n%2]
		if got := stands(t, s, "first"); got != want {
			t.Errorf("after %d undos: %q, want %q", n+1, got, want)
		}
	}
	events, _, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 10})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range events {
		by := corpus.Seq(0)
		if e.UndoneBy != nil {
			by = e.UndoneBy.Seq
		}
		got = append(got, fmt.Sprint(e.Seq, " undone by ", by, " undoable ", e.Undoable))
	}
	want := []string{
		"7 undone by 0 undoable true", "6 undone by 7 undoable false", "5 undone by 0 undoable true", "4 undone by 5 undoable false",
		"3 undone by 0 undoable true", "2 undone by 3 undoable false", "1 undone by 0 undoable true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func undoOrder(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Other", "Another text."))
	mustEdit(t, s, harbor, "first", 1, article(t, "First", "The port opened."))
	mustEdit(t, s, harbor, "first", 2, article(t, "First", "The port sank."))
	before, _ := s.Head(t.Context(), scope)
	_, err := s.Undo(t.Context(), harbor, 3, "shell")
	if over, ok := errors.AsType[*OverlaidError](err); !ok || !errors.Is(err, ErrOverlaid) || over.Later.Seq != 4 || over.Later.By != "discord:7" {
		t.Errorf("an edit under another: %v", err)
	}
	if after, _ := s.Head(t.Context(), scope); after != before {
		t.Errorf("the head moved from %v to %v", before, after)
	}
	mustUndo(t, s, harbor, 2) // another document is not in the way
	mustUndo(t, s, harbor, 4)
	_, err = s.Undo(t.Context(), harbor, 4, "shell")
	if undone, ok := errors.AsType[*UndoneError](err); !ok || !errors.Is(err, ErrUndone) || undone.By.Seq != 6 || undone.By.By != "discord:9" {
		t.Errorf("undoing twice: %v", err)
	}
	mustUndo(t, s, harbor, 3)
	if got := stands(t, s, "first"); got != "First: The port closed." {
		t.Errorf("after both edits were undone: %q", got)
	}
	// A new change lies over all that was taken back before it.
	mustEdit(t, s, harbor, "first", 5, article(t, "First", "The port burned."))
	for _, seq := range []corpus.Seq{1, 6, 7} {
		if _, err := s.Undo(t.Context(), harbor, seq, "shell"); !errors.Is(err, ErrOverlaid) {
			t.Errorf("undoing %d: %v", seq, err)
		}
	}
}

func undoReadded(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustRemove(t, s, harbor, "first")
	mustAdd(t, s, harbor, article(t, "Added again", "The port closed."))
	mustUndo(t, s, harbor, 3)
	c := mustUndo(t, s, harbor, 2)
	if got := stands(t, s, "first"); got != "First: The port closed." || c.Revision != 3 || c.Kind != corpus.Restored {
		t.Errorf("%q by %+v", got, c)
	}
}

func undoDuplicates(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustEdit(t, s, harbor, "first", 1, article(t, "First", "The port opened."))
	mustAdd(t, s, harbor, article(t, "Second", "The port closed."))
	_, err := s.Undo(t.Context(), harbor, 2, "shell")
	if dup, ok := errors.AsType[*DuplicateError](err); !ok || dup.Existing.ID != "second" {
		t.Errorf("err = %v", err)
	}
	mustRemove(t, s, harbor, "second")
	mustUndo(t, s, harbor, 2)
}

func undoOriginal(t *testing.T, s *Store) {
	if _, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "First", "The port closed."), Original: []byte("one"), By: "shell"}); err != nil {
		t.Fatal(err)
	}
	mustEdit(t, s, harbor, "first", 1, article(t, "First", "The port opened."))
	mustUndo(t, s, harbor, 2)
	if got, err := s.Original(t.Context(), corpus.ScopeOf(harbor), "first"); err != nil || !bytes.Equal(got, []byte("one")) {
		t.Errorf("its file is %q, %v", got, err)
	}
}

func undoMissing(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	for _, seq := range []corpus.Seq{-1, 0, 2} {
		if _, err := s.Undo(t.Context(), harbor, seq, "shell"); !errors.Is(err, ErrNotFound) {
			t.Errorf("change %d: %v", seq, err)
		}
	}
	if _, err := s.Undo(t.Context(), second, 1, "shell"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another library's: %v", err)
	}
	if _, err := s.Undo(t.Context(), corpus.Example, 1, "shell"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("an example’s: %v", err)
	}
}

func historyTells(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Other", "Another text."))
	mustEdit(t, s, harbor, "first", 1, article(t, "Corrected", "The port closed."))
	mustUndo(t, s, harbor, 3)
	mustRemove(t, s, harbor, "other")
	mustAdd(t, s, second, article(t, "Elsewhere", "The port closed."))
	undo := corpus.Change{Seq: 4, Kind: corpus.Edited, Document: "first", Revision: 3, By: "discord:9", At: at, Undoes: 3}
	want := []Event{
		{Change: corpus.Change{Seq: 5, Kind: corpus.Removed, Document: "other", Revision: 1, By: "shell", At: at}, Title: "Other", TitleNow: "Other", Removed: true, Undoable: true},
		{Change: undo, Title: "First", TitleNow: "First", Undoable: true},
		{Change: corpus.Change{Seq: 3, Kind: corpus.Edited, Document: "first", Revision: 2, By: "discord:7", At: at}, Title: "Corrected", TitleNow: "First", UndoneBy: &undo},
		{Change: corpus.Change{Seq: 2, Kind: corpus.Added, Document: "other", Revision: 1, By: "shell", At: at}, Title: "Other", TitleNow: "Other", Removed: true},
		{Change: corpus.Change{Seq: 1, Kind: corpus.Added, Document: "first", Revision: 1, By: "shell", At: at}, Title: "First", TitleNow: "First", Undoable: true},
	}
	got, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 10})
	if diff := cmp.Diff(want, got); diff != "" || total != 5 || err != nil {
		t.Errorf("%d events, %v (-want +got):\n%s", total, err, diff)
	}
	got, total, err = s.DocumentHistory(t.Context(), corpus.ScopeOf(harbor), "other", Page{0, 10})
	if diff := cmp.Diff([]Event{want[0], want[3]}, got); diff != "" || total != 2 || err != nil {
		t.Errorf("of one document: %d events, %v (-want +got):\n%s", total, err, diff)
	}
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(corpus.Base)} {
		if got, total, err := s.History(t.Context(), scope, Page{0, 10}); len(got) != 0 || total != 0 || err != nil {
			t.Errorf("%v: %v, %d, %v", scope, got, total, err)
		}
	}
	if got, _, err := s.DocumentHistory(t.Context(), corpus.ScopeOf(second), "other", Page{0, 10}); len(got) != 0 || err != nil {
		t.Errorf("another library's document: %v, %v", got, err)
	}
}

func historyPages(t *testing.T, s *Store) {
	for n := range 5 {
		mustAdd(t, s, harbor, article(t, fmt.Sprint(n), fmt.Sprint("Text ", n)))
	}
	got, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{1, 2})
	want := []Event{{Change: corpus.Change{Seq: 4}, Title: "3"}, {Change: corpus.Change{Seq: 3}, Title: "2"}}
	same := cmp.Options{
		cmpopts.IgnoreFields(Event{}, "TitleNow", "Undoable"),
		cmpopts.IgnoreFields(corpus.Change{}, "Kind", "Document", "Revision", "By", "At"),
	}
	if diff := cmp.Diff(want, got, same); diff != "" || total != 5 || err != nil {
		t.Errorf("%d, %v (-want +got):\n%s", total, err, diff)
	}
	if _, _, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 0}); err == nil {
		t.Error("a page of nothing: no error")
	}
}
