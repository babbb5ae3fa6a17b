package fetch

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2031, 5, 5, 12, 0, 0, 0, time.UTC)

// item writes an item of RSS.
func item(id, link, title, text string) string {
	return fmt.Sprintf("<item><guid>%s</guid><link>%s</link><title>%s</title><description>%s</description></item>", id, link, title, text)
}

// titles lists items in a line.
func titles(items []Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Title)
	}
	return strings.Join(all, ",")
}

// look follows a feed once, by way of the state's JSON form.
func look(t *testing.T, c *Client, s State, now time.Time) (Update, error) {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var kept State
	if err := json.Unmarshal(data, &kept); err != nil {
		t.Fatal(err)
	}
	return c.Follow(t.Context(), kept, now, 0)
}

func TestAFeedIsFollowed(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	body, tag, unchanged := "", "", 0
	w.site("news.example.com", but(text(""), map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		if tag != "" && r.Header.Get("If-None-Match") == tag {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		answers(200, body, "Content-Type: text/html; charset=utf-8", "ETag: "+tag, "Last-Modified: Mon, 05 May 2031 10:00:00 GMT")(w, r)
	}}))
	c := w.client(Options{})
	a, b := item("1", "https://news.example.com/a?utm_source=rss", "A", "words"), item("2", "https://news.example.com/b", "B", "words")
	s := State{URL: "https://news.example.com/feed"}
	for _, step := range []struct {
		name, body, tag, fresh, changed string
		unchanged                       bool
	}{
		{"at first", wrap(a, b), "", "A,B", "", false},
		{"the same", wrap(a, b), "", "", "", false},
		{"in another order, with other dates and spaces", wrap(b, strings.NewReplacer("words", " words\n", "</item>", "<pubDate>Mon, 05 May 2031 09:00:00 GMT</pubDate></item>").Replace(a)), "", "", "", false},
		{"one more", wrap(item("3", "https://news.example.com/c", "C", "words"), a, b), `"3"`, "C", "", false},
		{"said to be the same", "", `"3"`, "", "", true},
		{"one says something else", wrap(item("3", "https://news.example.com/c", "C", "other words"), a, b), `"4"`, "", "C", false},
		{"one has another ID", wrap(item("30", "http://news.example.com/c#x", "C", "other words"), a, b), `"5"`, "", "", false},
		{"one has another link", wrap(item("1", "https://news.example.com/moved", "A", "words"), b), `"6"`, "", "A", false},
		{"one is there twice", wrap(item("4", "https://news.example.com/d", "D", "words"), item("4", "https://news.example.com/d", "D2", "words"), item("5", "https://news.example.com/d?fbclid=1", "D3", "x")), `"7"`, "D", "", false},
		{"one comes back", wrap(b), `"8"`, "", "", false},
		{"all gone", wrap(), `"9"`, "", "", false},
	} {
		body, tag = step.body, step.tag
		u, err := look(t, c, s, noon)
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if titles(u.New) != step.fresh || titles(u.Changed) != step.changed || u.NotModified != step.unchanged || u.First != (step.name == "at first") {
			t.Errorf("%s: new %s, changed %s, %+v", step.name, titles(u.New), titles(u.Changed), u)
		}
		s = u.State
		if s.ETag != tag || s.LastModified == "" || s.Failures != 0 || !s.Checked.Equal(noon) || !s.Read.Equal(noon) || !s.Next.Equal(noon.Add(time.Hour)) {
			t.Errorf("%s: the state is %+v", step.name, s)
		}
	}
	if unchanged != 1 {
		t.Errorf("%d answers had nothing new", unchanged)
	}
}

func TestFeedsThatMoveAndEnd(t *testing.T) {
	t.Parallel()
	w := newWeb(t)
	answer := map[string]http.HandlerFunc{}
	w.site("news.example.com", but(text(""), answer))
	feed := answers(200, wrap(item("1", "", "A", "words")), "Content-Type: application/rss+xml", `ETag: "1"`)
	answer["/new"] = feed
	c := w.client(Options{})
	s := State{URL: "https://news.example.com/feed"}
	for _, step := range []struct {
		name     string
		answer   http.HandlerFunc
		code     Code
		url      string
		moved    bool
		failures int
		next     time.Duration
	}{
		{"a fault", answers(500, ""), BadStatus, "/feed", false, 1, 2 * time.Hour},
		{"another", answers(404, ""), Missing, "/feed", false, 2, 4 * time.Hour},
		{"patience, and for how long", answers(429, "", "Retry-After: 1"), Later, "/feed", false, 2, 4 * time.Hour},
		{"moved for now", redirect(302, "/new"), "", "/feed", false, 0, time.Hour},
		{"moved for good, to a page", redirect(301, "/page"), NotFeed, "/feed", false, 1, 2 * time.Hour},
		{"moved for good", redirect(301, "/new"), "", "/new", true, 0, time.Hour},
		{"gone", answers(410, ""), Gone, "/new", false, 1, 2 * time.Hour},
	} {
		answer["/feed"] = step.answer
		if s.URL == "https://news.example.com/new" {
			answer["/new"] = step.answer
		}
		before := s
		u, err := look(t, c, s, noon)
		for code(err) == Later && step.code != Later { // from the step before
			u, err = look(t, c, s, noon)
		}
		if code(err) != step.code || u.State.URL != "https://news.example.com"+step.url || (u.MovedFrom != "") != step.moved ||
			u.State.Failures != step.failures || u.Gone != (step.code == Gone) || !u.State.Next.Equal(noon.Add(step.next)) {
			t.Errorf("%s: %v, %+v", step.name, err, u)
		}
		if err != nil && (len(u.State.Seen) != len(before.Seen) || u.State.ETag != before.ETag || !u.State.Read.Equal(before.Read)) {
			t.Errorf("%s: the state has lost something: %+v, was %+v", step.name, u.State, before)
		}
		s = u.State
	}
}

func TestWhatIsSeenStaysWithinBounds(t *testing.T) {
	t.Parallel()
	s := State{URL: "https://news.example.com/feed"}
	for round := range 6 {
		var items []Item
		for i := range maxItems {
			id := fmt.Sprint(round*100+i, strings.Repeat(`"`, 200))
			items = append(items, Item{ID: id, Link: "https://news.example.com/" + id, Title: "x"})
		}
		u := s.advance(&Page{}, &Feed{Items: items}, noon, 0)
		want := 100
		if round == 0 {
			want = maxItems
		}
		if len(u.New) != want || len(u.Changed) != 0 {
			t.Errorf("round %d: %d new, %d changed", round, len(u.New), len(u.Changed))
		}
		if s = u.State; len(s.Seen) > maxItems+maxSeen {
			t.Errorf("round %d: %d are remembered", round, len(s.Seen))
		}
		if data, err := json.Marshal(s); err != nil || len(data) > 110_000 {
			t.Errorf("round %d: a state of %d bytes, %v", round, len(data), err)
		}
	}
}

// Some feeds link every item to the front page, or to one page of a list.
func TestLinksThatManyItemsShareTellNothing(t *testing.T) {
	t.Parallel()
	feed := &Feed{Home: "https://news.example.com/"}
	for i := range 4 {
		feed.Items = append(feed.Items, Item{ID: fmt.Sprint("a", i), Link: "https://news.example.com/list#" + fmt.Sprint(i), Title: "x"},
			Item{ID: fmt.Sprint("b", i), Link: "http://news.example.com?utm_source=x", Title: "x"}, Item{ID: fmt.Sprint("c", i), Title: "x"})
	}
	u := State{}.advance(&Page{}, feed, noon, 0)
	if len(u.New) != len(feed.Items) {
		t.Errorf("%d of %d items are new", len(u.New), len(feed.Items))
	}
}
