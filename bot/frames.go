package bot

import (
	"bytes"
	"encoding/binary"
)

// Opcodes of websocket frames that frames looks into.
const (
	textFrame  = 0x1
	closeFrame = 0x8
)

// frames follows a server's side of a websocket, in whatever pieces it comes,
// for the short frames that say how the connection is: close frames and the
// packets of the gateway that carry no event. See RFC 6455, section 5.2; a
// server's frames are not masked.
type frames struct {
	begun  bool   // the HTTP answer is over
	deaf   bool   // what comes is no websocket: a proxy stands between, with TLS through it
	head   []byte // the HTTP answer, or a frame's header, so far
	skip   uint64 // bytes of payload to pass over
	opcode byte   // of the frame whose payload is kept
	want   int    // bytes of that payload
	kept   []byte // of them so far
}

const (
	startOfHTTP = "HTTP/1.1 101 "
	endOfHTTP   = "\r\n\r\n"
	maxHTTP     = 64 << 10
	maxKept     = 1 << 10 // bytes; HELLO is the longest packet of interest, with some 200
)

// read takes the next bytes, and calls see with each short frame that ends in
// them and where in them it began: 0 when that was in bytes before. The payload
// is only see's to look at.
func (f *frames) read(p []byte, see func(opcode byte, payload []byte, start int)) {
	start := 0
	for i := 0; i < len(p) && !f.deaf; {
		switch {
		case !f.begun:
			f.head = append(f.head, p[i])
			i++
			if bytes.HasSuffix(f.head, []byte(endOfHTTP)) {
				f.begun, f.deaf = true, !bytes.HasPrefix(f.head, []byte(startOfHTTP))
				f.head = nil
			}
			f.deaf = f.deaf || len(f.head) > maxHTTP
		case f.skip > 0:
			n := min(f.skip, uint64(len(p)-i))
			i, f.skip = i+int(n), f.skip-n
		case f.want > 0:
			n := min(f.want-len(f.kept), len(p)-i)
			f.kept = append(f.kept, p[i:i+n]...)
			i += n
			if len(f.kept) == f.want {
				see(f.opcode, f.kept, start)
				f.kept, f.want = f.kept[:0], 0
			}
		default:
			if len(f.head) == 0 {
				start = i
			}
			f.head = append(f.head, p[i])
			i++
			f.header()
		}
	}
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
	const whole = 0x80 // the frame is not continued in another
	switch kind := f.head[0]; {
	case size <= maxKept && (kind == whole|textFrame || kind == whole|closeFrame):
		f.opcode, f.want = kind&0x0f, int(size)
	default:
		f.skip = size
	}
	f.head = f.head[:0]
}
