package discordtest

import (
	"net/http"
	"strings"
)

// Transport returns a RoundTripper that takes requests for Discord's hosts to
// the stand-in, to be set as discordgo's Session.Client.Transport. Requests
// for other hosts go to http.DefaultTransport.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ s *Server }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isDiscord(r.URL.Hostname()) {
		return http.DefaultTransport.RoundTrip(r)
	}
	host := r.URL.Host
	r = r.Clone(r.Context())
	r.URL.Scheme = "http"
	r.URL.Host = t.s.addr
	r.Host = host
	return t.s.client.RoundTrip(r)
}

func isDiscord(host string) bool {
	switch host {
	case "discord.com", "cdn.discordapp.com", "media.discordapp.net", "gateway.discord.gg":
		return true
	}
	return strings.HasSuffix(host, ".discord.com")
}
