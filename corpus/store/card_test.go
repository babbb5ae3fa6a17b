package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractCards(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a card tells all of a document":         cardTells,
		"what went out is counted, once each":    quotedCounted,
		"what is not there has no card":          cardMissing,
		"a text is found, whatever its title":    sameText,
		"an article is found by its web address": sameAddress,
		"adding again is adding, editing is not": addedAgain,
	})
}

func cardTells(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	_, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "First", "The port closed."), Original: []byte("x"), By: "discord:5"})
	if err != nil {
		t.Fatal(err)
	}
	setClock(s, at.Add(time.Hour))
	mustEdit(t, s, harbor, "first", 1, article(t, "Corrected", "The port opened."))
	if err := s.MarkChecked(t.Context(), harbor, "first", at.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Card(t.Context(), corpus.ScopeOf(harbor), "first")
	if err != nil {
		t.Fatal(err)
	}
	want := Card{
		Summary: Summary{ID: "first", Revision: 2, Metadata: corpus.Metadata{Title: "Corrected"}, Paragraphs: 1, Bytes: 16,
			AddedBy: "discord:5", AddedAt: at, ChangedBy: "discord:7", ChangedAt: at.Add(time.Hour)},
		Revisions: []RevisionLine{
			{Revision: 2, Title: "Corrected", Bytes: 16, By: "discord:7", At: at.Add(time.Hour)},
			{Revision: 1, Title: "First", Bytes: 16, File: true, By: "discord:5", At: at},
		},
		CheckedAt: at.Add(2 * time.Hour),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 2 {
		t.Errorf("looking at a link was numbered: %v", h)
	}
}

func quotedCounted(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	for _, lib := range []corpus.Library{harbor, second} {
		mustAdd(t, s, lib, article(t, "First", "The port closed."))
		mustAdd(t, s, lib, article(t, "Other", "The quay sank."))
	}
	first, other := corpus.Ref{Document: "first", Revision: 1, Span: corpus.Span{End: 3}}, corpus.Ref{Document: "other", Revision: 1, Span: corpus.Span{End: 3}}
	for n, a := range []Answer{
		{Library: harbor, Evidence: []corpus.Ref{first, first, other}, Shown: 2},
		{Library: harbor, Evidence: []corpus.Ref{first}, Shown: 7},
		{Library: harbor, Evidence: []corpus.Ref{first}},            // nothing went out
		{Library: harbor, Evidence: []corpus.Ref{first}, Shown: -1}, //
		{Library: second, Evidence: []corpus.Ref{other}, Shown: 1},  // another library's
		{Library: harbor, Evidence: []corpus.Ref{{Document: "nosuch"}}, Shown: 1},
	} {
		setClock(s, at.Add(time.Duration(n)*time.Minute))
		saveAnswer(t, s, a)
	}
	// The count outlives the answers.
	if _, err := s.Prune(t.Context(), at.Add(2*AnswerTTL)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		lib  corpus.Library
		id   corpus.ID
		want int
		last time.Time
	}{{harbor, "first", 2, at.Add(time.Minute)}, {harbor, "other", 0, time.Time{}}, {second, "first", 0, time.Time{}}, {second, "other", 1, at.Add(4 * time.Minute)}} {
		c, err := s.Card(t.Context(), corpus.ScopeOf(test.lib), test.id)
		if err != nil || c.Quoted != test.want || !c.LastQuoted.Equal(test.last) {
			t.Errorf("%s in %s was quoted %d times, last %v, %v; want %d, %v", test.id, test.lib, c.Quoted, c.LastQuoted, err, test.want, test.last)
		}
	}
	list, _, err := s.Select(t.Context(), corpus.ScopeOf(second), Filter{Sort: ByQuoted}, Page{0, 10})
	if diff := cmp.Diff([]string{"Other", "First"}, titlesIn(list)); diff != "" || err != nil {
		t.Errorf("by quotations: %v\n%s", err, diff)
	}
}

func cardMissing(t *testing.T, s *Store) {
	d := mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(second)} {
		if c, err := s.Card(t.Context(), scope, d.ID()); !errors.Is(err, ErrNotFound) || c.ID != "" {
			t.Errorf("%v: %+v, %v", scope, c, err)
		}
	}
	mustRemove(t, s, harbor, d.ID())
	if _, err := s.Card(t.Context(), corpus.ScopeOf(harbor), d.ID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed: %v", err)
	}
	for _, lib := range []corpus.Library{harbor, second} {
		if err := s.MarkChecked(t.Context(), lib, d.ID(), time.Now()); !errors.Is(err, ErrNotFound) {
			t.Errorf("looked at in %s: %v", lib, err)
		}
	}
}

func addedAgain(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	added := func(want time.Time, by string) {
		t.Helper()
		c, err := s.Card(t.Context(), corpus.ScopeOf(harbor), "first")
		if err != nil || !c.AddedAt.Equal(want) || c.AddedBy != by {
			t.Errorf("added at %v by %s, %v; want %v by %s", c.AddedAt, c.AddedBy, err, want, by)
		}
	}
	setClock(s, at)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	setClock(s, at.Add(time.Hour))
	mustEdit(t, s, harbor, "first", 1, article(t, "First", "The port opened."))
	added(at, "shell")
	mustRemove(t, s, harbor, "first")
	mustUndo(t, s, harbor, 3)
	added(at, "shell")
	mustRemove(t, s, harbor, "first")
	if _, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "First", "The port opened."), By: "discord:5"}); err != nil {
		t.Fatal(err)
	}
	added(at.Add(time.Hour), "discord:5")
}
