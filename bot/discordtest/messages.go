package discordtest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Message flags.
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagComponentsV2   = 1 << 15

	flagsOnCreate = flagSuppressEmbeds | flagSilent | flagComponentsV2
)

// Message types.
const (
	typeDefault        = 0
	typeReply          = 19
	typeCommand        = 20
	typeContextCommand = 23
)

// message is a stored message.
type message struct {
	id      string
	channel *channel
	author  *person
	kind    int
	flags   int
	sent    time.Time
	edited  time.Time // zero before the first edit

	content     string
	embeds      arr
	components  arr
	encoded     json.RawMessage // the components; nil until they are pressed
	attachments []*attachment
	tts         bool
	nonce       any

	mentioned []string // users that it pings
	roles     []string // roles that it pings
	everyone  string   // "everyone", "here" or ""
	answers   *message // the message that it replies to
	answersID string   // its ID, which remains when it is deleted
	to        string   // of an ephemeral message: the user who sees it
	from      *pending // the interaction that it answers; nil for none
}

func (m *message) ephemeral() bool { return m.flags&flagEphemeral != 0 }

// visible reports whether a person sees the message.
func (m *message) visible(userID string) bool { return m.to == "" || m.to == userID }

func (m *message) pings() []string {
	p := slices.Concat(m.mentioned, m.roles)
	if m.everyone != "" {
		p = append(p, m.everyone)
	}
	return p
}

// messageJSON is Discord's message object.
func (s *Server) messageJSON(m *message) obj {
	mentions, roles, files := arr{}, arr{}, arr{}
	for _, id := range m.mentioned {
		if p := s.world.people[id]; p != nil {
			mentions = append(mentions, s.userJSON(p))
		}
	}
	for _, id := range m.roles {
		roles = append(roles, id)
	}
	for _, a := range m.attachments {
		files = append(files, a.json())
	}
	o := obj{
		"id": m.id, "channel_id": m.channel.id, "type": m.kind, "flags": m.flags, "tts": m.tts, "pinned": false,
		"author": s.userJSON(m.author), "timestamp": stamp(m.sent), "edited_timestamp": nil,
		"content": m.content, "embeds": orEmpty(m.embeds), "components": orEmpty(m.components), "attachments": files,
		"mentions": mentions, "mention_roles": roles, "mention_everyone": m.everyone != "",
	}
	if !m.edited.IsZero() {
		o["edited_timestamp"] = stamp(m.edited)
	}
	if m.nonce != nil {
		o["nonce"] = m.nonce
	}
	if m.from != nil {
		o["application_id"], o["webhook_id"] = s.world.bot.id, s.world.bot.id
		o["interaction_metadata"] = s.metadata(m.from)
		if m.from.command != nil {
			o["interaction"] = obj{"id": m.from.id, "type": m.from.kind, "name": m.from.path, "user": s.userJSON(m.from.user)}
		}
	}
	if m.answersID != "" {
		ref := obj{"type": 0, "message_id": m.answersID, "channel_id": m.channel.id}
		if id := m.channel.guildID(); id != "" {
			ref["guild_id"] = id
		}
		o["message_reference"] = ref
		o["referenced_message"] = nil
		if m.answers != nil {
			quoted := *m.answers
			quoted.answersID = ""
			o["referenced_message"] = s.messageJSON(&quoted)
		}
	}
	return o
}

// pressedJSON is the message in an interaction of one of its components. Those are
// pressed again and again, and are encoded once.
func (s *Server) pressedJSON(m *message) obj {
	o := s.messageJSON(m)
	if m.encoded == nil {
		m.encoded = encode(o["components"])
	}
	o["components"] = m.encoded
	return o
}

func orEmpty(l arr) arr {
	if l == nil {
		return arr{}
	}
	return l
}

// gatewayJSON is the message as MESSAGE_CREATE and MESSAGE_UPDATE carry it.
func (s *Server) gatewayJSON(m *message, content bool) obj {
	o := s.messageJSON(m)
	s.blank(o, m, content)
	if m.answers != nil {
		s.blank(object(o, "referenced_message"), m.answers, content)
	}
	if g := m.channel.guild; g != nil {
		o["guild_id"] = g.id
		if who := g.members[m.author.id]; who != nil {
			o["member"] = s.partialMember(who)
		}
	}
	return o
}

// blank takes the content away from a bot without the MESSAGE_CONTENT intent,
// except in direct messages, in its own, and where it is mentioned.
func (s *Server) blank(o obj, m *message, content bool) {
	bot := s.world.bot
	if content || m.channel.guild == nil || m.author == bot || slices.Contains(m.mentioned, bot.id) {
		return
	}
	o["content"] = ""
	for _, k := range []string{"embeds", "components", "attachments"} {
		o[k] = arr{}
	}
}

// announce tells the bot and the people of a message that is new or edited.
func (s *Server) announce(kind string, m *message) {
	s.notify(m.channel, m.to, kind, func() obj { return s.messageJSON(m) })
	if m.ephemeral() || m.channel.guild != nil && !m.channel.guild.withBot {
		return
	}
	if m.channel.guild != nil && m.channel.permissions(s.world.bot.id)&permView == 0 {
		return
	}
	s.dispatchEach(m.channel.guildID(), messageIntent(m.channel), kind, func(n *session) any {
		return s.gatewayJSON(m, n.intents&intentContent != 0)
	})
}

func messageIntent(c *channel) int {
	if c.guild == nil {
		return intentDirectMessages
	}
	return intentGuildMessages
}

// post stores a new message and tells everybody.
func (s *Server) post(m *message) {
	m.channel.messages = append(m.channel.messages, m)
	if n := s.opts.MessagesKept; n > 0 && len(m.channel.messages) > firstKept+2*n {
		m.channel.thin(n)
	}
	s.announce("MESSAGE_CREATE", m)
	s.touch()
}

const firstKept = 100 // see Options.MessagesKept

// thin drops n messages, but for those whose text is still to come. Interactions may
// still refer to them; what they showed is gone.
func (c *channel) thin(n int) {
	waiting := []*message{}
	for _, m := range c.messages[firstKept : firstKept+n] {
		if m.flags&flagLoading != 0 {
			waiting = append(waiting, m)
			continue
		}
		m.components, m.encoded, m.embeds = nil, nil, nil
	}
	c.messages = slices.Replace(c.messages, firstKept, firstKept+n, waiting...)
}

// remove deletes a message and tells everybody.
func (s *Server) remove(m *message) {
	m.channel.messages = slices.DeleteFunc(m.channel.messages, func(x *message) bool { return x == m })
	for _, x := range m.channel.messages {
		if x.answers == m {
			x.answers = nil
		}
	}
	for _, p := range s.awaiting(m) {
		s.finishDeleted(p)
	}
	data := obj{"id": m.id, "channel_id": m.channel.id}
	if id := m.channel.guildID(); id != "" {
		data["guild_id"] = id
	}
	s.notify(m.channel, m.to, "MESSAGE_DELETE", func() obj { return data })
	if !m.ephemeral() && (m.channel.guild == nil || m.channel.guild.withBot) {
		s.dispatch(m.channel.guildID(), messageIntent(m.channel), "MESSAGE_DELETE", data)
	}
	s.touch()
}

// message finds a message of the channel. They are in the order of their IDs, but
// for what is posted later than its ID was drawn.
func (c *channel) message(id string) *message {
	if i, ok := slices.BinarySearchFunc(c.messages, id, func(m *message, id string) int { return cmp.Compare(m.id, id) }); ok {
		return c.messages[i]
	}
	for _, m := range slices.Backward(c.messages) {
		if m.id == id {
			return m
		}
	}
	return nil
}

// anyMessage finds a message wherever it is.
func (s *Server) anyMessage(id string) *message {
	for _, c := range s.world.channels {
		if m := c.message(id); m != nil {
			return m
		}
	}
	return nil
}

// set applies a checked body to a message: what the body does not mention stays.
func (s *Server) set(m *message, body obj, files []upload) {
	fresh := s.store(m, body, files)
	if v, ok := body["attachments"]; ok && v != nil {
		var kept []*attachment
		for _, o := range objects(list(body, "attachments")) {
			for _, a := range m.attachments {
				if a.id == idText(o["id"]) {
					kept = append(kept, a)
				}
			}
		}
		m.attachments = kept
	}
	m.attachments = append(m.attachments, fresh...)
	if _, ok := body["content"]; ok {
		m.content = strings.TrimSpace(text(body, "content"))
	}
	if _, ok := body["embeds"]; ok {
		m.embeds = m.finishEmbeds(list(body, "embeds"))
	}
	if _, ok := body["components"]; ok {
		m.components, m.encoded = m.finishComponents(list(body, "components")), nil
	}
	if given(body, "flags") {
		asked := integer(body, "flags")
		m.flags = m.flags&^flagSuppressEmbeds | asked&(flagSuppressEmbeds|flagComponentsV2) | m.flags&flagComponentsV2
	}
}

// empty reports whether nothing would be shown.
func (m *message) empty() bool {
	if m.flags&flagComponentsV2 != 0 {
		return len(m.components) == 0
	}
	return m.content == "" && len(m.embeds) == 0 && len(m.attachments) == 0 && len(m.components) == 0
}
