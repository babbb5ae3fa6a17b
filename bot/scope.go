package bot

import (
	"context"

	"github.com/pincite/pincite/corpus"
)

// scope is the one place where what Discord named becomes a permission to read.
// A guild reads its own library, or the base while it has none; a direct
// message reads the base.
func (b *Bot) scope(ctx context.Context, r *request) (corpus.Scope, error) {
	return b.cfg.Store.ReadScope(ctx, r.library())
}

// library is the one that whoever asks belongs to.
func (r *request) library() corpus.Library {
	if r.guild == "" {
		return corpus.Base
	}
	return corpus.GuildLibrary(r.guild)
}

// own returns the library that a guild's moderators may change, and the
// permission to read exactly that one. Whoever asks has been checked.
func own(r *request) (corpus.Library, corpus.Scope) {
	lib := corpus.GuildLibrary(r.guild)
	return lib, corpus.ScopeOf(lib)
}
