package bot

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/bot/discordtest"
)

func TestWhatComesBeyondAllHandsIsRefusedUnread(t *testing.T) {
	t.Parallel()
	w, asked, goOn := slowWorld(t, func(b *Bot) { b.hands.size = 1 })
	k := w.talk(w.ada, w.general)
	answer := make(chan sent, 1)
	go func() { answer <- k.slash("ask", opt("question", "x")) }()
	<-asked
	if m := k.slash("help"); !strings.Contains(m.text(), "Too many are asking at once") || !m.Ephemeral {
		t.Errorf("shown:\n%s", dump(m))
	}
	if in := w.did(k.actor.Autocomplete(w.ctx, "ask", "document", opt("question", "x"), opt("document", "r"))); in.Choices == nil || len(in.Choices) != 0 {
		t.Errorf("suggested: %v", in.Choices)
	}
	close(goOn)
	if m := <-answer; m.text() != "at last" {
		t.Errorf("the one in hand is shown:\n%s", dump(m))
	}
	// The hand is free a moment after the answer is there.
	for {
		if m := k.slash("help"); strings.Contains(m.text(), "Pincite") {
			break
		} else if !strings.Contains(m.text(), "Too many") || w.ctx.Err() != nil {
			t.Fatalf("afterwards is shown:\n%s", dump(m))
		}
	}
	if log := w.log.String(); !strings.Contains(log, "more comes than can be answered") {
		t.Errorf("the log does not tell:\n%s", log)
	}
}

// TestRefusalsWaitForOneAnother holds the only place for a refusal on its way: one
// more waits for it, and for another there is no place.
func TestRefusalsWaitForOneAnother(t *testing.T) {
	t.Parallel()
	w, asked, goOn := slowWorld(t, func(b *Bot) {
		b.hands.size = 1
		b.refusals, b.refusing = make(chan struct{}, 1), make(chan struct{}, 1)
		b.refusing <- struct{}{}
	})
	k := w.talk(w.ada, w.general)
	first, second, third := make(chan sent, 1), make(chan sent, 1), make(chan error, 1)
	go func() { first <- k.slash("ask", opt("question", "x")) }()
	<-asked
	go func() { second <- k.slash("help") }()
	for len(w.bot.refusals) == 0 && w.ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	go func() {
		_, err := k.actor.Slash(ctx, "help")
		third <- err
	}()
	for w.bot.droppedUnread.Load() == 0 && w.ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	<-w.bot.refusing
	if m := <-second; !strings.Contains(m.text(), "Too many are asking at once") {
		t.Errorf("shown:\n%s", dump(m))
	}
	close(goOn)
	<-first
	cancel()
	if err := <-third; err == nil {
		t.Error("for a third there was a place")
	}
}

func TestAFloodLeavesHandsForOthers(t *testing.T) {
	t.Parallel()
	h := &hands{size: 80, crowds: map[string]int{}}
	took := func(crowd string) (n int) {
		for {
			if _, ok := h.take(crowd, 0); !ok {
				return n
			}
			n++
		}
	}
	if n := took("flood"); n != 40 {
		t.Errorf("a flood gets %d of 80 hands", n)
	}
	for _, crowd := range []string{"a", "b", "c", "d"} {
		if n := took(crowd); n != 10 {
			t.Errorf("beside the flood, %s gets %d of 80 hands", crowd, n)
		}
	}
	if n := took("e"); n != 0 {
		t.Errorf("there are %d hands more than there are", n)
	}
}

func TestThereAreFewerHandsUnderStrain(t *testing.T) {
	t.Parallel()
	h := &hands{size: 100, crowds: map[string]int{}}
	for range 40 {
		h.take("a", 0)
	}
	for strain, want := range map[float64]bool{0: true, 0.25: true, 0.75: false, 1: false} {
		leave, ok := h.take("b", strain)
		if ok {
			leave()
		}
		if ok != want {
			t.Errorf("under a strain of %v, with 40 of 100 hands busy: %v", strain, ok)
		}
	}
	for strain, want := range map[float64]int{0: 100, 0.5: 50, 1: leastHands, 2: leastHands / 4, 4: leastHands / 16, 1000: 1} {
		if n := h.under(strain); n != want {
			t.Errorf("under a strain of %v there are %d hands, want %d", strain, n, want)
		}
	}
	few := &hands{size: 8, crowds: map[string]int{}}
	if n := few.under(1); n != 8 {
		t.Errorf("of 8 hands there are %d under strain", n)
	}
}

func TestStrainIsOfLateEventsOfWhatWaitsAndOfRefusals(t *testing.T) {
	t.Parallel()
	b, now := &Bot{refusals: make(chan struct{}, refusing), quick: newLane(quickLane())}, time.Now()
	strained := func(late time.Duration) float64 {
		now = now.Add(time.Hour) // by when nothing is left of before
		return b.pressed(late, now)
	}
	for late, want := range map[time.Duration]float64{0: 0, soonEnough: 0, soonEnough * 3 / 2: 0.5, 2 * soonEnough: 1, time.Hour: 1} {
		if got := strained(late); got != want {
			t.Errorf("events that come %v late are a strain of %v, want %v", late, got, want)
		}
	}
	b.quick.waiting = b.quick.size.queue / 2
	if got := strained(0); got != 0.25 {
		t.Errorf("when half of what may wait does, it is a strain of %v", got)
	}
	for range heavy / 2 {
		b.refusals <- struct{}{}
	}
	if got := strained(0); got != 0.5 {
		t.Errorf("%d refusals are a strain of %v", heavy/2, got)
	}
	for range heavy {
		b.refusals <- struct{}{}
	}
	if got := strained(0); got != 1.5 {
		t.Errorf("%d refusals are a strain of %v", 3*heavy/2, got)
	}
}

func TestStrainIsOverAfterAWhile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var s strain
		now, least := time.Now(), 0.0
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			felt := rapid.SampledFrom([]float64{0, 0, 0.3, 1}).Draw(t, "felt")
			waited := time.Duration(rapid.Int64Range(0, int64(calm)).Draw(t, "waited"))
			now, least = now.Add(waited), max(felt, least*math.Pow(0.5, float64(waited)/float64(calm)))
			if got := s.feel(felt, now); math.Abs(got-least) > 1e-9 {
				t.Fatalf("%v after that, with %v felt, the strain is %v, want %v", waited, felt, got, least)
			}
		}
		if got := s.feel(0, now.Add(10*calm)); got > 0.001 {
			t.Errorf("in the end %v is left", got)
		}
	})
}

func TestHandsAreAllGivenBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := &hands{size: rapid.IntRange(1, 20).Draw(t, "size"), crowds: map[string]int{}}
		var taken []func()
		for range rapid.IntRange(1, 60).Draw(t, "events") {
			if len(taken) > 0 && rapid.Bool().Draw(t, "ends") {
				n := rapid.IntRange(0, len(taken)-1).Draw(t, "which")
				taken[n]() // once or twice: only the first one counts
				if rapid.Bool().Draw(t, "again") {
					continue
				}
				taken = append(taken[:n], taken[n+1:]...)
				continue
			}
			if leave, ok := h.take(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "crowd"), 0); ok {
				taken = append(taken, leave)
			} else if h.busy < h.size/2 {
				t.Fatalf("refused while %d of %d were busy", h.busy, h.size)
			}
			if h.busy > h.size {
				t.Fatalf("%d of %d hands are busy", h.busy, h.size)
			}
		}
		for _, leave := range taken {
			leave()
		}
		if h.busy != 0 || len(h.crowds) != 0 {
			t.Errorf("left are %d: %v", h.busy, h.crowds)
		}
	})
}

// TestAnEnvelopeIsReadAsTheWholeInteractionIs compares with what decodes all of it.
func TestAnEnvelopeIsReadAsTheWholeInteractionIs(t *testing.T) {
	t.Parallel()
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"1", `"id":"2"`, "\\", "\u2028", "{", `\"`}))
	rapid.Check(t, func(t *rapid.T) {
		o := map[string]any{"message": map[string]any{"id": "9", "content": text.Draw(t, "content"), "type": 7}, "version": 1}
		for _, name := range []string{"id", "application_id", "token", "guild_id", "locale"} {
			if rapid.Bool().Draw(t, name+" is there") {
				o[name] = text.Draw(t, name)
			}
		}
		if rapid.Bool().Draw(t, "in private") {
			o["user"] = map[string]any{"username": text.Draw(t, "username"), "id": text.Draw(t, "user")}
		}
		o["type"] = rapid.IntRange(0, 9).Draw(t, "type")
		raw, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var in interaction
		if err := json.Unmarshal(raw, &in); err != nil {
			t.Fatal(err)
		}
		want := envelope{id: in.ID, application: in.ApplicationID, token: in.Token, kind: in.Type, guild: in.GuildID, locale: in.Locale}
		if in.User != nil {
			want.user = in.User.ID
		}
		if got := readEnvelope(raw); got != want {
			t.Errorf("of %s is read\n%+v, want\n%+v", raw, got, want)
		}
	})
}

// TestWhatIsRepeatedAfterAResumptionIsServed has more interactions wait for the
// connection than there would be hands for were they late for want of a
// processor.
func TestWhatIsRepeatedAfterAResumptionIsServed(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{BucketSize: 10_000, AnswerWithin: time.Minute, RealIDs: true})
	w.config.GuildRate, w.config.AckAfter = Rate{Burst: 1000, Every: time.Millisecond}, time.Minute
	w.run()
	k := w.talk(w.ada, w.general)
	k.slash("help") // so that it is known how late events come
	w.discord.SlowHello(3 * soonEnough)
	w.discord.Cut()
	var all sync.WaitGroup
	for range 3 * leastHands {
		all.Go(func() {
			in, err := k.actor.Slash(w.ctx, "help")
			if err != nil || in.Message == nil {
				t.Errorf("%+v, %v", in, err)
			} else if m := read(t, *in.Message); strings.Contains(m.text(), "Too many") {
				t.Errorf("shown:\n%s", dump(m))
			}
		})
	}
	all.Wait()
}
