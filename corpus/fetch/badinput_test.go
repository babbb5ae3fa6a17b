package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRedirectionsIntoThePrivateNetwork(t *testing.T) {
	t.Parallel()
	targets := []string{
		"http://127.0.0.1/", "http://127.0.0.1:80/admin", "http://[::ffff:10.0.0.1]/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
		"http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://inside.example.com/", "http://mapped.example.com/", "http://nat.example.com/",
	}
	w := newWeb(t)
	w.site("news.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/")); err == nil {
			redirect(302, targets[n])(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	w.point("inside.example.com", addrs("192.168.0.1", "fe80::1"))
	w.point("mapped.example.com", addrs("::ffff:10.0.0.1"))
	w.point("nat.example.com", addrs("64:ff9b::a00:1"))
	c := w.client(Options{})
	for n := range targets {
		refused(t, c, "http://news.example.com/"+strconv.Itoa(n), NotPublic)
	}
	for _, a := range w.dialled {
		if !public(a.Addr()) {
			t.Errorf("%v was dialled", a)
		}
	}
}

// DNS that changes its mind: public when it is asked first, private after.
func TestNamesWhoseAddressChanges(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	good := w.site("news.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close") // so that the next request has to dial again
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		redirect(302, "http://news.example.com/secret")(w, r)
	}))
	private := addrs("127.0.0.1", "10.0.0.1")
	for _, answers := range [][][]netip.Addr{
		{{good}, private}, // the page itself, after robots.txt
		{{good}, {good}, private},
		{{good}, {good}, append(slices.Clone(private), good), private},
	} {
		w.point("news.example.com", answers...)
		refused(t, w.client(Options{}), "http://news.example.com/a", NotPublic)
	}
	for _, a := range w.dialled {
		if a.Addr() != good {
			t.Errorf("%v was dialled", a)
		}
	}
}

func TestAnswersThatNeverEnd(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	// drip sends a byte, and then one more for as long as somebody listens.
	drip := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		for tick := time.NewTicker(time.Millisecond); ; {
			if _, err := w.Write([]byte("a")); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			select {
			case <-tick.C:
			case <-r.Context().Done():
				return
			}
		}
	}
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/drip": drip, "/silent": silent}))
	w.site("rules.example.com", but(text("words"), map[string]http.HandlerFunc{"/robots.txt": drip}))
	c := w.client(Options{Time: 300 * time.Millisecond})
	refused(t, c, "http://news.example.com/drip", TooSlow)
	refused(t, c, "http://news.example.com/silent", TooSlow)
	refused(t, c, "http://rules.example.com/", TooSlow)
}

func TestBodiesBeyondTheLimit(t *testing.T) {
	t.Parallel()
	const size = 200 << 20
	w := newWeb(t)
	sent := make(chan int, 1)
	chunk := bytes.Repeat([]byte("words "), 10<<10)
	stream := func(w http.ResponseWriter, r *http.Request) {
		n := 0
		for n < size {
			m, err := w.Write(chunk)
			if n += m; err != nil {
				break
			}
		}
		sent <- n
	}
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{
		"/said": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", strconv.Itoa(size))
			stream(w, r)
		},
		"/unsaid": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			stream(w, r)
		},
		"/exact": answers(200, strings.Repeat("a", 1<<20), "Content-Type: text/plain"),
	}))
	c := w.client(Options{MaxBytes: 1 << 20})
	for _, path := range []string{"/said", "/unsaid"} {
		if s := refused(t, c, "http://news.example.com"+path, TooLarge); !strings.Contains(s, "1 MB") {
			t.Errorf("%s: %s", path, s)
		}
		if n := <-sent; n > 64<<20 {
			t.Errorf("%s: %d bytes were taken", path, n)
		}
	}
	if page := get(t, c, "http://news.example.com/exact"); len(page.Data) != 1<<20 {
		t.Errorf("%d bytes", len(page.Data))
	}
}

func TestBodiesThatGrow(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 2<<20))
	z.Close()
	// Empty blocks decompress to nothing, however many there are.
	idle := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}
	idle = append(idle, bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 40_000)...)
	w := newWeb(t)
	page := func(body []byte) http.HandlerFunc {
		return answers(200, string(body), "Content-Type: text/html", "Content-Encoding: gzip")
	}
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/bomb": page(bomb.Bytes()), "/idle": page(idle)}))
	c := w.client(Options{MaxBytes: 128 << 10})
	refused(t, c, "http://news.example.com/bomb", TooLarge)
	refused(t, c, "http://news.example.com/idle", TooLarge)
}

func TestAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	raw := func(answer string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				fmt.Fprint(conn, answer)
				conn.Close()
			}
		}
	}
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{
		"/short": raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\nHalf a page"),
		"/chunk": raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
		"/redis": raw("-ERR unknown command 'GET'\r\n"),
		"/ssh":   raw("SSH-2.0-OpenSSH_9.2\r\n"),
		"/empty": raw(""),
		"/heads": raw("HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 200<<10) + "\r\n\r\n"),
		"/many":  raw("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Many: 1\r\n", 20<<10) + "\r\n"),
		"/twice": raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
	}))
	c := w.client(Options{})
	for path, want := range map[string]Code{
		"/short": CutOff, "/chunk": CutOff, "/redis": NoAnswer, "/ssh": NoAnswer, "/empty": NoAnswer, "/heads": TooLarge, "/many": TooLarge, "/twice": NoAnswer,
	} {
		refused(t, c, "http://news.example.com"+path, want)
	}
}
