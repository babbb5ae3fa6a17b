package bot

import (
	"bytes"
	"encoding/binary"
	"testing"

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
		got := 0
		for len(stream) > 0 {
			n := rapid.IntRange(1, len(stream)).Draw(t, "piece")
			if code := f.read(stream[:n]); code != 0 {
				got = code
			}
			stream = stream[n:]
		}
		if got != want {
			t.Fatalf("close code %d, want %d", got, want)
		}
	})
}

func TestBytesBehindAProxyAreNotReadAsFrames(t *testing.T) {
	t.Parallel()
	var f frames
	if code := f.read(append([]byte("HTTP/1.1 200 Connection established\r\n\r\n"), frame(8, []byte{0x0f, 0xa4})...)); code != 0 {
		t.Errorf("close code %d", code)
	}
}

func FuzzFramesNeverPanic(f *testing.F) {
	f.Add([]byte("HTTP/1.1 101 x\r\n\r\n\x88\x02\x0f\xa4"))
	f.Fuzz(func(t *testing.T, p []byte) {
		var fr frames
		fr.read(p)
		if code := fr.read(p); code < 0 || code > 65535 {
			t.Fatalf("code %d", code)
		}
	})
}
