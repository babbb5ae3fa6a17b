package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// remove answers /library remove: it asks first.
func (b *Bot) remove(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	id, err := b.chosen(ctx, scope, r.options["document"])
	if err != nil {
		return reply{}, err
	}
	d, err := b.cfg.Store.Document(ctx, scope, id)
	if err != nil {
		return reply{}, err
	}
	return reply{private: true, parts: []component{container(colourProblem,
		text(r.say("remove.ask", r.plainTitle(d.Metadata().Title))),
		row(
			button(discordgo.DangerButton, r.say("button.remove"), customID{verb: verbRemove, doc: id}),
			button(discordgo.SecondaryButton, r.say("button.keep"), customID{verb: verbKeep}),
		),
	)}}, nil
}

// removeConfirmed takes the article away.
func (b *Bot) removeConfirmed(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Document(ctx, scope, r.pressed.doc)
	if err != nil {
		return reply{}, err
	}
	if _, err := b.cfg.Store.Remove(ctx, lib, d.ID(), r.by()); err != nil {
		return reply{}, err
	}
	title := r.plainTitle(d.Metadata().Title)
	rep := notice(colourDone, r.say("remove.done", title))
	rep.told = []string{r.say("log.removed", title, r.mention(r.by()))}
	return rep, nil
}

// removeKept leaves everything as it is.
func (b *Bot) removeKept(_ context.Context, r *request) (reply, error) {
	return notice(colourPlain, r.say("remove.kept")), nil
}
