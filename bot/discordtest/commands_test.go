package discordtest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func (r *rig) commandsURL() string { return "applications/" + r.discord.Bot().ID + "/commands" }

func names(commands []json.RawMessage) string {
	var out []string
	for _, c := range commands {
		var k struct{ Name string }
		json.Unmarshal(c, &k)
		out = append(out, k.Name)
	}
	return strings.Join(out, " ")
}

func TestCommandsCanBeComparedBeforeTheyAreWritten(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	app := r.discord.Bot().ID
	wanted := []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Asks", Options: []*discordgo.ApplicationCommandOption{
			{Type: 3, Name: "question", Description: "What", Required: true, MaxLength: 100},
			{Type: 3, Name: "document", Description: "Where", Autocomplete: true},
		}},
		{Name: "Ask about this", Type: discordgo.MessageApplicationCommand},
	}
	made, err := r.bot.ApplicationCommandBulkOverwrite(app, "", wanted)
	r.must(err)
	had, err := r.bot.ApplicationCommands(app, "")
	r.must(err)
	if len(made) != 2 || len(had) != 2 || had[0].ID != made[0].ID || r.discord.CommandWrites() != 1 {
		t.Fatalf("made %v, had %v", made, had)
	}
	if o := had[0].Options; len(o) != 2 || !o[0].Required || o[0].MaxLength != 100 || !o[1].Autocomplete {
		t.Errorf("the options are %+v", o)
	}
	again, err := r.bot.ApplicationCommandBulkOverwrite(app, "", wanted[:1])
	r.must(err)
	if len(again) != 1 || again[0].ID != made[0].ID || again[0].Version != made[0].Version {
		t.Errorf("an unchanged command became %+v, was %+v", again[0], made[0])
	}
	wanted[0].Description = "Asks again"
	edited, err := r.bot.ApplicationCommandEdit(app, "", made[0].ID, wanted[0])
	r.must(err)
	if edited.Version == made[0].Version || edited.Description != "Asks again" {
		t.Errorf("the edited command is %+v", edited)
	}
	_, err = r.bot.ApplicationCommandCreate(app, r.guild.ID, wanted[0])
	r.must(err)
	one, err := r.bot.ApplicationCommand(app, "", made[0].ID)
	r.must(err)
	r.must(r.bot.ApplicationCommandDelete(app, "", one.ID))
	r.refusedWith(r.bot.ApplicationCommandDelete(app, "", one.ID), 404, 10063)
	if got := names(r.as(r.ada).Commands()); got != "ask" {
		t.Errorf("the guild's own command is left, not %q", got)
	}
}

func TestCommandsAreSeenByThoseWhoMayUseThem(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	for _, c := range []string{
		`{"name":"all","description":"x"}`,
		`{"name":"moderate","description":"x","default_member_permissions":"8192"}`,
		`{"name":"nobody","description":"x","default_member_permissions":"0"}`,
		`{"name":"guilds","description":"x","contexts":[0]}`,
		`{"name":"direct","description":"x","contexts":[1]}`,
		`{"name":"mine","description":"x","integration_types":[1],"contexts":[0,1,2]}`,
	} {
		_, err := r.call("POST", r.commandsURL(), decode(t, c))
		r.must(err)
	}
	_, err := r.bot.ApplicationCommandCreate(r.discord.Bot().ID, r.guild.ID, &discordgo.ApplicationCommand{Name: "local", Description: "x"})
	r.must(err)
	foreign, lobby := r.discord.AddForeignGuild("Elsewhere")
	r.discord.Join(foreign, r.mona, 0)
	r.discord.Install(r.mona)
	second, square := r.discord.AddGuild("Second")
	r.discord.Join(second, r.ada, 0)
	boss := r.discord.AddUser("Boss")
	r.discord.Join(r.guild, boss, discordgo.PermissionAdministrator)
	for _, c := range []struct {
		who  string
		user discordtest.User
		in   discordtest.Channel
		want string
	}{
		{"a member", r.ada, r.general, "local all guilds"},
		{"a moderator with the app", r.mona, r.general, "local all moderate guilds mine"},
		{"an administrator", boss, r.general, "local all moderate nobody guilds"},
		{"a member in private", r.ada, r.discord.DirectMessage(r.ada), "all moderate nobody direct"},
		{"a member of another guild", r.ada, square, "all guilds"},
		{"elsewhere", r.mona, lobby, "mine"},
		{"a stranger", r.ada, lobby, ""},
	} {
		if got := names(r.discord.As(c.user, c.in).Commands()); got != c.want {
			t.Errorf("%s sees %q, want %q", c.who, got, c.want)
		}
	}
}

func TestInteractionsSayWhereAndByWhoseInstallation(t *testing.T) {
	got := make(chan *discordgo.Interaction, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 4, "data": object{"content": "x"}}); err != nil {
			t.Error(err)
		}
		got <- i.Interaction
	}, `{"name":"where","description":"x","integration_types":[0,1]}`)
	_, err := r.discord.As(r.ada, r.discord.DirectMessage(r.ada)).Slash(r.ctx, "where")
	r.must(err)
	if i := <-got; i.User == nil || i.Member != nil || i.GuildID != "" || i.Context != discordgo.InteractionContextBotDM ||
		i.AuthorizingIntegrationOwners[0] != "0" {
		t.Errorf("in private the bot is sent %+v", i)
	}
	foreign, lobby := r.discord.AddForeignGuild("Elsewhere")
	r.discord.Join(foreign, r.ada, 0)
	r.discord.Install(r.ada)
	r.discord.SetLocale(r.ada, "de")
	r.discord.SetGuildLocale(foreign, "fr")
	_, err = r.discord.As(r.ada, lobby).Slash(r.ctx, "where")
	r.must(err)
	i := <-got
	_, byGuild := i.AuthorizingIntegrationOwners[0]
	if byGuild || i.AuthorizingIntegrationOwners[1] != r.ada.ID || i.Locale != "de" || *i.GuildLocale != "fr" {
		t.Errorf("elsewhere the bot is sent %+v", i)
	}
}

func TestOptionsAreFilledInAsAClientDoes(t *testing.T) {
	got := make(chan discordgo.ApplicationCommandInteractionData, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 4, "data": object{"content": "x"}}); err != nil {
			t.Error(err)
		}
		got <- i.ApplicationCommandData()
	}, `{"name":"library","description":"x","options":[{"type":2,"name":"deep","description":"x","options":[{"type":1,"name":"set","description":"x","options":[
		{"type":4,"name":"n","description":"x","required":true,"min_value":1,"max_value":5},
		{"type":6,"name":"who","description":"x"},{"type":7,"name":"where","description":"x"},{"type":8,"name":"role","description":"x"},
		{"type":5,"name":"yes","description":"x"},{"type":3,"name":"kind","description":"x","choices":[{"name":"A","value":"a"}]}]}]}]}`,
		`{"name":"Quote","type":3}`, `{"name":"Whois","type":2}`)
	ada, role := r.as(r.ada), r.moderatorRole()
	opt := func(name string, v any) discordtest.Option { return discordtest.Option{Name: name, Value: v} }
	_, err := ada.Slash(r.ctx, "library deep set", opt("n", 3), opt("who", r.mona), opt("where", r.general), opt("role", role), opt("yes", true), opt("kind", "a"))
	r.must(err)
	d := <-got
	set := d.Options[0].Options[0]
	if set.GetOption("n").IntValue() != 3 || !set.GetOption("yes").BoolValue() || d.Resolved.Users[r.mona.ID] == nil ||
		d.Resolved.Members[r.mona.ID].Permissions&discordgo.PermissionManageMessages == 0 ||
		d.Resolved.Channels[r.general.ID] == nil || d.Resolved.Roles[role] == nil {
		t.Errorf("the bot is sent %+v %+v", set, d.Resolved)
	}
	for name, opts := range map[string][]discordtest.Option{
		"missing": {}, "unknown": {opt("n", 1), opt("x", 1)}, "too big": {opt("n", 6)}, "no number": {opt("n", "1")},
		"no choice": {opt("n", 1), opt("kind", "b")}, "nobody": {opt("n", 1), opt("who", "1")}, "a fraction": {opt("n", 1.5)},
	} {
		if _, err := ada.Slash(r.ctx, "library deep set", opts...); err == nil {
			t.Errorf("an option that is %s can be sent", name)
		}
	}
	for _, name := range []string{"library", "library deep", "library set", "nothing", ""} {
		if _, err := ada.Slash(r.ctx, name); err == nil {
			t.Errorf("/%s can be used", name)
		}
	}
	m, err := r.as(r.mona).Say("look at this", "")
	r.must(err)
	quoted, err := ada.MessageCommand(r.ctx, "Quote", m.ID)
	r.must(err)
	if d := <-got; d.TargetID != m.ID || d.Resolved.Messages[m.ID].Content != "look at this" || quoted.Message == nil {
		t.Errorf("the message command sends %+v", d)
	}
	_, err = ada.UserCommand(r.ctx, "Whois", r.mona.ID)
	r.must(err)
	if d := <-got; d.TargetID != r.mona.ID || d.Resolved.Users[r.mona.ID] == nil {
		t.Errorf("the user command sends %+v", d)
	}
}

func TestCommandsAreRefusedAsDiscordRefusesThem(t *testing.T) {
	r := newRig(t, discordtest.Options{BucketSize: 1000})
	with := func(options ...any) object {
		return object{"name": "x", "description": "d", "options": options}
	}
	opt := func(kind int, name string) object {
		return object{"type": kind, "name": name, "description": "d"}
	}
	set := func(o object, key string, v any) object { o[key] = v; return o }
	for _, c := range []struct {
		name string
		body object
		want string
	}{
		{"plain", object{"name": "ask", "description": "d"}, ""},
		{"German", object{"name": "prüfen", "description": "d"}, ""},
		{"Thai", object{"name": "ถาม", "description": "d"}, ""},
		{"upper case", object{"name": "Ask", "description": "d"}, "name"},
		{"a space", object{"name": "ask me", "description": "d"}, "name"},
		{"a long name", object{"name": strings.Repeat("x", 33), "description": "d"}, "name"},
		{"no description", object{"name": "ask"}, "description"},
		{"a long description", object{"name": "ask", "description": strings.Repeat("x", 101)}, "description"},
		{"a message command", object{"name": "Ask about this", "type": 3}, ""},
		{"a message command with description", object{"name": "Ask", "type": 3, "description": "d"}, "description"},
		{"26 options", with(many(26, func(i int) any { return opt(3, fmt.Sprint("o", i)) })...), "options"},
		{"required after optional", with(opt(3, "a"), set(opt(3, "b"), "required", true)), "options.1"},
		{"an option's bad name", with(opt(3, "A")), "options.0.name"},
		{"an option twice", with(opt(3, "a"), opt(3, "a")), "options.1.name"},
		{"26 choices", with(set(opt(3, "a"), "choices", many(26, func(i int) any { return object{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} }))), "options.0.choices"},
		{"choices and autocomplete", with(set(set(opt(3, "a"), "choices", list{object{"name": "x", "value": "y"}}), "autocomplete", true)), "options.0.autocomplete"},
		{"autocomplete of a file", with(set(opt(11, "a"), "autocomplete", true)), "options.0.autocomplete"},
		{"a number as a text's choice", with(set(opt(3, "a"), "choices", list{object{"name": "x", "value": 1}})), "options.0.choices.0.value"},
		{"subcommand beside option", with(opt(1, "a"), opt(3, "b")), "options"},
		{"group in a group", with(set(opt(2, "a"), "options", list{opt(2, "b")})), "options.0.options.0"},
		{"a bad translation", set(object{"name": "ask", "description": "d"}, "name_localizations", object{"de": "Frag Mich"}), "name_localizations.de"},
		{"too much text", with(many(20, func(i int) any {
			o := opt(3, fmt.Sprint("o", i))
			o["description"] = strings.Repeat("x", 100)
			o["choices"] = many(10, func(j int) any { return object{"name": fmt.Sprint(j), "value": strings.Repeat("y", 40)} })
			return o
		})...), "the whole"},
	} {
		_, err := r.call("POST", r.commandsURL(), c.body)
		if got := faultsOf(t, err); !covers(got, c.want) {
			t.Errorf("%s: refused at %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
}

func TestThereAreAtMostAHundredCommands(t *testing.T) {
	r := newRig(t, discordtest.Options{BucketSize: 1000})
	command := func(i int) any { return object{"name": fmt.Sprint("c", i), "description": "d"} }
	put := func(body any) error {
		_, err := r.call("PUT", r.commandsURL(), body)
		return err
	}
	r.must(put(many(100, command)))
	r.refusedWith(put(many(101, command)), 400, 30032)
	_, err := r.call("POST", r.commandsURL(), command(100))
	r.refusedWith(err, 400, 30032)
	if got := faultsOf(t, put(list{command(1), command(1)})); !slices.Contains(got, "1.name") {
		t.Errorf("two commands of one name: refused at %q", got)
	}
}
