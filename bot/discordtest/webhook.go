package discordtest

import (
	"cmp"
	"slices"
)

// byToken finds the interaction of a webhook call: acknowledged, and within
// the 15 minutes.
func (s *Server) byToken(c *call) (*pending, error) {
	if c.PathValue("app") != s.world.bot.id {
		return nil, errUnknownWebhook
	}
	p := s.tokens[c.PathValue("token")]
	switch {
	case p == nil || !p.alive(s.now(), s.opts):
		return nil, errWebhookToken
	case p.callback == 0:
		return nil, errUnknownWebhook
	}
	return p, nil
}

// theReply finds the message of a webhook call.
func (s *Server) theReply(c *call) (*pending, *message, error) {
	p, err := s.byToken(c)
	if err != nil {
		return nil, nil, err
	}
	m := p.original
	if id := c.PathValue("message"); id != "@original" {
		m = nil
		for _, x := range append(p.made, p.original, p.source) {
			if x != nil && x.id == id {
				m = x
			}
		}
	}
	if m == nil || m.channel.message(m.id) != m {
		return nil, nil, errUnknownMessage
	}
	return p, m, nil
}

func (s *Server) getReply(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, m, err := s.theReply(c)
	if err != nil {
		return 0, nil, err
	}
	return 200, s.messageJSON(m), nil
}

func (s *Server) patchReply(c *call) (int, any, error) {
	body := c.form()
	unfit := s.validate("IncomingWebhookUpdateRequestPartial", body)
	s.mu.Lock()
	defer s.mu.Unlock()
	p, m, err := s.theReply(c)
	if err != nil {
		return 0, nil, err
	}
	if err := s.rewrite(m, body, c.files, unfit); err != nil {
		return 0, nil, err
	}
	if p.awaiting && m == p.original {
		s.finishWith(p, m)
	}
	return 200, s.messageJSON(m), nil
}

func (s *Server) deleteReply(c *call) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, m, err := s.theReply(c)
	if err != nil {
		return 0, nil, err
	}
	s.remove(m)
	p.made = slices.DeleteFunc(p.made, func(x *message) bool { return x == m })
	if m == p.original {
		p.gone = true
	}
	return 204, nil, nil
}

// postFollowUp sends another message. After a deferral the first one takes the
// deferral's place, as on Discord.
func (s *Server) postFollowUp(c *call) (int, any, error) {
	body := c.form()
	if err := cmp.Or(checkMessage(body, c.files, nil), s.validate("IncomingWebhookRequestPartial", body)); err != nil {
		return 0, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.byToken(c)
	if err != nil {
		return 0, nil, err
	}
	if p.awaiting && p.original != p.source {
		if err := s.rewrite(p.original, body, c.files, nil); err != nil {
			return 0, nil, err
		}
		s.finishWith(p, p.original)
		return 200, s.messageJSON(p.original), nil
	}
	m := s.answer(p, body)
	if p.original != nil && !p.gone {
		m.kind, m.answers, m.answersID = typeReply, p.original, p.original.id
	}
	if err := s.write(m, body, c.files); err != nil {
		return 0, nil, err
	}
	s.post(m)
	p.made = append(p.made, m)
	if p.awaiting {
		s.finishWith(p, m)
	} else if !p.out.Deleted || len(p.made) > 1 {
		s.counts.Further++
	}
	return 200, s.messageJSON(m), nil
}
