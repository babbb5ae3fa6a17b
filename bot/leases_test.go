package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/store/storetest"
)

// shared puts the world's library into Postgres.
func (w *world) shared(address string) {
	w.t.Helper()
	s, err := store.OpenPostgres(w.ctx, address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { s.Close() })
	w.config.Store = s
}

func TestSeveralProcessesShareTheShardsAndFollowOneAnother(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.discord.Recommend(4)
	w.shared(address)
	w.tamper = func(b *Bot) { b.lease.settle = time.Hour } // nothing moves
	w.run()
	first, stopFirst := w.bot, w.stop
	w.gateway("one process holds them all", func(g discordtest.Gateway) bool { return g.Connected == 4 })
	w.shared(address)
	w.run()
	if held, _ := w.bot.Shards(); held != 0 || !w.bot.Alive() {
		t.Errorf("a second process holds %d shards, alive %v", held, w.bot.Alive())
	}
	if err := stopFirst(); err != nil {
		t.Fatal(err)
	}
	if held, _ := first.Shards(); held != 0 {
		t.Errorf("a process that ended holds %d shards", held)
	}
	w.gateway("the second holds them", func(g discordtest.Gateway) bool { return g.Connected == 4 && g.Identified == 8 })
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestAProcessIsReadyWhenItsShardIsConnected(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.shared(storetest.Postgres(t))
	// Another process begins a session: this one has to wait for its turn, while
	// Discord tells it who it is.
	if _, ok, err := w.config.Store.Acquire(w.ctx, "identify/0", "another", 500*time.Millisecond); err != nil || !ok {
		t.Fatal(ok, err)
	}
	w.run()
	if held, connected := w.bot.Shards(); held != 1 || connected != 1 {
		t.Errorf("ready with %d of %d shards connected", connected, held)
	}
}

func TestAShardIsHeldWhenTheLeaseOfADeadProcessEnds(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{AnswerWithin: time.Minute})
	w.shared(storetest.Postgres(t))
	dead, ok, err := w.config.Store.Acquire(w.ctx, shardLeaseName(shard{0, 1}), "dead", 3*time.Second)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	w.run() // a process that holds nothing is ready too
	w.gateway("the shard is held", func(g discordtest.Gateway) bool { return g.Connected == 1 })
	now, err := w.config.Store.Held(w.ctx, shardLease)
	if err != nil || len(now) != 1 || now[0].Token <= dead.Token {
		t.Errorf("held are %+v, %v", now, err)
	}
	// Somebody takes the lease by force: the connection is given up.
	if err := w.config.Store.Release(w.ctx, now[0]); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := w.config.Store.Acquire(w.ctx, now[0].Name, "another", time.Minute); err != nil || !ok {
		t.Fatal(ok, err)
	}
	w.gateway("the shard is given up", func(g discordtest.Gateway) bool { return g.Connected == 0 })
}

func TestWhatAnotherProcessClaimedIsNotServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.bot
	served := 0
	serve := func(id string) {
		_ = b.serve(id, b.claimTime, func(_ context.Context, refused error) {
			if refused != nil {
				t.Error(refused)
			}
			served++
		})
	}
	if first, err := w.store.Claim(w.ctx, "of-another", "another"); !first || err != nil {
		t.Fatal(first, err)
	}
	serve("of-another")
	serve("mine")
	serve("mine")
	if served != 1 {
		t.Errorf("%d were served, want 1", served)
	}
}
