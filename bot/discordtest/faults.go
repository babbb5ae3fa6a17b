package discordtest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault spoils REST calls.
type Fault struct {
	Method string        // "" for any
	Path   string        // a part of the path; "" for any
	Times  int           // how many matching calls to spoil; 0 means one, -1 every one
	Lasts  time.Duration // after which it is over in any case; 0 for never
	Delay  time.Duration // wait before the call is handled

	// At most one of:
	Status   int  // answer so instead of handling the call: 429 or 5xx, for instance
	CutFirst bool // cut the connection instead of handling the call
	CutAfter bool // handle the call, then cut the connection: the answer is lost
	CutHalf  bool // of a file on the CDN: send half of it, then cut the connection

	RetryAfter time.Duration // with Status 429
	Global     bool          // with Status 429: the limit is the whole bot's

	over time.Time // see Lasts; zero for never
}

// Inject adds a fault. The first one that matches a call spoils it.
func (s *Server) Inject(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	if f.Lasts > 0 {
		f.over = time.Now().Add(f.Lasts)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// ClearFaults takes all faults away, those of the gateway too.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	s.faults = nil
	s.mu.Unlock()
	s.spoilGate(func(g *gateFaults) { *g = gateFaults{} })
}

// fault takes the next fault for a call; the zero Fault when there is none.
func (s *Server) fault(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool { return !f.over.IsZero() && now.After(f.over) })
	for i, f := range s.faults {
		if f.Method != "" && f.Method != r.Method || !strings.Contains(r.URL.Path, f.Path) {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		return *f
	}
	return Fault{}
}

// keepFrom notes that a fault kept an answer from an interaction, if it is one.
func (s *Server) keepFrom(interaction string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.pendings[interaction]; p != nil {
		p.kept, p.keptAt = p.kept+1, time.Now()
	}
}

// wait lasts for a fault's delay, or until the call or the server ends.
func (s *Server) wait(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	s.mu.Lock()
	stopped := s.stopped
	s.mu.Unlock()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	case <-stopped:
	}
}

// spoilGate changes what is wrong with the gateway.
func (s *Server) spoilGate(change func(*gateFaults)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.gate.gateFaults)
}

// Cut drops every gateway connection without a close frame. The sessions can
// be resumed.
func (s *Server) Cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cutAll()
}

// cutAll takes the connections from their sessions at once, so that what
// happens next is kept for a resumption.
func (s *Server) cutAll() {
	for c := range s.gate.conns {
		s.detach(c)
		c.cut()
	}
	s.touch()
}

func (s *Server) detach(c *conn) {
	if n := c.session; n != nil {
		n.conn, n.left, c.session, c.broke = nil, s.now(), nil, time.Now()
	}
}

// Hang makes every gateway connection go silent: it stays open, but nothing
// comes any more and nothing that is sent is heard, heartbeats neither. The
// sessions can be resumed on another connection.
func (s *Server) Hang() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gate.conns {
		s.detach(c)
		c.hang()
	}
	s.touch()
}

// CloseGateway closes every gateway connection with a code, 4004 or 4009 for
// instance. Codes after which Discord wants a new session end the sessions.
func (s *Server) CloseGateway(code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gate.conns {
		n := c.session
		s.detach(c)
		switch code {
		case 1000, 1001, closeBadToken, closeBadSeq, closeTimeout, closeShard, closeSharding, closeVersion, closeIntents, closeDisallowed:
			if n != nil {
				s.endSession(n)
			}
		}
		c.bye(code, reason)
	}
	s.touch()
}

// Reconnect asks every connection to come back (op 7).
func (s *Server) Reconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gate.conns {
		c.frame(encode(packet{Op: opReconnect}))
	}
}

// InvalidateSessions tells every connection that its session is invalid (op 9).
func (s *Server) InvalidateSessions(resumable bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gate.conns {
		if n := c.session; n != nil {
			s.detach(c)
			if !resumable {
				s.endSession(n)
			}
		}
		c.frame(encode(packet{Op: opInvalid, Data: resumable}))
	}
	s.touch()
}

// RefuseResumes answers the next n resumptions with op 9, not resumable.
func (s *Server) RefuseResumes(n int) { s.spoilGate(func(g *gateFaults) { g.refuse = n }) }

// ReconnectResumes answers the next n resumptions with op 7: come back once
// more.
func (s *Server) ReconnectResumes(n int) { s.spoilGate(func(g *gateFaults) { g.again = n }) }

// HoldAcks stops answering heartbeats, or goes on answering them.
func (s *Server) HoldAcks(hold bool) { s.spoilGate(func(g *gateFaults) { g.holdAcks = hold }) }

// DuplicateEvents delivers every following event twice, or no longer.
func (s *Server) DuplicateEvents(on bool) { s.spoilGate(func(g *gateFaults) { g.duplicate = on }) }

// HangResumes leaves the next n resumptions without an answer.
func (s *Server) HangResumes(n int) { s.spoilGate(func(g *gateFaults) { g.hang = n }) }

// MuteIdentifies leaves the next n new sessions without READY; nothing else
// comes on their connections either.
func (s *Server) MuteIdentifies(n int) { s.spoilGate(func(g *gateFaults) { g.mute = n }) }

// SlowHello makes every following connection wait so long for HELLO.
func (s *Server) SlowHello(d time.Duration) { s.spoilGate(func(g *gateFaults) { g.slow = d }) }

// Truncate sends the beginning of an event on every gateway connection, and
// cuts it in mid-frame. The sessions can be resumed.
func (s *Server) Truncate() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gate.conns {
		s.detach(c)
		c.push(frame{kind: truncated})
	}
	s.touch()
}

// LimitSessions says what is left of new sessions, until when, and how many may
// begin in the same 5 s. Each IDENTIFY takes one.
func (s *Server) LimitSessions(remaining int, reset time.Duration, concurrency int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.starts = &sessionStarts{remaining: remaining, reset: s.now().Add(reset), concurrency: concurrency}
}

// Recommend says how many shards the bot should have, and refuses those who
// connect with fewer by code 4011.
func (s *Server) Recommend(shards int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.recommended = shards
}
