package bot

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus/store/storetest"
)

// briskly is how leases go by in tests: quick, but for what a test says.
func briskly(change func(*leaseTimes)) func(*Bot) {
	return func(b *Bot) {
		b.lease = leaseTimes{ttl: 2 * time.Second, renew: 300 * time.Millisecond, round: 50 * time.Millisecond,
			grace: time.Hour, settle: time.Hour, move: time.Minute}
		change(&b.lease)
	}
}

func TestShardsMoveToAProcessThatHasTooFew(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute, BucketSize: 10_000})
	w.discord.Recommend(4)
	w.tamper = briskly(func(l *leaseTimes) { l.settle = 0 })
	w.shared(address)
	w.run()
	first := w.bot
	w.gateway("one process holds them all", func(g discordtest.Gateway) bool { return g.Connected == 4 })
	w.shared(address)
	w.run()
	// Somebody asks all the while, and is answered: shards are connected here
	// before they are given up there.
	ctx, done := context.WithCancel(w.ctx)
	var asking sync.WaitGroup
	asking.Go(func() {
		for ctx.Err() == nil {
			if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
				t.Errorf("shown:\n%s", dump(m))
			}
		}
	})
	w.gateway("both hold two", func(g discordtest.Gateway) bool {
		_, one := first.Shards()
		_, two := w.bot.Shards()
		return one == 2 && two == 2 && g.Connected == 4
	})
	done()
	asking.Wait()
	if g := w.discord.Gateway(); g.Identified != 6 {
		t.Errorf("%d sessions were made, want 4 and one for each move", g.Identified)
	}
	if c := w.discord.Counts(); c.Failed+c.Second+c.Further > 0 {
		t.Errorf("of the interactions came %+v", c)
	}
}

func TestShardsStayWhereNewSessionsAreFew(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.discord.Recommend(2)
	w.discord.LimitSessions(502, time.Hour, 1) // of 1,000
	w.tamper = briskly(func(l *leaseTimes) { l.settle = 0 })
	w.shared(address)
	w.run()
	w.gateway("one process holds them all", func(g discordtest.Gateway) bool { return g.Connected == 2 })
	w.shared(address)
	w.run()
	moving := func() bool {
		held, err := w.config.Store.Held(w.ctx, movingLease)
		if err != nil {
			t.Fatal(err)
		}
		return len(held) > 0
	}
	for !moving() { // the second one thinks about it
		if !sleep(w.ctx, 10*time.Millisecond) {
			t.Fatal("nothing was thought about")
		}
	}
	if held, _ := w.bot.Shards(); held != 0 || w.discord.Gateway().Identified != 2 {
		t.Errorf("%d shards have moved, %+v", held, w.discord.Gateway())
	}
}

// Only this process cannot reach the store: another takes its shard, and both are
// told of everything.
func TestAProcessThatCannotReachTheStoreAnswersNothingTwice(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	line := storetest.NewLine(t, address)
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.tamper = briskly(func(*leaseTimes) {})
	w.shared(line.Address)
	brisk := w.tamper
	w.tamper = func(b *Bot) { brisk(b); b.claimTime, b.messageTime = 5*time.Second, 5*time.Second }
	w.run()
	away := w.bot
	w.tamper = brisk
	w.shared(address)
	w.run()
	line.Cut()
	w.gateway("both hold the shard", func(g discordtest.Gateway) bool { return g.Connected == 2 })
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("shown:\n%s", dump(m))
	}
	said, err := w.discord.As(w.ada, w.general).Say("<@"+w.discord.Bot().ID+">", "")
	if err != nil {
		t.Fatal(err)
	}
	both := func() bool { // have tried to answer both
		posts := 0
		for _, r := range w.discord.Requests() {
			if r.Method == "POST" && strings.HasSuffix(r.Path, "/messages") {
				posts++
			}
		}
		return posts == 2 && w.discord.Counts().Second == 1
	}
	if err := w.discord.WaitFor(w.ctx, both); err != nil {
		t.Fatalf("%v: %+v\nlog:\n%s", err, w.discord.Counts(), w.log)
	}
	answers := 0
	for _, m := range w.discord.As(w.ada, w.general).Messages() {
		if m.AuthorID == w.discord.Bot().ID && strings.Contains(string(m.Raw), said.ID) {
			answers++
		}
	}
	if c := w.discord.Counts(); answers != 1 || c.Failed+c.Further > 0 {
		t.Errorf("a message is answered %d times; of the interactions came %+v", answers, c)
	}
	line.Join()
	w.gateway("one holds it", func(g discordtest.Gateway) bool { return g.Connected == 1 })
	for held, _ := away.Shards(); held > 0; held, _ = away.Shards() {
		if !sleep(w.ctx, 10*time.Millisecond) {
			t.Fatal("it is not given up by the one that was away")
		}
	}
}

func TestNoSessionIsBegunForAShardThatMayBeAnothers(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	line := storetest.NewLine(t, address)
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.tamper = briskly(func(l *leaseTimes) { l.renew = 700 * time.Millisecond })
	w.shared(line.Address)
	w.run()
	away := w.bot
	w.shared(address)
	w.run()
	line.Cut()
	w.gateway("both hold the shard", func(g discordtest.Gateway) bool { return g.Connected == 2 })
	w.discord.CloseGateway(4009, "Session timed out.")
	w.gateway("one is back", func(g discordtest.Gateway) bool { return g.Connected == 1 && g.Identified == 3 })
	line.Join()
	for held, _ := away.Shards(); held > 0; held, _ = away.Shards() {
		if !sleep(w.ctx, 10*time.Millisecond) {
			t.Fatal("the shard is not given up by the one that was away")
		}
	}
	if g := w.discord.Gateway(); g.Connected != 1 || g.Identified != 3 {
		t.Errorf("another session was begun: %+v", g)
	}
}

func TestAShardIsGivenUpWhenTheStoreIsAwayForLong(t *testing.T) {
	t.Parallel()
	line := storetest.NewLine(t, storetest.Postgres(t))
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.tamper = briskly(func(l *leaseTimes) { l.grace = time.Second })
	w.shared(line.Address)
	w.run()
	line.Cut()
	w.gateway("the shard is given up", func(g discordtest.Gateway) bool { return g.Connected == 0 })
	line.Join()
	w.gateway("the shard is held again", func(g discordtest.Gateway) bool { return g.Connected == 1 })
}

func TestNoShardIsTakenJustAfterTheStoreWasAway(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	w.shared(storetest.Postgres(t))
	b, err := New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	briskly(func(l *leaseTimes) { l.back = time.Hour })(b)
	ctx, cancel := context.WithCancel(w.ctx)
	s := &share{b: b, of: 1, owner: b.owner, mine: map[int]bool{}, end: func(error) {}, away: time.Now()}
	for _, want := range []int{0, 1} {
		if err := s.round(ctx); err != nil {
			t.Fatal(err)
		}
		if got := s.holds(); got != want {
			t.Errorf("%d shards are held, want %d", got, want)
		}
		s.away = time.Time{}
	}
	cancel()
	s.all.Wait()
}
