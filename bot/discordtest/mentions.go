package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

var mention = regexp.MustCompile(`<@(!|&)?(\d{15,21})>|@(everyone|here)`)

// ping notes whom a new message notifies: whom its text mentions and
// allowed_mentions permits. Without allowed_mentions everybody is permitted.
func (s *Server) ping(m *message, allowed obj) {
	m.mentioned, m.roles, m.everyone = nil, nil, ""
	permit := func(kind, id string) bool {
		return allowed == nil || slices.Contains(list(allowed, "parse"), any(kind)) ||
			id != "" && slices.ContainsFunc(list(allowed, kind), func(v any) bool { return idText(v) == id })
	}
	words := m.words()
	if !strings.Contains(words, "@") {
		words = "" // most are, and it takes far less time than to look for a pattern
	}
	for _, hit := range mention.FindAllStringSubmatch(words, -1) {
		kind, id, all := hit[1], hit[2], hit[3]
		switch {
		case all != "":
			if m.everyone == "" && permit("everyone", "") && s.mayPingAll(m) {
				m.everyone = all
			}
		case kind == "&":
			if permit("roles", id) && !slices.Contains(m.roles, id) && m.hasRole(id) {
				m.roles = append(m.roles, id)
			}
		case permit("users", id) && !slices.Contains(m.mentioned, id) && s.world.people[id] != nil:
			m.mentioned = append(m.mentioned, id)
		}
	}
	replied := allowed == nil || truth(allowed, "replied_user")
	if m.answers != nil && m.kind == typeReply && replied && m.from == nil {
		if id := m.answers.author.id; id != m.author.id && !slices.Contains(m.mentioned, id) {
			m.mentioned = append(m.mentioned, id)
		}
	}
}

// words is the text in which mentions count: the content and text displays,
// not embeds.
func (m *message) words() string {
	parts := []string{m.content}
	each(m.components, func(c obj) {
		if integer(c, "type") == componentText {
			parts = append(parts, text(c, "content"))
		}
	})
	return strings.Join(parts, "\n")
}

func (m *message) hasRole(id string) bool {
	return m.channel.guild != nil && slices.ContainsFunc(m.channel.guild.roles, func(r *role) bool { return r.id == id })
}

// mayPingAll asks whether @everyone works: for an answer to an interaction the
// person's permissions count, otherwise the author's.
func (s *Server) mayPingAll(m *message) bool {
	who := m.author.id
	if m.from != nil {
		who = m.from.user.id
	}
	return m.channel.guild != nil && m.channel.permissions(who)&permMentionEveryone != 0
}
