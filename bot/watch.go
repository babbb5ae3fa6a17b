package bot

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// quiet is how long a gateway connection may be silent before it is taken for
// dead. Discord answers a heartbeat about every 41 seconds.
const quiet = 100 * time.Second

// watch looks at the bytes of a gateway connection as they pass. It gives every
// read a deadline, which discordgo does not, and remembers the code with which
// Discord closed the connection, which discordgo does not tell.
type watch struct {
	mu       sync.Mutex
	conn     net.Conn
	lastRead atomic.Int64 // Unix nanoseconds; 0 before anything was read
	code     atomic.Int64
}

// dialer returns a websocket dialer whose connections are watched.
func (w *watch) dialer(limit time.Duration) *websocket.Dialer {
	d := &net.Dialer{Timeout: limit}
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: limit,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := d.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return w.over(c), nil
		},
		NetDialTLSContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			t := &tls.Dialer{NetDialer: d, Config: &tls.Config{MinVersion: tls.VersionTLS12}}
			c, err := t.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return w.over(c), nil
		},
	}
}

func (w *watch) over(c net.Conn) net.Conn {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.conn = c
	return &watchedConn{Conn: c, watch: w}
}

// cut breaks the connection under whoever reads from it.
func (w *watch) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		_ = w.conn.Close() // it may be closed already, which is what is wanted
	}
}

func (w *watch) forget()        { w.code.Store(0) }
func (w *watch) closeCode() int { return int(w.code.Load()) }

// watchedConn is a connection under a watch.
type watchedConn struct {
	net.Conn
	watch  *watch
	frames frames
}

func (c *watchedConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(quiet)); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.watch.lastRead.Store(time.Now().UnixNano())
		if code := c.frames.read(p[:n]); code != 0 {
			c.watch.code.Store(int64(code))
		}
	}
	return n, err
}

// frames follows a server's side of a websocket, in whatever pieces it comes,
// for the code of its close frame. See RFC 6455, section 5.2; a server's frames
// are not masked.
type frames struct {
	begun  bool   // the HTTP answer is over
	deaf   bool   // what comes is no websocket: a proxy stands between, with TLS through it
	head   []byte // the HTTP answer, or a frame's header, so far
	skip   uint64 // bytes of payload to pass over
	closed bool   // the payload that comes is a close frame's
}

const (
	startOfHTTP = "HTTP/1.1 101 "
	endOfHTTP   = "\r\n\r\n"
	maxHTTP     = 64 << 10
)

// read takes the next bytes and returns the close code when it is in them, and
// otherwise 0.
func (f *frames) read(p []byte) int {
	for len(p) > 0 && !f.deaf {
		switch {
		case !f.begun:
			f.head = append(f.head, p[0])
			p = p[1:]
			if bytes.HasSuffix(f.head, []byte(endOfHTTP)) {
				f.begun, f.deaf = true, !bytes.HasPrefix(f.head, []byte(startOfHTTP))
				f.head = nil
			}
			f.deaf = f.deaf || len(f.head) > maxHTTP
		case f.skip > 0:
			n := min(f.skip, uint64(len(p)))
			p, f.skip = p[n:], f.skip-n
		case f.closed:
			f.head = append(f.head, p[0])
			p = p[1:]
			if len(f.head) == 2 {
				return int(binary.BigEndian.Uint16(f.head))
			}
		default:
			f.head = append(f.head, p[0])
			p = p[1:]
			f.header()
		}
	}
	return 0
}

// header acts on a frame's header once all of it is there.
func (f *frames) header() {
	if len(f.head) < 2 {
		return
	}
	size, rest := uint64(f.head[1]&0x7f), f.head[2:]
	switch size {
	case 126:
		if len(rest) < 2 {
			return
		}
		size = uint64(binary.BigEndian.Uint16(rest))
	case 127:
		if len(rest) < 8 {
			return
		}
		size = binary.BigEndian.Uint64(rest)
	}
	const closeFrame = 0x8
	f.closed = f.head[0]&0x0f == closeFrame && size >= 2
	f.head = f.head[:0]
	if !f.closed {
		f.skip = size
	}
}
