package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// previewRevision shows what a draft changes in the article that it revises or,
// when somebody else has changed that in the meantime, both changes.
func (b *Bot) previewRevision(ctx context.Context, r *request, d store.Draft, extra ...warning) (reply, error) {
	_, scope := own(r)
	now, err := b.cfg.Store.Document(ctx, scope, d.Revises)
	if err != nil {
		return reply{}, gone(err, "edit.removed")
	}
	if now.Provenance().Revision != d.Base {
		return b.conflictCard(ctx, r, d, now)
	}
	note, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	doc := d.Items[0].Document
	minded := append(note.LeftOut, extra...)
	what := r.differences(now, doc)
	here, ok, err := b.cfg.Store.Same(ctx, scope, doc)
	if err != nil {
		return reply{}, err
	}
	settings, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	minded = append(minded, r.foreign(doc.Metadata().Language, settings)...)
	other := ok && here.ID != d.Revises
	if other {
		minded = append(minded, r.alreadyHere(here))
	}
	lines := []string{r.say("edit.head", r.plainTitle(now.Metadata().Title))}
	if what.none() {
		lines = append(lines, r.say("edit.same"))
	}
	parts := []component{text(strings.Join(append(lines, what.lines()...), "\n"))}
	if len(what.added) > 0 {
		parts = append(parts, text(r.opening(doc)))
	}
	if foot := r.warnings(append(minded, r.refusals(note, refusalRoom)...)); foot != "" {
		parts = append(parts, text(foot))
	}
	var buttons []component
	if !what.none() && !other {
		buttons = append(buttons, button(discordgo.SuccessButton, r.say("button.save"), customID{verb: verbPut, record: d.ID}))
	}
	buttons = append(buttons,
		button(discordgo.SecondaryButton, r.say("button.details"), customID{verb: verbDetails, record: d.ID}),
		button(discordgo.SecondaryButton, r.say("button.cancel"), customID{verb: verbDrop, record: d.ID}))
	return reply{private: true, parts: []component{container(colourRelated, append(parts, row(buttons...))...)}}, nil
}

// conflictCard tells that somebody else has changed the article, what they
// changed, and what the draft changes.
func (b *Bot) conflictCard(ctx context.Context, r *request, d store.Draft, now *corpus.Document) (reply, error) {
	_, scope := own(r)
	base, err := b.cfg.Store.Revision(ctx, scope, d.Revises, d.Base)
	if err != nil {
		return reply{}, err
	}
	prov := now.Provenance()
	parts := []component{
		text(r.say("conflict.head", r.mention(prov.AddedBy), r.plainTitle(base.Metadata().Title), stamp(prov.AddedAt))),
		text(strings.Join(append([]string{r.say("conflict.theirs")}, r.differences(base, now).lines()...), "\n")),
		text(strings.Join(append([]string{r.say("conflict.yours")}, r.differences(base, d.Items[0].Document).lines()...), "\n")),
		row(
			button(discordgo.PrimaryButton, r.say("button.rebase"), customID{verb: verbRebase, record: d.ID, number: prov.Revision}),
			button(discordgo.SecondaryButton, r.say("button.discard"), customID{verb: verbDrop, record: d.ID}),
		),
	}
	return reply{private: true, parts: []component{container(colourRelated, parts...)}}, nil
}

// rebase carries a draft on from the latest revision of what it revises: what
// the moderator changed on top of what the other one changed. Of the text there
// can be only one, which is the moderator's if they changed it.
func (b *Bot) rebase(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	if d.Revises == "" {
		return reply{}, errForged
	}
	now, err := b.cfg.Store.Document(ctx, scope, d.Revises)
	if err != nil {
		return reply{}, gone(err, "edit.removed")
	}
	base, err := b.cfg.Store.Revision(ctx, scope, d.Revises, d.Base)
	if err != nil {
		return reply{}, err
	}
	revision := now.Provenance().Revision
	if revision != r.pressed.number { // it has changed once more since that was shown
		return b.conflictCard(ctx, r, d, now)
	}
	mine := d.Items[0].Document
	m := merged(base.Metadata(), mine.Metadata(), now.Metadata())
	if mine.Text() != base.Text() {
		if err := b.cfg.Store.RebaseDraft(ctx, lib, d.ID, revision); err != nil {
			return reply{}, gone(err, "draft.gone")
		}
		if err := b.cfg.Store.DescribeDraft(ctx, lib, d.ID, 0, m); err != nil {
			return reply{}, gone(err, "draft.gone")
		}
		if d, err = b.cfg.Store.Draft(ctx, scope, d.ID); err != nil {
			return reply{}, gone(err, "draft.gone")
		}
		return b.previewRevision(ctx, r, d)
	}
	note, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	rep, err := b.saveRevision(ctx, r, d.Revises, revision, store.DraftItem{Document: now.WithMetadata(m)}, note)
	if err != nil {
		return reply{}, err
	}
	return rep, b.cfg.Store.DropDraft(ctx, lib, d.ID)
}

// merged takes from mine what it changed of base, and the rest from theirs.
func merged(base, mine, theirs corpus.Metadata) corpus.Metadata {
	m := theirs
	for _, f := range []struct{ base, mine, m *string }{
		{&base.Title, &mine.Title, &m.Title}, {&base.Subtitle, &mine.Subtitle, &m.Subtitle}, {&base.Publication, &mine.Publication, &m.Publication},
		{&base.URL, &mine.URL, &m.URL}, {&base.Language, &mine.Language, &m.Language}, {&base.Dateline, &mine.Dateline, &m.Dateline},
	} {
		if *f.mine != *f.base {
			*f.m = *f.mine
		}
	}
	if strings.Join(mine.Authors, "\n") != strings.Join(base.Authors, "\n") {
		m.Authors = mine.Authors
	}
	if mine.Published != base.Published {
		m.Published = mine.Published
	}
	return m
}
