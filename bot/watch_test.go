package bot

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// frame writes a server's websocket frame.
func frame(opcode byte, payload []byte) []byte {
	out := []byte{0x80 | opcode}
	switch n := len(payload); {
	case n < 126:
		out = append(out, byte(n))
	case n < 1<<16:
		out = binary.BigEndian.AppendUint16(append(out, 126), uint16(n))
	default:
		out = binary.BigEndian.AppendUint64(append(out, 127), uint64(n))
	}
	return append(out, payload...)
}

func TestTheCloseCodeIsSeenHoweverTheBytesArrive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stream := []byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
		for range rapid.IntRange(0, 4).Draw(t, "frames") {
			size := rapid.SampledFrom([]int{0, 1, 2, 125, 126, 127, 300, 66_000}).Draw(t, "size")
			stream = append(stream, frame(rapid.SampledFrom([]byte{1, 2, 9, 10}).Draw(t, "opcode"), bytes.Repeat([]byte{0x88, 2}, size/2))...)
		}
		want := 0
		if rapid.Bool().Draw(t, "closed") {
			want = rapid.IntRange(1000, 4999).Draw(t, "code")
			stream = append(stream, frame(8, binary.BigEndian.AppendUint16(nil, uint16(want)))...)
		}
		var f frames
		w := newWatch()
		for len(stream) > 0 {
			n := rapid.IntRange(1, len(stream)).Draw(t, "piece")
			f.read(stream[:n], func(opcode byte, payload []byte, _ int) { w.see(opcode, payload) })
			stream = stream[n:]
		}
		got := w.ending().code
		if got != want {
			t.Fatalf("close code %d, want %d", got, want)
		}
	})
}

func TestBytesBehindAProxyAreNotReadAsFrames(t *testing.T) {
	t.Parallel()
	var f frames
	f.read(append([]byte("HTTP/1.1 200 Connection established\r\n\r\n"), frame(8, []byte{0x0f, 0xa4})...), func(opcode byte, payload []byte, _ int) {
		t.Errorf("frame %d with %x", opcode, payload)
	})
}

// pieces is a connection whose bytes come in pieces of its own choice.
type pieces struct {
	net.Conn
	stream []byte
	size   int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.stream) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.stream[:min(p.size, len(p.stream))])
	p.stream = p.stream[n:]
	return n, nil
}

func (*pieces) SetReadDeadline(time.Time) error { return nil }
func (*pieces) Close() error                    { return nil }

// passed reports whether got is a beginning of a stream, but for the case of the
// first letters of the names of events.
func passed(stream, got []byte) bool {
	if len(got) > len(stream) {
		return false
	}
	for i, c := range got {
		if c != stream[i] && (c != stream[i]|0x20 || !bytes.HasSuffix(stream[:i], []byte(startOfEvent))) {
			return false
		}
	}
	return true
}

// FuzzWhatPassesIsWhatCame reads any bytes in any pieces: what passes is a
// beginning of them, all of them unless Discord asks to leave, and the same
// however they are cut, up to the part of the last frame's header.
func FuzzWhatPassesIsWhatCame(f *testing.F) {
	hello := "HTTP/1.1 101 x\r\n\r\n"
	f.Add([]byte(hello+"\x88\x02\x0f\xa4"), 1)
	f.Add(append([]byte(hello), frame(1, []byte(`{"op":9,"d":false}`))...), 7)
	f.Add(append([]byte(hello), append(frame(1, bytes.Repeat([]byte("x"), 3000)), frame(1, []byte(`{"op":7,"d":null}`))...)...), 1000)
	f.Add(append([]byte(hello), frame(1, []byte(`{"t":"INTERACTION_CREATE","s":1,"op":0,"d":{"t":"READY"}}`))...), 5)
	f.Fuzz(func(t *testing.T, stream []byte, size int) {
		pass := func(size int) ([]byte, ending) {
			c := &watchedConn{Conn: &pieces{stream: bytes.Clone(stream), size: size}, watch: newWatch()}
			got, err := io.ReadAll(c)
			if !passed(stream, got) {
				t.Fatalf("%q passed of %q", got, stream)
			}
			if asked := errors.Is(err, errLeave); asked != c.left || !asked && len(got) != len(stream) {
				t.Fatalf("%d of %d bytes passed, then %v", len(got), len(stream), err)
			}
			return got, c.watch.ending()
		}
		if size < 1 {
			size = 1
		}
		whole, atOnce := pass(max(1, len(stream)))
		cut, inPieces := pass(size)
		if len(whole) > len(cut) || atOnce.asked != inPieces.asked && !atOnce.invalid && !inPieces.invalid {
			t.Fatalf("in one piece %d bytes and %+v, in pieces of %d %d bytes and %+v", len(whole), atOnce, size, len(cut), inPieces)
		}
	})
}

func TestAConnectionWithoutAnswersToHeartbeatsIsDead(t *testing.T) {
	t.Parallel()
	w := newWatch()
	if w.dead(time.Now().Add(time.Hour)) {
		t.Error("it is dead before HELLO")
	}
	w.see(textFrame, []byte(`{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":1000}}`))
	if now := time.Now(); w.dead(now.Add(2*time.Second)) || !w.dead(now.Add(3*time.Second)) {
		t.Error("it is not dead when the second heartbeat should have been answered")
	}
	w.acked = time.Now().Add(-time.Minute)
	if w.see(textFrame, []byte(`{"op":11}`)); w.dead(time.Now()) {
		t.Error("it is dead after an answer")
	}
}

func TestEventsAreKeptFromDiscordgo(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"t":"INTERACTION_CREATE","s":1,"op":0,"d":{"t":"X"}}`: `{"t":"iNTERACTION_CREATE","s":1,"op":0,"d":{"t":"X"}}`,
		`{"t":"READY","s":1,"op":0,"d":{}}`:                     `{"t":"READY","s":1,"op":0,"d":{}}`,
		`{"t":"RESUMED","s":1,"op":0,"d":{}}`:                   `{"t":"RESUMED","s":1,"op":0,"d":{}}`,
		`{"t":"READY_SOON","s":1,"op":0,"d":{}}`:                `{"t":"rEADY_SOON","s":1,"op":0,"d":{}}`,
		`{"t":null,"s":null,"op":11}`:                           `{"t":null,"s":null,"op":11}`,
		`{"op":0,"t":"MESSAGE_CREATE"}`:                         `{"op":0,"t":"MESSAGE_CREATE"}`,
		`{"t":"MESSAGE_CRE`:                                     `{"t":"MESSAGE_CRE`,
		`{"t":"`:                                                `{"t":"`,
	} {
		stream := []byte("HTTP/1.1 101 x\r\n\r\n")
		stream = append(append(stream, frame(textFrame, []byte(in))...), frame(2, []byte(in))...) // and what is no text
		var f frames
		f.read(stream, func(byte, []byte, int) {})
		if got := stream[len(stream)-2*len(in)-2 : len(stream)-len(in)-2]; string(got) != want {
			t.Errorf("%s passes as %s, want %s", in, got, want)
		}
		if got := stream[len(stream)-len(in):]; string(got) != in {
			t.Errorf("%s that is no text passes as %s", in, got)
		}
	}
}
