package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxLink is the longest link in bytes; browsers and caches have the same limit.
const maxLink = 2048

// ports are those that links may name. Articles are not on others, but control
// panels, databases and programs under development are, 8080 most of all.
var ports = []string{"", "80", "443"}

// names converts a host's name to the form that is resolved.
var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(false), idna.VerifyDNSLength(true))

// parseLink reads a link as a person or a page gives it, and checks all that
// can be checked without asking anybody. The URL that it returns has a
// lower-case ASCII host without a default port, and no fragment.
func (c *Client) parseLink(link string) (*url.URL, error) {
	link = strings.TrimSpace(link)
	if inner, ok := strings.CutPrefix(link, "<"); ok {
		link = strings.TrimSuffix(inner, ">") // as Discord's people write links that shall have no preview
	}
	if len(link) > maxLink {
		return nil, problem(BadLink, "The link is longer than %d characters. Use a shorter one to the same page.", maxLink)
	}
	u, err := url.Parse(link)
	if err != nil || !utf8.ValidString(link) || strings.ContainsFunc(link, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\\' }) {
		return nil, errNoLink()
	}
	return c.checkURL(u)
}

func errNoLink() *Problem {
	return problem(BadLink, "That is not a web address. Give the whole link, beginning with https://.")
}

// checkURL applies the rules for links to a URL, and returns its plain form.
func (c *Client) checkURL(u *url.URL) (*url.URL, error) {
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme == "" || u.Opaque != "" && (scheme == "http" || scheme == "https"):
		return nil, errNoLink()
	case scheme != "http" && scheme != "https":
		return nil, problem(BadScheme, "Pincite reads links that begin with https:// or http://, and this one does not.")
	case u.User != nil:
		return nil, problem(Credentials, "There is a user name or a password in the link. Pincite reads public pages only: give the link without it.")
	}
	host, err := hostName(u.Hostname())
	if err != nil {
		return nil, err
	}
	plain := *u
	plain.Scheme, plain.Fragment, plain.RawFragment, plain.ForceQuery = scheme, "", "", false
	plain.Host = joinHost(scheme, host, u.Port())
	if plain.Path == "" {
		plain.Path, plain.RawPath = "/", ""
	}
	plain.RawQuery = encoded(plain.RawQuery)
	if c.trusts(plain.Host, scheme) {
		return &plain, nil
	}
	if !slices.Contains(ports, u.Port()) {
		return nil, problem(BadPort, "The link names the port %s. Pincite reads pages at the usual ports, 80 and 443, only.", shown(u.Port()))
	}
	if addr, err := netip.ParseAddr(host); err == nil && !public(addr) {
		return nil, errNotPublic()
	}
	return &plain, nil
}

// encoded writes what is not printable ASCII in a query as browsers send it.
func encoded(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// errNotPublic does not name the address: what a name stands for in this
// machine's network is nobody else's business.
func errNotPublic() *Problem {
	return problem(NotPublic, "That link leads to a private or reserved network address. Pincite reads pages on the public internet only.")
}

// hostName returns a host in the form in which it is resolved: a lower-case
// ASCII name, or an IP address.
func hostName(host string) (string, error) {
	if host == "" {
		return "", errNoLink()
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.Zone() != "" {
			return "", errNotPublic()
		}
		return addr.String(), nil
	}
	name, err := names.ToASCII(host)
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if again, wrong := names.ToASCII(name); wrong != nil || again != name {
		return "", errNoLink()
	}
	if err != nil || name == "" || strings.Contains(host, ":") || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-._") != "" {
		return "", errNoLink()
	}
	// A name whose last part is a number is an IPv4 address in a form that some
	// resolvers understand: 127.1, 0x7f000001, 2130706433.
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return "", errNoLink()
	}
	return name, nil
}

// joinHost writes a host and a port as a URL has them, without a default port.
func joinHost(scheme, host, port string) string {
	if port == defaultPort(scheme) {
		port = ""
	}
	switch {
	case port != "":
		return net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		return "[" + host + "]"
	}
	return host
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// HostPort brings a host and a port into the form in which Options.Allow has
// them: "wiki.lan:8080", "10.0.0.5:80", "[fd00::5]:80". The error is a sentence
// that says what is wrong.
func HostPort(entry string) (string, error) {
	host, port, err := net.SplitHostPort(strings.TrimSpace(entry))
	if err != nil {
		return "", fmt.Errorf("%q is not a host and a port: write wiki.lan:8080, for instance", entry)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || strconv.FormatUint(n, 10) != port {
		return "", fmt.Errorf("%q has no port from 1 to 65535: write wiki.lan:8080, for instance", entry)
	}
	if host, err = hostName(host); err != nil {
		return "", fmt.Errorf("%q has no host's name or address: write wiki.lan:8080, for instance", entry)
	}
	return net.JoinHostPort(host, port), nil
}

// enters reports whether a link leads from outside to a host that only the
// maintainer's word makes reachable.
func (c *Client) enters(from, to *url.URL) bool {
	return c.trusts(to.Host, to.Scheme) && !c.trusts(strings.ToLower(from.Host), from.Scheme)
}

// trusts reports whether the maintainer named the host and port of a URL.
func (c *Client) trusts(host, scheme string) bool {
	if _, _, err := net.SplitHostPort(host); err != nil {
		host = net.JoinHostPort(strings.Trim(host, "[]"), defaultPort(scheme))
	}
	return slices.Contains(c.allow, host)
}

// tracking are the query parameters that say where a reader came from, and not
// which page is meant; those that begin with utm_ are taken too.
var tracking = []string{"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "igshid", "yclid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "ref_src"}

// withoutTracking removes tracking parameters from a query, and leaves the
// others as they stand.
func withoutTracking(query string) string {
	var kept []string
	for _, part := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if part != "" && !strings.HasPrefix(name, "utm_") && !slices.Contains(tracking, name) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// Canonical returns the form of a link by which two links are compared: equal
// for http and https, without fragment, default port and tracking parameters,
// with the host in lower case. It is not for fetching. What is no web address
// is returned as it is, without spaces around it, and so is what is too long for a link.
func Canonical(link string) string {
	link = strings.TrimSpace(link)
	u, err := url.Parse(link)
	if err != nil || len(link) > maxLink || u.Host == "" || !utf8.ValidString(link) {
		return link
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return link
	}
	host, err := hostName(u.Hostname())
	if err != nil {
		return link
	}
	u = u.JoinPath() // resolves dot segments
	port := u.Port()
	if port == "80" || port == "443" {
		port = ""
	}
	u.Host = joinHost("https", host, port)
	u.Scheme, u.User, u.Fragment, u.RawFragment, u.ForceQuery = "https", nil, "", "", false
	u.RawQuery = encoded(withoutTracking(u.RawQuery))
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
