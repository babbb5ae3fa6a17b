package bot

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/pincite/pincite/bot/discordtest"
)

// interposer stands between discordgo and the stand-in's gateway. Where the bot
// resumes it answers first, with a request to reconnect: discordgo would wait
// for its own lock then, for ever, if it came to see that.
type interposer struct {
	http.RoundTripper
	upstream atomic.Value // the stand-in's gateway
	own      string
	resumes  atomic.Int64
}

// RoundTrip tells the bot that the gateway is the interposer.
func (p *interposer) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := p.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/gateway") {
		return response, err
	}
	var body struct{ URL string }
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		return nil, err
	}
	response.Body.Close()
	p.upstream.Store(body.URL)
	answer := httptest.NewRecorder()
	if err := json.NewEncoder(answer).Encode(map[string]string{"url": p.own}); err != nil {
		return nil, err
	}
	return answer.Result(), nil
}

func (p *interposer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	client, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer client.Close()
	server, answer, err := websocket.DefaultDialer.Dial(p.upstream.Load().(string)+"?"+r.URL.RawQuery, nil)
	if err != nil {
		return
	}
	answer.Body.Close()
	defer server.Close()
	var writing sync.Mutex
	tell := func(kind int, data []byte) error {
		writing.Lock()
		defer writing.Unlock()
		return client.WriteMessage(kind, data)
	}
	go func() {
		defer client.Close()
		for {
			kind, data, err := server.ReadMessage()
			if err != nil || tell(kind, data) != nil {
				return
			}
		}
	}()
	for {
		kind, data, err := client.ReadMessage()
		if err != nil {
			return
		}
		if strings.Contains(string(data), `"op":6`) {
			p.resumes.Add(1)
			if tell(websocket.TextMessage, []byte(`{"op":7,"d":null}`)) != nil {
				return
			}
			continue
		}
		if server.WriteMessage(kind, data) != nil {
			return
		}
	}
}

func TestASessionThatIsNeverResumedIsGivenUp(t *testing.T) {
	t.Parallel()
	var between *interposer
	w := newWorld(t, func(w *world) {
		between = &interposer{RoundTripper: w.config.Transport}
		server := httptest.NewServer(between)
		t.Cleanup(server.Close)
		between.own = "ws" + strings.TrimPrefix(server.URL, "http")
		w.config.Transport = between
		w.tamper = func(b *Bot) { b.openTime = 3 * time.Second }
	})
	before := w.discord.Gateway()
	w.discord.Cut()
	if err := w.discord.WaitFor(w.ctx, func() bool {
		now := w.discord.Gateway()
		return now.Identified > before.Identified && now.Connected > 0
	}); err != nil {
		t.Fatalf("%v\nlog:\n%s", err, w.log)
	}
	if n := between.resumes.Load(); n != resumes {
		t.Errorf("the bot resumed %d times, want %d", n, resumes)
	}
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

func TestASilentGatewayIsGivenUp(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{})
	silent := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if c, err := (&websocket.Upgrader{}).Upgrade(rw, r, nil); err == nil {
			defer c.Close()
			_, _, _ = c.ReadMessage() // until the bot goes away
		}
	}))
	t.Cleanup(silent.Close)
	w.config.Transport = &interposer{RoundTripper: w.config.Transport, own: "ws" + strings.TrimPrefix(silent.URL, "http")}
	b, err := New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	b.openTime = 100 * time.Millisecond
	done := make(chan error, 1)
	go func() { done <- b.Run(w.ctx) }()
	for !strings.Contains(w.log.String(), "not ready in time") {
		select {
		case err := <-done:
			t.Fatalf("Run returned %v", err)
		case <-b.Ready():
			t.Fatal("the bot says that it is ready")
		case <-w.ctx.Done():
			t.Fatalf("the log:\n%s", w.log)
		case <-time.After(5 * time.Millisecond):
		}
	}
	if b.Alive() {
		t.Error("the bot says that it is alive")
	}
}
