package discordtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func input(id string) object {
	return object{"type": 4, "custom_id": id, "style": 2, "min_length": 3, "max_length": 100}
}

func label(text string, inner object) object {
	return object{"type": 18, "label": text, "component": inner}
}

// formBot shows a form for /echo and hands what comes back to got.
func formBot(t *testing.T, form object, got chan<- json.RawMessage) func(*session, *discordgo.Event) {
	return func(s *session, e *discordgo.Event) {
		if e.Type != "INTERACTION_CREATE" {
			return
		}
		var i struct{ ID, Token string }
		if err := json.Unmarshal(e.RawData, &i); err != nil {
			t.Error(err)
		}
		one := &interaction{Interaction: &discordgo.Interaction{ID: i.ID, Token: i.Token}}
		err := answer(s, one, object{"type": 9, "data": form})
		if err != nil { // a form cannot follow a form
			got <- e.RawData
			err = answer(s, one, object{"type": 4, "data": object{"content": "thanks"}})
		}
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAFormIsShownAndComesBack(t *testing.T) {
	got := make(chan json.RawMessage, 1)
	r := connect(t, discordtest.Options{}, nil, echo)
	r.bot.AddHandler(formBot(t, object{"custom_id": "add:1", "title": "Add", "components": list{
		display("Paste it here."),
		label("Text", input("text")),
		label("Kind", object{"type": 3, "custom_id": "kind", "options": list{object{"label": "News", "value": "news"}, object{"label": "Other", "value": "other"}}}),
		label("File", object{"type": 19, "custom_id": "file", "required": false}),
		object{"type": 1, "components": list{object{"type": 4, "custom_id": "title", "style": 1, "label": "Title", "required": false}}},
	}}, got))
	ada := r.as(r.ada)
	shown, err := ada.Slash(r.ctx, "echo", words("x"))
	r.must(err)
	var form struct{ Title string }
	r.must(json.Unmarshal(shown.Modal, &form))
	if form.Title != "Add" {
		t.Errorf("the form is %s", shown.Modal)
	}
	fields := map[string]string{"text": "a port", "kind": "news"}
	for name, bad := range map[string]map[string]string{
		"too short":     {"text": "a", "kind": "news"},
		"missing":       {"kind": "news"},
		"no such value": {"text": "a port", "kind": "x"},
		"no such input": {"text": "a port", "kind": "news", "y": "z"},
	} {
		if _, err := ada.Submit(r.ctx, shown.ID, bad, nil); err == nil {
			t.Errorf("a form that is %s can be sent", name)
		}
	}
	if _, err := r.as(r.mona).Submit(r.ctx, shown.ID, fields, nil); err == nil {
		t.Error("somebody else can send the form")
	}
	files := map[string][]discordtest.Attachment{"file": {{Name: "a.txt", Data: []byte("a")}}}
	answered, err := ada.Submit(r.ctx, shown.ID, fields, files)
	r.must(err)
	contains(t, answered.Message.Text(), "thanks")
	var sent struct {
		Type int
		Data struct {
			CustomID   string `json:"custom_id"`
			Components list
			Resolved   struct{ Attachments map[string]object }
		}
	}
	r.must(json.Unmarshal(<-got, &sent))
	if sent.Type != 5 || sent.Data.CustomID != "add:1" || len(sent.Data.Resolved.Attachments) != 1 {
		t.Errorf("the bot is sent %+v", sent)
	}
	text := sent.Data.Components[1].(object)["component"].(object)
	kind := sent.Data.Components[2].(object)["component"].(object)
	if text["value"] != "a port" || fmt.Sprint(kind["values"]) != "[news]" {
		t.Errorf("the inputs are %v and %v", text, kind)
	}
}

func TestFormsAreRefusedAsDiscordRefusesThem(t *testing.T) {
	form, got := make(chan object, 1), make(chan []string, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		got <- faultsOf(t, answer(s, i, object{"type": 9, "data": <-form}))
		if err := answer(s, i, object{"type": 4, "data": object{"content": "x"}}); err != nil {
			t.Errorf("after the refusal it cannot be answered: %v", err)
		}
	}, echo)
	components := func(cs ...any) object { return object{"custom_id": "a", "title": "T", "components": cs} }
	for _, c := range []struct {
		name string
		form object
		want string
	}{
		{"no custom_id", object{"title": "T", "components": list{label("L", input("x"))}}, "data.custom_id"},
		{"a long title", object{"custom_id": "a", "title": strings.Repeat("x", 46), "components": list{label("L", input("x"))}}, "data.title"},
		{"no components", components(), "data.components"},
		{"6 components", components(many(6, func(i int) any { return label("L", input(fmt.Sprint(i))) })...), "data.components"},
		{"a button", components(row(button("A", "a"))), "data.components.0.components.0.type"},
		{"a bare input", components(input("x")), "data.components.0.type"},
		{"a long label", components(label(strings.Repeat("x", 46), input("x"))), "data.components.0.label"},
		{"an empty label", components(object{"type": 18, "label": "L"}), "data.components.0.component"},
		{"one custom_id twice", components(label("L", input("x")), label("M", input("x"))), "data.components.1.component.custom_id"},
		{"a label in a label", components(label("L", object{"type": 4, "custom_id": "x", "style": 1, "label": "M"})), "data.components.0.component.label"},
		{"a disabled menu", components(label("L", object{"type": 3, "custom_id": "x", "disabled": true, "options": list{object{"label": "A", "value": "a"}}})), "data.components.0.component.disabled"},
		{"a long value", components(label("L", object{"type": 4, "custom_id": "x", "style": 1, "value": strings.Repeat("x", 4001)})), "data.components.0.component.value"},
	} {
		form <- c.form
		_, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
		r.must(err)
		if g := <-got; !covers(g, c.want) {
			t.Errorf("%s: refused at %q, want %q", c.name, g, c.want)
		}
	}
}

func TestForgeriesReachTheBot(t *testing.T) {
	type seen struct{ custom, guild, channel, user, message string }
	got := make(chan seen, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		var v seen
		switch i.Type {
		case discordgo.InteractionMessageComponent:
			v = seen{i.MessageComponentData().CustomID, i.GuildID, i.ChannelID, i.Member.User.ID, i.Message.ID}
		case discordgo.InteractionModalSubmit:
			v = seen{custom: i.ModalSubmitData().CustomID, channel: i.ChannelID}
		}
		if err := answer(s, i, object{"type": 4, "data": object{"content": "no", "flags": 64}}); err != nil {
			t.Error(err)
		}
		got <- v
	})
	m, err := r.bot.ChannelMessageSend(r.general.ID, "hello")
	r.must(err)
	other, there := r.discord.AddGuild("Other")
	r.discord.Join(other, r.ada, 0)
	mallory := r.discord.As(r.ada, there)
	if _, err := mallory.Press(r.ctx, m.ID, "x"); err == nil {
		t.Error("an honest client presses what is not there")
	}
	_, err = mallory.Forge(r.ctx, m.ID, "del:42")
	r.must(err)
	if v := <-got; v != (seen{"del:42", other.ID, there.ID, r.ada.ID, m.ID}) {
		t.Errorf("the bot is sent %+v", v)
	}
	_, err = r.as(r.ada).Forge(r.ctx, "1200000000099999999", "pick", "a", "b")
	r.must(err)
	if v := <-got; v.custom != "pick" || v.message != "1200000000099999999" {
		t.Errorf("the bot is sent %+v", v)
	}
	_, err = r.as(r.ada).ForgeSubmit(r.ctx, "form", map[string]string{"text": "x"})
	r.must(err)
	if v := <-got; v.custom != "form" {
		t.Errorf("the bot is sent %+v", v)
	}
	stranger := r.discord.AddUser("Stranger")
	if _, err := r.as(stranger).Forge(r.ctx, m.ID, "x"); err == nil {
		t.Error("somebody outside the guild can act in it")
	}
}
