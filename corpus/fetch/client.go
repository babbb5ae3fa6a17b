package fetch

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Options is what a Client is made of. The zero value of every field is fine.
type Options struct {
	Version string // of Pincite, for the User-Agent
	Contact string // a web address that says who runs this and how to complain; for the User-Agent

	MaxBytes int64         // the largest body, before and after decompression; 0 means 8 MiB
	Time     time.Duration // for one link with all its redirections; 0 means 30 s. Waiting for one's turn at a host is not counted.
	Gap      time.Duration // between two links to one host; 0 means 1 s. A Crawl-delay can make it longer, up to 10 s.

	// Allow names hosts, in the form of HostPort, that may be fetched from
	// wherever they are: at a private address, at an unusual port. Whoever may
	// give links can then read what they serve; a page, a redirection or a feed
	// elsewhere leads there no more than before. Link-local addresses stay out.
	Allow []string

	Network Network
}

// Network is how a Client reaches other machines. The zero Network is the real
// one. Tests put servers of their own in its place: an address that Dial is
// given has been checked, like one that is really dialled.
type Network struct {
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	Dial    func(ctx context.Context, addr netip.AddrPort) (net.Conn, error)
	Roots   *x509.CertPool // nil for the system's
}

const (
	defaultMaxBytes = 8 << 20
	defaultTime     = 30 * time.Second
	defaultGap      = time.Second

	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
	dialTime       = 5 * time.Second  // for one address
	handshakeTime  = 5 * time.Second  // of TLS
	headerTime     = 15 * time.Second // until the answer begins
	idleTime       = 20 * time.Second // until a connection that may be used again is closed
	maxAddresses   = 6                // of one host that are tried
	knownHosts     = 1024             // hosts whose wishes are remembered
	knownRules     = 128              // origins whose robots.txt is remembered; each has 500 KiB at most
)

// product is the name of Pincite in the User-Agent, and the one that
// robots.txt files know it by.
const product = "Pincite"

// Client fetches links. It may be used by many at once.
type Client struct {
	agent    string
	maxBytes int64
	time     time.Duration
	gap      time.Duration
	allow    []string
	network  Network

	http  *http.Transport
	turns turns
	hosts *lru.Cache[string, *manners]
	rules *lru.Cache[string, *ruling] // by origin
}

// New makes a Client.
func New(o Options) (*Client, error) {
	c := &Client{agent: userAgent(o), maxBytes: o.MaxBytes, time: o.Time, gap: o.Gap, network: o.Network}
	if c.maxBytes <= 0 {
		c.maxBytes = defaultMaxBytes
	}
	if c.time <= 0 {
		c.time = defaultTime
	}
	if c.gap <= 0 {
		c.gap = defaultGap
	}
	if c.network.Resolve == nil {
		c.network.Resolve = resolve
	}
	c.turns.waiting = map[string]*turn{}
	for _, entry := range o.Allow {
		if !slices.Contains(c.allow, entry) {
			allowed, err := HostPort(entry)
			if err != nil {
				return nil, err
			}
			c.allow = append(c.allow, allowed)
		}
	}
	var err error
	if c.hosts, err = lru.New[string, *manners](knownHosts); err != nil {
		return nil, fmt.Errorf("remember hosts: %w", err)
	}
	if c.rules, err = lru.New[string, *ruling](knownRules); err != nil {
		return nil, fmt.Errorf("remember robots.txt: %w", err)
	}
	// No http.Client: redirections are followed by Get, which asks robots.txt
	// and the host's turn for each.
	c.http = c.transport()
	return c, nil
}

// Close closes the connections that are kept for another use.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// userAgent says who asks, as RFC 9110 has it: a product, its version, and in
// parentheses where to learn more.
func userAgent(o Options) string {
	agent := product
	if v := token(o.Version); v != "" {
		agent += "/" + v
	}
	if o.Contact != "" {
		agent += " (+" + shown(o.Contact) + ")"
	}
	return agent
}

// token leaves out of a version what RFC 9110 does not allow in one.
func token(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("!#$%&'*+-.^_`|~", r) {
			return r
		}
		return -1
	}, s)
}

// Request is a link to fetch.
type Request struct {
	Link string
	Via  string // the feed or page that gave the link; "" when a person did
	Want Want
	// What the server said when the link was fetched before; "" when it was
	// not, or said nothing. It then may answer that nothing has changed.
	ETag, LastModified string
}

// Page is what was at a link.
type Page struct {
	URL         string // where it was found in the end, without fragment and tracking parameters
	Moved       string // where the link has moved for good, as the site says (301, 308); "" when it has not
	NotModified bool   // nothing changed since the ETag or LastModified of the request; there is no data
	Data        []byte // an article's text is UTF-8 where the server names its encoding
	Type        string // media type in lower case without parameters; "" when nobody knows
	Charset     string // the encoding of a text, as far as the server tells; "" when it does not
	Name        string // the file's name, which is only a hint

	ETag, LastModified string
	MaxAge             time.Duration // how long the server calls it fresh; 0 when it did not say
}

// Get fetches a link. The error is a *Problem when the link or the site is at
// fault, and ctx's own error when ctx ends.
func (c *Client) Get(ctx context.Context, r Request) (*Page, error) {
	u, err := c.parseLink(r.Link)
	if err != nil {
		return nil, err
	}
	if via, err := url.Parse(r.Via); r.Via != "" && (err != nil || c.enters(via, u)) {
		return nil, errNotPublic()
	}
	left := c.time
	moved, lasting := "", true
	for hop := 0; ; hop++ {
		a, err := c.visit(ctx, u, r, &left, hop == 0)
		if err != nil {
			return nil, err
		}
		if a.page != nil {
			a.page.URL, a.page.Moved = withoutMarks(u), moved
			return a.page, nil
		}
		if hop == maxRedirects {
			return nil, problem(Redirects, "That link leads on and on: more than %d redirections. Open it in a browser, and give the address that it ends at.", maxRedirects)
		}
		next, err := c.follow(u, a.location)
		if err != nil {
			return nil, err
		}
		u = next
		if lasting = lasting && a.permanent; lasting {
			moved = u.String()
		}
	}
}

// withoutMarks writes a URL for keeping.
func withoutMarks(u *url.URL) string {
	clean := *u
	clean.RawQuery = withoutTracking(clean.RawQuery)
	return clean.String()
}

// follow returns where a redirection leads.
func (c *Client) follow(from *url.URL, location string) (*url.URL, error) {
	to, err := from.Parse(location)
	if err != nil || location == "" || len(location) > maxLink {
		return nil, problem(Redirects, "That link is a redirection that leads nowhere. Open it in a browser, and give the address that it ends at.")
	}
	to, err = c.checkURL(to)
	if err != nil {
		return nil, err
	}
	if c.enters(from, to) {
		return nil, errNotPublic()
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		return nil, problem(Downgrade, "That link leads from a secure address (https) to one that is not (http), where anybody on the way could change the words. Pincite does not follow it.")
	}
	return to, nil
}
