package bot

import (
	"cmp"
	"context"
	"errors"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
)

// takeItem makes an item's article a document of the library: a new one or, when
// an earlier state of the item is there, the next revision of that. What is
// there already is noted to be there. did is "" when nothing changed.
func (b *Bot) takeItem(ctx context.Context, lib corpus.Library, item store.FeedItem, d *corpus.Document, file extract.File, by string) (kept *corpus.Document, did corpus.ChangeKind, err error) {
	u := store.Upload{Document: d, Original: file.Data, By: by}
	if item.Document != "" {
		kept, did, err = b.updateFrom(ctx, lib, item, u)
		if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrDuplicate) {
			return nil, "", err
		}
	}
	if kept == nil {
		kept, err = b.cfg.Store.Add(ctx, lib, u)
		did = corpus.Added
	}
	if there, ok := errors.AsType[*store.DuplicateError](err); ok {
		kept, did = nil, ""
		if kept, err = b.cfg.Store.Document(ctx, corpus.ScopeOf(lib), there.Existing.ID); err != nil {
			return nil, "", err
		}
	}
	if err != nil {
		return nil, "", err
	}
	err = b.cfg.Store.AcceptItem(ctx, lib, item.ID, kept.ID(), d)
	if errors.Is(err, store.ErrNotFound) { // somebody else took it at the same time
		err = nil
	}
	return kept, did, err
}

// updateTries is how often an update begins anew when somebody edits the article
// at that very moment.
const updateTries = 5

// updateFrom makes what a feed's page says now the next revision of a document.
// Details that somebody has corrected here stay as they are. kept is nil, with
// the error, when there is no such document any more, or another one has the
// text.
func (b *Bot) updateFrom(ctx context.Context, lib corpus.Library, item store.FeedItem, u store.Upload) (kept *corpus.Document, did corpus.ChangeKind, err error) {
	scope, page := corpus.ScopeOf(lib), u.Document
	for range updateTries {
		old, err := b.cfg.Store.Document(ctx, scope, item.Document)
		if err != nil {
			return nil, "", err
		}
		came, err := b.broughtBy(ctx, scope, item)
		if err != nil {
			return nil, "", err
		}
		u.Document = page.WithMetadata(corrected(came, old.Metadata(), page.Metadata()))
		kept, err = b.cfg.Store.Edit(ctx, lib, old.ID(), old.Provenance().Revision, u)
		if conflict(err) {
			continue
		}
		if err == nil && kept.Provenance().Revision != old.Provenance().Revision {
			did = corpus.Edited
		}
		return kept, did, err
	}
	return nil, "", tell("conflict.busy")
}

// broughtBy returns what a feed's page said when its item last became a revision
// of its document. Where that is not known the first revision stands for it.
func (b *Bot) broughtBy(ctx context.Context, scope corpus.Scope, item store.FeedItem) (corpus.Metadata, error) {
	if item.Brought != nil {
		return item.Brought.Metadata, nil
	}
	first, err := b.cfg.Store.Revision(ctx, scope, item.Document, 1)
	if err != nil {
		return corpus.Metadata{}, err
	}
	return first.Metadata(), nil
}

// corrected returns what is known about an article of which a page came, was
// corrected here, and says something else now: the corrections, and the page's
// word on all else. What the page no longer says is still known.
func corrected(came, here, page corpus.Metadata) corpus.Metadata {
	m := merged(came, here, page)
	m.Title, m.Subtitle = cmp.Or(m.Title, here.Title), cmp.Or(m.Subtitle, here.Subtitle)
	m.Publication, m.URL, m.Language = cmp.Or(m.Publication, here.Publication), cmp.Or(m.URL, here.URL), cmp.Or(m.Language, here.Language)
	m.Published = cmp.Or(m.Published, here.Published)
	if len(m.Authors) == 0 {
		m.Authors = here.Authors
	}
	return m
}

// rewrittenHere reports whether the document that an item would update has
// another text than the feed brought: somebody wrote it, or took an update back.
func (b *Bot) rewrittenHere(ctx context.Context, lib corpus.Library, item store.FeedItem) (bool, error) {
	if item.Document == "" || item.Brought == nil {
		return false, nil
	}
	d, err := b.cfg.Store.Document(ctx, corpus.ScopeOf(lib), item.Document)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return d.TextHash() != item.Brought.TextHash, nil
}
