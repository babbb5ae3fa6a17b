package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
	"github.com/pincite/pincite/corpus/store"
)

const (
	feedRound   = time.Minute     // between two rounds in which the feeds that are due are looked at
	feedsAtOnce = 20              // in one round
	feedTime    = 3 * time.Minute // for one feed with what goes in by itself
	firstItems  = 20              // of a feed that is new; what is older is left aside
	itemsAtOnce = 20              // that go in by themselves after one look
)

// feeder is the one goroutine that looks at the feeds of all libraries, in
// rounds, until ctx ends.
func (b *Bot) feeder(ctx context.Context) {
	tick := time.NewTicker(b.feedPause)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			b.feedsDue(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// feedsDue looks at the feeds that are due, one after the other.
func (b *Bot) feedsDue(ctx context.Context) {
	due, err := b.cfg.Store.DueFeeds(ctx, b.now(), feedsAtOnce)
	if err != nil && ctx.Err() == nil {
		b.log.Error("the feeds that are due are not known", slog.Any("error", err))
	}
	for _, f := range due {
		if ctx.Err() != nil {
			return
		}
		if b.cfg.Store.Shared() {
			// Whoever else has this feed on its list now leaves it out: the lease
			// is not given back.
			if _, mine, err := b.cfg.Store.Acquire(ctx, "feed/"+f.ID, b.owner, feedTime); err != nil || !mine {
				continue
			}
		}
		if err := b.lookAt(ctx, f); err != nil && ctx.Err() == nil {
			b.log.Error("a feed was not looked at", slog.Any("error", err))
		}
	}
}

// lookAt looks at one feed, keeps what is new, and tells of it.
func (b *Bot) lookAt(ctx context.Context, f store.Feed) error {
	ctx, cancel := context.WithTimeout(ctx, feedTime)
	defer cancel()
	state := fetch.State{URL: f.URL}
	if len(f.State) > 0 {
		if err := json.Unmarshal(f.State, &state); err != nil {
			return err
		}
	}
	update, problem := b.links.Follow(ctx, state, b.now(), rand.Float64())
	if ctx.Err() != nil {
		return ctx.Err() // it is due again when nobody has it any more
	}
	look, err := lookOf(update, problem)
	if err != nil {
		return err
	}
	if err := b.cfg.Store.SaveFeedState(ctx, f.Library, f.ID, look); err != nil {
		if errors.Is(err, store.ErrNotFound) { // it was left in the meantime
			return nil
		}
		return err
	}
	return b.receive(ctx, f, look.Items)
}

// lookOf is what a look at a feed brought, as the store keeps it. What is new in
// a feed that was never read is cut off: nobody wants a year's news at once.
func lookOf(u fetch.Update, problem error) (look store.FeedLook, err error) {
	look.State, err = json.Marshal(u.State)
	if err != nil {
		return look, err
	}
	look.Next, look.Checked, look.Failures, look.Title = u.State.Next, u.State.Checked, u.State.Failures, u.Title
	if u.MovedFrom != "" {
		look.URL = u.State.URL
	}
	if p, ok := errors.AsType[*fetch.Problem](problem); ok {
		look.Problem = p.Detail
	} else if problem != nil {
		return look, problem
	}
	fresh := u.New
	if u.First {
		fresh = fresh[:min(len(fresh), firstItems)]
	}
	for _, list := range [][]fetch.Item{fresh, u.Changed} {
		for _, item := range list {
			kept, err := keptItem(item)
			if err != nil {
				return look, err
			}
			look.Items = append(look.Items, kept)
		}
	}
	return look, nil
}

// keptItem is a feed's item as the store keeps it until somebody wants it.
func keptItem(item fetch.Item) (store.FeedItem, error) {
	data, err := json.Marshal(item)
	if err == nil && len(data) > store.MaxItemData {
		item.Content, item.Summary = "", "" // the page has them
		data, err = json.Marshal(item)
	}
	return store.FeedItem{Key: item.ID, Title: item.Title, Link: item.Link, Published: item.Published, Data: data}, err
}

// receive lets the items of a look go in by themselves where the moderators said
// so, and tells the library's channel what went in and what waits.
func (b *Bot) receive(ctx context.Context, f store.Feed, found []store.FeedItem) error {
	if len(found) == 0 {
		return nil
	}
	scope := corpus.ScopeOf(f.Library)
	waiting, _, err := b.cfg.Store.PendingItems(ctx, scope, f.ID, store.Page{Limit: 1000})
	if err != nil {
		return err
	}
	keys := map[string]bool{}
	for _, item := range found {
		keys[item.Key] = true
	}
	r := &request{guild: f.Library.Guild(), locale: "en"}
	var lines []string
	waits, tried := 0, 0
	for _, item := range waiting {
		if !keys[item.Key] {
			continue
		}
		if f.Mode == store.FeedAuto && tried < itemsAtOnce {
			tried++
			line, err := b.letIn(ctx, r, f, item)
			if err != nil {
				return err
			}
			if line != "" {
				lines = append(lines, line)
				continue
			}
		}
		waits++
	}
	if waits > 0 {
		lines = append(lines, r.count("log.waiting", waits, r.shortTitle(f.Title)))
	}
	b.announce(ctx, r.guild, lines...)
	return b.tellGaps(ctx, r, f)
}

// tellGaps asks the questions without an answer again after a look at a feed
// whose items go in by themselves, and tells in the library's channel how many
// have one now.
func (b *Bot) tellGaps(ctx context.Context, r *request, f store.Feed) error {
	settings, err := b.cfg.Store.Settings(ctx, corpus.ScopeOf(f.Library))
	if err != nil || !settings.KeepGaps || f.Mode != store.FeedAuto {
		return err
	}
	answered, err := b.recheck(ctx, f.Library)
	if answered > 0 {
		b.announce(ctx, r.guild, r.count("log.gaps-answered", answered))
	}
	return err
}

// letIn takes an item in that nobody looked at. It returns the line that tells
// of it, and "" when it has to wait: it cannot be read, does not belong, or would
// take the place of a text that somebody here has written.
func (b *Bot) letIn(ctx context.Context, r *request, f store.Feed, item store.FeedItem) (string, error) {
	settings, err := b.cfg.Store.Settings(ctx, corpus.ScopeOf(f.Library))
	if err != nil {
		return "", err
	}
	d, file, err := b.itemDocument(ctx, f, item.ID)
	if _, missing := errors.AsType[*problem](err); missing || isRefusal(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if !settings.Welcomes(d.Metadata().Language) {
		return "", nil
	}
	if mine, err := b.rewrittenHere(ctx, f.Library, item); err != nil || mine {
		return "", err
	}
	kept, did, err := b.takeItem(ctx, f.Library, item, d, file, f.FollowedBy)
	if err != nil || kept == nil {
		if errors.Is(err, store.ErrQuota) {
			return "", nil
		}
		return "", err
	}
	title, feed := r.shortTitle(kept.Metadata().Title), r.shortTitle(f.Title)
	switch did {
	case corpus.Added:
		return r.say("log.feed-added", title, feed), nil
	case corpus.Edited:
		return r.say("log.feed-updated", title, feed), nil
	}
	return "", nil
}

// itemDocument fetches and reads the article of an item that waits.
func (b *Bot) itemDocument(ctx context.Context, f store.Feed, id string) (*corpus.Document, extract.File, error) {
	item, err := b.cfg.Store.Item(ctx, corpus.ScopeOf(f.Library), id)
	if err != nil {
		return nil, extract.File{}, gone(err, "feeds.item-gone")
	}
	var said fetch.Item
	if err := json.Unmarshal(item.Data, &said); err != nil {
		return nil, extract.File{}, err
	}
	d, file, err := gather.Article{Link: said.Link, Item: &said, Feed: f.Title, Via: f.URL}.Document(ctx, b.links, corpus.Metadata{})
	b.extracted(err)
	return d, file, err
}

// isRefusal reports whether an error is the site's or the article's fault.
func isRefusal(err error) bool {
	_, site := errors.AsType[*fetch.Problem](err)
	_, text := errors.AsType[*extract.Problem](err)
	return site || text
}
