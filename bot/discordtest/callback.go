package discordtest

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// Types of callbacks.
const (
	callbackReply       = 4 // with a message
	callbackDefer       = 5 // acknowledges; the message comes later
	callbackDeferUpdate = 6 // acknowledges; the message under the component changes later
	callbackUpdate      = 7 // changes the message under the component
	callbackChoices     = 8 // of an autocomplete
	callbackForm        = 9 // shows a modal
)

// callbacks says which callbacks each type of interaction may have.
var callbacks = map[int][]int{
	kindCommand:      {callbackReply, callbackDefer, callbackForm},
	kindComponent:    {callbackReply, callbackDefer, callbackDeferUpdate, callbackUpdate, callbackForm},
	kindAutocomplete: {callbackChoices},
	kindForm:         {callbackReply, callbackDefer, callbackDeferUpdate, callbackUpdate},
}

// callbackSchemas names the schema of each type.
var callbackSchemas = map[int]string{
	callbackReply:       "CreateMessageInteractionCallbackRequest",
	callbackDefer:       "CreateMessageInteractionCallbackRequest",
	callbackDeferUpdate: "UpdateMessageInteractionCallbackRequest",
	callbackUpdate:      "UpdateMessageInteractionCallbackRequest",
	callbackChoices:     "ApplicationCommandAutocompleteCallbackRequest",
	callbackForm:        "ModalInteractionCallbackRequest",
}

// updates reports whether a callback is about the message under the component.
func updates(kind int) bool { return kind == callbackDeferUpdate || kind == callbackUpdate }

func (s *Server) postCallback(c *call) (int, any, error) {
	body := c.form()
	unfit := s.validateCallback(integer(body, "type"), body)
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pendings[c.PathValue("interaction")]
	if p == nil || p.token != c.PathValue("token") {
		return 0, nil, errUnknownInteraction
	}
	if err := s.callback(p, body, c.files, unfit, c.came); err != nil {
		return 0, nil, err
	}
	if c.URL.Query().Get("with_response") != "true" {
		return 204, nil, nil
	}
	return 200, s.callbackJSON(p), nil
}

// callback takes the first response to an interaction, whichever way it came.
func (s *Server) callback(p *pending, body obj, files []upload, unfit error, came time.Time) error {
	kind := integer(body, "type")
	switch {
	case p.callback != 0:
		s.counts.Second++
		return errAcknowledged
	case !p.answerable(s.now(), s.opts):
		return errUnknownInteraction
	case !slices.Contains(callbacks[p.kind], kind) || updates(kind) && p.source == nil:
		return formFaultAt("type", "INTERACTION_CALLBACK_TYPE_INVALID", "This interaction cannot be answered so")
	}
	data := object(body, "data")
	if data == nil {
		data = obj{}
	}
	if err := cmp.Or(under("data", p.check(kind, data, files)), unfit); err != nil {
		if err == errInternal {
			err = errUnknownInteraction
		}
		return err
	}
	if err := s.respond(p, kind, data, files); err != nil {
		return err
	}
	p.callback = kind
	p.out.Acknowledged = came.Sub(p.sent)
	s.tell(p, "INTERACTION_SUCCESS", obj{"id": p.id, "nonce": p.id})
	if !p.awaiting {
		s.finish(p)
	}
	s.touch()
	return nil
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
	name := callbackSchemas[kind]
	if name == "" {
		return formFaultAt("type", "BASE_TYPE_CHOICES", "Value must be one of {4, 5, 6, 7, 8, 9}.")
	}
	return s.validate(name, body)
}

// check applies the rules by hand to the data of a callback.
func (p *pending) check(kind int, data obj, files []upload) error {
	e := &formError{}
	switch kind {
	case callbackReply:
		return checkMessage(data, files, nil)
	case callbackUpdate:
		return checkMessage(data, files, p.source)
	case callbackChoices:
		choices := objects(list(data, "choices"))
		if len(choices) > 25 {
			e.add("choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
		}
		checkChoices(e, "choices", choices, p.focused, false)
	case callbackForm:
		return checkForm(data)
	}
	return e.err()
}

// respond does what a checked callback asks for.
func (s *Server) respond(p *pending, kind int, data obj, files []upload) error {
	if updates(kind) && p.source.channel.message(p.source.id) != p.source {
		return errUnknownMessage
	}
	switch kind {
	case callbackReply:
		return s.reply(p, data, files)
	case callbackDefer:
		s.deferReply(p, data)
	case callbackDeferUpdate:
		p.original, p.out.Deferred = p.source, true
		s.awaitEnd(p)
	case callbackUpdate:
		if err := s.rewrite(p.source, data, files, nil); err != nil {
			return err
		}
		p.original = p.source
		s.finishWith(p, p.source)
	case callbackChoices:
		p.suggest(list(data, "choices"))
	case callbackForm:
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

// deferReply acknowledges. Of the flags only EPHEMERAL counts; Discord ignores
// the others without a word, so that Components V2 must be asked for again when
// the message is edited.
func (s *Server) deferReply(p *pending, data obj) {
	m := s.answer(p, data)
	m.id = s.newID()
	m.flags |= flagLoading
	p.original, p.out.Deferred = m, true
	s.awaitEnd(p)
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
