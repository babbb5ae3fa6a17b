package storetest

import (
	"net"
	"net/url"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Line is a way to a Postgres server that can be cut off: nothing passes then,
// and nothing is closed, as when a cable is pulled.
type Line struct {
	// Address is that of the database by this way.
	Address string

	network, server string
	listener        net.Listener

	mu    sync.Mutex
	whole chan struct{} // closed while the line is whole
	conns []net.Conn
	ended bool
	all   sync.WaitGroup
}

// NewLine returns a line to the database at an address. It ends with the test.
func NewLine(t testing.TB, address string) *Line {
	t.Helper()
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal("the address of the test database cannot be read")
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal("the address of the test database cannot be read")
	}
	l := &Line{whole: make(chan struct{})}
	close(l.whole)
	l.network, l.server = pgconn.NetworkAddress(cfg.Host, cfg.Port)
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Del("host")
	q.Del("port")
	u.Host, u.RawQuery = l.listener.Addr().String(), q.Encode()
	l.Address = u.String()
	l.all.Go(l.accept)
	t.Cleanup(l.close)
	return l
}

// Cut lets nothing pass until Join is called.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.whole = make(chan struct{})
}

// Join lets everything pass after Cut, what has waited first.
func (l *Line) Join() {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.whole)
}

func (l *Line) close() {
	l.mu.Lock()
	l.ended = true
	select {
	case <-l.whole:
	default:
		close(l.whole)
	}
	_ = l.listener.Close() // nobody comes any more
	for _, c := range l.conns {
		_ = c.Close() // it may be closed already
	}
	l.mu.Unlock()
	l.all.Wait()
}

// wait returns once the line is whole.
func (l *Line) wait() {
	l.mu.Lock()
	whole := l.whole
	l.mu.Unlock()
	<-whole
}

// keep reports whether a connection may be used: it is closed with the line.
func (l *Line) keep(c net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conns = append(l.conns, c)
	if l.ended {
		_ = c.Close() // it was not used
	}
	return !l.ended
}

func (l *Line) accept() {
	for {
		c, err := l.listener.Accept()
		if err != nil || !l.keep(c) {
			return
		}
		l.all.Go(func() {
			l.wait()
			server, err := net.Dial(l.network, l.server)
			if err != nil || !l.keep(server) {
				_ = c.Close() // which says so
				return
			}
			l.all.Go(func() { l.pass(server, c) })
			l.pass(c, server)
		})
	}
}

// pass takes bytes from one end to the other until either is closed.
func (l *Line) pass(to, from net.Conn) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		l.wait()
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				_ = from.Close() // it may be closed already
				return
			}
		}
		if err != nil {
			_ = to.Close() // it may be closed already
			return
		}
	}
}
