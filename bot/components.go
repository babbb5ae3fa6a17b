package bot

import "github.com/bwmarrin/discordgo"

// component is one Discord component as it is sent. discordgo's types know no
// Label, and cannot be put into an edit together with the flag that Components
// V2 need; one plain struct serves messages and forms alike.
type component struct {
	Type        int           `json:"type"`
	CustomID    string        `json:"custom_id,omitempty"`
	Content     string        `json:"content,omitempty"`     // text display
	Label       string        `json:"label,omitempty"`       // button, label
	Description string        `json:"description,omitempty"` // label
	Style       int           `json:"style,omitempty"`       // button, text input
	URL         string        `json:"url,omitempty"`         // link button
	Disabled    bool          `json:"disabled,omitempty"`
	Placeholder string        `json:"placeholder,omitempty"`
	Value       string        `json:"value,omitempty"`
	MaxLength   int           `json:"max_length,omitempty"`
	Required    *bool         `json:"required,omitempty"`
	Options     []selection   `json:"options,omitempty"` // select menu
	AccentColor *int          `json:"accent_color,omitempty"`
	Components  []component   `json:"components,omitempty"` // container, action row
	Component   *component    `json:"component,omitempty"`  // label
	Accessory   *component    `json:"accessory,omitempty"`  // section
	File        *media        `json:"file,omitempty"`       // file
	Items       []pictureItem `json:"items,omitempty"`      // gallery

	// Of select menus. Those of roles and channels have no options: what is
	// chosen already stands in Preselected.
	MinValues    *int          `json:"min_values,omitempty"`
	MaxValues    int           `json:"max_values,omitempty"`
	Preselected  []preselected `json:"default_values,omitempty"`
	ChannelTypes []int         `json:"channel_types,omitempty"`
}

// preselected is a role or channel that a select menu shows as chosen.
type preselected struct {
	ID   string `json:"id"`
	Type string `json:"type"` // "role", "channel"
}

// media names a file of the message.
type media struct {
	URL string `json:"url"`
}

// pictureItem is one picture of a gallery.
type pictureItem struct {
	Media       media  `json:"media"`
	Description string `json:"description,omitempty"`
}

// selection is one entry of a select menu.
type selection struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"` // it is chosen already
}

// Component types, from Discord's documentation.
const (
	typeRow       = 1
	typeButton    = 2
	typeSelect    = 3
	typeInput     = 4
	typeRoles     = 6
	typeChannels  = 8
	typeSection   = 9
	typeText      = 10
	typeGallery   = 12
	typeFile      = 13
	typeSeparator = 14
	typeContainer = 17
	typeLabel     = 18
)

// Limits that Discord puts on one message of Components V2.
const (
	maxText    = 4000 // characters in all text displays together
	maxBytes   = 9500 // the same in bytes: Discord stores about 10 KB of a message, structure included
	maxLinkURL = 512  // bytes of a link button's address
	maxButton  = 80   // characters of a button's label
	maxSelect  = 25   // entries of a select menu
	maxOption  = 100  // characters of an entry's label, value or description
)

// Colours of the bar beside a reply.
const (
	colourAnswer  = 0x3d7ea6
	colourRelated = 0xc98a1b
	colourPlain   = 0x6b7280
	colourDone    = 0x3a8f5c
	colourProblem = 0xb5483c
)

func text(markdown string) component { return component{Type: typeText, Content: markdown} }

func separator() component { return component{Type: typeSeparator} }

func row(buttons ...component) component { return component{Type: typeRow, Components: buttons} }

func button(style discordgo.ButtonStyle, label string, id customID) component {
	return component{Type: typeButton, Style: int(style), Label: clip(label, maxButton), CustomID: id.String()}
}

// linkButton returns a button that opens a web address, and false when there is
// none that Discord would take.
func linkButton(label, url string) (component, bool) {
	if !isWebAddress(url) || len(url) > maxLinkURL {
		return component{}, false
	}
	return component{Type: typeButton, Style: int(discordgo.LinkButton), Label: clip(label, maxButton), URL: url}, true
}

func menu(id customID, placeholder string, options []selection) component {
	return row(component{Type: typeSelect, CustomID: id.String(), Placeholder: placeholder, Options: options})
}

// section is a text with a button beside it.
func section(markdown string, beside component) component {
	return component{Type: typeSection, Components: []component{text(markdown)}, Accessory: &beside}
}

func container(colour int, parts ...component) component {
	return component{Type: typeContainer, AccentColor: &colour, Components: parts}
}

// input returns one field of a form.
func input(id, label, description string, c component) component {
	c.Type, c.CustomID = typeInput, id
	return component{Type: typeLabel, Label: label, Description: description, Component: &c}
}

// length is what a text takes of a message's maxText: its characters as
// Discord's client counts them, in UTF-16 code units, or, where its bytes are
// the tighter limit, as in Thai and Chinese, the same share of maxText as they
// are of maxBytes.
func length(s string) int {
	return max(units(s), (len(s)*maxText+maxBytes-1)/maxBytes)
}

// unique leaves out every component whose custom_id came before, and rows that
// are empty then: Discord refuses a message that has one twice.
func unique(parts []component, seen map[string]bool) []component {
	var out []component
	for _, p := range parts {
		if p.CustomID != "" {
			if seen[p.CustomID] {
				continue
			}
			seen[p.CustomID] = true
		}
		if p.Components != nil {
			if p.Components = unique(p.Components, seen); len(p.Components) == 0 {
				continue
			}
		}
		out = append(out, p)
	}
	return out
}
