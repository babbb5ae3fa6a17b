package discordtest

import "strconv"

// SetInteractionsURL sets the address to which Discord sends interactions in
// place of the gateway, as the Developer Portal has it; "" for the gateway.
func (s *Server) SetInteractionsURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.interactionsURL = url
}

// interactionsURL is the address as Discord's answers have it. The lock is held.
func (s *Server) interactionsURL() any {
	if s.world.interactionsURL == "" {
		return nil
	}
	return s.world.interactionsURL
}

// Permit sets what everybody, the bot included, may do in a guild by its roles.
func (s *Server) Permit(g Guild, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in := s.world.guilds[g.ID]; in != nil {
		in.everyone = permissions
		for _, r := range in.roles {
			if r.id == in.botRole {
				r.permissions = permissions
			}
		}
	}
}

// inGuild is what the bot may do in a guild, whatever channels say, as Discord
// writes it. The lock is held.
func (g *guild) inGuild() string {
	all := g.everyone
	for _, r := range g.roles {
		if r.id == g.botRole {
			all |= r.permissions
		}
	}
	return strconv.FormatInt(all, 10)
}

// The flags by which Discord says that an application may have a privileged
// intent, of a bot in few guilds and in many.
const (
	flagPresence       = 1<<12 | 1<<13
	flagMembers        = 1<<14 | 1<<15
	flagMessageContent = 1<<18 | 1<<19
)

// applicationFlags are the application's, of which the privileged intents that
// are enabled are known here.
func (s *Server) applicationFlags() int {
	const few = 1<<13 | 1<<15 | 1<<19
	flags := 0
	for intent, flag := range map[int]int{1 << 8: flagPresence, 1 << 1: flagMembers, 1 << 15: flagMessageContent} {
		if s.opts.Privileged&intent != 0 {
			flags |= flag & few
		}
	}
	return flags
}
