package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRobotsRules(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file string
		yes, no    []string
	}{
		{"nothing", "", []string{"/", "/a"}, nil},
		{"a page in its place", "<!doctype html><p>User-agent is a word: and this a page", []string{"/a"}, nil},
		{"everything", "User-agent: *\nDisallow: /", []string{"/robots.txt"}, []string{"/", "/a", "/a?b"}},
		{"an empty rule", "User-agent: *\nDisallow:", []string{"/", "/a"}, nil},
		{"the RFC's simple example", "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\nUser-Agent: foobot\nDisallow:/\n",
			[]string{"/publications/x", "/a.gif?x", "/examples"}, []string{"/a.gif", "/example/", "/example/publications/"}},
		{"the RFC's longest match", "User-Agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
			[]string{"/example/page/", "/example/page/a.gif"}, []string{"/example/page/disallowed.gif"}},
		{"our own group", "User-agent: *\nDisallow: /\n\nUser-agent: pincite\nDisallow: /drafts", []string{"/", "/a"}, []string{"/drafts/1"}},
		{"our own group, with a version", "User-agent: Pincite/2.0\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"our own empty group", "User-agent: *\nDisallow: /\n\nUser-agent: PINCITE\n", []string{"/a"}, nil},
		{"a Crawl-delay between agents", "User-agent: PINCITE\nCrawl-delay: 2\n\nUser-agent: *\nDisallow: /", nil, []string{"/a"}},
		{"groups that name us are joined", "User-agent: Pincite\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: Pincite\nDisallow: /c", []string{"/b"}, []string{"/a", "/c"}},
		{"agents one after another", "User-agent: a\nuser-agent: *\nSitemap: https://x/\nDisallow: /a\nUser-agent: c\nDisallow: /c", []string{"/c"}, []string{"/a"}},
		{"others", "User-agent: Pin\nDisallow: /\nUser-agent: PinciteBot\nDisallow: /\nUser-agent: my-pincite\nDisallow: /", []string{"/a"}, nil},
		{"no group", "Disallow: /\n\nUser-agent: *\nDisallow: /b", []string{"/a"}, []string{"/b"}},
		{"lines that say nothing", "User-agent: *\nCrawl-delay: now\nNoindex /\n: /\nDisallow /\nDisallow: /b # not /c\n#Disallow: /d", []string{"/a", "/c", "/d"}, []string{"/b"}},
		{"old and new line ends, and a mark", "\xef\xbb\xbfUser-agent: *\rDisallow: /a\r\nDisallow: /b\nDisallow: /c", []string{"/d"}, []string{"/a", "/b", "/c"}},
		{"Allow wins a tie", "User-agent: *\nDisallow: /page\nAllow: /page", []string{"/page"}, nil},
		{"stars", "User-agent: *\nDisallow: /a/*b\nDisallow: /*/private*/x$\nDisallow: /c*d*e", []string{"/x/a/1b", "/p/private1/x/", "/ced"},
			[]string{"/a/b", "/a/1b2", "/p/private1/x", "/c1d2e3"}},
		{"the end", "User-agent: *\nDisallow: /*.php$\nDisallow: /$\nDisallow: /a*a$", []string{"/x.php?y", "/b", "/a"}, []string{"/x.php", "/", "/aa", "/abca"}},
		{"a dollar that is none", "User-agent: *\nDisallow: /a$b", []string{"/a"}, []string{"/a$b"}},
		{"encodings", "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7ejoe\nDisallow: /straße\nDisallow: /a%2fb\nDisallow: /q?x=", []string{"/a/b", "/q"},
			[]string{"/café", "/caf%C3%A9", "/~joe", "/%7Ejoe", "/stra%C3%9Fe", "/a%2Fb", "/q?x=1"}},
		{"no slash", "User-agent: *\nDisallow: a\nDisallow: *b", []string{"/a"}, []string{"/ab"}},
	} {
		r := parseRobots([]byte(test.file))
		for _, path := range test.yes {
			if !r.allows(path) {
				t.Errorf("%s: %s may not be fetched", test.name, path)
			}
		}
		for _, path := range test.no {
			if r.allows(path) {
				t.Errorf("%s: %s may be fetched", test.name, path)
			}
		}
	}
}

// naive is the matching of RFC 9309 written down as it reads, without regard to
// the time that it takes.
func naive(pattern, path string, end bool) bool {
	if pattern == "" {
		return !end || path == ""
	}
	if pattern[0] == '*' {
		return naive(pattern[1:], path, end) || path != "" && naive(pattern, path[1:], end)
	}
	return path != "" && path[0] == pattern[0] && naive(pattern[1:], path[1:], end)
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /a%41", "/aAb")
	f.Add("User-agent: Pincite\nDisallow: *a**b*\n", "/xaxb")
	f.Add("User-agent: *\nDisallow: /%zz%e4%", "/%zz\xe4%25")
	f.Fuzz(func(t *testing.T, file, path string) {
		if len(path) > 30 {
			return
		}
		r := parseRobots([]byte(file))
		for _, rule := range r.list {
			if len(rule.pattern) > 12 {
				return
			}
			if got, want := rule.matches(normalized(path)), naive(rule.pattern, normalized(path), rule.end); got != want {
				t.Errorf("%+v matches %q: %v, want %v", rule, path, got, want)
			}
		}
		if normalized(normalized(path)) != normalized(path) {
			t.Errorf("normalized(%q) changes again", path)
		}
		if !r.allows(path) && len(r.list) == 0 {
			t.Errorf("%q may not be fetched, and nothing forbids it", path)
		}
		// More lines for others change nothing.
		if again := parseRobots([]byte(file + "\nUser-agent: other\nDisallow: /\nAllow: " + path)); again.allows(path) != r.allows(path) {
			t.Errorf("%q may be fetched: %v, and with a group for others: %v", path, r.allows(path), again.allows(path))
		}
	})
}

func TestRobotsAreAskedForFirstAndRemembered(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	var mu sync.Mutex
	var asked []string
	count := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			asked = append(asked, r.Host+r.URL.Path)
			mu.Unlock()
			h.ServeHTTP(w, r)
		})
	}
	w.site("news.example.com", count(but(text("words"), map[string]http.HandlerFunc{
		"/robots.txt": answers(200, "User-agent: Pincite\nDisallow: /private"), "/away": redirect(302, "https://far.example.com/secret"),
	})))
	w.site("far.example.com", count(but(text("words"), map[string]http.HandlerFunc{"/robots.txt": answers(200, "User-agent: *\nDisallow: /secret")})))
	c := w.client(Options{})
	get(t, c, "https://news.example.com/a")
	get(t, c, "https://news.example.com/b?private")
	if s := refused(t, c, "https://news.example.com/private/1", Robots); !strings.Contains(s, "robots.txt") {
		t.Error(s)
	}
	refused(t, c, "https://news.example.com/away", Robots)
	want := "news.example.com/robots.txt news.example.com/a news.example.com/b news.example.com/away far.example.com/robots.txt"
	if got := strings.Join(asked, " "); got != want {
		t.Errorf("asked for %s\nwant      %s", got, want)
	}
}

func TestRobotsThatCannotBeHad(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	large := "User-agent: *\nDisallow: /a\n" + strings.Repeat("# filler\n", 100_000) + "Disallow: /beyond\n"
	long := "User-agent: *\n" + strings.Repeat("Disallow: /*a*a*a*a*a*a*a*a*b\n", 15_000)
	sites := map[string]http.HandlerFunc{
		"error": answers(500, ""), "busy": answers(503, ""), "many": answers(429, ""), "gone": answers(410, ""), "login": answers(401, ""), "no": answers(403, ""),
		"loop": redirect(302, "/robots.txt"), "moved": redirect(301, "https://rules.example.com/other.txt"), "inside": redirect(302, "http://10.0.0.1/robots.txt"),
		"broken": answers(200, "x", "Content-Encoding: gzip"), "large": answers(200, large), "html": answers(200, "<html>", "Content-Type: text/html"), "odd": answers(100+500, ""),
		"long": answers(200, long), "nobody": redirect(302, "https://unknown.example.com/robots.txt"),
	}
	w.site("rules.example.com", but(text("words"), map[string]http.HandlerFunc{"/other.txt": answers(200, "User-agent: *\nDisallow: /a")}))
	for name, h := range sites {
		w.site(name+".example.com", but(text("words"), map[string]http.HandlerFunc{"/robots.txt": h}))
	}
	c := w.client(Options{})
	for _, name := range []string{"gone", "login", "no", "loop", "html"} {
		get(t, c, "https://"+name+".example.com/a")
	}
	for _, name := range []string{"error", "busy", "many", "moved", "inside", "broken", "large", "odd", "nobody"} {
		refused(t, c, "https://"+name+".example.com/a", Robots)
	}
	get(t, c, "https://large.example.com/beyond") // which stands after 500 KiB
	get(t, c, "https://long.example.com/"+strings.Repeat("a", 1900))
}

func TestRobotsAreAskedForAgainAfterATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		asked, broken := 0, true
		c := newClient(t, Options{Network: within(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				answers(200, "words", "Content-Type: text/plain")(w, r)
				return
			}
			if asked++; broken {
				w.WriteHeader(500)
				return
			}
			fmt.Fprintln(w, "User-agent: *\nDisallow: /x")
		}))})
		steps := []struct {
			after  time.Duration
			broken bool
			asked  int
			code   Code
		}{
			{0, true, 1, Robots}, {time.Minute, false, 1, Robots}, {5 * time.Minute, false, 2, ""}, {5 * time.Hour, true, 2, ""}, {time.Hour, true, 3, Robots},
		}
		for i, s := range steps {
			time.Sleep(s.after)
			broken = s.broken
			if _, err := c.Get(t.Context(), Request{Link: "http://news.example.com/a"}); code(err) != s.code || asked != s.asked {
				t.Errorf("step %d: %v, asked for robots.txt %d times", i+1, err, asked)
			}
		}
	})
}
