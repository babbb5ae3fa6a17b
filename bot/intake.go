package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"

	"github.com/pincite/pincite/corpus/store"
)

// What comes over the gateway is looked at as it comes, one event after the
// other, just as far as to know whose it is. While too many events are in hand
// already, it goes no further than that: a refusal is sent, which costs a
// fraction of an answer, and after that nothing at all.

const (
	// soonEnough is how late events may come. From then on there are ever fewer
	// hands, leastHands when they come twice as late; and from then on ever fewer
	// refusals, until there are none when they come thrice as late.
	soonEnough = 500 * time.Millisecond
	// refusing is how many refusals may be on their way at a time: those of half a
	// second of a flood that keeps two processors busy. Fewer than inTransit, so that
	// answers find a way beside them.
	refusing = 896
	// toRefuse is how many more may wait for that, while Discord or the network takes
	// a breath. Of a flood that lasts all would wait, and be no more in the end.
	toRefuse = 896
)

// event takes every event of the gateway, from the goroutine that reads them.
func (b *Bot) event(ctx context.Context, l *link, e *discordgo.Event) {
	defer b.survive("taking an event")
	// What is not served, is served elsewhere or cannot be answered any more.
	switch strings.ToUpper(e.Type) { // see unread
	case "READY":
		l.repeating.Store(false)
		b.shards.set(l.shard.id, true)
		b.place()
		signal(l.greeted)
		go func() {
			defer b.survive("getting ready")
			b.ready(ctx, e.RawData)
		}()
	case "RESUMED":
		l.repeating.Store(false)
		b.shards.set(l.shard.id, true)
		b.cfg.Observer.Gateway(GatewayResumed)
		signal(l.greeted)
	case "INTERACTION_CREATE":
		b.takeInteraction(l, e.RawData)
	case "MESSAGE_CREATE":
		b.takeMessage(l, e.RawData)
	}
}

// survive keeps a panic from ending the process.
func (b *Bot) survive(doing string) {
	if p := recover(); p != nil {
		b.log.Error("panic while "+doing, slog.String("value", fmt.Sprintf("%T", p)))
	}
}

// envelope is what has to be known of an interaction to refuse it.
type envelope struct {
	id, application, token string
	kind                   int
	guild                  string
	user                   string // outside of a guild
	locale                 string
}

// readEnvelope reads an interaction, which is known to be JSON, as far as that; what
// is not there is empty.
func readEnvelope(raw []byte) (e envelope) {
	gjson.ParseBytes(raw).ForEach(func(name, value gjson.Result) bool {
		// What is kept shall not keep all of the interaction with it.
		switch text := func() string { return strings.Clone(value.String()) }; name.String() {
		case "id":
			e.id = text()
		case "application_id":
			e.application = text()
		case "token":
			e.token = text()
		case "type":
			e.kind = int(value.Int())
		case "guild_id":
			e.guild = text()
		case "user":
			e.user = strings.Clone(value.Get("id").String())
		case "locale":
			e.locale = text()
		}
		return true
	})
	return e
}

// late returns how late an event comes to be looked at. What Discord repeats when
// a session is resumed is late because there was no connection, and not because
// more comes than can be looked at.
func (b *Bot) late(l *link, id string) time.Duration {
	if l.repeating.Load() {
		return 0
	}
	return b.lag.of(id, time.Now())
}

// takeInteraction hands an interaction on, or refuses it.
func (b *Bot) takeInteraction(l *link, raw json.RawMessage) {
	e := readEnvelope(raw) // discordgo has read it, so that it is JSON
	if e.id == "" {
		b.log.Error("an interaction came without an ID")
		return
	}
	late := b.late(l, e.id)
	leave, ok := b.hands.take(crowdOf(e.guild, e.user), b.pressed(late, time.Now()))
	switch {
	case !ok && rand.N(soonEnough) < late-2*soonEnough:
		// The processor does not suffice for refusals either. Of those that are
		// sent all shall be in time, rather than all a moment too late.
		b.dropUnread()
		return
	case !ok:
		b.shed(&e)
		return
	}
	came := time.Now()
	go func() {
		defer leave()
		defer b.survive("reading an interaction")
		in := interaction{came: came}
		if err := json.Unmarshal(raw, &in); err != nil {
			b.log.Error("an interaction could not be read", slog.String("error", scrubJSON(err)))
			return
		}
		_ = b.serve(in.ID, b.claimTime, func(ctx context.Context, refused error) { b.interact(ctx, &in, refused) })
	}()
}

// takeMessage hands a message on that is for the bot. Nobody waits for a reply
// to a message that does not mention Pincite, and for one that comes in a flood
// there is no time.
func (b *Bot) takeMessage(l *link, raw json.RawMessage) {
	var m message
	if err := json.Unmarshal(raw, &m); err != nil {
		b.log.Error("a message could not be read", slog.String("error", scrubJSON(err)))
		return
	}
	if !b.addressed(&m) {
		return
	}
	leave, ok := b.hands.take(crowdOf(m.GuildID, m.Author.ID), b.pressed(b.late(l, m.ID), time.Now()))
	if !ok {
		b.dropUnread()
		return
	}
	go func() {
		defer leave()
		_ = b.serve(m.ID, b.messageTime, func(ctx context.Context, refused error) { b.converse(ctx, &m, refused) })
	}()
}

// scrubJSON says what is wrong with JSON without quoting it.
func scrubJSON(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return "wrong type in field " + t.Field
	}
	return "malformed JSON"
}

// shed refuses an interaction without a look at it. It is not claimed before: had
// another process answered it, Discord would not take the refusal.
func (b *Bot) shed(e *envelope) {
	if seen, _ := b.seen.ContainsOrAdd(e.id, struct{}{}); seen || !b.begin() {
		return
	}
	select {
	case b.refusals <- struct{}{}:
	default:
		b.inFlight.Done()
		b.dropUnread()
		return
	}
	b.overwhelmed(&b.refusedUnread)
	go func() {
		defer b.inFlight.Done()
		defer func() { <-b.refusals }()
		defer b.survive("refusing")
		b.refuseUnread(e)
	}()
}

// refuseUnread sends a refusal when its turn comes.
func (b *Bot) refuseUnread(e *envelope) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(b.working, b.answerTime)
	defer cancel()
	o := outcome{command: commandShed, result: "undelivered"}
	defer func() { b.observe(o, reply{}, time.Since(start)) }()
	select {
	case b.refusing <- struct{}{}:
		defer func() { <-b.refusing }()
	case <-ctx.Done():
		return
	}
	in := &interaction{ID: e.id, ApplicationID: e.application, Type: e.kind, Token: e.token}
	if err := b.rest.respond(ctx, in, busy(e.kind, e.locale)); err == nil {
		o.result, o.acked = "refused", in.answered.Sub(start)
	}
}

// dropUnread counts what there is no time for at all.
func (b *Bot) dropUnread() {
	b.overwhelmed(&b.droppedUnread)
	b.observe(outcome{command: commandShed, result: "undelivered"}, reply{}, 0)
}

// commandShed stands in the figures for what was refused without a look.
const commandShed = "refused unread"

// busy is the callback that refuses an interaction.
func busy(kind int, locale string) callback {
	if kind == interactionComplete {
		return callback{Type: callbackAutocomplete, Data: map[string][]choice{"choices": {}}}
	}
	sentence, _ := explain(&request{locale: locale}, errBusy, "")
	return direct(notice(colourProblem, sentence))
}

// serve runs one request to its end, even when the bot is being stopped. An
// event that Discord delivers twice, as it may after a RESUME, is served once,
// by whichever process is the first to claim it; what that could not find out
// in time is refused.
func (b *Bot) serve(id string, limit time.Duration, run func(context.Context, error)) (err error) {
	// A handler's own panics are told to whoever asked: see start.
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("panic while serving", slog.String("value", fmt.Sprintf("%T", p)))
			err = errPanicked
		}
	}()
	if seen, _ := b.seen.ContainsOrAdd(id, struct{}{}); seen {
		return errServed
	}
	if !b.begin() {
		return errStopping
	}
	defer b.inFlight.Done()
	mine, err := b.claim(b.working, id, limit)
	switch {
	case err != nil:
		run(b.working, errAway)
	case !mine:
		return errServed
	default:
		run(b.working, nil)
	}
	return nil
}

// Why an event is not served.
var (
	errServed   = errors.New("it was served before, or by another process")
	errStopping = errors.New("the bot is being stopped")
	errPanicked = errors.New("serving it failed")
)

// errAway refuses what cannot be claimed, or kept.
var errAway = errors.New("the store cannot be reached")

// How long it may take to find out whether another process serves an event. For
// an answer to an interaction Discord waits for 3 s, and may itself take some of
// them. For one to a message nobody waits, and a refusal that comes before
// another process's answer would take its place.
const (
	claimTime   = 1200 * time.Millisecond
	messageTime = 10 * time.Second
)

// claim makes an event this process's own, unless another was first.
func (b *Bot) claim(ctx context.Context, id string, limit time.Duration) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	by := store.NewOwner() // of this attempt, so that the same event later is another's
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		mine, err := b.cfg.Store.Claim(ctx, id, by)
		// Another process may reach the store: it gets the time to answer.
		if err == nil || !sleep(ctx, pause) {
			return mine, err
		}
	}
}

// overwhelmed counts an event that was refused or dropped unread, and says in the
// log, once in a while, how many there were.
func (b *Bot) overwhelmed(n *atomic.Int64) {
	n.Add(1)
	now := time.Now().Unix()
	if last := b.lastDrop.Load(); now-last >= 10 && b.lastDrop.CompareAndSwap(last, now) {
		b.log.Error("more comes than can be answered", slog.Int64("refused", b.refusedUnread.Swap(0)), slog.Int64("dropped", b.droppedUnread.Swap(0)))
	}
}
