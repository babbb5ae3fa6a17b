package bot

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"time"

	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/internal/testfile"
)

func init() { pdf.KeepCode(testfile.CodeFolder()) }

// serving gives the bot an internet in which every name leads to the pages of a
// handler.
func serving(pages http.Handler) func(*world) {
	return func(w *world) {
		w.t.Helper()
		server := httptest.NewServer(pages)
		w.t.Cleanup(server.Close)
		client, err := fetch.New(fetch.Options{Time: time.Minute, Gap: time.Nanosecond, Network: fetch.Network{
			Resolve: func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr("45.0.0.1")}, nil
			},
			Dial: func(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "tcp", server.Listener.Addr().String())
			},
		}})
		if err != nil {
			w.t.Fatal(err)
		}
		w.t.Cleanup(client.Close)
		w.config.Fetch = client
	}
}

// page is what a test's site serves at one address.
func page(html string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(html))
	})
}

// rudderPage is a page with an article of its own.
const rudderPage = `<!DOCTYPE html><html lang="en"><head><title>Rudder of the night ferry replaced</title>
<meta name="author" content="Pel Orr"><meta property="article:published_time" content="2024-03-02T08:00:00Z">
<meta property="og:site_name" content="Ostrand Morning Post"></head><body><nav>Home | Ports | Weather</nav>
<article><h1>Rudder of the night ferry replaced</h1>
<p>The rudder of the night ferry was replaced on March 1, 2024, in the yard of Ostrand. It had been cracked since the storm in January, and the harbour office had refused the ship a permit to sail.</p>
<p>"We will sail again on Sunday," captain Jorun Hask said. About 300 people take the ferry each night, most of them to work in the port of Velmar, where the second crane is being set up this spring.</p>
<p>The shipping office did not say what the new rudder cost. A new permit is expected before the weekend, after a trial in the bay of Ostrand.</p>
</article><footer>All rights reserved</footer></body></html>`
