package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// What can be taken off a list. Together with an ID it is the subject of a
// change: "gap:…".
const (
	gapMatter      = "gap"
	feedbackMatter = "feedback"
	itemMatter     = "item" // of a feed
)

// itemTold is what the dismissal of a feed's item says in the history.
type itemTold struct {
	Title string `json:"title"`
}

// dismiss takes something off its list, as a numbered change, unless it is off
// already.
func (s *Store) dismiss(ctx context.Context, lib corpus.Library, matter, id, by string) error {
	if err := writable(lib); err != nil {
		return err
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		seq, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		if err := s.setDismissed(ctx, tx, lib, matter, id, true); err != nil {
			return err
		}
		c := corpus.Change{Seq: seq, Kind: corpus.Dismissed, By: by, At: s.clock()}
		return noteDismissal(ctx, tx, lib, c, matter, id)
	})
	if errors.Is(err, errNothingToDo) {
		return nil
	}
	return err
}

func (s *Store) setDismissed(ctx context.Context, tx *sql.Tx, lib corpus.Library, matter, id string, dismissed bool) error {
	switch matter {
	case gapMatter:
		return setGapDismissed(ctx, tx, lib, id, dismissed)
	case feedbackMatter:
		return s.setFeedbackDismissed(ctx, tx, lib, id, dismissed)
	case itemMatter:
		return setItemDeclined(ctx, tx, lib, id, dismissed)
	}
	return fmt.Errorf("nothing is known of the matter %q", matter)
}

// redismiss takes a change back that put something on its list or off it.
func (s *Store) redismiss(ctx context.Context, tx *sql.Tx, lib corpus.Library, undone kept, c *corpus.Change) error {
	c.Kind, c.At = corpus.Recalled, s.clock()
	if undone.Kind == corpus.Recalled {
		c.Kind = corpus.Dismissed
	}
	matter, id, _ := strings.Cut(undone.subject, ":")
	err := s.setDismissed(ctx, tx, lib, matter, id, c.Kind == corpus.Dismissed)
	if err != nil && !errors.Is(err, errNothingToDo) {
		return err
	}
	return noteDismissal(ctx, tx, lib, *c, matter, id)
}

// noteDismissal numbers a change of what is on a list. Of a question and of what
// was said of an answer nothing is told: members may want it forgotten.
func noteDismissal(ctx context.Context, tx *sql.Tx, lib corpus.Library, c corpus.Change, matter, id string) error {
	var detail any
	if matter == itemMatter {
		title, err := itemTitle(ctx, tx, id)
		if err != nil {
			return err
		}
		detail = itemTold{title}
	}
	return note(ctx, tx, lib, c, matter+":"+id, detail)
}
