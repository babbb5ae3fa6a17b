package bot

import (
	"maps"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// quotesShown is how many quotations one message shows.
const quotesShown = 3

// reserve is the part of a message's characters that is kept for what stands
// around the quotations.
const reserve = 700

// answerView is an answer, or a further part of one, about to be shown.
type answerView struct {
	head    string   // Markdown above the quotations
	list    []cited  // from the first that is to be shown
	offset  int      // the place from which they are counted
	id      string   // of the stored answer
	private bool     // seen by the person only, and so can be shared
	foot    []string // lines of small print
}

// answerReply lays an answer out.
func (r *request) answerReply(v answerView) reply {
	parts := []component{text(v.head)}
	left := maxText - reserve - length(v.head)
	shown := 0
	for _, c := range v.list[:min(len(v.list), quotesShown)] {
		markdown, ok := r.fit(c, left)
		if !ok && shown > 0 {
			break // there is room for it on the next page
		}
		if shown > 0 {
			parts = append(parts, separator())
		}
		parts = append(parts, text(markdown), row(r.quoteButtons(c)...))
		left -= length(markdown)
		shown++
	}
	if foot := strings.Join(v.foot, "\n"); foot != "" {
		parts = append(parts, text(foot))
	}
	parts = append(parts, r.answerButtons(v, shown))
	return reply{
		parts: []component{container(colourAnswer, parts...)}, private: v.private, verdict: "answered", quotes: shown,
	}
}

// otherDates says that the quotations date the same event otherwise, "" when they
// do not.
func (r *request) otherDates(list []cited) string {
	spots := make([]search.Spot, len(list))
	for i, c := range list {
		spots[i] = search.Spot{Document: c.doc, Span: c.quote.Span()}
	}
	found := search.Disagreements(spots)
	if len(found) == 0 {
		return ""
	}
	said := r.say("when.differ", found[0].Dates[0].Interval.String(), r.shortTitle(list[0].doc.Metadata().Title))
	for _, d := range found {
		said += r.say("when.differ-too", d.Dates[1].Interval.String(), r.shortTitle(list[d.Second].doc.Metadata().Title))
	}
	return "\n" + said + "."
}

// fit returns the fullest version of a quotation that has room. When none has,
// it returns the citation with a sentence that says why the words are missing,
// and false.
func (r *request) fit(c cited, room int) (string, bool) {
	from := c.quote.Citation()
	tail := r.citation(from)
	if c.quote.Kind() == corpus.FromMetadata {
		label := "**" + r.say(key("field."+string(c.quote.Field()))) + "**\n"
		tail = r.say("answer.metadata") + "\n" + tail
		for _, v := range c.versions() {
			if m := label + v + "\n" + tail; length(m) <= room {
				return m, true
			}
		}
		return r.say("answer.too-long") + "\n" + tail, false
	}
	if len(c.also) > 0 {
		tail += "\n" + r.alsoIn(c.also)
	}
	if dates := r.dated(c); dates != "" {
		tail = dates + "\n" + tail
	}
	tail = r.attribution(c.speaker, from) + "\n" + tail
	for _, v := range c.versions() {
		if m := v + "\n" + tail; length(m) <= room {
			return m, true
		}
	}
	return r.say("answer.too-long") + "\n" + tail, false
}

// quoteButtons are the buttons under one quotation.
func (r *request) quoteButtons(c cited) []component {
	var buttons []component
	if ref, ok := refOf(c.quote); ok && c.quote.Kind() == corpus.FromText {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.context"), customID{verb: verbContext, ref: ref}))
	} else {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: c.doc.ID()}))
	}
	if source, ok := linkButton(r.say("button.source"), c.quote.Link(maxLinkURL)); ok {
		buttons = append(buttons, source)
	}
	return buttons
}

// answerButtons are the buttons under a whole answer.
func (r *request) answerButtons(v answerView, shown int) component {
	var buttons []component
	if shown < len(v.list) {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.more"), customID{verb: verbMore, answer: v.id, page: v.offset + v.list[shown].at}))
	}
	if v.private {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.share"), customID{verb: verbShare, answer: v.id, page: v.offset}))
	}
	buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.unhelpful"), customID{verb: verbUnhelpful, answer: v.id}))
	return row(buttons...)
}

// correctionsShown is how many spellings an answer says that it changed.
const correctionsShown = 3

// footnotes are the lines of small print that belong to what a library said.
func (r *request) footnotes(lib corpus.Library, corrected map[string]string) []string {
	var lines []string
	words := slices.Sorted(maps.Keys(corrected))
	for _, word := range words[:min(len(words), correctionsShown)] {
		lines = append(lines, r.say("answer.corrected", escapeLine(corrected[word]), escapeLine(word)))
	}
	if lib == corpus.Example {
		lines = append(lines, r.say("answer.example"))
	}
	return lines
}

// asked is the line that repeats a question.
func (r *request) asked(question string) string {
	return r.say("answer.asked", escapeLine(clip(lastLine(question), maxAskedShown)))
}

// A question that follows up another is kept together with it, on two lines:
// what it is about is said in the first.

func lastLine(question string) string { return question[strings.LastIndexByte(question, '\n')+1:] }

func previousLine(question string) string {
	if first, _, follows := strings.Cut(question, "\n"); follows {
		return first
	}
	return ""
}

func firstLine(question string) string {
	first, _, _ := strings.Cut(question, "\n")
	return first
}
