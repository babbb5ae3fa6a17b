package corpus_test

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/randdoc"
)

func TestLinkLeadsToTheWords(t *testing.T) {
	t.Parallel()
	const report = "The harbor closed on Monday, again. The union (of pilots) & the well-known Ana Ness said that they would not go back to work until the ministry of trade talks to them about pay."
	parts := []corpus.Part{
		{Kind: corpus.Paragraph, Text: report},
		{Kind: corpus.Paragraph, Text: "No talks were held. Nobody paid."},
		{Kind: corpus.Paragraph, Text: "The strike goes on. No talks were held. Prices rose."},
		{Kind: corpus.Paragraph, Text: "港口昨天关闭了，没有人知道原因。工会说不会回来。"},
		{Kind: corpus.Paragraph, Text: "“Nothing moves – at 50% & less, here.”"},
		{Kind: corpus.Paragraph, Text: "The pilots wait."},
		{Kind: corpus.Paragraph, Text: "“Nothing moves – at 50% & less, here.”"},
	}
	tests := []struct {
		name, address string
		sentence, max int
		want          string
	}{
		{"few words are all named", "https://example.org/a", 0, 512, "https://example.org/a#:~:text=The%20harbor%20closed%20on%20Monday%2C%20again"},
		{"of many words the ends are named", "https://example.org/a", 1, 512, "https://example.org/a#:~:text=The%20union%20%28of%20pilots,to%20them%20about%20pay"},
		{"the first of two like sentences", "https://example.org/a", 2, 512, "https://example.org/a#:~:text=No%20talks%20were%20held"},
		{"the second of two like sentences", "https://example.org/a", 5, 512, "https://example.org/a#:~:text=goes%20on.-,No%20talks%20were%20held,-.%20Prices%20rose"},
		{"a script without spaces", "https://example.org/a", 8, 512, "https://example.org/a#:~:text=" + url.QueryEscape("工会说不会回来")},
		{"the first of two like paragraphs", "https://example.org/a", 9, 512, "https://example.org/a#:~:text=Nothing%20moves%20%E2%80%93%20at%2050%25%20%26%20less%2C%20here"},
		{"the second of two like paragraphs", "https://example.org/a", 11, 512, "https://example.org/a#:~:text=pilots%20wait.-,%E2%80%9CNothing%20moves%20%E2%80%93%20at%2050%25%20%26%20less%2C%20here"},
		{"an anchor stays", "https://example.org/a?b=c#d", 3, 512, "https://example.org/a?b=c#d:~:text=Nobody%20paid"},
		{"an earlier directive goes", "https://example.org/a#d:~:text=x", 3, 512, "https://example.org/a#d:~:text=Nobody%20paid"},
		{"no room for the words", "https://example.org/a", 0, 50, "https://example.org/a"},
		{"no room for the address", "https://example.org/a", 0, 20, ""},
		{"no address", "", 0, 512, ""},
		{"not a web address", "javascript:alert(1)", 0, 512, ""},
		{"no host", "https:///a", 0, 512, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := corpus.Build(corpus.Metadata{Title: "Strike", URL: tt.address}, parts)
			if err != nil {
				t.Fatal(err)
			}
			q, err := d.Quote(d.Sentences()[tt.sentence].Span)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.Link(tt.max); got != tt.want {
				t.Errorf("%q links to\n%s, want\n%s", q.Text(), got, tt.want)
			}
		})
	}
}

func TestLinkOfMetadataIsTheAddress(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{Title: "Strike", URL: "https://example.org/a"}, []corpus.Part{{Kind: corpus.Paragraph, Text: "Strike."}})
	if err != nil {
		t.Fatal(err)
	}
	q, err := d.QuoteField(corpus.FieldTitle)
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Link(512); got != "https://example.org/a" {
		t.Errorf("got %q", got)
	}
}

// follow does what a browser does with a directive, written apart from the
// code that makes one: it returns what the first match of the text is.
func follow(text, directive string) (start, end int) {
	parts := strings.Split(directive, ",")
	for i, p := range parts {
		keep := strings.TrimSuffix(p, "-")
		plain, err := url.PathUnescape(strings.TrimPrefix(keep, "-"))
		if err != nil {
			return -1, -1
		}
		parts[i] = strings.ReplaceAll(p, strings.TrimPrefix(keep, "-"), strings.ToLower(plain))
	}
	var prefix, suffix, last string
	if strings.HasSuffix(parts[0], "-") && len(parts) > 1 {
		prefix, parts = strings.TrimSuffix(parts[0], "-"), parts[1:]
	}
	if n := len(parts); strings.HasPrefix(parts[n-1], "-") && n > 1 {
		suffix, parts = strings.TrimPrefix(parts[n-1], "-"), parts[:n-1]
	}
	if len(parts) == 2 {
		last = parts[1]
	}
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for start = range len(text) {
		if !strings.HasPrefix(text[start:], parts[0]) || !strings.HasSuffix(strings.TrimRight(text[:start], " "), prefix) {
			continue
		}
		for end = start + len(parts[0]); end <= len(text); end++ {
			if (last == "" || end >= start+len(parts[0])+len(last) && strings.HasSuffix(text[:end], last)) &&
				strings.HasPrefix(strings.TrimLeft(text[end:], " "), suffix) {
				return start, end
			}
			if last == "" {
				break
			}
		}
	}
	return -1, -1
}

func TestAFollowedLinkArrivesAtTheQuote(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, err := corpus.Build(corpus.Metadata{URL: "https://example.org/"}, randdoc.Parts().Draw(t, "parts"))
		if err != nil {
			t.Fatal(err)
		}
		s := rapid.SampledFrom(d.Sentences()).Draw(t, "sentence")
		q, err := d.Quote(s.Span)
		if err != nil {
			t.Fatal(err)
		}
		_, directive, ok := strings.Cut(q.Link(512), "#:~:text=")
		if !ok {
			return
		}
		start, end := follow(d.Text(), directive)
		flat := func(s string) int { return len(strings.ToLower(strings.Join(strings.Fields(s), " "))) }
		if start < flat(d.Text()[:s.Span.Start]) || end > flat(d.Text()[:s.Span.End]) {
			t.Fatalf("%s leads to %d-%d, not to %q", directive, start, end, q.Text())
		}
	})
}
