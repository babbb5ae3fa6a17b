// Package gather makes documents of what links and feeds lead to: corpus/fetch
// brings the bytes and corpus/extract reads them.
package gather

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

// Article is one that is not in a file here: behind a link, or an item of a
// feed, which says some things itself.
type Article struct {
	Link string      // "" for an item that is only in its feed
	Item *fetch.Item // nil for a link that a person gave
	Feed string      // the feed's title, which is the publication's name as a rule
	Via  string      // the feed's link; see fetch.Request
}

// Document fetches an article and reads it. What the page does not say is taken
// from the feed, and so is the whole article where the page cannot be had and
// the feed has it. The file is what the document was read from. The error is
// a *fetch.Problem or an *extract.Problem when the site or the article is at
// fault.
func (a Article) Document(ctx context.Context, client *fetch.Client, given corpus.Metadata) (*corpus.Document, extract.File, error) {
	file, doc, err := a.fromPage(ctx, client, given)
	if err != nil && a.Item != nil && a.Item.Content != "" && isRefusal(err) {
		file = extract.File{Name: "item.html", Data: itemPage(a.Item)}
		given.URL = cmp.Or(given.URL, a.Link)
		doc, err = a.read(ctx, file, given)
	}
	return doc, file, err
}

func (a Article) fromPage(ctx context.Context, client *fetch.Client, given corpus.Metadata) (extract.File, *corpus.Document, error) {
	if a.Link == "" {
		return extract.File{}, nil, &extract.Problem{Code: "empty", Detail: "The feed has neither a link nor the text for this."}
	}
	page, err := client.Get(ctx, fetch.Request{Link: a.Link, Via: a.Via})
	if err != nil {
		return extract.File{}, nil, err
	}
	file := extract.File{Name: page.Name, Data: page.Data}
	given.URL = cmp.Or(given.URL, page.URL)
	doc, err := a.read(ctx, file, given)
	return file, doc, err
}

// read reads a file, once more when the feed knows what the file does not say.
func (a Article) read(ctx context.Context, file extract.File, given corpus.Metadata) (*corpus.Document, error) {
	doc, err := extract.Document(ctx, file, given)
	if err != nil || a.Item == nil {
		return doc, err
	}
	m, more := doc.Metadata(), false
	if t := a.Item.Title; t != "" && given.Title == "" && strings.HasPrefix(m.Title, t+" ") {
		given.Title, more = t, true // pages add the site's name to the title
	}
	if len(m.Authors) == 0 && len(a.Item.Authors) > 0 {
		given.Authors, more = a.Item.Authors, true
	}
	if m.Published.IsZero() && !a.Item.Published.IsZero() {
		t := a.Item.Published
		given.Published, more = corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, true
	}
	if m.Publication == "" && a.Feed != "" {
		given.Publication, more = a.Feed, true
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
