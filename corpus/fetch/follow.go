package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
)

// State is all that is kept of a feed that is followed. Its JSON form is for
// keeping it in a store. The zero State with a URL is a feed that was never
// looked at.
type State struct {
	URL          string    `json:"url"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"lastModified,omitempty"`
	Seen         []Seen    `json:"seen,omitempty"`   // newest first
	Checked      time.Time `json:"checked,omitzero"` // when it was last looked at
	Read         time.Time `json:"read,omitzero"`    // when it was last read, or said to be unchanged
	Next         time.Time `json:"next,omitzero"`    // when to look again; zero for at once
	Failures     int       `json:"failures,omitempty"`

	// What the pace was reckoned from, for the looks that bring no feed.
	Every     time.Duration `json:"every,omitempty"`
	Published []time.Time   `json:"published,omitempty"`
}

// Seen is an item that was in the feed. All three are hashes, so that a state
// stays below 100 KB whatever a feed writes.
type Seen struct {
	ID   string `json:"id"`
	Link string `json:"link,omitempty"` // of the link in the form of Canonical
	Hash string `json:"hash"`           // of what it said
}

// maxSeen is how many items are remembered beyond those that are in the feed:
// some feeds take items out and put them back.
const maxSeen = 300

// Update is what a look at a feed brought.
type Update struct {
	State State
	// First says that the feed was read for the first time: all its items are
	// new, the oldest of them too.
	First       bool
	New         []Item // newest first where they have dates
	Changed     []Item // known items that say something else now
	NotModified bool   // the server says that nothing has changed
	Title       string // the feed's; "" when it was not read
	Home        string // its site's address; may be empty
	Language    string // may be empty
	MovedFrom   string // the address that the feed has left for good, for State.URL; "" when it has not
	Gone        bool   // the feed is gone for good, says the site: it need not be followed any longer
}

// Follow looks at a feed. The update's state is to be kept in every case, but
// where ctx ended; it says when to look again. The error is a *Problem when the
// feed cannot be read.
func (c *Client) Follow(ctx context.Context, s State, now time.Time, jitter float64) (Update, error) {
	page, err := c.Get(ctx, Request{Link: s.URL, Want: Syndication, ETag: s.ETag, LastModified: s.LastModified})
	if ctx.Err() != nil {
		return Update{State: s}, ctx.Err()
	}
	var feed *Feed
	if err == nil && !page.NotModified {
		feed, err = ParseFeed(page.Data, page.Charset, page.URL)
	}
	if err != nil {
		return s.failed(err, now, jitter), err
	}
	return s.advance(page, feed, now, jitter), nil
}

// failed is the update after a look that brought nothing. A request for
// patience that says for how long is no failure.
func (s State) failed(err error, now time.Time, jitter float64) Update {
	u := Update{}
	var until time.Time
	if p, ok := errors.AsType[*Problem](err); ok {
		until, u.Gone = p.Until, p.Code == Gone
	}
	if until.IsZero() {
		s.Failures++
	}
	s.Checked = now
	s.Next = now.Add(Interval(Pace{Now: now, Every: s.Every, Published: s.Published, Failures: s.Failures, Until: until, Jitter: jitter}))
	u.State = s
	return u
}

// advance is the update after a look that brought the feed, or the news that it
// has not changed (feed is nil).
func (s State) advance(page *Page, feed *Feed, now time.Time, jitter float64) Update {
	u := Update{First: s.Read.IsZero(), NotModified: feed == nil}
	s.Failures, s.Checked, s.Read = 0, now, now
	if page.Moved != "" && page.Moved != s.URL {
		u.MovedFrom, s.URL = s.URL, page.Moved
	}
	s.ETag, s.LastModified = page.ETag, page.LastModified
	if feed != nil {
		u.Title, u.Home, u.Language = feed.Title, feed.Home, feed.Language
		u.New, u.Changed, s.Seen = compare(s.Seen, feed)
		s.Every, s.Published = feed.Every, nil
		for _, i := range feed.Items[:min(len(feed.Items), datesUsed)] {
			if when := i.when(); !when.IsZero() {
				s.Published = append(s.Published, when)
			}
		}
	}
	s.Next = now.Add(Interval(Pace{Now: now, Every: s.Every, MaxAge: page.MaxAge, Published: s.Published, Jitter: jitter}))
	u.State = s
	return u
}

// compare finds what is new in a feed and what has changed, and returns what
// has been seen now. Items are the same when their IDs are, or their links.
func compare(before []Seen, feed *Feed) (fresh, changed []Item, seen []Seen) {
	byID, byLink := map[string]Seen{}, map[string]Seen{}
	for _, old := range slices.Backward(before) {
		byID[old.ID] = old
		if old.Link != "" {
			byLink[old.Link] = old
		}
	}
	links := make([]string, len(feed.Items))
	for n, item := range feed.Items {
		links[n] = Canonical(item.Link)
	}
	shared := sharedLinks(feed, links)
	now := map[string]bool{} // IDs and links of this feed
	for n, item := range feed.Items {
		s := Seen{ID: hashed(item.ID), Hash: hashed(item.Title, links[n], strings.Join(item.Authors, "\x01"), item.Summary, item.Content)}
		if !shared[links[n]] {
			s.Link = hashed(links[n])
		}
		if now["id "+s.ID] || s.Link != "" && now["link "+s.Link] {
			continue // twice in one feed: the newer one is first
		}
		now["id "+s.ID] = true
		if s.Link != "" {
			now["link "+s.Link] = true
		}
		old, known := byID[s.ID]
		if !known && s.Link != "" {
			old, known = byLink[s.Link]
		}
		switch {
		case !known:
			fresh = append(fresh, item)
		case old.Hash != s.Hash:
			changed = append(changed, item)
		}
		seen = append(seen, s)
	}
	left := maxSeen
	for _, old := range before {
		if left == 0 {
			break
		}
		if !now["id "+old.ID] && (old.Link == "" || !now["link "+old.Link]) {
			seen = append(seen, old)
			left--
		}
	}
	return fresh, changed, seen
}

// sharedLinks are the links that do not tell items apart: the site's own, and
// those of more than two items. Some feeds link every item to the front page.
func sharedLinks(feed *Feed, links []string) map[string]bool {
	ids := map[string]map[string]bool{}
	for n, i := range feed.Items {
		if ids[links[n]] == nil {
			ids[links[n]] = map[string]bool{}
		}
		ids[links[n]][i.ID] = true
	}
	shared := map[string]bool{"": true, Canonical(feed.Home): true}
	for link, of := range ids {
		if len(of) > 2 {
			shared[link] = true
		}
	}
	return shared
}

// hashed is the hash of some texts without the spaces between words. Of an item
// it is over what a reader would see, not over its dates.
func hashed(texts ...string) string {
	h := sha256.New()
	for _, text := range texts {
		h.Write([]byte(strings.Join(strings.Fields(text), " ")))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
