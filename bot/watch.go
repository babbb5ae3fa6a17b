package bot

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// quiet is how long a gateway connection may be silent before it is taken for
	// dead. Discord answers a heartbeat about every 41 seconds.
	quiet = 100 * time.Second
	// writeTime is how long a packet may take to leave this machine.
	writeTime = 10 * time.Second
)

// Packets of the gateway that a watch knows.
const (
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// errLeave ends a connection that Discord asks to leave.
var errLeave = errors.New("asked by Discord to connect again")

// watch looks at the bytes of a gateway connection as they pass. It gives every
// read and write a deadline, which discordgo does not; it remembers the code
// with which Discord closed the connection, which discordgo does not tell; it
// knows how long heartbeats have not been answered; and it ends the connection
// where Discord asks to reconnect (op 7) or says that the session is invalid
// (op 9), before discordgo sees that: it locks itself up at an op 7 while it
// resumes, and identifies at an op 9 without regard to the limits.
type watch struct {
	broken chan struct{} // a token for each connection that broke under its reader

	mu       sync.Mutex
	conn     net.Conn
	interval time.Duration // of heartbeats, as HELLO asks; 0 before it
	acked    time.Time     // the last answer to a heartbeat, or HELLO
	end      ending
}

// ending is what is known of a connection that ended.
type ending struct {
	code    int  // with which Discord closed it; 0 for none
	asked   bool // Discord asked to reconnect
	invalid bool // Discord said that the session is invalid
	lost    bool // and cannot be resumed
}

func newWatch() *watch { return &watch{broken: make(chan struct{}, 1)} }

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

// forget begins anew, for another connection.
func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end, w.interval = ending{}, 0
	drain(w.broken)
}

// ending returns what is known of how the connection ended.
func (w *watch) ending() ending {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.end
}

// dead reports whether Discord has not answered heartbeats for too long: when
// the second one in a row should have been answered.
func (w *watch) dead(now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.interval > 0 && now.Sub(w.acked) > 2*w.interval+w.interval/4
}

// see takes a frame, and reports whether the connection is to be left before it.
func (w *watch) see(opcode byte, payload []byte) (leave bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if opcode == closeFrame {
		if len(payload) >= 2 {
			w.end.code = int(binary.BigEndian.Uint16(payload))
		}
		return false
	}
	var packet struct {
		Op int             `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if json.Unmarshal(payload, &packet) != nil {
		return false
	}
	switch packet.Op {
	case opHello:
		var hello struct {
			Interval int64 `json:"heartbeat_interval"` // milliseconds
		}
		if json.Unmarshal(packet.D, &hello) == nil && hello.Interval > 0 {
			w.interval, w.acked = time.Duration(hello.Interval)*time.Millisecond, time.Now()
		}
	case opAck:
		w.acked = time.Now()
	case opReconnect:
		w.end.asked = true
		return true
	case opInvalid:
		w.end.invalid, w.end.lost = true, string(packet.D) != "true"
		return true
	}
	return false
}

// watchedConn is a connection under a watch.
type watchedConn struct {
	net.Conn
	watch  *watch
	frames frames
	left   bool // what came last asks to leave
}

// Read lets bytes pass up to the frame that asks to leave.
func (c *watchedConn) Read(p []byte) (int, error) {
	if c.left {
		return 0, c.broke(errLeave)
	}
	if err := c.SetReadDeadline(time.Now().Add(quiet)); err != nil {
		return 0, c.broke(err)
	}
	n, err := c.Conn.Read(p)
	passed := n
	c.frames.read(p[:n], func(opcode byte, payload []byte, start int) {
		if c.watch.see(opcode, payload) && !c.left {
			c.left, passed = true, start
		}
	})
	switch {
	case c.left && passed == 0:
		return 0, c.broke(errLeave)
	case err != nil:
		return passed, c.broke(err)
	}
	return passed, nil
}

func (c *watchedConn) broke(err error) error {
	_ = c.Close() // nobody reads from it any more
	signal(c.watch.broken)
	return err
}

func (c *watchedConn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}
