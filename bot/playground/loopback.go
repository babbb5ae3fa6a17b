package playground

import (
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// loopback returns the address to listen on, or says why it may not be used.
// Whoever reaches the page can act as everybody on it, so it must not leave
// this machine; a name could be made to point elsewhere, so only addresses
// and "localhost" (taken as 127.0.0.1, without asking anybody) are accepted.
func loopback(addr string) (string, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("the playground's address %q is not of the form 127.0.0.1:8080: %w", addr, err)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || ip.Zone() != "" || !ip.Unmap().IsLoopback() {
		return "", fmt.Errorf("the playground only listens on this machine's own address, because whoever reaches it "+
			"can act as anybody on it: use 127.0.0.1:%s in place of %q", port, addr)
	}
	return net.JoinHostPort(ip.Unmap().String(), port), nil
}

// guard lets through only requests from pages that this server served. A site
// elsewhere can make a browser send requests here, and can even give this
// address a name of its own (DNS rebinding); the Host and Origin headers tell.
func guard(addr string, next http.Handler) http.Handler {
	hosts := []string{addr}
	if _, port, err := net.SplitHostPort(addr); err == nil {
		hosts = append(hosts, "localhost:"+port)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protect(w.Header())
		switch {
		case !slices.Contains(hosts, strings.ToLower(r.Host)):
			refuse(w, http.StatusForbidden, "This page answers only at http://"+addr+"/.")
		case !ownOrigin(r, hosts):
			refuse(w, http.StatusForbidden, "This request comes from another site. Open http://"+addr+"/ itself.")
		case r.Method == http.MethodPost && !isJSON(r):
			refuse(w, http.StatusUnsupportedMediaType, "Requests must be sent as application/json.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// protect tells the browser that nothing but our own files may run or load.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// ownOrigin reports whether the request comes from our page, from the address
// bar, or from a program that is not a browser at all.
func ownOrigin(r *http.Request, hosts []string) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		// A link from elsewhere may open the page, and nothing more.
		return r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && slices.Contains(hosts, strings.ToLower(u.Host))
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}
