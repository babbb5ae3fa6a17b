package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
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

	repeating atomic.Bool // what comes was sent while there was no connection
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
	s.SyncEvents = true // a goroutine for each event is what a flood drowns in: see event
	s.Compress = false  // it saves bytes, of which there are enough, at the price of the processor
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
	l.repeating.Store(true) // until READY or RESUMED
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
