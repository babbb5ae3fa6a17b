// Package randdoc draws random documents for property tests: ordinary prose
// mixed with everything that has ever broken a program which shows text.
package randdoc

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
)

// pieces are what a text is drawn from: words and marks of many scripts,
// Markdown, mentions, and characters that hide or turn the writing around.
var pieces = []string{
	"harbor", "Ana", "The", "the", "U.S.", "Aug. 12", "Mr.", "said", "not", "No", "union", "2020", "$13", "3.5", "labour",
	".", ".", ". ", "?", "!", "...", "…", ",", ";", ":", "--", "—", "–", "-", "\"", "“", "”", "‘", "’", "«", "»", "„", "(", ")", "[", "]",
	" ", " ", " ", " ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\r\n", "\u2028", "\f",
	"港口", "关闭。", "「", "」", "！", "なぜ？", "港は", "항구가", "ท่าเรือ ปิด", "बंद है।", "क्\u200dष", "هیچ\u200cکس", "؟", "۔", "שלום", "Նա։", "ወደቡ።",
	"e\u0301", "\u0301", "a\u0328\u0301", "ｶﾞ", "İ", "ß", "ﬁ", "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "1️⃣", "👍🏽", "🇺🇳",
	"\u202e", "\u2066", "\u2069", "\u200e", "\u061c", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d", "\u200c", "\ufe0f", "\U000e0041", "\U000e0101", "\u034f",
	"\x00", "\x1b[31m", "\x7f", "\u0085", "\xff\xfe", "\xed\xa0\x80", "\ufffd", "\ufffe",
	"**", "__", "~~", "||", "`", "```", "# ", "> ", "-# ", "\\", "<", "[a](https://b.example)", "https://b.example/x_y_z", "&amp;",
	"@everyone", "@here", "<@123>", "<@&456>", "<#789>", "<:x:1>", "</ask:1>", "<t:0>", "<script>", "%00", "#:~:text=",
}

var kinds = []corpus.BlockKind{
	corpus.Paragraph, corpus.Paragraph, corpus.Paragraph, corpus.Heading, corpus.Item,
	corpus.Row, corpus.Quotation, corpus.Caption, corpus.Code,
}

// Text draws a text of up to about maxPieces words and marks.
func Text(maxPieces int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, maxPieces).Draw(t, "pieces")
		return strings.Join(words, rapid.SampledFrom([]string{"", " ", " "}).Draw(t, "between"))
	})
}

// Parts draws what a document is built of. At least one part has a word.
func Parts() *rapid.Generator[[]corpus.Part] {
	return rapid.Custom(func(t *rapid.T) []corpus.Part {
		part := rapid.Custom(func(t *rapid.T) corpus.Part {
			p := corpus.Part{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Page: rapid.IntRange(0, 3).Draw(t, "page")}
			if p.Kind == corpus.Heading {
				p.Level = rapid.IntRange(1, 6).Draw(t, "level")
			}
			p.Text = Text(40).Draw(t, "text")
			return p
		})
		parts := rapid.SliceOfN(part, 0, 8).Draw(t, "parts")
		certain := corpus.Part{Kind: corpus.Paragraph, Text: "HARBOR -- " + Text(30).Draw(t, "more") + " One word."}
		return append(parts, certain)
	})
}

// Metadata draws what is known about a document; any of it may be missing.
func Metadata() *rapid.Generator[corpus.Metadata] {
	return rapid.Custom(func(t *rapid.T) corpus.Metadata {
		line := Text(8)
		m := corpus.Metadata{
			Title:       line.Draw(t, "title"),
			Subtitle:    line.Draw(t, "subtitle"),
			Authors:     rapid.SliceOfN(line, 0, 3).Draw(t, "authors"),
			Publication: line.Draw(t, "publication"),
			URL: rapid.SampledFrom([]string{"", "https://example.org/a", "http://example.org/a?b=c&d#e", "javascript:alert(1)",
				"https://example.org/#:~:text=x", "no address"}).Draw(t, "url"),
			Language: rapid.SampledFrom([]string{"", "en", "zh-Hant"}).Draw(t, "language"),
			Dateline: line.Draw(t, "dateline"),
		}
		switch rapid.IntRange(0, 3).Draw(t, "precision") {
		case 1:
			m.Published = corpus.Date{Year: 2023}
		case 2:
			m.Published = corpus.Date{Year: 2023, Month: time.September}
		case 3:
			m.Published = corpus.Date{Year: 2023, Month: time.September, Day: 4}
		}
		return m
	})
}

// Document draws a whole document.
func Document() *rapid.Generator[*corpus.Document] {
	return rapid.Custom(func(t *rapid.T) *corpus.Document {
		d, err := corpus.Build(Metadata().Draw(t, "metadata"), Parts().Draw(t, "parts"))
		if err != nil {
			t.Fatalf("a document that has a word cannot be built: %v", err)
		}
		return d
	})
}
