package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// answer is what one request brought: a page, or where to go on.
type answer struct {
	page      *Page
	location  string
	permanent bool // the redirection is for good
}

// visit makes the request for one URL in its host's turn, in what is left of
// the time.
func (c *Client) visit(ctx context.Context, u *url.URL, r Request, left *time.Duration, first bool) (answer, error) {
	host := u.Hostname()
	release, err := c.turns.take(ctx, host)
	if err != nil {
		return answer{}, err
	}
	defer release()
	m := c.mannersOf(host)
	if first && !c.trusts(u.Host, u.Scheme) { // the maintainer's own hosts need no pause
		if err := c.pause(ctx, m, u.Scheme+"://"+u.Host); err != nil {
			return answer{}, err
		}
	}
	if now := time.Now(); now.Before(m.until) {
		return answer{}, errLater(m.until, now)
	}
	begun := time.Now()
	defer func() { m.last = time.Now(); *left -= m.last.Sub(begun) }()
	timed, cancel := context.WithTimeout(ctx, *left)
	defer cancel()
	if err = c.heed(timed, u); err == nil {
		var a answer
		if a, err = c.ask(timed, u, r, m); err == nil {
			return a, nil
		}
	}
	if ctx.Err() != nil { // it is not the site's fault
		return answer{}, ctx.Err()
	}
	return answer{}, err
}

// ask makes the request itself, and reads the answer.
func (c *Client) ask(ctx context.Context, u *url.URL, r Request, m *manners) (answer, error) {
	h := http.Header{"Accept": {r.Want.accept()}, "Accept-Encoding": {"gzip"}}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	resp, err := c.send(ctx, u, h)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	switch {
	case isRedirect(resp.StatusCode):
		permanent := resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect
		return answer{location: resp.Header.Get("Location"), permanent: permanent}, nil
	case resp.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		page := &Page{NotModified: true, ETag: r.ETag, LastModified: r.LastModified, MaxAge: maxAge(resp.Header)}
		if tag := header(resp.Header, "ETag"); tag != "" {
			page.ETag = tag
		}
		return answer{page: page}, nil
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNonAuthoritativeInfo:
		return answer{}, c.declined(resp, m)
	}
	page, err := c.read(resp, u, r.Want)
	if err != nil {
		return answer{}, err
	}
	return answer{page: page}, nil
}

// send makes one GET request. Its error is a *Problem.
func (c *Client) send(ctx context.Context, u *url.URL, h http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errNoLink().because(err)
	}
	req.Header = h
	req.Header.Set("User-Agent", c.agent)
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return nil, unreached(err)
	}
	return resp, nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// declined turns a status that brings no page into a sentence.
func (c *Client) declined(resp *http.Response, m *manners) *Problem {
	now := time.Now()
	if wait := retryAfter(resp.Header, now); wait > 0 && (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500) {
		m.until = now.Add(wait)
		return errLater(m.until, now)
	}
	switch status := resp.StatusCode; {
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired, status == http.StatusProxyAuthRequired:
		return problem(Login, "That page is for people who are logged in there, or have paid. Pincite reads what everybody may read. If you may, save the page and add it as a file.")
	case status == http.StatusForbidden, status == http.StatusNotAcceptable:
		return problem(Login, "That site does not let programs read this page. If you may, save the page and add it as a file.")
	case status == http.StatusNotFound:
		return problem(Missing, "There is no page at that link (the site says: 404 not found). Check the link.")
	case status == http.StatusGone:
		return problem(Gone, "The page at that link is gone for good, says the site (410).")
	case status == http.StatusUnavailableForLegalReasons:
		return problem(Login, "That site may not show this page here, for legal reasons (451).")
	case status == http.StatusTooManyRequests:
		return problem(Later, "That site asks for patience. Try again later.")
	case status >= 500:
		return problem(BadStatus, "That site has a fault just now (it answers %d). Try again later.", status)
	default:
		return problem(BadStatus, "That site answers with %d, which is no page. Check the link.", status)
	}
}

// maxAge reads how long Cache-Control calls an answer fresh.
func maxAge(h http.Header) time.Duration {
	for _, line := range h.Values("Cache-Control") {
		for part := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			if !strings.EqualFold(name, "max-age") {
				continue
			}
			if n, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31); err == nil {
				return time.Duration(n) * time.Second
			}
		}
	}
	return 0
}

// maxValidator is the longest ETag or Last-Modified that is kept, in bytes.
const maxValidator = 512

// header returns a header for keeping; "" when it is too long.
func header(h http.Header, name string) string {
	if v := h.Get(name); len(v) <= maxValidator {
		return v
	}
	return ""
}
