package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// help answers /help.
func (b *Bot) help(_ context.Context, r *request) (reply, error) {
	return notice(colourAnswer, r.say("help")), nil
}

// privacy answers /privacy: what is kept here, with a button to have one's own
// part of it forgotten.
func (b *Bot) privacy(ctx context.Context, r *request) (reply, error) {
	questions := key("privacy.direct")
	if r.guild != "" {
		_, scope := own(r)
		settings, err := b.cfg.Store.Settings(ctx, scope)
		if err != nil {
			return reply{}, err
		}
		if questions = "privacy.no-gaps"; settings.KeepGaps {
			questions = "privacy.gaps"
		}
	}
	return reply{private: true, parts: []component{container(colourAnswer,
		text(r.say("privacy", r.say(questions))),
		row(button(discordgo.SecondaryButton, r.say("button.forget"), customID{verb: verbForget})),
	)}}, nil
}

// forget deletes what is kept of whoever asks for it, in all servers.
func (b *Bot) forget(ctx context.Context, r *request) (reply, error) {
	f, err := b.cfg.Store.Forget(ctx, b.userKeys(r.user))
	if err != nil {
		return reply{}, err
	}
	if f.Marks+f.Questions == 0 {
		return notice(colourPlain, r.say("forget.nothing")), nil
	}
	return notice(colourDone, r.say("forget.done", r.count("forget.questions", f.Questions), r.count("forget.marks", f.Marks))), nil
}
