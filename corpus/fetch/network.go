package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// resolve asks the system's resolver.
func resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}

// transport makes the connections. It has no proxy, and no way to another
// machine but dial.
func (c *Client) transport() *http.Transport {
	return &http.Transport{
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.network.Roots},
		TLSHandshakeTimeout:    handshakeTime,
		ResponseHeaderTimeout:  headerTime,
		MaxResponseHeaderBytes: maxHeaderBytes,
		IdleConnTimeout:        idleTime,
		MaxIdleConns:           20,
		MaxConnsPerHost:        4,
		DisableCompression:     true, // body counts the bytes on both sides of it
		ForceAttemptHTTP2:      true,
	}
}

// dial connects to a host's first address that may be dialled and that
// answers. Names are resolved here and nowhere else, so that the address that
// is checked is the one that is dialled.
func (c *Client) dial(ctx context.Context, _, address string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, err
	}
	// The request that asked for a connection may end before the connection is
	// made, and does not end this.
	ctx, cancel := context.WithTimeout(ctx, c.time)
	defer cancel()
	allowed := public
	if c.trusts(address, "") {
		allowed = trustable
	}
	addrs, err := c.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	var last error = errNotPublic()
	for _, addr := range addrs {
		if !allowed(addr) {
			continue
		}
		conn, err := c.connect(ctx, netip.AddrPortFrom(addr, uint16(port)), allowed)
		if err == nil {
			return conn, nil
		}
		if last = err; ctx.Err() != nil {
			break
		}
	}
	return nil, last
}

// addresses returns what a host stands for.
func (c *Client) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	addrs, err := c.network.Resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(addrs) > maxAddresses {
		addrs = addrs[:maxAddresses]
	}
	for i, addr := range addrs {
		addrs[i] = addr.Unmap() // Go's resolver gives IPv4 in either form
	}
	return addrs, nil
}

// connect dials one address. The real dialer checks it once more, on the socket
// that is about to connect.
func (c *Client) connect(ctx context.Context, addr netip.AddrPort, allowed func(netip.Addr) bool) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	if c.network.Dial != nil {
		return c.network.Dial(ctx, addr)
	}
	d := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		got, err := netip.ParseAddrPort(address)
		if err != nil || !allowed(got.Addr()) {
			return errNotPublic()
		}
		return nil
	}}
	return d.DialContext(ctx, "tcp", addr.String())
}

// unreached turns an error of the way to a server into a sentence.
func unreached(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		if dns.IsNotFound {
			return problem(NoSuchSite, "There is no site by that name. Check the spelling of the link.").because(err)
		}
		return problem(NoSuchSite, "The name of that site could not be looked up just now. Try again in a moment.").because(err)
	}
	if isCertificate(err) {
		return problem(Untrusted, "That site's certificate is not valid, so there is no telling whether it is the real site. Tell the site's people, or give a link to another one.").because(err)
	}
	if timeout, ok := errors.AsType[net.Error](err); errors.Is(err, context.DeadlineExceeded) || ok && timeout.Timeout() {
		return errTooSlow().because(err)
	}
	if s := err.Error(); strings.Contains(s, "server response headers exceeded") || strings.Contains(s, "response header list larger") {
		return problem(TooLarge, "That site's answer has more headers than Pincite reads. Give a link to the same article elsewhere.").because(err)
	}
	return problem(NoAnswer, "That site does not answer, or not as a web site does. Check the link, or try again later.").because(err)
}

func isCertificate(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	return unknown || name || invalid
}

func errTooSlow() *Problem {
	return problem(TooSlow, "That site takes too long to answer. Try again later, or save the page and add it as a file.")
}
