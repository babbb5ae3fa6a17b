package bot

import (
	"context"
	"errors"

	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// problem is an error that a handler has a sentence for.
type problem struct {
	key  key
	args []any
}

func (p *problem) Error() string { return string(p.key) }

// tell returns an error that the person reads as the given message.
func tell(k key, args ...any) error { return &problem{k, args} }

// refusal is why Discord will not have the bot, as a sentence for the
// maintainer.
type refusal string

func (r refusal) Error() string { return string(r) }

// sentences is what people read of errors that are not a handler's own. Errors
// that are not in it are shown as "something went wrong" with a reference.
var sentences = []struct {
	err  error
	key  key
	args []any
}{
	{search.ErrEmptyQuestion, "ask.empty", nil},
	{search.ErrLongQuestion, "ask.too-long", []any{maxQuestion}},
	{search.ErrEmptyQuotation, "verify.empty", nil},
	{search.ErrLongQuotation, "verify.too-long", []any{maxQuotation}},
	{errBusy, "error.busy", nil},
	{errAway, "error.away", nil},
	{search.ErrClosed, "error.closing", nil},
	{store.ErrNotFound, "document.gone", nil},
	{store.ErrConflict, "conflict.busy", nil},
	{store.ErrTooLarge, "draft.too-large", nil},
	{store.ErrReadOnly, "error.read-only", nil},
	{context.DeadlineExceeded, "error.timeout", nil},
	{context.Canceled, "error.closing", nil},
	{errForged, "error.forged", nil},
	{errUnknownCommand, "error.unknown", nil},
	{errNotModerator, "error.moderator", nil},
	{errGuildOnly, "error.guild-only", nil},
}

// explain returns the sentence for an error, and whether it is the person's to
// mend. Where it is not, the sentence carries the reference.
func explain(r *request, err error, reference string) (sentence string, expected bool) {
	if p, ok := errors.AsType[*problem](err); ok {
		return r.say(p.key, p.args...), true
	}
	if p, ok := errors.AsType[*extract.Problem](err); ok {
		return escape(p.Detail), true
	}
	if p, ok := errors.AsType[*fetch.Problem](err); ok {
		return escape(p.Detail), true
	}
	if e, ok := errors.AsType[*store.DuplicateError](err); ok {
		return r.say("add.same-text", r.plainTitle(e.Existing.Metadata.Title)), true
	}
	if e, ok := errors.AsType[*store.QuotaError](err); ok {
		if e.Over == "documents" {
			return r.say("quota.documents", e.Limit.Documents), true
		}
		return r.say("quota.bytes", e.Limit.Bytes>>20), true
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return r.say(s.key, s.args...), true
		}
	}
	switch {
	case store.Away(err):
		return r.say("error.away"), false
	case store.Unconfirmed(err):
		return r.say("error.unconfirmed"), false
	}
	return r.say("error.other", reference), false
}
