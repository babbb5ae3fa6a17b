package bot

import (
	"context"
	"strings"
	"testing"
	"time"
)

// slowWorld makes a world whose bot was made narrow, and in which /ask says that
// it was asked, and replies once it may go on.
func slowWorld(t *testing.T, narrow func(*Bot)) (w *world, asked <-chan struct{}, goOn chan<- struct{}) {
	t.Helper()
	called, may := make(chan struct{}, 8), make(chan struct{})
	w = newWorld(t, handle("ask", func(ctx context.Context, r *request) (reply, error) {
		called <- struct{}{}
		<-may
		return saying("at last", false)(ctx, r)
	}), func(w *world) {
		before := w.tamper
		w.tamper = func(b *Bot) { before(b); narrow(b) }
	})
	return w, called, may
}

func TestWhenTooManyAskTheyAreToldSo(t *testing.T) {
	t.Parallel()
	w, asked, goOn := slowWorld(t, func(b *Bot) {
		b.quick = newLane(laneSize{slots: 1, slotsPerGuild: 1, queue: 1, queuePerGuild: 1})
	})
	k := w.talk(w.ada, w.general)
	answers := make(chan sent, 2)
	go func() { answers <- k.slash("ask", opt("question", "x")) }()
	<-asked
	go func() { answers <- w.talk(w.mona, w.general).slash("ask", opt("question", "x")) }()
	for !w.bot.quick.full(w.guild.ID) {
		if w.ctx.Err() != nil {
			t.Fatal("nobody waits")
		}
		<-time.After(time.Millisecond)
	}
	m := k.slash("help")
	if !strings.Contains(m.text(), "Too many are asking at once") || !m.Ephemeral {
		t.Errorf("shown:\n%s", dump(m))
	}
	if in := w.did(k.actor.Autocomplete(w.ctx, "ask", "document", opt("question", "x"), opt("document", "r"))); in.Choices == nil || len(in.Choices) != 0 {
		t.Errorf("suggested: %v", in.Choices)
	}
	close(goOn)
	for range 2 {
		if m := <-answers; m.text() != "at last" {
			t.Errorf("one that waited is shown:\n%s", dump(m))
		}
	}
	if m := k.slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("afterwards is shown:\n%s", dump(m))
	}
}

func TestWhatWaitsIsAcknowledgedInGoodTime(t *testing.T) {
	t.Parallel()
	w, asked, goOn := slowWorld(t, func(b *Bot) {
		b.quick = newLane(laneSize{slots: 1, slotsPerGuild: 1, queue: 8, queuePerGuild: 8})
	})
	k := w.talk(w.ada, w.general)
	first, second := make(chan bool, 1), make(chan bool, 1)
	go func() {
		in, _ := k.actor.Slash(w.ctx, "ask", opt("question", "x"))
		first <- in != nil && in.Deferred
	}()
	<-asked
	go func() {
		in, _ := w.as(w.mona).Slash(w.ctx, "ask", opt("question", "x"))
		second <- in != nil && in.Deferred
	}()
	if err := w.discord.WaitFor(w.ctx, func() bool {
		for _, r := range w.discord.Requests() {
			if strings.HasSuffix(r.Path, "/callback") {
				return true
			}
		}
		return false
	}); err != nil {
		t.Fatal(err)
	}
	close(goOn)
	if <-first || !<-second {
		t.Error("not the one that waited was acknowledged")
	}
}

func TestAServerThatAsksTooMuchIsToldHowLongToWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.config.GuildRate = Rate{Burst: 2, Every: time.Hour}
		w.tamper = func(b *Bot) {
			at := time.Now()
			b.now = func() time.Time { return at }
		}
	})
	w.talk(w.ada, w.general).slash("help")
	w.talk(w.mona, w.general).slash("help")
	k := w.talk(w.ada, w.general)
	if m := k.slash("help"); !strings.Contains(m.text(), "in this server. You can go on in 3600 seconds") || !m.Ephemeral {
		t.Errorf("shown:\n%s", dump(m))
	}
	if m := w.talk(w.ada, w.discord.DirectMessage(w.ada)).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("elsewhere is shown:\n%s", dump(m))
	}
}

func TestWithoutTheStorePeopleAreToldSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.tamper = func(b *Bot) { b.claimTime = 100 * time.Millisecond } })
	k := w.talk(w.ada, w.general)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	m := k.slash("ask", opt("question", "x"))
	if !m.Ephemeral || !strings.Contains(m.text(), "cannot reach") && !strings.Contains(m.text(), "went wrong") {
		t.Errorf("shown:\n%s", dump(m))
	}
}
