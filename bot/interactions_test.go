package bot

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// pair makes a pair of keys that is the same each time.
func pair() (ed25519.PublicKey, ed25519.PrivateKey) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	return key.Public().(ed25519.PublicKey), key
}

// overHTTP has the world's interactions come over HTTP once the bot runs, which
// has no gateway.
func overHTTP(t *testing.T, change ...func(*world)) (*world, string) {
	t.Helper()
	public, private := pair()
	w := newWorld(t, append(change, func(w *world) { w.config.WithoutGateway = true })...)
	h, err := w.bot.Interactions(public)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	if err := w.discord.UseEndpoint(w.ctx, s.URL, private); err != nil {
		t.Fatal(err)
	}
	return w, s.URL
}

func TestInteractionsOverHTTPAreAnsweredAsOthersAre(t *testing.T) {
	t.Parallel()
	w, _ := overHTTP(t, hold("crane.md", "ferry.md"))
	if !w.bot.Alive() {
		t.Error("a bot without a gateway is not alive")
	}
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"))
	if !strings.Contains(answer.text(), "14 million crowns") {
		t.Errorf("/ask shows\n%s", dump(answer))
	}
	if m := k.press(answer, "Context"); !strings.Contains(m.text(), "14 million crowns") {
		t.Errorf("Context shows\n%s", dump(m))
	}
	in := w.did(k.actor.Autocomplete(w.ctx, "source", "document", opt("document", "")))
	if len(in.Choices) == 0 {
		t.Error("nothing is suggested")
	}
	if m := k.slash("sources"); !strings.Contains(m.text(), "ferry") && !strings.Contains(m.text(), "Ferry") {
		t.Errorf("/sources shows\n%s", dump(m))
	}
	if g := w.discord.Gateway(); g.Identified != 0 {
		t.Errorf("the gateway was used: %+v", g)
	}
	for _, r := range w.discord.Requests() {
		if strings.HasSuffix(r.Path, "/callback") {
			t.Errorf("a callback was sent: %+v", r)
		}
	}
}

func TestASlowReplyOverHTTPIsDeferred(t *testing.T) {
	t.Parallel()
	goOn := make(chan struct{})
	w, _ := overHTTP(t, hurried, handle("ask", func(ctx context.Context, r *request) (reply, error) {
		<-goOn
		return saying("at last", false)(ctx, r)
	}))
	k := w.talk(w.ada, w.general)
	got := make(chan *discordtest.Interaction, 1)
	go func() {
		in, _ := k.actor.Slash(w.ctx, "ask", opt("question", "x"))
		got <- in
	}()
	events := k.actor.Events(w.ctx)
	for e := range events {
		if e.Type == "INTERACTION_SUCCESS" {
			break
		}
	}
	close(goOn)
	if in := <-got; in == nil || !in.Deferred || shown(t, in).text() != "at last" {
		t.Errorf("got %+v", in)
	}
}

// signedBody is a request as Discord sends it.
func signedBody(url, body string, at time.Time) *http.Request {
	_, private := pair()
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		panic(err) // the test itself is wrong
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set(headerTimestamp, timestamp)
	r.Header.Set(headerSignature, hex.EncodeToString(ed25519.Sign(private, []byte(timestamp+body))))
	return r
}

func status(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestWhatDiscordDidNotSendIsRefused(t *testing.T) {
	t.Parallel()
	_, url := overHTTP(t)
	ping := `{"id":"1","type":1}`
	for name, c := range map[string]struct {
		change func(*http.Request)
		at     time.Duration
		body   string
		want   int
	}{
		"as it should be":  {func(*http.Request) {}, 0, ping, 200},
		"by GET":           {func(r *http.Request) { r.Method, r.Body, r.ContentLength = http.MethodGet, nil, 0 }, 0, ping, 405},
		"no signature":     {func(r *http.Request) { r.Header.Del(headerSignature) }, 0, ping, 401},
		"no timestamp":     {func(r *http.Request) { r.Header.Del(headerTimestamp) }, 0, ping, 401},
		"short signature":  {func(r *http.Request) { r.Header.Set(headerSignature, "abcd") }, 0, ping, 401},
		"not hexadecimal":  {func(r *http.Request) { r.Header.Set(headerSignature, strings.Repeat("z", 128)) }, 0, ping, 401},
		"another's":        {func(r *http.Request) { r.Header.Set(headerSignature, strings.Repeat("ab", 64)) }, 0, ping, 401},
		"another time":     {func(r *http.Request) { r.Header.Set(headerTimestamp, "1") }, 0, ping, 401},
		"another body":     {func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(`{"id":"2","type":1}`)) }, 0, ping, 401},
		"six minutes old":  {func(*http.Request) {}, -6 * time.Minute, ping, 401},
		"four minutes old": {func(*http.Request) {}, -4 * time.Minute, ping, 200},
		"of the future":    {func(*http.Request) {}, time.Minute, ping, 401},
		"no JSON":          {func(*http.Request) {}, 0, "hello", 400},
		"no interaction":   {func(*http.Request) {}, 0, "{}", 400},
		"too large":        {func(*http.Request) {}, 0, ping + strings.Repeat(" ", maxInteraction), 413},
	} {
		r := signedBody(url, c.body, time.Now().Add(c.at))
		c.change(r)
		if got, said := status(t, r); got != c.want {
			t.Errorf("%s: %d %s, want %d", name, got, said, c.want)
		}
	}
}

func TestAnInteractionThatIsSentAgainIsRefused(t *testing.T) {
	t.Parallel()
	w, url := overHTTP(t)
	body := `{"id":"77","application_id":"1","type":2,"token":"t","data":{"name":"help","type":1},"user":{"id":"5"}}`
	now := time.Now()
	if got, said := status(t, signedBody(url, body, now)); got != 200 || !strings.Contains(said, "Pincite") {
		t.Errorf("%d %s", got, said)
	}
	if got, said := status(t, signedBody(url, body, now)); got != http.StatusConflict {
		t.Errorf("sent again: %d %s", got, said)
	}
	if first, err := w.store.Claim(w.ctx, "78", "another"); err != nil || !first {
		t.Fatal(first, err)
	}
	if got, said := status(t, signedBody(url, strings.Replace(body, "77", "78", 1), now)); got != http.StatusConflict {
		t.Errorf("one that another process has: %d %s", got, said)
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if got, said := status(t, signedBody(url, strings.Replace(body, "77", "79", 1), now)); got != http.StatusServiceUnavailable {
		t.Errorf("after the end: %d %s", got, said)
	}
}

func TestWhatComesBeyondAllHandsIsRefusedUnreadOverHTTP(t *testing.T) {
	t.Parallel()
	w, url := overHTTP(t)
	w.bot.hands.mu.Lock()
	w.bot.hands.size = 0
	w.bot.hands.mu.Unlock()
	for kind, want := range map[int]string{2: "Too many are asking at once", 4: `"choices":[]`} {
		body := fmt.Sprintf(`{"id":"8%d","application_id":"1","type":%d,"token":"t","data":{"name":"help","type":1},"user":{"id":"5"}}`, kind, kind)
		if got, said := status(t, signedBody(url, body, time.Now())); got != 200 || !strings.Contains(said, want) {
			t.Errorf("of type %d: %d %s", kind, got, said)
		}
	}
}

func TestAPublicKeyIsReadOrRefused(t *testing.T) {
	t.Parallel()
	public, _ := pair()
	if key, err := ParsePublicKey(hex.EncodeToString(public)); err != nil || !key.Equal(public) {
		t.Errorf("%x, %v", key, err)
	}
	for _, s := range []string{"", "abcd", strings.Repeat("z", 64), strings.Repeat("a", 66)} {
		if _, err := ParsePublicKey(s); err == nil || !strings.Contains(err.Error(), "Public Key") {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// FuzzOnlySignedBodiesAreTaken offers any signature and timestamp for any body.
// What is taken was signed with the key, and not long ago.
func FuzzOnlySignedBodiesAreTaken(f *testing.F) {
	public, private := pair()
	now := time.Unix(1_700_000_000, 0)
	sign := func(timestamp string, body []byte) string {
		return hex.EncodeToString(ed25519.Sign(private, append([]byte(timestamp), body...)))
	}
	f.Add(sign("1700000000", []byte("{}")), "1700000000", []byte("{}"))
	f.Add(sign("1", nil), "1", []byte{})
	f.Add(sign("x", nil), "x", []byte{})
	f.Add("", "", []byte{})
	f.Fuzz(func(t *testing.T, signature, timestamp string, body []byte) {
		taken := verifySignature(public, signature, timestamp, body, now) == nil
		at, err := strconv.ParseInt(timestamp, 10, 64)
		fresh := err == nil && at >= now.Unix()-300 && at <= now.Unix()+5
		if taken && (!fresh || !strings.EqualFold(signature, sign(timestamp, body))) {
			t.Fatalf("taken: %q at %q", signature, timestamp)
		}
		if fresh && len(timestamp) <= 20 && verifySignature(public, sign(timestamp, body), timestamp, body, now) != nil {
			t.Fatalf("not taken: %q", timestamp)
		}
		if verifySignature(public[:10], signature, timestamp, body, now) == nil {
			t.Fatal("a key of the wrong length takes it")
		}
	})
}
