package discordtest

import (
	"strconv"
	"time"
)

// What everybody in a guild may do, the bot too: view, send, embed, attach,
// read the history, react, use commands and external apps.
const everyonePermissions = permView | permSend | permEmbed | permAttach | permHistory | permReact | permCommands | permExternalApps

const (
	permAdministrator   = 1 << 3
	permReact           = 1 << 6
	permView            = 1 << 10
	permSend            = 1 << 11
	permManageMessages  = 1 << 13
	permEmbed           = 1 << 14
	permAttach          = 1 << 15
	permHistory         = 1 << 16
	permMentionEveryone = 1 << 17
	permCommands        = 1 << 31
	permExternalApps    = 1 << 50
	permAll             = 1<<53 - 1
)

// permissions computes what a member may do in a channel.
func (c *channel) permissions(userID string) int64 {
	if c.guild == nil {
		return everyonePermissions | permMentionEveryone
	}
	g := c.guild
	m := g.members[userID]
	if m == nil {
		return 0
	}
	p := g.everyone
	for _, r := range g.roles {
		for _, id := range m.roles {
			if r.id == id {
				p |= r.permissions
			}
		}
	}
	if userID == g.owner || p&permAdministrator != 0 {
		return permAll
	}
	if m.who.bot {
		p &^= c.denied
	}
	return p
}

// botPermissions is app_permissions: where the bot is no member it is what the
// user's installation allows.
func (s *Server) botPermissions(c *channel) int64 {
	if c.guild != nil && !c.guild.withBot {
		return permEmbed | permAttach | permMentionEveryone
	}
	return c.permissions(s.world.bot.id)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

func (s *Server) userJSON(p *person) obj {
	o := obj{
		"id": p.id, "username": username(p.name), "global_name": p.name, "discriminator": "0",
		"avatar": nil, "public_flags": 0,
	}
	if p.bot {
		o["username"], o["global_name"], o["discriminator"], o["bot"] = p.name, nil, "4242", true
	}
	return o
}

func (s *Server) memberJSON(m *member) obj {
	o := s.partialMember(m)
	o["user"] = s.userJSON(m.who)
	return o
}

// partialMember is a member without its user, as messages carry it.
func (s *Server) partialMember(m *member) obj {
	roles := arr{}
	for _, id := range m.roles {
		roles = append(roles, id)
	}
	return obj{
		"nick": nil, "avatar": nil, "roles": roles, "joined_at": stamp(m.joined), "premium_since": nil,
		"deaf": false, "mute": false, "flags": 0, "pending": false, "communication_disabled_until": nil,
	}
}

func (s *Server) channelJSON(c *channel) obj {
	o := obj{"id": c.id, "last_message_id": nil, "flags": 0}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].id
	}
	if c.guild == nil {
		o["type"], o["recipients"] = 1, arr{s.userJSON(c.with)}
		return o
	}
	overwrites := arr{}
	if c.denied != 0 {
		overwrites = arr{obj{"id": s.world.bot.id, "type": 1, "allow": "0", "deny": strconv.FormatInt(c.denied, 10)}}
	}
	o["type"], o["guild_id"], o["name"], o["position"] = 0, c.guild.id, c.name, 0
	o["topic"], o["nsfw"], o["parent_id"], o["rate_limit_per_user"] = nil, false, nil, 0
	o["permission_overwrites"] = overwrites
	return o
}

func (s *Server) roleJSON(r *role) obj {
	return obj{
		"id": r.id, "name": r.name, "color": 0, "hoist": false, "position": 0, "flags": 0,
		"permissions": strconv.FormatInt(r.permissions, 10), "managed": r.managed, "mentionable": false,
	}
}

func (s *Server) guildJSON(g *guild) obj {
	roles := arr{s.roleJSON(&role{id: g.id, name: "@everyone", permissions: g.everyone})}
	for _, r := range g.roles {
		roles = append(roles, s.roleJSON(r))
	}
	channels := arr{}
	for _, c := range g.channels {
		channels = append(channels, s.channelJSON(c))
	}
	members := arr{}
	if m := g.members[s.world.bot.id]; m != nil {
		members = append(members, s.memberJSON(m))
	}
	return obj{
		"id": g.id, "name": g.name, "owner_id": g.owner, "icon": nil, "unavailable": false, "large": false,
		"preferred_locale": g.locale, "joined_at": stamp(g.made), "member_count": len(g.members),
		"roles": roles, "channels": channels, "members": members, "threads": arr{}, "emojis": arr{},
		"stickers": arr{}, "features": arr{}, "presences": arr{}, "voice_states": arr{}, "stage_instances": arr{},
		"verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
		"mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "system_channel_id": nil, "afk_timeout": 300,
	}
}
