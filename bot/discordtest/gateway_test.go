package discordtest_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"github.com/pincite/pincite/bot/discordtest"
)

// say answers /echo with its words.
func say(t *testing.T) func(*session, *interaction) {
	return func(s *session, i *interaction) {
		text := i.ApplicationCommandData().GetOption("words").StringValue()
		if err := answer(s, i, object{"type": 4, "data": object{"content": text}}); err != nil {
			t.Error(err)
		}
	}
}

func (r *rig) echoes(text string) {
	r.Helper()
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words(text))
	r.must(err)
	if got.Message == nil || got.Message.Text() != text {
		r.Errorf("/echo %s gets %+v", text, got)
	}
}

// gateway waits for what the counts shall say.
func (r *rig) gateway(what string, ok func(discordtest.Gateway) bool) {
	r.Helper()
	if err := r.discord.WaitFor(r.ctx, func() bool { return ok(r.discord.Gateway()) }); err != nil {
		r.Fatalf("waiting until %s: %v, %+v", what, err, r.discord.Gateway())
	}
}

func TestConnectingTellsOfTheBotAndItsGuilds(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	r.discord.AddForeignGuild("Elsewhere")
	guilds, gone := make(chan *discordgo.Guild, 4), make(chan string, 4)
	r.bot.AddHandler(func(_ *session, g *discordgo.GuildCreate) { guilds <- g.Guild })
	r.bot.AddHandler(func(_ *session, g *discordgo.GuildDelete) { gone <- g.ID })
	r.must(r.bot.Open())
	defer r.bot.Close()
	if u := r.bot.State.User; u.ID != r.discord.Bot().ID || !u.Bot {
		t.Errorf("READY tells of %+v", u)
	}
	g := <-guilds
	if g.ID != r.guild.ID || len(g.Channels) != 1 || g.Channels[0].ID != r.general.ID || g.MemberCount != 4 {
		t.Errorf("GUILD_CREATE tells of %+v", g)
	}
	second, _ := r.discord.AddGuild("Second")
	if g := <-guilds; g.ID != second.ID {
		t.Errorf("GUILD_CREATE tells of %s", g.Name)
	}
	r.discord.RemoveGuild(second.ID)
	if id := <-gone; id != second.ID {
		t.Errorf("GUILD_DELETE tells of %s", id)
	}
}

func TestAWrongTokenIsRefused(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	r.bot.Token = "Bot wrong"
	_, err := r.bot.User("@me")
	r.refusedWith(err, 401, 0)
	r.bot.Identify.Token = "Bot wrong"
	closedWith(t, r.bot.Open(), 4004)
}

func TestPrivilegedIntentsMustBeEnabled(t *testing.T) {
	r := newRig(t, discordtest.Options{Privileged: int(discordgo.IntentMessageContent)})
	r.bot.Identify.Intents = discordgo.IntentsGuildMembers
	closedWith(t, r.bot.Open(), 4014)
	r.bot.Identify.Intents = 1 << 40
	closedWith(t, r.bot.Open(), 4013)
	r.bot.Identify.Intents = discordgo.IntentMessageContent
	r.must(r.bot.Open())
	r.must(r.bot.Close())
}

func closedWith(t *testing.T, err error, code int) {
	t.Helper()
	var closed *websocket.CloseError
	if !errors.As(err, &closed) || closed.Code != code {
		t.Errorf("the connection ends with %v, want code %d", err, code)
	}
}

// discordgo gives up after five heartbeats without an answer, so a short
// interval would measure how busy this machine is.
func TestHeartbeatsAreAcknowledged(t *testing.T) {
	r := connect(t, discordtest.Options{Heartbeat: time.Second}, nil)
	acknowledged := func() time.Time {
		r.bot.RLock()
		defer r.bot.RUnlock()
		return r.bot.LastHeartbeatAck
	}
	opened := acknowledged()
	r.gateway("heartbeats are acknowledged", func(g discordtest.Gateway) bool { return acknowledged().After(opened) })
	if g := r.discord.Gateway(); g.Identified != 1 || g.Connected != 1 {
		t.Errorf("the connection was not kept: %+v", g)
	}
}

func TestWithoutAcknowledgementsTheBotComesBack(t *testing.T) {
	r := connect(t, discordtest.Options{Heartbeat: time.Second}, say(t), echo)
	before := r.discord.Gateway().Identified
	r.discord.HoldAcks(true)
	// discordgo closes a zombie with 1000, which ends the session: it has to
	// identify again.
	r.gateway("the bot has left", func(g discordtest.Gateway) bool { return g.Connected == 0 })
	r.discord.ClearFaults()
	r.gateway("the bot is back", func(g discordtest.Gateway) bool { return g.Identified > before && g.Connected == 1 })
	r.echoes("again")
}

func TestACutConnectionIsResumedAndMissesNothing(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.Cut()
	r.echoes("while away") // sent to nobody, replayed in time
	if g := r.discord.Gateway(); g.Resumed != 1 || g.Identified != 1 {
		t.Errorf("the session was not resumed: %+v", g)
	}
	r.echoes("and on")
}

func TestReconnectIsFollowedByAResumption(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.Reconnect()
	r.gateway("the session is resumed", func(g discordtest.Gateway) bool { return g.Resumed == 1 })
	r.echoes("resumed")
}

func TestAnInvalidSessionIsMadeAnew(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.InvalidateSessions(false)
	r.gateway("a session is made", func(g discordtest.Gateway) bool { return g.Identified == 2 })
	r.echoes("new")
}

func TestARefusedResumptionIsFollowedByANewSession(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.RefuseResumes(1)
	r.discord.Cut()
	r.gateway("a session is made", func(g discordtest.Gateway) bool { return g.Identified >= 2 && g.Connected >= 1 })
	r.echoes("new")
}

func TestASessionThatIsTooOldCannotBeResumed(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.Stop()
	r.discord.Advance(6 * time.Minute)
	r.must(r.discord.Start())
	r.gateway("a session is made", func(g discordtest.Gateway) bool { return g.Identified >= 2 && g.Connected >= 1 })
	r.echoes("new")
}

func TestARestartKeepsTheAddressAndTheWorld(t *testing.T) {
	told := make(chan struct{}, 2)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		say(t)(s, i)
		told <- struct{}{}
	}, echo)
	r.echoes("before")
	<-told // the bot has read the answer to its callback
	r.discord.Stop()
	if _, err := r.bot.User("@me"); err == nil {
		t.Error("the stand-in answers while it is stopped")
	}
	r.must(r.discord.Start())
	r.gateway("the session is resumed", func(g discordtest.Gateway) bool { return g.Resumed == 1 })
	r.echoes("after")
	if n := len(r.as(r.ada).Messages()); n != 2 {
		t.Errorf("%d messages are left", n)
	}
}

func TestAKillInMidAnswerLosesNothing(t *testing.T) {
	acknowledged, back := make(chan struct{}), make(chan struct{})
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 5}); err != nil {
			t.Error(err)
		}
		close(acknowledged)
		<-back
		if err := original(s, i, "PATCH", object{"content": "late, but whole"}); err != nil {
			t.Error(err)
		}
	}, echo)
	got := make(chan *discordtest.Interaction, 1)
	go func() {
		i, _ := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
		got <- i
	}()
	<-acknowledged
	r.discord.Stop()
	r.must(r.discord.Start())
	r.gateway("the session is resumed", func(g discordtest.Gateway) bool { return g.Resumed == 1 })
	close(back)
	if i := <-got; i == nil || i.Message == nil || i.Message.Text() != "late, but whole" {
		t.Errorf("got %+v", i)
	}
}

func TestEventsCanComeTwice(t *testing.T) {
	r := connect(t, discordtest.Options{}, nil)
	texts := make(chan string, 4)
	r.bot.AddHandler(func(_ *session, m *discordgo.MessageCreate) { texts <- m.ID })
	r.discord.DuplicateEvents(true)
	m, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	for range 2 {
		if id := <-texts; id != m.ID {
			t.Errorf("got %s", id)
		}
	}
}

func TestACloseCodeReachesTheBot(t *testing.T) {
	r := connect(t, discordtest.Options{}, say(t), echo)
	r.discord.CloseGateway(4009, "Session timed out.")
	r.gateway("a session is made", func(g discordtest.Gateway) bool { return g.Identified >= 2 && g.Connected >= 1 })
	r.echoes("new")
}

func TestASilentClientIsClosed(t *testing.T) {
	r := newRig(t, discordtest.Options{Heartbeat: 10 * time.Millisecond})
	url, err := r.bot.Gateway()
	r.must(err)
	ws, _, err := websocket.DefaultDialer.Dial(url+"?v=10&encoding=json", nil)
	r.must(err)
	defer ws.Close()
	_, _, err = ws.ReadMessage() // HELLO
	r.must(err)
	_, _, err = ws.ReadMessage()
	closedWith(t, err, 4009)
}

func TestAClientThatSpeaksOutOfTurnIsClosed(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	url, err := r.bot.Gateway()
	r.must(err)
	for want, frame := range map[int]any{
		4003: object{"op": 3, "d": object{}},
		4001: object{"op": 99},
		4002: "no object",
	} {
		ws, _, err := websocket.DefaultDialer.Dial(url+"?v=10&encoding=json", nil)
		r.must(err)
		r.must(ws.WriteJSON(frame))
		_, _, err = ws.ReadMessage() // HELLO
		r.must(err)
		_, _, err = ws.ReadMessage()
		closedWith(t, err, want)
		ws.Close()
	}
	ws, _, err := websocket.DefaultDialer.Dial(url+"?v=5", nil)
	r.must(err)
	_, _, err = ws.ReadMessage()
	closedWith(t, err, 4012)
	ws.Close()
}

// dial opens a connection to the gateway by hand and reads HELLO.
func (r *rig) dial(first any) *websocket.Conn {
	r.Helper()
	url, err := r.bot.Gateway()
	r.must(err)
	ws, _, err := websocket.DefaultDialer.Dial(url+"?v=10&encoding=json", nil)
	r.must(err)
	r.Cleanup(func() { ws.Close() })
	r.must(ws.WriteJSON(first))
	if o := r.read(ws); o["op"] != 10.0 {
		r.Fatalf("the first packet is %v", o)
	}
	return ws
}

func (r *rig) read(ws *websocket.Conn) object {
	r.Helper()
	var o object
	r.must(ws.ReadJSON(&o))
	return o
}

func (r *rig) identify(shard ...int) object {
	return object{"op": 2, "d": object{"token": r.discord.Token(), "intents": 1 << 9, "shard": shard}}
}

func TestAPageInABrowserCannotConnect(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	url, err := r.bot.Gateway()
	r.must(err)
	_, resp, err := websocket.DefaultDialer.Dial(url+"?v=10", http.Header{"Origin": {"https://x.example"}})
	if err == nil || resp == nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("got %v", err)
	}
}

func TestAResumptionCanBeSentAwayOnce(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	first := r.dial(r.identify())
	id := r.read(first)["d"].(object)["session_id"]
	resume := object{"op": 6, "d": object{"token": r.discord.Token(), "session_id": id, "seq": 1}}
	r.discord.ReconnectResumes(1)
	if o := r.read(r.dial(resume)); o["op"] != 7.0 {
		t.Errorf("the first resumption gets %v", o)
	}
	if o := r.read(r.dial(resume)); o["t"] != "RESUMED" {
		t.Errorf("the second resumption gets %v", o)
	}
	resume["d"].(object)["seq"] = 99
	_, _, err := r.dial(resume).ReadMessage()
	closedWith(t, err, 4007)
}

func TestAnInvalidSessionMayBeResumed(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	ws := r.dial(r.identify())
	id := r.read(ws)["d"].(object)["session_id"]
	r.discord.InvalidateSessions(true)
	if o := r.read(ws); o["op"] != 9.0 || o["d"] != true {
		t.Errorf("the connection is sent %v", o)
	}
	_, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	r.must(ws.WriteJSON(object{"op": 6, "d": object{"token": r.discord.Token(), "session_id": id, "seq": 1}}))
	for _, want := range []string{"MESSAGE_CREATE", "RESUMED"} {
		if o := r.read(ws); o["t"] != want {
			t.Errorf("the resumption gets %v, want %s", o, want)
		}
	}
}

func TestAHangingConnectionIsSilent(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	hung := r.dial(r.identify())
	id := r.read(hung)["d"].(object)["session_id"]
	r.discord.Hang()
	r.discord.Reconnect()
	r.must(hung.WriteJSON(object{"op": 1, "d": nil}))
	_, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	ws := r.dial(object{"op": 6, "d": object{"token": r.discord.Token(), "session_id": id, "seq": 1}})
	if o := r.read(ws); o["t"] != "MESSAGE_CREATE" {
		t.Errorf("the resumption begins with %v", o)
	}
	r.must(hung.SetReadDeadline(time.Now().Add(10 * time.Millisecond)))
	if _, b, err := hung.ReadMessage(); err == nil {
		t.Errorf("the hanging connection is sent %s", b)
	}
}

func TestShardsGetTheirOwnGuilds(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	_, other := r.discord.AddGuild("Other")
	shards := []*websocket.Conn{r.dial(r.identify(0, 2)), r.dial(r.identify(1, 2))}
	seen := map[any]int{}
	for i, ws := range shards {
		for _, g := range r.read(ws)["d"].(object)["guilds"].(list) {
			id := g.(object)["id"]
			if _, twice := seen[id]; twice {
				t.Errorf("two shards have guild %s", id)
			}
			seen[id] = i
		}
	}
	r.discord.Join(discordtest.Guild{ID: other.GuildID}, r.ada, 0)
	for _, c := range []discordtest.Channel{r.general, other} {
		m, err := r.discord.As(r.ada, c).Say("hello", "")
		r.must(err)
		if o := r.read(shards[seen[c.GuildID]]); o["d"].(object)["id"] != m.ID {
			t.Errorf("the shard of guild %s is told %v", c.GuildID, o)
		}
	}
	_, _, err := r.dial(r.identify(2, 2)).ReadMessage()
	closedWith(t, err, 4010)
}
