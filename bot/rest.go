package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// rest sends requests to Discord's REST interface through a discordgo session
// that is never opened.
//
// It goes round three things of discordgo's. Its rate-limit buckets are shared
// by all edits of interaction replies, locked during the request, and never
// freed: every request here gets a bucket of its own that is thrown away. Its
// waits do not end with the context: the waiting is done here. Its errors
// contain the address, and thereby an interaction's token: ours do not.
type rest struct {
	session *discordgo.Session
	slow    *discordgo.Session // for requests that carry files
	pace    *pace
}

// apiError is Discord's refusal of a request.
type apiError struct {
	Status  int    // of HTTP
	Code    int    // Discord's own; 0 when there was none
	Message string // Discord's own words
	body    []byte // the whole answer; names the fields that were refused
}

func (e *apiError) Error() string {
	return fmt.Sprintf("Discord answered HTTP %d, code %d: %s", e.Status, e.Code, e.Message)
}

// Discord's codes that Pincite tells apart.
const (
	codeUnknownWebhook     = 10015 // the interaction has no callback yet
	codeUnknownInteraction = 10062 // it came too late, or from another session
	codeAlreadyAnswered    = 40060
	codeMissingAccess      = 50001
	codeCannotSend         = 50013
)

const (
	attempts    = 4 // of a request without a deadline
	firstPause  = 150 * time.Millisecond
	hastyPause  = 400 * time.Millisecond // between attempts at what Discord waits 3 s for, at most
	maxPause    = 5 * time.Second
	maxLimit    = 15 * time.Minute // that is waited for; then an interaction's token is dead
	requestTime = 15 * time.Second
	uploadTime  = 90 * time.Second // of a request that carries files
)

func newREST(token string, transport http.RoundTripper) (*rest, error) {
	r := &rest{pace: newPace(transport)}
	for _, s := range []struct {
		to      **discordgo.Session
		timeout time.Duration
	}{{&r.session, requestTime}, {&r.slow, uploadTime}} {
		session, err := discordgo.New("Bot " + token)
		if err != nil {
			return nil, err
		}
		session.Client = &http.Client{Transport: r.pace, Timeout: s.timeout}
		session.LogLevel = silent
		session.UserAgent = "DiscordBot (https://github.com/pincite/pincite, 1)"
		*s.to = session
	}
	return r, nil
}

// silent keeps discordgo from writing to the standard logger: what it has to
// say is returned or logged here, without tokens.
const silent = -1

// do sends a request with a JSON body (nil for none) and decodes the answer
// into out (nil when it is not wanted). What failed in passing is tried again:
// rate limits, gateways that are down, and, when the request may be sent twice
// without harm, connections that broke. It goes on until the context's deadline
// would pass; without one it tries four times.
func (r *rest) do(ctx context.Context, method, address string, body, out any, repeatable bool) error {
	return r.persist(ctx, method, address, body, out, repeatable, maxPause)
}

// persist is do with pauses of its own length.
func (r *rest) persist(ctx context.Context, method, address string, body, out any, repeatable bool, longest time.Duration) error {
	encoded, kind, err := encode(body)
	if err != nil {
		return fmt.Errorf("encode the request: %w", err)
	}
	for attempt := 1; ; attempt++ {
		answer, err := r.once(ctx, method, address, kind, encoded)
		if err == nil {
			if out == nil || len(answer) == 0 {
				return nil
			}
			return json.Unmarshal(answer, out)
		}
		pause, again := retry(err, attempt, repeatable)
		end, ends := ctx.Deadline()
		spent := attempt == attempts
		if _, limited := errors.AsType[*limitedError](err); !limited {
			pause = min(pause, longest)
		}
		if ends {
			spent = time.Until(end) < pause
		}
		if !again || spent || !sleep(ctx, pause) {
			return scrub(err)
		}
	}
}

func (r *rest) once(ctx context.Context, method, address, kind string, body []byte) ([]byte, error) {
	bucket := discordgo.NewRatelimiter().LockBucket("")
	session := r.session
	if kind != jsonType {
		session = r.slow
	}
	return session.RequestWithLockedBucket(method, address, kind, body, bucket, 0,
		discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0), withoutType(body))
}

// withoutType takes the content type from a request without a body: Discord
// refuses an empty body that claims to be JSON.
func withoutType(body []byte) discordgo.RequestOption {
	return func(cfg *discordgo.RequestConfig) {
		if body == nil {
			cfg.Request.Header.Del("Content-Type")
		}
	}
}

// retry says whether to try again, and after which pause.
func retry(err error, attempt int, repeatable bool) (time.Duration, bool) {
	if limited, ok := errors.AsType[*limitedError](err); ok {
		return limited.after + 10*time.Millisecond + jitter(limited.after/4), limited.after <= maxLimit
	}
	pause := jitter(min(2*firstPause<<min(attempt-1, 10), maxPause))
	if refused, ok := errors.AsType[*discordgo.RESTError](err); ok {
		status := refused.Response.StatusCode
		return pause, status >= 500 && (repeatable || status == http.StatusServiceUnavailable)
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return pause, true // it was never sent
	}
	// discordgo reports a 502 that it gave up on as a bare error.
	return pause, repeatable
}

// scrub returns the error without anything secret in it.
func scrub(err error) error {
	if refused, ok := errors.AsType[*discordgo.RESTError](err); ok {
		e := &apiError{Status: refused.Response.StatusCode, body: refused.ResponseBody}
		if refused.Message != nil {
			e.Code, e.Message = refused.Message.Code, refused.Message.Message
		}
		return e
	}
	if limited, ok := errors.AsType[*limitedError](err); ok {
		return &apiError{Status: http.StatusTooManyRequests, Message: limited.Error()}
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("no answer from Discord: %w", u.Err)
	}
	if errors.Is(err, discordgo.ErrUnauthorized) {
		return &apiError{Status: http.StatusUnauthorized, Message: "unauthorized"}
	}
	return errors.New("the request failed at Discord's side")
}

// Kinds of interaction callbacks.
const (
	callbackMessage      = 4
	callbackDeferMessage = 5
	callbackDeferUpdate  = 6
	callbackUpdate       = 7
	callbackAutocomplete = 8
	callbackForm         = 9
	interactionPing      = 1
	interactionCommand   = 2
	interactionComponent = 3
	interactionComplete  = 4
	interactionForm      = 5
)

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// respond sends the first and only callback of an interaction, over HTTP as it
// came when somebody waits for it there. A callback that Discord already has,
// because an earlier attempt reached it, is no error.
func (r *rest) respond(ctx context.Context, in *interaction, c callback) error {
	if in.over != nil {
		body, kind, err := encode(c)
		if err != nil {
			return fmt.Errorf("encode the response: %w", err)
		}
		if in.over.give(body, kind) {
			in.answered = time.Now()
			return nil
		}
	}
	err := r.persist(ctx, http.MethodPost, discordgo.EndpointInteractionResponse(in.ID, in.Token), c, nil, true, hastyPause)
	if refused, ok := errors.AsType[*apiError](err); ok && refused.Code == codeAlreadyAnswered {
		err = nil
	}
	if err == nil {
		in.answered = time.Now()
	}
	return err
}

// afterwards sends what follows a callback. Discord may not have read yet what
// it was answered over HTTP; it is asked again then.
func (r *rest) afterwards(ctx context.Context, in *interaction, method, address string, body any, repeatable bool) error {
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		err := r.do(ctx, method, address, body, nil, repeatable)
		refused, ok := errors.AsType[*apiError](err)
		if !ok || refused.Code != codeUnknownWebhook || in.over == nil || pause > maxPause || !sleep(ctx, pause) {
			return err
		}
	}
}

// edit replaces the message that an interaction's callback made, or for a
// component the message that holds it.
func (r *rest) edit(ctx context.Context, in *interaction, p payload) error {
	p.Flags &^= flagPrivate // who sees a message cannot be changed
	return r.afterwards(ctx, in, http.MethodPatch, discordgo.EndpointWebhookMessage(in.ApplicationID, in.Token, "@original"), p, true)
}

// original returns the message that an interaction's callback made.
func (r *rest) original(ctx context.Context, in *interaction) (m message, err error) {
	err = r.do(ctx, http.MethodGet, discordgo.EndpointWebhookMessage(in.ApplicationID, in.Token, "@original"), nil, &m, true)
	return m, err
}

// discard deletes the message that a deferral announced.
func (r *rest) discard(ctx context.Context, in *interaction) error {
	return r.afterwards(ctx, in, http.MethodDelete, discordgo.EndpointWebhookMessage(in.ApplicationID, in.Token, "@original"), nil, true)
}

// follow sends a further message after an interaction's callback.
func (r *rest) follow(ctx context.Context, in *interaction, p payload) error {
	return r.afterwards(ctx, in, http.MethodPost, discordgo.EndpointWebhookToken(in.ApplicationID, in.Token), p, false)
}

// post sends a message to a channel. The nonce makes it safe to repeat.
func (r *rest) post(ctx context.Context, channel string, p payload) error {
	return r.do(ctx, http.MethodPost, discordgo.EndpointChannelMessages(channel), p, nil, true)
}

// typing shows for a few seconds that something is being written.
func (r *rest) typing(ctx context.Context, channel string) error {
	return r.do(ctx, http.MethodPost, discordgo.EndpointChannelTyping(channel), nil, nil, true)
}
