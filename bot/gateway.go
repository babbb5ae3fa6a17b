package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// The gateway connection is discordgo's; keeping it up is done here. discordgo's
// own reconnecting goes on for ever when Discord refuses the bot for good, does
// not end when the session is closed, and can lock up: see run.

const (
	// intents are the events that Pincite is told of. None is privileged: the
	// text of messages comes only with those that mention the bot or are
	// written to it directly.
	intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

	openLimit = 30 * time.Second // for a connection, HELLO and READY or RESUMED
	stopTime  = 10 * time.Second // for replies in flight when the bot is stopped
)

// fatal are the close codes after which trying again is of no use, with what
// the maintainer should do.
var fatal = map[int]string{
	4004: tokenRefused,
	4010: "Discord says that the bot's shard is invalid. Set PINCITE_SHARDS to auto, here and in every other Pincite with this token.",
	4011: "Discord says that the bot is in too many servers for so few connections. Set PINCITE_SHARDS to auto, or to a larger number.",
	4012: "Discord no longer speaks this version of its gateway. Update Pincite.",
	4013: "Discord says that the bot asks for intents that do not exist. Update Pincite.",
	4014: "Discord says that the bot asks for intents that it may not have. Pincite asks for none that are privileged: check in the Developer Portal that the application is not suspended, then start again.",
}

const tokenRefused = "Discord does not accept the token. Open https://discord.com/developers/applications, choose the application, then Bot, then Reset Token, and set DISCORD_TOKEN to the new one."

// errLocked is returned when discordgo did not come back from Open, or did not
// notice that the connection ended. The session is lost, and a new one
// identifies anew.
var errLocked = errors.New("the connection was not ready in time")

// shard is one part of the bot's guilds: Discord's term. There is one
// connection for each.
type shard struct{ id, of int }

// link is one discordgo session: what is needed to resume is in it.
type link struct {
	shard   shard
	session *discordgo.Session
	watch   *watch
	down    chan struct{} // a token for each time the connection ended
	greeted chan struct{} // a token for each READY or RESUMED
}

// newLink prepares a session that reports to the bot.
func (b *Bot) newLink(ctx context.Context, n shard) (*link, error) {
	s, err := discordgo.New("Bot " + b.cfg.Token)
	if err != nil {
		return nil, err
	}
	l := &link{shard: n, session: s, watch: newWatch(), down: make(chan struct{}, 1), greeted: make(chan struct{}, 1)}
	s.Identify.Intents = intents
	s.ShardID, s.ShardCount = n.id, n.of
	s.Client = &http.Client{Transport: b.cfg.Transport, Timeout: requestTime}
	s.Dialer = l.watch.dialer(b.openTime)
	s.ShouldReconnectOnError = false
	s.ShouldReconnectVoiceOnSessionError = false
	s.StateEnabled = false
	s.LogLevel = silent
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { b.event(ctx, l, e) })
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { signal(l.down) })
	return l, nil
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func drain(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// open connects, with a limit on how long that may take.
func (l *link) open(ctx context.Context, limit time.Duration) error {
	drain(l.down)
	drain(l.greeted)
	l.watch.forget()
	opened := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				opened <- fmt.Errorf("discordgo panicked while connecting: %T", p)
			}
		}()
		opened <- l.session.Open()
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case err := <-opened:
		return err
	case <-timer.C:
		l.watch.cut()
		return errLocked
	case <-ctx.Done():
		l.watch.cut()
		return ctx.Err()
	}
}

// close ends the connection. discordgo may hold its lock for ever; it is not
// waited for then.
func (l *link) close() {
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		defer func() { _ = recover() }() // a race in discordgo closes a channel twice
		_ = l.session.Close()            // its error says that there was nothing to close
	}()
	select {
	case <-closed:
	case <-time.After(3 * time.Second):
		l.watch.cut()
	}
}

// event takes every event of the gateway, each on a goroutine of its own.
func (b *Bot) event(ctx context.Context, l *link, e *discordgo.Event) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("panic while handling an event", slog.String("event", e.Type), slog.String("value", fmt.Sprintf("%T", p)))
		}
	}()
	// What is not served, is served elsewhere or cannot be answered any more.
	switch e.Type {
	case "READY":
		b.shards.set(l.shard.id, true)
		b.place()
		signal(l.greeted)
		b.ready(ctx, e.RawData)
	case "RESUMED":
		b.shards.set(l.shard.id, true)
		b.cfg.Observer.Gateway(GatewayResumed)
		signal(l.greeted)
	case "INTERACTION_CREATE":
		var in interaction
		if err := json.Unmarshal(e.RawData, &in); err != nil {
			b.log.Error("an interaction could not be read", slog.String("error", scrubJSON(err)))
			return
		}
		_ = b.serve(in.ID, func(ctx context.Context, refused error) { b.interact(ctx, &in, refused) })
	case "MESSAGE_CREATE":
		var m message
		if err := json.Unmarshal(e.RawData, &m); err != nil {
			b.log.Error("a message could not be read", slog.String("error", scrubJSON(err)))
			return
		}
		if b.addressed(&m) {
			_ = b.serve(m.ID, func(ctx context.Context, refused error) { b.converse(ctx, &m, refused) })
		}
	}
}

// scrubJSON says what is wrong with JSON without quoting it.
func scrubJSON(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return "wrong type in field " + t.Field
	}
	return "malformed JSON"
}

// serve runs one request to its end, even when the bot is being stopped. An
// event that Discord delivers twice, as it may after a RESUME, is served once,
// by whichever process is the first to claim it; what that could not find out
// is refused.
func (b *Bot) serve(id string, run func(context.Context, error)) (err error) {
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
	select {
	case b.hands <- struct{}{}:
		defer func() { <-b.hands }()
	default:
		b.overwhelmed()
		return errBusy
	}
	mine, err := b.claim(b.working, id)
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

// claimTime is how long it may take to find out whether another process serves
// an event. Discord waits for 3 s.
const claimTime = 2 * time.Second

// claim makes an event this process's own, unless another was first.
func (b *Bot) claim(ctx context.Context, id string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, b.claimTime)
	defer cancel()
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		mine, err := b.cfg.Store.Claim(ctx, id)
		// Another process may reach the store: it gets the time to answer.
		if err == nil || !sleep(ctx, pause) {
			return mine, err
		}
	}
}

// overwhelmed says in the log, once in a while, that events are not looked at.
func (b *Bot) overwhelmed() {
	now := time.Now().Unix()
	if last := b.lastDrop.Load(); now-last >= 10 && b.lastDrop.CompareAndSwap(last, now) {
		b.log.Error("events are not looked at: too many are waiting", slog.Int("waiting", inHand))
	}
}
