package discordtest

import "encoding/json"

// Message is a message as a person sees it.
type Message struct {
	ID, ChannelID string
	AuthorID      string
	Ephemeral     bool
	Thinking      bool            // a deferral: the client shows "is thinking…"
	Pings         []string        // whom it notifies: user and role IDs, "everyone", "here"
	Raw           json.RawMessage // Discord's own object
}

// Button is a button on a message.
type Button struct {
	Label, CustomID, URL string
	Emoji                string
	Style                int
	Disabled             bool
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

// Text returns all text that is visible: content, embeds and text displays,
// in their order, a line break between them.
func (m Message) Text() string { panic("discordtest helper") }

// Buttons returns the buttons in their order.
func (m Message) Buttons() []Button { panic("discordtest helper") }

// Button returns the first button with the label.
func (m Message) Button(label string) (Button, bool) { panic("discordtest helper") }

// Selects returns the select menus in their order.
func (m Message) Selects() []Select { panic("discordtest helper") }

// Files returns the attachments' names and URLs on Discord's CDN.
func (m Message) Files() []File { panic("discordtest helper") }

// File is an attachment of a message.
type File struct {
	ID, Name, URL, ContentType string
	Size                       int
}
