package bot

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// Reading an article a page at a time. How it is divided follows from its text
// alone, so that a page button needs to say only which page.

// pageRoom is how many characters of Markdown a page may have.
const pageRoom = maxText - reserve

// apart is what stands between two pieces, so that neither a ¶ number nor a
// quotation without one seems to belong to the piece before.
const apart = "\n\n"

// piece is what is kept together on a page: a block, or a sentence of a block
// that is too long for one page.
type piece struct {
	block int
	span  corpus.Span
	first bool // of its block, and so shows the ¶ number
}

// pieces divides a document.
func (r *request) pieces(d *corpus.Document) []piece {
	var out []piece
	sentences := d.Sentences()
	at := 0
	for i, b := range d.Blocks() {
		for at < len(sentences) && sentences[at].Block < i {
			at++
		}
		whole := piece{i, b.Span, true}
		if length(r.piece(d, whole)) <= pageRoom {
			out = append(out, whole)
			continue
		}
		for first := true; at < len(sentences) && sentences[at].Block == i; at++ {
			out = append(out, piece{i, sentences[at].Span, first})
			first = false
		}
	}
	return out
}

// piece writes a piece of text. A sentence that is too long for any message is
// not cut: its place and length are told instead.
func (r *request) piece(d *corpus.Document, p piece) string {
	label := ""
	b := d.Blocks()[p.block]
	if p.first && b.Number > 0 {
		label = "-# " + r.say("cite.paragraph", b.Number) + "\n"
	}
	q, err := d.Quote(p.span)
	if err != nil {
		return label + r.say("source.too-long", utf8.RuneCountInString(d.Slice(p.span)))
	}
	var marks []corpus.Span
	if b.Kind == corpus.Heading {
		marks = []corpus.Span{p.span}
	}
	return label + blockQuote(q.Text(), q.Span(), marks)
}

// pages returns the Markdown of each page and, for every block, the page on
// which it begins.
func (r *request) pages(d *corpus.Document) (pages []string, begins map[int]int) {
	begins = map[int]int{}
	var lines []string
	room := pageRoom
	for _, p := range r.pieces(d) {
		s := r.piece(d, p)
		if length(s) > pageRoom {
			s = r.say("source.too-long", utf8.RuneCountInString(d.Slice(p.span)))
		}
		if n := length(s) + len(apart); n > room && len(lines) > 0 {
			pages = append(pages, strings.Join(lines, apart))
			lines, room = nil, pageRoom
		}
		if _, ok := begins[p.block]; !ok {
			begins[p.block] = len(pages)
		}
		lines = append(lines, s)
		room -= length(s) + len(apart)
	}
	return append(pages, strings.Join(lines, apart)), begins
}

// pageOf returns the page on which a block begins.
func (r *request) pageOf(d *corpus.Document, block int) int {
	_, begins := r.pages(d)
	return begins[block]
}

// read shows a page of an article.
func (b *Bot) read(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	d, err := b.cfg.Store.Document(ctx, scope, r.pressed.doc)
	if err != nil {
		return reply{}, err
	}
	pages, _ := r.pages(d)
	page := r.pressed.page
	if page >= len(pages) {
		return reply{}, tell("source.no-page")
	}
	m := d.Metadata()
	parts := []component{
		text(r.say("source.page", r.plainTitle(m.Title), page+1, len(pages))),
		text(pages[page]),
	}
	turn := r.turn(page, len(pages), func(p int) customID { return customID{verb: verbRead, doc: d.ID(), page: p} })
	source, ok := linkButton(r.say("button.source"), m.URL)
	switch {
	case ok && len(turn) > 0:
		turn[0].Components = append(turn[0].Components, source)
	case ok:
		turn = []component{row(source)}
	}
	return reply{private: true, parts: []component{container(colourAnswer, append(parts, turn...)...)}}, nil
}
