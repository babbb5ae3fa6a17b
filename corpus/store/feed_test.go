package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractFeeds(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a feed is followed and left":                  feedFollowed,
		"a feed that is followed cannot be again":      feedTwice,
		"a feed that cannot be is refused":             feedRefused,
		"changes of feeds are told and taken back":     feedUndone,
		"feeds that are due go to one at a time":       feedDue,
		"what a look brought is kept":                  feedLooked,
		"items wait until they are accepted or not":    itemsWait,
		"an item that changes waits again":             itemsChange,
		"a library's feeds and items are its own":      feedsOwn,
		"items and feeds that were left are bounded":   feedsBounded,
		"an item whose document was removed stays out": itemOfRemoved,
	})
}

func follow(t testing.TB, s *Store, lib corpus.Library, url string) Feed {
	t.Helper()
	f, err := s.Follow(t.Context(), lib, Feed{URL: url, Title: "News of " + url, Mode: FeedWaits}, "discord:5")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func saveLook(t testing.TB, s *Store, f Feed, look FeedLook) {
	t.Helper()
	if err := s.SaveFeedState(t.Context(), f.Library, f.ID, look); err != nil {
		t.Fatal(err)
	}
}

func pendingIn(t testing.TB, s *Store, lib corpus.Library, feed string) []FeedItem {
	t.Helper()
	list, total, err := s.PendingItems(t.Context(), corpus.ScopeOf(lib), feed, Page{0, 1000})
	if err != nil || total != len(list) {
		t.Fatal(total, err)
	}
	return list
}

func pendingKeys(t testing.TB, s *Store, lib corpus.Library) []string {
	t.Helper()
	keys := []string{}
	for _, i := range pendingIn(t, s, lib, "") {
		keys = append(keys, i.Key)
	}
	return keys
}

func feedFollowed(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	state := FeedState{State: json.RawMessage(`{"etag":"x"}`), Next: at.Add(time.Hour), Checked: at}
	got, err := s.Follow(t.Context(), harbor, Feed{URL: "https://a.example/rss", Title: "News", Mode: FeedAuto, FeedState: state}, "discord:5")
	if err != nil {
		t.Fatal(err)
	}
	want := Feed{ID: got.ID, Library: harbor, URL: "https://a.example/rss", Title: "News", Mode: FeedAuto, FollowedBy: "discord:5", FollowedAt: at, FeedState: state}
	list, err := s.Followed(t.Context(), corpus.ScopeOf(harbor))
	if diff := cmp.Diff([]Feed{want}, list); diff != "" || err != nil || len(got.ID) != 16 {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if one, err := s.Feed(t.Context(), corpus.ScopeOf(harbor), got.ID); !cmp.Equal(want, one) || err != nil {
		t.Errorf("%+v, %v", one, err)
	}
	if err := s.Unfollow(t.Context(), harbor, got.ID, "discord:6"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Followed(t.Context(), corpus.ScopeOf(harbor)); len(list) != 0 || err != nil {
		t.Errorf("after leaving it: %+v, %v", list, err)
	}
	if err := s.Unfollow(t.Context(), harbor, got.ID, "discord:6"); !errors.Is(err, ErrNotFound) {
		t.Errorf("leaving it twice: %v", err)
	}
	if err := s.SaveFeedState(t.Context(), harbor, got.ID, FeedLook{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a look at what was left: %v", err)
	}
	again, err := s.Follow(t.Context(), harbor, Feed{URL: "https://a.example/rss", Title: "News", Mode: FeedWaits}, "discord:7")
	if err != nil || again.ID != got.ID || string(again.State) != `{"etag":"x"}` || again.Mode != FeedWaits || again.FollowedBy != "discord:7" || !again.Next.IsZero() {
		t.Errorf("followed again: %+v, %v", again, err)
	}
}

func feedTwice(t *testing.T, s *Store) {
	f := follow(t, s, harbor, "https://a.example/rss")
	_, err := s.Follow(t.Context(), harbor, Feed{URL: f.URL, Mode: FeedAuto}, "discord:6")
	if there, ok := errors.AsType[*FollowedError](err); !ok || !errors.Is(err, ErrFollowed) || there.Existing.ID != f.ID {
		t.Errorf("err = %v", err)
	}
	follow(t, s, second, "https://a.example/rss")
}

func feedRefused(t *testing.T, s *Store) {
	for _, f := range []Feed{{Mode: FeedWaits}, {URL: "https://a.example"}, {URL: "https://a.example", Mode: "never"},
		{URL: "https://a.example", Mode: FeedWaits, FeedState: FeedState{State: make([]byte, maxFeedState+1)}}} {
		if _, err := s.Follow(t.Context(), harbor, f, "discord:5"); err == nil {
			t.Errorf("%.20q in the mode %q is followed", f.URL, f.Mode)
		}
	}
	if _, err := s.Follow(t.Context(), corpus.Example, Feed{URL: "https://a.example", Mode: FeedWaits}, "discord:5"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("the examples: %v", err)
	}
	var last Feed
	for n := range MaxFeeds {
		last = follow(t, s, harbor, fmt.Sprintf("https://a.example/%d", n))
	}
	next := Feed{URL: "https://b.example", Mode: FeedWaits}
	if _, err := s.Follow(t.Context(), harbor, next, "discord:5"); !errors.Is(err, ErrTooManyFeeds) {
		t.Errorf("one too many: %v", err)
	}
	if err := s.Unfollow(t.Context(), harbor, last.ID, "discord:5"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Follow(t.Context(), harbor, next, "discord:5"); err != nil {
		t.Error(err)
	}
	if _, err := s.Undo(t.Context(), harbor, MaxFeeds+1, "discord:5"); !errors.Is(err, ErrTooManyFeeds) {
		t.Errorf("one too many by undoing: %v", err)
	}
	f, item := last, FeedItem{Key: "k"}
	for _, look := range []FeedLook{{FeedState: FeedState{State: make([]byte, maxFeedState+1)}}, {Items: []FeedItem{item, {}}}, {Items: []FeedItem{{Key: "k", Data: make([]byte, MaxItemData+1)}}}} {
		if err := s.SaveFeedState(t.Context(), harbor, f.ID, look); err == nil {
			t.Error("a look that cannot be kept was")
		}
	}
	if n := rowsOf(t, s, "feed_item"); n != 0 {
		t.Errorf("%d items of it were", n)
	}
}

func feedUndone(t *testing.T, s *Store) {
	f := follow(t, s, harbor, "https://a.example/rss")
	saveLook(t, s, f, FeedLook{Items: []FeedItem{{Key: "one", Title: "One"}}})
	for range 2 {
		if err := s.SetFeedMode(t.Context(), harbor, f.ID, FeedAuto, "discord:6"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Unfollow(t.Context(), harbor, f.ID, "discord:6"); err != nil {
		t.Fatal(err)
	}
	state := func(want string) {
		t.Helper()
		got := "not followed"
		if f, err := s.Feed(t.Context(), corpus.ScopeOf(harbor), f.ID); err == nil {
			got = fmt.Sprint(f.Mode, " ", len(pendingIn(t, s, harbor, f.ID)))
		}
		if got != want {
			t.Errorf("the feed is %s, want %s", got, want)
		}
	}
	state("not followed")
	if _, err := s.Undo(t.Context(), harbor, 2, "discord:9"); !errors.Is(err, ErrOverlaid) {
		t.Errorf("under a later change: %v", err)
	}
	for _, step := range []struct {
		seq  corpus.Seq
		kind corpus.ChangeKind
		want string
	}{
		{3, corpus.Followed, "auto 1"}, {2, corpus.Configured, "wait 1"}, {1, corpus.Unfollowed, "not followed"}, {6, corpus.Followed, "wait 1"},
	} {
		if c := mustUndo(t, s, harbor, step.seq); c.Kind != step.kind {
			t.Errorf("undoing %d: %+v", step.seq, c)
		}
		state(step.want)
	}
	events, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 10})
	if err != nil || total != 7 {
		t.Fatal(total, err)
	}
	var got []string
	for _, e := range events {
		if e.Feed == nil || e.Feed.ID != f.ID || e.Feed.URL != f.URL || e.Feed.Title != f.Title || e.Settings != nil {
			t.Fatalf("event %+v", e)
		}
		got = append(got, fmt.Sprint(e.Kind, " ", e.Feed.Mode))
	}
	want := []string{"followed wait", "unfollowed ", "configured wait", "followed auto", "unfollowed ", "configured auto", "followed wait"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := s.SetFeedMode(t.Context(), harbor, f.ID, "never", "discord:6"); err == nil {
		t.Error("a mode that is none: no error")
	}
}

func feedDue(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	a, b, c := follow(t, s, harbor, "https://a.example"), follow(t, s, second, "https://b.example"), follow(t, s, harbor, "https://c.example")
	saveLook(t, s, a, FeedLook{FeedState: FeedState{Next: start.Add(time.Minute)}})
	saveLook(t, s, b, FeedLook{FeedState: FeedState{Next: start}})
	saveLook(t, s, c, FeedLook{FeedState: FeedState{Next: start.Add(2 * time.Hour)}})
	due := func(at time.Duration, limit int, want ...Feed) {
		t.Helper()
		list, err := s.DueFeeds(t.Context(), start.Add(at), limit)
		var got, ids []string
		for _, f := range list {
			got = append(got, f.ID+" of "+string(f.Library))
		}
		for _, f := range want {
			ids = append(ids, f.ID+" of "+string(f.Library))
		}
		slices.Sort(got) // those that became due at once come in any order
		slices.Sort(ids)
		if diff := cmp.Diff(ids, got); diff != "" || err != nil {
			t.Errorf("due after %v: %v (-want +got):\n%s", at, err, diff)
		}
	}
	due(-time.Second, 10)
	due(time.Hour, 1, b)
	due(time.Hour, 10, a) // b is with who asked
	due(time.Hour+feedLease-time.Second, 10)
	due(time.Hour+feedLease, 10, a, b) // nobody came back
	saveLook(t, s, a, FeedLook{FeedState: FeedState{Next: start.Add(100 * time.Hour)}})
	if err := s.Unfollow(t.Context(), second, b.ID, "discord:5"); err != nil {
		t.Fatal(err)
	}
	due(9*time.Hour, 10, c)
}

func feedLooked(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	f, other := follow(t, s, harbor, "https://a.example"), follow(t, s, harbor, "https://taken.example")
	look := FeedLook{URL: "https://new.example", Title: "New title", FeedState: FeedState{State: json.RawMessage(`{"seen":[1]}`),
		Next: start.Add(time.Hour), Checked: start, Failures: 3, Problem: "timeout"}}
	saveLook(t, s, f, look)
	got, err := s.Feed(t.Context(), corpus.ScopeOf(harbor), f.ID)
	if diff := cmp.Diff(look.FeedState, got.FeedState); diff != "" || err != nil || got.URL != look.URL || got.Title != look.Title {
		t.Errorf("%+v, %v (-want +got):\n%s", got, err, diff)
	}
	saveLook(t, s, f, FeedLook{URL: other.URL})
	got, err = s.Feed(t.Context(), corpus.ScopeOf(harbor), f.ID)
	if err != nil || got.URL != look.URL || got.Title != look.Title || got.State != nil || got.Problem != "" {
		t.Errorf("moved to where another is: %+v, %v", got, err)
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 2 {
		t.Errorf("a look was numbered: %v", h)
	}
}
