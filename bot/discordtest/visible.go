package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Commands returns the application commands that the person can see here:
// permissions, contexts and installation considered. Raw Discord objects.
func (a *Actor) Commands() []json.RawMessage {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []json.RawMessage
	for _, k := range s.visible(a) {
		out = append(out, encode(k.body))
	}
	return out
}

// visible lists the commands that an actor can use. A guild's own command
// hides a global one of its name and type.
func (s *Server) visible(a *Actor) []*command {
	c := a.channel()
	if c == nil || !c.sees(a.user.ID) {
		return nil
	}
	var out []*command
	has := func(k *command) bool {
		return slices.ContainsFunc(out, func(x *command) bool { return x.name() == k.name() && x.kind() == k.kind() })
	}
	for _, own := range []bool{true, false} {
		for _, k := range s.commands {
			if (k.guild != "") == own && !has(k) && s.allows(k, c, a.user.ID) {
				out = append(out, k)
			}
		}
	}
	return out
}

func (s *Server) allows(k *command, c *channel, user string) bool {
	if k.guild != "" && k.guild != c.guildID() {
		return false
	}
	installed := s.world.people[user].installed && holds(k.body, "integration_types", 1, false)
	context := 0
	if c.guild == nil {
		context = 1
	}
	byGuild := holds(k.body, "integration_types", 0, true) && (c.guild == nil || c.guild.withBot)
	if !byGuild && !installed || !holds(k.body, "contexts", context, true) {
		return false
	}
	if c.guild == nil {
		return given(k.body, "contexts") || k.body["dm_permission"] != false
	}
	if _, ok := c.guild.members[user]; !ok {
		return false
	}
	may := c.permissions(user)
	if may&permCommands == 0 {
		return false
	}
	if !byGuild || !given(k.body, "default_member_permissions") {
		return true
	}
	allowed := func(a allowance) bool {
		return a.command == k.name() && slices.Contains(c.guild.members[user].roles, a.role)
	}
	if slices.ContainsFunc(c.guild.allowed, allowed) {
		return true
	}
	need, _ := number(k.body["default_member_permissions"])
	if need == 0 {
		return may&permAdministrator != 0
	}
	return may&need == need
}

// holds reports whether a list of numbers has n; absent says what a missing
// list means.
func holds(o obj, key string, n int, absent bool) bool {
	if !given(o, key) {
		return absent
	}
	return slices.ContainsFunc(list(o, key), func(v any) bool {
		x, ok := number(v)
		return ok && int(x) == n
	})
}

// find looks up a command by its whole name and returns the subcommands on
// the way and the options of the last one.
func (s *Server) find(a *Actor, kind int, name string) (k *command, subs []obj, options []obj, err error) {
	words := []string{name}
	if kind == commandChat {
		words = strings.Fields(name)
	}
	for _, x := range s.visible(a) {
		if len(words) > 0 && x.kind() == kind && x.name() == words[0] {
			k = x
			break
		}
	}
	if k == nil {
		return nil, nil, nil, fmt.Errorf("discordtest: %s sees no command %q here", a.user.Name, name)
	}
	options = objects(list(k.body, "options"))
	for _, w := range words[1:] {
		i := slices.IndexFunc(options, func(o obj) bool { return text(o, "name") == w && integer(o, "type") <= optionGroup })
		if i < 0 {
			return nil, nil, nil, fmt.Errorf("discordtest: %q has no subcommand %q", k.name(), w)
		}
		subs = append(subs, options[i])
		options = objects(list(options[i], "options"))
	}
	if len(options) > 0 && integer(options[0], "type") <= optionGroup {
		return nil, nil, nil, fmt.Errorf("discordtest: %q wants a subcommand", name)
	}
	return k, subs, options, nil
}
