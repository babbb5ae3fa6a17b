package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search"
)

// cited is a quotation that was found, just now, to stand in the stored
// document. Only these are shown.
type cited struct {
	doc     *corpus.Document
	quote   corpus.Quote
	speaker *attribute.Speaker
	dates   []when.Date // that its words alone do not tell
	at      int         // its place among the pieces of evidence of its answer

	also []corpus.Citation // other documents with the same words; known while the answer is new
}

// holding returns those of a search's pieces of evidence that the store still
// has, word for word.
func (b *Bot) holding(ctx context.Context, scope corpus.Scope, found []search.Evidence) ([]cited, error) {
	var ids []corpus.ID
	for _, e := range found {
		ids = append(ids, e.Quote.Citation().Document)
		for _, c := range e.Also {
			ids = append(ids, c.Document)
		}
	}
	docs, err := b.documents(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	var list []cited
	for _, e := range found {
		d, ok := docs[e.Quote.Citation().Document]
		if ok && e.Quote.HoldsIn(d) {
			also := slices.DeleteFunc(slices.Clone(e.Also), func(c corpus.Citation) bool { return docs[c.Document] == nil })
			list = append(list, cited{doc: d, quote: e.Quote, speaker: e.Speaker, dates: e.Dates, also: also})
		}
	}
	return list, b.keep(ctx, scope, quotesOf(list)...)
}

// recall quotes again what an answer was made of. Words that have since been
// removed or changed are left out.
func (b *Bot) recall(ctx context.Context, scope corpus.Scope, refs []corpus.Ref) ([]cited, error) {
	var ids []corpus.ID
	for _, ref := range refs {
		ids = append(ids, ref.Document)
	}
	docs, err := b.documents(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	var list []cited
	for i, ref := range refs {
		d, ok := docs[ref.Document]
		if !ok {
			continue
		}
		q, err := b.quoteAgain(ctx, scope, d, ref)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, errChanged) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c := cited{doc: d, quote: q, at: i}
		if q.Kind() == corpus.FromText {
			c.speaker = speakerAt(d, q.Span())
		}
		list = append(list, c)
	}
	return list, b.keep(ctx, scope, quotesOf(list)...)
}

// errChanged says that a document no longer has certain words in that place.
var errChanged = errors.New("the words are no longer there")

// quoteAgain takes the quotation that ref names from the revision that it was
// taken from, and checks that the latest revision, d, has it too.
func (b *Bot) quoteAgain(ctx context.Context, scope corpus.Scope, d *corpus.Document, ref corpus.Ref) (corpus.Quote, error) {
	from := d
	if d.Provenance().Revision != ref.Revision {
		var err error
		if from, err = b.cfg.Store.Revision(ctx, scope, ref.Document, ref.Revision); err != nil {
			return corpus.Quote{}, err
		}
	}
	var q corpus.Quote
	var err error
	if ref.Field != "" {
		q, err = from.QuoteField(ref.Field)
	} else {
		q, err = from.Quote(ref.Span)
	}
	if err != nil || !q.HoldsIn(d) {
		return corpus.Quote{}, errChanged
	}
	return q, nil
}

// documents loads the documents with the given IDs, each once.
func (b *Bot) documents(ctx context.Context, scope corpus.Scope, ids []corpus.ID) (map[corpus.ID]*corpus.Document, error) {
	known := map[corpus.ID]*corpus.Document{}
	if len(ids) == 0 {
		return known, nil
	}
	var once []corpus.ID
	for _, id := range ids {
		if _, ok := known[id]; !ok {
			known[id] = nil
			once = append(once, id)
		}
	}
	docs, err := b.cfg.Store.Documents(ctx, scope, once)
	if err != nil {
		return nil, err
	}
	clear(known)
	for _, d := range docs {
		known[d.ID()] = d
	}
	return known, nil
}

func quotesOf(list []cited) []corpus.Quote {
	out := make([]corpus.Quote, len(list))
	for i, c := range list {
		out[i] = c.quote
	}
	return out
}

// refOf returns the name of a quotation's place.
func refOf(q corpus.Quote) (corpus.Ref, bool) {
	ref := q.Citation().Ref
	return ref, ref.Document != ""
}
