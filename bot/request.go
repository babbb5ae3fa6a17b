package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// request is what a person asks of a handler, free of Discord's envelopes.
type request struct {
	user        string
	guild       string // "" in a direct message
	permissions int64
	roles       []string // IDs
	locale      string
	fileLimit   int64 // bytes of a file that a reply may carry; 0 when Discord did not say
	alone       bool  // the reply is for the person only

	options   map[string]string     // of a slash command, by name
	files     map[string]attachment // attachment options, by name
	focused   string                // the option being completed
	text      string                // a message, or the one that a message command was used on
	attached  []attachment          // to that message
	pressed   customID              // the component or form
	onPrivate bool                  // the component is on a message that only the person sees
	values    []string              // chosen in a select menu
	fields    map[string]string     // of a form, by custom_id
}

// may reports whether the person has one of the given permissions here.
// An administrator has every one.
func (r *request) may(permission int64) bool {
	return r.permissions&(permission|discordgo.PermissionAdministrator) != 0
}

// crowd is whose turns the request takes: the guild's, or outside of one the
// person's.
func (r *request) crowd() string { return crowdOf(r.guild, r.user) }

func crowdOf(guild, user string) string {
	if guild == "" {
		return "user " + user
	}
	return guild
}

// by names the person as the store keeps it.
func (r *request) by() string { return "discord:" + r.user }

// mention names whoever the store says did something. Discord shows a person's
// name; nobody is notified.
func (r *request) mention(by string) string {
	if id, ok := strings.CutPrefix(by, "discord:"); ok && id != "" && strings.Trim(id, "0123456789") == "" {
		return "<@" + id + ">"
	}
	return r.say("add.by.shell")
}

// newRequest decodes an interaction and returns the path of its command
// ("library add"), which is empty for components and forms.
func newRequest(in *interaction) (*request, string) {
	r := &request{
		user: in.person(), guild: in.GuildID, permissions: in.permissions(), roles: in.roles(), locale: in.Locale, fileLimit: in.FileLimit,
		options: map[string]string{}, files: map[string]attachment{}, fields: map[string]string{},
		values: in.Data.Values,
	}
	r.onPrivate = in.Message != nil && in.Message.Flags&flagPrivate != 0
	path := []string{in.Data.Name}
	options := in.Data.Options
	for len(options) == 1 && isSubcommand(options[0].Type) {
		path = append(path, options[0].Name)
		options = options[0].Options
	}
	for _, o := range options {
		r.options[o.Name] = o.String()
		if o.Focused {
			r.focused = o.Name
		}
		if o.Type == int(discordgo.ApplicationCommandOptionAttachment) {
			if f, ok := in.Data.Resolved.Attachments[o.String()]; ok {
				r.files[o.Name] = f
			}
		}
	}
	if m, ok := in.Data.Resolved.Messages[in.Data.TargetID]; ok {
		r.text, r.attached = m.Content, m.Attachments
	}
	walk(in.Data.Components, func(p received) {
		if p.CustomID != "" && len(p.Value) > 0 {
			r.fields[p.CustomID] = optionValue{Value: p.Value}.String()
		}
	})
	return r, strings.Join(path, " ")
}

func isSubcommand(t int) bool {
	return t == int(discordgo.ApplicationCommandOptionSubCommand) || t == int(discordgo.ApplicationCommandOptionSubCommandGroup)
}
