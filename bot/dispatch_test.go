package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// handle replaces what a slash command does.
func handle(command string, run handler) func(*world) {
	return func(w *world) {
		before := w.tamper
		w.tamper = func(b *Bot) {
			if before != nil {
				before(b)
			}
			act := b.commands[command]
			act.run = run
			b.commands[command] = act
		}
	}
}

// hurried makes the bot acknowledge at once, so that every handler is slow.
func hurried(w *world) { w.config.AckAfter = time.Nanosecond }

// slowly makes every handler that is given take until it was acknowledged.
func slowly(w *world, run handler) handler {
	return func(ctx context.Context, r *request) (reply, error) {
		acknowledged := func() bool {
			for _, req := range w.discord.Requests() {
				if strings.HasSuffix(req.Path, "/callback") || strings.HasSuffix(req.Path, "/typing") {
					return true
				}
			}
			return false
		}
		if err := w.discord.WaitFor(ctx, acknowledged); err != nil {
			return reply{}, err
		}
		return run(ctx, r)
	}
}

func saying(words string, private bool) handler {
	return func(context.Context, *request) (reply, error) {
		return reply{private: private, parts: []component{container(colourPlain, text(words))}}, nil
	}
}

func TestASlowReplyIsAcknowledgedAndThenShown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name             string
		asked, delivered bool // private
	}{{"for everybody", false, false}, {"for one person", true, true}, {"found to be private", false, true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, hurried, func(w *world) { handle("ask", slowly(w, saying("at last", c.delivered)))(w) })
			k := w.talk(w.ada, w.general)
			in := w.did(k.actor.Slash(w.ctx, "ask", opt("question", "x"), opt("private", c.asked)))
			if !in.Deferred {
				t.Error("it was not acknowledged first")
			}
			var last sent
			if err := w.discord.WaitFor(w.ctx, func() bool {
				all := k.actor.Messages()
				if len(all) == 0 {
					return false
				}
				last = read(t, all[len(all)-1])
				return strings.Contains(last.text(), "at last")
			}); err != nil {
				t.Fatalf("%v\nlog:\n%s", err, w.log)
			}
			if n := len(k.actor.Messages()); n != 1 {
				t.Errorf("there are %d messages", n)
			}
			if last.Ephemeral != c.delivered {
				t.Errorf("private is %v, want %v", last.Ephemeral, c.delivered)
			}
		})
	}
}

func TestASlowButtonIsAcknowledgedAndThenAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"))
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	hurried(w)
	w.run()
	around := k.press(answer, "Context")
	if !around.Ephemeral || !strings.Contains(around.text(), "14 million crowns") {
		t.Errorf("Context shows\n%s", dump(around))
	}
}

func TestAPanicIsToldWithAReferenceThatTheLogHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, handle("help", func(context.Context, *request) (reply, error) { panic("a secret") }))
	m := w.talk(w.ada, w.general).slash("help")
	reference := regexp.MustCompile("`([A-Z2-7]{8})`").FindStringSubmatch(m.text())
	if !m.Ephemeral || reference == nil {
		t.Fatalf("shown:\n%s", dump(m))
	}
	if m := w.talk(w.ada, w.general).slash("privacy"); !strings.Contains(m.text(), "30 days") {
		t.Errorf("after the panic:\n%s", dump(m))
	}
	if err := w.stop(); err != nil { // the line is written after the reply
		t.Fatal(err)
	}
	if log := w.log.String(); !strings.Contains(log, "reference="+reference[1]) || strings.Contains(log, "a secret") {
		t.Errorf("the log:\n%s", log)
	}
}

func TestErrorsAreToldInSentences(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"deadline": {fmt.Errorf("ask: %w", context.DeadlineExceeded), "took too long"},
		"unknown":  {errors.New("disk on fire"), "Something went wrong"},
		"own":      {tell("source.no-page"), "no such page"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, handle("help", func(context.Context, *request) (reply, error) { return reply{}, c.err }))
			m := w.talk(w.ada, w.general).slash("help")
			if !strings.Contains(m.text(), c.want) || strings.Contains(m.text(), "fire") || !m.Ephemeral {
				t.Errorf("shown:\n%s", dump(m))
			}
		})
	}
}

func TestSomebodyWhoAsksTooOftenIsToldHowLongToWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.config.Rate = Rate{Burst: 2, Every: time.Hour}
		w.tamper = func(b *Bot) {
			at := time.Now()
			b.now = func() time.Time { return at } // however long the acts take
		}
	})
	k := w.talk(w.ada, w.general)
	asks := func(k *talk) sent { return k.slash("ask", opt("question", "Who is the minister?")) }
	asks(k)
	k.slash("search", opt("words", "minister"))
	if m := asks(k); !strings.Contains(m.text(), "You can go on in 3600 seconds") || !m.Ephemeral {
		t.Errorf("shown:\n%s", dump(m))
	}
	if m := asks(w.talk(w.mona, w.general)); strings.Contains(m.text(), "go on in") {
		t.Errorf("somebody else is shown:\n%s", dump(m))
	}
	for i := range 2 * actsPerQuestion {
		if m := k.slash("help"); strings.Contains(m.text(), "go on in") {
			t.Fatalf("after a question too many, act %d of another kind is shown:\n%s", i+1, dump(m))
		}
	}
	if m := k.slash("help"); !strings.Contains(m.text(), "You can go on in 600 seconds") {
		t.Errorf("such acts have no limit:\n%s", dump(m))
	}
}

func TestTheLogHoldsNoQuestionQuoteOrToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"))
	k.press(answer, "Context")
	k.slash("search", opt("words", "harbour office"))
	k.slash("source", opt("document", "no such zeppelin"))
	k.says("<@"+w.discord.Bot().ID+"> who is the minister?", "")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	log := w.log.String()
	for _, secret := range []string{"crane", "crowns", "zeppelin", "harbour", "minister", w.discord.Token(), w.ada.ID} {
		if strings.Contains(strings.ToLower(log), secret) {
			t.Errorf("the log tells %q:\n%s", secret, log)
		}
	}
	if n := strings.Count(log, "msg=request "); n != 5 {
		t.Errorf("%d lines for 5 requests:\n%s", n, log)
	}
	if !strings.Contains(log, "command=ask outcome=ok") || !strings.Contains(log, "verdict=answered") {
		t.Errorf("the line of /ask lacks something:\n%s", log)
	}
}

func TestAnEventThatComesTwiceIsServedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.discord.DuplicateEvents(true)
	k := w.talk(w.ada, w.general)
	k.slash("help")
	k.says("<@"+w.discord.Bot().ID+">", "")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	replies := 0
	for _, m := range k.actor.Messages() {
		if m.AuthorID == w.discord.Bot().ID {
			replies++
		}
	}
	if replies != 2 {
		t.Errorf("%d replies to 2 events", replies)
	}
}

func TestARequestThatFailsInPassingIsRepeated(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]discordtest.Fault{
		"unavailable":  {Path: "/callback", Status: 503},
		"bad gateway":  {Path: "/callback", Status: 502, Times: 2},
		"rate limited": {Path: "/callback", Status: 429, RetryAfter: 50 * time.Millisecond},
		"cut before":   {Path: "/callback", CutFirst: true},
		"cut after":    {Path: "/callback", CutAfter: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.refusal = func(r discordtest.Request) bool { return strings.Contains(r.Answer, "40060") }
			k := w.talk(w.ada, w.general)
			w.discord.Inject(fault)
			k.slash("help")
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(w.log.String(), "command=help outcome=ok") {
				t.Errorf("the log:\n%s", w.log)
			}
		})
	}
}

// heldUp makes /ask close asked when it begins, and answer when goOn is closed.
func heldUp(asked, goOn chan struct{}) func(*world) {
	return handle("ask", func(ctx context.Context, r *request) (reply, error) {
		close(asked)
		<-goOn
		return saying("at last", false)(ctx, r)
	})
}

func TestTheGatewayMayEndInMidAnswer(t *testing.T) {
	t.Parallel()
	var asked, goOn = make(chan struct{}), make(chan struct{})
	w := newWorld(t, heldUp(asked, goOn))
	k := w.talk(w.ada, w.general)
	got := make(chan sent, 1)
	go func() { got <- k.slash("ask", opt("question", "x")) }()
	<-asked
	resumed := w.discord.Gateway().Resumed
	w.discord.Cut()
	if err := w.discord.WaitFor(w.ctx, func() bool { return w.discord.Gateway().Resumed > resumed }); err != nil {
		t.Fatalf("%v\nlog:\n%s", err, w.log)
	}
	close(goOn)
	if m := <-got; m.text() != "at last" {
		t.Errorf("shown:\n%s", dump(m))
	}
	if n := len(k.actor.Messages()); n != 1 {
		t.Errorf("there are %d messages", n)
	}
}

func TestRepliesInFlightAreFinishedWhenTheBotIsStopped(t *testing.T) {
	t.Parallel()
	var asked, goOn = make(chan struct{}), make(chan struct{})
	w := newWorld(t, heldUp(asked, goOn))
	k := w.talk(w.ada, w.general)
	got := make(chan sent, 1)
	go func() { got <- k.slash("ask", opt("question", "x")) }()
	<-asked
	stopped := make(chan error, 1)
	go func() { stopped <- w.stop() }()
	for w.bot.begin() { // until nothing new is served
		w.bot.inFlight.Done()
		select {
		case err := <-stopped:
			t.Fatalf("Run returned %v before the reply was sent", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	close(goOn)
	if m := <-got; m.text() != "at last" {
		t.Errorf("shown:\n%s", dump(m))
	}
	if err := <-stopped; err != nil {
		t.Errorf("Run returned %v", err)
	}
}

func TestAHandlerThatTakesTooLongIsEndedWhenTheBotIsStopped(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{})
	w := newWorld(t, handle("ask", func(ctx context.Context, _ *request) (reply, error) {
		close(asked)
		<-ctx.Done()
		return reply{}, ctx.Err()
	}))
	w.bot.stopTime = 3 * time.Second
	k := w.talk(w.ada, w.general)
	got := make(chan sent, 1)
	go func() { got <- k.slash("ask", opt("question", "x")) }()
	<-asked
	if err := w.stop(); err != nil {
		t.Errorf("Run returned %v", err)
	}
	if m := <-got; !strings.Contains(m.text(), "is restarting") || !m.Ephemeral {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestTheTimeThatAClaimTookCountsTowardsTheAcknowledgement(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	close(begun)
	b := &Bot{cfg: Config{AckAfter: time.Minute}}
	if _, done := b.quickly(work{begun: begun, done: make(chan result)}, time.Now().Add(-time.Hour)); done {
		t.Error("a handler that has not ended is done")
	}
}
