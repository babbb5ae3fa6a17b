package discordtest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"time"
)

// Interaction types.
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindForm         = 5
)

// pending is an interaction: sent, perhaps acknowledged, perhaps answered.
type pending struct {
	id, token string
	kind      int
	user      *person
	channel   *channel
	created   time.Time // on the stand-in's clock
	sent      time.Time // on the real one
	timer     *time.Timer
	given     time.Time // to a connection, on the real clock
	on        *conn     // the first one; nil while there was none
	repeated  time.Time
	kept      int // callbacks that faults kept from it
	keptAt    time.Time

	command *command // of kindCommand and kindAutocomplete
	path    string   // the command's whole name
	focused int      // the type of the option in focus
	source  *message // the message under the component, or from which the form came
	data    obj

	callback int      // the type of the callback; 0 before it
	original *message // the first answer, or the source when that is what is updated
	gone     bool     // the original was deleted
	awaiting bool     // acknowledged, its end to come
	made     []*message

	out      Interaction
	finished bool
	done     chan struct{} // closed once finished
}

// form is a modal on a person's screen.
type form struct {
	data    obj
	user    *person
	channel *channel
	source  *message
}

// send makes an interaction and tells the bot. The lock is held.
func (s *Server) send(p *pending) *pending {
	p.id = s.newID()
	sum := sha256.Sum256([]byte(p.id + s.opts.Token))
	p.token = base64.RawURLEncoding.EncodeToString([]byte("interaction:" + p.id + ":" + hex.EncodeToString(sum[:])))
	p.created = s.now()
	p.done = make(chan struct{})
	p.out.ID = p.id
	s.pendings[p.id], s.tokens[p.token] = p, p
	s.counts.Sent++
	p.timer = time.AfterFunc(s.opts.AnswerWithin, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.expire(p)
		s.touch()
	})
	s.tell(p, "INTERACTION_CREATE", obj{"id": p.id, "nonce": p.id})
	data := s.interactionJSON(p)
	p.sent = time.Now()
	if s.endpoint != nil {
		s.sendSigned(p, encode(data))
		return p
	}
	s.dropOldSessions()
	for _, n := range s.gate.order {
		if n.wants(p.channel.guildID(), intentNone) {
			s.deliverOf(p, n, "INTERACTION_CREATE", data)
		}
	}
	s.touch()
	return p
}

// give notes that an interaction goes out on a connection.
func (p *pending) give(c *conn) {
	if p == nil {
		return
	}
	if p.on != nil {
		p.repeated = time.Now()
		return
	}
	p.on, p.given = c, time.Now()
}

func (p *pending) delivery() Delivery {
	d := Delivery{Sent: p.sent, Given: p.given, Repeated: p.repeated, Kept: p.kept, KeptAt: p.keptAt}
	if p.on != nil {
		d.Broke = p.on.broke
	}
	return d
}

// tell tells the person's own client.
func (s *Server) tell(p *pending, kind string, data obj) {
	s.notify(p.channel, p.user.id, kind, func() obj { return data })
}

func (p *pending) answerable(now time.Time, o Options) bool {
	return now.Before(p.created.Add(o.AnswerWithin))
}

func (p *pending) alive(now time.Time, o Options) bool { return now.Before(p.created.Add(o.TokenLife)) }

// expire ends an interaction whose time has passed, and winds the clock for
// the next limit. The lock is held.
func (s *Server) expire(p *pending) {
	if s.closed {
		return
	}
	now := s.now()
	switch {
	case p.callback == 0 && !p.answerable(now, s.opts), p.callback != 0 && p.awaiting && !p.alive(now, s.opts):
		s.fail(p)
	}
	if !p.alive(now, s.opts) {
		p.timer.Stop()
		delete(s.pendings, p.id)
		delete(s.tokens, p.token)
		return
	}
	next := p.created.Add(s.opts.TokenLife).Sub(now)
	if p.callback == 0 && !p.finished {
		next = p.created.Add(s.opts.AnswerWithin).Sub(now)
	}
	p.timer.Reset(next)
}

// fail is what the person's client says when no answer came.
func (s *Server) fail(p *pending) {
	if p.finished {
		return
	}
	p.out.Failed = map[int]string{
		kindCommand: "The application did not respond", kindComponent: "This interaction failed",
		kindForm: "Something went wrong. Try again.", kindAutocomplete: "Loading options failed",
	}[p.kind]
	s.counts.Failed++
	s.awaitNoMore(p)
	s.tell(p, "INTERACTION_FAILURE", obj{"id": p.id, "message": p.out.Failed})
	s.finish(p)
}

// finish lets the Actor who waits go on.
func (s *Server) finish(p *pending) {
	if !p.finished {
		p.finished = true
		close(p.done)
	}
	if p.command == nil || p.command.kind() == commandChat {
		p.data = nil // of others the target counts for as long as answers may come
	}
	s.touch()
}

// finishWith finishes with a message: a reply, or the source as it was updated.
func (s *Server) finishWith(p *pending, m *message) {
	s.awaitNoMore(p)
	if p.finished {
		return
	}
	seen := s.seen(m)
	if m == p.source {
		p.out.Updated = &seen
	} else {
		p.out.Message = &seen
	}
	s.finish(p)
}

// awaiting lists the interactions that were acknowledged and end with a message.
func (s *Server) awaiting(m *message) []*pending {
	var out []*pending
	for p := range s.ends {
		if p.original == m {
			out = append(out, p)
		}
	}
	return out
}

// awaitEnd notes that an acknowledged interaction has its end to come.
func (s *Server) awaitEnd(p *pending) {
	p.awaiting = true
	s.ends[p] = struct{}{}
}

func (s *Server) awaitNoMore(p *pending) {
	p.awaiting = false
	delete(s.ends, p)
}

// finishDeleted finishes because the message that was to come is gone.
func (s *Server) finishDeleted(p *pending) {
	s.awaitNoMore(p)
	p.out.Deleted = true
	s.finish(p)
}

// owners says by whose installation the interaction is allowed.
func (s *Server) owners(p *pending) obj {
	o := obj{}
	if g := p.channel.guild; g != nil && g.withBot {
		o["0"] = g.id
	} else if g == nil {
		o["0"] = "0"
	}
	if p.user.installed {
		o["1"] = p.user.id
	}
	return o
}

func (s *Server) metadata(p *pending) obj {
	o := obj{
		"id": p.id, "type": p.kind, "user": s.userJSON(p.user),
		"authorizing_integration_owners": s.owners(p),
	}
	if p.command != nil {
		o["name"], o["command_type"] = p.path, p.command.kind()
	}
	if p.source != nil {
		o["interacted_message_id"] = p.source.id
	}
	return o
}

// interactionJSON is what INTERACTION_CREATE carries.
func (s *Server) interactionJSON(p *pending) obj {
	o := obj{
		"id": p.id, "application_id": s.world.bot.id, "type": p.kind, "token": p.token, "version": 1,
		"data": p.data, "channel_id": p.channel.id, "channel": s.channelJSON(p.channel), "locale": p.user.locale,
		"app_permissions": strconv.FormatInt(s.botPermissions(p.channel), 10), "entitlements": arr{},
		"entitlement_sku_ids": arr{}, "authorizing_integration_owners": s.owners(p), "attachment_size_limit": maxFile,
	}
	if g := p.channel.guild; g != nil {
		m := s.memberJSON(g.members[p.user.id])
		m["permissions"] = strconv.FormatInt(p.channel.permissions(p.user.id), 10)
		o["member"], o["guild_id"], o["guild_locale"], o["context"] = m, g.id, g.locale, 0
		o["guild"] = obj{"id": g.id, "locale": g.locale, "features": arr{}}
	} else {
		o["user"], o["context"] = s.userJSON(p.user), 1
	}
	if p.source != nil {
		o["message"] = s.pressedJSON(p.source)
	}
	return o
}
