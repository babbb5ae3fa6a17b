package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// endpointURL is where interactions go over HTTP.
type endpointURL struct {
	url string
	key ed25519.PrivateKey
}

// UseEndpoint makes every following interaction go out over HTTP to a URL,
// signed with the key, and no longer over the gateway. As Discord does when an
// endpoint is entered, it first sends a PING, and one with a wrong signature,
// and returns an error when these are not answered as they should be. An empty
// URL goes back to the gateway.
func (s *Server) UseEndpoint(ctx context.Context, url string, key ed25519.PrivateKey) error {
	e := &endpointURL{url: url, key: key}
	if url == "" {
		e = nil
	} else if err := s.probe(ctx, e); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoint = e
	return nil
}

func (s *Server) probe(ctx context.Context, e *endpointURL) error {
	s.mu.Lock()
	ping := encode(obj{"id": s.newID(), "application_id": s.world.bot.id, "type": 1, "token": "none", "version": 1})
	s.mu.Unlock()
	answer, err := s.signed(ctx, e, ping, nil)
	if err != nil {
		return fmt.Errorf("discordtest: the endpoint does not answer: %w", err)
	}
	defer answer.Body.Close()
	var pong struct{ Type int }
	if answer.StatusCode != http.StatusOK || json.NewDecoder(answer.Body).Decode(&pong) != nil || pong.Type != 1 {
		return fmt.Errorf("discordtest: a PING is answered with %s", answer.Status)
	}
	forged, err := s.signed(ctx, e, ping, func(signature []byte) { signature[0] ^= 1 })
	if err != nil {
		return fmt.Errorf("discordtest: the endpoint does not answer: %w", err)
	}
	defer forged.Body.Close()
	if forged.StatusCode != http.StatusUnauthorized {
		return errors.New("discordtest: a wrong signature is not refused")
	}
	return nil
}

// signed sends a body to the endpoint; spoil may change the signature.
func (s *Server) signed(ctx context.Context, e *endpointURL, body []byte, spoil func([]byte)) (*http.Response, error) {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	signature := ed25519.Sign(e.key, append([]byte(timestamp), body...))
	if spoil != nil {
		spoil(signature)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(signature))
	r.Header.Set("X-Signature-Timestamp", timestamp)
	return s.client.RoundTrip(r)
}

// sendSigned sends an interaction to the endpoint and takes what it answers. The
// lock is held.
func (s *Server) sendSigned(p *pending, body []byte) {
	e := s.endpoint
	s.running.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), s.opts.AnswerWithin)
		defer cancel()
		answer, err := s.signed(ctx, e, body, nil)
		if err != nil {
			return // the interaction fails in time
		}
		defer answer.Body.Close()
		came := time.Now()
		raw, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
		if err != nil || answer.StatusCode != http.StatusOK {
			return
		}
		c := &call{Request: &http.Request{Header: answer.Header, Body: io.NopCloser(bytes.NewReader(raw))}, came: came}
		err = c.read()
		if err == nil {
			unfit := s.validateCallback(integer(c.form(), "type"), c.form())
			s.mu.Lock()
			err = s.callback(p, c.form(), c.files, unfit, came)
			s.mu.Unlock()
		}
		var no *apiError
		if errors.As(err, &no) {
			s.mu.Lock()
			s.note(Request{Method: http.MethodPost, Path: "/interactions/" + p.id + "/…/callback", Status: no.status, Answer: string(encode(no.body()))}, false)
			s.mu.Unlock()
		}
	})
}
