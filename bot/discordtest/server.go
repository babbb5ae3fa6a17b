// Package discordtest is a stand-in for Discord: its REST interface and its
// gateway, over real HTTP and a real websocket on the loopback interface,
// close enough that discordgo cannot tell. Tests and the playground act as
// people through an Actor.
//
// What Discord would refuse, the stand-in refuses, with Discord's own error
// codes.
package discordtest

import (
	"context"
	"net/http"
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

	// Each rate-limit bucket (method, route, and its channel, guild or webhook)
	// takes so many requests in so much time; 0 means 50 in 1 s.
	BucketSize   int
	BucketWindow time.Duration
}

// Server is a running stand-in.
type Server struct{}

// New starts a stand-in on a free port of 127.0.0.1.
func New(o Options) (*Server, error) { panic("discordtest helper") }

// Close stops it and cuts every connection. It may be called twice.
func (s *Server) Close() { panic("discordtest helper") }

// Token returns the bot token that the stand-in accepts, without "Bot ".
func (s *Server) Token() string { panic("discordtest helper") }

// Bot returns the bot's own user. Its ID is the application's ID too.
func (s *Server) Bot() User { panic("discordtest helper") }

// Transport returns a RoundTripper that takes requests for Discord's hosts to
// the stand-in, to be set as discordgo's Session.Client.Transport. Requests
// for other hosts go to http.DefaultTransport.
func (s *Server) Transport() http.RoundTripper { panic("discordtest helper") }

// CDN serves the attachments under the paths that they have on
// cdn.discordapp.com (/attachments/channel/id/name), for a page that shows them.
func (s *Server) CDN() http.Handler { panic("discordtest helper") }

// WaitReady returns once a bot is connected and has commands.
func (s *Server) WaitReady(ctx context.Context) error { panic("discordtest helper") }

// Advance moves the stand-in's clock forward, past the 3 s or the 15 min for
// instance; nothing sleeps.
func (s *Server) Advance(d time.Duration) { panic("discordtest helper") }

// CommandWrites returns how many requests have written commands so far.
func (s *Server) CommandWrites() int { panic("discordtest helper") }

// Request is a REST call that the stand-in has answered.
type Request struct {
	Method, Path string // Path without /api/v9, interaction tokens replaced by "…"
	Status       int
	Answer       string // the body, when it was refused (status 400 or more)
}

// Requests returns the calls so far, in the order of their answers.
func (s *Server) Requests() []Request { panic("discordtest helper") }

// Refused returns those that were answered with status 400 or more, without
// the ones that a Fault asked for.
func (s *Server) Refused() []Request { panic("discordtest helper") }
