package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// Types of messages that people write.
const (
	messagePlain = 0
	messageReply = 19
)

// addressed reports whether a message is for the bot: written to it directly,
// or mentioning it, as replying to it with a ping does.
func (b *Bot) addressed(m *message) bool {
	self := b.self.Load()
	if self == nil || m.Author.ID == "" || m.Author.Bot || m.Author.ID == self.user || m.WebhookID != "" {
		return false
	}
	if m.Type != messagePlain && m.Type != messageReply {
		return false
	}
	if m.GuildID == "" {
		return true
	}
	for _, u := range m.Mentions {
		if u.ID == self.user {
			return true
		}
	}
	return false
}

// converse takes a message from its arrival to the reply.
func (b *Bot) converse(ctx context.Context, m *message, refused error) {
	start := time.Now()
	r := &request{user: m.Author.ID, guild: m.GuildID, text: b.unaddressed(m.Content)}
	act := action{question: true, run: func(ctx context.Context, r *request) (reply, error) { return b.respondTo(ctx, r, m) }}
	o := outcome{command: "message", result: "ok"}
	var res result
	if refused == nil {
		refused = b.admit(ctx, r, act)
	}
	if refused != nil {
		res = result{err: refused}
	} else {
		res = b.await(ctx, act, r, m, &o)
	}
	rep := b.settle(r, act, res, &o)
	rep.private = false // a message cannot be answered in private
	p := rep.payload()
	p.Reference = &messageRef{MessageID: m.ID}
	p.Nonce, p.EnforceNonce = m.ID, true
	deliver, cancel := context.WithTimeout(ctx, deliverTime)
	defer cancel()
	if err := b.rest.post(deliver, m.ChannelID, p); err != nil {
		o.result, o.err = "undelivered", errors.Join(o.err, err)
	}
	b.account(o, rep, time.Since(start))
}

// await runs the handler, and shows the bot typing while it is slow.
func (b *Bot) await(ctx context.Context, act action, r *request, m *message, o *outcome) result {
	done := b.start(ctx, act, r, handlerTime).done
	timer := time.NewTimer(b.cfg.AckAfter)
	defer timer.Stop()
	select {
	case res := <-done:
		return res
	case <-timer.C:
	}
	o.late = true
	notify, cancel := context.WithTimeout(ctx, deliverTime)
	defer cancel()
	_ = b.rest.typing(notify, m.ChannelID) // a courtesy; the answer comes anyway
	return <-done
}

// unaddressed takes mentions of the bot out of a text.
func (b *Bot) unaddressed(content string) string {
	if self := b.self.Load(); self != nil {
		content = strings.NewReplacer("<@"+self.user+">", " ", "<@!"+self.user+">", " ").Replace(content)
	}
	return oneLine(content)
}

// respondTo answers a message as a question; one that replies to an answer
// follows up that answer's question.
func (b *Bot) respondTo(ctx context.Context, r *request, m *message) (reply, error) {
	if r.text == "" {
		return notice(colourPlain, r.say("message.help")), nil
	}
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	q := search.Question{Text: r.text}
	if id := b.answerUnder(m.Referenced); id != "" {
		a, err := b.cfg.Store.Answer(ctx, scope, id)
		switch {
		case err == nil:
			q.Previous, q.Document = subject(a), a.Document
		case !errors.Is(err, store.ErrNotFound):
			return reply{}, err
		}
	}
	return b.answer(ctx, r, scope, q, false)
}

// answerUnder returns the ID of the answer that a message of the bot's shows;
// "" when it shows none. It stands in the buttons.
func (b *Bot) answerUnder(m *message) string {
	self := b.self.Load()
	if m == nil || self == nil || m.Author.ID != self.user {
		return ""
	}
	answer := ""
	walk(m.Components, func(p received) {
		if id, err := parseCustomID(p.CustomID); err == nil && id.verb == verbUnhelpful {
			answer = id.answer
		}
	})
	return answer
}
