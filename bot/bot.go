package bot

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// Config is what a Bot is made of.
type Config struct {
	Token     string
	Store     *store.Store
	Engine    *search.Engine
	Log       *slog.Logger
	DevGuild  string            // register commands in this guild only; "" registers them everywhere
	Transport http.RoundTripper // nil for the real Discord; the stand-in's for tests and play
	Fetch     *fetch.Client     // fetches links; nil for one with the usual limits
	Rate      Rate              // per user; the zero Rate takes the default
	// WithoutGateway is for a bot that has its interactions over HTTP only: see
	// Interactions. It hears of no messages.
	WithoutGateway bool
	// WithoutTurns lets the work of guilds begin in the order in which it comes,
	// so that it can be measured what their taking turns is for.
	WithoutTurns bool
	GuildRate    Rate // per server, whatever is asked; the zero Rate takes the default
	Shards       int  // into which the guilds are split; 0 for as many as Discord recommends
	// AckAfter is how long a handler may take before it is acknowledged on its
	// behalf; 0 means 1.5 s. Discord gives up after 3 s.
	AckAfter time.Duration
	Observer Observer // nil for none
}

// Rate limits how often one user may ask.
type Rate struct {
	Burst int           // questions at once
	Every time.Duration // then one in so much time
}

// Bot is a connection to Discord.
type Bot struct {
	cfg   Config
	log   *slog.Logger
	rest  *rest
	files *fetch.Attachments
	links *fetch.Client

	commands    map[string]action
	components  map[verb]action
	completions map[string]handler

	questions *limits
	acts      *limits // everything that is not a question
	crowds    *limits // of guilds, whatever is asked
	quick     *lane
	long      *lane
	hands     *hands
	strain    strain
	lag       lag
	refusals  chan struct{}                // a token for each refusal that waits or is on its way
	refusing  chan struct{}                // a token for each that is on its way
	seen      *lru.Cache[string, struct{}] // events that are being or were served
	now       func() time.Time             // the clock of the limits
	openTime  time.Duration                // how long connecting may take
	// How long a suggestion may take, and how long what Discord wants to hear
	// within 3 s may be on its way.
	completeTime, answerTime time.Duration
	// Pauses of the gateway: how often heartbeats are looked at, the time between
	// new sessions, and the longest one before an invalid session is begun anew.
	beatCheck, identifyPause, invalidPause time.Duration
	claimTime, messageTime                 time.Duration
	lease                                  leaseTimes
	lastDrop                               atomic.Int64 // when it was last told of what follows; Unix seconds
	refusedUnread, droppedUnread           atomic.Int64 // events since, refused unread and not even that

	readyOnce sync.Once
	isReady   chan struct{}
	placed    chan struct{} // closed when a shard is connected, or others hold all of them
	placeOnce sync.Once
	owner     string // under which this process takes leases
	deferred  *ledger
	shards    presence
	starts    starts
	self      atomic.Pointer[identity]
	refused   chan error // why Discord refuses the bot, from whoever finds out

	feedPause time.Duration // between two rounds of looking at feeds
	// Of what other processes deferred: how often it is looked for, and how long
	// it has to lie there.
	abandonedRound, lapsed time.Duration

	gapTurn sync.Mutex    // questions without an answer are asked again for one library at a time
	gapWait time.Duration // how long a reply waits to say what is answered now

	mu       sync.Mutex
	stopping bool
	inFlight sync.WaitGroup
	// When the bot is stopped, handlers are ended first, so that there is time
	// to say so, and then everything.
	handling, working       context.Context
	endHandling, endWorking func()
	stopTime                time.Duration
}

// identity is who the bot is at Discord.
type identity struct{ user, application string }

// seenEvents is how many events are remembered, so that one that is delivered
// again is not served again.
const seenEvents = 8192

// New checks the settings and prepares a Bot. It does not connect.
func New(cfg Config) (*Bot, error) {
	cfg.Token = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(cfg.Token), "Bot "))
	switch {
	case cfg.Token == "":
		return nil, errors.New("there is no Discord token. Open https://discord.com/developers/applications, choose the application, then Bot, then Reset Token, and set DISCORD_TOKEN to it")
	case strings.ContainsAny(cfg.Token, " \t\r\n\"'"):
		return nil, errors.New("the Discord token has spaces or quotation marks in it. Set DISCORD_TOKEN to the token alone")
	case cfg.Store == nil || cfg.Engine == nil:
		return nil, errors.New("a bot needs a store and a search engine")
	case cfg.DevGuild != "" && strings.Trim(cfg.DevGuild, "0123456789") != "":
		return nil, errors.New("the development guild is not a server's ID. In Discord, turn on Developer Mode, right-click the server, and choose Copy Server ID")
	}
	cfg.setDefaults()
	b := &Bot{
		cfg: cfg, log: cfg.Log, isReady: make(chan struct{}), placed: make(chan struct{}), refused: make(chan error, 1), now: time.Now,
		openTime: openLimit, completeTime: completeLimit, answerTime: discordgo.InteractionDeadline,
		beatCheck: beatCheck, identifyPause: identifyEvery, invalidPause: 5 * time.Second,
		shards: presence{up: map[int]bool{}, until: map[int]time.Time{}}, starts: starts{next: map[int]time.Time{}},
		claimTime: claimTime, messageTime: messageTime, owner: store.NewOwner(), lease: defaultLeases,
		quick: newLane(quickLane()), long: newLane(longLane()), hands: newHands(),
		refusals: make(chan struct{}, refusing+toRefuse), refusing: make(chan struct{}, refusing),
		gapWait: gapPatience, feedPause: feedRound, stopTime: stopTime, abandonedRound: abandonedRound, lapsed: lapsed,
	}
	if cfg.WithoutTurns {
		b.quick.size.withoutTurns()
		b.long.size.withoutTurns()
	}
	b.handling, b.endHandling = context.WithCancel(context.Background())
	b.working, b.endWorking = context.WithCancel(context.Background())
	b.files, b.links = fetch.NewAttachments(cfg.Transport, extract.MaxBytes), cfg.Fetch
	b.commands, b.components, b.completions = b.actions()
	var err error
	if b.links == nil {
		if b.links, err = fetch.New(fetch.Options{MaxBytes: extract.MaxBytes}); err != nil {
			return nil, err
		}
	}
	if b.deferred, err = newLedger(cfg, b.owner); err != nil {
		return nil, err
	}
	if b.rest, err = newREST(cfg.Token, observed(cfg.Transport, cfg.Observer)); err != nil {
		return nil, err
	}
	if b.questions, err = newLimits(cfg.Rate.Burst, cfg.Rate.Every); err != nil {
		return nil, err
	}
	if b.acts, err = newLimits(cfg.Rate.Burst*actsPerQuestion, cfg.Rate.Every/actsPerQuestion); err != nil {
		return nil, err
	}
	if b.crowds, err = newLimits(cfg.GuildRate.Burst, cfg.GuildRate.Every); err != nil {
		return nil, err
	}
	b.seen, err = lru.New[string, struct{}](seenEvents)
	return b, err
}

func (cfg *Config) setDefaults() {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Observer == nil {
		cfg.Observer = unobserved{}
	}
	if cfg.AckAfter <= 0 {
		cfg.AckAfter = defaultAck
	}
	if cfg.Rate.Burst <= 0 {
		cfg.Rate.Burst = defaultBurst
	}
	if cfg.Rate.Every <= 0 {
		cfg.Rate.Every = defaultEvery
	}
	if cfg.GuildRate.Burst <= 0 {
		cfg.GuildRate.Burst = defaultGuildBurst
	}
	if cfg.GuildRate.Every <= 0 {
		cfg.GuildRate.Every = defaultGuildEvery
	}
}

// Run connects, registers the commands, and serves until ctx ends or Discord
// refuses the bot for good (a wrong token, for one), which it returns as a
// sentence with the remedy. Replies in flight are finished first, which takes 10
// s at the most. A Bot runs once.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	connected := make(chan error, 1)
	go func() { connected <- b.listen(ctx) }()
	var beside sync.WaitGroup
	beside.Go(func() { b.feeder(ctx) })
	beside.Go(func() { b.tellAbandoned(ctx) })
	answered := make(chan struct{})
	var keeping sync.WaitGroup
	keeping.Go(func() { b.deferred.keep(answered) })
	var err error
	select {
	case err = <-connected:
		connected <- nil
	case err = <-b.refused:
	case <-ctx.Done():
	}
	begun := time.Now()
	cancel(err)
	if ended := <-connected; err == nil {
		err = ended
	}
	beside.Wait()
	b.finish(b.stopTime - time.Since(begun))
	close(answered)
	keeping.Wait()
	return err
}

// listen has interactions come until ctx ends, or Discord refuses the bot for
// good.
func (b *Bot) listen(ctx context.Context) error {
	if b.cfg.WithoutGateway {
		b.place()
		b.introduce(ctx)
		<-ctx.Done()
		return nil
	}
	if b.cfg.Store.Shared() {
		var introduced sync.WaitGroup
		introduced.Go(func() { b.introduce(ctx) })
		defer introduced.Wait()
	}
	return b.gateway(ctx)
}

// Ready is closed once the commands are registered and the bot is connected, if
// it is to be: other processes may hold every shard, or interactions come over
// HTTP.
func (b *Bot) Ready() <-chan struct{} { return b.isReady }

// place notes that the bot hears of what it is to hear of.
func (b *Bot) place() { b.placeOnce.Do(func() { close(b.placed) }) }

// Alive reports whether every shard that this process holds is connected and
// its heartbeats are answered: a connection on which they are not gets closed.
// A process that needs none, because others hold all of them or interactions
// come over HTTP, is alive without.
func (b *Bot) Alive() bool {
	held, up := b.shards.count()
	return up == held && (held > 0 || b.cfg.WithoutGateway || b.cfg.Store.Shared())
}

// introduce asks Discord who the bot is, until it says so: for a process that
// may never be told by a READY.
func (b *Bot) introduce(ctx context.Context) {
	for delay := firstDelay; ; delay = min(2*delay, maxDelay) {
		var app struct {
			ID  string `json:"id"`
			Bot *user  `json:"bot"`
		}
		attempt, cancel := context.WithTimeout(ctx, b.openTime)
		err := b.rest.do(attempt, http.MethodGet, discordgo.EndpointApplication("@me"), nil, &app, true)
		cancel()
		refused, ok := errors.AsType[*apiError](err)
		switch {
		case err == nil:
			self := identity{app.ID, app.ID}
			if app.Bot != nil {
				self.user = cmp.Or(app.Bot.ID, app.ID)
			}
			b.become(ctx, self)
			return
		case ok && refused.Status == http.StatusUnauthorized:
			b.refuse(refusal(tokenRefused))
			return
		case ctx.Err() == nil:
			b.log.Warn("Discord does not say who the bot is", slog.Any("error", err), slog.Duration("again_in", delay))
		}
		if !sleep(ctx, jitter(delay)) {
			return
		}
	}
}

// refuse ends the bot with the reason.
func (b *Bot) refuse(err error) {
	select {
	case b.refused <- err:
	default: // it ends already
	}
}

// ready takes Discord's READY, and registers the commands the first time.
func (b *Bot) ready(ctx context.Context, raw json.RawMessage) {
	var r struct {
		User        user                `json:"user"`
		Application struct{ ID string } `json:"application"`
	}
	if err := json.Unmarshal(raw, &r); err != nil || r.User.ID == "" {
		b.log.Error("Discord's READY could not be read")
		return
	}
	b.cfg.Observer.Gateway(GatewayReady)
	b.become(ctx, identity{r.User.ID, cmp.Or(r.Application.ID, r.User.ID)})
}

// become notes who the bot is, and registers the commands the first time.
func (b *Bot) become(ctx context.Context, self identity) {
	b.self.Store(&self)
	b.readyOnce.Do(func() {
		switch err := b.register(ctx, self.application); {
		case err == nil:
			select {
			case <-b.placed:
				close(b.isReady)
			case <-ctx.Done():
			}
		case ctx.Err() == nil:
			b.refuse(err)
		}
	})
}

// begin counts a request in, unless the bot is being stopped.
func (b *Bot) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopping {
		return false
	}
	b.inFlight.Add(1)
	return true
}

// finish waits for the replies in flight, but not for ever: handlers that take
// long are ended, so that whoever waits hears of it, and in the end everything.
func (b *Bot) finish(limit time.Duration) {
	b.mu.Lock()
	b.stopping = true
	b.mu.Unlock()
	done := make(chan struct{})
	go func() { b.inFlight.Wait(); close(done) }()
	hurry := time.AfterFunc(limit*2/3, b.endHandling)
	defer hurry.Stop()
	select {
	case <-done:
	case <-time.After(limit):
		b.log.Warn("stopped before every reply was sent")
	}
	b.endHandling()
	b.endWorking()
}

// userKeys are the numbers under which the store keeps what a person did.
func (b *Bot) userKeys(user string) store.UserKey {
	return func(record string) string { return b.userKey(record, user) }
}

// userKey is the number under which a person's part in a record is kept, their
// verdict on an answer or that they asked a question: it differs from record to
// record, and does not lead back to the person.
func (b *Bot) userKey(record, user string) string {
	secret := sha256.Sum256([]byte("pincite not helpful\x00" + b.cfg.Token))
	mac := hmac.New(sha256.New, secret[:])
	mac.Write([]byte(record + "\x00" + user))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
