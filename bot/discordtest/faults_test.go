package discordtest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func TestBucketsFillUp(t *testing.T) {
	r := newRig(t, discordtest.Options{BucketSize: 2, BucketWindow: time.Hour})
	get := func(channel discordtest.Channel) *http.Response {
		req, err := http.NewRequest("GET", "https://discord.com/api/v10/channels/"+channel.ID, nil)
		r.must(err)
		req.Header.Set("Authorization", "Bot "+r.discord.Token())
		resp, err := (&http.Client{Transport: r.discord.Transport()}).Do(req)
		r.must(err)
		resp.Body.Close()
		return resp
	}
	for _, want := range []string{"1", "0"} {
		if resp := get(r.general); resp.StatusCode != 200 || resp.Header.Get("X-RateLimit-Remaining") != want ||
			resp.Header.Get("X-RateLimit-Limit") != "2" || resp.Header.Get("X-RateLimit-Bucket") == "" {
			t.Errorf("answered with %d, %v", resp.StatusCode, resp.Header)
		}
	}
	resp := get(r.general)
	if resp.StatusCode != 429 || resp.Header.Get("X-RateLimit-Global") != "" {
		t.Errorf("answered with %d, %v", resp.StatusCode, resp.Header)
	}
	// The hour began with the first call. What is left of it is told twice, once in whole seconds.
	left, err := strconv.ParseFloat(resp.Header.Get("X-RateLimit-Reset-After"), 64)
	r.must(err)
	if told := resp.Header.Get("Retry-After"); told != fmt.Sprint(math.Ceil(left)) || left <= 0 || left > 3600 {
		t.Errorf("to wait are %s s, or %f s", told, left)
	}
	if resp := get(r.discord.AddChannel(r.guild, "other")); resp.StatusCode != 200 {
		t.Errorf("another channel shares the bucket: %d", resp.StatusCode)
	}
}

func TestAGlobalLimitStopsEverythingButInteractions(t *testing.T) {
	came := make(chan *interaction, 1)
	r := connect(t, discordtest.Options{}, func(_ *session, i *interaction) { came <- i }, echo)
	r.discord.Inject(discordtest.Fault{Path: "/users/@me", Status: 429, RetryAfter: time.Hour, Global: true})
	_, err := r.bot.User("@me")
	var limited *discordgo.RateLimitError
	if !errors.As(err, &limited) || limited.RetryAfter.Round(time.Second) != time.Hour {
		t.Errorf("got %v", err)
	}
	go r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	i := <-came
	// a fresh session, for discordgo would wait for the hour to pass
	fresh, err := discordgo.New(r.bot.Token)
	r.must(err)
	fresh.Client.Transport, fresh.ShouldRetryOnRateLimit = r.discord.Transport(), false
	if _, err := fresh.User("@me"); !errors.As(err, &limited) {
		t.Errorf("the global limit does not last: %v", err)
	}
	third, err := discordgo.New(r.bot.Token)
	r.must(err)
	third.Client.Transport = r.discord.Transport()
	r.must(answer(third, i, object{"type": 4, "data": object{"content": "x"}}))
}

func TestFaultsSpoilTheCallsTheyName(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	r.bot.MaxRestRetries = 0
	r.discord.Inject(discordtest.Fault{Method: "GET", Path: "/users/", Status: 503, Times: 2})
	for range 2 {
		_, err := r.bot.User("@me")
		var no *discordgo.RESTError
		if !errors.As(err, &no) || no.Response.StatusCode != 503 {
			t.Errorf("got %v", err)
		}
	}
	if _, err := r.bot.User("@me"); err != nil {
		t.Errorf("the fault does not end: %v", err)
	}
	r.discord.Inject(discordtest.Fault{Path: "/messages", CutFirst: true})
	r.discord.Inject(discordtest.Fault{Path: "/messages", CutAfter: true})
	for want, text := range []string{"lost", "done, but nobody hears of it"} {
		if _, err := r.bot.ChannelMessageSend(r.general.ID, text); err == nil {
			t.Errorf("%s: there is an answer", text)
		}
		if n := len(r.as(r.ada).Messages()); n != want {
			t.Errorf("%s: there are %d messages", text, n)
		}
	}
	if n := len(r.discord.Refused()); n != 0 {
		t.Errorf("%d spoiled calls count as refused", n)
	}
	if n := len(r.discord.Requests()); n != 4 {
		t.Errorf("%d calls were noted, want 4: one was cut before it was handled", n)
	}
}

func TestRefusalsAreNoted(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	_, err := r.bot.ChannelMessageSend(r.general.ID, "")
	r.refusedWith(err, 400, 50006)
	refused := r.discord.Refused()
	if len(refused) != 1 || refused[0].Method != "POST" || refused[0].Path != "/channels/"+r.general.ID+"/messages" {
		t.Fatalf("noted %+v", refused)
	}
	contains(t, refused[0].Answer, "50006")
	_, err = r.call("GET", "nowhere", nil)
	r.refusedWith(err, 404, 0)
}

func TestEventsAreForThoseWhoSeeThem(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	ctx, cancel := context.WithCancel(r.ctx)
	ada, mona := r.as(r.ada).Events(ctx), r.as(r.mona).Events(r.ctx)
	elsewhere := r.discord.As(r.ada, r.discord.AddChannel(r.guild, "other"))
	other := elsewhere.Events(r.ctx)
	r.must(r.bot.ChannelTyping(r.general.ID))
	m, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	r.must(r.as(r.ada).Delete(m.ID))
	for _, events := range []<-chan discordtest.Event{ada, mona} {
		for _, want := range []string{"TYPING_START", "MESSAGE_CREATE", "MESSAGE_DELETE"} {
			if e := <-events; e.Type != want {
				t.Errorf("told %s, want %s", e.Type, want)
			}
		}
	}
	first, err := elsewhere.Say("first", "")
	r.must(err)
	if e := <-other; !bytes.Contains(e.Data, []byte(first.ID)) {
		t.Errorf("another channel is told %s %s", e.Type, e.Data)
	}
	cancel()
	for range ada {
		t.Error("the channel goes on after its context")
	}
	r.discord.Close()
	for range mona {
		t.Error("the channel goes on after Close")
	}
}

func TestManyServersRunSideBySide(t *testing.T) {
	t.Parallel()
	for range 20 {
		d, err := discordtest.New(discordtest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		u := d.AddUser("Ada")
		if m, err := d.As(u, d.DirectMessage(u)).Say("hello", ""); err != nil || m.ID != "1200000000013107200" {
			t.Errorf("the first message is %s, %v", m.ID, err)
		}
		defer d.Close()
	}
}
