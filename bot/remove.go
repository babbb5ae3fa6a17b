package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
)

// remove answers /library remove: it asks first.
func (b *Bot) remove(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	id, err := b.chosen(ctx, scope, r.options["document"])
	if err != nil {
		return reply{}, err
	}
	return b.askToRemove(ctx, r, id)
}

// strike asks the same, from a button on the article's card.
func (b *Bot) strike(ctx context.Context, r *request) (reply, error) {
	return b.askToRemove(ctx, r, r.pressed.doc)
}

func (b *Bot) askToRemove(ctx context.Context, r *request, id corpus.ID) (reply, error) {
	_, scope := own(r)
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
	c, err := b.cfg.Store.Remove(ctx, lib, d.ID(), r.by())
	if err != nil {
		return reply{}, err
	}
	title := r.plainTitle(d.Metadata().Title)
	return reply{private: true,
		parts: []component{container(colourDone, text(r.say("remove.done", title)), row(undoing(r.say("button.undo"), c.Seq, 1)))},
		told:  []string{r.say("log.removed", title, r.mention(r.by()))},
	}, nil
}

// removeKept leaves everything as it is.
func (b *Bot) removeKept(_ context.Context, r *request) (reply, error) {
	return notice(colourPlain, r.say("remove.kept")), nil
}
