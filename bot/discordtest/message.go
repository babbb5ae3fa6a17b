package discordtest

import (
	"encoding/json"
	"strings"
)

// Message is a message as a person sees it.
type Message struct {
	ID, ChannelID string
	AuthorID      string
	Ephemeral     bool
	Thinking      bool            // a deferral: the client shows "is thinking…"
	Pings         []string        // whom it notifies: user and role IDs, "everyone", "here"
	Raw           json.RawMessage // Discord's own object
}

// seen is the message for people.
func (s *Server) seen(m *message) Message {
	return Message{
		ID: m.id, ChannelID: m.channel.id, AuthorID: m.author.id, Ephemeral: m.ephemeral(),
		Thinking: m.flags&flagLoading != 0, Pings: m.pings(), Raw: encode(s.messageJSON(m)),
	}
}

func (m Message) object() obj {
	v, _ := decode(m.Raw)
	o, _ := v.(obj)
	return o
}

// each visits the message's components, the nested ones too, in order.
func (m Message) each(visit func(obj)) {
	each(list(m.object(), "components"), visit)
}

// Text returns all text that is visible: content, embeds and text displays,
// in their order, a line break between them.
func (m Message) Text() string {
	o := m.object()
	var parts []string
	add := func(o obj, k string) {
		if t := text(o, k); t != "" {
			parts = append(parts, t)
		}
	}
	add(o, "content")
	for _, e := range objects(list(o, "embeds")) {
		add(object(e, "author"), "name")
		add(e, "title")
		add(e, "description")
		for _, f := range objects(list(e, "fields")) {
			add(f, "name")
			add(f, "value")
		}
		add(object(e, "footer"), "text")
	}
	m.each(func(c obj) {
		if integer(c, "type") == componentText {
			add(c, "content")
		}
	})
	return strings.Join(parts, "\n")
}

// Button is a button on a message.
type Button struct {
	Label, CustomID, URL string
	Emoji                string
	Style                int
	Disabled             bool
}

// Buttons returns the buttons in their order.
func (m Message) Buttons() []Button {
	var bs []Button
	m.each(func(c obj) {
		if integer(c, "type") == componentButton {
			bs = append(bs, Button{
				Label: text(c, "label"), CustomID: text(c, "custom_id"), URL: text(c, "url"),
				Emoji: text(object(c, "emoji"), "name"), Style: integer(c, "style"), Disabled: truth(c, "disabled"),
			})
		}
	})
	return bs
}

// Button returns the first button with the label.
func (m Message) Button(label string) (Button, bool) {
	for _, b := range m.Buttons() {
		if b.Label == label {
			return b, true
		}
	}
	return Button{}, false
}

// Select is a select menu on a message.
type Select struct {
	CustomID, Placeholder string
	Type                  int // the component's type: 3 for strings
	Options               []SelectOption
	MinValues, MaxValues  int
	Disabled              bool
}

// SelectOption is a choice of a select menu.
type SelectOption struct {
	Label, Value, Description string
	Default                   bool
}

// Selects returns the select menus in their order.
func (m Message) Selects() []Select {
	var found []Select
	m.each(func(c obj) {
		if isSelect(integer(c, "type")) {
			found = append(found, selectOf(c))
		}
	})
	return found
}

func selectOf(c obj) Select {
	m := Select{
		CustomID: text(c, "custom_id"), Placeholder: text(c, "placeholder"), Type: integer(c, "type"),
		MinValues: 1, MaxValues: 1, Disabled: truth(c, "disabled"),
	}
	if n, ok := number(c["min_values"]); ok {
		m.MinValues = int(n)
	}
	if n, ok := number(c["max_values"]); ok {
		m.MaxValues = int(n)
	}
	for _, o := range objects(list(c, "options")) {
		m.Options = append(m.Options, SelectOption{
			Label: text(o, "label"), Value: text(o, "value"), Description: text(o, "description"), Default: truth(o, "default"),
		})
	}
	return m
}

// File is an attachment of a message; URL is on Discord's CDN, which
// Server.Transport and Server.CDN serve.
type File struct {
	ID, Name, URL, ContentType string
	Size                       int
}

// Files returns the attachments.
func (m Message) Files() []File {
	var fs []File
	for _, a := range objects(list(m.object(), "attachments")) {
		fs = append(fs, File{
			ID: text(a, "id"), Name: text(a, "filename"), URL: text(a, "url"),
			ContentType: text(a, "content_type"), Size: integer(a, "size"),
		})
	}
	return fs
}
