package bot

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// hostile are files that are made to do harm, or are damaged, by name.
func hostile(t *testing.T) (names []string, files map[string][]byte) {
	t.Helper()
	entities := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><d><p><t>&c;</t></p></d>`
	docx := testfile.Office{Paras: []testfile.Para{{Text: "Words."}}}.DOCXMembers()
	for i, m := range docx {
		if m.Name == "word/document.xml" {
			docx[i].Data = []byte(entities)
		}
	}
	words, _ := testfile.Column(72, 120, 400, "The second crane was delivered on Monday, and nobody was there to sign for it.")
	page := testfile.Page{Words: words}
	good := testfile.Member{Name: "good.md", Data: articleFile(t, "berths.md")}
	flood := testfile.Member{Name: "flood.txt", Data: []byte(strings.Repeat("word ", 200_000)), Times: 34}
	windows := "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Caf\xe9s am Hafen</title></head><body><article><h1>Caf\xe9s am Hafen</h1><p>" +
		strings.Repeat("Die Caf\xe9s am Hafen \xf6ffnen wieder, sagt der B\xfcrgermeister von Velmar. ", 6) + "</p></article></body></html>"
	files = map[string][]byte{
		"bomb.zip":        testfile.Zip(flood),
		"half-bomb.zip":   testfile.Zip(good, flood),
		"nested.zip":      testfile.Zip(testfile.Member{Name: "inner.zip", Data: testfile.Zip(good)}),
		"traversal.zip":   testfile.Zip(testfile.Member{Name: "../../etc/passwd.md", Data: articleFile(t, "ferry.md")}),
		"entities.docx":   testfile.Zip(docx...),
		"loop.pdf":        testfile.PDF{Pages: []testfile.Page{page}, Hostile: map[int]string{2: "<< /Type /Pages /Count 2 /Kids [2 0 R 6 0 R] >>"}}.Bytes(),
		"locked.pdf":      testfile.PDF{Pages: []testfile.Page{page}, Locked: true}.Bytes(),
		"scan.pdf":        testfile.PDF{Pages: []testfile.Page{{Scan: true}}}.Bytes(),
		"levels.html":     []byte("<html>" + strings.Repeat("<div>", 100_000) + rudderPage + strings.Repeat("</div>", 100_000)),
		"elements.html":   []byte("<html>" + strings.Repeat("<i></i>", 100_001) + rudderPage),
		"charset.html":    []byte(windows),
		"photograph.jpeg": []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + strings.Repeat("\x00\x81\xfe", 400)),
	}
	return []string{"bomb.zip", "half-bomb.zip", "nested.zip", "traversal.zip", "entities.docx", "loop.pdf", "locked.pdf", "scan.pdf", "levels.html",
		"elements.html", "charset.html", "photograph.jpeg"}, files
}

// TestHostileFilesGetASentence brings each, alone. Nothing is stored, and what
// can be read of it is shown.
func TestHostileFilesGetASentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	names, files := hostile(t)
	for _, name := range names {
		if m := k.slash("library add", file("file", name, files[name])); strings.Contains(m.text(), "went wrong") || m.text() == "" {
			t.Errorf("%s shows\n%s", name, dump(m))
		}
	}
	if w.total() != 0 {
		t.Errorf("%d articles are stored", w.total())
	}
	k.press(k.slash("library add", file("file", "crane.md", articleFile(t, "crane.md"))), "Add")
	k.check("hostile-files")
}

// TestAnUploadThatIsTooLargeIsNotFetched has Discord say of files that they are
// large, alone and together.
func TestAnUploadThatIsTooLargeIsNotFetched(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := func() (n int) {
		for _, r := range w.discord.Requests() {
			if strings.Contains(r.Path, "attachments/") {
				n++
			}
		}
		return n
	}
	huge := attachment{Filename: "huge.pdf", Size: 200 << 20, URL: "https://cdn.discordapp.com/attachments/1/2/huge.pdf"}
	half := huge
	half.Size = extract.MaxBytes
	many := map[string]attachment{}
	for _, name := range fileOptions() {
		many[name] = half
	}
	half.Size = maxSourceBytes/int64(len(many)) + 1
	for name, files := range map[string]map[string]attachment{
		"one of 200 MB": {"file": huge}, "five that are 100 MB together": {"file": half, "file2": half, "file3": half, "file4": half, "file5": half},
	} {
		_, err := w.bot.add(w.ctx, &request{guild: w.guild.ID, locale: "en", files: files})
		if s := explained(err); !strings.Contains(s, "larger than") {
			t.Errorf("%s: %q, %v", name, s, err)
		}
	}
	if n := asked(); n != 0 {
		t.Errorf("%d were asked for", n)
	}
}

// TestHostileLinksGetASentence has sites lead into the private network, and names
// that change their minds.
func TestHostileLinksGetASentence(t *testing.T) {
	t.Parallel()
	targets := map[string]string{
		"/loopback": "http://127.0.0.1/admin", "/mapped": "http://[::ffff:10.0.0.1]/", "/metadata": "http://169.254.169.254/latest/", "/file": "file:///etc/passwd",
		"/turn": "http://turncoat.example/secret",
	}
	w := newWorld(t, astray(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Connection", "close") // so that a name is asked for each time
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(rw, r)
		case targets[r.URL.Path] != "":
			http.Redirect(rw, r, targets[r.URL.Path], http.StatusFound)
		default:
			page(rudderPage).ServeHTTP(rw, r)
		}
	}), time.Minute))
	k := w.talk(w.mona, w.general)
	for _, path := range []string{"/loopback", "/mapped", "/metadata", "/file", "/turn"} {
		k.slash("library add", opt("link", "http://news.example"+path))
	}
	k.slash("library add", opt("link", "http://[::ffff:10.0.0.1]/"))
	k.slash("library follow", opt("link", "http://news.example/rudder"))
	k.check("hostile-links")
	if w.total() != 0 {
		t.Errorf("%d articles are stored", w.total())
	}
}

// astray is an internet in which every name has a public address, but for
// turncoat.example, whose second answer is a private one.
func astray(pages http.Handler, limit time.Duration) func(*world) {
	return func(w *world) {
		server := httptest.NewServer(pages)
		w.t.Cleanup(server.Close)
		public, private := netip.MustParseAddr("45.0.0.1"), netip.MustParseAddr("10.0.0.1")
		var turns atomic.Int32
		client, err := fetch.New(fetch.Options{Time: limit, Gap: time.Nanosecond, Network: fetch.Network{
			Resolve: func(_ context.Context, name string) ([]netip.Addr, error) {
				if name == "turncoat.example" && turns.Add(1) > 1 {
					return []netip.Addr{private}, nil
				}
				return []netip.Addr{public}, nil
			},
			Dial: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
				if to.Addr() != public {
					w.t.Errorf("%v is dialled", to)
				}
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

// TestASiteThatNeverEndsIsGivenUp has one that sends a byte now and then.
func TestASiteThatNeverEndsIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, astray(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			if _, err := rw.Write([]byte("a")); err != nil {
				return
			}
			rw.(http.Flusher).Flush()
			select {
			case <-time.After(10 * time.Millisecond):
			case <-r.Context().Done():
			}
		}
	}), 300*time.Millisecond))
	m := w.talk(w.mona, w.general).slash("library add", opt("link", "http://news.example/slow"))
	if !strings.Contains(m.text(), "takes too long") {
		t.Errorf("shown:\n%s", dump(m))
	}
}

// gate is a way to Discord on which files are held up until somebody opens it.
type gate struct {
	http.RoundTripper
	reached, open chan struct{}
	once          sync.Once
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, "attachments/") {
		g.once.Do(func() { close(g.reached) })
		<-g.open
	}
	return g.RoundTripper.RoundTrip(r)
}

// TestAServerThatLeavesInMidUpload takes the bot out of a server while it fetches
// a file from there: nothing is added, nothing breaks, and others are served.
func TestAServerThatLeavesInMidUpload(t *testing.T) {
	t.Parallel()
	g := &gate{reached: make(chan struct{}), open: make(chan struct{})}
	w := newWorld(t, hold("crane.md"), func(w *world) {
		g.RoundTripper = w.config.Transport
		w.config.Transport, w.config.AckAfter = g, 1
	})
	w.refusal = func(r discordtest.Request) bool {
		return strings.Contains(r.Path, "/webhooks/") && r.Status == http.StatusNotFound
	}
	other, elsewhere := w.discord.AddGuild("Elsewhere")
	w.discord.Join(other, w.mona, 1<<13)
	before, err := w.store.Head(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan *discordtest.Interaction, 1)
	go func() {
		in, err := w.as(w.mona).Slash(w.ctx, "library add", file("file", "ferry.md", articleFile(t, "ferry.md")))
		if err != nil {
			t.Log(err)
		}
		ended <- in
	}()
	<-g.reached
	w.discord.RemoveGuild(w.guild.ID)
	close(g.open)
	<-ended
	if m := w.talk(w.mona, elsewhere).slash("library list"); !strings.Contains(m.text(), "no articles of its own") {
		t.Errorf("elsewhere is shown\n%s", dump(m))
	}
	after, err := w.store.Head(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)))
	if err != nil || after != before {
		t.Errorf("its library went from %v to %v, %v", before, after, err)
	}
	if list, _, err := w.store.List(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), store.Page{Limit: 5}); err != nil || len(list) != 1 {
		t.Errorf("it has %+v, %v", list, err)
	}
	if strings.Contains(w.log.String(), "panic") {
		t.Errorf("the log:\n%s", w.log)
	}
}
