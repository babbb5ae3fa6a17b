package store

import (
	"errors"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
)

func TestCitationsAreKeptThroughEditsAndRemoval(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	then := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	setClock(s, then)
	d := mustAdd(t, s, harbor, article(t, "Crane", "The crane fell on Monday.", "Nobody was hurt."))
	q, err := d.Quote(d.Sentences()[1].Span)
	if err != nil {
		t.Fatal(err)
	}
	scope := corpus.ScopeOf(harbor)
	for range 2 { // what is kept already stays
		if err := s.KeepCitations(t.Context(), harbor, []corpus.Anchor{q.Anchor()}); err != nil {
			t.Fatal(err)
		}
		setClock(s, then.Add(time.Hour))
	}
	c, err := s.Citation(t.Context(), scope, q.Citation().ID)
	if err != nil || c.Anchor != q.Anchor() || !c.KeptAt.Equal(then) || c.Now == nil || c.Then.Text() != d.Text() {
		t.Fatalf("kept %+v, %v", c, err)
	}
	if c.Anchor.Prefix != "The crane fell on Monday.\n\n" || c.Anchor.Suffix != "" || c.Anchor.Hash != d.TextHash() {
		t.Errorf("the anchor is %+v", c.Anchor)
	}
	mustRemove(t, s, harbor, d.ID())
	c, err = s.Citation(t.Context(), scope, q.Citation().ID)
	if err != nil || c.Now != nil || !c.Withdrawn.Equal(then.Add(time.Hour)) || c.Then == nil {
		t.Errorf("after the removal: %+v, %v", c, err)
	}
	for _, other := range []corpus.Scope{{}, corpus.ScopeOf(corpus.Base), scope} {
		id := q.Citation().ID
		if other == scope {
			id = "aaaaaaaaaa"
		}
		if _, err := s.Citation(t.Context(), other, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s has %s: %v", other, id, err)
		}
	}
}
