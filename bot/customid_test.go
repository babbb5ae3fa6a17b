package bot

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
)

func drawCustomID(t *rapid.T) customID {
	c := customID{verb: rapid.SampledFrom(slices.Sorted(maps.Keys(fieldsOf))).Draw(t, "verb")}
	for _, f := range fieldsOf[c.verb] {
		switch f {
		case fieldAnswer:
			c.answer = rapid.StringMatching(`[a-z0-9]{16}`).Draw(t, "answer")
		case fieldRecord:
			c.record = rapid.StringMatching(`[a-z0-9]{16}`).Draw(t, "record")
		case fieldDocument:
			c.doc = corpus.ID(rapid.StringMatching(`[a-z2-7]{12}`).Draw(t, "document"))
		case fieldCitation:
			c.citation = rapid.StringMatching(`[a-z2-7]{10}`).Draw(t, "citation")
		case fieldRef:
			start := rapid.IntRange(0, 8<<20).Draw(t, "start")
			c.ref = corpus.Ref{
				Document: corpus.ID(rapid.StringMatching(`[a-z2-7]{12}`).Draw(t, "document")),
				Revision: rapid.IntRange(1, 9999).Draw(t, "revision"),
				Span:     corpus.Span{Start: start, End: start + rapid.IntRange(1, 100_000).Draw(t, "length")},
			}
		case fieldPage:
			c.page = rapid.IntRange(0, maxPage).Draw(t, "page")
		case fieldNumber:
			c.number = rapid.IntRange(0, math.MaxInt32).Draw(t, "number")
		case fieldMany:
			c.many = rapid.IntRange(0, maxTogether).Draw(t, "many")
		case fieldRest:
			l := listing{sort: rapid.SampledFrom(slices.Sorted(maps.Keys(sorts))).Draw(t, "sort"),
				since:    corpus.Date{Year: rapid.IntRange(1000, 9999).Draw(t, "year"), Month: 12, Day: 31},
				language: rapid.SampledFrom([]string{"", "de", "zh-Hant-TW"}).Draw(t, "language"),
				words:    rapid.StringMatching(`[a-z:é字😀]{0,30}`).Draw(t, "words")}
			c.rest = l.String()
			if back, err := parseListing(c.rest); err != nil || back != l {
				t.Fatalf("%q was read as %+v (%v), want %+v", c.rest, back, err, l)
			}
		}
	}
	return c
}

func TestACustomIDComesBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCustomID(t)
		if n := units(c.String()); n > maxCustomID {
			t.Fatalf("%q has %d characters", c, n)
		}
		got, err := parseCustomID(c.String())
		if err != nil || got != c {
			t.Fatalf("%q was read as %+v (%v), want %+v", c, got, err, c)
		}
	})
}

var forged = []string{
	"", ":", "more", "more:", "more:abc:0", "more:aaaaaaaaaaaaaaaa:-1", "more:aaaaaaaaaaaaaaaa:00", "more:aaaaaaaaaaaaaaaa:9999999",
	"more:aaaaaaaaaaaaaaaa:0:0", "context:", "context:../../etc/passwd", "read:aaaaaaaaaaaa", "read:AAAAAAAAAAAA:0", "remove:aaaaaaaaaaa'",
	"open:x", "delete-everything", "remove:aaaaaaaaaaaa:1", "more:" + strings.Repeat("a", 200), "read:aaaaaaaaaaaa:+1", "keep:", "\x00",
	"list:0", "list:0:a\x00b", "undo:1", "undo:1:99999999", "undo:-1:1", "put:short", "details:aaaaaaaaaaaaaaaa:x", "amend:aaaaaaaaaaaa:4294967296",
}

func TestAForgedCustomIDIsRefused(t *testing.T) {
	t.Parallel()
	for _, s := range forged {
		if c, err := parseCustomID(s); err == nil {
			t.Errorf("%q was read as %+v", s, c)
		}
	}
}

// FuzzCustomIDsHaveOneForm states that whatever is taken for a custom_id is
// written again as the same bytes.
func FuzzCustomIDsHaveOneForm(f *testing.F) {
	for _, s := range forged {
		f.Add(s)
	}
	f.Add("more:abcdefgh01234567:3")
	f.Add("read:abcdefghijkl:0")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseCustomID(s)
		if err != nil {
			return
		}
		if c.String() != s {
			t.Fatalf("%q was read as %s", s, cmp.Diff(s, c.String()))
		}
	})
}
