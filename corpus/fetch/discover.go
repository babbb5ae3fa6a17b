package fetch

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxOffered  = 5         // feeds that are suggested
	offerWithin = 512 << 10 // bytes of a page that are searched for them
)

// webPage matches the beginning of what is meant as a web page.
var webPage = regexp.MustCompile(`(?is)^\s*(<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(!doctype\s+html|html|head|body|title|meta|div|p)\b`)

// notFeed says what was given in place of a feed. A web page is told to be one,
// and the feeds that it offers are named.
func notFeed(data []byte, base string) *Problem {
	if !webPage.Match(data[:min(len(data), detectWithin)]) {
		return problem(NotFeed, "There is no feed at that link. Give the link to an RSS, Atom or JSON feed.")
	}
	offered := offeredFeeds(data, base)
	if len(offered) == 0 {
		return problem(NotFeed, "That link leads to a web page, not to a feed, and the page offers none. Look on it for a link named RSS, Atom or Feed, and give that one.")
	}
	var addresses []string
	for _, f := range offered {
		addresses = append(addresses, f.URL)
	}
	p := problem(NotFeed, "That link leads to a web page, not to a feed. The page offers: %s", strings.Join(addresses, " , "))
	if len(offered) == 1 {
		p = problem(NotFeed, "That link leads to a web page, not to a feed. The feed that the page offers is: %s", addresses[0])
	}
	p.Feeds = offered
	return p
}

// offeredFeeds finds the feeds that a page names in its link elements, in their
// order.
func offeredFeeds(data []byte, base string) []Link {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	var found []Link
	z := html.NewTokenizer(bytes.NewReader(data[:min(len(data), offerWithin)]))
	for len(found) < maxOffered {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		switch t.DataAtom {
		case atom.Base:
			if u, err := from.Parse(attribute(t, "href")); err == nil && u.Host != "" {
				from = u
			}
		case atom.Link:
			rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
			kind := strings.TrimSpace(strings.ToLower(attribute(t, "type")))
			if !slices.Contains(rel, "alternate") || !slices.Contains(feedTypes, kind) {
				continue
			}
			address := resolved(from, attribute(t, "href"))
			same := func(l Link) bool { return Canonical(l.URL) == Canonical(address) }
			if address != "" && !slices.ContainsFunc(found, same) {
				found = append(found, Link{URL: address, Title: plain(attribute(t, "title"))})
			}
		}
	}
	return found
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
