package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus/store"
)

// batchShown is how many articles one page of a preview lists.
const batchShown = 8

// previewBatch lists the articles of a draft.
func (b *Bot) previewBatch(ctx context.Context, r *request, d store.Draft, page int) (reply, error) {
	note, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	out, err := b.leftOut(ctx, r, d)
	if err != nil {
		return reply{}, err
	}
	pages := (len(d.Items) + batchShown - 1) / batchShown
	page = min(page, pages-1)
	var lines []string
	var options []selection
	for n := page * batchShown; n < min(len(d.Items), (page+1)*batchShown); n++ {
		doc := d.Items[n].Document
		line := "**" + strconv.Itoa(n+1) + "** · " + r.sourceLine(store.Summary{Metadata: doc.Metadata(), Paragraphs: paragraphs(doc)})
		if out[n] == "" {
			w, err := b.weigh(ctx, r, doc)
			if err != nil {
				return reply{}, err
			}
			if len(w.warnings) > 0 {
				line += "\n-# ⚠ " + w.warnings[0].Says
			}
		} else {
			line += "\n-# ⚠ " + r.say(out[n])
		}
		lines = append(lines, line)
		options = append(options, selection{Label: clip(strconv.Itoa(n+1)+" · "+oneLine(doc.Metadata().Title), maxOption), Value: strconv.Itoa(n)})
	}
	here := len(out)
	parts := []component{text(r.count("batch.head", len(d.Items))), text(strings.Join(lines, "\n"))}
	var foot []string
	if here > 0 {
		foot = append(foot, "-# ⚠ "+r.count("batch.here", here))
	}
	if all := append(note.LeftOut, r.refusals(note, refusalRoom)...); len(all) > 0 {
		foot = append(foot, r.warnings(all))
	}
	if pages > 1 {
		foot = append(foot, r.say("page.of", page+1, pages))
	}
	if len(foot) > 0 {
		parts = append(parts, text(strings.Join(foot, "\n")))
	}
	parts = append(parts, menu(customID{verb: verbPick, record: d.ID, page: page}, r.say("batch.choose"), options))
	parts = append(parts, r.turn(page, pages, func(p int) customID { return customID{verb: verbBatch, record: d.ID, page: p} })...)
	var buttons []component
	if n := len(d.Items) - here; n > 0 {
		buttons = append(buttons, button(discordgo.SuccessButton, r.count("button.put-all", n), customID{verb: verbPut, record: d.ID}))
	}
	buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.cancel"), customID{verb: verbDrop, record: d.ID}))
	return reply{private: true, parts: []component{container(colourAnswer, append(parts, row(buttons...))...)}}, nil
}

// leftOut says which articles of a draft would not be added, with the sentence
// that says why.
func (b *Bot) leftOut(ctx context.Context, r *request, d store.Draft) (map[int]key, error) {
	_, scope := own(r)
	out := map[int]key{}
	before := map[string]bool{}
	for n, item := range d.Items {
		_, here, err := b.cfg.Store.Same(ctx, scope, item.Document)
		if err != nil {
			return nil, err
		}
		hash := item.Document.TextHash()
		switch {
		case here:
			out[n] = "warn.here-short"
		case before[hash]:
			out[n] = "warn.twice"
		}
		before[hash] = true
	}
	return out, nil
}

// batch turns to another page of that list.
func (b *Bot) batch(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	return b.preview(ctx, r, d, r.pressed.page)
}

// item previews the article that was chosen in the list.
func (b *Bot) item(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	if len(r.values) != 1 {
		return reply{}, errForged
	}
	n, ok := natural(r.values[0], len(d.Items)-1)
	if !ok {
		return reply{}, errForged
	}
	return b.previewItem(ctx, r, d, n)
}

// previewItem previews one article of several.
func (b *Bot) previewItem(ctx context.Context, r *request, d store.Draft, n int, extra ...warning) (reply, error) {
	doc := d.Items[n].Document
	w, err := b.weigh(ctx, r, doc, extra...)
	if err != nil {
		return reply{}, err
	}
	parts := []component{text(r.say("batch.one", n+1, len(d.Items)) + "\n" + r.detailLines(doc)), text(r.opening(doc))}
	if foot := r.warnings(w.warnings); foot != "" {
		parts = append(parts, text(foot))
	}
	return reply{private: true, parts: []component{container(colourAnswer, append(parts, row(
		button(discordgo.SecondaryButton, r.say("button.details"), customID{verb: verbDetails, record: d.ID, number: n}),
		button(discordgo.SecondaryButton, r.say("button.back"), customID{verb: verbBatch, record: d.ID, page: n / batchShown}),
	))...)}}, nil
}
