// Package discordtest is a stand-in for Discord: its REST interface and its
// gateway, over real HTTP and a real websocket on the loopback interface,
// close enough that discordgo cannot tell. Tests and the playground act as
// people through an Actor.
//
// What Discord would refuse, the stand-in refuses, with Discord's own error
// codes: by Discord's published schemas when Options.OpenAPI names them, and by
// hand what they miss.
package discordtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options describes the stand-in. The zero Options will do for tests.
type Options struct {
	Token   string // the only bot token accepted; "" means "test-token"
	OpenAPI string // path of Discord's published openapi.json; "" for the hand-written rules only

	// Privileged lists the privileged intents that are enabled for the bot, as
	// discordgo.Intent bits. Identifying with another one closes with 4014.
	Privileged int

	AnswerWithin time.Duration // how soon an interaction must be answered; 0 means Discord's 3 s
	TokenLife    time.Duration // how long an interaction's token lives; 0 means Discord's 15 min
	Heartbeat    time.Duration // the interval that HELLO asks for; 0 means Discord's 41.25 s

	// Addr is where it listens; "" means a free port of 127.0.0.1. A host that
	// others reach lets bots of other machines, or network namespaces, connect:
	// see TransportTo.
	Addr string
	// MessagesKept is how many messages a channel keeps of those that were
	// written after the first 100, beside those whose text is still to come; 0
	// means all.
	MessagesKept int

	// RealIDs makes IDs carry the time, as Discord's do: those of the zero Options
	// are the same each time.
	RealIDs bool

	// Each rate-limit bucket (method, route, and its channel, guild or webhook)
	// takes so many requests in so much time; 0 means 50 in 1 s.
	BucketSize   int
	BucketWindow time.Duration
}

func (o *Options) setDefaults() {
	if o.Token == "" {
		o.Token = "test-token"
	}
	if o.AnswerWithin == 0 {
		o.AnswerWithin = 3 * time.Second
	}
	if o.TokenLife == 0 {
		o.TokenLife = 15 * time.Minute
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.BucketSize == 0 {
		o.BucketSize = 50
	}
	if o.BucketWindow == 0 {
		o.BucketWindow = time.Second
	}
}

// Server is a running stand-in.
type Server struct {
	opts    Options
	schemas *schemas // nil without Options.OpenAPI
	addr    string   // the first one, kept by every later Start
	handler http.Handler
	client  *http.Transport // what Transport sends through

	// mu guards everything below: the stand-in is one small world, and one lock
	// keeps its events in one order.
	mu      sync.Mutex
	http    *http.Server // nil while stopped
	closed  bool
	stopped chan struct{} // closed by Stop and Close, for handlers that wait
	changed chan struct{} // closed and replaced whenever something happened
	offset  time.Duration // how far Advance has moved the clock
	lastID  int64

	world    world
	commands []*command
	writes   int
	pendings map[string]*pending   // interactions by ID
	tokens   map[string]*pending   // and by token
	ends     map[*pending]struct{} // those that were acknowledged and have their end to come
	forms    map[string]*form      // by the ID of the interaction that showed it
	gate     gateway
	counts   Counts
	endpoint *endpointURL // nil while interactions go out over the gateway
	clients  map[*subscriber]struct{}
	files    map[string]*attachment // by path on the CDN
	buckets  map[string]*bucket
	swept    time.Time // when buckets that had ended were forgotten
	global   time.Time // the end of a global rate limit
	faults   []*Fault
	requests []Request
	spoiled  []bool // of requests: a fault's doing

	running sync.WaitGroup // connections and timers
}

// New starts a stand-in on a free port of 127.0.0.1.
func New(o Options) (*Server, error) {
	o.setDefaults()
	s := &Server{
		opts:     o,
		client:   &http.Transport{MaxIdleConnsPerHost: 256},
		changed:  make(chan struct{}),
		lastID:   firstID,
		pendings: map[string]*pending{},
		tokens:   map[string]*pending{},
		ends:     map[*pending]struct{}{},
		forms:    map[string]*form{},
		clients:  map[*subscriber]struct{}{},
		files:    map[string]*attachment{},
		buckets:  map[string]*bucket{},
	}
	if o.OpenAPI != "" {
		var err error
		if s.schemas, err = loadSchemas(o.OpenAPI); err != nil {
			return nil, fmt.Errorf("discordtest: %w", err)
		}
	}
	s.world.init(s.newID())
	s.gate.init()
	s.handler = s.routes()
	if err := s.listen(o.Addr); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Server) listen(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("discordtest: %w", err)
	}
	h := &http.Server{Handler: s.handler}
	s.mu.Lock()
	if s.addr == "" {
		s.addr = l.Addr().String()
	}
	s.http = h
	s.stopped = make(chan struct{})
	s.mu.Unlock()
	s.running.Go(func() { _ = h.Serve(l) }) // until Stop closes it
	return nil
}

// Close stops it and cuts every connection. It may be called twice.
func (s *Server) Close() {
	s.Stop()
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		for _, p := range s.pendings {
			p.timer.Stop()
		}
		for c := range s.clients {
			close(c.end)
		}
	}
	s.mu.Unlock()
	s.client.CloseIdleConnections()
	s.running.Wait()
}

// Stop makes the stand-in unreachable: it stops listening and cuts every
// connection, REST too. People, messages and sessions stay.
func (s *Server) Stop() {
	s.mu.Lock()
	h := s.http
	s.http = nil
	if h != nil {
		close(s.stopped)
	}
	s.cutAll()
	s.mu.Unlock()
	if h != nil {
		h.Close()
	}
}

// Addr returns the host and port at which it listens.
func (s *Server) Addr() string { return s.addr }

// Counts is what has become of interactions so far.
type Counts struct {
	Sent    int // to the bot
	Failed  int // no answer came in time
	Second  int // callbacks refused because there had been one (code 40060)
	Further int // messages that followed when the interaction had ended with one already
}

// Counts returns the counts.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts
}

// Start listens again at the same address after Stop.
func (s *Server) Start() error {
	s.mu.Lock()
	on, closed := s.http != nil, s.closed
	s.mu.Unlock()
	switch {
	case closed:
		return errors.New("discordtest: closed")
	case on:
		return errors.New("discordtest: started already")
	}
	return s.listen(s.addr)
}

// Token returns the bot token that the stand-in accepts, without "Bot ".
func (s *Server) Token() string { return s.opts.Token }

// Bot returns the bot's own user. Its ID is the application's ID too.
func (s *Server) Bot() User { return User{ID: s.world.bot.id, Name: s.world.bot.name} }

// WaitReady returns once a bot is connected and has commands.
func (s *Server) WaitReady(ctx context.Context) error {
	return s.await(ctx, func() bool { return s.gate.connected() > 0 && len(s.commands) > 0 })
}

// WaitFor returns once what holds. It asks again after everything that happens
// in the stand-in: a call, a message, a connection, a heartbeat.
func (s *Server) WaitFor(ctx context.Context, what func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if what() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// await returns once what holds; what is called with the lock held, again
// after everything that happens.
func (s *Server) await(ctx context.Context, what func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := what(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// touch wakes all who await something. The lock is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Discord's snowflakes carry milliseconds above bit 22. Here each ID is one
// millisecond after the one before, so they do not depend on when a test runs.
const (
	firstID = 1_200_000_000_000_000_000 &^ (1<<22 - 1)
	idStep  = 1 << 22

	discordEpoch = 1_420_070_400_000 // Unix milliseconds
)

// newID draws the next snowflake. The lock is held.
func (s *Server) newID() string {
	s.lastID += idStep
	if s.opts.RealIDs {
		s.lastID = max(s.lastID-idStep+1, (s.now().UnixMilli()-discordEpoch)*idStep)
	}
	return fmt.Sprint(s.lastID)
}

// now is the stand-in's clock. The lock is held.
func (s *Server) now() time.Time { return time.Now().Add(s.offset) }

// Advance moves the stand-in's clock forward, past the 3 s or the 15 min for
// instance; nothing sleeps.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offset += d
	for _, p := range s.pendings {
		s.expire(p)
	}
	s.touch()
}
