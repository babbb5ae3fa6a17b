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
	// startOfEvent is how Discord begins a packet with an event.
	startOfEvent = `{"t":"`
	maxHTTP      = 64 << 10
	maxKept      = 1 << 10 // bytes; HELLO is the longest packet of interest, with some 200
)

// read takes the next bytes, renames the events that begin in them (see unread),
// and calls see with each short frame that ends in them and where in them it
// began: 0 when that was in bytes before. The payload is only see's to look at.
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
			if size, ok := f.header(); ok {
				unread(p[i : i+int(min(size, uint64(len(p)-i)))])
			}
		}
	}
}

// unread makes a name that discordgo does not know of the name of an event, of
// which p is the beginning as far as it is there: INTERACTION_CREATE becomes
// iNTERACTION_CREATE. discordgo decodes events that it knows into types of its own,
// one after the other; for an interaction with the message of a button that takes
// longer than all else that is done to look at it. It needs READY and RESUMED. A
// name that stands elsewhere, or is cut off, stays what it is, which costs time and
// nothing else.
func unread(p []byte) {
	name, ok := bytes.CutPrefix(p, []byte(startOfEvent))
	if !ok {
		return
	}
	end := bytes.IndexByte(name, '"')
	if end < 1 || string(name[:end]) == "READY" || string(name[:end]) == "RESUMED" {
		return
	}
	if c := name[0]; 'A' <= c && c <= 'Z' {
		name[0] = c - 'A' + 'a'
	}
}

// header acts on a frame's header once all of it is there; ok when it is that of a
// text, and its size follows.
func (f *frames) header() (size uint64, ok bool) {
	if len(f.head) < 2 {
		return 0, false
	}
	rest := f.head[2:]
	switch size = uint64(f.head[1] & 0x7f); size {
	case 126:
		if len(rest) < 2 {
			return 0, false
		}
		size = uint64(binary.BigEndian.Uint16(rest))
	case 127:
		if len(rest) < 8 {
			return 0, false
		}
		size = binary.BigEndian.Uint64(rest)
	}
	const whole = 0x80 // the frame is not continued in another
	kind := f.head[0]
	if size <= maxKept && (kind == whole|textFrame || kind == whole|closeFrame) {
		f.opcode, f.want = kind&0x0f, int(size)
	} else {
		f.skip = size
	}
	f.head = f.head[:0]
	return size, kind&0x0f == textFrame
}
