package fetch

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func newClient(t testing.TB, o Options) *Client {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// code is the code of a Problem; "" for nil and the text of any other error.
func code(err error) Code {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Code
	}
	if err != nil {
		return Code(err.Error())
	}
	return ""
}

func TestLinksAreCheckedBeforeAnybodyIsAsked(t *testing.T) {
	t.Parallel()
	c := newClient(t, Options{Allow: []string{"intranet.example:8080", "127.0.0.1:9000", "wiki.example:443"}})
	for link, want := range map[string]Code{
		"":                                BadLink,
		"news.example.com/a":              BadLink,
		"/a":                              BadLink,
		"//news.example.com/a":            BadLink,
		"http://":                         BadLink,
		"http:///a":                       BadLink,
		"https:news.example.com":          BadLink,
		"https://news .example.com/":      BadLink,
		"https://news.example.com/a b":    BadLink,
		"https://news.example.com/\x00":   BadLink,
		"https://news.example.com\\@evil": BadLink,
		"https://%zz/":                    BadLink,
		"https://a..b/":                   BadLink,
		"https://" + strings.Repeat("a", 64) + ".example/":      BadLink,
		"https://news.example.com/" + strings.Repeat("a", 2048): BadLink,
		"ftp://news.example.com/":                               BadScheme,
		"file:///etc/passwd":                                    BadScheme,
		"javascript:alert(1)":                                   BadScheme,
		"gopher://127.0.0.1:6379/":                              BadScheme,
		"data:text/html,x":                                      BadScheme,
		"https://mona@news.example.com/":                        Credentials,
		"https://mona:secret@news.example.com/":                 Credentials,
		"https://news.example.com:22/":                          BadPort,
		"https://news.example.com:8080/":                        BadPort,
		"http://intranet.example:8081/":                         BadPort,
		"http://127.0.0.1/":                                     NotPublic,
		"http://127.0.0.1:9001/":                                BadPort,
		"http://[::1]/":                                         NotPublic,
		"http://[::ffff:10.0.0.1]/":                             NotPublic,
		"http://[::ffff:8.8.8.8]/":                              NotPublic,
		"http://[fe80::1%25eth0]/":                              NotPublic,
		"http://169.254.169.254/latest/meta-data/":              NotPublic,
		"http://2130706433/":                                    BadLink,
		"http://0x7f000001/":                                    BadLink,
		"http://0177.0.0.1/":                                    BadLink,
		"http://127.1/":                                         BadLink,
		"https://news.example.com/a":                            "",
		"<https://news.example.com/a>":                          "",
		"  https://news.example.com/a\n":                        "",
		"http://news.example.com:80/":                           "",
		"https://news.example.com:443/":                         "",
		"http://news.example.com:443/":                          "",
		"https://bücher.example/":                               "",
		"https://a_b.example/":                                  "",
		"http://8.8.8.8/":                                       "",
		"http://[2606:4700::1111]/":                             "",
		"http://intranet.example:8080/page":                     "",
		"http://127.0.0.1:9000/":                                "",
		"https://wiki.example/":                                 "",
	} {
		u, err := c.parseLink(link)
		if got := code(err); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
		if err != nil && (u != nil || !strings.HasSuffix(err.Error(), ".")) {
			t.Errorf("%q: %v, %q", link, u, err)
		}
		if err != nil && want == NotPublic && strings.ContainsAny(err.Error(), "0123456789") {
			t.Errorf("%q: the sentence tells an address: %q", link, err)
		}
	}
}

func TestLinksAreBroughtIntoOneForm(t *testing.T) {
	t.Parallel()
	c := newClient(t, Options{})
	for link, want := range map[string]string{
		"HTTPS://News.Example.COM":                   "https://news.example.com/",
		"https://news.example.com:443/a?x=1#part":    "https://news.example.com/a?x=1",
		"http://news.example.com:80":                 "http://news.example.com/",
		"https://news.example.com:80/":               "https://news.example.com:80/",
		"https://news.example.com./a":                "https://news.example.com/a",
		"https://BÜCHER.example/straße":              "https://xn--bcher-kva.example/stra%C3%9Fe",
		"https://news.example.com/a%2Fb?":            "https://news.example.com/a%2Fb",
		"http://[2606:4700:0:0:0:0:0:1111]:80/x?y=z": "http://[2606:4700::1111]/x?y=z",
	} {
		u, err := c.parseLink(link)
		if err != nil || u.String() != want {
			t.Errorf("%q: %v, %v; want %s", link, u, err, want)
		}
	}
	for link, want := range map[string]string{
		"http://News.Example.com:80/a/../b?utm_source=x&id=7&FBCLID=1#c": "https://news.example.com/b?id=7",
		"https://news.example.com":                                       "https://news.example.com/",
		"https://news.example.com/?utm_campaign=x":                       "https://news.example.com/",
		"https://news.example.com/a?b=1&a=2":                             "https://news.example.com/a?b=1&a=2",
		"https://mona:x@news.example.com/a":                              "https://news.example.com/a",
		" tag:news.example.com,2031:7 ":                                  "tag:news.example.com,2031:7",
		"":                                                               "",
		"not a link":                                                     "not a link",
	} {
		if got := Canonical(link); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", link, got, want)
		}
	}
}

func TestHostsThatTheMaintainerNames(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]string{
		"wiki.lan:8080": "wiki.lan:8080", " Wiki.LAN:80 ": "wiki.lan:80", "10.0.0.5:80": "10.0.0.5:80", "[FD00::5]:443": "[fd00::5]:443", "bücher.lan:80": "xn--bcher-kva.lan:80",
		"wiki.lan": "", "wiki.lan:": "", ":80": "", "wiki.lan:http": "", "wiki.lan:0": "", "wiki.lan:70000": "", "wiki.lan:080": "", "http://wiki.lan:80": "", "wi ki:80": "", "[fe80::1%eth0]:80": "",
	} {
		got, err := HostPort(entry)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("HostPort(%q) = %q, %v; want %q", entry, got, err, want)
		}
		if _, wrong := New(Options{Allow: []string{entry}}); (wrong == nil) != (err == nil) {
			t.Errorf("New allows %q: %v", entry, wrong)
		}
	}
}

func FuzzLinks(f *testing.F) {
	for _, link := range []string{
		"https://news.example.com/a?b=c#d", "http://127.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "https://u:p@h/", "https://xn--bcher-kva.example/",
		"http://a.example:443/", "https://bücher.example/ä?ö", "http://[fe80::1%25eth0]/", "https://h/%2e%2e/%00", "HTTP://H.example?utm_source=a", "http:/\\h.example",
	} {
		f.Add(link)
	}
	c := newClient(f, Options{})
	f.Fuzz(func(t *testing.T, link string) {
		if once := Canonical(link); Canonical(once) != once {
			t.Errorf("Canonical(%q) = %q, and of that it is %q", link, once, Canonical(once))
		}
		u, err := c.parseLink(link)
		if err != nil {
			if code(err) == Code(err.Error()) {
				t.Errorf("%q is refused with no Problem: %v", link, err)
			}
			return
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Host == "" || u.Fragment != "" || !slices.Contains(ports, u.Port()) {
			t.Errorf("%q is taken as %#v", link, u)
		}
		if addr, err := netip.ParseAddr(u.Hostname()); err == nil {
			if global, _ := reachable(addr); !global {
				t.Errorf("%q is taken, and %v is not globally reachable", link, addr)
			}
		}
		if strings.ContainsFunc(u.String(), func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.Errorf("%q is taken as %q", link, u)
		}
		again, err := c.parseLink(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q is taken as %q, and that as %v, %v", link, u, again, err)
		}
		if plain, err := url.Parse(u.String()); err != nil || plain.Host != u.Host {
			t.Errorf("%q is taken as %q, which is read as %v, %v", link, u, plain, err)
		}
	})
}
