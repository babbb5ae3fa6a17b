package extract

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageFacts is what a page says about itself outside its text.
type pageFacts struct {
	structured
	metas     map[string][]string // by name, property or itemprop in lower case
	title     string              // <title>
	canonical string
	base      string // <base href>
	lang      string // <html lang>
	elements  int
	unheaded  bool // no heading on the page is its title
}

// maxMeta is the most bytes of one <meta> that are read.
const maxMeta = 4096

// readFacts collects what stands in a page's head, in its JSON-LD, and in
// <meta> anywhere.
func readFacts(root *html.Node) *pageFacts {
	f := &pageFacts{structured: readStructured(root), metas: map[string][]string{}}
	eachNode(root, func(n *html.Node) visit {
		if n.Type == html.ElementNode {
			f.elements++
		}
		switch n.DataAtom {
		case atom.Html:
			f.lang = first(attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Base:
			f.base = first(f.base, attr(n, "href"))
		case atom.Svg:
			return skip
		case atom.Title:
			f.title = first(f.title, oneLine(rawText(n, maxMeta)))
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				f.canonical = first(f.canonical, attr(n, "href"))
			}
		case atom.Meta:
			f.meta(n)
		}
		return descend
	})
	return f
}

func (f *pageFacts) meta(n *html.Node) {
	content := oneLine(attr(n, "content"))
	if content == "" || len(content) > maxMeta {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
			f.metas[name] = append(f.metas[name], content)
		}
	}
}

// one returns the first value that the page gives under one of the names.
func (f *pageFacts) one(names ...string) string {
	for _, name := range names {
		if len(f.metas[name]) > 0 {
			return f.metas[name][0]
		}
	}
	return ""
}

// first returns the first text that is not blank.
func first(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// address is where the page says that it is: its canonical link, which must
// not be that of the whole site.
func (f *pageFacts) address() string {
	best := ""
	for _, s := range []string{f.canonical, f.one("og:url"), f.structured.url, f.one("twitter:url"), f.base} {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			continue
		}
		if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return u.String()
		}
		if best == "" && s != f.base {
			best = u.String()
		}
	}
	return best
}

// host is the name of the page's server without "www.".
func (f *pageFacts) host() string {
	u, err := url.Parse(first(f.address(), f.base))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// siteNames are the names that the page's site goes by, best first.
func (f *pageFacts) siteNames() []string {
	var all []string
	for _, s := range []string{f.one("og:site_name", "og:sitename"), f.publisher, f.site,
		f.one("application-name"), f.one("apple-mobile-web-app-title"), f.one("dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title")} {
		if s = withoutSlogan(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}

var siteTrail = regexp.MustCompile(`\s+[|–—:-]\s+.*$`)

// withoutSlogan is a site's name without its slogan; "" for what is an address or
// too long to be one.
func withoutSlogan(s string) string {
	s = strings.Trim(siteTrail.ReplaceAllString(oneLine(s), ""), " |–—:-·")
	if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || len(s) > 80 || !hasWord(s) {
		return ""
	}
	return s
}

// publication is the name under which the page appears: what the page says, or
// else the end or the beginning of its title, when that is the host's name too
// or one that papers have.
func (f *pageFacts) publication() string {
	if s := first(f.siteNames()...); s != "" {
		return s
	}
	pieces := titleSeparator.Split(f.title, -1)
	if len(pieces) < 2 {
		return ""
	}
	labels := strings.Split(f.host(), ".")
	for _, s := range []string{pieces[len(pieces)-1], pieces[0]} {
		s = strings.Trim(s, " |–—:-·()[]")
		name, host := letters(s), ""
		if len(labels) > 1 {
			host = letters(labels[len(labels)-2])
		}
		like := len(host) > 3 && len(name) > 3 && (strings.Contains(name, host) || strings.Contains(host, name))
		if (like || bodyWord.MatchString(s)) && len(strings.Fields(s)) <= 5 && !strings.Contains(s, "://") {
			return s
		}
	}
	return ""
}

// language is what the page says that it is written in.
func (f *pageFacts) language() string {
	for _, s := range []string{f.structured.language, f.lang, f.one("content-language", "dc.language", "dcterms.language", "language"), f.one("og:locale")} {
		if tag := languageTag(strings.Split(s, ",")[0]); tag != "" {
			return tag
		}
	}
	return ""
}
