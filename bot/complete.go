package bot

import (
	"context"
	"errors"
	"strings"

	"golang.org/x/text/cases"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// completeDocument suggests the articles that can be read here.
func (b *Bot) completeDocument(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	return b.suggest(ctx, r, scope)
}

// completeOwn suggests the articles of the guild's own library, to moderators.
func (b *Bot) completeOwn(ctx context.Context, r *request) (reply, error) {
	if b.permit(ctx, r, b.commands["library remove"]) != nil {
		return reply{}, nil
	}
	_, scope := own(r)
	return b.suggest(ctx, r, scope)
}

func (b *Bot) suggest(ctx context.Context, r *request, scope corpus.Scope) (reply, error) {
	found, err := b.cfg.Store.Complete(ctx, scope, r.options[r.focused], maxSelect)
	if err != nil {
		return reply{}, err
	}
	var choices []choice
	for _, s := range found {
		o := r.sourceOption(s)
		name := o.Label
		if o.Description != "" {
			name = clip(name+" · "+o.Description, maxOption)
		}
		choices = append(choices, choice{Name: name, Value: o.Value})
	}
	return reply{choices: choices}, nil
}

// chosen returns the document that a document option names: by its ID, which is
// what a suggestion carries, or by the title, or the beginning of it, typed out.
func (b *Bot) chosen(ctx context.Context, scope corpus.Scope, typed string) (corpus.ID, error) {
	typed = strings.TrimSpace(typed)
	if isWord(typed, documentID) {
		_, err := b.cfg.Store.Document(ctx, scope, corpus.ID(typed))
		if err == nil {
			return corpus.ID(typed), nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return "", err
		}
	}
	unknown := tell("document.unknown", escapeLine(clip(typed, maxTitleShown)))
	if typed == "" {
		return "", unknown
	}
	found, err := b.cfg.Store.Complete(ctx, scope, typed, maxSelect)
	if err != nil {
		return "", err
	}
	fold := cases.Fold()
	var exact []corpus.ID
	for _, s := range found {
		if fold.String(oneLine(s.Metadata.Title)) == fold.String(oneLine(typed)) {
			exact = append(exact, s.ID)
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0], nil
	case len(exact) == 0 && len(found) == 1:
		return found[0].ID, nil
	case len(found) == 0:
		return "", unknown
	}
	return "", tell("document.ambiguous")
}

// gone turns "not found" into a sentence that says what is gone.
func gone(err error, k key) error {
	if errors.Is(err, store.ErrNotFound) {
		return tell(k)
	}
	return err
}
