package discordtest

import (
	"strings"
	"time"
)

// User is a person.
type User struct{ ID, Name string }

// Guild is a server.
type Guild struct{ ID, Name string }

// Channel is a text channel of a guild, or a direct message (GuildID is empty).
type Channel struct{ ID, Name, GuildID string }

// world is who and what there is. IDs are snowflakes, drawn in order from a
// fixed start so that golden files are stable.
type world struct {
	bot      *person
	people   map[string]*person
	guilds   map[string]*guild
	order    []*guild // in the order of their making
	channels map[string]*channel

	interactionsURL string
}

type person struct {
	id, name, locale string
	bot              bool
	installed        bool   // the bot is among this user's apps
	dm               string // the direct message with the bot; "" before there is one
}

type guild struct {
	id, name, locale string
	owner            string
	withBot          bool
	botRole          string
	everyone         int64
	members          map[string]*member
	roles            []*role
	channels         []*channel
	allowed          []allowance
	made             time.Time
}

// allowance is a command that a role may use.
type allowance struct{ command, role string }

type member struct {
	who    *person
	roles  []string
	extra  *role // what Join gave; nil for nothing
	joined time.Time
}

type role struct {
	id, name    string
	permissions int64
	managed     bool
}

type channel struct {
	id, name string
	guild    *guild  // nil for a direct message
	with     *person // of a direct message
	denied   int64   // permissions that the bot lacks here
	messages []*message
}

func (w *world) init(botID string) {
	w.bot = &person{id: botID, name: "Pincite", locale: "en-US", bot: true}
	w.people = map[string]*person{botID: w.bot}
	w.guilds = map[string]*guild{}
	w.channels = map[string]*channel{}
}

// AddUser makes a person.
func (s *Server) AddUser(name string) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.addPerson(name)
	return User{ID: p.id, Name: p.name}
}

func (s *Server) addPerson(name string) *person {
	p := &person{id: s.newID(), name: name, locale: "en-US"}
	s.world.people[p.id] = p
	return p
}

// AddGuild makes a guild with the bot in it and one channel, #general.
func (s *Server) AddGuild(name string) (Guild, Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, c := s.addGuild(name)
	g.withBot = true
	r := &role{id: s.newID(), name: s.world.bot.name, permissions: everyonePermissions, managed: true}
	g.roles = append(g.roles, r)
	g.botRole = r.id
	g.members[s.world.bot.id] = &member{who: s.world.bot, roles: []string{r.id}, joined: s.now()}
	s.dispatch(g.id, intentGuilds, "GUILD_CREATE", s.guildJSON(g))
	return Guild{ID: g.id, Name: g.name}, c.public()
}

// AddForeignGuild makes a guild without the bot, where only its user-installed
// commands can be used.
func (s *Server) AddForeignGuild(name string) (Guild, Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, c := s.addGuild(name)
	return Guild{ID: g.id, Name: g.name}, c.public()
}

func (s *Server) addGuild(name string) (*guild, *channel) {
	owner := s.addPerson("Owner of " + name)
	g := &guild{
		id: s.newID(), name: name, locale: "en-US", owner: owner.id,
		everyone: everyonePermissions, members: map[string]*member{}, made: s.now(),
	}
	g.members[owner.id] = &member{who: owner, joined: s.now()}
	s.world.guilds[g.id] = g
	s.world.order = append(s.world.order, g)
	return g, s.addChannel(g, "general")
}

func (s *Server) addChannel(g *guild, name string) *channel {
	c := &channel{id: s.newID(), name: name, guild: g}
	g.channels = append(g.channels, c)
	s.world.channels[c.id] = c
	return c
}

// AddChannel makes another text channel.
func (s *Server) AddChannel(g Guild, name string) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.world.guilds[g.ID]
	if in == nil {
		return Channel{}
	}
	c := s.addChannel(in, name)
	if in.withBot {
		s.dispatch(in.id, intentGuilds, "CHANNEL_CREATE", s.channelJSON(c))
	}
	return c.public()
}

// RemoveGuild takes the bot out of a guild, which tells it GUILD_DELETE.
func (s *Server) RemoveGuild(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.world.guilds[id]
	if g == nil || !g.withBot {
		return
	}
	g.withBot = false
	delete(g.members, s.world.bot.id)
	s.forgetCommands(id)
	s.dispatch(id, intentGuilds, "GUILD_DELETE", obj{"id": id})
}

// Join makes a user a member with permissions beyond everyone's: 0, or for
// instance discordgo.PermissionManageMessages. Joining again sets them anew.
func (s *Server) Join(g Guild, u User, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, who := s.world.guilds[g.ID], s.world.people[u.ID]
	if in == nil || who == nil {
		return
	}
	m, event := in.members[u.ID], "GUILD_MEMBER_UPDATE"
	if m == nil {
		m, event = &member{who: who, joined: s.now()}, "GUILD_MEMBER_ADD"
		in.members[u.ID] = m
	}
	if m.extra == nil && permissions != 0 {
		m.extra = &role{id: s.newID(), name: "Role of " + who.name}
		in.roles = append(in.roles, m.extra)
		m.roles = append(m.roles, m.extra.id)
	}
	if m.extra != nil {
		m.extra.permissions = permissions
	}
	if in.withBot {
		data := s.memberJSON(m)
		data["guild_id"] = in.id
		s.dispatch(in.id, intentGuildMembers, event, data)
	}
}

// AddRole makes a role without permissions, gives it to members, and returns
// its ID.
func (s *Server) AddRole(g Guild, name string, to ...User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.world.guilds[g.ID]
	if in == nil {
		return ""
	}
	r := &role{id: s.newID(), name: name}
	in.roles = append(in.roles, r)
	for _, u := range to {
		if m := in.members[u.ID]; m != nil {
			m.roles = append(m.roles, r.id)
		}
	}
	return r.id
}

// Rooms lists a guild's roles, those that a person can choose, and its
// channels, each as its ID and its name.
func (s *Server) Rooms(guildID string) (roles, channels [][2]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.world.guilds[guildID]
	if in == nil {
		return nil, nil
	}
	for _, r := range in.roles {
		roles = append(roles, [2]string{r.id, r.name})
	}
	for _, c := range in.channels {
		channels = append(channels, [2]string{c.id, c.name})
	}
	return roles, channels
}

// AllowCommand lets a role use a command of the bot's in a guild, whatever
// permissions the command asks for, as an administrator does in the server's
// settings.
func (s *Server) AllowCommand(g Guild, command, role string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in := s.world.guilds[g.ID]; in != nil {
		in.allowed = append(in.allowed, allowance{command, role})
	}
}

// Install adds the bot to the user's own apps.
func (s *Server) Install(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.world.people[u.ID]; p != nil {
		p.installed = true
	}
}

// SetLocale sets a user's language, "en-US" before.
func (s *Server) SetLocale(u User, locale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.world.people[u.ID]; p != nil {
		p.locale = locale
	}
}

// SetGuildLocale sets a guild's preferred language, "en-US" before.
func (s *Server) SetGuildLocale(g Guild, locale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.world.guilds[g.ID]
	if in == nil {
		return
	}
	in.locale = locale
	if in.withBot {
		s.dispatch(in.id, intentGuilds, "GUILD_UPDATE", s.guildJSON(in))
	}
}

// DenyBot takes permissions away from the bot in a channel.
func (s *Server) DenyBot(c Channel, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[c.ID]
	if ch == nil {
		return
	}
	ch.denied = permissions
	if ch.guild != nil && ch.guild.withBot {
		s.dispatch(ch.guild.id, intentGuilds, "CHANNEL_UPDATE", s.channelJSON(ch))
	}
}

// DirectMessage returns the channel between a user and the bot.
func (s *Server) DirectMessage(u User) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.world.people[u.ID]
	if p == nil {
		return Channel{}
	}
	return s.directMessage(p).public()
}

func (s *Server) directMessage(p *person) *channel {
	if p.dm == "" {
		c := &channel{id: s.newID(), with: p}
		s.world.channels[c.id] = c
		p.dm = c.id
	}
	return s.world.channels[p.dm]
}

func (c *channel) public() Channel { return Channel{ID: c.id, Name: c.name, GuildID: c.guildID()} }

func (c *channel) guildID() string {
	if c.guild == nil {
		return ""
	}
	return c.guild.id
}

// sees reports whether a person is in the channel.
func (c *channel) sees(userID string) bool {
	if c.guild == nil {
		return c.with.id == userID
	}
	return c.guild.members[userID] != nil
}

// username is a name as Discord allows it: lower case, no spaces.
func username(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), " ", ".")
}
