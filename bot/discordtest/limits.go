package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"time"
)

// bucket counts the calls of one rate limit.
type bucket struct {
	id    string
	used  int
	reset time.Time
}

func errRateLimited(retry time.Duration, global bool) *apiError {
	return &apiError{status: 429, message: "You are being rate limited.", retry: retry, global: global}
}

// limit counts a call in its bucket, says so in the headers, and refuses it
// when the bucket is full. Interactions do not count towards a global limit.
func (s *Server) limit(head http.Header, r *http.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	interaction := r.PathValue("token") != ""
	if d := s.global.Sub(now); d > 0 && !interaction {
		return errRateLimited(d, true)
	}
	key := r.Method + " " + r.Pattern
	major := r.PathValue("channel") + r.PathValue("guild") + r.PathValue("token")
	b := s.buckets[key+" "+major]
	if b == nil || !now.Before(b.reset) {
		s.dropBuckets(now)
		sum := sha256.Sum256([]byte(key))
		b = &bucket{id: hex.EncodeToString(sum[:16]), reset: now.Add(s.opts.BucketWindow)}
		s.buckets[key+" "+major] = b
	}
	b.used++
	left := b.reset.Sub(now)
	head.Set("X-RateLimit-Bucket", b.id)
	head.Set("X-RateLimit-Limit", strconv.Itoa(s.opts.BucketSize))
	head.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, s.opts.BucketSize-b.used)))
	head.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(b.reset.UnixMilli())/1000, 'f', 3, 64))
	head.Set("X-RateLimit-Reset-After", seconds(left))
	if b.used > s.opts.BucketSize {
		return errRateLimited(left, false)
	}
	return nil
}

// dropBuckets forgets those that have ended, so that they do not pile up.
func (s *Server) dropBuckets(now time.Time) {
	if len(s.buckets) < 1000 || now.Sub(s.swept) < s.opts.BucketWindow {
		return
	}
	s.swept = now
	for k, b := range s.buckets {
		if !now.Before(b.reset) {
			delete(s.buckets, k)
		}
	}
}

// limitHeaders marks a 429.
func limitHeaders(h http.Header, retry time.Duration, global bool) {
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(retry.Seconds()))))
	h.Set("X-RateLimit-Reset-After", seconds(retry))
	scope := "user"
	if global {
		scope = "global"
		h.Set("X-RateLimit-Global", "true")
	} else {
		h.Set("X-RateLimit-Remaining", "0")
	}
	h.Set("X-RateLimit-Scope", scope)
}
