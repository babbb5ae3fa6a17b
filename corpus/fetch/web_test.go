package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// web is the internet as a test wants it: names, the addresses that they stand
// for, and real servers on this machine behind these.
type web struct {
	t testing.TB

	mu      sync.Mutex
	names   map[string]func() []netip.Addr
	servers map[netip.AddrPort]string // where a server really listens
	dialled []netip.AddrPort
	roots   *x509.CertPool
	next    byte
}

func newWeb(t testing.TB) *web {
	return &web{t: t, names: map[string]func() []netip.Addr{}, servers: map[netip.AddrPort]string{}, roots: x509.NewCertPool()}
}

// site serves a host at ports 80 and 443, and returns its address. The host has
// to be example.com or one below it, for which httptest has a certificate.
func (w *web) site(host string, h http.Handler) netip.Addr {
	w.t.Helper()
	plain, secure := httptest.NewServer(h), httptest.NewUnstartedServer(h)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // handshakes that the client leaves
	secure.EnableHTTP2 = true
	secure.StartTLS()
	w.t.Cleanup(plain.Close)
	w.t.Cleanup(secure.Close)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	addr := netip.AddrFrom4([4]byte{45, 0, 0, w.next})
	w.roots.AddCert(secure.Certificate())
	w.servers[netip.AddrPortFrom(addr, 80)] = plain.Listener.Addr().String()
	w.servers[netip.AddrPortFrom(addr, 443)] = secure.Listener.Addr().String()
	w.names[host] = func() []netip.Addr { return []netip.Addr{addr} }
	return addr
}

// point makes a name stand for addresses, another time for others.
func (w *web) point(host string, answers ...[]netip.Addr) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[host] = func() []netip.Addr {
		a := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		return slices.Clone(a)
	}
}

func (w *web) resolve(_ context.Context, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if answer, ok := w.names[host]; ok {
		return answer(), nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func (w *web) dial(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
	w.mu.Lock()
	to := w.servers[addr]
	w.dialled = append(w.dialled, addr)
	w.mu.Unlock()
	if to == "" {
		return nil, errors.New("connection refused")
	}
	return new(net.Dialer).DialContext(ctx, "tcp", to)
}

// client is a Client in this web. It has a long time, so that a busy machine
// does no harm, and waits for nobody.
func (w *web) client(o Options) *Client {
	w.t.Helper()
	o.Network = Network{Resolve: w.resolve, Dial: w.dial, Roots: w.roots}
	if o.Time == 0 {
		o.Time = time.Minute
	}
	if o.Gap == 0 {
		o.Gap = time.Nanosecond
	}
	return newClient(w.t, o)
}

// get fetches a link and expects a page.
func get(t *testing.T, c *Client, link string) *Page {
	t.Helper()
	page, err := c.Get(t.Context(), Request{Link: link})
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	return page
}

// refused fetches a link and expects a problem, whose sentence it returns.
func refused(t *testing.T, c *Client, link string, want Code) string {
	t.Helper()
	page, err := c.Get(t.Context(), Request{Link: link})
	if page != nil || code(err) != want {
		t.Fatalf("%s: %+v, %q (%v), want %q", link, page, code(err), err, want)
	}
	for _, inside := range []string{"127.0.0.1", "10.0.0.", "dial", "tcp", "lookup", "context", "EOF"} {
		if strings.Contains(err.Error(), inside) {
			t.Errorf("%s: the sentence tells too much: %s", link, err)
		}
	}
	return err.Error()
}

// text answers with a page of text, and nothing for robots.txt.
func text(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write([]byte(body))
	})
}

// but answers some paths in a way of its own.
func but(h http.Handler, paths map[string]http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if own, ok := paths[r.URL.Path]; ok {
			own(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// redirect leads somewhere else.
func redirect(status int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

// answers has headers, given as "Name: value", and a body.
func answers(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		w.Write([]byte(body))
	}
}

func addrs(texts ...string) []netip.Addr {
	var all []netip.Addr
	for _, text := range texts {
		all = append(all, netip.MustParseAddr(text))
	}
	return all
}

// within makes a Network of one server for every host, without sockets, so that
// both ends can live in a synctest bubble and its time.
func within(t *testing.T, h http.Handler) Network {
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: h}
	go server.Serve(l)
	t.Cleanup(func() { server.Shutdown(context.Background()) }) // waits for the handlers
	return Network{
		Resolve: func(context.Context, string) ([]netip.Addr, error) { return addrs("45.0.0.1"), nil },
		Dial: func(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
			here, there := net.Pipe()
			select {
			case l.conns <- there:
				return here, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
	}
}

// pipes is a listener for in-memory connections.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.IPAddr{} }
