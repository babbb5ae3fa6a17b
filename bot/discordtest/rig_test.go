package discordtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
	"go.uber.org/goleak"
)

// The tests spend their time in discordgo's sleeps (Close takes 1 s), so many
// can run side by side. discordgo's Close does not end a reconnection that is
// under way: that one goroutine is not ours to end.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).reconnect"))
}

type (
	session     = discordgo.Session
	interaction = discordgo.InteractionCreate
	object      = map[string]any
	list        = []any
)

// rig is a guild with a member, a moderator and a real discordgo session.
type rig struct {
	*testing.T
	ctx       context.Context
	discord   *discordtest.Server
	guild     discordtest.Guild
	general   discordtest.Channel
	ada, mona discordtest.User
	bot       *session
}

// openAPI is where Discord's schemas are, or "" when this machine has none.
func openAPI() string {
	dir := os.Getenv("PINCITE_SHARED_DIR")
	if dir == "" {
		return ""
	}
	path := filepath.Join(dir, "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// newRig makes the world without connecting the bot. It uses Discord's schemas
// where they are at hand, except when Options.OpenAPI is "off". A bot that shares
// its machine with much else may take long to answer; where Discord's 3 s count,
// a test says so.
func newRig(t *testing.T, o discordtest.Options) *rig {
	t.Helper()
	t.Parallel()
	switch o.OpenAPI {
	case "":
		o.OpenAPI = openAPI()
	case "off":
		o.OpenAPI = ""
	}
	if o.AnswerWithin == 0 {
		o.AnswerWithin = time.Minute
	}
	d, err := discordtest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	r := &rig{T: t, ctx: ctx, discord: d}
	r.guild, r.general = d.AddGuild("Harbour Watch")
	r.ada, r.mona = d.AddUser("Ada"), d.AddUser("Mona")
	d.Join(r.guild, r.ada, 0)
	d.Join(r.guild, r.mona, discordgo.PermissionManageMessages)
	r.bot, err = discordgo.New("Bot " + d.Token())
	r.must(err)
	r.bot.Client.Transport = d.Transport()
	r.bot.ShouldRetryOnRateLimit = false
	return r
}

// connect opens the session with a handler and commands.
func connect(t *testing.T, o discordtest.Options, handle func(*session, *interaction), commands ...string) *rig {
	t.Helper()
	r := newRig(t, o)
	if handle != nil {
		r.bot.AddHandler(handle)
	}
	r.must(r.bot.Open())
	t.Cleanup(func() { r.bot.Close() })
	for _, c := range commands {
		_, err := r.call("POST", "applications/"+r.discord.Bot().ID+"/commands", decode(t, c))
		r.must(err)
	}
	return r
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) as(u discordtest.User) *discordtest.Actor { return r.discord.As(u, r.general) }

// call sends JSON through discordgo, unlike its typed calls without a say in it.
func (r *rig) call(method, path string, body any) (object, error) {
	b, err := r.bot.RequestWithBucketID(method, discordgo.EndpointAPI+path, body, r.Name()+path)
	var o object
	if len(b) > 0 && b[0] == '{' {
		err = errors.Join(err, json.Unmarshal(b, &o))
	}
	return o, err
}

// refusedWith checks that Discord refused with a code.
func (r *rig) refusedWith(err error, status, code int) {
	r.Helper()
	var no *discordgo.RESTError
	if !errors.As(err, &no) || no.Message == nil {
		r.Fatalf("got %v, want a refusal with %d", err, code)
	}
	if no.Response.StatusCode != status || no.Message.Code != code {
		r.Errorf("refused with %s %s, want %d and code %d", no.Response.Status, no.ResponseBody, status, code)
	}
}

func decode(t testing.TB, text string) object {
	t.Helper()
	var o object
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return o
}

// answer sends a callback as raw JSON.
func answer(s *session, i *interaction, body any) error {
	url := discordgo.EndpointInteractionResponse(i.ID, i.Token)
	_, err := s.RequestWithBucketID("POST", url, body, url)
	return err
}

// original reaches the first answer's endpoint.
func original(s *session, i *interaction, method string, body any) error {
	url := discordgo.EndpointInteractionResponseActions(i.AppID, i.Token)
	_, err := s.RequestWithBucketID(method, url, body, url)
	return err
}

const echo = `{"name":"echo","description":"Says it again","options":[
	{"type":3,"name":"words","description":"What to say","required":true,"max_length":20,"autocomplete":true},
	{"type":11,"name":"file","description":"A file"}]}`

func words(text string) discordtest.Option { return discordtest.Option{Name: "words", Value: text} }

func contains(t testing.TB, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q does not contain %q", text, part)
	}
}
