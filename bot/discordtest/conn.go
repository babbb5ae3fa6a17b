package discordtest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	compressFrom  = 4096 // bytes; smaller frames go out as text
	commandsLimit = 120  // that a client may send in a minute

	// grace is added to two heartbeat intervals before a silent client is
	// closed, for machines that are busy.
	grace = time.Second
)

// conn is one websocket of the gateway.
type conn struct {
	ws       *websocket.Conn
	session  *session  // nil before IDENTIFY; the server's lock guards it
	broke    time.Time // when it lost its session, on the real clock; so does this
	compress bool
	host     string // the other end's

	mu    sync.Mutex
	heard time.Time
	mute  bool // Hang: nothing goes out, nothing that comes in counts
	queue []frame
	more  chan struct{} // holds one token while there is something to write
	done  chan struct{} // closed when the connection is cut
	once  sync.Once
}

// truncated is the kind of a frame that is cut off.
const truncated = -1

type frame struct {
	kind int // websocket.TextMessage, BinaryMessage (to be compressed) or CloseMessage, or truncated
	data []byte
}

func (c *conn) push(f frame) {
	c.mu.Lock()
	if !c.mute {
		c.queue = append(c.queue, f)
	}
	c.mu.Unlock()
	select {
	case c.more <- struct{}{}:
	default:
	}
}

func (c *conn) frame(b []byte) { c.push(frame{websocket.TextMessage, b}) }

// event sends a dispatch, compressed as Discord does when it was asked to.
func (c *conn) event(b []byte, always bool) {
	if !c.compress || len(b) < compressFrom && !always {
		c.frame(b)
		return
	}
	c.push(frame{websocket.BinaryMessage, b})
}

// compressor is kept from frame to frame: a new one is a megabyte.
type compressor struct {
	to bytes.Buffer
	w  *zlib.Writer
}

func newCompressor() *compressor {
	z := &compressor{}
	z.w, _ = zlib.NewWriterLevel(&z.to, zlib.BestSpeed) // that level there is
	return z
}

// compress returns b compressed, until the next call.
func (z *compressor) compress(b []byte) []byte {
	z.to.Reset()
	z.w.Reset(&z.to)
	z.w.Write(b)
	z.w.Close()
	return z.to.Bytes()
}

// bye closes with a code after what is in the queue.
func (c *conn) bye(code int, reason string) {
	c.push(frame{websocket.CloseMessage, websocket.FormatCloseMessage(code, reason)})
}

// cut drops the connection without a word.
func (c *conn) cut() {
	c.once.Do(func() {
		close(c.done)
		c.ws.NetConn().Close()
	})
}

func (c *conn) hang() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mute = true
}

func (c *conn) lastHeard() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.heard
}

// hear notes that something came, and reports whether it counts.
func (c *conn) hear() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = time.Now()
	return !c.mute
}

// write sends the queue until the connection ends. A client that takes nothing
// for so long is gone.
func (c *conn) write(patience time.Duration) {
	defer c.cut()
	var z *compressor
	for {
		select {
		case <-c.more:
		case <-c.done:
			return
		}
		c.mu.Lock()
		q := c.queue
		c.queue = nil
		c.mu.Unlock()
		for _, f := range q {
			if f.kind == truncated {
				c.ws.NetConn().Write([]byte("\x81\x7e\x01\x00{\"t\":\"INTERACTION_CREATE\",\"op\":0")) // 256 bytes are announced
				return
			}
			if f.kind == websocket.CloseMessage {
				c.ws.WriteControl(f.kind, f.data, time.Now().Add(time.Second))
				return
			}
			if f.kind == websocket.BinaryMessage {
				if z == nil {
					z = newCompressor()
				}
				f.data = z.compress(f.data)
			}
			c.ws.SetWriteDeadline(time.Now().Add(patience))
			if c.ws.WriteMessage(f.kind, f.data) != nil {
				return
			}
		}
	}
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		writeError(w, errNotFound)
		return
	}
	// A bot sends no Origin; a page in somebody's browser does, and has no
	// business here.
	up := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "" }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	host, _, _ := net.SplitHostPort(r.RemoteAddr) // "" where that is no address
	c := &conn{ws: ws, host: host, more: make(chan struct{}, 1), done: make(chan struct{})}
	s.mu.Lock()
	if s.http == nil {
		s.mu.Unlock()
		c.cut()
		return
	}
	s.gate.conns[c] = struct{}{}
	s.running.Add(2)
	s.mu.Unlock()
	go func() { defer s.running.Done(); c.write(s.silence()) }()
	defer s.running.Done()
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" || r.URL.Query().Get("encoding") == "etf" {
		c.bye(closeVersion, "Invalid API version.")
	} else {
		s.waitHello(r)
		c.frame(encode(packet{Op: opHello, Data: obj{"heartbeat_interval": s.opts.Heartbeat.Milliseconds()}}))
	}
	err = s.readGateway(c)
	s.leave(c, err)
}

// waitHello waits before HELLO as a fault says.
func (s *Server) waitHello(r *http.Request) {
	s.mu.Lock()
	slow := s.gate.slow
	s.mu.Unlock()
	s.wait(r, slow)
}

// leave forgets a connection. Its session can be resumed unless the client
// closed with 1000 or 1001.
func (s *Server) leave(c *conn, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.gate.conns, c)
	if n := c.session; n != nil {
		n.conn, n.left, c.session, c.broke = nil, s.now(), nil, time.Now()
		if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
			s.endSession(n)
		}
	}
	c.cut()
	s.touch()
}

// silence is how long nothing may come from a client.
func (s *Server) silence() time.Duration { return 2*s.opts.Heartbeat + grace }

// readGateway takes what the client sends until it ends.
func (s *Server) readGateway(c *conn) error {
	window, sent := time.Now(), 0
	for {
		c.ws.SetReadDeadline(time.Now().Add(s.silence()))
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			var late interface{ Timeout() bool }
			if errors.As(err, &late) && late.Timeout() {
				c.bye(closeTimeout, "Session timed out.")
				<-c.done
			}
			return err
		}
		if !c.hear() {
			continue
		}
		if time.Since(window) > time.Minute {
			window, sent = time.Now(), 0
		}
		if sent++; sent > commandsLimit {
			err = &refusal{closeRate, "Rate limited."}
		} else {
			err = s.command(c, b)
		}
		var no *refusal
		if errors.As(err, &no) {
			c.bye(no.code, no.reason)
			<-c.done
			return err
		}
	}
}

// command does what the client asks.
func (s *Server) command(c *conn, b []byte) error {
	v, err := decode(b)
	m, ok := v.(obj)
	if err != nil || !ok {
		return &refusal{closeDecode, "Error while decoding payload."}
	}
	op, ok := number(m["op"])
	if !ok {
		return &refusal{closeDecode, "Error while decoding payload."}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch op {
	case opHeartbeat:
		s.gate.counts.Heartbeats++
		if !s.gate.holdAcks {
			c.frame(encode(packet{Op: opAck}))
		}
		s.touch()
		return nil
	case opIdentify:
		return s.identify(c, object(m, "d"))
	case opResume:
		return s.resume(c, object(m, "d"))
	case opPresence, opVoice, opMembers, opSoundboard:
		if c.session == nil {
			return &refusal{closeNotIdentified, "Not authenticated."}
		}
		return nil
	}
	return &refusal{closeUnknownOp, "Unknown opcode."}
}
