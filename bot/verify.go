package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// maxQuotation is how many characters a quotation may have that is checked. Four
// bytes for each still fit into what a search takes.
const maxQuotation = 4000

// verify answers /verify: whether the library has a quotation, word for word.
func (b *Bot) verify(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	q := search.Quotation{Text: unmarked(r.options["quote"]), Speaker: oneLine(unmarked(r.options["speaker"]))}
	if typed := r.options["document"]; typed != "" {
		if q.Document, err = b.chosen(ctx, scope, typed); err != nil {
			return reply{}, err
		}
	}
	found, err := b.checked(ctx, scope, q)
	if err != nil {
		return reply{}, err
	}
	head := r.say("answer.asked", echo(q.Text, maxAskedShown))
	if q.Speaker != "" {
		head = r.say("verify.asked", echo(q.Text, maxAskedShown), echo(q.Speaker, maxNameShown))
	}
	parts := []component{text(head)}
	parts = append(parts, r.verdictParts(found, maxText-reserve-length(head))...)
	if foot := r.footnotes(found.Library, nil); len(foot) > 0 {
		parts = append(parts, text(strings.Join(foot, "\n")))
	}
	return reply{parts: []component{container(verdicts[found.Verdict].colour, parts...)}, private: r.alone,
		verdict: string(found.Verdict), quotes: len(found.passages)}, nil
}

// echo repeats what a person gave, on one line, without the marks around it and
// without what cannot be seen.
func echo(s string, max int) string {
	return escapeLine(clip(strings.Trim(oneLine(corpus.Canonical(s)), "\"“”„«» "), max))
}

// checkedQuotation is what the library says of a quotation, with those of its
// passages that the store has, just now, word for word.
type checkedQuotation struct {
	search.Checked
	asked    search.Quotation
	passages []cited
}

// checked checks a quotation, and what was found against the store. When that
// has changed in between, it is checked once more.
func (b *Bot) checked(ctx context.Context, scope corpus.Scope, q search.Quotation) (checkedQuotation, error) {
	for again := false; ; again = true {
		found, err := b.cfg.Engine.Verify(ctx, scope, q)
		if err != nil {
			return checkedQuotation{}, err
		}
		evidence := make([]search.Evidence, len(found.Passages))
		for i, p := range found.Passages {
			evidence[i] = search.Evidence{Quote: p.Quote, Speaker: p.Speaker}
		}
		list, err := b.holding(ctx, scope, evidence)
		if err != nil {
			return checkedQuotation{}, err
		}
		if len(list) == len(evidence) {
			return checkedQuotation{Checked: found, asked: q, passages: list}, nil
		}
		if again {
			return checkedQuotation{}, store.ErrNotFound
		}
	}
}

// verdicts are how each verdict is shown. Of several, the gravest colours the
// reply.
var verdicts = map[verify.Verdict]struct {
	says, mark key
	colour     int
	gravity    int
}{
	verify.Exact:         {"verify.exact", "verify.mark.exact", colourDone, 2},
	verify.Cut:           {"verify.cut", "verify.mark.cut", colourRelated, 3},
	verify.Altered:       {"verify.altered", "verify.mark.altered", colourProblem, 4},
	verify.Stitched:      {"verify.stitched", "verify.mark.stitched", colourProblem, 4},
	verify.Misattributed: {"verify.misattributed", "verify.mark.misattributed", colourProblem, 4},
	verify.Absent:        {"verify.absent", "verify.mark.absent", colourPlain, 1},
	verify.Short:         {"verify.short", "verify.mark.short", colourPlain, 0},
}

// passagesShown is how many places of one quotation are shown.
const passagesShown = 3

// verdictParts say what was found of one quotation, with the passages beside it.
func (r *request) verdictParts(found checkedQuotation, room int) []component {
	lines := r.verdictLines(found)
	parts := []component{text(strings.Join(lines, "\n"))}
	room -= length(parts[0].Content)
	list := found.passages[:min(len(found.passages), passagesShown)]
	for i, c := range list {
		markdown, ok := r.passage(c, room/(len(list)-i))
		if !ok && i > 0 {
			break
		}
		room -= length(markdown)
		parts = append(parts, text(markdown), row(r.quoteButtons(c)...))
	}
	return parts
}

// verdictLines are the verdict in words, with what it rests on.
func (r *request) verdictLines(found checkedQuotation) []string {
	lines := []string{r.say(verdicts[found.Verdict].says)}
	if found.Verdict == verify.Misattributed {
		lines = append(lines, r.misattribution(found))
	}
	lines = append(lines, r.differenceLines(found.Differences)...)
	if found.Reordered {
		lines = append(lines, r.say("verify.reordered"))
	}
	lines = append(lines, r.omission(found.Cut)...)
	if found.Unheard {
		lines = append(lines, r.say("verify.unheard", echo(found.asked.Speaker, maxNameShown)))
	} else if found.Unnamed {
		lines = append(lines, r.say("verify.unnamed", echo(found.asked.Speaker, maxNameShown)))
	}
	return append(lines, r.signs(found.Signs)...)
}

// misattribution says who said it, beside who was said to have.
func (r *request) misattribution(found checkedQuotation) string {
	asked := echo(found.asked.Speaker, maxNameShown)
	if len(found.passages) > 0 && found.passages[0].speaker != nil {
		return r.say("verify.said-by", escapeLine(clip(found.passages[0].speaker.Name, maxNameShown)), asked)
	}
	return r.say("verify.not-said-by", asked)
}

// How many differences are listed, and how much of each side is shown.
const (
	differencesShown = 8
	maxWordsShown    = 120
)

func (r *request) differenceLines(all []verify.Difference) []string {
	var lines []string
	for _, d := range all[:min(len(all), differencesShown)] {
		said, text := escapeLine(clip(d.Said, maxWordsShown)), escapeLine(clip(d.Text, maxWordsShown))
		switch {
		case d.Said == "":
			lines = append(lines, r.say("verify.left-out", text))
		case d.Text == "":
			lines = append(lines, r.say("verify.added", said))
		default:
			lines = append(lines, r.say("verify.instead", said, text))
		}
	}
	if more := len(all) - differencesShown; more > 0 {
		lines = append(lines, r.count("verify.more", more))
	}
	return lines
}

func (r *request) omission(cut *verify.Omission) []string {
	if cut == nil {
		return nil
	}
	var lines []string
	tell := func(k key, words []string) {
		if len(words) > 0 {
			lines = append(lines, r.say(k, escapeLine(clip(strings.Join(words, "”, “"), maxWordsShown))))
		}
	}
	tell("verify.cut-negation", cut.Negations)
	tell("verify.cut-condition", cut.Conditions)
	return lines
}

// signs tell of what cannot be seen in a quotation.
func (r *request) signs(all []verify.Sign) []string {
	var lines []string
	for _, s := range all {
		if s.Kind == verify.Hidden {
			lines = append(lines, r.count("verify.hidden", s.N))
		} else {
			lines = append(lines, r.say("verify.look-alike", escapeLine(clip(s.Said, maxNameShown)), escapeLine(clip(s.As, maxNameShown))))
		}
	}
	return lines
}

// passage is a passage with its words marked, who said it, and where it stands;
// only the latter when there is no room.
func (r *request) passage(c cited, room int) (string, bool) {
	tail := r.attribution(c.speaker, c.quote.Citation()) + "\n" + r.citation(c.quote.Citation())
	if body, ok := passageIn(c, room-length(tail)-1); ok {
		return body + "\n" + tail, true
	}
	return r.say("verify.long") + "\n" + tail, length(tail) <= room
}

// checkQuotes is the name of the command in a message's menu that checks the
// quotations in it.
const checkQuotes = "Check quotes"

// Quotations of one message that are checked, and those that have a button each.
const (
	quotesChecked = 20
	quotesAlone   = 5
)

// checkMessage answers that command: every quotation in the message, checked.
func (b *Bot) checkMessage(ctx context.Context, r *request) (reply, error) {
	all := quotationsIn(r.text)
	if len(all) == 0 {
		return reply{}, tell("verify.no-quotes")
	}
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	var list []checkedQuotation
	var short []string
	for _, q := range all[:min(len(all), quotesChecked)] {
		found, err := b.checked(ctx, scope, q)
		if err != nil {
			return reply{}, err
		}
		if found.Verdict == verify.Short {
			short = append(short, "“"+echo(q.Text, maxNameShown)+"”")
			continue
		}
		list = append(list, found)
	}
	return r.checkedReply(list, short, len(all)-quotesChecked), nil
}

// checkedReply lays several checked quotations out, one below the other.
func (r *request) checkedReply(list []checkedQuotation, short []string, unchecked int) reply {
	parts := []component{text(r.count("verify.head", len(list)+len(short)))}
	colour, gravest := colourPlain, 0
	left := maxText - reserve
	for i, found := range list {
		if v := verdicts[found.Verdict]; v.gravity > gravest {
			colour, gravest = v.colour, v.gravity
		}
		markdown := r.checkedText(i+1, found, left/(len(list)-i))
		left -= length(markdown)
		parts = append(parts, separator())
		if id, ok := place(found); ok && len(list) <= quotesAlone {
			parts = append(parts, section(markdown, button(discordgo.SecondaryButton, r.say("button.context"), id)))
		} else {
			parts = append(parts, text(markdown))
		}
	}
	var foot []string
	if len(short) > 0 {
		foot = append(foot, r.say("verify.short-ones", strings.Join(short[:min(len(short), quotesAlone)], ", ")))
	}
	if unchecked > 0 {
		foot = append(foot, r.count("verify.unchecked", unchecked))
	}
	if len(list) > 0 {
		foot = append(foot, r.footnotes(list[0].Library, nil)...)
	}
	if len(foot) > 0 {
		parts = append(parts, separator(), text(strings.Join(foot, "\n")))
	}
	return reply{parts: []component{container(colour, parts...)}, private: r.alone, verdict: "checked", quotes: len(list)}
}

// place is what leads to the first passage of a quotation.
func place(found checkedQuotation) (customID, bool) {
	if len(found.passages) == 0 {
		return customID{}, false
	}
	ref, ok := refOf(found.passages[0].quote)
	return customID{verb: verbContext, ref: ref}, ok
}

// checkedText is one of several quotations with its verdict, and as much of what
// it rests on as there is room for.
func (r *request) checkedText(number int, found checkedQuotation, room int) string {
	head := r.say("verify.one", number, r.say(verdicts[found.Verdict].mark), echo(found.asked.Text, maxWordsShown))
	if found.asked.Speaker != "" {
		head += " " + r.say("verify.as", echo(found.asked.Speaker, maxNameShown))
	}
	lines := r.verdictLines(found)
	lines = lines[1:] // the mark says it
	if found.Verdict == verify.Absent {
		lines = append([]string{r.say("verify.absent-why")}, lines...)
	}
	out := head
	for _, line := range lines {
		if length(out)+1+length(line) <= room {
			out += "\n" + line
		}
	}
	if len(found.passages) == 0 {
		return out
	}
	c := found.passages[0]
	if markdown, ok := r.passage(c, room-length(out)-1); ok {
		return out + "\n" + markdown
	}
	if short := r.citationWithin(c.quote.Citation(), room-length(out)-1); length(out)+1+length(short) <= room {
		out += "\n" + short
	}
	return out
}
