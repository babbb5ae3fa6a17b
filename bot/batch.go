package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
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
		line, err := b.batchLine(ctx, r, d, n, out[n])
		if err != nil {
			return reply{}, err
		}
		lines = append(lines, line)
		options = append(options, selection{
			Label: clip(strconv.Itoa(n+1)+" · "+oneLine(d.Items[n].Document.Metadata().Title), maxOption), Value: strconv.Itoa(n)})
	}
	parts := []component{text(r.count("batch.head", len(d.Items))), text(strings.Join(lines, "\n"))}
	if foot := r.batchFoot(note, out, page, pages); foot != "" {
		parts = append(parts, text(foot))
	}
	parts = append(parts, menu(customID{verb: verbPick, record: d.ID, page: page}, r.say("batch.choose"), options), r.leaveMenu(d, page, options))
	parts = append(parts, r.turn(page, pages, func(p int) customID { return customID{verb: verbBatch, record: d.ID, page: p} })...)
	var buttons []component
	if n := len(d.Items) - len(out); n > 0 {
		buttons = append(buttons, button(discordgo.SuccessButton, r.count("button.put-all", n), customID{verb: verbPut, record: d.ID}))
	}
	buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.cancel"), customID{verb: verbDrop, record: d.ID}))
	return reply{private: true, parts: []component{container(colourAnswer, append(parts, row(buttons...))...)}}, nil
}

// batchLine is one article of several, with why it would be left out or the
// first thing to be minded.
func (b *Bot) batchLine(ctx context.Context, r *request, d store.Draft, n int, out key) (string, error) {
	doc := d.Items[n].Document
	line := "**" + strconv.Itoa(n+1) + "** · " + r.sourceLine(store.Summary{Metadata: doc.Metadata(), Paragraphs: paragraphs(doc)})
	if out != "" {
		return line + "\n-# ⚠ " + r.say(out), nil
	}
	w, err := b.weigh(ctx, r, doc)
	if err != nil || len(w.warnings) == 0 {
		return line, err
	}
	return line + "\n-# ⚠ " + w.warnings[0].Says, nil
}

// batchFoot says how many articles would be left out, which files could not be
// read, and which page this is.
func (r *request) batchFoot(note draftNote, out map[int]key, page, pages int) string {
	unwanted := 0
	for _, why := range out {
		if why == unwantedHere {
			unwanted++
		}
	}
	var foot []string
	if n := len(out) - unwanted; n > 0 {
		foot = append(foot, "-# ⚠ "+r.count("batch.here", n))
	}
	if unwanted > 0 {
		foot = append(foot, "-# ⚠ "+r.count("batch.unwanted", unwanted))
	}
	if all := append(note.LeftOut, r.refusals(note, refusalRoom)...); len(all) > 0 {
		foot = append(foot, r.warnings(all))
	}
	if pages > 1 {
		foot = append(foot, r.say("page.of", page+1, pages))
	}
	return strings.Join(foot, "\n")
}

// leaveMenu is the menu in which those articles of a page are chosen that are not
// wanted.
func (r *request) leaveMenu(d store.Draft, page int, options []selection) component {
	none := 0
	c := component{Type: typeSelect, CustomID: customID{verb: verbLeave, record: d.ID, page: page}.String(),
		Placeholder: r.say("batch.leave"), MinValues: &none, MaxValues: len(options)}
	for i, o := range options {
		o.Default = d.Items[page*batchShown+i].LeftOut
		c.Options = append(c.Options, o)
	}
	return row(c)
}

// leaveOut takes what was chosen in that menu.
func (b *Bot) leaveOut(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	out := map[int]bool{}
	for n := r.pressed.page * batchShown; n < min(len(d.Items), (r.pressed.page+1)*batchShown); n++ {
		out[n] = false
	}
	for _, v := range r.values {
		n, ok := natural(v, len(d.Items)-1)
		if _, here := out[n]; !ok || !here {
			return reply{}, errForged
		}
		out[n] = true
	}
	return b.chosenOf(ctx, r, lib, d, out, func(d store.Draft) (reply, error) { return b.preview(ctx, r, d, r.pressed.page) })
}

// omit takes the button under one of several that says whether it is wanted.
func (b *Bot) omit(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	n := r.pressed.number
	if n >= len(d.Items) || len(d.Items) < 2 || r.pressed.page > 1 {
		return reply{}, errForged
	}
	return b.chosenOf(ctx, r, lib, d, map[int]bool{n: r.pressed.page == 1}, func(d store.Draft) (reply, error) { return b.previewItem(ctx, r, d, n) })
}

// chosenOf keeps which articles of a draft are wanted, and shows it anew.
func (b *Bot) chosenOf(ctx context.Context, r *request, lib corpus.Library, d store.Draft, out map[int]bool, show func(store.Draft) (reply, error)) (reply, error) {
	if err := b.cfg.Store.LeaveOut(ctx, lib, d.ID, out); err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	_, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, d.ID)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	return show(d)
}

// unwantedHere says of an article that a moderator left it out.
const unwantedHere key = "warn.unwanted"

// leftOut says which articles of a draft would not be added, with the sentence
// that says why.
func (b *Bot) leftOut(ctx context.Context, r *request, d store.Draft) (map[int]key, error) {
	_, scope := own(r)
	out := map[int]key{}
	before := map[string]bool{}
	for n, item := range d.Items {
		if item.LeftOut {
			out[n] = unwantedHere
			continue
		}
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
	omit := button(discordgo.SecondaryButton, r.say("button.omit"), customID{verb: verbOmit, record: d.ID, number: n, page: 1})
	if d.Items[n].LeftOut {
		w.warnings = append([]warning{{Says: r.say(unwantedHere)}}, w.warnings...)
		omit = button(discordgo.SecondaryButton, r.say("button.want"), customID{verb: verbOmit, record: d.ID, number: n})
	}
	if foot := r.warnings(w.warnings); foot != "" {
		parts = append(parts, text(foot))
	}
	buttons := []component{button(discordgo.SecondaryButton, r.say("button.details"), customID{verb: verbDetails, record: d.ID, number: n}), omit}
	buttons = append(buttons, w.buttons(r, customID{verb: verbPart, record: d.ID, number: n})...)
	buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.back"), customID{verb: verbBatch, record: d.ID, page: n / batchShown}))
	return reply{private: true, parts: []component{container(colourAnswer, append(parts, row(buttons...))...)}}, nil
}
