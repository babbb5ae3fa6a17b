package discordtest_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func TestTheBotCanLookAround(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	foreign, lobby := r.discord.AddForeignGuild("Elsewhere")
	me, err := r.bot.User("@me")
	r.must(err)
	ada, err := r.bot.User(r.ada.ID)
	r.must(err)
	app, err := r.bot.Application("@me")
	r.must(err)
	if me.ID != r.discord.Bot().ID || !me.Bot || ada.GlobalName != "Ada" || app.ID != me.ID {
		t.Errorf("the bot is %+v of %+v, the person %+v", me, app, ada)
	}
	guilds, err := r.bot.UserGuilds(100, "", "", false)
	r.must(err)
	guild, err := r.bot.Guild(r.guild.ID)
	r.must(err)
	if len(guilds) != 1 || guild.Name != "Harbour Watch" {
		t.Errorf("the bot is in %+v", guilds)
	}
	channels, err := r.bot.GuildChannels(r.guild.ID)
	r.must(err)
	channel, err := r.bot.Channel(r.general.ID)
	r.must(err)
	if len(channels) != 1 || channels[0].ID != channel.ID || channel.Name != "general" {
		t.Errorf("the guild has %+v", channels)
	}
	roles, err := r.bot.GuildRoles(r.guild.ID)
	r.must(err)
	if len(roles) != 3 || roles[2].Permissions != discordgo.PermissionManageMessages {
		t.Errorf("the guild has %+v", roles)
	}
	gateway, err := r.bot.GatewayBot()
	r.must(err)
	if gateway.Shards != 1 || gateway.SessionStartLimit.Total == 0 {
		t.Errorf("the gateway is %+v", gateway)
	}
	for what, err := range map[string]error{
		"a guild": second(r.bot.Guild(foreign.ID)), "a channel": second(r.bot.Channel(lobby.ID)),
		"a user": second(r.bot.User("1")), "a member": second(r.bot.GuildMember(r.guild.ID, "1")),
	} {
		if err == nil {
			t.Errorf("%s that the bot does not see is shown", what)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTheBotCanWriteFirst(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	dm, err := r.bot.UserChannelCreate(r.ada.ID)
	r.must(err)
	_, err = r.bot.ChannelMessageSend(dm.ID, "hello")
	r.must(err)
	here := r.discord.DirectMessage(r.ada)
	got := r.discord.As(r.ada, here).Messages()
	if here.ID != dm.ID || len(got) != 1 || got[0].Text() != "hello" {
		t.Errorf("in private Ada sees %+v", got)
	}
	if ms := r.discord.As(r.mona, here).Messages(); len(ms) != 0 {
		t.Errorf("somebody else sees %+v", ms)
	}
	_, err = r.bot.UserChannelCreate(r.discord.Bot().ID)
	r.refusedWith(err, 400, 50033)
	r.must(r.bot.GuildLeave(r.guild.ID))
	_, err = r.bot.ChannelMessageSend(r.general.ID, "still here?")
	r.refusedWith(err, 403, 50001)
}

func TestMenusSendWhatIsChosen(t *testing.T) {
	got := make(chan discordgo.MessageComponentInteractionData, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 6}); err != nil {
			t.Error(err)
		}
		got <- i.MessageComponentData()
		if err := s.InteractionResponseDelete(i.Interaction); err != nil {
			t.Error(err)
		}
	})
	post := func() string {
		pick := menu("pick", 3)
		pick["min_values"], pick["max_values"] = 1, 2
		m, err := r.call("POST", "channels/"+r.general.ID+"/messages", object{"content": "x", "components": list{
			row(pick), row(object{"type": 5, "custom_id": "who"}), row(object{"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true}),
		}})
		r.must(err)
		return m["id"].(string)
	}
	ada, id := r.as(r.ada), post()
	for name, err := range map[string]error{
		"none":         second(ada.Select(r.ctx, id, "pick")),
		"three":        second(ada.Select(r.ctx, id, "pick", "0", "1", "2")),
		"unknown":      second(ada.Select(r.ctx, id, "pick", "9")),
		"nobody":       second(ada.Select(r.ctx, id, "who", "1")),
		"a button":     second(ada.Select(r.ctx, id, "off", "1")),
		"pressed menu": second(ada.Press(r.ctx, id, "pick")),
		"disabled":     second(ada.Press(r.ctx, id, "off")),
	} {
		if err == nil {
			t.Errorf("%s: the client lets it pass", name)
		}
	}
	done, err := ada.Select(r.ctx, id, "pick", "0", "2")
	r.must(err)
	if d := <-got; len(d.Values) != 2 || d.Values[1] != "2" || !done.Deleted {
		t.Errorf("the bot is sent %+v, the end is %+v", d, done)
	}
	_, err = ada.Select(r.ctx, post(), "who", r.mona.ID)
	r.must(err)
	if d := <-got; d.Resolved.Users[r.mona.ID] == nil || d.Resolved.Members[r.mona.ID] == nil {
		t.Errorf("the bot is sent %+v", d)
	}
	m, _ := ada.Message(post())
	if b, ok := m.Button("Off"); !ok || !b.Disabled || len(m.Selects()) != 2 || m.Selects()[0].MaxValues != 2 {
		t.Errorf("people see %s", m.Raw)
	}
}

func TestTranslationsComeWhenAsked(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	_, err := r.call("POST", r.commandsURL(), decode(t, `{"name":"ask","description":"Asks","name_localizations":{"de":"fragen"},
		"options":[{"type":3,"name":"q","description":"d","description_localizations":{"de":"Frage"}}]}`))
	r.must(err)
	for query, want := range map[string]bool{"": false, "?with_localizations=true": true} {
		b, err := r.bot.RequestWithBucketID("GET", discordgo.EndpointAPI+r.commandsURL()+query, nil, query)
		r.must(err)
		var commands []*discordgo.ApplicationCommand
		r.must(discordgo.Unmarshal(b, &commands))
		got := commands[0].NameLocalizations != nil && commands[0].Options[0].DescriptionLocalizations != nil
		if got != want {
			t.Errorf("with %q the translations are there: %v", query, got)
		}
	}
}

func TestADelayEnds(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	r.discord.Inject(discordtest.Fault{Delay: time.Millisecond})
	if _, err := r.bot.User("@me"); err != nil {
		t.Error(err)
	}
	r.discord.Inject(discordtest.Fault{Delay: time.Hour, Times: -1})
	done := make(chan error, 1)
	go func() { done <- second(r.bot.User("@me")) }()
	r.discord.Stop()
	if <-done == nil {
		t.Error("a stopped stand-in answers")
	}
	r.discord.ClearFaults()
	r.must(r.discord.Start())
	if r.discord.Start() == nil {
		t.Error("it can be started twice")
	}
	if _, err := r.bot.User("@me"); err != nil {
		t.Error(err)
	}
}

func TestOtherHostsAreLeftAlone(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	client := &http.Client{Transport: r.discord.Transport()}
	for url, ours := range map[string]bool{
		"https://discord.com/api/v10/gateway": true, "https://ptb.discord.com/api/v10/gateway": true,
		"http://127.0.0.1:1/api/v10/gateway": false, "http://discord.com.localhost:1/": false,
	} {
		resp, err := client.Get(url)
		if err == nil {
			resp.Body.Close()
		}
		if got := err == nil; got != ours {
			t.Errorf("%s is taken to the stand-in: %v (%v)", url, got, err)
		}
	}
	resp, err := client.Get("https://discord.com/api/v1/gateway")
	r.must(err)
	resp.Body.Close()
	if refused := r.discord.Refused(); len(refused) != 1 || refused[0].Status != 400 {
		t.Errorf("an old version of the API is answered with %+v", refused)
	}
}

func TestBodiesThatCannotBeRead(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	url := discordgo.EndpointAPI + "channels/" + r.general.ID + "/messages"
	for _, c := range []struct {
		kind, body string
		code       int
	}{
		{"application/json", "{", 50109},
		{"application/json", `{"content":"x"} {}`, 50109},
		{"text/plain", "hello", 50035},
		{"multipart/form-data; boundary=x", "--x\r\nbroken", 50109},
		{"application/json", `"just text"`, 50006},
	} {
		_, err := r.bot.RequestRaw("POST", url, c.kind, []byte(c.body), c.body, 0)
		var no *discordgo.RESTError
		if !errors.As(err, &no) || no.Message == nil || no.Message.Code != c.code {
			t.Errorf("%s: got %v, want %d", c.body, err, c.code)
		}
	}
}
