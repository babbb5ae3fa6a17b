package discordtest

import "time"

// Fault spoils REST calls.
type Fault struct {
	Method string        // "" for any
	Path   string        // a part of the path; "" for any
	Times  int           // how many matching calls to spoil; 0 means one, -1 every one
	Delay  time.Duration // wait before the call is handled

	// At most one of:
	Status   int  // answer so instead of handling the call: 429 or 5xx, for instance
	CutFirst bool // cut the connection instead of handling the call
	CutAfter bool // handle the call, then cut the connection: the answer is lost

	RetryAfter time.Duration // with Status 429
	Global     bool          // with Status 429: the limit is the whole bot's
}

// Inject adds a fault. The first one that matches a call spoils it.
func (s *Server) Inject(f Fault) { panic("discordtest helper") }

// ClearFaults takes all faults away, those of the gateway too.
func (s *Server) ClearFaults() { panic("discordtest helper") }

// Cut drops every gateway connection without a close frame. The sessions can
// be resumed.
func (s *Server) Cut() { panic("discordtest helper") }

// CloseGateway closes every gateway connection with a code, 4004 or 4009 for
// instance. Codes after which Discord wants a new session end the sessions.
func (s *Server) CloseGateway(code int, reason string) { panic("discordtest helper") }

// Reconnect asks every connection to come back (op 7).
func (s *Server) Reconnect() { panic("discordtest helper") }

// InvalidateSessions tells every connection that its session is invalid (op 9).
func (s *Server) InvalidateSessions(resumable bool) { panic("discordtest helper") }

// RefuseResumes answers the next n resumptions with op 9, not resumable.
func (s *Server) RefuseResumes(n int) { panic("discordtest helper") }

// HoldAcks stops answering heartbeats, or goes on answering them.
func (s *Server) HoldAcks(hold bool) { panic("discordtest helper") }

// DuplicateEvents delivers every following event twice, or no longer.
func (s *Server) DuplicateEvents(on bool) { panic("discordtest helper") }

// Stop makes the stand-in unreachable: it stops listening and cuts every
// connection, REST too. People, messages and sessions stay.
func (s *Server) Stop() { panic("discordtest helper") }

// Start listens again at the same address after Stop.
func (s *Server) Start() error { panic("discordtest helper") }

// Gateway counts what has happened on the gateway.
type Gateway struct {
	Connected  int // connections with a session now
	Identified int // IDENTIFYs accepted so far
	Resumed    int // RESUMEs accepted so far
	Heartbeats int // heartbeats received so far
}

// Gateway returns the counts.
func (s *Server) Gateway() Gateway { panic("discordtest helper") }
