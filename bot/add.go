package bot

import (
	"context"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// addToLibrary is the name of the command in a message's menu that adds its
// files and links.
const addToLibrary = "Add to library"

// readingTime is how long files and links may take to be fetched and read. An
// acknowledged command can be answered for 15 minutes.
const readingTime = 4 * time.Minute

// add answers /library add: it previews files and a link, or opens the form for
// a paste.
func (b *Bot) add(ctx context.Context, r *request) (reply, error) {
	given, err := stated(r.options)
	if err != nil {
		return reply{}, err
	}
	sources := r.brought()
	if len(sources) == 0 {
		return reply{form: r.addingForm(given)}, nil
	}
	return b.propose(ctx, r, sources, given)
}

// addMessage answers the command in a message's menu.
func (b *Bot) addMessage(ctx context.Context, r *request) (reply, error) {
	var sources []source
	for _, f := range r.attached {
		sources = append(sources, source{file: &f})
	}
	for _, link := range linksIn(r.text) {
		sources = append(sources, source{link: link})
	}
	switch {
	case len(sources) == 0:
		return reply{}, tell("add.message.none")
	case len(sources) > maxSources:
		return reply{}, tell("add.message.many", len(sources), maxSources)
	}
	return b.propose(ctx, r, sources, corpus.Metadata{})
}

// propose reads what was brought, keeps it as a draft, and shows it. What was
// stated is about one article; of several, it would be wrong of most.
func (b *Bot) propose(ctx context.Context, r *request, sources []source, given corpus.Metadata, leftOut ...warning) (reply, error) {
	if len(sources) > 1 && (given.Title != "" || given.URL != "") {
		return reply{}, tell("add.one-title")
	}
	items, note, err := b.gather(ctx, r, sources, given)
	if err != nil {
		return reply{}, err
	}
	lib, _ := own(r)
	note.LeftOut = leftOut
	d, err := b.cfg.Store.SaveDraft(ctx, store.Draft{Library: lib, By: r.by(), Items: items, Note: note.String()})
	if err != nil {
		return reply{}, err
	}
	return b.preview(ctx, r, d, 0)
}

// stated reads metadata as the options of a command have them.
func stated(options map[string]string) (corpus.Metadata, error) {
	address := strings.TrimSpace(options["url"])
	m := corpus.Metadata{
		Title: oneLine(options["title"]), Authors: authorsIn(options["author"]), Publication: oneLine(options["publication"]), URL: address,
	}
	if address != "" && !isWebAddress(address) {
		return m, tell("add.url.wrong")
	}
	var err error
	if m.Published, err = corpus.ParseDate(strings.TrimSpace(options["date"])); err != nil {
		return m, tell("add.date.wrong", escapeLine(clip(options["date"], maxNameShown)))
	}
	return m, nil
}

// addForm takes the form with a pasted article.
func (b *Bot) addForm(ctx context.Context, r *request) (reply, error) {
	given, leftOut := r.detailed(corpus.Metadata{})
	return b.propose(ctx, r, []source{{text: r.fields[fieldText]}}, given, leftOut...)
}

// put adds what was previewed, or makes it a revision, and says what is there
// now.
func (b *Bot) put(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	note, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	outcomes, err := b.cfg.Store.AddDraft(ctx, lib, d.ID, r.by())
	if conflict(err) {
		return b.preview(ctx, r, d, 0)
	}
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	for _, n := range note.Fetched {
		if n < len(outcomes) && outcomes[n].Document != nil {
			if err := b.cfg.Store.MarkChecked(ctx, lib, outcomes[n].Document.ID(), b.now()); err != nil && ctx.Err() == nil {
				b.log.Warn("it was not noted when a link was looked at", "error", err)
			}
		}
	}
	switch {
	case d.Revises != "":
		return b.revisedCard(ctx, r, outcomes[0])
	case len(outcomes) > 1:
		return b.addedMany(ctx, r, outcomes)
	}
	return b.addedCard(ctx, r, outcomes[0])
}

// drop forgets what was previewed.
func (b *Bot) drop(ctx context.Context, r *request) (reply, error) {
	lib, _ := own(r)
	if err := b.cfg.Store.DropDraft(ctx, lib, r.pressed.record); err != nil {
		return reply{}, err
	}
	return notice(colourPlain, r.say("draft.dropped")), nil
}

// addedCard shows what was added.
func (b *Bot) addedCard(ctx context.Context, r *request, o store.Outcome) (reply, error) {
	if o.Existing != nil {
		return reply{private: true, parts: []component{container(colourRelated,
			text(r.say("add.duplicate", r.sourceLine(*o.Existing), r.day(o.Existing.AddedAt))), row(r.cardButton(o.Existing.ID)))}}, nil
	}
	_, scope := own(r)
	d := o.Document
	m := d.Metadata()
	lines := []string{r.say("add.done", r.plainTitle(m.Title)), r.aboutLine(d)}
	_, total, err := b.cfg.Store.List(ctx, scope, store.Page{Limit: 1})
	if err != nil {
		return reply{}, err
	}
	if total == 1 {
		lines = append(lines, r.say("add.first"))
	}
	undo, err := b.undoButton(ctx, r, d.ID())
	if err != nil {
		return reply{}, err
	}
	read := button(discordgo.SecondaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: d.ID()})
	return reply{private: true,
		parts: []component{container(colourDone, text(strings.Join(lines, "\n")), row(append([]component{read, r.cardButton(d.ID())}, undo...)...))},
		told:  []string{r.say("log.added", r.plainTitle(m.Title), r.mention(r.by()))},
	}, nil
}

// addedMany says how many articles were added, and which were not.
func (b *Bot) addedMany(ctx context.Context, r *request, outcomes []store.Outcome) (reply, error) {
	_, scope := own(r)
	var added []corpus.ID
	var here []string
	for _, o := range outcomes {
		if o.Existing != nil {
			here = append(here, escapeLine(clip(o.Existing.Metadata.Title, maxTitleListed)))
		} else if o.Changed {
			added = append(added, o.Document.ID())
		}
	}
	lines := []string{r.count("add.done-many", len(added))}
	if n := len(here); n > 0 {
		lines = append(lines, r.count("add.were-here", n, strings.Join(here[:min(n, titlesTold)], "; ")))
	}
	if len(added) == 0 {
		return notice(colourRelated, strings.Join(lines, "\n")), nil
	}
	_, total, err := b.cfg.Store.List(ctx, scope, store.Page{Limit: 1})
	if err != nil {
		return reply{}, err
	}
	if total == len(added) {
		lines = append(lines, r.say("add.first"))
	}
	// All of a draft is added in one transaction, so that its changes have
	// numbers in a row.
	first, err := b.latestChange(ctx, scope, added[0])
	if err != nil {
		return reply{}, err
	}
	list := button(discordgo.SecondaryButton, r.say("button.list"), customID{verb: verbList, rest: listing{sort: "added"}.String()})
	undo := button(discordgo.SecondaryButton, r.say("button.undo-all"), customID{verb: verbUndo, number: int(first.Seq), many: len(added)})
	return reply{private: true,
		parts: []component{container(colourDone, text(strings.Join(lines, "\n")), row(list, undo))},
		told:  []string{r.count("log.added-many", len(added), r.mention(r.by()))},
	}, nil
}

// titlesTold is how many titles a sentence names.
const titlesTold = 5
