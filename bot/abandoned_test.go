package bot

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/store/storetest"
)

// dying has a command run until the test ends, whatever it is told, in a bot
// that does not wait for it when it is stopped: as if it were killed.
func dying(command string) func(*world) {
	return func(w *world) {
		end := make(chan struct{})
		w.t.Cleanup(func() { close(end) })
		handle(command, func(context.Context, *request) (reply, error) { <-end; return reply{}, context.Canceled })(w)
		before := w.tamper
		w.tamper = func(b *Bot) {
			before(b)
			b.stopTime = time.Millisecond
			quickly(b)
		}
	}
}

// quickly makes a bot find within a moment what others left.
func quickly(b *Bot) {
	b.deferred.hold, b.abandonedRound, b.lapsed = 400*time.Millisecond, 20*time.Millisecond, 200*time.Millisecond
}

// deferred does something that no bot ends, waits until the store knows of it,
// and returns where its end will be.
func (w *world) deferred(do func() (*discordtest.Interaction, error)) <-chan *discordtest.Interaction {
	w.t.Helper()
	got := make(chan *discordtest.Interaction, 1)
	go func() {
		in, err := do()
		if err != nil {
			w.t.Error(err)
		}
		got <- in
	}()
	for len(w.waiting()) == 0 {
		if !sleep(w.ctx, 5*time.Millisecond) {
			w.t.Fatalf("the store does not know of it\nlog:\n%s", w.log)
		}
	}
	if err := w.discord.WaitFor(w.ctx, func() bool {
		for _, r := range w.discord.Requests() {
			if strings.HasSuffix(r.Path, "/callback") && r.Status < 300 {
				return true
			}
		}
		return false
	}); err != nil {
		w.t.Fatal(err)
	}
	return got
}

// waiting lists what the world's bot has in the store.
func (w *world) waiting() []store.Deferral {
	w.t.Helper()
	l := w.bot.deferred
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []store.Deferral
	for _, d := range l.open {
		if d.there {
			out = append(out, d.row)
		}
	}
	return out
}

func TestAReplyWhoseProcessDiedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	for _, private := range []bool{true, false} {
		w := newWorld(t, hurried, dying("ask"))
		k := w.talk(w.ada, w.general)
		got := w.deferred(func() (*discordtest.Interaction, error) {
			return k.actor.Slash(w.ctx, "ask", opt("question", "x"), opt("private", private))
		})
		if err := w.stop(); err != nil {
			t.Fatal(err)
		}
		w.tamper = quickly
		w.run()
		m := shown(t, <-got)
		if m.text() != "Pincite was restarted while it worked on this. Ask again." || m.Ephemeral != private {
			t.Errorf("shown:\n%s", dump(m))
		}
		for left := 1; left > 0; sleep(w.ctx, 5*time.Millisecond) {
			rows, err := w.store.Abandoned(w.ctx, "nobody")
			if left = len(rows); err != nil || w.ctx.Err() != nil {
				t.Fatalf("%d are left, %v", left, err)
			}
		}
	}
}

func TestAPressWhoseProcessDiedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.mona, w.general)
	question := k.slash("library remove", opt("document", "port"))
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	end := make(chan struct{})
	t.Cleanup(func() { close(end) })
	hurried(w)
	w.tamper = func(b *Bot) {
		act := b.components[verbRemove]
		act.run = func(context.Context, *request) (reply, error) { <-end; return reply{}, context.Canceled }
		b.components[verbRemove] = act
		b.stopTime = time.Millisecond
	}
	w.run()
	got := w.deferred(func() (*discordtest.Interaction, error) {
		return k.actor.Press(w.ctx, question.ID, question.button(t, "Remove it"))
	})
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.tamper = quickly
	w.run()
	in := <-got
	if in.Message == nil || in.Updated != nil {
		t.Fatalf("it led to %+v", in)
	}
	if m := read(t, *in.Message); !m.Ephemeral || !strings.Contains(m.text(), "`/library history`") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

// TestOneOfSeveralProcessesSaysThatAnotherDied has two that find it.
func TestOneOfSeveralProcessesSaysThatAnotherDied(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	w := newWorld(t, hurried, dying("ask"), func(w *world) { w.shared(address) })
	k := w.talk(w.ada, w.general)
	got := w.deferred(func() (*discordtest.Interaction, error) {
		return k.actor.Slash(w.ctx, "ask", opt("question", "x"), opt("private", true))
	})
	dead := w.bot
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.tamper = quickly
	for range 2 {
		w.shared(address)
		w.run()
	}
	if m := shown(t, <-got); !strings.Contains(m.text(), "was restarted") {
		t.Errorf("shown:\n%s", dump(m))
	}
	if dead.deferred.take(w.ctx, "none") != true {
		t.Error("what was never noted cannot be said")
	}
	for id := range dead.deferred.open {
		if dead.deferred.take(w.ctx, id) {
			t.Error("the process that was taken for dead would say it too")
		}
	}
	told := 0
	for told == 0 && w.ctx.Err() == nil { // what is shown is noted a moment later
		for _, r := range w.discord.Requests() {
			if r.Method == "PATCH" && strings.Contains(r.Path, "/webhooks/") {
				told++
			}
		}
	}
	if told != 1 {
		t.Errorf("it was told %d times", told)
	}
}

func TestWhoIsThereKeepsWhatItDeferred(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	goOn := make(chan struct{})
	w := newWorld(t, hurried, func(w *world) {
		w.shared(address)
		handle("ask", func(ctx context.Context, r *request) (reply, error) {
			<-goOn
			return saying("at last", false)(ctx, r)
		})(w)
		before := w.tamper
		w.tamper = func(b *Bot) {
			before(b)
			quickly(b)
			b.deferred.hold, b.lapsed = 500*time.Millisecond, 1500*time.Millisecond
		}
	})
	k := w.talk(w.ada, w.general)
	got := w.deferred(func() (*discordtest.Interaction, error) {
		return k.actor.Slash(w.ctx, "ask", opt("question", "x"))
	})
	w.shared(address)
	w.run()
	// Longer than a process is believed to be there without a word.
	for begun := time.Now(); time.Since(begun) < 2500*time.Millisecond; sleep(w.ctx, 50*time.Millisecond) {
		if strings.Contains(w.log.String(), "told somebody") {
			t.Fatalf("it was taken for dead\nlog:\n%s", w.log)
		}
	}
	close(goOn)
	if m := shown(t, <-got); m.text() != "at last" {
		t.Errorf("shown:\n%s", dump(m))
	}
}

// TestAReplyThatCameIsNotTakenBack has a process that dies after its last word.
func TestAReplyThatCameIsNotTakenBack(t *testing.T) {
	t.Parallel()
	var row store.Deferral
	w := newWorld(t, hurried, func(w *world) {
		handle("ask", slowly(w, func(ctx context.Context, r *request) (reply, error) {
			l := w.bot.deferred
			l.mu.Lock()
			defer l.mu.Unlock()
			for _, d := range l.open {
				row = d.row
			}
			return saying("at last", true)(ctx, r)
		}))(w)
	})
	k := w.talk(w.ada, w.general)
	in := w.did(k.actor.Slash(w.ctx, "ask", opt("question", "x"), opt("private", true)))
	p, err := w.bot.deferred.unseal(row)
	if err != nil || p.Token == "" || bytes.Contains(row.Sealed, []byte(p.Token)) {
		t.Fatalf("%+v of %q, %v", p, row.Sealed, err)
	}
	if err := w.bot.tellRestarted(w.ctx, in.ID, p); err != nil {
		t.Error(err)
	}
	if all := k.actor.Messages(); len(all) != 1 || read(t, all[0]).text() != "at last" {
		t.Errorf("shown are %d messages, the first:\n%s", len(all), dump(read(t, all[0])))
	}
	row.ID = "another"
	if _, err := w.bot.deferred.unseal(row); err == nil {
		t.Error("it counts for another interaction")
	}
}
