package bot

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Interactions can come over HTTP in place of the gateway. Discord signs each;
// everybody else can send what they like to the same address.
const (
	maxInteraction  = 1 << 20         // bytes of a body; a message of Discord's largest is a tenth of it
	maxSignatureAge = 5 * time.Minute // of a signature, so that few are remembered
	maxClockSkew    = 5 * time.Second // by which the sender's clock may be ahead

	headerSignature = "X-Signature-Ed25519"
	headerTimestamp = "X-Signature-Timestamp"
)

// What is wrong with a request that is no interaction of Discord's.
var (
	errUnsigned = errors.New("the signature is not that of Discord")
	errStale    = errors.New("the timestamp is too old or in the future")
)

// ParsePublicKey reads an application's public key as the Developer Portal shows
// it: 64 hexadecimal digits.
func ParsePublicKey(s string) (ed25519.PublicKey, error) {
	key, err := hex.DecodeString(s)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("a public key is 64 hexadecimal digits. Copy it from https://discord.com/developers/applications: the application, General Information, Public Key")
	}
	return key, nil
}

// verifySignature returns nil when the body is signed with the key at a time
// that is not long ago.
func verifySignature(key ed25519.PublicKey, signature, timestamp string, body []byte, now time.Time) error {
	sig, err := hex.DecodeString(signature)
	if err != nil || len(sig) != ed25519.SignatureSize || len(key) != ed25519.PublicKeySize {
		return errUnsigned
	}
	if len(timestamp) == 0 || len(timestamp) > 20 {
		return errUnsigned
	}
	if !ed25519.Verify(key, append([]byte(timestamp), body...), sig) {
		return errUnsigned
	}
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return errStale
	}
	if age := now.Unix() - at; age > int64(maxSignatureAge/time.Second) || age < -int64(maxClockSkew/time.Second) {
		return errStale
	}
	return nil
}

// Interactions returns a handler that takes interactions which Discord sends
// over HTTP, signed with the application's key, and answers them as those that
// come over the gateway. It refuses what is not signed, what was signed more
// than five minutes ago, and what it, or another process with the same store,
// has been sent before. It serves while Run runs.
func (b *Bot) Interactions(key ed25519.PublicKey) (http.Handler, error) {
	if len(key) != ed25519.PublicKeySize {
		return nil, errors.New("the public key has the wrong length")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.takeOverHTTP(w, r, key) }), nil
}

func (b *Bot) takeOverHTTP(w http.ResponseWriter, r *http.Request, key ed25519.PublicKey) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Discord sends interactions here by POST.", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	if err != nil {
		status := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "The body could not be read.", status)
		return
	}
	err = verifySignature(key, r.Header.Get(headerSignature), r.Header.Get(headerTimestamp), body, b.now())
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	now := time.Now()
	in := interaction{came: now}
	if err := json.Unmarshal(body, &in); err != nil || in.ID == "" {
		http.Error(w, "The body is no interaction.", http.StatusBadRequest)
		return
	}
	if in.Type == interactionPing {
		w.Header().Set("Content-Type", jsonType)
		_, _ = io.WriteString(w, `{"type":1}`) // whoever went away needs no answer
		return
	}
	leave, ok := b.hands.take(crowdOf(in.GuildID, in.person()), b.pressed(b.lag.of(in.ID, now), now))
	if !ok {
		b.overwhelmed(&b.refusedUnread)
		if body, kind, err := encode(busy(in.Type, in.Locale)); err == nil {
			firstResponse{body, kind}.write(w)
		}
		return
	}
	b.serveOverHTTP(w, r, &in, leave)
}

// serveOverHTTP runs an interaction and writes its first response; what comes
// after that goes the way of all others.
func (b *Bot) serveOverHTTP(w http.ResponseWriter, r *http.Request, in *interaction, leave func()) {
	in.over = &httpResponse{first: make(chan firstResponse, 1)}
	done := make(chan error, 1)
	go func() {
		defer leave()
		done <- b.serve(in.ID, b.claimTime, func(ctx context.Context, refused error) { b.interact(ctx, in, refused) })
	}()
	select {
	case first := <-in.over.first:
		first.write(w)
	case <-r.Context().Done():
		in.over.close() // Discord went away: the answer goes to its REST interface
	case err := <-done:
		select {
		case first := <-in.over.first: // both came in the same moment
			first.write(w)
			return
		default:
		}
		switch err {
		case nil:
			w.WriteHeader(http.StatusAccepted) // it went another way
		case errServed:
			http.Error(w, "This interaction was here before.", http.StatusConflict)
		default:
			http.Error(w, "Pincite cannot take this now.", http.StatusServiceUnavailable)
		}
	}
}

// httpResponse hands an interaction's first response to the HTTP request that
// brought the interaction.
type httpResponse struct {
	mu     sync.Mutex
	closed bool
	first  chan firstResponse
}

// firstResponse is a callback as it is written.
type firstResponse struct {
	body []byte
	kind string // Content-Type
}

func (f firstResponse) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", f.kind)
	_, _ = w.Write(f.body) // an interaction that Discord no longer waits for has failed for the person
}

// give takes the first response, and reports whether somebody waits for it.
func (h *httpResponse) give(body []byte, kind string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.closed = true
	h.first <- firstResponse{body, kind}
	return true
}

func (h *httpResponse) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
}
