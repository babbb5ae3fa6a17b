package discordtest

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// in finds the channel of a call, where the bot must have the permissions.
func (s *Server) in(c *call, permissions int64) (*channel, error) {
	ch := s.world.channels[c.PathValue("channel")]
	if ch == nil {
		return nil, errUnknownChannel
	}
	has := ch.permissions(s.world.bot.id)
	if ch.guild != nil && !ch.guild.withBot || has&permView == 0 {
		return nil, errMissingAccess
	}
	if has&permissions != permissions {
		return nil, errMissingPermissions
	}
	return ch, nil
}

// theMessage finds the message of a call. Ephemeral ones cannot be had so.
func (s *Server) theMessage(c *call, permissions int64) (*message, error) {
	ch, err := s.in(c, permissions)
	if err != nil {
		return nil, err
	}
	m := ch.message(c.PathValue("message"))
	if m == nil || m.ephemeral() {
		return nil, errUnknownMessage
	}
	return m, nil
}

func (s *Server) getChannel(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.in(c, 0)
	if err != nil {
		return 0, nil, err
	}
	return 200, s.channelJSON(ch), nil
}

func (s *Server) postTyping(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.in(c, permSend)
	if err != nil {
		return 0, nil, err
	}
	data := obj{"channel_id": ch.id, "user_id": s.world.bot.id, "timestamp": s.now().Unix()}
	s.notify(ch, "", "TYPING_START", func() obj { return data })
	return 204, nil, nil
}

func (s *Server) getMessages(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.in(c, permHistory)
	if err != nil {
		return 0, nil, err
	}
	q := c.URL.Query()
	limit := 50
	if t := q.Get("limit"); t != "" {
		if limit, err = strconv.Atoi(t); err != nil || limit < 1 || limit > 100 {
			return 0, nil, formFaultAt("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
		}
	}
	var found []*message
	for _, m := range ch.messages {
		before, after := q.Get("before"), q.Get("after")
		if !m.ephemeral() && (before == "" || later(before, m.id)) && (after == "" || later(m.id, after)) {
			found = append(found, m)
		}
	}
	if n := len(found) - limit; n > 0 && q.Get("after") == "" {
		found = found[n:]
	} else if n > 0 {
		found = found[:limit]
	}
	slices.Reverse(found)
	out := arr{}
	for _, m := range found {
		o := s.messageJSON(m)
		s.blank(o, m, s.opts.Privileged&intentContent != 0)
		out = append(out, o)
	}
	return 200, out, nil
}

// later compares two snowflakes.
func later(a, b string) bool { return snowflake(a) > snowflake(b) }

// snowflake reads an ID; 0 for what is none.
func snowflake(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func (s *Server) getMessage(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.theMessage(c, permHistory)
	if err != nil {
		return 0, nil, err
	}
	o := s.messageJSON(m)
	s.blank(o, m, s.opts.Privileged&intentContent != 0)
	return 200, o, nil
}

func (s *Server) postMessage(c *call) (int, any, error) {
	body := c.form()
	if err := cmp.Or(checkMessage(body, c.files, nil), s.validate("MessageCreateRequest", body)); err != nil {
		return 0, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	need := int64(permSend)
	if len(c.files) > 0 {
		need |= permAttach
	}
	ch, err := s.in(c, need)
	if err != nil {
		return 0, nil, err
	}
	if m := s.sameNonce(ch, body); m != nil {
		return 200, s.messageJSON(m), nil
	}
	m := &message{channel: ch, author: s.world.bot, sent: s.now(), tts: truth(body, "tts"), nonce: body["nonce"]}
	if err := s.refer(m, object(body, "message_reference")); err != nil {
		return 0, nil, err
	}
	if err := s.write(m, body, c.files); err != nil {
		return 0, nil, err
	}
	s.post(m)
	return 200, s.messageJSON(m), nil
}

// nonceLives is for how long Discord makes no second message with a nonce that
// is to be enforced: "the past few minutes".
const nonceLives = 5 * time.Minute

// sameNonce returns the message that there is in place of one that would be
// made; nil when it is to be made.
func (s *Server) sameNonce(ch *channel, body obj) *message {
	nonce := idText(body["nonce"])
	if nonce == "" || !truth(body, "enforce_nonce") {
		return nil
	}
	for _, m := range slices.Backward(ch.messages) {
		if m.author == s.world.bot && idText(m.nonce) == nonce && s.now().Sub(m.sent) < nonceLives {
			return m
		}
	}
	return nil
}

// refer makes a message a reply.
func (s *Server) refer(m *message, ref obj) error {
	id := idText(ref["message_id"])
	if id == "" {
		return nil
	}
	m.answers = m.channel.message(id)
	if m.answers == nil || m.answers.ephemeral() {
		if v, ok := ref["fail_if_not_exists"].(bool); ok && !v {
			return nil
		}
		return formFaultAt("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	}
	if m.channel.permissions(m.author.id)&permHistory == 0 {
		return &apiError{status: 403, code: 160002, message: "Cannot reply without permission to read message history"}
	}
	m.kind, m.answersID = typeReply, id
	return nil
}

// write fills a new message of the bot's from a checked body, or refuses it when
// nothing would be shown.
func (s *Server) write(m *message, body obj, files []upload) error {
	m.flags |= integer(body, "flags") & flagsOnCreate
	m.id = s.newID()
	s.set(m, body, files)
	if m.empty() {
		return errEmptyMessage
	}
	s.ping(m, object(body, "allowed_mentions"))
	return nil
}

// rewrite edits a message from a body, or refuses it and leaves it as it was.
// unfit is what the schema has against the body: the rules by hand say it
// better, so they come first.
func (s *Server) rewrite(m *message, body obj, files []upload, unfit error) error {
	if err := cmp.Or(checkMessage(body, files, m), unfit); err != nil {
		return err
	}
	next := *m
	s.set(&next, body, files)
	next.flags &^= flagLoading
	if next.empty() {
		return errEmptyMessage
	}
	if m.flags&flagLoading == 0 {
		next.edited = s.now()
	} else {
		s.ping(&next, object(body, "allowed_mentions"))
	}
	*m = next
	s.announce("MESSAGE_UPDATE", m)
	return nil
}

func (s *Server) patchMessage(c *call) (int, any, error) {
	body := c.form()
	unfit := s.validate("MessageEditRequestPartial", body)
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.theMessage(c, 0)
	if err != nil {
		return 0, nil, err
	}
	if m.author != s.world.bot {
		return 0, nil, errNotAuthor
	}
	if err := s.rewrite(m, body, c.files, unfit); err != nil {
		return 0, nil, err
	}
	for _, p := range s.awaiting(m) {
		s.finishWith(p, m)
	}
	return 200, s.messageJSON(m), nil
}

func (s *Server) deleteMessage(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.theMessage(c, 0)
	if err != nil {
		return 0, nil, err
	}
	if m.author != s.world.bot && m.channel.permissions(s.world.bot.id)&permManageMessages == 0 {
		return 0, nil, errMissingPermissions
	}
	s.remove(m)
	return 204, nil, nil
}
