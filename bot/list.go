package bot

import (
	"context"
	"strings"

	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// listing is what a moderators' list is asked for: its order, and which
// articles are in it. The page buttons carry it.
type listing struct {
	sort     string // a key of sorts
	since    corpus.Date
	language string // BCP 47, at most maxListLanguage characters
	words    string // at most maxListWords characters
}

// With these a custom_id holds whatever may be asked for.
const (
	maxListLanguage = 10
	maxListWords    = 30
)

// sorts are the orders of a list, by the choice that a moderator makes.
var sorts = map[string]store.Sort{"title": store.ByTitle, "added": store.ByAdded, "published": store.ByPublished, "quoted": store.ByQuoted}

// String writes a listing as a custom_id has it.
func (l listing) String() string {
	return strings.Join([]string{l.sort, l.since.String(), l.language, l.words}, ":")
}

// parseListing reads what String wrote, and refuses everything else.
func parseListing(s string) (l listing, err error) {
	parts := strings.SplitN(s, ":", 4)
	if len(parts) != 4 {
		return l, errForged
	}
	l = listing{sort: parts[0], language: parts[2], words: parts[3]}
	if l.since, err = corpus.ParseDate(parts[1]); err != nil {
		return l, errForged
	}
	if _, ok := sorts[l.sort]; !ok || l.language != "" && !isLanguage(l.language) || units(l.words) > 2*maxListWords {
		return l, errForged
	}
	return l, nil
}

func isLanguage(s string) bool {
	t, err := language.Parse(s)
	return err == nil && t != language.Und && len(s) <= maxListLanguage
}

// list answers /library list: the guild's own articles, with who added them.
func (b *Bot) list(ctx context.Context, r *request) (reply, error) {
	l := listing{sort: r.options["sort"], language: strings.TrimSpace(r.options["language"]), words: oneLine(r.options["words"])}
	if l.sort == "" {
		l.sort = "title"
	}
	if l.language != "" && !isLanguage(l.language) {
		return reply{}, tell("list.language.wrong", escapeLine(clip(l.language, maxNameShown)))
	}
	var err error
	if l.since, err = corpus.ParseDate(strings.TrimSpace(r.options["since"])); err != nil {
		return reply{}, tell("list.date.wrong", escapeLine(clip(r.options["since"], maxNameShown)))
	}
	return b.ownList(ctx, r, l, 0)
}

// listPage turns to another page of it.
func (b *Bot) listPage(ctx context.Context, r *request) (reply, error) {
	l, err := parseListing(r.pressed.rest)
	if err != nil {
		return reply{}, err
	}
	return b.ownList(ctx, r, l, r.pressed.page)
}

func (b *Bot) ownList(ctx context.Context, r *request, l listing, page int) (reply, error) {
	_, scope := own(r)
	f := store.Filter{Sort: sorts[l.sort], Text: l.words, Language: l.language, Since: l.since}
	read := func(page int) ([]store.Summary, int, error) {
		return b.cfg.Store.Select(ctx, scope, f, store.Page{Offset: page * sourcesShown, Limit: sourcesShown})
	}
	list, total, err := read(page)
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / sourcesShown
		list, total, err = read(page)
	}
	if err != nil {
		return reply{}, err
	}
	filtered := f.Text != "" || f.Language != "" || !f.Since.IsZero()
	switch {
	case total == 0 && filtered:
		return notice(colourPlain, r.say("list.none-such")), nil
	case total == 0:
		return notice(colourPlain, r.say("list.none")), nil
	}
	var lines []string
	var options []selection
	for _, s := range list {
		lines = append(lines, r.sourceLine(s, r.added(s)))
		options = append(options, r.sourceOption(s))
	}
	head := r.count("list.head", total)
	if filtered {
		head = r.count("list.head-such", total)
	}
	parts := []component{text(head), text(strings.Join(lines, "\n")), menu(customID{verb: verbShow}, r.say("sources.choose"), options)}
	pages := (total + sourcesShown - 1) / sourcesShown
	if pages > 1 {
		parts = append(parts, text(r.say("page.of", page+1, pages)))
	}
	parts = append(parts, r.turn(page, pages, func(p int) customID { return customID{verb: verbList, page: p, rest: l.String()} })...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// added says when and by whom an article was added.
func (r *request) added(s store.Summary) string {
	return r.say("list.added", r.day(s.AddedAt), r.mention(s.AddedBy))
}
