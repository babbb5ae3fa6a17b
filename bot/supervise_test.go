package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// begin starts a bot that need not get ready, and returns what Run returns.
func (w *world) begin(change func(*Bot)) (*Bot, <-chan error) {
	w.t.Helper()
	b, err := New(w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	b.identifyPause, b.invalidPause = time.Millisecond, time.Millisecond
	change(b)
	w.bot = b
	done := make(chan error, 1)
	go func() { done <- b.Run(w.ctx) }()
	return b, done
}

// gateway waits for what the stand-in counts.
func (w *world) gateway(what string, ok func(discordtest.Gateway) bool) {
	w.t.Helper()
	if err := w.discord.WaitFor(w.ctx, func() bool { return ok(w.discord.Gateway()) }); err != nil {
		w.t.Fatalf("waiting until %s: %v, %+v\nlog:\n%s", what, err, w.discord.Gateway(), w.log)
	}
}

func TestASessionThatIsNeverReadyIsGivenUp(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.discord.MuteIdentifies(1)
	b, _ := w.begin(func(b *Bot) { b.openTime = 300 * time.Millisecond })
	select {
	case <-b.Ready():
	case <-w.ctx.Done():
		t.Fatalf("log:\n%s", w.log)
	}
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestNoSessionIsStartedBeyondDiscordsLimit(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.discord.LimitSessions(0, time.Hour, 1)
	b, done := w.begin(func(*Bot) {})
	for !strings.Contains(w.log.String(), "allows no new session now") {
		select {
		case err := <-done:
			t.Fatalf("Run returned %v", err)
		case <-b.Ready():
			t.Fatal("the bot is ready")
		case <-time.After(5 * time.Millisecond):
		}
	}
	if g := w.discord.Gateway(); g.Identified != 0 || g.Connected != 0 {
		t.Errorf("the bot connected: %+v", g)
	}
	if log := w.log.String(); !strings.Contains(log, "again_in=59m59") && !strings.Contains(log, "again_in=1h0m0s") {
		t.Errorf("the log:\n%s", log)
	}
}

func TestNewSessionsAreSpacedOut(t *testing.T) {
	t.Parallel()
	s := starts{next: map[int]time.Time{}}
	now := time.Unix(1_700_000_000, 0)
	for i, want := range []time.Duration{0, 5 * time.Second, 10 * time.Second} {
		if got := s.reserve(0, now, 5*time.Second); got != want {
			t.Errorf("session %d waits %v, want %v", i+1, got, want)
		}
	}
	if got := s.reserve(1, now, 5*time.Second); got != 0 {
		t.Errorf("a session that may begin at the same time waits %v", got)
	}
	if got := s.reserve(0, now.Add(time.Minute), 5*time.Second); got != 0 {
		t.Errorf("a minute later there is a wait of %v", got)
	}
}

func TestOneProcessHoldsEveryShardThatDiscordRecommends(t *testing.T) {
	t.Parallel()
	var guilds []discordtest.Guild
	var channels []discordtest.Channel
	w := newWorld(t, func(w *world) {
		w.discord.Recommend(3)
		for _, name := range []string{"One", "Two", "Three", "Four", "Five", "Six"} {
			g, c := w.discord.AddGuild(name)
			w.discord.Join(g, w.ada, 0)
			guilds, channels = append(guilds, g), append(channels, c)
		}
	})
	w.gateway("there are three connections", func(g discordtest.Gateway) bool { return g.Connected == 3 })
	for i, c := range channels {
		if m := w.talk(w.ada, c).slash("help"); !strings.Contains(m.text(), "Pincite") {
			t.Errorf("in %s is shown:\n%s", guilds[i].Name, dump(m))
		}
	}
	if held, _ := w.bot.Shards(); held != 3 {
		t.Errorf("%d shards are held", held)
	}
}

func TestABotThatGrowsGetsMoreShards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.discord.Recommend(2)
	w.discord.CloseGateway(4011, "sharding required")
	w.gateway("there are two connections", func(g discordtest.Gateway) bool { return g.Connected == 2 })
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestASetNumberOfShardsThatIsTooSmallEndsTheBot(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	w.discord.Recommend(2)
	w.config.Shards = 1
	_, done := w.begin(func(*Bot) {})
	if err := <-done; err == nil || err.Error() != fatal[codeShardingRequired] {
		t.Errorf("Run returned %v", err)
	}
}

// TestASessionThatIsResumedOftenIsNotHeldUp breaks the connection more often
// than a new session could be begun without longer and longer pauses.
func TestASessionThatIsResumedOftenIsNotHeldUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n := range 4 {
		w.discord.Cut()
		w.gateway("it is resumed", func(g discordtest.Gateway) bool { return g.Resumed == n+1 && g.Connected == 1 })
		for up := 0; up == 0 && sleep(w.ctx, 5*time.Millisecond); { // the bot has heard of it
			_, up = w.bot.Shards()
		}
	}
	for line := range strings.Lines(w.log.String()) {
		_, after, ok := strings.Cut(line, "again_in=")
		if !ok {
			continue
		}
		pause, _, _ := strings.Cut(after, " ")
		if d, err := time.ParseDuration(pause); err != nil || d > firstDelay {
			t.Errorf("%v, %v in %s", d, err, line)
		}
	}
}
