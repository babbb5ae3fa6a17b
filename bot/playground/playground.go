// Package playground is the page on which "pincite play" shows the stand-in
// Discord: it looks and works like Discord's own client for what a bot can
// show. It listens on the loopback interface only, and answers only pages that
// it served itself.
package playground

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// Config says what the page shows.
type Config struct {
	Addr    string // host:port; the host must be a loopback address; port 0 for a free one
	Discord *discordtest.Server
	People  []Persona // who can be switched between
}

// Persona is one seat at the page: a person in a channel.
type Persona struct {
	Label   string // "Ada, member", "Mona, moderator"
	User    discordtest.User
	Channel discordtest.Channel
	Guild   string // the server's name; "" for a direct message
}

// Playground is a running page.
type Playground struct {
	seats    []seat
	discord  *discordtest.Server
	listener net.Listener
	server   *http.Server
	stop     context.CancelFunc
	done     chan struct{}
	closing  sync.Once
	failed   error // why serving ended, when it was not for Close; read after done
}

// seat is a Persona together with the hands that act for it.
type seat struct {
	Persona
	actor *discordtest.Actor
}

// Start listens. It refuses an address that is not loopback. The page stops
// when ctx ends or Close is called.
func Start(ctx context.Context, cfg Config) (*Playground, error) {
	if cfg.Discord == nil {
		return nil, errors.New("the playground needs a stand-in Discord to show")
	}
	if len(cfg.People) == 0 {
		return nil, errors.New("the playground needs at least one person to act as")
	}
	addr, err := loopback(cfg.Addr)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the playground cannot listen on %s: choose another port with --addr, or leave the flag out: %w", addr, err)
	}
	p := &Playground{discord: cfg.Discord, listener: listener, done: make(chan struct{})}
	for _, person := range cfg.People {
		p.seats = append(p.seats, seat{person, cfg.Discord.As(person.User, person.Channel)})
	}
	ctx, p.stop = context.WithCancel(ctx)
	p.server = &http.Server{
		Handler:           guard(listener.Addr().String(), p.routes()),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	go p.serve()
	context.AfterFunc(ctx, func() { _ = p.Close() })
	return p, nil
}

func (p *Playground) serve() {
	defer close(p.done)
	if err := p.server.Serve(p.listener); !errors.Is(err, http.ErrServerClosed) {
		p.failed = fmt.Errorf("the playground stopped serving: %w", err)
	}
}

// routes lists everything that the page can ask for.
func (p *Playground) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", servePage)
	mux.HandleFunc("GET /static/", serveStatic)
	mux.HandleFunc("GET /media", p.serveMedia)
	mux.HandleFunc("GET /api/world", p.serveWorld)
	mux.HandleFunc("GET /api/events", p.serveEvents)
	mux.HandleFunc("GET /api/commands", p.serveCommands)
	mux.HandleFunc("POST /api/slash", act(p, slash))
	mux.HandleFunc("POST /api/autocomplete", act(p, autocomplete))
	mux.HandleFunc("POST /api/message-command", act(p, messageCommand))
	mux.HandleFunc("POST /api/press", act(p, press))
	mux.HandleFunc("POST /api/select", act(p, choose))
	mux.HandleFunc("POST /api/submit", act(p, submit))
	mux.HandleFunc("POST /api/say", act(p, say))
	mux.HandleFunc("POST /api/dismiss", act(p, dismiss))
	return mux
}

// URL returns the page's address.
func (p *Playground) URL() string { return "http://" + p.listener.Addr().String() + "/" }

// Close stops the page, cuts its connections, and returns why serving ended
// early if it did. It may be called again.
func (p *Playground) Close() error {
	p.closing.Do(func() {
		p.stop()
		_ = p.server.Close()
	})
	<-p.done
	return p.failed
}
