package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search"
)

const (
	// timelineShown is how many statements one page of /timeline shows, and
	// pictured from how many in all there is a picture.
	timelineShown = 8
	pictured      = 4
)

// period is the time that a timeline is asked for. The page buttons carry it.
type period struct{ from, to corpus.Date }

// String writes a period as a custom_id has it.
func (p period) String() string { return p.from.String() + "~" + p.to.String() }

// parsePeriod reads what String wrote, and refuses everything else.
func parsePeriod(s string) (p period, err error) {
	from, to, ok := strings.Cut(s, "~")
	if !ok {
		return p, errForged
	}
	if p.from, err = corpus.ParseDate(from); err == nil {
		p.to, err = corpus.ParseDate(to)
	}
	if err != nil || p.String() != s {
		return p, errForged
	}
	return p, nil
}

// timeline answers /timeline: what is dated, in order. The topic is kept, so
// that another page can be turned to after a restart.
func (b *Bot) timeline(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	var p period
	if p.from, err = b.typedDate(r.options["from"], when.Interval.Start); err != nil {
		return reply{}, err
	}
	if p.to, err = b.typedDate(r.options["to"], when.Interval.End); err != nil {
		return reply{}, err
	}
	kept := store.Answer{Question: oneLine(r.options["topic"])}
	kept.Library, _ = scope.Library()
	if kept, err = b.cfg.Store.SaveAnswer(ctx, kept); err != nil {
		return reply{}, err
	}
	rep, err := b.statements(ctx, r, scope, kept, p, 0)
	if errors.Is(err, search.ErrBackwards) {
		return reply{}, tell("timeline.backwards", escapeLine(r.options["from"]), escapeLine(r.options["to"]))
	}
	rep.private = r.alone
	return rep, err
}

// timelinePage turns to another page of it.
func (b *Bot) timelinePage(ctx context.Context, r *request) (reply, error) {
	p, err := parsePeriod(r.pressed.rest)
	if err != nil {
		return reply{}, err
	}
	kept, scope, err := b.kept(ctx, r, r.pressed.answer)
	if err != nil {
		return reply{}, err
	}
	return b.statements(ctx, r, scope, kept, p, r.pressed.page)
}

// typedDate reads a date as it was typed; one of its days is the end wanted.
func (b *Bot) typedDate(typed string, end func(when.Interval) corpus.Date) (corpus.Date, error) {
	if strings.TrimSpace(typed) == "" {
		return corpus.Date{}, nil
	}
	now := b.now().UTC()
	v, err := when.Parse(typed, corpus.Date{Year: now.Year(), Month: now.Month(), Day: now.Day()})
	switch shown := escapeLine(clip(typed, maxNameShown)); {
	case errors.Is(err, when.ErrTwoWays):
		return corpus.Date{}, tell("timeline.two-ways", shown)
	case err != nil:
		return corpus.Date{}, tell("timeline.no-date", shown)
	}
	return end(v), nil
}

// statements lays out one page of a timeline.
func (b *Bot) statements(ctx context.Context, r *request, scope corpus.Scope, kept store.Answer, p period, page int) (reply, error) {
	asked := search.Period{Topic: kept.Question, From: p.from, To: p.to, Offset: page * timelineShown, Limit: timelineShown}
	found, err := b.cfg.Engine.Timeline(ctx, scope, asked)
	pages := (found.Total + timelineShown - 1) / timelineShown
	if err == nil && found.Total > 0 && page >= pages { // there were more when the button was made
		page = pages - 1
		asked.Offset = page * timelineShown
		found, err = b.cfg.Engine.Timeline(ctx, scope, asked)
	}
	if err != nil {
		return reply{}, err
	}
	if found.Total == 0 {
		return b.nothingDated(ctx, r, scope, kept, found)
	}
	list, err := b.standingEntries(ctx, scope, found.Entries)
	if err != nil {
		return reply{}, err
	}
	parts := []component{text(r.timelineHead(found.Total, kept.Question, p))}
	rep := reply{verdict: "found", quotes: len(list)}
	if found.Total >= pictured && len(list) > 0 {
		picture, err := r.timelinePicture(list, page*timelineShown)
		if err != nil {
			return reply{}, err
		}
		rep.files = []upload{picture}
		parts = append(parts, gallery(picture))
	}
	parts = append(parts, r.timelineEntries(list, page*timelineShown)...)
	foot := r.footnotes(found.Library, found.Corrected)
	if pages > 1 {
		foot = append(foot, r.say("page.of", page+1, pages))
	}
	if len(foot) > 0 {
		parts = append(parts, text(strings.Join(foot, "\n")))
	}
	parts = append(parts, r.turn(page, pages, func(n int) customID {
		return customID{verb: verbTimeline, answer: kept.ID, page: n, rest: p.String()}
	})...)
	rep.parts = []component{container(colourAnswer, parts...)}
	return rep, nil
}

// standingEntries returns those entries that the store still has, word for word.
func (b *Bot) standingEntries(ctx context.Context, scope corpus.Scope, entries []search.Entry) ([]search.Entry, error) {
	var ids []corpus.ID
	for _, e := range entries {
		ids = append(ids, e.Quote.Citation().Document)
	}
	docs, err := b.documents(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e search.Entry) bool { return !e.Quote.HoldsIn(docs[e.Quote.Citation().Document]) })
	quotes := make([]corpus.Quote, len(entries))
	for i, e := range entries {
		quotes[i] = e.Quote
	}
	return entries, b.keep(ctx, scope, quotes...)
}

// timelineHead says how much is dated, on what and when.
func (r *request) timelineHead(total int, topic string, p period) string {
	about := ""
	if topic != "" {
		about += r.say("timeline.on", escapeLine(clip(topic, maxAskedShown)))
	}
	if !p.from.IsZero() {
		about += r.say("timeline.from", r.date(p.from))
	}
	if !p.to.IsZero() {
		about += r.say("timeline.to", r.date(p.to))
	}
	return r.count("timeline.head", total, about)
}

// timelineEntries writes the statements, and buttons that lead to the place of
// each.
func (r *request) timelineEntries(list []search.Entry, offset int) []component {
	var parts, buttons []component
	left := maxText - reserve
	for i, e := range list {
		number := offset + i + 1
		markdown := r.timelineEntry(number, e, left/(len(list)-i))
		parts = append(parts, text(markdown))
		left -= length(markdown)
		if ref, ok := refOf(e.Quote); ok {
			buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.place", number), customID{verb: verbContext, ref: ref}))
		}
	}
	for some := range slices.Chunk(buttons, timelineShown/2) {
		parts = append(parts, row(some...))
	}
	return parts
}

// timelineEntry writes one statement: when, the words, who says them, and where.
// What has no room is clipped from the end, and the words are never cut.
func (r *request) timelineEntry(number int, e search.Entry, room int) string {
	q := e.Quote
	head := r.say("timeline.entry", number, e.Date.Interval.String())
	if e.Date.Relative {
		head += r.say("timeline.words", escapeLine(clip(q.Text()[e.Date.Span.Start-q.Span().Start:e.Date.Span.End-q.Span().Start], maxNameShown)))
	}
	if !e.Date.Sure {
		head += r.say("timeline.probably")
	}
	if e.Beside {
		head += r.say("timeline.beside", number-1)
	}
	speaker := ""
	if e.Speaker != nil {
		speaker = "\n" + r.attribution(e.Speaker, q.Citation())
	}
	also := ""
	if len(e.Also) > 0 {
		also = "\n" + r.alsoIn(e.Also)
	}
	words := "\n" + blockQuote(q.Text(), q.Span(), q.Marks())
	for _, tail := range []string{speaker + "\n" + r.citation(q.Citation()) + also, speaker + "\n" + r.citationWithin(q.Citation(), room/3)} {
		if m := head + words + tail; length(m) <= room {
			return m
		}
	}
	return head + "\n" + r.say("search.long") + "\n" + r.citationWithin(q.Citation(), room/3)
}

// nothingDated says why a timeline is empty.
func (b *Bot) nothingDated(ctx context.Context, r *request, scope corpus.Scope, kept store.Answer, found search.Timeline) (reply, error) {
	_, total, err := b.cfg.Store.List(ctx, scope, store.Page{Limit: 1})
	if err != nil {
		return reply{}, err
	}
	topic := escapeLine(clip(kept.Question, maxAskedShown))
	said := r.say("timeline.none")
	switch {
	case total == 0:
		said = r.say("sources.none")
	case found.Outside > 0:
		said = r.count("timeline.outside", found.Outside)
	case topic != "":
		said = r.say("timeline.none-on", topic)
	}
	parts := []component{text(said)}
	if foot := r.footnotes(found.Library, nil); len(foot) > 0 && total > 0 {
		parts = append(parts, text(strings.Join(foot, "\n")))
	}
	return reply{verdict: "none", parts: []component{container(colourPlain, parts...)}}, nil
}
