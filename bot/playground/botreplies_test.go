package playground_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

type object = map[string]any

// The kinds of answers to an interaction.
const (
	answerMessage  = 4
	answerDeferred = 5
	answerUpdate   = 7
	answerChoices  = 8
	answerModal    = 9
)

func respond(s *discordgo.Session, i *discordgo.InteractionCreate) error {
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		return reply(s, i, answerChoices, object{"choices": titles(focused(i))})
	case discordgo.InteractionMessageComponent:
		return component(s, i)
	case discordgo.InteractionApplicationCommand:
		return command(s, i)
	}
	return nil // forms come to receiveForm
}

func command(s *discordgo.Session, i *discordgo.InteractionCreate) error {
	data := i.ApplicationCommandData()
	switch data.Name {
	case "echo":
		return reply(s, i, answerMessage, object{"content": echoed(data)})
	case "show":
		return s.InteractionRespond(i.Interaction, show())
	case "whisper":
		return reply(s, i, answerMessage, object{"content": data.Options[0].StringValue(), "flags": 64})
	case "slow":
		return reply(s, i, answerDeferred, object{}) // the test edits the reply
	case "library":
		return reply(s, i, answerModal, form(data.Options[0].Name))
	case "Shout this":
		return reply(s, i, answerMessage, object{"content": strings.ToUpper(data.Resolved.Messages[data.TargetID].Content)})
	}
	return nil // "silent" is never answered
}

// reply sends raw JSON, because discordgo's types lack what Discord has added since.
func reply(s *discordgo.Session, i *discordgo.InteractionCreate, kind int, data object) error {
	address := discordgo.EndpointInteractionResponse(i.ID, i.Token)
	_, err := s.RequestWithBucketID("POST", address, object{"type": kind, "data": data}, address)
	return err
}

func focused(i *discordgo.InteractionCreate) string {
	for _, o := range i.ApplicationCommandData().Options {
		if o.Focused {
			return o.StringValue()
		}
	}
	return ""
}

func titles(typed string) []object {
	out := []object{}
	for _, name := range []string{"Dockers walk out", "Docks reopen", "Lighthouse to be sold"} {
		if strings.Contains(strings.ToLower(name), strings.ToLower(typed)) {
			out = append(out, object{"name": name, "value": "id:" + name})
		}
	}
	return out
}

func echoed(data discordgo.ApplicationCommandInteractionData) string {
	parts := []string{"Echo"}
	for _, o := range data.Options {
		value := fmt.Sprint(o.Value)
		if o.Type == discordgo.ApplicationCommandOptionAttachment {
			file := data.Resolved.Attachments[o.Value.(string)]
			value = fmt.Sprintf("%s of %d bytes", file.Filename, file.Size)
		}
		parts = append(parts, fmt.Sprintf("%s=%s (%T)", o.Name, value, o.Value))
	}
	return strings.Join(parts, "; ")
}

// show is a message with one of everything; it also carries two files.
func show() *discordgo.InteractionResponse {
	accent, large, yes := 0x2f8f83, discordgo.SeparatorSpacingSizeLarge, true
	one := 1
	button := func(label string, style discordgo.ButtonStyle) discordgo.Button {
		return discordgo.Button{Label: label, Style: style, CustomID: strings.ToLower(label)}
	}
	off := button("Off", discordgo.SecondaryButton)
	off.Disabled = true
	about := "A sea at dusk"
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: &discordgo.InteractionResponseData{
		Flags: discordgo.MessageFlagsIsComponentsV2,
		Files: []*discordgo.File{
			{Name: "sea.png", ContentType: "image/png", Reader: picture()},
			{Name: "notes.txt", ContentType: "text/plain", Reader: strings.NewReader("Notes.\n")},
		},
		Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "# Every component\nA line before the container."},
			discordgo.Container{AccentColor: &accent, Components: []discordgo.MessageComponent{
				discordgo.Section{
					Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "> A quoted sentence with **a mark** in it.\n-# Said by nobody"}},
					Accessory:  button("Context", discordgo.SecondaryButton),
				},
				discordgo.Separator{Divider: &yes, Spacing: &large},
				discordgo.Section{
					Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "A section with a picture."}},
					Accessory:  discordgo.Thumbnail{Media: discordgo.UnfurledMediaItem{URL: "attachment://sea.png"}, Description: &about},
				},
				discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{Media: discordgo.UnfurledMediaItem{URL: "attachment://sea.png"}, Description: &about}}},
				discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://notes.txt"}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					button("Go", discordgo.PrimaryButton), button("Save", discordgo.SuccessButton), button("Drop", discordgo.DangerButton), off,
					discordgo.Button{Label: "Open", Style: discordgo.LinkButton, URL: "https://example.org/"},
				}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
					MenuType: discordgo.StringSelectMenu, CustomID: "pick", Placeholder: "Pick an article", MinValues: &one, MaxValues: 1,
					Options: []discordgo.SelectMenuOption{{Label: "First article", Value: "first", Description: "From spring"}, {Label: "Second article", Value: "second"}},
				}}},
			}},
		},
	}}
}

func component(s *discordgo.Session, i *discordgo.InteractionCreate) error {
	data := i.MessageComponentData()
	switch data.CustomID {
	case "drop": // never answered
		return nil
	case "save":
		return reply(s, i, answerMessage, object{"content": "Saved.", "flags": 64})
	case "pick":
		return reply(s, i, answerUpdate, object{"flags": 1 << 15, "components": []object{{"type": 10, "content": "You picked " + data.Values[0] + "."}}})
	}
	return reply(s, i, answerUpdate, object{"flags": 1 << 15, "components": []object{
		{"type": 10, "content": "You pressed " + data.CustomID + "."},
		{"type": 1, "components": []object{{"type": 2, "style": 2, "label": "Again", "custom_id": "again"}}},
	}})
}

func form(kind string) object {
	if kind == "old" {
		return object{"custom_id": "old-form", "title": "An old form", "components": []object{
			{"type": 1, "components": []object{{"type": 4, "custom_id": "line", "label": "One line", "style": 1, "min_length": 3, "max_length": 20}}}}}
	}
	return object{"custom_id": "add-form", "title": "Add an article", "components": []object{
		{"type": 10, "content": "Paste it **whole**."},
		{"type": 18, "label": "Title", "description": "As the paper prints it", "component": object{"type": 4, "custom_id": "title", "style": 1, "max_length": 200}},
		{"type": 18, "label": "Text", "component": object{"type": 4, "custom_id": "text", "style": 2, "required": false}},
		{"type": 18, "label": "Kind", "component": object{"type": 3, "custom_id": "kind", "options": []object{
			{"label": "Report", "value": "report"}, {"label": "Opinion", "value": "opinion"}}}},
		{"type": 18, "label": "File", "component": object{"type": 19, "custom_id": "file", "required": false}},
	}}
}

// formAnswer is a submitted form, read from the raw event: discordgo cannot
// take apart a form with labels.
type formAnswer struct {
	ID    string `json:"id"`
	Token string `json:"token"`
	Type  int    `json:"type"`
	Data  struct {
		Components []field `json:"components"`
		Resolved   struct {
			Attachments map[string]struct {
				Filename string `json:"filename"`
				Size     int    `json:"size"`
			} `json:"attachments"`
		} `json:"resolved"`
	} `json:"data"`
}

type field struct {
	CustomID   string   `json:"custom_id"`
	Value      string   `json:"value"`
	Values     []string `json:"values"`
	Component  *field   `json:"component"`
	Components []field  `json:"components"`
}

func receiveForm(s *discordgo.Session, e *discordgo.Event) error {
	var f formAnswer
	if err := json.Unmarshal(e.RawData, &f); err != nil {
		return err
	}
	if f.Type != int(discordgo.InteractionModalSubmit) {
		return nil
	}
	i := &discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: f.ID, Token: f.Token}}
	return reply(s, i, answerMessage, object{"content": "Form: " + strings.Join(f.values(f.Data.Components), "; ")})
}

func (f *formAnswer) values(fields []field) []string {
	var out []string
	for _, c := range fields {
		if c.Component != nil {
			out = append(out, f.values([]field{*c.Component})...)
		}
		out = append(out, f.values(c.Components)...)
		for _, v := range c.Values {
			if a, ok := f.Data.Resolved.Attachments[v]; ok {
				v = fmt.Sprintf("%s of %d bytes", a.Filename, a.Size)
			}
			out = append(out, c.CustomID+"="+v)
		}
		if c.Value != "" {
			out = append(out, c.CustomID+"="+c.Value)
		}
	}
	return out
}
