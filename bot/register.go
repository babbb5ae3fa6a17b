package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// register makes Discord's list of the application's commands equal to ours. It
// reads the list first and writes only what differs, so that starting again
// changes nothing and uses up none of Discord's 200 creations a day. What fails
// in passing is tried again until ctx ends; the error that is returned is a
// sentence for the maintainer.
func (b *Bot) register(ctx context.Context, app string) error {
	for delay := time.Second; ; delay = min(2*delay, maxDelay) {
		err := b.registerOnce(ctx, app)
		if err == nil {
			return nil
		}
		if refused, ok := errors.AsType[*apiError](err); ok && refused.Status < 500 && refused.Status != http.StatusTooManyRequests {
			return b.registrationRefused(refused)
		}
		b.log.Warn("commands could not be registered", slog.String("error", err.Error()), slog.Duration("again_in", delay))
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (b *Bot) registrationRefused(e *apiError) error {
	switch {
	case e.Status == http.StatusUnauthorized:
		return refusal(tokenRefused)
	case b.cfg.DevGuild != "" && (e.Code == codeMissingAccess || e.Status == http.StatusNotFound || e.Status == http.StatusForbidden):
		return refusal("The commands cannot be registered in the development guild " + b.cfg.DevGuild +
			". Invite the bot to that server, with the scope applications.commands, or correct the setting.")
	}
	return refusal(fmt.Sprintf("Discord refused Pincite's commands. Please report this: %v: %s", e, e.body))
}

func (b *Bot) registerOnce(ctx context.Context, app string) error {
	address := discordgo.EndpointApplicationGlobalCommands(app)
	if b.cfg.DevGuild != "" {
		address = discordgo.EndpointApplicationGuildCommands(app, b.cfg.DevGuild)
	}
	var there []*discordgo.ApplicationCommand
	if err := b.rest.do(ctx, http.MethodGet, address+"?with_localizations=true", nil, &there, true); err != nil {
		return err
	}
	old := map[string]*discordgo.ApplicationCommand{}
	for _, c := range there {
		old[commandKey(c)] = c
	}
	written, deleted := 0, 0
	for _, c := range b.definitions() {
		was := old[commandKey(c)]
		delete(old, commandKey(c))
		if was != nil && sameCommand(was, c, b.cfg.DevGuild == "") {
			continue
		}
		// Creating a command of a name that exists replaces that one.
		if err := b.rest.do(ctx, http.MethodPost, address, c, nil, true); err != nil {
			return fmt.Errorf("command %s: %w", c.Name, err)
		}
		written++
	}
	for _, c := range old {
		if err := b.rest.do(ctx, http.MethodDelete, address+"/"+c.ID, nil, nil, true); err != nil {
			return fmt.Errorf("command %s: %w", c.Name, err)
		}
		deleted++
	}
	b.log.Info("commands registered", slog.Int("written", written), slog.Int("deleted", deleted), slog.Bool("everywhere", b.cfg.DevGuild == ""))
	return nil
}

// definitions returns the commands as they are registered. Where a command is
// installed and used can be said only of those that are registered everywhere:
// Discord does not keep it of a guild's.
func (b *Bot) definitions() []*discordgo.ApplicationCommand {
	list := definitions()
	if b.cfg.DevGuild != "" {
		for _, c := range list {
			c.Contexts, c.IntegrationTypes = nil, nil
		}
	}
	return list
}

func commandKey(c *discordgo.ApplicationCommand) string {
	return fmt.Sprintf("%d %s", max(c.Type, discordgo.ChatApplicationCommand), c.Name)
}

// sameCommand reports whether two definitions come to the same, whatever
// Discord added to one of them.
func sameCommand(a, b *discordgo.ApplicationCommand, everywhere bool) bool {
	x, errA := json.Marshal(essence(a, everywhere))
	y, errB := json.Marshal(essence(b, everywhere))
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

// essence is a definition without what Discord fills in, and with what Discord
// leaves out written down. A guild's command has no contexts that count.
func essence(c *discordgo.ApplicationCommand, everywhere bool) any {
	kind := max(c.Type, discordgo.ChatApplicationCommand)
	permissions := int64(-1)
	if c.DefaultMemberPermissions != nil {
		permissions = *c.DefaultMemberPermissions
	}
	contexts, installs := []discordgo.InteractionContextType{}, []discordgo.ApplicationIntegrationType{}
	if everywhere && c.Contexts != nil {
		contexts = append(contexts, *c.Contexts...)
	}
	if everywhere && c.IntegrationTypes != nil {
		installs = append(installs, *c.IntegrationTypes...)
	}
	return []any{kind, c.Name, c.Description, permissions, contexts, installs, essenceOfOptions(c.Options)}
}

func essenceOfOptions(options []*discordgo.ApplicationCommandOption) []any {
	list := []any{}
	for _, o := range options {
		minimum := 0
		if o.MinLength != nil {
			minimum = *o.MinLength
		}
		list = append(list, []any{o.Type, o.Name, o.Description, o.Required, o.Autocomplete, minimum, o.MaxLength, essenceOfOptions(o.Options)})
	}
	return list
}
