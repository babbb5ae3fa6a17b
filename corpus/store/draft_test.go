package store

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractDrafts(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a draft comes back to its own library only": draftRoundTrip,
		"a draft expires after an hour":              draftExpires,
		"a library's drafts are bounded":             draftsBounded,
		"a draft's metadata are edited":              draftDescribed,
		"a draft is added once, with its files":      draftAdded,
		"a draft revises a document":                 draftRevises,
		"a draft that cannot be added stays":         draftStays,
		"a draft that makes no sense is refused":     draftRefused,
		"documents of a draft are left out":          draftLeftOut,
		"a draft's document becomes a revision":      draftInstead,
	})
}

func saveDraft(t testing.TB, s *Store, d Draft) Draft {
	t.Helper()
	saved, err := s.SaveDraft(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func items(docs ...*corpus.Document) (list []DraftItem) {
	for _, d := range docs {
		list = append(list, DraftItem{Document: d})
	}
	return list
}

// compareDrafts compares drafts by all that they say.
var compareDrafts = cmp.Comparer(func(a, b *corpus.Document) bool {
	return a.ID() == b.ID() && a.Text() == b.Text() && a.Provenance() == b.Provenance() && sameButText(a, b)
})

func draftRoundTrip(t *testing.T, s *Store) {
	setClock(s, time.Date(2031, 5, 1, 0, 0, 0, 123, time.UTC))
	first := articleOf(t, corpus.Metadata{Title: "First", Published: corpus.Date{Year: 2031}}, "The port closed.", "It opened.")
	saved := saveDraft(t, s, Draft{Library: harbor, By: "discord:5", Note: `{"warn":["short"]}`, Items: []DraftItem{
		{Document: first, Original: []byte("file\x00")}, {Document: article(t, "Second", "The quay sank.")},
	}})
	got, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), saved.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(saved, got, compareDrafts); diff != "" {
		t.Errorf("(-saved +got):\n%s", diff)
	}
	if got.Items[0].File != 5 || got.Items[1].File != 0 || len(saved.ID) != 16 || got.Items[0].Document.Provenance() != (corpus.Provenance{}) {
		t.Errorf("got %+v", got)
	}
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(second)} {
		if d, err := s.Draft(t.Context(), scope, saved.ID); !errors.Is(err, ErrNotFound) || len(d.Items) != 0 {
			t.Errorf("read by %v: %+v, %v", scope, d, err)
		}
	}
	if err := s.DescribeDraft(t.Context(), second, saved.ID, 0, corpus.Metadata{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("described from elsewhere: %v", err)
	}
	if err := s.RebaseDraft(t.Context(), second, saved.ID, 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("rebased from elsewhere: %v", err)
	}
	if _, err := s.AddDraft(t.Context(), second, saved.ID, "discord:6"); !errors.Is(err, ErrNotFound) {
		t.Errorf("added elsewhere: %v", err)
	}
	if err := s.DropDraft(t.Context(), second, saved.ID); err != nil {
		t.Error(err)
	}
	if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), saved.ID); err != nil {
		t.Errorf("after another library dropped it: %v", err)
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 0 {
		t.Errorf("a draft was numbered: %v", h)
	}
	for range 2 {
		if err := s.DropDraft(t.Context(), harbor, saved.ID); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), saved.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("dropped: %v", err)
	}
	if n := rowsOf(t, s, "draft_item"); n != 0 {
		t.Errorf("%d documents outlive their draft", n)
	}
}

func rowsOf(t testing.TB, s *Store, table string) (n int) {
	t.Helper()
	if err := s.read.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func draftExpires(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	d := saveDraft(t, s, Draft{Library: harbor, Items: items(article(t, "First", "The port closed."))})
	setClock(s, start.Add(DraftTTL-time.Second))
	if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	end := start.Add(DraftTTL)
	setClock(s, end)
	if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("at its end: %v", err)
	}
	if _, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:5"); !errors.Is(err, ErrNotFound) {
		t.Errorf("added at its end: %v", err)
	}
	if p, err := s.Prune(t.Context(), end); p != (Pruned{Drafts: 1}) || err != nil {
		t.Errorf("pruned %+v, %v", p, err)
	}
	if n := rowsOf(t, s, "draft_item"); n != 0 {
		t.Errorf("%d documents outlive their draft", n)
	}
}

func draftsBounded(t *testing.T, s *Store) {
	s.bounds.draftBytes = 10_000
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	var ids []string
	for n := range maxDrafts + 2 {
		setClock(s, start.Add(time.Duration(n)*time.Second))
		ids = append(ids, saveDraft(t, s, Draft{Library: harbor, Items: items(article(t, "First", "The port closed."))}).ID)
		if n == 3 {
			saveDraft(t, s, Draft{Library: second, Items: items(article(t, "First", "The port closed."))})
		}
	}
	for n, id := range ids {
		if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), id); errors.Is(err, ErrNotFound) != (n < 2) {
			t.Errorf("draft %d of %d: %v", n, len(ids), err)
		}
	}
	// A large one takes the place of the oldest, and one that is too large is refused.
	file := make([]byte, s.bounds.draftBytes-18*len("The port closed."))
	saveDraft(t, s, Draft{Library: harbor, Items: []DraftItem{{Document: article(t, "Large", "The port closed."), Original: file}}})
	for n, id := range ids {
		if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), id); errors.Is(err, ErrNotFound) != (n < 5) {
			t.Errorf("beside a large one, draft %d of %d: %v", n, len(ids), err)
		}
	}
	_, err := s.SaveDraft(t.Context(), Draft{Library: harbor, Items: []DraftItem{{Document: article(t, "Large", "The port closed."), Original: make([]byte, s.bounds.draftBytes)}}})
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if n := rowsOf(t, s, "draft"); n != 17+1+1 {
		t.Errorf("%d drafts are kept", n)
	}
}

func draftDescribed(t *testing.T, s *Store) {
	d := saveDraft(t, s, Draft{Library: harbor, Items: items(article(t, "First", "The port closed."), article(t, "Second", "The quay sank."))})
	m := corpus.Metadata{Title: " Better\ntitle ", Authors: []string{"Ada Moss"}}
	if err := s.DescribeDraft(t.Context(), harbor, d.ID, 1, m); err != nil {
		t.Fatal(err)
	}
	got, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID)
	if err != nil || got.Items[0].Document.Metadata().Title != "First" || got.Items[1].Document.Metadata().Title != "Better title" ||
		got.Items[1].Document.ID() != "second" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, n := range []int{-1, 2} {
		if err := s.DescribeDraft(t.Context(), harbor, d.ID, n, m); !errors.Is(err, ErrNotFound) {
			t.Errorf("document %d: %v", n, err)
		}
	}
	if err := s.DescribeDraft(t.Context(), harbor, "nosuch", 0, m); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such draft: %v", err)
	}
}

func draftAdded(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "There", "It is there."))
	d := saveDraft(t, s, Draft{Library: harbor, By: "discord:5", Items: []DraftItem{
		{Document: article(t, "First", "The port closed."), Original: []byte("file")},
		{Document: article(t, "Again", "It is there.")},
		{Document: article(t, "Second", "The quay sank.")},
		{Document: article(t, "Twin", "The port closed.")},
	}})
	// Two press at once: one of them adds.
	var wg sync.WaitGroup
	var done atomic.Int32
	ctx := t.Context()
	for range 2 {
		wg.Go(func() {
			outcomes, err := s.AddDraft(ctx, harbor, d.ID, "discord:6")
			if errors.Is(err, ErrNotFound) {
				return
			}
			done.Add(1)
			var got []string
			for _, o := range outcomes {
				if o.Existing != nil {
					got = append(got, fmt.Sprint("is there as ", o.Existing.ID, " ", o.Changed))
					continue
				}
				got = append(got, fmt.Sprint(o.Document.ID(), " by ", o.Document.Provenance().AddedBy, " ", o.Changed))
			}
			want := []string{"first by discord:6 true", "is there as there false", "second by discord:6 true", "is there as first false"}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 {
		t.Errorf("%d of two added", done.Load())
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 3 {
		t.Errorf("head %v", h)
	}
	for id, want := range map[corpus.ID][]byte{"first": []byte("file"), "second": nil} {
		if got, err := s.Original(t.Context(), corpus.ScopeOf(harbor), id); err != nil || !bytes.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("the file of %s: %q, %v", id, got, err)
		}
	}
}

func draftRevises(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	d := saveDraft(t, s, Draft{Library: harbor, Revises: "first", Base: 1, Items: items(article(t, "Other ID", "The port opened."))})
	mustEdit(t, s, harbor, "first", 1, article(t, "Ada’s", "The port closed."))
	if _, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:6"); !errors.Is(err, ErrConflict) {
		t.Errorf("err = %v, want a conflict", err)
	}
	if err := s.RebaseDraft(t.Context(), harbor, d.ID, 2); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID); err != nil || got.Base != 2 || got.Revises != "first" {
		t.Errorf("%+v, %v", got, err)
	}
	outcomes, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:6")
	if err != nil || len(outcomes) != 1 || !outcomes[0].Changed || outcomes[0].Document.ID() != "first" || outcomes[0].Document.Provenance().Revision != 3 {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if got := stands(t, s, "first"); got != "Other ID: The port opened." {
		t.Errorf("it says %q", got)
	}
	d = saveDraft(t, s, Draft{Library: harbor, Revises: "first", Base: 3, Items: items(article(t, "Other ID", "The port opened."))})
	outcomes, err = s.AddDraft(t.Context(), harbor, d.ID, "discord:6")
	if err != nil || len(outcomes) != 1 || outcomes[0].Changed || outcomes[0].Document.Provenance().Revision != 3 {
		t.Errorf("nothing to change: %+v, %v", outcomes, err)
	}
}

func draftStays(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Second", "The quay sank."))
	for _, d := range []Draft{
		{Revises: "first", Base: 1, Items: items(article(t, "First", "The quay sank."))},
		{Revises: "nosuch", Base: 1, Items: items(article(t, "First", "The quay rose."))},
	} {
		d.Library = harbor
		d = saveDraft(t, s, d)
		if outcomes, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:6"); err == nil || outcomes != nil {
			t.Errorf("%+v was added: %+v", d, outcomes)
		}
		if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID); err != nil {
			t.Errorf("it is gone: %v", err)
		}
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 2 {
		t.Errorf("head %v", h)
	}
}

func draftRefused(t *testing.T, s *Store) {
	d := items(article(t, "First", "The port closed."))
	for name, draft := range map[string]Draft{
		"no library":    {Items: d},
		"the examples":  {Library: corpus.Example, Items: d},
		"no documents":  {Library: harbor},
		"two revisions": {Library: harbor, Revises: "first", Items: append(d, d...)},
		"a long note":   {Library: harbor, Items: d, Note: strings.Repeat("x", MaxDraftNote+1)},
	} {
		if _, err := s.SaveDraft(t.Context(), draft); err == nil {
			t.Errorf("%s: it was kept", name)
		}
	}
}

func TestADraftSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d := saveDraft(t, s, Draft{Library: harbor, Items: items(article(t, "First", "The port closed."))})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, dir)
	if outcomes, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:6"); err != nil || len(outcomes) != 1 || !outcomes[0].Changed {
		t.Errorf("%+v, %v", outcomes, err)
	}
}
