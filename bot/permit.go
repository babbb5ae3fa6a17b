package bot

import (
	"context"
	"slices"
)

// permit says why a person may not do something here; nil when they may. Every
// command, press and form comes through it, whatever its custom_id says.
func (b *Bot) permit(ctx context.Context, r *request, act action) error {
	switch {
	case act.permission == 0:
		return nil
	case r.guild == "":
		return errGuildOnly
	case r.may(act.permission):
		return nil
	case !act.keeper || len(r.roles) == 0:
		return errNotModerator
	}
	_, scope := own(r)
	settings, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return err
	}
	keeps := func(role string) bool { return slices.Contains(settings.Keepers, role) }
	if !slices.ContainsFunc(r.roles, keeps) {
		return errNotModerator
	}
	return nil
}
