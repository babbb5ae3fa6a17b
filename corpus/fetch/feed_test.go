package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"github.com/pincite/pincite/internal/golden"
)

func TestFeedsOfAllKinds(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"rss2.xml", "rss1.xml", "atom.xml", "feed.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", "feeds", name))
		if err != nil {
			t.Fatal(err)
		}
		feed, err := ParseFeed(data, "", "https://tide.example/feeds/all")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(feed); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "changes every %v\n", feed.Every)
		golden.Check(t, filepath.Join("testdata", "feeds", name+".golden"), b.Bytes())
	}
}

// wrap makes a feed of items.
func wrap(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://tide.example/</link>` +
		strings.Join(items, "") + `</channel></rss>`
}

func TestFeedsInOtherEncodings(t *testing.T) {
	t.Parallel()
	const title = "Übersee – 港"
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(
		`<?xml version="1.0" encoding="utf-16"?><rss version="2.0"><channel><title>` + title + `</title></channel></rss>`)
	if err != nil {
		t.Fatal(err)
	}
	latin := "<rss version=\"2.0\"><channel><title>\xdcbersee</title></channel></rss>"
	for name, test := range map[string]struct{ data, charset, want string }{
		"UTF-16":                  {utf16, "", title},
		"UTF-8 with a mark":       {"\xef\xbb\xbf" + `<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>` + title + `</title></channel></rss>`, "", title},
		"as the server says":      {latin, "ISO-8859-1", "Übersee"},
		"as the feed says":        {`<?xml version="1.0" encoding="windows-1252"?>` + latin, "utf-8", "Übersee"},
		"as nobody understands":   {"<rss version=\"2.0\"><channel><title>Ubersee</title></channel></rss>", "klingon", "Ubersee"},
		"with control characters": {"<rss version=\"2.0\"><channel><title>U\x00ber\x1bsee\x0b</title></channel></rss>", "", "Ubersee"},
		"with entities of HTML":   {"<rss version=\"2.0\"><channel><title>&Uuml;bersee</title></channel></rss>", "", "Übersee"},
	} {
		feed, err := ParseFeed([]byte(test.data), test.charset, "")
		if err != nil || feed.Title != test.want {
			t.Errorf("%s: %+v, %v", name, feed, err)
		}
	}
}

func TestWhatIsNoFeedIsToldSo(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("testdata/feeds/page.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data string
		want Code
		says string
	}{
		"a page with feeds":     {string(page), NotFeed, "The page offers: https://harbour.example/en/feed.xml , https://harbour.example/atom.xml , https://harbour.example/feed.json"},
		"a page with one":       {`<html><link rel=alternate type=application/rss+xml href=/r>`, NotFeed, "The feed that the page offers is: https://tide.example/r"},
		"a page without":        {`<!doctype html><p>x`, NotFeed, "offers none"},
		"XHTML":                 {`<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, NotFeed, "a web page"},
		"nothing":               {"", NotFeed, "no feed"},
		"words":                 {"words", NotFeed, "no feed"},
		"other XML":             {`<?xml version="1.0"?><svg/>`, NotFeed, "no feed"},
		"other JSON":            {`{"items":[{"id":"1"}]}`, NotFeed, "data for programs"},
		"broken JSON":           {`{"version":"https://jsonfeed.org/version/1`, BrokenFeed, "damaged"},
		"JSON of another shape": {`{"version":{"jsonfeed.org":1}}`, BrokenFeed, "damaged"},
		"half a feed":           {`<rss version="2.0"><channel><title>x</ti`, BrokenFeed, "damaged"},
		"a feed within":         {`<?xml version="1.0"?><div><rss version="2.0"/></div>`, NotFeed, "a web page"},
	} {
		feed, err := ParseFeed([]byte(test.data), "", "https://tide.example/feeds/")
		if feed != nil || code(err) != test.want || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %+v, %v", name, feed, err)
		}
	}
	_, err = ParseFeed(page, "", "https://tide.example/")
	if p, ok := errors.AsType[*Problem](err); !ok || len(p.Feeds) != 3 || p.Feeds[0] != (Link{URL: "https://harbour.example/en/feed.xml", Title: "News & tides"}) {
		t.Errorf("the page offers %+v", p)
	}
}

func TestFeedsThatAreMadeToExhaust(t *testing.T) {
	t.Parallel()
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">`
	for c := 'b'; c <= 'm'; c++ {
		bomb += fmt.Sprintf("<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	bomb += `]><rss version="2.0"><channel><title>&m;</title><link>https://tide.example/</link></channel></rss>`
	if feed, err := ParseFeed([]byte(bomb), "", ""); err != nil || len(feed.Title) > 10 {
		t.Errorf("entities: %+v, %v", feed, err)
	}
	outside := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>a&x;b</title></channel></rss>`
	if feed, err := ParseFeed([]byte(outside), "", ""); err != nil || feed.Title != "a&x;b" {
		t.Errorf("an entity from outside: %+v, %v", feed, err)
	}
	deep := func(n int) string { return strings.Repeat("<x:a>", n) + strings.Repeat("</x:a>", n) }
	var names strings.Builder
	for i := range 100 {
		fmt.Fprintf(&names, ` xmlns:n%d="u%d"`, i, i)
	}
	for name, data := range map[string]string{
		"deep":           wrap(deep(20_000)),
		"deep, unclosed": wrap(strings.Repeat("<x:a>", 20_000)),
		"pieces of text": wrap("<x:a>" + strings.Repeat("word ", 100_000) + strings.Repeat("<b/>word", 10_000) + "</x:a>"),
		"elements":       wrap(strings.Repeat("<a/>", maxElements)),
		"items":          wrap(strings.Repeat("<item/>", maxEntries+1)),
		"namespaces":     wrap("<x:a" + names.String() + "/>"),
	} {
		if feed, err := ParseFeed([]byte(data), "", ""); feed != nil || code(err) != BrokenFeed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if feed, err := ParseFeed([]byte(wrap(strings.Repeat("<item><title>x</title></item>", maxItems+20), deep(100))), "", ""); err != nil || len(feed.Items) != maxItems {
		t.Errorf("many items: %v", err)
	}
	long := strings.Repeat("ä", 5_000)
	feed, err := ParseFeed([]byte(wrap("<item><guid>"+long+"</guid><title>"+long+"</title><link>https://x.example/"+long+"</link></item>")), "", "")
	if err != nil || len(feed.Items[0].ID) > 80 || len(feed.Items[0].Title) > maxTitle+3 || feed.Items[0].Link != "" {
		t.Errorf("long fields: %+v, %v", feed, err)
	}
}

// FuzzFeed states what holds of every feed that is read, however it is made.
func FuzzFeed(f *testing.F) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "")
	}
	f.Add([]byte(wrap("<item><guid>1</guid></item>")), "windows-1251")
	f.Fuzz(func(t *testing.T, data []byte, charset string) {
		feed, err := ParseFeed(data, charset, "https://tide.example/feed")
		if err != nil {
			if p, ok := errors.AsType[*Problem](err); !ok || feed != nil || len(p.Detail) < 20 {
				t.Errorf("%+v, %v", feed, err)
			}
			return
		}
		if len(feed.Items) > maxItems {
			t.Errorf("%d items", len(feed.Items))
		}
		for i, item := range feed.Items {
			if item.ID == "" || len(item.ID) > 3*maxID || len(item.Title) > maxTitle+3 || strings.ContainsAny(item.Title, "\n\r") {
				t.Errorf("item %d: %+v", i, item)
			}
			if item.Link != "" && !strings.HasPrefix(item.Link, "https://") && !strings.HasPrefix(item.Link, "http://") {
				t.Errorf("item %d leads to %q", i, item.Link)
			}
			if i > 0 && feed.Items[i-1].when().Before(item.when()) {
				t.Errorf("item %d is newer than the one before", i)
			}
		}
		// Looking again at the same feed, nothing is new and nothing has changed.
		now := time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC)
		first := State{URL: "https://tide.example/feed"}.advance(&Page{}, feed, now, 0)
		if len(first.New) > len(feed.Items) || len(first.Changed) != 0 || !first.First {
			t.Errorf("at first %d new of %d, %d changed", len(first.New), len(feed.Items), len(first.Changed))
		}
		second := first.State.advance(&Page{}, feed, now, 0)
		if len(second.New)+len(second.Changed) != 0 || second.First {
			t.Errorf("then %d new, %d changed", len(second.New), len(second.Changed))
		}
	})
}
