package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
)

// follow answers /library follow: it looks at the feed at once, so that whoever
// gives the link learns what it leads to.
func (b *Bot) follow(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	mode := store.FeedWaits
	if r.options["auto"] == "true" {
		mode = store.FeedAuto
	}
	update, err := b.links.Follow(ctx, fetch.State{URL: strings.TrimSpace(r.options["link"])}, b.now(), rand.Float64())
	if err != nil {
		return reply{}, err
	}
	look, err := lookOf(update, nil)
	if err != nil {
		return reply{}, err
	}
	title := update.Title
	if title == "" {
		title = update.State.URL
	}
	f, err := b.cfg.Store.Follow(ctx, lib, store.Feed{URL: update.State.URL, Title: title, Mode: mode, FeedState: look.FeedState}, r.by())
	if there, ok := errors.AsType[*store.FollowedError](err); ok {
		return reply{}, tell("feeds.followed", r.shortTitle(there.Existing.Title))
	}
	if errors.Is(err, store.ErrTooManyFeeds) {
		return reply{}, tell("feeds.too-many", store.MaxFeeds)
	}
	if err != nil {
		return reply{}, err
	}
	look.URL = ""
	if err := b.cfg.Store.SaveFeedState(ctx, lib, f.ID, look); err != nil {
		return reply{}, err
	}
	line := r.say("log.followed", r.shortTitle(f.Title), r.mention(r.by()))
	if mode == store.FeedAuto {
		// The articles take a while: they come after the answer.
		b.background(ctx, func(ctx context.Context) {
			if err := b.receive(ctx, f, look.Items); err != nil {
				b.log.Error("the first items of a feed were not taken in", "error", err)
			}
		})
		rep := notice(colourDone, r.count("feeds.follows-auto", len(look.Items), r.shortTitle(f.Title)))
		rep.told = []string{line}
		return rep, nil
	}
	rep, err := b.itemList(ctx, r, scope, f, 0, r.say("feeds.follows", r.shortTitle(f.Title)))
	rep.told = []string{line}
	return rep, err
}

const (
	feedsShown = 4 // feeds on one page
	itemsShown = 5 // items on one page
)

// followed answers /library followed: the feeds, with what waits.
func (b *Bot) followed(ctx context.Context, r *request) (reply, error) {
	return b.feedList(ctx, r, 0)
}

func (b *Bot) followedPage(ctx context.Context, r *request) (reply, error) {
	return b.feedList(ctx, r, r.pressed.page)
}

func (b *Bot) feedList(ctx context.Context, r *request, page int) (reply, error) {
	_, scope := own(r)
	all, err := b.cfg.Store.Followed(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	if len(all) == 0 {
		return notice(colourPlain, r.say("feeds.none")), nil
	}
	page = min(page, (len(all)-1)/feedsShown)
	parts := []component{text(r.count("feeds.head", len(all)))}
	for _, f := range all[page*feedsShown : min(len(all), (page+1)*feedsShown)] {
		_, waiting, err := b.cfg.Store.PendingItems(ctx, scope, f.ID, store.Page{Limit: 1})
		if err != nil {
			return reply{}, err
		}
		parts = append(parts, separator(), text(r.feedLine(f, waiting)), row(r.feedButtons(f, waiting)...))
	}
	parts = append(parts, r.pager(page, len(all), feedsShown, verbFeeds)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// feedLine says what a feed is, what becomes of its items, and how it is doing.
func (r *request) feedLine(f store.Feed, waiting int) string {
	lines := []string{"**" + r.title(clip(f.Title, maxTitleListed), f.URL) + "**"}
	mode := r.say("feeds.waits")
	if f.Mode == store.FeedAuto {
		mode = r.say("feeds.auto")
	}
	about := []string{mode}
	if waiting > 0 {
		about = append(about, r.count("feeds.waiting", waiting))
	}
	if !f.Checked.IsZero() {
		about = append(about, r.say("feeds.checked", r.day(f.Checked)))
	}
	lines = append(lines, "-# "+strings.Join(about, " · "))
	if f.Problem != "" {
		lines = append(lines, "-# ⚠ "+escapeLine(clip(f.Problem, 2*maxTitleShown)))
	}
	return strings.Join(lines, "\n")
}

func (r *request) feedButtons(f store.Feed, waiting int) []component {
	var buttons []component
	if waiting > 0 {
		buttons = append(buttons, button(discordgo.PrimaryButton, r.count("button.waiting", waiting), customID{verb: verbItems, record: f.ID}))
	}
	if f.Mode == store.FeedAuto {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.wait"), customID{verb: verbMode, record: f.ID, page: 0}))
	} else {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.auto"), customID{verb: verbMode, record: f.ID, page: 1}))
	}
	return append(buttons, button(discordgo.SecondaryButton, r.say("button.unfollow"), customID{verb: verbUnfollow, record: f.ID}))
}

// setFeedMode decides whether a feed's new items wait.
func (b *Bot) setFeedMode(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	if r.pressed.page > 1 {
		return reply{}, errForged
	}
	f, err := b.cfg.Store.Feed(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "feeds.gone")
	}
	mode, line := store.FeedWaits, key("log.feed-waits")
	if r.pressed.page == 1 {
		mode, line = store.FeedAuto, "log.feed-auto"
	}
	if err := b.cfg.Store.SetFeedMode(ctx, lib, f.ID, mode, r.by()); err != nil {
		return reply{}, gone(err, "feeds.gone")
	}
	rep, err := b.feedList(ctx, r, 0)
	if mode != f.Mode {
		rep.told = []string{r.say(line, r.shortTitle(f.Title), r.mention(r.by()))}
	}
	return rep, err
}

// unfollow answers /library unfollow, and the button.
func (b *Bot) unfollow(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	typed := strings.TrimSpace(r.options["feed"])
	all, err := b.cfg.Store.Followed(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	for _, f := range all {
		if typed == f.ID || typed == f.URL || strings.EqualFold(oneLine(f.Title), oneLine(typed)) {
			return b.leave(ctx, r, f)
		}
	}
	return reply{}, tell("feeds.unknown", escapeLine(clip(typed, maxNameShown)))
}

func (b *Bot) unfollowPressed(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	f, err := b.cfg.Store.Feed(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "feeds.gone")
	}
	return b.leave(ctx, r, f)
}

func (b *Bot) leave(ctx context.Context, r *request, f store.Feed) (reply, error) {
	if err := b.cfg.Store.Unfollow(ctx, f.Library, f.ID, r.by()); err != nil {
		return reply{}, gone(err, "feeds.gone")
	}
	rep := notice(colourDone, r.say("feeds.left", r.shortTitle(f.Title)))
	rep.told = []string{r.say("log.unfollowed", r.shortTitle(f.Title), r.mention(r.by()))}
	return rep, nil
}

// completeFeed suggests the feeds that are followed, to those who may leave them.
func (b *Bot) completeFeed(ctx context.Context, r *request) (reply, error) {
	if b.permit(ctx, r, b.commands["library unfollow"]) != nil {
		return reply{}, nil
	}
	_, scope := own(r)
	all, err := b.cfg.Store.Followed(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	typed := strings.ToLower(strings.TrimSpace(r.options[r.focused]))
	var choices []choice
	for _, f := range all {
		if len(choices) < maxSelect && strings.Contains(strings.ToLower(f.Title+" "+f.URL), typed) {
			choices = append(choices, choice{Name: clip(oneLine(f.Title), maxOption), Value: f.ID})
		}
	}
	return reply{choices: choices}, nil
}

// items shows what waits of one feed.
func (b *Bot) items(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	f, err := b.cfg.Store.Feed(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "feeds.gone")
	}
	return b.itemList(ctx, r, scope, f, r.pressed.page, "")
}

// itemList is what waits of one feed, below a line on what was done.
func (b *Bot) itemList(ctx context.Context, r *request, scope corpus.Scope, f store.Feed, page int, did string) (reply, error) {
	at := func(page int) ([]store.FeedItem, int, error) {
		return b.cfg.Store.PendingItems(ctx, scope, f.ID, store.Page{Offset: page * itemsShown, Limit: itemsShown})
	}
	list, total, err := at(page)
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / itemsShown
		list, total, err = at(page)
	}
	if err != nil {
		return reply{}, err
	}
	var parts []component
	if did != "" {
		parts = append(parts, text(did))
	}
	if total == 0 {
		parts = append(parts, text(r.say("feeds.no-items", r.shortTitle(f.Title))))
	} else {
		parts = append(parts, text(r.count("feeds.items", total, r.shortTitle(f.Title))))
	}
	for _, item := range list {
		add := "button.take"
		if item.Document != "" {
			add = "button.update"
		}
		parts = append(parts, text(r.itemLine(item)), row(
			button(discordgo.PrimaryButton, r.say(key(add)), customID{verb: verbTake, record: item.ID, page: page}),
			button(discordgo.SecondaryButton, r.say("button.skip"), customID{verb: verbSkip, record: item.ID, page: page}),
		))
	}
	parts = append(parts, r.pager(page, total, itemsShown, verbItems, f.ID)...)
	parts = append(parts, row(button(discordgo.SecondaryButton, r.say("button.feeds"), customID{verb: verbFeeds})))
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

func (r *request) itemLine(item store.FeedItem) string {
	var about []string
	if !item.Published.IsZero() {
		about = append(about, r.day(item.Published))
	}
	if item.Document != "" {
		about = append(about, r.say("feeds.changed"))
	}
	title := item.Title
	if title == "" {
		title = item.Link
	}
	line := "**" + r.shortTitle(title) + "**"
	if short := r.title(clip(title, maxTitleListed), item.Link); length(short) < 400 {
		line = "**" + short + "**"
	}
	if len(about) > 0 {
		line += "\n-# " + strings.Join(about, " · ")
	}
	return line
}

// waitingItem returns the item under a button, and its feed.
func (b *Bot) waitingItem(ctx context.Context, r *request) (f store.Feed, item store.FeedItem, err error) {
	_, scope := own(r)
	if item, err = b.cfg.Store.Item(ctx, scope, r.pressed.record); err == nil {
		f, err = b.cfg.Store.Feed(ctx, scope, item.Feed)
	}
	return f, item, gone(err, "feeds.item-gone")
}

// take adds an item that waits. When its article cannot be had, it waits on.
func (b *Bot) take(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	f, item, err := b.waitingItem(ctx, r)
	if err != nil {
		return reply{}, err
	}
	d, file, err := b.itemDocument(ctx, f, item.ID)
	if err != nil {
		return reply{}, err
	}
	kept, did, err := b.takeItem(ctx, lib, item, d, file, r.by())
	if errors.Is(err, store.ErrQuota) {
		return reply{}, tell("feeds.full")
	}
	if err != nil {
		return reply{}, err
	}
	title := r.shortTitle(kept.Metadata().Title)
	done := map[corpus.ChangeKind]struct{ say, told key }{
		corpus.Added: {"feeds.taken", "log.item-added"}, corpus.Edited: {"feeds.updated", "log.item-updated"}, "": {"feeds.there", ""}}[did]
	rep, err := b.itemList(ctx, r, scope, f, r.pressed.page, r.say(done.say, title))
	if done.told != "" {
		rep.told = []string{r.say(done.told, title, r.shortTitle(f.Title), r.mention(r.by()))}
	}
	return rep, err
}

// skip takes an item off the list for good.
func (b *Bot) skip(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	f, item, err := b.waitingItem(ctx, r)
	if err != nil {
		return reply{}, err
	}
	if err := b.cfg.Store.DeclineItem(ctx, lib, item.ID, r.by()); err != nil {
		return reply{}, gone(err, "feeds.item-gone")
	}
	title := item.Title
	if title == "" {
		title = item.Link
	}
	rep, err := b.itemList(ctx, r, scope, f, r.pressed.page, r.say("feeds.skipped", r.shortTitle(title)))
	rep.told = []string{r.say("log.item-skipped", r.shortTitle(title), r.shortTitle(f.Title), r.mention(r.by()))}
	return rep, err
}
