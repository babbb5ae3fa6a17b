package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	rulesLast     = 6 * time.Hour   // how long a robots.txt is remembered; RFC 9309 allows a day
	rulesMissLast = 5 * time.Minute // how long, when it could not be had
	maxDelay      = 10 * time.Second
)

// ruling is what is known of an origin's robots.txt.
type ruling struct {
	rules   *rules
	problem *Problem // why nothing may be fetched
	until   time.Time
}

// heed asks the robots.txt of a URL's origin whether the URL may be fetched.
// The caller has the host's turn, so that the file is fetched once.
func (c *Client) heed(ctx context.Context, u *url.URL) error {
	origin := u.Scheme + "://" + u.Host
	r, known := c.rules.Get(origin)
	if !known || !time.Now().Before(r.until) {
		var err error
		if r, err = c.askRules(ctx, origin); err != nil {
			return err
		}
		c.rules.Add(origin, r)
	}
	if r.problem != nil {
		return r.problem
	}
	if !r.rules.allows(u.RequestURI()) {
		return problem(Robots, "That site's robots.txt asks programs to leave this page alone, and Pincite does. Save the page and add it as a file, if you may.")
	}
	return nil
}

// askRules fetches a robots.txt, and decides as RFC 9309 does: a file that is
// not there (4xx, too many redirections) allows everything, and one that cannot
// be had (5xx, no answer) forbids everything for now. An error is returned
// where the site cannot be reached at all, which says more.
func (c *Client) askRules(ctx context.Context, origin string) (*ruling, error) {
	u, err := url.Parse(origin + "/robots.txt")
	if err != nil {
		return nil, errNoLink()
	}
	for hop := 0; ; hop++ {
		resp, err := c.send(ctx, u, http.Header{"Accept": {"text/plain, */*;q=0.1"}})
		if err != nil && hop == 0 {
			return nil, err
		}
		if err != nil {
			return noRules(ctx, err)
		}
		next, r, err := c.ruleFrom(resp)
		resp.Body.Close()
		if err != nil {
			return noRules(ctx, err)
		}
		if r != nil {
			return r, nil
		}
		if hop == maxRedirects {
			return &ruling{rules: &rules{}, until: time.Now().Add(rulesLast)}, nil
		}
		if u, err = c.follow(u, next); err != nil {
			return noRules(ctx, err)
		}
	}
}

// noRules is the ruling of a robots.txt that cannot be had, unless only our own
// time is over.
func noRules(ctx context.Context, cause error) (*ruling, error) {
	if ctx.Err() != nil {
		return nil, errTooSlow().because(ctx.Err())
	}
	return &ruling{until: time.Now().Add(rulesMissLast), problem: problem(Robots,
		"That site's robots.txt, which says what programs may read, cannot be had just now, so Pincite reads nothing there. Try again later.").because(cause)}, nil
}

// ruleFrom reads an answer to the question for robots.txt: where it leads, or
// what it says.
func (c *Client) ruleFrom(resp *http.Response) (next string, r *ruling, err error) {
	until := time.Now().Add(rulesLast)
	switch status := resp.StatusCode; {
	case isRedirect(status):
		return resp.Header.Get("Location"), nil, nil
	case status >= 200 && status < 300:
		data, p := readBody(resp, maxRobots, true)
		if p != nil {
			return "", nil, p
		}
		return "", &ruling{rules: parseRobots(data), until: until}, nil
	case status >= 400 && status < 500 && status != http.StatusTooManyRequests:
		io.Copy(io.Discard, io.LimitReader(resp.Body, 4<<10)) // so that the connection can be used again
		return "", &ruling{rules: &rules{}, until: until}, nil
	}
	return "", nil, problem(BadStatus, "robots.txt: status %d", resp.StatusCode)
}
