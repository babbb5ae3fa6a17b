package discordtest

func (s *Server) getMe(*call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return 200, s.userJSON(s.world.bot), nil
}

func (s *Server) getUser(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.world.people[c.PathValue("user")]
	if p == nil {
		return 0, nil, errUnknownUser
	}
	return 200, s.userJSON(p), nil
}

func (s *Server) getApplication(*call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bot := s.world.bot
	guilds := 0
	for _, g := range s.world.order {
		if g.withBot {
			guilds++
		}
	}
	return 200, obj{
		"id": bot.id, "name": bot.name, "description": "", "icon": nil, "bot": s.userJSON(bot), "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "", "flags": s.applicationFlags(), "interactions_endpoint_url": s.interactionsURL(), "approximate_guild_count": guilds,
		"integration_types_config": obj{"0": obj{}, "1": obj{}},
	}, nil
}

func (s *Server) getMyGuilds(*call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := arr{}
	for _, g := range s.world.order {
		if g.withBot {
			out = append(out, obj{"id": g.id, "name": g.name, "icon": nil, "owner": false, "permissions": g.inGuild(), "features": arr{}})
		}
	}
	return 200, out, nil
}

func (s *Server) postDirectMessage(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.world.people[idText(c.form()["recipient_id"])]
	if p == nil || p.bot {
		return 0, nil, &apiError{status: 400, code: 50033, message: "Invalid Recipient(s)"}
	}
	return 200, s.channelJSON(s.directMessage(p)), nil
}

// theGuild finds the guild of a call, in which the bot must be.
func (s *Server) theGuild(c *call) (*guild, error) {
	g := s.world.guilds[c.PathValue("guild")]
	if g == nil || !g.withBot {
		return nil, errUnknownGuild
	}
	return g, nil
}

func (s *Server) getGuild(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := s.theGuild(c)
	if err != nil {
		return 0, nil, err
	}
	o := s.guildJSON(g)
	for _, k := range []string{"channels", "members", "threads", "presences", "voice_states", "joined_at", "member_count", "large", "unavailable"} {
		delete(o, k)
	}
	return 200, o, nil
}

func (s *Server) getGuildChannels(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := s.theGuild(c)
	if err != nil {
		return 0, nil, err
	}
	return 200, s.guildJSON(g)["channels"], nil
}

func (s *Server) getGuildRoles(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := s.theGuild(c)
	if err != nil {
		return 0, nil, err
	}
	return 200, s.guildJSON(g)["roles"], nil
}

func (s *Server) getMember(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := s.theGuild(c)
	if err != nil {
		return 0, nil, err
	}
	m := g.members[c.PathValue("user")]
	if m == nil {
		return 0, nil, errUnknownMember
	}
	return 200, s.memberJSON(m), nil
}

func (s *Server) leaveGuild(c *call) (int, any, error) {
	s.mu.Lock()
	g, err := s.theGuild(c)
	s.mu.Unlock()
	if err != nil {
		return 0, nil, err
	}
	s.RemoveGuild(g.id)
	return 204, nil, nil
}
