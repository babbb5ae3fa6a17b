package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAPageIsFetched(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	var seen http.Header
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/tides": func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header.Clone()
		answers(200, "The tide came in.", "Content-Type: text/plain; charset=ISO-8859-1", "ETag: \"a1\"",
			"Last-Modified: Mon, 05 May 2031 10:00:00 GMT", "Cache-Control: public, max-age=600", "Content-Disposition: attachment; filename=\"../up/tides.txt\"")(w, r)
	}}))
	c := w.client(Options{Version: "1.2 beta", Contact: "https://pincite.example/about"})
	page := get(t, c, "https://NEWS.example.com/tides?utm_source=mail&id=7#top")
	if page.URL != "https://news.example.com/tides?id=7" || page.Moved != "" || string(page.Data) != "The tide came in." ||
		page.Type != "text/plain" || page.Charset != "ISO-8859-1" || page.Name != "tides.txt" || page.ETag != `"a1"` ||
		page.LastModified != "Mon, 05 May 2031 10:00:00 GMT" || page.MaxAge != 10*time.Minute || page.NotModified {
		t.Errorf("got %+v", page)
	}
	if got := seen.Get("User-Agent"); got != "Pincite/1.2beta (+https://pincite.example/about)" {
		t.Errorf("the User-Agent is %q", got)
	}
	for _, name := range []string{"Cookie", "Referer", "Authorization", "X-Forwarded-For"} {
		if seen.Get(name) != "" {
			t.Errorf("%s is sent: %q", name, seen.Get(name))
		}
	}
	if c.transport().Proxy != nil {
		t.Error("a proxy is used")
	}
}

func TestWhatHasNotChangedIsNotFetchedAgain(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `W/"1"` && r.Header.Get("If-Modified-Since") == "Mon, 05 May 2031 10:00:00 GMT" {
			w.Header().Set("Cache-Control", `max-age="60"`)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		answers(200, "words", "Content-Type: text/html")(w, r)
	}, "/odd": answers(304, "")}))
	c := w.client(Options{})
	r := Request{Link: "https://news.example.com/a", ETag: `W/"1"`, LastModified: "Mon, 05 May 2031 10:00:00 GMT"}
	page, err := c.Get(t.Context(), r)
	if err != nil || !page.NotModified || page.Data != nil || page.ETag != r.ETag || page.LastModified != r.LastModified || page.MaxAge != time.Minute {
		t.Errorf("got %+v, %v", page, err)
	}
	r.ETag = `W/"0"`
	if page, err = c.Get(t.Context(), r); err != nil || page.NotModified || string(page.Data) != "words" {
		t.Errorf("got %+v, %v", page, err)
	}
	refused(t, c, "https://news.example.com/odd", BadStatus)
}

func TestRedirectionsAreFollowed(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	w.site("old.example.com", but(text(""), map[string]http.HandlerFunc{
		"/a": redirect(301, "https://old.example.com/b"), "/b": redirect(308, "//new.example.com/c"), "/temp": redirect(302, "/a"),
		"/see": redirect(303, "b?x=1"), "/loop": redirect(307, "/loop"), "/nowhere": answers(302, ""), "/junk": redirect(302, "ht!tp://%%"),
		"/down": redirect(301, "http://old.example.com/x"), "/file": redirect(302, "file:///etc/passwd"), "/port": redirect(302, "https://new.example.com:8443/"),
		"/login": redirect(302, "https://me:secret@new.example.com/"), "/unknown": redirect(302, "https://nobody.example.com/"),
		"/1": redirect(302, "/2"), "/2": redirect(302, "/3"), "/3": redirect(302, "/4"), "/4": redirect(302, "/5"), "/5": redirect(302, "/6"),
		"/0": redirect(302, "/1"),
	}))
	w.site("new.example.com", but(text("the end"), map[string]http.HandlerFunc{"/c": redirect(302, "/d?utm_medium=x")}))
	c := w.client(Options{})
	for link, want := range map[string][2]string{
		"http://old.example.com/a":     {"https://new.example.com/d", "https://new.example.com/c"},
		"https://old.example.com/a":    {"https://new.example.com/d", "https://new.example.com/c"},
		"https://old.example.com/temp": {"https://new.example.com/d", ""},
		"https://old.example.com/1":    {"https://old.example.com/6", ""},
		"https://old.example.com/see":  {"https://new.example.com/d", ""},
	} {
		if page := get(t, c, link); page.URL != want[0] || page.Moved != want[1] {
			t.Errorf("%s leads to %s, for good to %q; want %q", link, page.URL, page.Moved, want)
		}
	}
	for path, want := range map[string]Code{
		"/loop": Redirects, "/0": Redirects, "/nowhere": Redirects, "/junk": Redirects, "/down": Downgrade, "/file": BadScheme,
		"/port": BadPort, "/login": Credentials, "/unknown": NoSuchSite,
	} {
		if s := refused(t, c, "https://old.example.com"+path, want); strings.Contains(s, "secret") {
			t.Errorf("the sentence tells a password: %s", s)
		}
	}
}

func TestStatusesHaveSentences(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	w.site("news.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := 404
		for _, s := range []int{201, 204, 400, 401, 402, 403, 404, 406, 407, 410, 418, 429, 451, 500, 503} {
			if r.URL.Path == "/"+http.StatusText(s) {
				status = s
			}
		}
		w.WriteHeader(status)
	}))
	c := w.client(Options{})
	for status, want := range map[int]Code{
		204: BadStatus, 400: BadStatus, 401: Login, 402: Login, 403: Login, 404: Missing, 406: Login, 407: Login, 410: Gone, 418: BadStatus,
		429: Later, 451: Login, 500: BadStatus, 503: BadStatus,
	} {
		refused(t, c, "https://news.example.com/"+strings.ReplaceAll(http.StatusText(status), " ", "%20"), want)
	}
}

func TestOnlyWhatCanBeAnArticleIsRead(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	zip, pdf, png := "PK\x03\x04", "%PDF-1.7\n", "\x89PNG\r\n\x1a\n"
	feed := `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>`
	pages := map[string][2]string{
		"/html": {"text/html; charset=utf-8", "<p>words"}, "/xhtml": {"application/xhtml+xml", "<html/>"}, "/md": {"text/markdown", "# words"},
		"/pdf": {"application/pdf", pdf}, "/shout": {"TEXT/HTML", "<p>words"}, "/bare": {"text/html; charset", "<p>words"},
		"/docx":  {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip},
		"/octet": {"application/octet-stream", pdf}, "/none": {"", "plain words"}, "/image": {"image/png", png}, "/hidden": {"application/octet-stream", png},
		"/video": {"video/mp4", ""}, "/json": {"application/json", "{}"}, "/odd": {"application/x-\"o\u202edd\"", ""}, "/rss": {"application/rss+xml", feed},
		"/xmlfeed": {"text/xml", feed}, "/css": {"text/css", "a{}"}, "/doc": {"application/msword", ""}, "/sheet": {"application/vnd.ms-excel", ""},
	}
	w.site("news.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header()["Content-Type"] = []string{p[0]}
		w.Write([]byte(p[1]))
	}))
	c := w.client(Options{})
	for path, want := range map[string]string{
		"/html": "text/html", "/xhtml": "application/xhtml+xml", "/md": "text/markdown", "/pdf": "application/pdf", "/shout": "text/html", "/bare": "text/html",
		"/docx": pages["/docx"][0], "/octet": "application/pdf", "/none": "text/plain",
	} {
		if page := get(t, c, "https://news.example.com"+path); page.Type != want || string(page.Data) != pages[path][1] {
			t.Errorf("%s is of the type %q, with %q", path, page.Type, page.Data)
		}
	}
	for path, want := range map[string]string{
		"/image": "an image", "/hidden": "an image", "/video": "a video", "/json": "JSON", "/odd": `the type application/x-"odd"`, "/css": "a style sheet",
		"/doc": "an old Word document", "/sheet": "a spreadsheet",
	} {
		if s := refused(t, c, "https://news.example.com"+path, WrongType); !strings.Contains(s, want) {
			t.Errorf("%s: %s", path, s)
		}
	}
	refused(t, c, "https://news.example.com/rss", IsFeed)
	refused(t, c, "https://news.example.com/xmlfeed", IsFeed)
	if _, err := c.Get(t.Context(), Request{Link: "https://news.example.com/image", Want: Syndication}); code(err) != NotFeed || !strings.Contains(err.Error(), "an image") {
		t.Errorf("an image as a feed: %v", err)
	}
}

func TestCompressedPagesAreRead(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	var squeezed strings.Builder
	z := gzip.NewWriter(&squeezed)
	z.Write([]byte("squeezed words"))
	z.Close()
	good := squeezed.String()
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{
		"/good": answers(200, good, "Content-Type: text/html", "Content-Encoding: gzip"), "/x": answers(200, good, "Content-Type: text/html", "Content-Encoding: X-GZIP"),
		"/plain": answers(200, "words", "Content-Type: text/html", "Content-Encoding: identity"), "/br": answers(200, "?", "Content-Type: text/html", "Content-Encoding: br"),
		"/not": answers(200, "words that are not squeezed", "Content-Type: text/html", "Content-Encoding: gzip"),
		"/cut": answers(200, good[:len(good)-9], "Content-Type: text/html", "Content-Encoding: gzip"),
		"/sum": answers(200, good[:len(good)-8]+"XXXXXXXX", "Content-Type: text/html", "Content-Encoding: gzip"),
	}))
	c := w.client(Options{})
	for path, want := range map[string]string{"/good": "squeezed words", "/x": "squeezed words", "/plain": "words"} {
		if page := get(t, c, "https://news.example.com"+path); string(page.Data) != want {
			t.Errorf("%s: %q", path, page.Data)
		}
	}
	for path, want := range map[string]Code{"/br": BadEncoding, "/not": BadEncoding, "/sum": BadEncoding, "/cut": CutOff} {
		refused(t, c, "https://news.example.com"+path, want)
	}
}

func TestTextsAreDecodedAsTheServerSays(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	pages := map[string][2]string{
		"/cyrillic": {"text/plain; charset=windows-1251", "\xcf\xee\xf0\xf2"}, "/utf8": {"text/html; charset=iso-8859-1", "Порт"}, "/silent": {"text/html", "\xcf\xee"},
		"/unknown": {"text/html; charset=klingon", "\xcf\xee"}, "/wrong": {"text/html; charset=utf-8", "\xcf\xee"}, "/broken": {"text/plain; charset=shift_jis", "\xff\xff"},
		"/pdf": {"application/pdf; charset=windows-1251", "%PDF-\xcf"}, "/wide": {"text/plain; charset=utf-16", "\xff\xfea\x00\xd8\xdc"},
	}
	w.site("news.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answers(200, pages[r.URL.Path][1], "Content-Type: "+pages[r.URL.Path][0])(w, r)
	}))
	c := w.client(Options{})
	for path, page := range pages {
		want := page[1]
		if path == "/cyrillic" {
			want = "Порт"
		}
		if got := get(t, c, "https://news.example.com"+path); string(got.Data) != want {
			t.Errorf("%s: %q in %q", path, got.Data, got.Charset)
		}
	}
}

func TestACallerWhoLeavesIsToldSo(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/a": func(http.ResponseWriter, *http.Request) { cancel() }}))
	if _, err := w.client(Options{}).Get(ctx, Request{Link: "https://news.example.com/a"}); !errors.Is(err, context.Canceled) || code(err) != Code(err.Error()) {
		t.Errorf("got %v", err)
	}
}

// The real dialer, with real sockets on this machine.
func TestTheSocketIsCheckedToo(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(text("within"))
	defer server.Close()
	at := netip.MustParseAddrPort(server.Listener.Addr().String())
	local := func(context.Context, string) ([]netip.Addr, error) { return addrs("127.0.0.1", "::1", "0.0.0.0"), nil }
	c := newClient(t, Options{Network: Network{Resolve: local}})
	refused(t, c, "http://news.example.com/", NotPublic)
	if conn, err := c.connect(t.Context(), at, public); err == nil || code(unreached(err)) != NotPublic {
		t.Errorf("a socket to %v: %v, %v", at, conn, err)
	}
	// Where the maintainer names the host, and there only.
	port := at.Port()
	named := "intranet.example:" + at.String()[strings.LastIndexByte(at.String(), ':')+1:]
	c = newClient(t, Options{Network: Network{Resolve: local}, Allow: []string{named}})
	if page := get(t, c, "http://"+named+"/a"); string(page.Data) != "within" || port == 0 {
		t.Errorf("got %q", page.Data)
	}
	refused(t, c, "http://"+at.String()+"/", BadPort)
	refused(t, c, "http://other.example/", NotPublic)
	meta := func(context.Context, string) ([]netip.Addr, error) {
		return addrs("169.254.169.254", "::ffff:169.254.169.254"), nil
	}
	refused(t, newClient(t, Options{Network: Network{Resolve: meta}, Allow: []string{named}}), "http://"+named+"/", NotPublic)
}

// A host that the maintainer named is reached by a person's link, and not by
// what others write.
func TestOthersDoNotLeadToTheMaintainersHosts(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	wiki := but(text("within"), map[string]http.HandlerFunc{"/on": redirect(302, "/a"), "/out": redirect(302, "http://news.example.com/")})
	within := w.site("wiki.example.com", wiki)
	w.mu.Lock()
	w.servers[netip.MustParseAddrPort("10.0.0.5:80")] = w.servers[netip.AddrPortFrom(within, 80)]
	w.mu.Unlock()
	w.point("wiki.example.com", addrs("10.0.0.5"))
	w.site("news.example.com", but(text("outside"), map[string]http.HandlerFunc{"/in": redirect(302, "http://wiki.example.com/a")}))
	c := w.client(Options{Allow: []string{"wiki.example.com:80"}})
	for link, want := range map[string]string{"http://wiki.example.com/a": "within", "http://wiki.example.com/on": "within", "http://wiki.example.com/out": "outside"} {
		if page := get(t, c, link); string(page.Data) != want {
			t.Errorf("%s: %q", link, page.Data)
		}
	}
	refused(t, c, "http://news.example.com/in", NotPublic)
	refused(t, c, "https://wiki.example.com/a", NotPublic) // another port
	for via, want := range map[string]Code{"http://news.example.com/feed": NotPublic, "http://WIKI.example.com/feed": "", "%": NotPublic, "": ""} {
		if _, err := c.Get(t.Context(), Request{Link: "http://wiki.example.com/a", Via: via}); code(err) != want {
			t.Errorf("by way of %q: %v", via, err)
		}
	}
}

func TestAddressesThatDoNotAnswerArePassedOver(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	good := w.site("news.example.com", text("words"))
	w.point("news.example.com", addrs("10.0.0.1", "45.0.0.77", good.String()))
	c := w.client(Options{})
	if page := get(t, c, "http://news.example.com/"); string(page.Data) != "words" {
		t.Errorf("got %q", page.Data)
	}
	if slices.ContainsFunc(w.dialled, func(a netip.AddrPort) bool { return a.Addr().IsPrivate() }) || len(w.dialled) != 2 {
		t.Errorf("dialled %v", w.dialled)
	}
	w.point("down.example.com", addrs("45.0.0.77"))
	refused(t, c, "http://down.example.com/", NoAnswer)
	w.point("alone.example.com", addrs("10.0.0.1"))
	refused(t, c, "http://alone.example.com/", NotPublic)
	refused(t, c, "http://nobody.example.com/", NoSuchSite)
	w.site("other.example.com", text(""))
	w.point("wrong.example.org", addrs("45.0.0.2"))
	refused(t, c, "https://wrong.example.org/", Untrusted)
}
