package bot

import (
	"encoding/json"
	"strconv"
	"time"
)

// These are the parts of Discord's objects that Pincite reads. They are decoded
// from the raw events: discordgo's Interaction cannot be decoded at all when it
// holds a component of a type that discordgo does not know.

type interaction struct {
	ID            string          `json:"id"`
	ApplicationID string          `json:"application_id"`
	Type          int             `json:"type"`
	Token         string          `json:"token"`
	GuildID       string          `json:"guild_id"`
	ChannelID     string          `json:"channel_id"`
	Locale        string          `json:"locale"`
	Data          interactionData `json:"data"`
	Member        *member         `json:"member"`
	User          *user           `json:"user"`
	Message       *message        `json:"message"` // that holds the pressed component
	FileLimit     int64           `json:"attachment_size_limit"`

	came     time.Time     // before it was claimed
	answered time.Time     // when Discord had the first response
	over     *httpResponse // nil for one that came over the gateway
}

type interactionData struct {
	Name     string        `json:"name"`
	Type     int           `json:"type"`
	TargetID string        `json:"target_id"`
	Options  []optionValue `json:"options"`
	Resolved struct {
		Messages    map[string]message    `json:"messages"`
		Attachments map[string]attachment `json:"attachments"`
	} `json:"resolved"`
	CustomID   string     `json:"custom_id"`
	Values     []string   `json:"values"`
	Components []received `json:"components"`
}

type member struct {
	User        user     `json:"user"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"` // a decimal number, here and in this channel
}

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

type optionValue struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []optionValue   `json:"options"`
}

// String returns the value as text, whatever its type.
func (o optionValue) String() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(o.Value)
}

type attachment struct {
	Filename string `json:"filename"`
	Size     int64  `json:"size"`
	URL      string `json:"url"`
}

type message struct {
	ID          string       `json:"id"`
	Type        int          `json:"type"`
	Flags       int          `json:"flags"`
	ChannelID   string       `json:"channel_id"`
	GuildID     string       `json:"guild_id"`
	Content     string       `json:"content"`
	Author      user         `json:"author"`
	WebhookID   string       `json:"webhook_id"`
	Mentions    []user       `json:"mentions"`
	Components  []received   `json:"components"`
	Attachments []attachment `json:"attachments"`
	Referenced  *message     `json:"referenced_message"`
}

// received is a component as it comes back, of whatever type.
type received struct {
	CustomID   string          `json:"custom_id"`
	Value      json.RawMessage `json:"value"`
	Components []received      `json:"components"`
	Component  *received       `json:"component"`
}

// walk calls visit for every component, nested ones included.
func walk(parts []received, visit func(received)) {
	for _, p := range parts {
		visit(p)
		walk(p.Components, visit)
		if p.Component != nil {
			walk([]received{*p.Component}, visit)
		}
	}
}

// permissions returns what the member may do; nothing outside a guild.
func (i *interaction) permissions() int64 {
	if i.Member == nil {
		return 0
	}
	n, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// roles returns the IDs of the member's roles; none outside a guild.
func (i *interaction) roles() []string {
	if i.Member == nil {
		return nil
	}
	return i.Member.Roles
}

// person returns the ID of whoever did it.
func (i *interaction) person() string {
	switch {
	case i.Member != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}
