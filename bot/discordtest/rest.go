package discordtest

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is a REST request that passed the gate: authorized, within its limits,
// its body read.
type call struct {
	*http.Request
	body  any       // decoded JSON; nil without a body
	files []upload  // of a multipart body
	came  time.Time // before anything was done with it
}

// form returns the body as an object, empty when it is none.
func (c *call) form() obj {
	o, _ := c.body.(obj)
	if o == nil {
		o = obj{}
	}
	return o
}

// endpoint handles a call: the status and the JSON to answer (nil for none),
// or an *apiError. It is called without the lock.
type endpoint func(c *call) (status int, answer any, err error)

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	bot := func(pattern string, h endpoint) { mux.HandleFunc(apiPattern(pattern), s.serve(h, true)) }
	open := func(pattern string, h endpoint) { mux.HandleFunc(apiPattern(pattern), s.serve(h, false)) }

	open("GET /gateway", s.getGateway)
	bot("GET /gateway/bot", s.getGatewayBot)
	bot("GET /users/@me", s.getMe)
	bot("GET /users/@me/guilds", s.getMyGuilds)
	bot("POST /users/@me/channels", s.postDirectMessage)
	bot("GET /users/{user}", s.getUser)
	bot("GET /applications/@me", s.getApplication)
	bot("GET /oauth2/applications/@me", s.getApplication)
	bot("GET /guilds/{guild}", s.getGuild)
	bot("GET /guilds/{guild}/channels", s.getGuildChannels)
	bot("GET /guilds/{guild}/roles", s.getGuildRoles)
	bot("GET /guilds/{guild}/members/{user}", s.getMember)
	bot("DELETE /users/@me/guilds/{guild}", s.leaveGuild)

	bot("GET /channels/{channel}", s.getChannel)
	bot("POST /channels/{channel}/typing", s.postTyping)
	bot("GET /channels/{channel}/messages", s.getMessages)
	bot("POST /channels/{channel}/messages", s.postMessage)
	bot("GET /channels/{channel}/messages/{message}", s.getMessage)
	bot("PATCH /channels/{channel}/messages/{message}", s.patchMessage)
	bot("DELETE /channels/{channel}/messages/{message}", s.deleteMessage)

	for _, at := range []string{"/applications/{app}/commands", "/applications/{app}/guilds/{guild}/commands"} {
		bot("GET "+at, s.getCommands)
		bot("PUT "+at, s.putCommands)
		bot("POST "+at, s.postCommand)
		bot("GET "+at+"/{command}", s.getCommand)
		bot("PATCH "+at+"/{command}", s.patchCommand)
		bot("DELETE "+at+"/{command}", s.deleteCommand)
	}

	open("POST /interactions/{interaction}/{token}/callback", s.postCallback)
	open("POST /webhooks/{app}/{token}", s.postFollowUp)
	open("GET /webhooks/{app}/{token}/messages/{message}", s.getReply)
	open("PATCH /webhooks/{app}/{token}/messages/{message}", s.patchReply)
	open("DELETE /webhooks/{app}/{token}/messages/{message}", s.deleteReply)

	mux.HandleFunc("/api/", s.serve(func(*call) (int, any, error) { return 0, nil, errNotFound }, false))
	mux.Handle("GET /attachments/", s.CDN())
	mux.Handle("GET /ephemeral-attachments/", s.CDN())
	mux.HandleFunc("/", s.serveGateway)
	return mux
}

// apiPattern puts the API's version into a pattern of the mux.
func apiPattern(p string) string {
	method, path, _ := strings.Cut(p, " ")
	return method + " /api/{version}" + path
}

// serve wraps an endpoint in what every call goes through.
func (s *Server) serve(h endpoint, auth bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		came := time.Now()
		f := s.fault(r)
		s.wait(r, f.Delay)
		if f.CutFirst || f.Status != 0 {
			s.keepFrom(r.PathValue("interaction"))
		}
		switch {
		case f.CutFirst:
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			s.record(r, f.Status, "", true)
			s.spoil(w, f)
			return
		}
		status, answer, err := s.handle(w.Header(), h, auth, &call{Request: r, came: came})
		if f.CutAfter {
			s.record(r, status, "", true)
			panic(http.ErrAbortHandler)
		}
		var no *apiError
		switch {
		case errors.As(err, &no):
			if no.status == http.StatusTooManyRequests {
				limitHeaders(w.Header(), no.retry, no.global)
			}
			s.record(r, no.status, string(encode(no.body())), false)
			writeError(w, no)
		case err != nil:
			s.record(r, http.StatusInternalServerError, err.Error(), false)
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			s.record(r, status, "", false)
			writeJSON(w, status, answer)
		}
	}
}

func (s *Server) handle(head http.Header, h endpoint, auth bool, c *call) (int, any, error) {
	if v := c.PathValue("version"); v != "" && v != "v9" && v != "v10" {
		return 0, nil, &apiError{status: 400, code: 50041, message: "Invalid API version"}
	}
	if auth && c.Header.Get("Authorization") != "Bot "+s.opts.Token {
		return 0, nil, errUnauthorized
	}
	if err := s.limit(head, c.Request); err != nil {
		return 0, nil, err
	}
	if err := c.read(); err != nil {
		return 0, nil, err
	}
	return h(c)
}

// spoil answers as a fault says.
func (s *Server) spoil(w http.ResponseWriter, f Fault) {
	if f.Status != http.StatusTooManyRequests {
		http.Error(w, http.StatusText(f.Status), f.Status)
		return
	}
	if f.Global {
		s.mu.Lock()
		s.global = time.Now().Add(f.RetryAfter)
		s.mu.Unlock()
	}
	e := errRateLimited(f.RetryAfter, f.Global)
	limitHeaders(w.Header(), f.RetryAfter, f.Global)
	writeError(w, e)
}

// Request is a REST call that the stand-in has answered.
type Request struct {
	Method, Path string // Path without /api/v9, interaction tokens replaced by "…"
	Status       int
	Answer       string // the body, when it was refused (status 400 or more)
}

func (s *Server) record(r *http.Request, status int, answer string, spoiled bool) {
	_, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	if t := r.PathValue("token"); t != "" {
		path = strings.Replace(path, t, "…", 1)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(Request{Method: r.Method, Path: "/" + path, Status: status, Answer: answer}, spoiled)
}

// note keeps what was answered. The lock is held.
func (s *Server) note(r Request, spoiled bool) {
	if len(s.requests) == maxRequests {
		s.requests, s.spoiled = s.requests[maxRequests/2:], s.spoiled[maxRequests/2:]
	}
	s.requests = append(s.requests, r)
	s.spoiled = append(s.spoiled, spoiled)
	s.touch()
}

// maxRequests bounds what is remembered of a stand-in that runs for long.
const maxRequests = 10_000

// Requests returns the calls so far, in the order of their answers; at least
// the last 5,000 of them.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Refused returns those that were answered with status 400 or more, without
// the ones that a Fault asked for.
func (s *Server) Refused() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var no []Request
	for i, r := range s.requests {
		if r.Status >= 400 && !s.spoiled[i] {
			no = append(no, r)
		}
	}
	return no
}

func (s *Server) getGateway(*call) (int, any, error) {
	return 200, obj{"url": s.gatewayURL()}, nil
}

func (s *Server) getGatewayBot(*call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	left, reset, concurrency := sessionTotal, time.Duration(0), 1
	if l := s.gate.starts; l != nil {
		left, concurrency = l.left(s.now()), l.concurrency
		reset = l.reset.Sub(s.now())
	}
	return 200, obj{"url": s.gatewayURL(), "shards": max(1, s.gate.recommended), "session_start_limit": obj{
		"total": sessionTotal, "remaining": left, "reset_after": reset.Milliseconds(), "max_concurrency": concurrency,
	}}, nil
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }
