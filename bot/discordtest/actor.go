package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Actor is a person at their client, in one channel. Its methods send an
// interaction and wait until it is answered, with a deferral followed to its
// end. They return an error for what the person's client would not let them do
// (no such command, a missing option, a button that is not there or disabled)
// and when ctx ends, with what has become of it so far. The end of an acknowledged button press (callback 6) is
// the next edit of its message or the next follow-up.
type Actor struct {
	s    *Server
	user User
	in   string // the channel's ID
}

// As returns the person at their client in the channel.
func (s *Server) As(u User, c Channel) *Actor { return &Actor{s: s, user: u, in: c.ID} }

// channel is where the actor is; nil when there is no such channel. The lock
// is held.
func (a *Actor) channel() *channel { return a.s.world.channels[a.in] }

// Option is one option of a slash command as the person fills it in.
type Option struct {
	Name  string
	Value any         // string, int, int64, float64, bool, User or Channel
	File  *Attachment // for an attachment option, in place of Value
}

// Attachment is a file that a person sends.
type Attachment struct {
	Name string
	Data []byte
}

// Interaction is what became of something the person did.
type Interaction struct {
	ID string
	// exactly one of these once it is answered:
	Message *Message        // the reply (after a deferral: as edited in time)
	Updated *Message        // the message under the pressed button, as updated
	Modal   json.RawMessage // a form to fill in: {"id", "custom_id", "title", "components"}
	Choices []Choice        // of an autocomplete; empty, not nil, when there are none
	Deleted bool            // the reply was acknowledged and then deleted
	// Failed is what the person's client says when nothing came in 3 s: "The
	// application did not respond", of a component "This interaction failed",
	// of a form "Something went wrong. Try again.", of an autocomplete "Loading options failed".
	Failed       string
	Deferred     bool          // an acknowledgement came first
	Acknowledged time.Duration // from sending to the callback
	Delivery     Delivery
}

// Delivery is how an interaction went out over the gateway. Times are real ones,
// and zero where something did not happen.
type Delivery struct {
	Sent     time.Time // by the person
	Given    time.Time // when it was first written to a connection, which may have come later
	Broke    time.Time // when that connection ended
	Repeated time.Time // when it was last written again, to a session that was resumed
	Kept     int       // answers that faults kept from it: refused, or cut before they were read
	KeptAt   time.Time // the last one
}

// Choice is one autocomplete suggestion.
type Choice struct {
	Name  string
	Value any // string or float64
}

// do sends what build makes and waits for its end.
func (a *Actor) do(ctx context.Context, build func(in *channel, who *person) (*pending, error)) (*Interaction, error) {
	s := a.s
	s.mu.Lock()
	p, err := a.begin(build)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		err = fmt.Errorf("discordtest: interaction %s has no end: %w", p.id, ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := p.out
	out.Delivery = p.delivery()
	if p.finished {
		p.out = Interaction{Deleted: out.Deleted} // nobody reads the rest again
	}
	return &out, err
}

func (a *Actor) begin(build func(*channel, *person) (*pending, error)) (*pending, error) {
	in, who := a.channel(), a.s.world.people[a.user.ID]
	switch {
	case a.s.closed:
		return nil, errors.New("discordtest: the server is closed")
	case in == nil || who == nil || !in.sees(who.id):
		return nil, fmt.Errorf("discordtest: %s is not in channel %s", a.user.Name, a.in)
	}
	p, err := build(in, who)
	if err != nil {
		return nil, err
	}
	p.channel, p.user = in, who
	return a.s.send(p), nil
}

// Slash uses a slash command. name is the whole path: "ask", "library add".
func (a *Actor) Slash(ctx context.Context, name string, opts ...Option) (*Interaction, error) {
	return a.do(ctx, func(*channel, *person) (*pending, error) { return a.slash(name, "", opts) })
}

// Autocomplete asks for suggestions while the person types in the focused option.
func (a *Actor) Autocomplete(ctx context.Context, name, focused string, opts ...Option) (*Interaction, error) {
	if focused == "" {
		return nil, errors.New("discordtest: which option is in focus?")
	}
	return a.do(ctx, func(*channel, *person) (*pending, error) { return a.slash(name, focused, opts) })
}

func (a *Actor) slash(name, focused string, opts []Option) (*pending, error) {
	k, subs, defined, err := a.s.find(a, commandChat, name)
	if err != nil {
		return nil, err
	}
	c := &composer{s: a.s, actor: a, resolved: obj{}}
	filled, err := c.fill(defined, opts, focused)
	if err != nil {
		return nil, err
	}
	p := &pending{kind: kindCommand, command: k, path: name}
	if focused != "" {
		p.kind = kindAutocomplete
		for _, d := range defined {
			if text(d, "name") == focused {
				p.focused = integer(d, "type")
			}
		}
	}
	for i := len(subs) - 1; i >= 0; i-- {
		filled = arr{obj{"name": subs[i]["name"], "type": subs[i]["type"], "options": filled}}
	}
	p.data = commandData(k, c.resolved)
	if len(filled) > 0 {
		p.data["options"] = filled
	}
	return p, nil
}

func commandData(k *command, resolved obj) obj {
	o := obj{"id": k.id, "name": k.name(), "type": k.kind()}
	if k.guild != "" {
		o["guild_id"] = k.guild
	}
	if len(resolved) > 0 {
		o["resolved"] = resolved
	}
	return o
}

// MessageCommand uses a command of a message's menu.
func (a *Actor) MessageCommand(ctx context.Context, name, messageID string) (*Interaction, error) {
	return a.do(ctx, func(in *channel, who *person) (*pending, error) {
		k, _, _, err := a.s.find(a, commandMessage, name)
		if err != nil {
			return nil, err
		}
		m := in.message(messageID)
		if m == nil || !m.visible(who.id) {
			return nil, fmt.Errorf("discordtest: %s sees no message %s here", a.user.Name, messageID)
		}
		data := commandData(k, obj{"messages": obj{m.id: a.s.messageJSON(m)}})
		data["target_id"] = m.id
		return &pending{kind: kindCommand, command: k, path: name, data: data}, nil
	})
}

// UserCommand uses a command of a user's menu.
func (a *Actor) UserCommand(ctx context.Context, name, userID string) (*Interaction, error) {
	return a.do(ctx, func(in *channel, _ *person) (*pending, error) {
		k, _, _, err := a.s.find(a, commandUser, name)
		if err != nil {
			return nil, err
		}
		target := a.s.world.people[userID]
		if target == nil || !in.sees(userID) && !target.bot {
			return nil, fmt.Errorf("discordtest: %s sees no user %s here", a.user.Name, userID)
		}
		c := &composer{s: a.s, actor: a, resolved: obj{}}
		c.user(target)
		data := commandData(k, c.resolved)
		data["target_id"] = userID
		return &pending{kind: kindCommand, command: k, path: name, data: data}, nil
	})
}

// Say posts a message; replyTo may be "". It does not wait for the bot.
func (a *Actor) Say(content, replyTo string, files ...Attachment) (Message, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	in, who := a.channel(), s.world.people[a.user.ID]
	if in == nil || who == nil || !in.sees(who.id) || in.permissions(who.id)&permSend == 0 {
		return Message{}, fmt.Errorf("discordtest: %s cannot write in channel %s", a.user.Name, a.in)
	}
	m := &message{id: s.newID(), channel: in, author: who, sent: s.now()}
	if replyTo != "" {
		if m.answers = in.message(replyTo); m.answers == nil || !m.answers.visible(who.id) {
			return Message{}, fmt.Errorf("discordtest: %s sees no message %s here", a.user.Name, replyTo)
		}
		m.kind, m.answersID = typeReply, replyTo
	}
	if err := checkMessage(obj{"content": content}, nil, nil); err != nil {
		return Message{}, err
	}
	var ups []upload
	for i, f := range files {
		ups = append(ups, upload{index: i, name: f.Name, data: f.Data})
	}
	s.set(m, obj{"content": content}, ups)
	if m.empty() {
		return Message{}, errEmptyMessage
	}
	s.ping(m, nil)
	s.post(m)
	return s.seen(m), nil
}

// Edit changes one of the person's own messages.
func (a *Actor) Edit(messageID, content string) (Message, error) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := a.own(messageID)
	if err != nil {
		return Message{}, err
	}
	if m.ephemeral() {
		return Message{}, errors.New("discordtest: only the bot can edit its message")
	}
	if err := s.rewrite(m, obj{"content": content}, nil, nil); err != nil {
		return Message{}, err
	}
	return s.seen(m), nil
}

// Delete deletes one of the person's own messages, or dismisses an ephemeral one.
func (a *Actor) Delete(messageID string) error {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := a.own(messageID)
	if err != nil {
		return err
	}
	s.remove(m)
	return nil
}

// own finds a message of the person's, or an ephemeral one to them.
func (a *Actor) own(id string) (*message, error) {
	if c := a.channel(); c != nil {
		if m := c.message(id); m != nil && (m.author.id == a.user.ID || m.to == a.user.ID) {
			return m, nil
		}
	}
	return nil, fmt.Errorf("discordtest: %s has no message %s here", a.user.Name, id)
}

// Await returns the next message of the bot's that this person sees after the
// message with the given ID; "" means from now on. A deferral counts once it
// is answered.
func (a *Actor) Await(ctx context.Context, afterID string) (Message, error) {
	s := a.s
	var found Message
	s.mu.Lock()
	if afterID == "" {
		afterID = fmt.Sprint(s.lastID)
	}
	s.mu.Unlock()
	err := s.await(ctx, func() bool {
		for _, m := range a.sees() {
			if m.author == s.world.bot && m.flags&flagLoading == 0 && later(m.id, afterID) {
				found = s.seen(m)
				return true
			}
		}
		return false
	})
	return found, err
}

// sees lists the messages that the person sees, oldest first.
func (a *Actor) sees() []*message {
	c := a.channel()
	if c == nil || !c.sees(a.user.ID) {
		return nil
	}
	var out []*message
	for _, m := range c.messages {
		if m.visible(a.user.ID) {
			out = append(out, m)
		}
	}
	return out
}

// Message returns one message as this person sees it now.
func (a *Actor) Message(id string) (Message, bool) {
	for _, m := range a.Messages() {
		if m.ID == id {
			return m, true
		}
	}
	return Message{}, false
}

// Messages returns what the person sees in the channel, oldest first, ephemeral replies to them included.
func (a *Actor) Messages() []Message {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	var out []Message
	for _, m := range a.sees() {
		out = append(out, a.s.seen(m))
	}
	return out
}
