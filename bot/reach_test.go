package bot

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
)

func TestOnlyWhatChangedIsRegistered(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{BucketSize: 10_000})
	earlier, err := newREST(w.config.Token, w.config.Transport)
	if err != nil {
		t.Fatal(err)
	}
	address := discordgo.EndpointApplicationGlobalCommands(w.discord.Bot().ID)
	var all []*discordgo.ApplicationCommand
	for _, c := range definitions() {
		if c.Name == "help" {
			c.Description = "An older description"
		}
		all = append(all, c)
	}
	all = append(all, &discordgo.ApplicationCommand{Name: "gone", Description: "A command of an older version"})
	for _, c := range all {
		if err := earlier.do(w.ctx, http.MethodPost, address, c, nil, true); err != nil {
			t.Fatal(err)
		}
	}
	before := w.discord.CommandWrites()
	w.run()
	if n := w.discord.CommandWrites() - before; n != 2 {
		t.Errorf("%d writes, want one changed and one deleted", n)
	}
	var there []*discordgo.ApplicationCommand
	if err := earlier.do(w.ctx, http.MethodGet, address, nil, &there, true); err != nil {
		t.Fatal(err)
	}
	if len(there) != len(definitions()) {
		t.Errorf("Discord lists %d commands, want %d", len(there), len(definitions()))
	}
	for _, c := range there {
		if c.Name == "help" && c.Description != english["cmd.help"] {
			t.Errorf("help says %q", c.Description)
		}
	}
}

func TestRegistrationIsTriedAgain(t *testing.T) {
	t.Parallel()
	newWorld(t, func(w *world) { w.discord.Inject(discordtest.Fault{Path: "/commands", Status: 503, Times: 2}) })
}

func TestADevelopmentGuildHasTheCommandsToItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.config.DevGuild = w.guild.ID })
	other, elsewhere := w.discord.AddGuild("Elsewhere")
	w.discord.Join(other, w.ada, 0)
	if n := len(w.as(w.ada).Commands()); n == 0 {
		t.Error("there are no commands in the development guild")
	}
	if n := len(w.discord.As(w.ada, elsewhere).Commands()); n != 0 {
		t.Errorf("there are %d commands elsewhere", n)
	}
}

func TestAPersonWhoInstalledPinciteAsksAnywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.keep(corpus.Base, article(t, "ferry.md")) })
	foreign, channel := w.discord.AddForeignGuild("Where Pincite is not")
	w.discord.Join(foreign, w.ada, 0)
	w.discord.Install(w.ada)
	m := w.talk(w.ada, channel).slash("ask", opt("question", "How many people take the ferry each night?"))
	if !strings.Contains(m.text(), "300 people") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestAChannelWhereTheBotMayNotWriteIsNoFailure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	refused := func(r discordtest.Request) bool {
		return strings.HasSuffix(r.Path, "/messages") && r.Status == http.StatusForbidden
	}
	w.refusal = refused
	w.discord.DenyBot(w.general, discordgo.PermissionSendMessages)
	k := w.talk(w.ada, w.general)
	if _, err := k.actor.Say("<@"+w.discord.Bot().ID+"> who is there?", ""); err != nil {
		t.Fatal(err)
	}
	if err := w.discord.WaitFor(w.ctx, func() bool { return len(w.discord.Refused()) > 0 }); err != nil {
		t.Fatal(err)
	}
	k.slash("help")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(w.log.String(), "command=message outcome=undelivered") {
		t.Errorf("the log:\n%s", w.log)
	}
}

func TestSlowSuggestionsAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.tamper = func(b *Bot) {
			b.completeTime = 10 * time.Millisecond
			b.completions["ask"] = func(ctx context.Context, _ *request) (reply, error) {
				<-ctx.Done()
				return reply{}, ctx.Err()
			}
		}
	})
	if c := w.talk(w.ada, w.general).typing("ask", "document", opt("question", "x"), opt("document", "c")); len(c) != 0 {
		t.Errorf("suggested: %v", c)
	}
}
