package bot

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// announce tells the channel that a guild's settings name, if they name one, of
// changes of its library: a line each, that notifies nobody. It comes after the
// answer: a channel that is gone, or closed to the bot, is logged and holds
// nobody up.
func (b *Bot) announce(ctx context.Context, guild string, lines ...string) {
	if len(lines) == 0 || guild == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deliverTime)
	defer cancel()
	settings, err := b.cfg.Store.Settings(ctx, corpus.ScopeOf(corpus.GuildLibrary(guild)))
	if err == nil && settings.ChangeLog != "" {
		p := reply{parts: []component{text(strings.Join(lines, "\n"))}}.payload()
		p.Nonce, p.EnforceNonce = rand.Text()[:20], true
		err = b.rest.post(ctx, settings.ChangeLog, p)
	}
	if err != nil {
		b.log.Warn("the change log was not written", "guild", guild, "error", err)
	}
}
