package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
)

const feedColumns = `id, library, url, title, mode, followed_by, followed_at, next_check, checked_at, failures, problem, state`

var errNoFeed = fmt.Errorf("feed: %w", ErrNotFound)

// Followed returns the feeds that a library follows, by title.
func (s *Store) Followed(ctx context.Context, scope corpus.Scope) ([]Feed, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT `+feedColumns+` FROM feed WHERE library = $1 AND left_at = 0 ORDER BY title, url`, lib)
	return collect(rows, err, func(rows *sql.Rows) (Feed, error) { return scanFeed(rows) })
}

// Feed returns a feed that a library follows; ErrNotFound when it does not.
func (s *Store) Feed(ctx context.Context, scope corpus.Scope, id string) (Feed, error) {
	lib, ok := scope.Library()
	if !ok {
		return Feed{}, errNoFeed
	}
	f, err := feedAt(ctx, s.read, lib, id)
	return f, explain(err)
}

func feedAt(ctx context.Context, q querier, lib corpus.Library, id string) (Feed, error) {
	f, err := scanFeed(q.QueryRowContext(ctx, `
		SELECT `+feedColumns+` FROM feed WHERE library = $1 AND id = $2 AND left_at = 0`, lib, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Feed{}, errNoFeed
	}
	return f, err
}

func scanFeed(row scanner) (f Feed, err error) {
	var followed, next, checked int64
	var state []byte
	err = row.Scan(&f.ID, &f.Library, &f.URL, &f.Title, &f.Mode, &f.FollowedBy, &followed, &next, &checked, &f.Failures, &f.Problem, &state)
	f.FollowedAt, f.Next, f.Checked = unstamp(followed), unstamp(next), unstamp(checked)
	if len(state) > 0 {
		f.State = state
	}
	return f, err
}

// stamp and unstamp keep a time in a column where 0 is the zero time.
func stamp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func unstamp(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return time.UnixMicro(at).UTC()
}

// DueFeeds returns at most limit feeds of all libraries that are to be looked
// at by now, the longest due first, and leaves each to the caller for a quarter
// of an hour: SaveFeedState says when it is due again, and when that does not
// come it is due after that time.
func (s *Store) DueFeeds(ctx context.Context, now time.Time, limit int) (due []Feed, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `
			SELECT `+feedColumns+` FROM feed WHERE left_at = 0 AND next_check <= $1
			ORDER BY next_check, id LIMIT $2`, now.UnixMicro(), limit)
		found, err := collect(rows, err, func(rows *sql.Rows) (Feed, error) { return scanFeed(rows) })
		if err != nil {
			return err
		}
		due = nil
		for _, f := range found {
			// Of two that look at once on an engine with many writers, one gets it.
			r, err := tx.ExecContext(ctx, `
				UPDATE feed SET next_check = $2 WHERE id = $1 AND left_at = 0 AND next_check <= $3`,
				f.ID, now.Add(feedLease).UnixMicro(), now.UnixMicro())
			if err != nil {
				return err
			}
			if n, err := r.RowsAffected(); err != nil {
				return err
			} else if n > 0 {
				due = append(due, f)
			}
		}
		return nil
	})
	return due, err
}

// FeedLook is what a look at a feed brought.
type FeedLook struct {
	FeedState
	URL   string     // where the feed has moved for good; "" when it has not
	Title string     // as the feed has it now; "" when that is not known
	Items []FeedItem // that are new or have changed; see FeedItem
}

// SaveFeedState keeps what a look at a feed brought, with its items, which wait
// until AcceptItem or DeclineItem. It is no change. ErrNotFound when the feed is
// no longer followed: nothing is kept then.
func (s *Store) SaveFeedState(ctx context.Context, lib corpus.Library, id string, look FeedLook) error {
	if len(look.State) > maxFeedState || len(look.URL) > maxFeedURL || len(look.Title) > maxFeedURL {
		return fmt.Errorf("a feed's state of %d bytes cannot be kept", len(look.State))
	}
	return s.transact(ctx, func(tx *sql.Tx) error {
		f, err := feedAt(ctx, tx, lib, id)
		if err != nil {
			return err
		}
		if err := putFeedState(ctx, tx, id, look.FeedState); err != nil {
			return err
		}
		if err := renameFeed(ctx, tx, f, look); err != nil {
			return err
		}
		for _, item := range look.Items {
			if err := s.keepFeedItem(ctx, tx, id, item); err != nil {
				return err
			}
		}
		return s.trimItems(ctx, tx, id)
	})
}

func putFeedState(ctx context.Context, tx *sql.Tx, id string, st FeedState) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE feed SET state = $2, next_check = $3, checked_at = $4, failures = $5, problem = $6 WHERE id = $1`,
		id, string(st.State), stamp(st.Next), stamp(st.Checked), st.Failures, st.Problem)
	return err
}

// renameFeed keeps a new title and address. An address that the library has
// already, followed or left, stays with that one.
func renameFeed(ctx context.Context, tx *sql.Tx, f Feed, look FeedLook) error {
	if look.Title != "" && look.Title != f.Title {
		if _, err := tx.ExecContext(ctx, `UPDATE feed SET title = $2 WHERE id = $1`, f.ID, look.Title); err != nil {
			return err
		}
	}
	if look.URL == "" || look.URL == f.URL {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE feed SET url = $3 WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM feed o WHERE o.library = $2 AND o.url = $3)`, f.ID, f.Library, look.URL)
	return err
}
