package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
)

// revisionsShown is how many revisions an article's card lists.
const revisionsShown = 5

// show answers /library show: an article's card, for those who look after it.
func (b *Bot) show(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	id, err := b.chosen(ctx, scope, r.options["document"])
	if err != nil {
		return reply{}, err
	}
	return b.ownCard(ctx, r, id)
}

// showChosen shows the card of the article chosen in a list.
func (b *Bot) showChosen(ctx context.Context, r *request) (reply, error) {
	if len(r.values) != 1 || !isWord(r.values[0], documentID) {
		return reply{}, errForged
	}
	return b.ownCard(ctx, r, corpus.ID(r.values[0]))
}

// showNamed shows the card of the article that the button names.
func (b *Bot) showNamed(ctx context.Context, r *request) (reply, error) {
	return b.ownCard(ctx, r, r.pressed.doc)
}

func (b *Bot) ownCard(ctx context.Context, r *request, id corpus.ID) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Document(ctx, scope, id)
	if err != nil {
		return reply{}, err
	}
	c, err := b.cfg.Store.Card(ctx, scope, id)
	if err != nil {
		return reply{}, err
	}
	lines := []string{r.say("card.added", r.mention(c.AddedBy), stamp(c.AddedAt))}
	if c.Quoted > 0 {
		lines = append(lines, r.count("card.quoted", c.Quoted, stamp(c.LastQuoted)))
	} else {
		lines = append(lines, r.say("card.not-quoted"))
	}
	if !c.CheckedAt.IsZero() {
		lines = append(lines, r.say("card.checked", stamp(c.CheckedAt)))
	}
	if n := len(c.Revisions); n > 1 {
		lines = append(lines, r.count("card.revisions", n))
		for _, v := range c.Revisions[:min(n, revisionsShown)] {
			lines = append(lines, r.say("card.revision", v.Revision, r.plainTitle(clip(v.Title, maxTitleListed)), r.mention(v.By), stamp(v.At)))
		}
	}
	m := d.Metadata()
	buttons := []component{button(discordgo.PrimaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: id})}
	if source, ok := linkButton(r.say("button.source"), m.URL); ok {
		buttons = append(buttons, source)
	}
	edits := []component{
		button(discordgo.SecondaryButton, r.say("button.details"), amending(verbAmend, d)),
		button(discordgo.SecondaryButton, r.say("button.history"), customID{verb: verbPast, doc: id}),
		button(discordgo.DangerButton, r.say("button.strike"), customID{verb: verbStrike, doc: id}),
	}
	if _, body := markdownOf(d); units(body) <= maxPaste {
		edits = append(edits[:1:1], append([]component{button(discordgo.SecondaryButton, r.say("button.rewrite"), amending(verbRewrite, d))}, edits[1:]...)...)
	}
	return reply{private: true, parts: []component{container(colourAnswer,
		text(r.detailLines(d)), text(strings.Join(lines, "\n")), row(buttons...), row(edits...))}}, nil
}
