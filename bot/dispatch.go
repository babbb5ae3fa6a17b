package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

var (
	errUnknownCommand = errors.New("no such command")
	errNotModerator   = errors.New("the person is not a moderator here")
	errGuildOnly      = errors.New("not in a server")
)

const (
	defaultAck    = 1500 * time.Millisecond
	handlerTime   = 20 * time.Second
	completeLimit = 2 * time.Second
	deliverTime   = 30 * time.Second
	// lateTime is how long a reply that was announced may be on its way: there
	// is nobody to whom Discord says that it failed, and its token lives 15 min.
	lateTime = 10 * time.Minute
)

// outcome is what came of one request, for the log.
type outcome struct {
	command   string
	result    string        // ok, refused, failed, limited, undelivered
	reference string        // what the person was told, when it failed
	err       error         // why, when it failed or was not delivered
	late      bool          // acknowledged on the handler's behalf
	acked     time.Duration // until Discord had the first response; 0 when it never had
}

// result is what a handler returned.
type result struct {
	reply reply
	err   error
}

// interact takes an interaction from its arrival to its answer. It is the one
// function that decides how a reply reaches Discord. What is refused already is
// told why.
func (b *Bot) interact(ctx context.Context, in *interaction, refused error) {
	start := time.Now()
	r, path := newRequest(in)
	act, name, err := b.find(in, r, path)
	err = cmp.Or(refused, err)
	o := outcome{command: name, result: "ok"}
	var rep reply
	if in.Type == interactionComplete {
		rep, o = b.complete(ctx, in, r, act, err, o)
	} else {
		rep, o = b.answerInteraction(ctx, in, r, act, err, o)
	}
	if !in.answered.IsZero() {
		o.acked = in.answered.Sub(start)
	}
	b.account(o, rep, time.Since(start))
	b.announce(ctx, r.guild, rep.told...)
}

// find returns the action that an interaction asks for, and its name for the log.
func (b *Bot) find(in *interaction, r *request, path string) (action, string, error) {
	switch in.Type {
	case interactionCommand:
		if act, ok := b.commands[path]; ok {
			return act, path, nil
		}
		return action{}, "unknown command", errUnknownCommand
	case interactionComplete:
		if run, ok := b.completions[path]; ok {
			return action{run: run}, path + " (completing)", nil
		}
		return action{}, "unknown completion", errUnknownCommand
	case interactionComponent, interactionForm:
		id, err := parseCustomID(in.Data.CustomID)
		act := b.components[id.verb]
		if err != nil || act.form != (in.Type == interactionForm) {
			return action{}, "unknown component", errForged
		}
		r.pressed = id
		return act, string(id.verb) + " (pressed)", nil
	}
	return action{}, "unknown interaction", errUnknownCommand
}

// admit says why a person may not do something now; nil when they may.
func (b *Bot) admit(ctx context.Context, r *request, act action) error {
	limits := b.acts
	if act.question {
		limits = b.questions
	}
	if wait := limits.take(r.user, b.now()); wait > 0 {
		return tooOften(wait, "error.limited.one", "error.limited.other")
	}
	if wait := b.crowds.take(r.crowd(), b.now()); wait > 0 {
		return tooOften(wait, "error.crowd.one", "error.crowd.other")
	}
	if b.laneOf(act).full(r.crowd()) {
		return errBusy // before anything is spent on it
	}
	return b.permit(ctx, r, act)
}

// tooOften says how long somebody has to wait.
func tooOften(wait time.Duration, one, other key) error {
	if seconds := int((wait + time.Second - 1) / time.Second); seconds > 1 {
		return &problem{other, []any{seconds}}
	}
	return &problem{one, nil}
}

// answerInteraction runs the handler and answers directly when it is quick.
// When it is not, it acknowledges on the handler's behalf and edits afterwards.
func (b *Bot) answerInteraction(ctx context.Context, in *interaction, r *request, act action, refused error, o outcome) (reply, outcome) {
	if refused == nil {
		refused = b.admit(ctx, r, act)
	}
	if refused == nil {
		// Decided once, before the handler runs: an acknowledgement and the
		// reply after it have to agree.
		r.alone, refused = act.seenAlone(ctx, r)
	}
	if refused != nil {
		return b.deliver(ctx, in, b.settle(r, act, result{err: refused}, &o), o, act, r)
	}
	w := b.start(ctx, act, r, cmp.Or(act.limit, handlerTime))
	if res, ok := b.quickly(w, in.came); ok {
		return b.deliver(ctx, in, b.settle(r, act, res, &o), o, act, r)
	}
	o.late = true
	// It is noted first, which takes no time: what is noted is written while the
	// acknowledgement is on its way, so that neither waits for the other. Only
	// if this process dies before the write and after Discord has the
	// acknowledgement does nobody hear of it.
	b.deferred.note(in, promise{Under: in.under(act, r), Changes: act.permission != 0})
	if err := b.acknowledge(ctx, in, r, act); err != nil {
		b.deferred.forget(in.ID)
		o.result, o.err = "undelivered", err
		return (<-w.done).reply, o
	}
	return b.deliver(ctx, in, b.settle(r, act, <-w.done, &o), o, act, r)
}

// quickly waits for a handler as long as Discord may, and less for one that has
// not even begun: it is acknowledged in good time, for the acknowledgement has
// to find its way through the crowd too. What it took to claim the interaction
// counts: Discord has waited since it came.
func (b *Bot) quickly(w work, came time.Time) (result, bool) {
	left := max(b.cfg.AckAfter-time.Since(came), 0)
	patience := time.NewTimer(left)
	defer patience.Stop()
	hurry := time.NewTimer(min(hurriedAck, left))
	defer hurry.Stop()
	begun := w.begun
	for {
		select {
		case res := <-w.done:
			return res, true
		case <-begun:
			begun = nil
			hurry.Stop()
		case <-hurry.C:
			select {
			case <-w.begun:
			default:
				return result{}, false
			}
		case <-patience.C:
			return result{}, false
		}
	}
}

// work is a handler that waits for its turn or runs.
type work struct {
	begun <-chan struct{} // closed when it begins
	done  <-chan result
}

// start runs a handler when its turn comes, with a deadline, and turns its panic
// into an error.
func (b *Bot) start(ctx context.Context, act action, r *request, limit time.Duration) work {
	begun, done := make(chan struct{}), make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- result{err: &panicked{value: p, stack: debug.Stack()}}
			}
		}()
		leave, err := b.turn(ctx, act, r, limit)
		if err != nil {
			done <- result{err: err}
			return
		}
		defer leave()
		close(begun)
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		defer context.AfterFunc(b.handling, cancel)()
		rep, err := act.run(ctx, r)
		done <- result{rep, err}
	}()
	return work{begun, done}
}

// turn waits until an action may begin.
func (b *Bot) turn(ctx context.Context, act action, r *request, limit time.Duration) (leave func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, min(limit, waitLimit))
	defer cancel()
	defer context.AfterFunc(b.handling, cancel)()
	leave, err = b.laneOf(act).enter(ctx, r.crowd())
	if errors.Is(err, context.DeadlineExceeded) {
		err = errBusy
	}
	return leave, err
}

// panicked is a panic of a handler. What it panicked with may hold a question
// or a quotation, so only its type is told.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic with a %T", p.value) }

// settle makes the reply of what a handler returned: its own, or the sentence
// for its error.
func (b *Bot) settle(r *request, act action, res result, o *outcome) reply {
	if res.err == nil {
		// A message that others see is never turned into one person's page.
		res.reply.update = act.update && r.onPrivate
		return res.reply
	}
	reference := rand.Text()[:8]
	sentence, expected := explain(r, res.err, reference)
	o.result = "refused"
	if !expected {
		o.result, o.err, o.reference = "failed", res.err, reference
	}
	return notice(colourProblem, sentence)
}

// acknowledge tells Discord that the reply will come.
func (b *Bot) acknowledge(ctx context.Context, in *interaction, r *request, act action) error {
	ctx, cancel := context.WithTimeout(ctx, b.answerTime)
	defer cancel()
	if in.under(act, r) {
		return b.rest.respond(ctx, in, callback{Type: callbackDeferUpdate})
	}
	flags := map[string]int{}
	if r.alone {
		flags["flags"] = flagPrivate
	}
	return b.rest.respond(ctx, in, callback{Type: callbackDeferMessage, Data: flags})
}

// deliver sends the reply in the way that is still open.
func (b *Bot) deliver(ctx context.Context, in *interaction, rep reply, o outcome, act action, r *request) (reply, outcome) {
	limit := deliverTime
	if o.late {
		limit = lateTime
	} else if len(rep.files) > 0 {
		limit = 2 * uploadTime
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var err error
	if o.late {
		err = b.deliverLate(ctx, in, rep, act, r)
		b.deferred.forget(in.ID)
	} else {
		err = b.rest.respond(ctx, in, direct(rep))
	}
	if err != nil {
		o.result, o.err = "undelivered", errors.Join(o.err, err)
	}
	return rep, o
}

// deliverLate sends a reply after it was acknowledged: as an edit, which can be
// repeated, wherever that is possible.
func (b *Bot) deliverLate(ctx context.Context, in *interaction, rep reply, act action, r *request) error {
	if rep.form != nil { // cannot follow an acknowledgement
		rep = notice(colourProblem, r.say("error.timeout"))
	}
	under := in.under(act, r)
	if under && rep.update || !under && (r.alone || !rep.private) {
		return b.rest.edit(ctx, in, rep.payload())
	}
	// A message of its own cannot be told from another process's word about the
	// same.
	if !b.deferred.take(ctx, in.ID) {
		return errTaken
	}
	if !under { // the acknowledgement was for everybody and the reply is not
		if err := b.rest.discard(ctx, in); err != nil {
			return err
		}
	}
	return b.rest.follow(ctx, in, rep.payload())
}

// under reports whether an interaction is acknowledged as one of the message
// that it came from: one is whose reply is to take that message's place. Others
// are acknowledged with a message of their own, which shows that something comes.
func (i *interaction) under(act action, r *request) bool {
	return i.Message != nil && act.update && r.onPrivate
}

// direct is the callback that carries a reply.
func direct(rep reply) callback {
	switch {
	case rep.form != nil:
		return callback{Type: callbackForm, Data: rep.form}
	case rep.update:
		return callback{Type: callbackUpdate, Data: rep.payload()}
	}
	return callback{Type: callbackMessage, Data: rep.payload()}
}

// complete answers an autocomplete, which can neither be put off nor fail: when
// there is nothing to suggest, nothing is suggested.
func (b *Bot) complete(ctx context.Context, in *interaction, r *request, act action, refused error, o outcome) (reply, outcome) {
	choices := []choice{}
	if refused != nil {
		o.result = "refused"
	} else if act.run != nil {
		select {
		case res := <-b.start(ctx, act, r, b.completeTime).done:
			if errors.Is(res.err, errBusy) {
				o.result = "refused"
			} else if res.err != nil {
				o.result, o.err = "failed", res.err
			}
			choices = append(choices, res.reply.choices...)
		case <-time.After(b.completeTime):
			o.result = "late"
		}
	}
	ctx, cancel := context.WithTimeout(ctx, b.answerTime)
	defer cancel()
	data := map[string][]choice{"choices": choices}
	if err := b.rest.respond(ctx, in, callback{Type: callbackAutocomplete, Data: data}); err != nil {
		o.result, o.err = "undelivered", errors.Join(o.err, err)
	}
	return reply{}, o
}

// account writes the one line that is logged of a request.
func (b *Bot) account(o outcome, rep reply, took time.Duration) {
	b.observe(o, rep, took)
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("command", o.command),
		slog.String("outcome", o.result),
		slog.Float64("ms", float64(took.Microseconds())/1000),
	}
	if rep.verdict != "" {
		attrs = append(attrs, slog.String("verdict", rep.verdict), slog.Int("quotes", rep.quotes))
	}
	if o.late {
		attrs = append(attrs, slog.Bool("acknowledged", true))
	}
	if o.reference != "" {
		attrs = append(attrs, slog.String("reference", o.reference))
	}
	if o.err != nil {
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", o.err.Error()))
		if p, ok := errors.AsType[*panicked](o.err); ok {
			attrs = append(attrs, slog.String("stack", string(p.stack)))
		}
	}
	b.log.LogAttrs(context.Background(), level, "request", attrs...)
}
