package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pincite/pincite/internal/browser"
	"github.com/pincite/pincite/internal/testfile"
)

// harbour is a news site: a page, a page that has nearly its words, and a feed.
// What the page says of the lamp's batteries can be changed.
func harbour(t *testing.T) (server *httptest.Server, lamp *atomic.Value) {
	t.Helper()
	lamp = &atomic.Value{}
	lamp.Store("Two fishermen look after its batteries, which hold for eleven nights without sun.")
	page := func(title, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>%[1]s</title><meta name="author" content="Petra Quillon">
				<meta property="article:published_time" content="2025-06-03T08:00:00Z"><meta property="og:site_name" content="The Halvermouth Lantern"></head>
				<body><article><h1>%[1]s</h1>%[2]s</article></body></html>`, title, body)
		}
	}
	story := []string{
		"The lighthouse of Odd Island was lit again on Monday, after nine years in the dark, the harbour office said.",
		"Its lamp had been taken to the mainland in 2016, when the last keeper left the island and nobody took his place.",
		"“You can see it from the kitchen,” said Lorn Abbesk, who has kept the island's only shop since 1997.",
		"The lamp now runs by itself.",
		"The office has put aside 40,000 crowns for repairs to the stairs, and wants to let visitors climb them next spring.",
	}
	text := func(extra ...string) string { return "<p>" + strings.Join(append(story, extra...), "</p><p>") + "</p>" }
	mux := http.NewServeMux()
	mux.HandleFunc("/lighthouse", func(w http.ResponseWriter, r *http.Request) {
		page("Lighthouse of Odd Island lit again", text(lamp.Load().(string)))(w, r)
	})
	mux.HandleFunc("/agency", page("Island lamp burns after nine years", text(lamp.Load().(string), "The council of the island meets on Friday.")))
	mux.HandleFunc("/gulls", page("Gulls counted on the breakwater", "<p>Pupils of the harbour school counted 212 gulls on the breakwater on Sunday, more than in any year before.</p>"+
		"<p>Most were herring gulls, their teacher said. The count is repeated every June, in any weather, by whoever is in the last class.</p>"))
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>The Halvermouth Lantern</title><link>http://%[1]s/</link>
			<item><title>Gulls counted on the breakwater</title><link>http://%[1]s/gulls</link><pubDate>Tue, 03 Jun 2025 10:00:00 GMT</pubDate></item>
			</channel></rss>`, r.Host)
	})
	server = httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, lamp
}

// TestPicturesOfWhatComesFromElsewhere drives a moderator who brings in a web
// page, its twin from another paper, a PDF, a DOCX and a feed.
func TestPicturesOfWhatComesFromElsewhere(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	site, lamp := harbour(t)
	v := &visitor{t: t, url: play(t, "--fetch-allow", strings.TrimPrefix(site.URL, "http://"))}
	const mona = 2
	v.sit(mona, 1280, 720)
	v.link(site.URL + "/lighthouse")
	v.see(newest, "Not stored yet")
	v.fit()
	v.save("link")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added: Lighthouse of Odd Island lit again")
	v.link(site.URL + "/agency")
	v.see(newest, "the same as")
	v.fit()
	v.save("near")
	v.must(v.click(newest, "Cancel"))
	v.see(newest, "Cancelled")
	lamp.Store("Two fishermen look after its batteries, which hold for twelve nights without sun.")
	v.link(site.URL + "/lighthouse")
	v.see(newest, "From this web address")
	v.fit()
	v.save("newer")
	v.must(v.click(newest, "Cancel"))
	v.bringFiles()
	v.bringFeed(site.URL + "/feed")
}

// bringFiles adds a PDF and a DOCX.
func (v *visitor) bringFiles() {
	v.t.Helper()
	v.file("report.pdf", testfile.PDF{Info: map[string]string{"Title": "Repairs to the pier"}, Pages: []testfile.Page{
		{Words: column("Repairs to the pier", "The pier of Halvermouth loses about four metres of planks each winter, the harbour office reports. Last winter it lost six, most of them in one night in January, and the boats of the island could not land there for a week.")},
		{Words: column("The planks are of larch, which lasts eleven years in salt water. The office has asked for bids by the end of July.")},
	}}.Bytes())
	v.see(newest, "Not stored yet")
	v.fit()
	v.save("pdf")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added:")
	v.file("minutes.docx", testfile.Office{Title: "Minutes of the council", Author: "Ulla Brent", Paras: []testfile.Para{
		{Text: "The council met on 4 June 2025 and agreed to open the lighthouse to visitors."},
		{Text: "Ulla Brent said that the stairs were safe for ten people at a time."},
	}}.DOCX())
	v.see(newest, "Not stored yet")
	v.fit()
	v.save("docx")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added:")
}

// bringFeed follows a feed, and takes what is in it.
func (v *visitor) bringFeed(address string) {
	v.t.Helper()
	v.command("library follow")
	v.keys(address, browser.Enter)
	v.answered("library follow")
	v.see(newest, "Gulls counted on the breakwater")
	v.fit()
	v.save("follow")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added: Gulls counted on the breakwater")
	v.use("library followed")
	v.see(newest, "The Halvermouth Lantern")
	v.fit()
	v.save("feeds")
	v.use("library list")
	v.see(newest, "Repairs to the pier")
	v.fit()
	v.save("arrived")
}

// column sets paragraphs one below the other on a page.
func column(paragraphs ...string) []testfile.Words {
	all, _ := testfile.Column(72, 90, 440, paragraphs...)
	return all
}

// link gives the bot the address of an article.
func (v *visitor) link(address string) {
	v.t.Helper()
	v.command("library add")
	v.keys("link", browser.Enter, address, browser.Enter)
}

// file gives the bot an article as a file.
func (v *visitor) file(name string, content []byte) {
	v.t.Helper()
	file := filepath.Join(v.t.TempDir(), name)
	v.must(os.WriteFile(file, content, 0o600))
	v.command("library add")
	v.keys("file", browser.Enter)
	v.must(v.page.Choose("[data-option=file] input[type=file]", file))
	v.must(v.page.Click(".command-form > .send"))
}
