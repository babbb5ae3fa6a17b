package bot

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// neighbours is how many blocks are shown on each side of a quotation.
const neighbours = 2

// around shows the paragraphs around a quotation, numbered, with its sentence
// marked.
func (b *Bot) around(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	ref := r.pressed.ref
	d, err := b.cfg.Store.Document(ctx, scope, ref.Document)
	if err != nil {
		return reply{}, gone(err, "context.gone")
	}
	q, err := b.quoteAgain(ctx, scope, d, ref)
	if errors.Is(err, errChanged) || errors.Is(err, store.ErrNotFound) || err == nil && q.Kind() != corpus.FromText {
		return reply{}, tell("context.gone")
	}
	if err != nil {
		return reply{}, err
	}
	c := cited{doc: d, quote: q, speaker: speakerAt(d, q.Span())}
	at := c.block()
	if at < 0 {
		return reply{}, tell("context.gone")
	}
	if err := b.keep(ctx, scope, q); err != nil {
		return reply{}, err
	}
	foot := r.attribution(c.speaker, q.Citation()) + "\n" + r.citation(q.Citation())
	lines := r.surroundings(d, at, q.Span(), maxText-reserve-length(foot))
	buttons := []component{button(discordgo.SecondaryButton, r.say("button.read"), customID{verb: verbRead, doc: d.ID(), page: r.pageOf(d, at)})}
	if source, ok := linkButton(r.say("button.source"), q.Link(maxLinkURL)); ok {
		buttons = append(buttons, source)
	}
	return reply{private: true, quotes: 1, parts: []component{container(colourAnswer,
		text(r.say("context.head", r.plainTitle(d.Metadata().Title))),
		text(strings.Join(lines, apart)), text(foot), row(buttons...),
	)}}, nil
}

// surroundings writes a block and its neighbours, as many as there is room for:
// the block itself first, then those before it, then those after.
func (r *request) surroundings(d *corpus.Document, at int, mark corpus.Span, room int) []string {
	written := map[int]string{at: r.block(d, at, room, mark)}
	room -= length(written[at])
	first, last := at, at
	fits := func(i int) bool {
		s := r.block(d, i, room)
		if length(s)+len(apart) > room {
			return false
		}
		written[i] = s
		room -= length(s) + len(apart)
		return true
	}
	for first > max(0, at-neighbours) && fits(first-1) {
		first--
	}
	for last < min(len(d.Blocks())-1, at+neighbours) && fits(last+1) {
		last++
	}
	for last > at && d.Blocks()[last].Kind == corpus.Heading {
		last-- // of what is not shown
	}
	var lines []string
	for i := first; i <= last; i++ {
		lines = append(lines, written[i])
	}
	return lines
}

// block writes a block with its ¶ number. One that does not fit is written as
// the sentences that are marked; when they do not fit either, as a sentence
// that says so.
func (r *request) block(d *corpus.Document, i, room int, marks ...corpus.Span) string {
	label := ""
	if n := d.Blocks()[i].Number; n > 0 {
		label = "-# " + r.say("cite.paragraph", n) + "\n"
	}
	spans := append([]corpus.Span{d.Blocks()[i].Span}, marks...)
	if d.Blocks()[i].Kind == corpus.Heading && len(marks) == 0 {
		marks = spans
	}
	for _, span := range spans {
		q, err := d.Quote(span, within(span, marks)...)
		if err != nil {
			continue
		}
		if s := label + blockQuote(q.Text(), q.Span(), q.Marks()); length(s) <= room {
			return s
		}
	}
	return label + r.say("source.too-long", utf8.RuneCountInString(d.Slice(spans[0])))
}

func within(span corpus.Span, marks []corpus.Span) []corpus.Span {
	var in []corpus.Span
	for _, m := range marks {
		if span.Contains(m) {
			in = append(in, m)
		}
	}
	return in
}
