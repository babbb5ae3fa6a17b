package bot

import "context"

// help answers /help.
func (b *Bot) help(_ context.Context, r *request) (reply, error) {
	return notice(colourAnswer, r.say("help")), nil
}

// privacy answers /privacy.
func (b *Bot) privacy(_ context.Context, r *request) (reply, error) {
	return notice(colourAnswer, r.say("privacy")), nil
}
