package bot

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	firstDelay = 200 * time.Millisecond
	maxDelay   = 2 * time.Minute
	settled    = 30 * time.Second // a connection that held so long starts the delays anew
	// resumes is how often in a row a session is resumed in vain before a new
	// one is made.
	resumes = 5
	// stuck is how long discordgo may take to notice that a connection broke.
	// Its Close waits for a second.
	stuck = 5 * time.Second
	// beatCheck is how often it is looked whether heartbeats are answered.
	beatCheck = time.Second
)

// final are the close codes after which a session cannot be resumed.
var final = map[int]bool{4003: true, 4005: true, 4007: true, 4009: true}

var errEnded = errors.New("the connection ended")

// connect keeps the gateway connection of one shard up until ctx ends, which
// returns nil, or Discord refuses the bot for good, which returns the sentence
// that says so.
func (b *Bot) connect(ctx context.Context, n shard) error {
	b.shards.set(n.id, false)
	defer b.shards.drop(n.id)
	var l *link
	defer func() {
		if l != nil {
			l.close()
		}
	}()
	delay, vain, known := firstDelay, 0, false // known: Discord has the link's session
	for {
		began := time.Now()
		greeted, end, err := false, ending{}, error(nil)
		if l == nil {
			if err = b.mayIdentify(ctx, n); err == nil {
				l, err = b.newLink(ctx, n)
			}
		}
		if err == nil {
			greeted, err = b.hold(ctx, l)
			end = l.watch.ending()
		}
		b.shards.set(n.id, false)
		if ctx.Err() != nil {
			return nil
		}
		if sentence := verdict(err, end.code); sentence != "" {
			return refusal(sentence)
		}
		if vain++; greeted {
			known, vain = true, 0
		}
		resume := known && vain < resumes && !end.lost && !final[end.code] && !errors.Is(err, errLocked)
		// A session that goes on costs Discord little, and who waits for it does
		// not wait longer because it broke before. New ones are counted.
		if time.Since(began) > settled || greeted && resume {
			delay = firstDelay
		}
		pause := jitter(delay)
		if end.invalid {
			pause = max(pause, b.invalidPause/5+rand.N(b.invalidPause*4/5+1)) // Discord asks for 1 to 5 s
		}
		b.cfg.Observer.Gateway(GatewayLost)
		b.log.Warn("gateway connection lost", slog.Any("error", scrubGateway(err)), slog.Int("shard", n.id), slog.Int("close_code", end.code),
			slog.Bool("asked_to", end.asked), slog.Duration("again_in", pause), slog.Bool("resume", resume))
		if !resume && l != nil {
			l.close()
			l, known, vain = nil, false, 0 // what cannot be resumed begins anew
		}
		if !sleep(ctx, pause) {
			return nil
		}
		delay = min(2*delay, maxDelay)
	}
}

// jitter spreads what many do at once over half of the time.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d/2+1) }

// sleep waits, and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// hold opens the connection and stays until it ends. It reports whether Discord
// greeted the bot, so that the session can be resumed.
func (b *Bot) hold(ctx context.Context, l *link) (greeted bool, err error) {
	if err := l.open(ctx, b.openTime); err != nil {
		return drain(l.greeted), err
	}
	beats := time.NewTicker(b.beatCheck)
	defer beats.Stop()
	var late <-chan time.Time
	for {
		select {
		case <-l.greeted:
			greeted = true
		case now := <-beats.C:
			if l.watch.dead(now) {
				b.log.Warn("heartbeats are not answered", slog.Int("shard", l.shard.id))
				l.watch.cut()
			}
		case <-l.watch.broken:
			late = time.After(stuck)
		case <-late:
			return greeted || drain(l.greeted), errLocked
		case <-l.down:
			return greeted || drain(l.greeted), errEnded
		case <-ctx.Done():
			return greeted, ctx.Err()
		}
	}
}

// verdict returns what the maintainer should do when trying again is of no use.
func verdict(err error, code int) string {
	if r, ok := errors.AsType[refusal](err); ok {
		return string(r)
	}
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
		code = closed.Code
	}
	if r, ok := errors.AsType[*discordgo.RESTError](err); ok && r.Response.StatusCode == http.StatusUnauthorized {
		return tokenRefused
	}
	return fatal[code]
}

// scrubGateway keeps addresses and whatever else is in them out of the log.
func scrubGateway(err error) error {
	if _, ok := errors.AsType[*websocket.CloseError](err); ok || errors.Is(err, errLocked) || errors.Is(err, errEnded) || errors.Is(err, errLeave) {
		return err
	}
	if _, ok := errors.AsType[*apiError](err); ok || err == nil {
		return err
	}
	return scrub(err)
}
