package playground_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/bot/playground"
)

func TestStartListensOnTheLoopbackInterfaceOnly(t *testing.T) {
	t.Parallel()
	discord, err := discordtest.New(discordtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	user := discord.AddUser("Ada")
	people := []playground.Persona{{Label: "Ada", User: user, Channel: discord.DirectMessage(user)}}
	for _, c := range []struct {
		addr string
		ok   bool
	}{
		{"", true},
		{"127.0.0.1:0", true},
		{"127.8.8.8:0", true},
		{"localhost:0", true},
		{"[::ffff:127.0.0.1]:0", true},
		{"0.0.0.0:0", false},
		{"[::]:0", false},
		{":0", false},
		{"[::ffff:0.0.0.0]:0", false},
		{"192.168.1.4:0", false},
		{"[fe80::1%lo]:0", false},
		{"example.org:0", false},
		{"localhost.example.org:0", false},
		{"127.0.0.1", false},
		{"127.1:0", false},
		{"2130706433:0", false},
	} {
		p, err := playground.Start(t.Context(), playground.Config{Addr: c.addr, Discord: discord, People: people})
		if (err == nil) != c.ok {
			t.Errorf("Start on %q: %v", c.addr, err)
		}
		if err == nil {
			host, _, _ := net.SplitHostPort(strings.Trim(strings.TrimPrefix(p.URL(), "http://"), "/"))
			if ip := net.ParseIP(host); !ip.IsLoopback() {
				t.Errorf("Start on %q listens on %s", c.addr, p.URL())
			}
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestStartRefusesAnEmptyWorld(t *testing.T) {
	t.Parallel()
	if _, err := playground.Start(t.Context(), playground.Config{}); err == nil {
		t.Error("a playground started without a Discord to show")
	}
}

func TestThePageEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	ctx, cancel := context.WithCancel(t.Context())
	p, err := playground.Start(ctx, playground.Config{Discord: s.discord, People: []playground.Persona{{Label: "Ada", User: s.ada, Channel: s.general}}})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if res, err := http.Get(p.URL()); err == nil {
		res.Body.Close()
		t.Error("the page still answers after its context has ended")
	}
}

// ask sends a request and returns the answer's status and body.
func ask(t *testing.T, req *http.Request) (int, string) {
	t.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func request(t *testing.T, method, address, body string, headers ...string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		} else {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	return req
}

func TestTheServerAnswersItsOwnPageOnly(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	own := strings.TrimSuffix(s.page.URL(), "/")
	u, _ := url.Parse(own)
	post := func(headers ...string) *http.Request {
		return request(t, "POST", own+"/api/say?seat=0", `{"content":"hello"}`, headers...)
	}
	get := func(path string, headers ...string) *http.Request { return request(t, "GET", own+path, "", headers...) }
	const kind, json = "Content-Type", "application/json"
	for name, c := range map[string]struct {
		req    *http.Request
		status int
	}{
		"the page":                        {get("/"), 200},
		"the page by its other name":      {get("/", "Host", "localhost:"+u.Port()), 200},
		"a link to the page":              {get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"), 200},
		"its own origin":                  {post(kind, json, "Origin", own), 200},
		"no browser":                      {post(kind, json), 200},
		"a charset":                       {post(kind, json+"; charset=utf-8"), 200},
		"a forged host":                   {get("/", "Host", "evil.example"), 403},
		"a forged host with the port":     {get("/api/world", "Host", "evil.example:"+u.Port()), 403},
		"the host without its port":       {get("/", "Host", u.Hostname()), 403},
		"another origin":                  {post(kind, json, "Origin", "http://evil.example"), 403},
		"another port":                    {post(kind, json, "Origin", "http://127.0.0.1:1"), 403},
		"an opaque origin":                {post(kind, json, "Origin", "null"), 403},
		"https":                           {post(kind, json, "Origin", "https://"+u.Host), 403},
		"another origin that reads":       {get("/api/world", "Origin", "http://evil.example"), 403},
		"a script on another site":        {get("/api/world", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"), 403},
		"a frame on another site's pages": {get("/static/app.js", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"), 403},
		"a form":                          {post(kind, "application/x-www-form-urlencoded", "Origin", own), 415},
		"plain text":                      {post(kind, "text/plain", "Origin", own), 415},
		"no type":                         {post("Origin", own), 415},
		"a seat that is not there":        {request(t, "POST", own+"/api/say?seat=9", `{}`, kind, json), 404},
		"no seat":                         {get("/api/commands"), 404},
		"a body that is not JSON":         {request(t, "POST", own+"/api/say?seat=0", `{`, kind, json), 400},
		"a wrong method":                  {get("/api/say?seat=0"), 405},
		"a path outside":                  {get("/static/../playground.go"), 404},
		"the list of files":               {get("/static/"), 404},
		"media elsewhere":                 {get("/media?url=" + url.QueryEscape("https://example.org/a.png")), 403},
		"media that is not there":         {get("/media?url=" + url.QueryEscape("https://cdn.discordapp.com/attachments/1/2/a.png")), 404},
	} {
		if status, body := ask(t, c.req); status != c.status {
			t.Errorf("%s: status %d, want %d: %s", name, status, c.status, body)
		}
	}
}

func TestEveryAnswerForbidsForeignContent(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	for _, path := range []string{"", "static/app.js", "static/style.css", "api/world", "nothing"} {
		res, err := http.Get(s.page.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		policy := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("/%s: the policy %q lacks %q", path, policy, want)
			}
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("/%s may be sniffed", path)
		}
	}
}

// stream reads the events of a seat.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

type streamed struct {
	Type string
	Data json.RawMessage
}

func follow(t *testing.T, s *stage, seat string) *stream {
	t.Helper()
	res, err := http.DefaultClient.Do(request(t, "GET", s.page.URL()+"api/events?seat="+seat, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return &stream{t, bufio.NewScanner(res.Body)}
}

// until returns the next event of a type whose data contains text.
func (s *stream) until(kind, text string) streamed {
	s.t.Helper()
	for s.lines.Scan() {
		line, ok := strings.CutPrefix(s.lines.Text(), "data: ")
		if !ok {
			continue
		}
		var e streamed
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			s.t.Fatal(err)
		}
		if e.Type == kind && strings.Contains(string(e.Data), text) {
			return e
		}
	}
	s.t.Fatalf("the stream ended before a %s with %q: %v", kind, text, s.lines.Err())
	return streamed{}
}

func TestTheStreamBeginsWithWhatThereIsAndGoesOn(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	actor := s.discord.As(s.ada, s.general)
	if _, err := actor.Say("said before", ""); err != nil {
		t.Fatal(err)
	}
	events := follow(t, s, "1")
	events.until("SNAPSHOT", "said before")
	if _, err := actor.Say("said after", ""); err != nil {
		t.Fatal(err)
	}
	events.until("MESSAGE_CREATE", "said after")
}

func TestActsReachTheBotAndItsAnswerTheStream(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	events := follow(t, s, "0")
	act := func(path, body string) string {
		status, answer := ask(t, request(t, "POST", s.page.URL()+"api/"+path+"?seat=0", body, "Content-Type", "application/json"))
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", path, status, answer)
		}
		return answer
	}
	act("slash", `{"command":"echo","options":[{"name":"words","type":3,"value":"hi"},{"name":"times","type":4,"value":3},{"name":"ratio","type":10,"value":2},{"name":"file","type":11,"file":{"name":"a.txt","data":"aGVsbG8="}}]}`)
	events.until("MESSAGE_CREATE", "a.txt of 5 bytes")
	if got := act("autocomplete", `{"command":"echo","focused":"title","options":[{"name":"words","type":3,"value":"hi"},{"name":"title","type":3,"value":"dock"}]}`); !strings.Contains(got, `"Docks reopen"`) || strings.Contains(got, "Lighthouse") {
		t.Errorf("autocomplete answered %s", got)
	}
	if got := act("slash", `{"command":"library add"}`); !strings.Contains(got, `"Add an article"`) {
		t.Errorf("the form did not come: %s", got)
	}
	status, answer := ask(t, request(t, "POST", s.page.URL()+"api/slash?seat=0", `{"command":"nothing"}`, "Content-Type", "application/json"))
	if status != http.StatusUnprocessableEntity || !strings.Contains(answer, "nothing") {
		t.Errorf("a command that does not exist: %d %s", status, answer)
	}
}

func TestAnAttachmentIsAPictureOrADownload(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	page := []byte("<!doctype html><script src=/static/app.js></script>")
	said, err := s.discord.As(s.ada, s.general).Say("", "",
		discordtest.Attachment{Name: "sea.png", Data: picture().Bytes()},
		discordtest.Attachment{Name: "page.html", Data: page},
		discordtest.Attachment{Name: "page.png", Data: page},
		discordtest.Attachment{Name: "script.js", Data: []byte("alert(1)")},
		discordtest.Attachment{Name: "empty.txt"})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range said.Files() {
		res, err := http.Get(s.page.URL() + "media?url=" + url.QueryEscape(f.URL))
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(res.Body)
		res.Body.Close()
		kind, how := "application/octet-stream", "attachment"
		if i == 0 {
			kind, how = "image/png", ""
		}
		if res.Header.Get("Content-Type") != kind || res.Header.Get("Content-Disposition") != how || len(data) != f.Size {
			t.Errorf("%s comes as %q %q, %d of %d bytes", f.Name, res.Header.Get("Content-Type"), res.Header.Get("Content-Disposition"), len(data), f.Size)
		}
	}
}
