package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
)

var awkward = []string{
	"", " ", "plain words", "*em* **strong** _em_ __u__ ~~s~~ ||spoiler||", "`code` ``` block ```",
	"# heading", "-# small", "- item", "* item", "+ item", "1. item", "12. item", "1) item", "  - indented", "> quote", ">>> quote",
	"line\n# heading\n- item\n1. one\n> quote\n-# small", "1.5 per cent", "3-4 people", "- ", "-1 degree",
	"[label](https://example.com)", "https://example.com/a_b*c", "<https://example.com>", "write to a@example.com or <a@example.com>",
	"<@123> <@!123> <@&123> <#123> <:x:123> <a:x:123> <t:1700000000:R> </ask:1> <id:guide>", "@everyone @here", ":smile: at 10:30", "time: now", "end:",
	`back\slash \* \\ \n`, `¯\_(ツ)_/¯`, "***", "_", "**", "trailing\\", "多字节 *文字* :笑:", "a\tb", "x\n\ny",
}

func TestEscapedTextIsDisplayedAsItStands(t *testing.T) {
	t.Parallel()
	for _, s := range awkward {
		shown, followed := displayed(escape(s))
		if shown != s || len(followed) > 0 {
			t.Errorf("%q is sent as %q: shown as %q, rules %v", s, escape(s), shown, followed)
		}
	}
}

func TestTheModelNoticesWhatIsNotEscaped(t *testing.T) {
	t.Parallel()
	for s, rule := range map[string]string{
		"**a**": "strong", "# a": "heading", "-# a": "small print", "- a": "list", "7. a": "list", "> a": "block quote", "`a`": "inline code",
		"https://example.com": "url", "[a](b)": "link", "<@1>": "mention", ":smile:": "emoji", "@everyone": "everyone", "<t:1>": "timestamp", "~~a~~": "strikethrough",
	} {
		if _, followed := displayed(s); !slices.Contains(followed, rule) {
			t.Errorf("%q: the model follows %v, want %s", s, followed, rule)
		}
	}
}

// words draws text that is full of what Discord reads as instructions.
func drawText(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom(awkward),
		rapid.SampledFrom([]string{"*", "_", "~", "`", "|", ">", "#", "-", "+", "[", "]", "(", ")", "<", ">", "@", ":", "\\", "\n", " ", "1", ".", "a", "https://", "é", "😀"}),
		rapid.StringN(0, 8, 32),
	), 0, 12).Draw(t, "pieces")
	return strings.Join(pieces, "")
}

func TestEscapingCanAlwaysBeUndone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawText(t)
		if shown, followed := displayed(escape(s)); shown != s || len(followed) > 0 {
			t.Fatalf("%q is sent as %q: shown as %q, rules %v", s, escape(s), shown, followed)
		}
	})
}

func FuzzEscapingCanBeUndone(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // stored text is valid UTF-8
		}
		if shown, followed := displayed(escape(s)); shown != s || len(followed) > 0 {
			t.Fatalf("%q is sent as %q: shown as %q, rules %v", s, escape(s), shown, followed)
		}
	})
}

func TestABlockQuoteHoldsTheWordsAndMarksThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawText(t)
		start := rapid.IntRange(0, 50).Draw(t, "start")
		span := corpus.Span{Start: start, End: start + len(s)}
		marks := drawMarks(t, s, start)
		got, bold, err := unquote(blockQuote(s, span, marks))
		if err != nil || got != s {
			t.Fatalf("%q at %v with marks %v is sent as\n%s\nand reads %q (%v)", s, span, marks, blockQuote(s, span, marks), got, err)
		}
		var want strings.Builder
		for _, m := range mergeMarks(span, marks) {
			want.WriteString(s[m.Start-start : m.End-start])
		}
		if strings.Join(bold, "") != strings.ReplaceAll(want.String(), "\n", "") {
			t.Fatalf("bold is %q, want %q", bold, want.String())
		}
	})
}

// drawMarks draws marks in order, on character boundaries.
func drawMarks(t *rapid.T, s string, base int) []corpus.Span {
	var bounds []int
	for i := range s {
		bounds = append(bounds, i)
	}
	bounds = append(bounds, len(s))
	cuts := rapid.SliceOfN(rapid.SampledFrom(bounds), 0, 6).Draw(t, "cuts")
	slices.Sort(cuts)
	var marks []corpus.Span
	for i := 0; i+1 < len(cuts); i += 2 {
		marks = append(marks, corpus.Span{Start: base + cuts[i], End: base + cuts[i+1]})
	}
	return marks
}

func TestClipKeepsWithinItsLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{{"short", 10, "short"}, {"exactly ten", 11, "exactly ten"}, {"one two three", 8, "one two…"}, {"日本語の題名", 4, "日本語…"}} {
		if got := clip(c.in, c.max); got != c.want {
			t.Errorf("clip(%q, %d) = %q, want %q", c.in, c.max, got, c.want)
		}
	}
}
