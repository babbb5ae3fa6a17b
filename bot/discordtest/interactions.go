package discordtest

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
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
	p.created, p.sent = s.now(), time.Now()
	p.done = make(chan struct{})
	p.out.ID = p.id
	s.pendings[p.id] = p
	p.timer = time.AfterFunc(s.opts.AnswerWithin, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.expire(p)
		s.touch()
	})
	s.tell(p, "INTERACTION_CREATE", obj{"id": p.id, "nonce": p.id})
	guild := p.channel.guildID()
	s.dispatch(guild, intentNone, "INTERACTION_CREATE", s.interactionJSON(p))
	return p
}

// tell tells the person's own client.
func (s *Server) tell(p *pending, kind string, data obj) {
	s.notify(p.channel, p.user.id, kind, encode(data))
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
	p.awaiting = false
	s.tell(p, "INTERACTION_FAILURE", obj{"id": p.id, "message": p.out.Failed})
	s.finish(p)
}

// finish lets the Actor who waits go on.
func (s *Server) finish(p *pending) {
	if !p.finished {
		p.finished = true
		close(p.done)
	}
	s.touch()
}

// finishWith finishes with a message: a reply, or the source as it was updated.
func (s *Server) finishWith(p *pending, m *message) {
	p.awaiting = false
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
		o["message"] = s.messageJSON(p.source)
	}
	return o
}

// callbacks says which callbacks each type of interaction may have.
var callbacks = map[int]map[int]bool{
	kindCommand:      {4: true, 5: true, 9: true},
	kindComponent:    {4: true, 5: true, 6: true, 7: true, 9: true},
	kindAutocomplete: {8: true},
	kindForm:         {4: true, 5: true, 6: true, 7: true},
}

func (s *Server) postCallback(c *call) (int, any, error) {
	body := c.form()
	kind := integer(body, "type")
	unfit := s.validateCallback(kind, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pendings[c.PathValue("interaction")]
	if p == nil || p.token != c.PathValue("token") {
		return 0, nil, errUnknownInteraction
	}
	switch {
	case p.callback != 0:
		return 0, nil, errAcknowledged
	case !p.answerable(s.now(), s.opts):
		return 0, nil, errUnknownInteraction
	case !callbacks[p.kind][kind] || kind >= 6 && kind <= 7 && p.source == nil:
		return 0, nil, formFaultAt("type", "INTERACTION_CALLBACK_TYPE_INVALID", "This interaction cannot be answered so")
	}
	data := object(body, "data")
	if data == nil {
		data = obj{}
	}
	if err := cmp.Or(under("data", p.check(kind, data, c.files)), unfit); err != nil {
		return 0, nil, err
	}
	if err := s.respond(p, kind, data, c.files); err != nil {
		return 0, nil, err
	}
	p.callback = kind
	p.out.Acknowledged = time.Since(p.sent)
	s.tell(p, "INTERACTION_SUCCESS", obj{"id": p.id, "nonce": p.id})
	if !p.awaiting {
		s.finish(p)
	}
	s.touch()
	if c.URL.Query().Get("with_response") != "true" {
		return 204, nil, nil
	}
	return 200, s.callbackJSON(p), nil
}

func (s *Server) callbackJSON(p *pending) obj {
	i := obj{"id": p.id, "type": p.kind, "response_message_loading": p.awaiting, "response_message_ephemeral": false}
	o := obj{"interaction": i}
	if p.original != nil {
		i["response_message_id"], i["response_message_ephemeral"] = p.original.id, p.original.ephemeral()
		o["resource"] = obj{"type": p.callback, "message": s.messageJSON(p.original)}
	}
	return o
}

func (s *Server) validateCallback(kind int, body obj) error {
	name := map[int]string{
		4: "CreateMessageInteractionCallbackRequest", 5: "CreateMessageInteractionCallbackRequest",
		6: "UpdateMessageInteractionCallbackRequest", 7: "UpdateMessageInteractionCallbackRequest",
		8: "ApplicationCommandAutocompleteCallbackRequest", 9: "ModalInteractionCallbackRequest",
	}[kind]
	if name == "" {
		return formFaultAt("type", "BASE_TYPE_CHOICES", "Value must be one of {4, 5, 6, 7, 8, 9}.")
	}
	return s.validate(name, body)
}

// check applies the rules by hand to the data of a callback.
func (p *pending) check(kind int, data obj, files []upload) error {
	e := &formError{}
	switch kind {
	case 4:
		return checkMessage(data, files, nil)
	case 5:
		if integer(data, "flags")&^flagEphemeral != 0 {
			e.add("flags", "BITFIELD_TYPE_INVALID", "A deferred response may only set the EPHEMERAL flag")
		}
	case 7:
		return checkMessage(data, files, p.source)
	case 8:
		choices := objects(list(data, "choices"))
		if len(choices) > 25 {
			e.add("choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
		}
		checkChoices(e, "choices", choices, p.focused, false)
	case 9:
		return checkForm(data)
	}
	return e.err()
}

// respond does what a checked callback asks for.
func (s *Server) respond(p *pending, kind int, data obj, files []upload) error {
	if (kind == 6 || kind == 7) && p.source.channel.message(p.source.id) != p.source {
		return errUnknownMessage
	}
	switch kind {
	case 4:
		return s.reply(p, data, files)
	case 5:
		s.deferReply(p, data)
	case 6:
		p.original, p.awaiting, p.out.Deferred = p.source, true, true
	case 7:
		if err := s.rewrite(p.source, data, files, nil); err != nil {
			return err
		}
		p.original = p.source
		s.finishWith(p, p.source)
	case 8:
		p.suggest(list(data, "choices"))
	case 9:
		s.show(p, data)
	}
	return nil
}

// show puts a form on the person's screen.
func (s *Server) show(p *pending, data obj) {
	components := (&message{}).finishComponents(list(data, "components"))
	shown := obj{"id": p.id, "custom_id": data["custom_id"], "title": data["title"], "components": components}
	s.forms[p.id] = &form{data: shown, user: p.user, channel: p.channel, source: p.source}
	p.out.Modal = encode(shown)
	s.tell(p, "INTERACTION_MODAL_CREATE", shown)
}

// under puts the faults of a form below one of its fields.
func under(field string, err error) error {
	if no, ok := err.(*apiError); ok && no.errors != nil {
		deeper := *no
		deeper.errors = obj{field: no.errors}
		return &deeper
	}
	return err
}

func (s *Server) reply(p *pending, data obj, files []upload) error {
	m := s.answer(p, data)
	if err := s.write(m, data, files); err != nil {
		return err
	}
	p.original = m
	s.post(m)
	s.finishWith(p, m)
	return nil
}

// answer begins a message that answers an interaction.
func (s *Server) answer(p *pending, data obj) *message {
	m := &message{channel: p.channel, author: s.world.bot, sent: s.now(), from: p, tts: truth(data, "tts")}
	switch {
	case p.kind == kindCommand && p.command.kind() == commandChat:
		m.kind = typeCommand
	case p.kind == kindCommand:
		m.kind = typeContextCommand
		if target := p.channel.message(text(p.data, "target_id")); target != nil {
			m.answers, m.answersID = target, target.id
		}
	case p.source != nil && p.channel.message(p.source.id) != nil:
		m.kind, m.answers, m.answersID = typeReply, p.source, p.source.id
	}
	if integer(data, "flags")&flagEphemeral != 0 {
		m.flags |= flagEphemeral
		m.to = p.user.id
	}
	return m
}

func (s *Server) deferReply(p *pending, data obj) {
	m := s.answer(p, data)
	m.id = s.newID()
	m.flags |= flagLoading
	p.original, p.awaiting, p.out.Deferred = m, true, true
	s.post(m)
}

func (p *pending) suggest(choices arr) {
	p.out.Choices = []Choice{}
	for _, c := range objects(choices) {
		v := c["value"]
		if n, ok := v.(json.Number); ok {
			v, _ = n.Float64()
		}
		p.out.Choices = append(p.out.Choices, Choice{Name: text(c, "name"), Value: v})
	}
}
