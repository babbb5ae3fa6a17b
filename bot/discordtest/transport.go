package discordtest

import (
	"net/http"
	"strings"
	"time"
)

// Transport returns a RoundTripper that takes requests for Discord's hosts to
// the stand-in, to be set as discordgo's Session.Client.Transport. Requests
// for other hosts go to http.DefaultTransport.
func (s *Server) Transport() http.RoundTripper { return transport{s.addr, s.client} }

// TransportTo is Transport for another process than the stand-in's, which
// listens at an address.
func TransportTo(addr string) http.RoundTripper {
	return transport{addr, &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 3 * time.Second}}
}

type transport struct {
	addr   string
	client *http.Transport
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isDiscord(r.URL.Hostname()) {
		return http.DefaultTransport.RoundTrip(r)
	}
	host := r.URL.Host
	r = r.Clone(r.Context())
	r.URL.Scheme = "http"
	r.URL.Host = t.addr
	r.Host = host
	return t.client.RoundTrip(r)
}

func isDiscord(host string) bool {
	switch host {
	case "discord.com", "cdn.discordapp.com", "media.discordapp.net", "gateway.discord.gg":
		return true
	}
	return strings.HasSuffix(host, ".discord.com")
}
