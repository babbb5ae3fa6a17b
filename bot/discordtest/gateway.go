package discordtest

import (
	"fmt"
	"time"
)

// Gateway intents: which events a bot asked for.
const (
	intentNone           = 0 // the event always goes out
	intentGuilds         = 1 << 0
	intentGuildMembers   = 1 << 1
	intentPresences      = 1 << 8
	intentGuildMessages  = 1 << 9
	intentGuildReactions = 1 << 10
	intentGuildTyping    = 1 << 11
	intentDirectMessages = 1 << 12
	intentDirectTyping   = 1 << 14
	intentContent        = 1 << 15

	intentsPrivileged = intentGuildMembers | intentPresences | intentContent
	intentsKnown      = 1<<26 - 1
)

// Close codes and opcodes of Discord's gateway.
const (
	closeUnknownOp     = 4001
	closeDecode        = 4002
	closeNotIdentified = 4003
	closeBadToken      = 4004
	closeIdentified    = 4005
	closeBadSeq        = 4007
	closeRate          = 4008
	closeTimeout       = 4009
	closeShard         = 4010
	closeSharding      = 4011
	closeVersion       = 4012
	closeIntents       = 4013
	closeDisallowed    = 4014

	opDispatch   = 0
	opHeartbeat  = 1
	opIdentify   = 2
	opPresence   = 3
	opVoice      = 4
	opResume     = 6
	opReconnect  = 7
	opMembers    = 8
	opInvalid    = 9
	opHello      = 10
	opAck        = 11
	opSoundboard = 31
)

const (
	replayed     = 1000            // events that a session keeps for a resumption
	sessionLives = 5 * time.Minute // without a connection
)

// gateway is the sessions and the faults of the websocket side.
type gateway struct {
	sessions map[string]*session
	order    []*session
	conns    map[*conn]struct{}
	made     int

	gateFaults
	starts      *sessionStarts // nil for no limit
	recommended int            // shards; 0 for one
	counts      Gateway
}

// gateFaults is what is wrong with the gateway.
type gateFaults struct {
	refuse    int // resumptions still to refuse
	again     int // resumptions still to answer with op 7
	hang      int // resumptions still to leave without an answer
	mute      int // IDENTIFYs still to leave without an answer
	slow      time.Duration
	holdAcks  bool
	duplicate bool
}

// sessionStarts limits new sessions.
type sessionStarts struct {
	remaining   int
	reset       time.Time // when there are sessionTotal again
	concurrency int
}

const sessionTotal = 1000

// left returns what is left now.
func (l *sessionStarts) left(now time.Time) int {
	if !now.Before(l.reset) {
		l.remaining, l.reset = sessionTotal, now.Add(24*time.Hour)
	}
	return l.remaining
}

func (g *gateway) init() {
	g.sessions = map[string]*session{}
	g.conns = map[*conn]struct{}{}
}

func (g *gateway) connected() int {
	n := 0
	for c := range g.conns {
		if c.session != nil {
			n++
		}
	}
	return n
}

// session is what IDENTIFY makes and RESUME finds again.
type session struct {
	id            string
	intents       int
	shard, shards int64
	compress      bool
	seq           int64
	events        []event // the last ones, for a resumption
	conn          *conn   // nil while disconnected
	left          time.Time
}

// packet is what goes over the gateway, in Discord's order.
type packet struct {
	Type *string `json:"t"`
	Seq  *int64  `json:"s"`
	Op   int     `json:"op"`
	Data any     `json:"d"`
}

type event struct {
	seq   int64
	frame []byte
	of    *pending // the interaction that it brings; nil for other events
}

// wants reports whether the session gets an event: of its shard, and asked for.
func (n *session) wants(guildID string, intent int) bool {
	if intent != intentNone && n.intents&intent == 0 {
		return false
	}
	if guildID == "" {
		return n.shard == 0
	}
	return snowflake(guildID)>>22%n.shards == n.shard
}

// dispatch sends an event to every session that wants it. The lock is held.
func (s *Server) dispatch(guildID string, intent int, kind string, data any) {
	s.dispatchEach(guildID, intent, kind, func(*session) any { return data })
}

// dispatchEach is dispatch with data that depends on the session.
func (s *Server) dispatchEach(guildID string, intent int, kind string, data func(*session) any) {
	s.dropOldSessions()
	for _, n := range s.gate.order {
		if n.wants(guildID, intent) {
			s.deliver(n, kind, data(n))
		}
	}
	s.touch()
}

func (s *Server) deliver(n *session, kind string, data any) { s.deliverOf(nil, n, kind, data) }

func (s *Server) deliverOf(p *pending, n *session, kind string, data any) {
	n.seq++
	e := event{n.seq, encode(packet{Type: &kind, Seq: &n.seq, Op: opDispatch, Data: data}), p}
	n.events = append(n.events, e)
	if len(n.events) > replayed {
		n.events = n.events[1:]
	}
	if n.conn == nil {
		return
	}
	n.conn.event(e.frame, kind == "READY")
	p.give(n.conn)
	if s.gate.duplicate && kind != "READY" {
		n.conn.event(e.frame, false)
	}
}

func (s *Server) dropOldSessions() {
	for _, n := range append([]*session(nil), s.gate.order...) {
		if n.conn == nil && s.now().Sub(n.left) > sessionLives {
			s.endSession(n)
		}
	}
}

func (s *Server) endSession(n *session) {
	delete(s.gate.sessions, n.id)
	for i, m := range s.gate.order {
		if m == n {
			s.gate.order = append(s.gate.order[:i:i], s.gate.order[i+1:]...)
		}
	}
	if n.conn != nil {
		n.conn.session, n.conn.broke = nil, time.Now()
		n.conn = nil
	}
}

// refusal closes a connection with one of Discord's codes.
type refusal struct {
	code   int
	reason string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d: %s", r.code, r.reason) }

// identify starts a session. The lock is held.
func (s *Server) identify(c *conn, d obj) error {
	if c.session != nil {
		return &refusal{closeIdentified, "Already authenticated."}
	}
	if !s.isToken(text(d, "token")) {
		return &refusal{closeBadToken, "Authentication failed."}
	}
	shard, shards := int64(0), int64(1)
	if l := list(d, "shard"); len(l) == 2 {
		shard, _ = number(l[0])
		shards, _ = number(l[1])
		if shards < 1 || shard < 0 || shard >= shards {
			return &refusal{closeShard, "Invalid shard."}
		}
	}
	intents, ok := number(d["intents"])
	if !ok || intents < 0 || intents > intentsKnown {
		return &refusal{closeIntents, "Invalid intent(s)."}
	}
	if int(intents)&intentsPrivileged&^s.opts.Privileged != 0 {
		return &refusal{closeDisallowed, "Disallowed intent(s)."}
	}
	if int(shards) < s.gate.recommended {
		return &refusal{closeSharding, "Sharding required."}
	}
	if l := s.gate.starts; l != nil {
		if l.left(s.now()) <= 0 {
			c.frame(encode(packet{Op: opInvalid, Data: false}))
			return nil
		}
		l.remaining--
	}
	if s.gate.mute > 0 {
		s.gate.mute--
		c.hang()
		return nil
	}
	s.gate.made++
	n := &session{
		id: fmt.Sprintf("%032x", s.gate.made), intents: int(intents), shard: shard, shards: shards,
		compress: truth(d, "compress"), conn: c,
	}
	c.session, c.compress = n, n.compress
	s.gate.sessions[n.id] = n
	s.gate.order = append(s.gate.order, n)
	s.gate.counts.Identified++
	s.ready(n)
	s.touch()
	return nil
}

func (s *Server) ready(n *session) {
	var mine []*guild
	guilds := arr{}
	for _, g := range s.world.order {
		if g.withBot && n.wants(g.id, intentNone) {
			mine = append(mine, g)
			guilds = append(guilds, obj{"id": g.id, "unavailable": true})
		}
	}
	bot := s.userJSON(s.world.bot)
	bot["verified"], bot["mfa_enabled"], bot["email"], bot["flags"] = true, true, nil, 0
	s.deliver(n, "READY", obj{
		"v": 10, "user": bot, "user_settings": obj{}, "guilds": guilds, "session_id": n.id,
		"session_type": "normal", "resume_gateway_url": s.gatewayURL(), "relationships": arr{},
		"private_channels": arr{}, "presences": arr{}, "guild_join_requests": arr{}, "auth": obj{},
		"shard": arr{n.shard, n.shards}, "application": obj{"id": s.world.bot.id, "flags": 0},
	})
	if n.intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		s.deliver(n, "GUILD_CREATE", s.guildJSON(g))
	}
}

// resume goes on with a session and repeats what it missed. The lock is held.
func (s *Server) resume(c *conn, d obj) error {
	if c.session != nil {
		return &refusal{closeIdentified, "Already authenticated."}
	}
	if !s.isToken(text(d, "token")) {
		return &refusal{closeBadToken, "Authentication failed."}
	}
	s.dropOldSessions()
	if s.gate.again > 0 {
		s.gate.again--
		c.frame(encode(packet{Op: opReconnect}))
		return nil
	}
	if s.gate.hang > 0 {
		s.gate.hang--
		c.hang()
		return nil
	}
	n := s.gate.sessions[text(d, "session_id")]
	seq, _ := number(d["seq"])
	lost := n != nil && len(n.events) > 0 && seq < n.events[0].seq-1
	if s.gate.refuse > 0 || n == nil || lost {
		if s.gate.refuse > 0 {
			s.gate.refuse--
		}
		if n != nil {
			s.endSession(n)
		}
		c.frame(encode(packet{Op: opInvalid, Data: false}))
		return nil
	}
	if seq > n.seq {
		return &refusal{closeBadSeq, "Invalid seq."}
	}
	if n.conn != nil {
		n.conn.session, n.conn.broke = nil, time.Now()
		n.conn.cut()
	}
	n.conn, c.session, c.compress = c, n, n.compress
	for _, e := range n.events {
		if e.seq > seq {
			c.event(e.frame, false)
			e.of.give(c)
		}
	}
	s.gate.counts.Resumed++
	s.deliver(n, "RESUMED", obj{"_trace": arr{}})
	s.touch()
	return nil
}

func (s *Server) gatewayURL() string { return "ws://" + s.addr }

// isToken compares with the bot's token, with or without "Bot " before it.
func (s *Server) isToken(t string) bool {
	return t == s.opts.Token || t == "Bot "+s.opts.Token
}

// Gateway counts what has happened on the gateway.
type Gateway struct {
	Connected  int // connections with a session now
	Identified int // IDENTIFYs accepted so far
	Resumed    int // RESUMEs accepted so far
	Heartbeats int // heartbeats received so far
}

// Gateway returns the counts.
func (s *Server) Gateway() Gateway {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.gate.counts
	g.Connected = s.gate.connected()
	return g
}
