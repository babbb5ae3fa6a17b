package gather_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
)

// words are what the pages of these tests say; said is what the feed says of it.
const (
	words = "The rudder of the night ferry was replaced on Friday in the yard of Ostrand, after the harbour office had refused the ship a permit to sail for three weeks."
	said  = "<p>The feed has the whole article: the rudder was replaced on Friday in the yard of Ostrand, and the ferry sails again.</p>"
)

// pages are what the site has, by path; what is not there is not found.
var pages = map[string]string{
	"/full": `<html lang="en"><head><title>Rudder replaced | The Post</title><meta name="author" content="Pel Orr">
		<meta property="article:published_time" content="2024-03-02T08:00:00Z"><meta property="og:site_name" content="The Post"></head>`,
	"/bare": `<html lang="en"><head><title>Rudder replaced</title></head>`,
	"/site": `<html lang="en"><head><title>Rudder replaced today at ostrand.example</title></head>`,
	"/odd":  `<html lang="en"><head><title>Another headline altogether</title></head>`,
}

// site serves the pages under every name.
func site(t *testing.T) *fetch.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		title, _, _ := strings.Cut(head[strings.Index(head, "<title>")+len("<title>"):], "</title>")
		if r.URL.Path == "/full" {
			title = "Rudder replaced"
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!DOCTYPE html>%s<body><article><h1>%s</h1><p>%s</p><p>%s</p></article></body></html>", head, title, words, strings.Replace(words, "night", "day", 1))
	}))
	t.Cleanup(server.Close)
	client, err := fetch.New(fetch.Options{Time: time.Minute, Gap: time.Nanosecond, Network: fetch.Network{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("45.0.0.1")}, nil
		},
		Dial: func(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", server.Listener.Addr().String())
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

func link(path string) string { return "http://ostrand.example" + path }

// item is what a feed says of the article.
func item(title, content string) *fetch.Item {
	return &fetch.Item{ID: "1", Title: title, Content: content, Authors: []string{"Ilse Marn"}, Published: time.Date(2024, 3, 4, 7, 0, 0, 0, time.UTC)}
}

func TestAnArticleIsMadeOfItsPageAndItsFeed(t *testing.T) {
	t.Parallel()
	client := site(t)
	page, feed := corpus.Date{Year: 2024, Month: 3, Day: 2}, corpus.Date{Year: 2024, Month: 3, Day: 4}
	for _, c := range []struct {
		name    string
		article gather.Article
		given   corpus.Metadata
		want    corpus.Metadata
		text    string
	}{
		{"a link alone", gather.Article{Link: link("/full")}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder replaced", Authors: []string{"Pel Orr"}, Publication: "The Post", Published: page, URL: link("/full")}, words},
		{"what the page says goes before the feed", gather.Article{Link: link("/full"), Item: item("Rudder replaced", said), Feed: "The feed"}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder replaced", Authors: []string{"Pel Orr"}, Publication: "The Post", Published: page, URL: link("/full")}, words},
		{"what it does not say comes from the feed", gather.Article{Link: link("/bare"), Item: item("Rudder replaced", ""), Feed: "The feed"}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder replaced", Authors: []string{"Ilse Marn"}, Publication: "The feed", Published: feed, URL: link("/bare")}, words},
		{"a bare page without a feed", gather.Article{Link: link("/bare")}, corpus.Metadata{}, corpus.Metadata{Title: "Rudder replaced", URL: link("/bare")}, words},
		{"a title with the site's name behind it", gather.Article{Link: link("/site"), Item: item("Rudder replaced", "")}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder replaced", Authors: []string{"Ilse Marn"}, Published: feed, URL: link("/site")}, words},
		{"another title stays the page's", gather.Article{Link: link("/odd"), Item: item("Rudder replaced", "")}, corpus.Metadata{},
			corpus.Metadata{Title: "Another headline altogether", Authors: []string{"Ilse Marn"}, Published: feed, URL: link("/odd")}, words},
		{"what is given goes before all", gather.Article{Link: link("/full"), Item: item("Rudder replaced", ""), Feed: "The feed"},
			corpus.Metadata{Title: "Given", Authors: []string{"A person"}, Publication: "A paper", Published: corpus.Date{Year: 1999}, URL: "https://given.example/"},
			corpus.Metadata{Title: "Given", Authors: []string{"A person"}, Publication: "A paper", Published: corpus.Date{Year: 1999}, URL: "https://given.example/"}, words},
		{"a page that is gone, of which the feed has the text", gather.Article{Link: link("/gone"), Item: item("Rudder <replaced> & painted", said), Feed: "The feed"}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder <replaced> & painted", Authors: []string{"Ilse Marn"}, Publication: "The feed", Published: feed, URL: link("/gone")}, "The feed has the whole article"},
		{"an article that is in the feed alone", gather.Article{Item: item("Rudder replaced", said), Feed: "The feed"}, corpus.Metadata{},
			corpus.Metadata{Title: "Rudder replaced", Authors: []string{"Ilse Marn"}, Publication: "The feed", Published: feed}, "The feed has the whole article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, file, err := c.article.Document(t.Context(), client, c.given)
			if err != nil {
				t.Fatal(err)
			}
			m := d.Metadata()
			if m.Title != c.want.Title || !slices.Equal(m.Authors, c.want.Authors) || m.Publication != c.want.Publication || m.Published != c.want.Published || m.URL != c.want.URL {
				t.Errorf("got  %+v\nwant %+v", m, c.want)
			}
			if !strings.HasPrefix(d.Text(), c.text) {
				t.Errorf("the text is %.80q", d.Text())
			}
			again, err := extract.Document(t.Context(), file, corpus.Metadata{})
			if err != nil || again.Text() != d.Text() {
				t.Errorf("the file that comes with it is read as another text: %v", err)
			}
		})
	}
}

func TestAnArticleThatCannotBeHadGetsASentence(t *testing.T) {
	t.Parallel()
	client := site(t)
	for name, a := range map[string]gather.Article{
		"gone, and the feed has only a headline": {Link: link("/gone"), Item: item("Rudder replaced", "")},
		"gone":                                   {Link: link("/gone")},
		"neither a link nor a text":              {Item: item("Rudder replaced", "")},
		"gone, and what the feed has is no text": {Link: link("/gone"), Item: item("", "<p> </p>")},
		"a link into the private network":        {Link: "http://10.0.0.1/secret"},
	} {
		d, _, err := a.Document(t.Context(), client, corpus.Metadata{})
		site, page := errors.AsType[*fetch.Problem](err)
		file, text := errors.AsType[*extract.Problem](err)
		if d != nil || !page && !text || page && !strings.HasSuffix(site.Detail, ".") || text && !strings.HasSuffix(file.Detail, ".") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

// TestWhoLeavesIsNotGivenTheFeedsText has the caller leave: that the page did not
// come then is nobody's fault.
func TestWhoLeavesIsNotGivenTheFeedsText(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d, _, err := gather.Article{Link: link("/full"), Item: item("Rudder replaced", said)}.Document(ctx, site(t), corpus.Metadata{})
	if d != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", d, err)
	}
}
