package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

func TestAWrongTokenEndsTheBotWithTheRemedy(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	w.config.Token = "not-the-token"
	b, err := New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	err = b.Run(w.ctx)
	if err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
		t.Fatalf("Run returned %v", err)
	}
	if b.Alive() {
		t.Error("the bot says that it is alive")
	}
	if strings.Contains(w.log.String()+err.Error(), "not-the-token") {
		t.Error("the token was told")
	}
}

func TestSettingsThatCannotWorkAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"no token":        {func(c *Config) { c.Token = "  " }, "DISCORD_TOKEN"},
		"token in quotes": {func(c *Config) { c.Token = `"abc"` }, "quotation marks"},
		"no store":        {func(c *Config) { c.Store = nil }, "store"},
		"wrong guild":     {func(c *Config) { c.DevGuild = "Harbour" }, "Copy Server ID"},
	} {
		config := w.config
		c.change(&config)
		if _, err := New(config); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want something about %q", name, err, c.want)
		}
	}
}

func TestARefusalForGoodEndsTheBot(t *testing.T) {
	t.Parallel()
	for _, code := range []int{4004, 4013, 4014} {
		w := newWorld(t)
		w.discord.CloseGateway(code, "refused")
		done := make(chan error, 1)
		go func() { done <- w.ended() }()
		select {
		case err := <-done:
			if err == nil || err.Error() != fatal[code] {
				t.Errorf("close code %d: Run returned %v", code, err)
			}
		case <-w.ctx.Done():
			t.Errorf("close code %d: the bot goes on", code)
		}
	}
}

func TestTheConnectionComesBack(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*discordtest.Server){
		"cut":             func(s *discordtest.Server) { s.Cut() },
		"asked to":        func(s *discordtest.Server) { s.Reconnect() },
		"timed out":       func(s *discordtest.Server) { s.CloseGateway(4009, "session timed out") },
		"invalid":         func(s *discordtest.Server) { s.InvalidateSessions(false) },
		"invalid for now": func(s *discordtest.Server) { s.InvalidateSessions(true) },
		"asked again":     func(s *discordtest.Server) { s.ReconnectResumes(2); s.Cut() },
		"bad sequence":    func(s *discordtest.Server) { s.CloseGateway(4007, "invalid seq") },
		"unknown error":   func(s *discordtest.Server) { s.CloseGateway(4000, "unknown error") },
		"hung":            func(s *discordtest.Server) { s.HangResumes(1); s.Cut() },
		"slow to greet":   func(s *discordtest.Server) { s.SlowHello(300 * time.Millisecond); s.Cut() },
		"cut in a frame":  func(s *discordtest.Server) { s.Truncate() },
		"resume refused":  func(s *discordtest.Server) { s.RefuseResumes(1); s.Cut() },
		"Discord is away": func(s *discordtest.Server) { s.Stop(); _ = s.Start() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.tamper = func(b *Bot) { b.openTime = 5 * time.Second } })
			spoil(w.discord)
			k := w.talk(w.ada, w.general)
			if err := w.discord.WaitReady(w.ctx); err != nil {
				t.Fatalf("%v\nlog:\n%s", err, w.log)
			}
			if m := k.slash("help"); !strings.Contains(m.text(), "Pincite") {
				t.Errorf("after the connection came back: %s", dump(m))
			}
			// What was missed is told again before RESUMED, so that an answer
			// can come before the bot knows that it is back.
			for !w.bot.Alive() {
				select {
				case <-w.ctx.Done():
					t.Fatalf("the bot never says that it is alive; log:\n%s", w.log)
				case <-time.After(5 * time.Millisecond):
				}
			}
		})
	}
}

func TestAConnectionWhoseHeartbeatsAreNotAnsweredIsReplaced(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{Heartbeat: 500 * time.Millisecond, AnswerWithin: time.Minute})
	w.tamper = func(b *Bot) { b.beatCheck = 20 * time.Millisecond }
	w.run()
	before := w.discord.Gateway()
	w.discord.HoldAcks(true)
	if err := w.discord.WaitFor(w.ctx, func() bool { return w.discord.Gateway().Connected == 0 }); err != nil {
		t.Fatal(err)
	}
	w.discord.HoldAcks(false)
	k := w.talk(w.ada, w.general)
	if m := k.slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("after the connection came back: %s", dump(m))
	}
	if now := w.discord.Gateway(); now.Identified != before.Identified || now.Resumed <= before.Resumed {
		t.Errorf("the session was not resumed: %+v, then %+v; log:\n%s", before, now, w.log)
	}
}

func TestStoppingEndsTheConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.stop(); err != nil {
		t.Errorf("Run returned %v", err)
	}
	if w.bot.Alive() {
		t.Error("the bot says that it is alive")
	}
}

func TestStartingAgainWritesNoCommands(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*world){
		"everywhere":             func(*world) {},
		"in a development guild": func(w *world) { w.config.DevGuild = w.guild.ID },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, change)
			first := w.discord.CommandWrites()
			if first == 0 {
				t.Fatal("no command was registered")
			}
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			w.run()
			if n := w.discord.CommandWrites(); n != first {
				t.Errorf("starting again wrote %d commands", n-first)
			}
		})
	}
}

func TestADevelopmentGuildOfSomebodyElseIsRefused(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	w.config.DevGuild = "123456789012345678"
	b, err := New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(w.ctx); err == nil || !strings.Contains(err.Error(), "invite the bot") && !strings.Contains(err.Error(), "Invite the bot") {
		t.Errorf("Run returned %v", err)
	}
}
