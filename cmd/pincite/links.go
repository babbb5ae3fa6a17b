package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
)

// isLink reports whether an argument is meant as a web address, be it one that
// is not fetched.
func isLink(name string) bool { return strings.Contains(name, "://") }

// fetcher makes what fetches links and feeds, as the settings have it.
func (cfg *config) fetcher() (*fetch.Client, error) {
	return fetch.New(fetch.Options{Version: versionName(), Contact: cfg.contact, MaxBytes: extract.MaxBytes, Allow: cfg.fetchAllow})
}

// feedItems replaces feeds by the articles that are in them now, under the names
// by which they are told of: their links.
func feedItems(ctx context.Context, client *fetch.Client, feeds []string) (names []string, items map[string]gather.Article, refused []error) {
	items = map[string]gather.Article{}
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
				items[called] = gather.Article{Link: item.Link, Item: &item, Feed: feed.Title, Via: name}
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
