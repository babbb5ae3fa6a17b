package fetch

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
)

// Feed is what a site says is new: RSS (0.9 to 2.0), Atom or a JSON Feed.
type Feed struct {
	Title    string
	Home     string // the site's address; may be empty
	Language string // as the feed says it; may be empty
	Items    []Item // at most 500, newest first where they have dates
	// Every is how often the feed says it changes (ttl, sy:updatePeriod); 0 when
	// it does not say.
	Every time.Duration
}

// Item is one entry of a feed. Any field but ID may be empty.
type Item struct {
	ID                 string // the feed's own, or made from the link or the words
	Link               string
	Title              string // plain text
	Published, Updated time.Time
	Authors            []string
	Summary            string // HTML or plain text, as the feed has it
	Content            string // the whole article as HTML, where the feed has it
}

const (
	maxItems = 500
	maxID    = 1024 // bytes; longer IDs are replaced by their hash
	maxTitle = 1000 // bytes
	maxNames = 20
)

// ParseFeed reads a feed. The base is where it came from, for relative links;
// the charset is what the server said, or "". The error is a *Problem; for a
// web page it has the feeds that the page offers.
func ParseFeed(data []byte, charset, base string) (*Feed, error) {
	data = decodeFeed(data, charset)
	head := data[:min(len(data), detectWithin)]
	if gofeed.DetectFeedType(bytes.NewReader(head)) == gofeed.FeedTypeUnknown {
		return nil, notFeed(data, base)
	}
	if p := boundXML(data); p != nil {
		return nil, p
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true // which has the ttl
	read, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, problem(BrokenFeed, "That feed is damaged and cannot be read. Tell the site's people, or follow another feed.").because(err)
	}
	if read.FeedType == "json" && !strings.Contains(read.FeedVersion, "jsonfeed.org") {
		return nil, problem(NotFeed, "That link leads to data for programs (JSON), not to a feed. Give the link to an RSS, Atom or JSON feed.")
	}
	return newFeed(read, base), nil
}

// newFeed takes from a feed what is wanted of it.
func newFeed(f *gofeed.Feed, base string) *Feed {
	from, err := url.Parse(base)
	if err != nil {
		from = &url.URL{}
	}
	feed := &Feed{Title: plain(f.Title), Home: resolved(from, f.Link), Language: strings.TrimSpace(f.Language), Every: updateTime(f)}
	if len(feed.Language) > 64 {
		feed.Language = ""
	}
	var common []string
	if f.FeedType != "rss" { // whose editor is not the author of every item
		common = people(f.Authors)
	}
	for n, i := range f.Items {
		if i == nil {
			continue
		}
		if original, ok := f.OriginalFeed().(*json.Feed); ok && i.Link == "" && n < len(original.Items) && original.Items[n] != nil {
			i.Link = original.Items[n].ExternalURL // an item that is about a page elsewhere
		}
		feed.Items = append(feed.Items, newItem(i, from, common))
	}
	slices.SortStableFunc(feed.Items, func(a, b Item) int { return b.when().Compare(a.when()) })
	feed.Items = feed.Items[:min(len(feed.Items), maxItems)]
	return feed
}

// when is the time that an item is sorted by.
func (i Item) when() time.Time {
	if !i.Published.IsZero() {
		return i.Published
	}
	return i.Updated
}

func newItem(i *gofeed.Item, from *url.URL, common []string) Item {
	item := Item{Title: plain(i.Title), Summary: strings.TrimSpace(i.Description), Content: strings.TrimSpace(i.Content)}
	if i.PublishedParsed != nil {
		item.Published = sane(*i.PublishedParsed, i.Published)
	}
	if i.UpdatedParsed != nil {
		item.Updated = sane(*i.UpdatedParsed, i.Updated)
	}
	original := ""
	if e := i.Extensions["feedburner"]["origLink"]; len(e) > 0 {
		original = e[0].Value // a feed that counts clicks says where they lead
	}
	for _, l := range []string{original, i.Link, i.GUID} {
		if l = strings.TrimSpace(l); l != i.GUID || strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "https://") {
			if item.Link = resolved(from, l); item.Link != "" {
				break
			}
		}
	}
	if i.DublinCoreExt != nil {
		for _, name := range i.DublinCoreExt.Creator {
			item.Authors = appendName(item.Authors, name)
		}
	}
	if len(item.Authors) == 0 {
		item.Authors = people(i.Authors)
	}
	if len(item.Authors) == 0 {
		item.Authors = common
	}
	item.ID = identity(strings.TrimSpace(i.GUID), item)
	return item
}

// identity is the feed's own ID for an item or, without one, its link or its
// words.
func identity(guid string, item Item) string {
	id := cmp.Or(guid, Canonical(item.Link))
	if id == "" || len(id) > maxID {
		sum := sha256.Sum256([]byte(cmp.Or(id, item.Title+"\x00"+item.Summary+"\x00"+item.Content)))
		id = "sha256:" + hex.EncodeToString(sum[:])
	}
	return strings.ToValidUTF8(id, "\ufffd")
}

// zoned are the layouts of dates that say how far the place is from UTC.
var zoned = []string{time.RFC3339Nano, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700"}

// sane drops dates that cannot be, which feeds have by mistake. A date keeps the
// time of its place where the feed tells it: what was published there on a
// Monday morning was not published on Sunday.
func sane(t time.Time, written string) time.Time {
	if t.Year() < 1900 || t.Year() > 9999 {
		return time.Time{}
	}
	for _, layout := range zoned {
		if there, err := time.Parse(layout, strings.TrimSpace(written)); err == nil && there.Equal(t) {
			return there
		}
	}
	return t.UTC()
}

// resolved makes a link absolute; "" when it is no web address then.
func resolved(from *url.URL, link string) string {
	if link = strings.TrimSpace(link); link == "" || len(link) > maxLink {
		return ""
	}
	u, err := from.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func people(persons []*gofeed.Person) []string {
	var names []string
	for _, p := range persons {
		if p != nil {
			names = appendName(names, p.Name)
		}
	}
	return names
}

func appendName(names []string, name string) []string {
	if name = plain(name); name == "" || len(names) >= maxNames || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// plain takes the markup out of a title or a name, and the line breaks.
func plain(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text[:min(len(text), 4*maxTitle)]))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind == html.TextToken {
			b.Write(z.Text())
		}
	}
	text = strings.ToValidUTF8(strings.Join(strings.Fields(b.String()), " "), "")
	if len(text) <= maxTitle {
		return text
	}
	return strings.ToValidUTF8(text[:maxTitle], "") + "…"
}

// periods are the words of sy:updatePeriod.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// updateTime is how often a feed says that it changes.
func updateTime(f *gofeed.Feed) time.Duration {
	if original, ok := f.OriginalFeed().(*rss.Feed); ok {
		if minutes, err := strconv.ParseUint(strings.TrimSpace(original.TTL), 10, 20); err == nil && minutes > 0 {
			return time.Duration(minutes) * time.Minute
		}
	}
	sy := func(name string) string {
		if e := f.Extensions["sy"][name]; len(e) > 0 {
			return strings.ToLower(strings.TrimSpace(e[0].Value))
		}
		return ""
	}
	frequency, err := strconv.ParseUint(sy("updateFrequency"), 10, 16)
	if err != nil || frequency == 0 {
		frequency = 1
	}
	return periods[sy("updatePeriod")] / time.Duration(frequency)
}
