package bot

import (
	"fmt"
	"strings"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/internal/golden"
)

// talk is a person doing things, with a record of what they did and saw that
// becomes a golden file.
type talk struct {
	w      *world
	name   string
	actor  *discordtest.Actor
	record *strings.Builder
}

// talk begins a record of somebody in a channel.
func (w *world) talk(u discordtest.User, c discordtest.Channel) *talk {
	return &talk{w: w, name: u.Name, actor: w.discord.As(u, c), record: &strings.Builder{}}
}

// also is somebody else whose doings go into the same record.
func (k *talk) also(u discordtest.User, c discordtest.Channel) *talk {
	return &talk{w: k.w, name: u.Name, actor: k.w.discord.As(u, c), record: k.record}
}

func (k *talk) note(format string, args ...any) { fmt.Fprintf(k.record, format, args...) }

func (k *talk) saw(in *discordtest.Interaction) *discordtest.Interaction {
	k.w.t.Helper()
	switch {
	case in.Modal != nil:
		k.note("%s\n", dumpForm(in.Modal))
	case in.Message != nil || in.Updated != nil:
		if in.Updated != nil {
			k.note("(in place of the message)\n")
		}
		k.note("%s\n", dump(shown(k.w.t, in)))
	default:
		k.note("%s\n", dumpChoices(in.Choices))
	}
	return in
}

func options(opts []discordtest.Option) string {
	var b strings.Builder
	for _, o := range opts {
		if o.File != nil {
			fmt.Fprintf(&b, " %s:<%s>", o.Name, o.File.Name)
			continue
		}
		fmt.Fprintf(&b, " %s:%v", o.Name, o.Value)
	}
	return b.String()
}

func opt(name string, value any) discordtest.Option {
	return discordtest.Option{Name: name, Value: value}
}

func (k *talk) slash(name string, opts ...discordtest.Option) sent {
	k.w.t.Helper()
	k.note("%s: /%s%s\n", k.name, name, options(opts))
	return shown(k.w.t, k.saw(k.w.did(k.actor.Slash(k.w.ctx, name, opts...))))
}

func (k *talk) typing(name, focused string, opts ...discordtest.Option) []discordtest.Choice {
	k.w.t.Helper()
	k.note("%s types: /%s%s\n", k.name, name, options(opts))
	return k.saw(k.w.did(k.actor.Autocomplete(k.w.ctx, name, focused, opts...))).Choices
}

// press presses the first button with the label.
func (k *talk) press(m sent, label string) sent {
	k.w.t.Helper()
	k.note("%s presses %s\n", k.name, label)
	return shown(k.w.t, k.saw(k.w.did(k.actor.Press(k.w.ctx, m.ID, m.button(k.w.t, label)))))
}

func (k *talk) choose(m sent, customID string, values ...string) sent {
	k.w.t.Helper()
	k.note("%s chooses %s\n", k.name, strings.Join(values, ", "))
	return shown(k.w.t, k.saw(k.w.did(k.actor.Select(k.w.ctx, m.ID, customID, values...))))
}

// opens uses a slash command that shows a form, and returns what to submit.
func (k *talk) opens(name string, opts ...discordtest.Option) string {
	k.w.t.Helper()
	k.note("%s: /%s%s\n", k.name, name, options(opts))
	in := k.saw(k.w.did(k.actor.Slash(k.w.ctx, name, opts...)))
	if in.Modal == nil {
		k.w.t.Fatalf("/%s showed no form", name)
	}
	return in.ID
}

func (k *talk) submits(form string, fields map[string]string) sent {
	k.w.t.Helper()
	k.note("%s submits the form\n", k.name)
	return shown(k.w.t, k.saw(k.w.did(k.actor.Submit(k.w.ctx, form, fields, nil))))
}

// says posts a message and waits for the bot's reply to it.
func (k *talk) says(content, replyTo string) sent {
	k.w.t.Helper()
	k.note("%s: %s\n", k.name, strings.ReplaceAll(content, k.w.discord.Bot().ID, "PINCITE"))
	m, err := k.actor.Say(content, replyTo)
	if err != nil {
		k.w.t.Fatal(err)
	}
	reply, err := k.actor.Await(k.w.ctx, m.ID)
	if err != nil {
		k.w.t.Fatalf("no reply to %q: %v\nlog:\n%s", content, err, k.w.log)
	}
	s := read(k.w.t, reply)
	k.note("%s\n", dump(s))
	return s
}

// asks uses Ask about this on a message.
func (k *talk) asks(about string) sent {
	k.w.t.Helper()
	k.note("%s: Apps ▸ %s\n", k.name, askAbout)
	return shown(k.w.t, k.saw(k.w.did(k.actor.MessageCommand(k.w.ctx, askAbout, about))))
}

// check compares the record with its golden file.
func (k *talk) check(file string) {
	k.w.t.Helper()
	golden.Check(k.w.t, "testdata/talk/"+file+".golden", []byte(k.record.String()))
}
