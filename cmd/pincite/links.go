package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
)

// isLink reports whether an argument is meant as a web address, be it one that
// is not fetched.
func isLink(name string) bool { return strings.Contains(name, "://") }

// fetcher makes what fetches links and feeds, as the settings have it.
func (cfg *config) fetcher() (*fetch.Client, error) {
	return fetch.New(fetch.Options{Version: versionName(), Contact: cfg.contact, MaxBytes: extract.MaxBytes, Allow: cfg.fetchAllow})
}

// linked is an article that is not in a file here: one behind a link, or an
// item of a feed, which says some things itself.
type linked struct {
	link string // "" for an item that is only in its feed
	item *fetch.Item
	feed string // the feed's title, which is the publication's name as a rule
	via  string // the feed's link
}

// feedItems replaces feeds by the articles that are in them now, under the names
// by which they are told of: their links.
func feedItems(ctx context.Context, client *fetch.Client, feeds []string) (names []string, items map[string]linked, refused []error) {
	items = map[string]linked{}
	for _, name := range feeds {
		feed, err := readFeed(ctx, client, name)
		if err != nil {
			refused = append(refused, fmt.Errorf("%s: %w", name, err))
			continue
		}
		if len(feed.Items) == 0 {
			refused = append(refused, fmt.Errorf("%s: there is nothing in this feed", name))
		}
		for i, item := range feed.Items {
			called := item.Link
			if called == "" {
				called = fmt.Sprintf("%s, item %d (%s)", name, i+1, cmp.Or(item.Title, "no title"))
			}
			if _, twice := items[called]; !twice {
				names = append(names, called)
				items[called] = linked{link: item.Link, item: &item, feed: feed.Title, via: name}
			}
		}
	}
	return names, items, refused
}

// readFeed looks at a feed once.
func readFeed(ctx context.Context, client *fetch.Client, link string) (*fetch.Feed, error) {
	page, err := client.Get(ctx, fetch.Request{Link: link, Want: fetch.Syndication})
	if err != nil {
		return nil, err
	}
	return fetch.ParseFeed(page.Data, page.Charset, page.URL)
}

// document fetches an article and reads it. What the page does not say is taken
// from the feed, and so is the whole article where the page cannot be had and
// the feed has it. The file is what the document was read from.
func (l linked) document(ctx context.Context, client *fetch.Client, given corpus.Metadata) (*corpus.Document, extract.File, error) {
	file, doc, err := l.fromPage(ctx, client, given)
	if err != nil && l.item != nil && l.item.Content != "" && isRefusal(err) {
		file = extract.File{Name: "item.html", Data: itemPage(l.item)}
		given.URL = cmp.Or(given.URL, l.link)
		doc, err = l.read(ctx, file, given)
	}
	return doc, file, err
}

func (l linked) fromPage(ctx context.Context, client *fetch.Client, given corpus.Metadata) (extract.File, *corpus.Document, error) {
	if l.link == "" {
		return extract.File{}, nil, &extract.Problem{Code: "empty", Detail: "The feed has neither a link nor the text for this."}
	}
	page, err := client.Get(ctx, fetch.Request{Link: l.link, Via: l.via})
	if err != nil {
		return extract.File{}, nil, err
	}
	file := extract.File{Name: page.Name, Data: page.Data}
	given.URL = cmp.Or(given.URL, page.URL)
	doc, err := l.read(ctx, file, given)
	return file, doc, err
}

// read reads a file, once more when the feed knows what the file does not say.
func (l linked) read(ctx context.Context, file extract.File, given corpus.Metadata) (*corpus.Document, error) {
	doc, err := extract.Document(ctx, file, given)
	if err != nil || l.item == nil {
		return doc, err
	}
	m, more := doc.Metadata(), false
	if t := l.item.Title; t != "" && given.Title == "" && strings.HasPrefix(m.Title, t+" ") {
		given.Title, more = t, true // pages add the site's name to the title
	}
	if len(m.Authors) == 0 && len(l.item.Authors) > 0 {
		given.Authors, more = l.item.Authors, true
	}
	if m.Published.IsZero() && !l.item.Published.IsZero() {
		t := l.item.Published
		given.Published, more = corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, true
	}
	if m.Publication == "" && l.feed != "" {
		given.Publication, more = l.feed, true
	}
	if !more {
		return doc, nil
	}
	return extract.Document(ctx, file, given)
}

// itemPage makes a page of the article that stands in a feed.
func itemPage(i *fetch.Item) []byte {
	title := html.EscapeString(i.Title)
	return fmt.Appendf(nil, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body><article><h1>%s</h1>\n%s\n</article></body></html>\n",
		title, title, i.Content)
}

// isRefusal reports whether an error is the site's or the article's fault.
func isRefusal(err error) bool {
	_, site := errors.AsType[*fetch.Problem](err)
	_, text := errors.AsType[*extract.Problem](err)
	return site || text
}
