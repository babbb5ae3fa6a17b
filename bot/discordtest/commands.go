package discordtest

import (
	"slices"
	"strconv"
)

// command is a registered application command.
type command struct {
	id, guild string // guild is "" for a global one
	version   string
	body      obj // as registered, with Discord's defaults
}

func (k *command) name() string { return text(k.body, "name") }
func (k *command) kind() int    { return integer(k.body, "type") }

func (k *command) json(localizations bool) obj {
	o := clone(k.body)
	if !localizations {
		dropLocalizations(o)
	}
	return o
}

func dropLocalizations(o obj) {
	delete(o, "name_localizations")
	delete(o, "description_localizations")
	for _, x := range objects(list(o, "options")) {
		dropLocalizations(x)
	}
	for _, x := range objects(list(o, "choices")) {
		dropLocalizations(x)
	}
}

// complete makes of a checked body what Discord stores: empty fields of options
// go, defaults come.
func (s *Server) complete(k *command, body obj) {
	o := obj{
		"type": 1, "name_localizations": nil, "description_localizations": nil, "default_member_permissions": nil,
		"nsfw": false, "integration_types": arr{0}, "contexts": nil, "dm_permission": true, "default_permission": true,
	}
	for _, key := range []string{"type", "name", "name_localizations", "description_localizations", "nsfw", "contexts", "integration_types", "dm_permission"} {
		if given(body, key) {
			o[key] = clone(body)[key]
		}
	}
	if p, ok := number(body["default_member_permissions"]); ok {
		o["default_member_permissions"] = strconv.FormatInt(p, 10)
	}
	o["description"] = text(body, "description")
	if options := list(body, "options"); len(options) > 0 {
		o["options"] = trimOptions(options)
	}
	o["id"], o["application_id"], o["version"] = k.id, s.world.bot.id, k.version
	if k.guild != "" {
		o["guild_id"] = k.guild
		delete(o, "dm_permission")
		delete(o, "contexts")
		delete(o, "integration_types")
	}
	v, _ := decode(encode(o))
	k.body, _ = v.(obj)
}

func trimOptions(options arr) arr {
	out := arr{}
	for _, o := range objects(clone(options)) {
		for k, v := range o {
			if l, ok := v.(arr); v == nil || v == false || ok && len(l) == 0 {
				delete(o, k)
			}
		}
		if inner := list(o, "options"); inner != nil {
			o["options"] = trimOptions(inner)
		}
		out = append(out, o)
	}
	return out
}

// put creates a command or replaces the one of its name and type. Its version
// moves only when it changes.
func (s *Server) put(guild string, body obj) (k *command, made bool) {
	kind := max(1, integer(body, "type"))
	for _, old := range s.commands {
		if old.guild == guild && old.name() == text(body, "name") && old.kind() == kind {
			s.replace(old, body)
			return old, false
		}
	}
	k = &command{id: s.newID(), guild: guild}
	k.version = s.newID()
	s.complete(k, body)
	s.commands = append(s.commands, k)
	return k, true
}

func (s *Server) replace(k *command, body obj) {
	was := k.body
	s.complete(k, body)
	if string(encode(was)) != string(encode(k.body)) {
		k.version = s.newID()
		k.body["version"] = k.version
	}
}

func (s *Server) forgetCommands(guild string) {
	s.commands = slices.DeleteFunc(s.commands, func(k *command) bool { return k.guild == guild })
}

// CommandWrites returns how many requests have written commands so far.
func (s *Server) CommandWrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writes
}

// scope checks the application and the guild of a call about commands.
func (s *Server) scope(c *call) (guild string, err error) {
	if c.PathValue("app") != s.world.bot.id {
		return "", errUnknownApplication
	}
	guild = c.PathValue("guild")
	if guild != "" {
		if g := s.world.guilds[guild]; g == nil || !g.withBot {
			return "", errMissingAccess
		}
	}
	return guild, nil
}

func (s *Server) theCommand(c *call) (*command, error) {
	guild, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	for _, k := range s.commands {
		if k.guild == guild && k.id == c.PathValue("command") {
			return k, nil
		}
	}
	return nil, errUnknownCommand
}

func (s *Server) listCommands(guild string, localizations bool) arr {
	out := arr{}
	for _, k := range s.commands {
		if k.guild == guild {
			out = append(out, k.json(localizations))
		}
	}
	return out
}

func (s *Server) getCommands(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	guild, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	return 200, s.listCommands(guild, c.URL.Query().Get("with_localizations") == "true"), nil
}

func (s *Server) getCommand(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, err := s.theCommand(c)
	if err != nil {
		return 0, nil, err
	}
	return 200, k.json(true), nil
}

func (s *Server) putCommands(c *call) (int, any, error) {
	bodies, ok := c.body.(arr)
	if !ok {
		return 0, nil, formFaultAt("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
	}
	if err := checkCommands(bodies); err != nil {
		return 0, nil, err
	}
	for _, b := range bodies {
		if err := s.validate("ApplicationCommandUpdateRequest", b); err != nil {
			return 0, nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	guild, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	s.writes++
	var keep []*command
	for _, b := range objects(bodies) {
		k, _ := s.put(guild, b)
		keep = append(keep, k)
	}
	s.forgetCommands(guild)
	s.commands = append(s.commands, keep...)
	s.touch()
	return 200, s.listCommands(guild, true), nil
}

func (s *Server) postCommand(c *call) (int, any, error) {
	body := c.form()
	if err := checkCommand(body); err != nil {
		return 0, nil, err
	}
	if err := s.validate("ApplicationCommandCreateRequest", body); err != nil {
		return 0, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	guild, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	k, made := s.put(guild, body)
	if made && s.tooMany(guild, k.kind()) {
		s.commands = s.commands[:len(s.commands)-1]
		return 0, nil, errTooManyCommands
	}
	s.writes++
	s.touch()
	if made {
		return 201, k.json(true), nil
	}
	return 200, k.json(true), nil
}

func (s *Server) tooMany(guild string, kind int) bool {
	n := 0
	for _, k := range s.commands {
		if k.guild == guild && k.kind() == kind {
			n++
		}
	}
	return n > commandLimit(kind)
}

func (s *Server) patchCommand(c *call) (int, any, error) {
	if err := s.validate("ApplicationCommandPatchRequestPartial", c.form()); err != nil {
		return 0, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k, err := s.theCommand(c)
	if err != nil {
		return 0, nil, err
	}
	body := clone(k.body)
	for key, v := range c.form() {
		body[key] = v
	}
	body["type"] = k.body["type"]
	if err := checkCommand(body); err != nil {
		return 0, nil, err
	}
	s.replace(k, body)
	s.writes++
	s.touch()
	return 200, k.json(true), nil
}

func (s *Server) deleteCommand(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, err := s.theCommand(c)
	if err != nil {
		return 0, nil, err
	}
	s.commands = slices.DeleteFunc(s.commands, func(x *command) bool { return x == k })
	s.writes++
	s.touch()
	return 204, nil, nil
}
