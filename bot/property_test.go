package bot

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
)

// nouns are words that a random article is about, so that questions find it.
var nouns = []string{"crane", "harbour", "ministry", "union", "ferry", "rudder", "customs", "captain", "contract", "crowns", "Velmar", "Ostrand"}

func drawSentence(t *rapid.T) string {
	noun := func(label string) string { return rapid.SampledFrom(nouns).Draw(t, label) }
	forms := []string{
		"The %s of %s did not pay for the %s.", `"We never saw the %s," said Ana Virtel of the %s and the %s.`,
		"On March 9, 2024, %d crowns went to the %[2]s, the %[3]s said.", "Who sold the %s to the %s? The %s did.",
		"*The* %s of __%s__ is `%s`.", "# %s - %s > %s", "See https://%s.example/%s_(%s) for it.", "<@1> told %s: @everyone in %s likes the %s :smile:.",
		"1. %s\n2. %s\n- %s", "%s ** %s ~~ %s || end",
	}
	form := rapid.SampledFrom(forms).Draw(t, "form")
	if strings.Contains(form, "%d") {
		return fmt.Sprintf(form, rapid.IntRange(1, 99_999).Draw(t, "number"), noun("b"), noun("c"))
	}
	return fmt.Sprintf(form, noun("a"), noun("b"), noun("c"))
}

// drawArticle draws an article of any shape, with awkward characters in it.
func drawArticle(t *rapid.T) *corpus.Document {
	kinds := []corpus.BlockKind{corpus.Paragraph, corpus.Paragraph, corpus.Paragraph, corpus.Heading, corpus.Item, corpus.Quotation, corpus.Caption, corpus.Code}
	var parts []corpus.Part
	for range rapid.IntRange(1, 12).Draw(t, "blocks") {
		var sentences []string
		for range rapid.IntRange(1, 6).Draw(t, "sentences") {
			sentences = append(sentences, drawSentence(t))
		}
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			sentences = append(sentences, drawText(t))
		}
		if rapid.IntRange(0, 19).Draw(t, "long") == 0 {
			sentences = append(sentences, strings.Repeat("and the crane *of* the harbour ", rapid.IntRange(20, 200).Draw(t, "length"))+".")
		}
		parts = append(parts, corpus.Part{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Level: 2, Text: strings.Join(sentences, " ")})
	}
	meta := corpus.Metadata{Title: rapid.SampledFrom([]string{"", "[x]", drawSentence(t), strings.Repeat("`|", 300)}).Draw(t, "title"), Publication: rapid.SampledFrom([]string{"", "The *Courier*", strings.Repeat("*_", 300)}).Draw(t, "publication")}
	if rapid.Bool().Draw(t, "web") {
		meta.URL = "https://courier.example/" + rapid.StringMatching(`[a-z(),&-]{0,30}`).Draw(t, "path")
	}
	if rapid.Bool().Draw(t, "author") {
		meta.Authors = []string{rapid.SampledFrom([]string{"Ilse Marn", "_P_ *Vant*", strings.Repeat("<>", 300), strings.Repeat("Ever So Long ", 20)}).Draw(t, "by")}
	}
	d, err := corpus.Build(meta, parts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEveryQuotationStandsInItsArticle draws articles and questions, reads what
// the bot sends as Discord does, and looks for every quoted byte.
func TestEveryQuotationStandsInItsArticle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rapid.Check(t, func(t *rapid.T) {
		guild, channel := w.discord.AddGuild("A server")
		w.discord.Join(guild, w.ada, 0)
		docs := map[corpus.ID]*corpus.Document{}
		for range rapid.IntRange(1, 3).Draw(t, "articles") {
			d := drawArticle(t)
			if docs[d.ID()] == nil {
				docs[d.ID()] = w.keep(corpus.GuildLibrary(guild.ID), d)
			}
		}
		a := w.discord.As(w.ada, channel)
		do := func(in *discordtest.Interaction, err error) sent {
			m := shown(w.t, w.did(in, err))
			holds(t, docs, m)
			return m
		}
		question := drawSentence(t)
		answer := do(a.Slash(w.ctx, "ask", opt("question", question), opt("private", rapid.Bool().Draw(t, "private"))))
		for _, label := range []string{"Context", "More", "Share"} {
			if answer.has(label) {
				do(a.Press(w.ctx, answer.ID, answer.button(w.t, label)))
			}
		}
		words := rapid.SampledFrom(nouns).Draw(t, "word") + " " + rapid.SampledFrom(nouns).Draw(t, "word")
		do(a.Slash(w.ctx, "search", opt("words", words)))
		for id := range docs {
			page := do(a.Slash(w.ctx, "source", opt("document", string(id))))
			page = do(a.Press(w.ctx, page.ID, page.button(w.t, "Read")))
			for page.has("Next ▶") {
				page = do(a.Press(w.ctx, page.ID, page.button(w.t, "Next ▶")))
			}
		}
		for _, r := range w.discord.Refused() {
			t.Fatalf("Discord refused %s %s: %s", r.Method, r.Path, r.Answer)
		}
	})
}

// holds fails the test unless every block quote of a message is, byte for byte,
// a quotation that one of the documents makes, and every sentence that a
// Context button names is in the quotation above it.
func holds(t *rapid.T, docs map[corpus.ID]*corpus.Document, m sent) {
	last := ""
	each(m.Components, func(p part) {
		switch p.Type {
		case typeText:
			for _, q := range blockQuotes(p.Content) {
				words, _, err := unquote(q)
				if err != nil {
					t.Fatalf("%v\n%s", err, dump(m))
				}
				if !standsIn(docs, words) {
					t.Fatalf("%q is in no article, or was cut from a sentence\n%s", words, dump(m))
				}
				last = words
			}
		case typeButton:
			if id, err := parseCustomID(p.CustomID); err == nil && id.verb == verbContext && p.Label == "Context" && last != "" {
				if d := docs[id.ref.Document]; d == nil || !strings.Contains(last, d.Slice(id.ref.Span)) {
					t.Fatalf("%q does not hold what its Context button names\n%s", last, dump(m))
				}
				last = ""
			}
		}
	})
}

// blockQuotes returns the runs of lines that are block quotes.
func blockQuotes(markdown string) []string {
	var out []string
	in := false
	for line := range strings.SplitSeq(markdown, "\n") {
		quoted := strings.HasPrefix(line, "> ")
		switch {
		case quoted && in:
			out[len(out)-1] += "\n" + line
		case quoted:
			out = append(out, line)
		}
		in = quoted
	}
	return out
}

func standsIn(docs map[corpus.ID]*corpus.Document, words string) bool {
	for _, d := range docs {
		for from := 0; ; {
			i := strings.Index(d.Text()[from:], words)
			if i < 0 {
				break
			}
			span := corpus.Span{Start: from + i, End: from + i + len(words)}
			if q, err := d.Quote(span); err == nil && q.Text() == words {
				return true
			}
			from += i + 1
		}
		for _, f := range []corpus.Field{corpus.FieldTitle, corpus.FieldAuthors, corpus.FieldPublication, corpus.FieldURL} {
			if q, err := d.QuoteField(f); err == nil && q.Text() == words {
				return true
			}
		}
	}
	return false
}
