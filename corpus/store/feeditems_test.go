package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pincite/pincite/corpus"
)

func itemsWait(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	f := follow(t, s, harbor, "https://a.example")
	one := FeedItem{Key: "one", Title: "One", Link: "https://a.example/1", Published: start.Add(-time.Hour), Data: json.RawMessage(`{"content":"<p>"}`)}
	saveLook(t, s, f, FeedLook{Items: []FeedItem{one, {Key: "two", Title: "Two"}, {Key: "three", Link: "https://a.example/3"}}})
	list := pendingIn(t, s, harbor, f.ID)
	if len(list) != 3 {
		t.Fatalf("%+v", list)
	}
	item, err := s.Item(t.Context(), corpus.ScopeOf(harbor), list[0].ID)
	one.ID, one.Feed, one.Found = item.ID, f.ID, start
	if diff := cmp.Diff(one, item); diff != "" || err != nil || len(item.ID) != 16 {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff(one, list[0], cmpopts.IgnoreFields(FeedItem{}, "Data")); diff != "" || list[0].Data != nil {
		t.Errorf("in the list (-want +got):\n%s", diff)
	}
	page := article(t, "First", "The port closed.")
	if err := s.AcceptItem(t.Context(), harbor, item.ID, "first", page); err != nil {
		t.Fatal(err)
	}
	if err := s.AcceptItem(t.Context(), harbor, item.ID, "first", page); !errors.Is(err, ErrNotFound) {
		t.Errorf("accepted twice: %v", err)
	}
	if err := s.DeclineItem(t.Context(), harbor, item.ID, "discord:5"); !errors.Is(err, ErrNotFound) {
		t.Errorf("declined when accepted: %v", err)
	}
	left := pendingIn(t, s, harbor, "")
	if len(left) != 2 {
		t.Fatalf("%+v", left)
	}
	byKey := map[string]string{left[0].Key: left[0].ID, left[1].Key: left[1].ID}
	for range 2 {
		if err := s.DeclineItem(t.Context(), harbor, byKey["three"], "discord:5"); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"two"}, pendingKeys(t, s, harbor)); diff != "" {
		t.Error(diff)
	}
	events, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 1})
	if err != nil || total != 2 || events[0].Kind != corpus.Dismissed || events[0].Item != "https://a.example/3" {
		t.Errorf("history %+v of %d, %v", events, total, err)
	}
	if c := mustUndo(t, s, harbor, 2); c.Kind != corpus.Recalled || len(pendingKeys(t, s, harbor)) != 2 {
		t.Errorf("undone by %+v: %v", c, pendingKeys(t, s, harbor))
	}
}

func itemsChange(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	f := follow(t, s, harbor, "https://a.example")
	saveLook(t, s, f, FeedLook{Items: []FeedItem{{Key: "one", Title: "One"}, {Key: "two", Title: "Two"}}})
	page := article(t, "First", "The port closed.")
	for _, i := range pendingIn(t, s, harbor, f.ID) {
		var err error
		if i.Brought != nil {
			t.Errorf("a new item was brought before: %+v", i)
		}
		if i.Key == "one" {
			mustAdd(t, s, harbor, page)
			err = s.AcceptItem(t.Context(), harbor, i.ID, "first", page)
		} else {
			err = s.DeclineItem(t.Context(), harbor, i.ID, "discord:5")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	setClock(s, start.Add(time.Hour))
	saveLook(t, s, f, FeedLook{Items: []FeedItem{{Key: "one", Title: "One, corrected"}, {Key: "two", Title: "Two, corrected"}}})
	list := pendingIn(t, s, harbor, f.ID)
	if len(list) != 1 || list[0].Title != "One, corrected" || list[0].Document != "first" || !list[0].Found.Equal(start.Add(time.Hour)) {
		t.Errorf("%+v", list)
	}
	if diff := cmp.Diff(&Brought{page.Metadata(), page.TextHash()}, list[0].Brought); diff != "" {
		t.Errorf("what was brought (-want +got):\n%s", diff)
	}
}

func itemOfRemoved(t *testing.T, s *Store) {
	f := follow(t, s, harbor, "https://a.example")
	look := FeedLook{Items: []FeedItem{{Key: "one"}}}
	saveLook(t, s, f, look)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	if err := s.AcceptItem(t.Context(), harbor, pendingIn(t, s, harbor, f.ID)[0].ID, "first", article(t, "First", "The port closed.")); err != nil {
		t.Fatal(err)
	}
	mustRemove(t, s, harbor, "first")
	saveLook(t, s, f, look)
	if keys := pendingKeys(t, s, harbor); len(keys) != 0 {
		t.Errorf("what a moderator removed waits again: %v", keys)
	}
}

func feedsOwn(t *testing.T, s *Store) {
	a, b := follow(t, s, harbor, "https://a.example"), follow(t, s, second, "https://a.example")
	saveLook(t, s, a, FeedLook{Items: []FeedItem{{Key: "one"}}})
	saveLook(t, s, b, FeedLook{Items: []FeedItem{{Key: "one"}, {Key: "two"}}})
	item := pendingIn(t, s, harbor, a.ID)[0].ID
	if got := pendingIn(t, s, second, a.ID); len(got) != 0 {
		t.Errorf("the other’s items: %+v", got)
	}
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(second)} {
		if f, err := s.Feed(t.Context(), scope, a.ID); !errors.Is(err, ErrNotFound) || f.ID != "" {
			t.Errorf("%v: %+v, %v", scope, f, err)
		}
		if i, err := s.Item(t.Context(), scope, item); !errors.Is(err, ErrNotFound) || i.ID != "" {
			t.Errorf("%v: %+v, %v", scope, i, err)
		}
	}
	for what, err := range map[string]error{
		"Unfollow":      s.Unfollow(t.Context(), second, a.ID, "discord:5"),
		"SetFeedMode":   s.SetFeedMode(t.Context(), second, a.ID, FeedAuto, "discord:5"),
		"SaveFeedState": s.SaveFeedState(t.Context(), second, a.ID, FeedLook{Items: []FeedItem{{Key: "three"}}}),
		"AcceptItem":    s.AcceptItem(t.Context(), second, item, "first", article(t, "First", "The port closed.")),
		"DeclineItem":   s.DeclineItem(t.Context(), second, item, "discord:5"),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if list, err := s.Followed(t.Context(), corpus.Scope{}); len(list) != 0 || err != nil {
		t.Errorf("of nothing: %+v, %v", list, err)
	}
	if list, n, err := s.PendingItems(t.Context(), corpus.Scope{}, a.ID, Page{0, 10}); len(list) != 0 || n != 0 || err != nil {
		t.Errorf("of nothing: %+v, %d, %v", list, n, err)
	}
	if keys := pendingKeys(t, s, harbor); len(keys) != 1 {
		t.Errorf("%v", keys)
	}
}

func feedsBounded(t *testing.T, s *Store) {
	const maxPending = 9
	s.bounds.pending = maxPending
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	f := follow(t, s, harbor, "https://a.example")
	var items []FeedItem
	for n := range maxPending + 3 {
		items = append(items, FeedItem{Key: fmt.Sprint(n), Published: start.Add(time.Duration(n) * time.Second)})
	}
	saveLook(t, s, f, FeedLook{Items: items})
	keys := pendingKeys(t, s, harbor)
	if len(keys) != maxPending || keys[0] != fmt.Sprint(maxPending+2) || keys[len(keys)-1] != "3" {
		t.Errorf("%d wait, from %s to %s", len(keys), keys[0], keys[len(keys)-1])
	}
	if err := s.Unfollow(t.Context(), harbor, f.ID, "discord:5"); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Prune(t.Context(), start.Add(feedLeftTTL-time.Second)); p.Any() || err != nil {
		t.Errorf("pruned %+v, %v", p, err)
	}
	if p, err := s.Prune(t.Context(), start.Add(feedLeftTTL)); p != (Pruned{Feeds: 1}) || err != nil || rowsOf(t, s, "feed_item") != 0 {
		t.Errorf("pruned %+v, %v", p, err)
	}
	if _, err := s.Undo(t.Context(), harbor, 2, "discord:5"); !errors.Is(err, ErrNotFound) {
		t.Errorf("following what is gone: %v", err)
	}
}
