package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// FeedItem is an item of a feed that waits for approval.
type FeedItem struct {
	ID        string          // drawn by the store: 16 characters of [a-z0-9]
	Feed      string          // ID of the feed
	Key       string          // what the feed knows the item by; at most maxItemKey bytes
	Title     string          // may be empty
	Link      string          // may be empty
	Published time.Time       // zero when not known
	Found     time.Time       // UTC; when it was first seen, or last seen to have changed
	Document  corpus.ID       // the document that an earlier state of the item became; "" for a new item
	Brought   *Brought        // what that was like as it came; nil for a new item, and where it is not known
	Data      json.RawMessage // the follower's own, such as the words themselves; at most MaxItemData bytes
}

// Brought is what a feed's page said when it became a document, or a revision of
// one. Where the document differs from it, somebody has corrected it since.
type Brought struct {
	Metadata corpus.Metadata `json:"metadata"`
	TextHash string          `json:"text_hash"` // see corpus.Document.TextHash
}

// Limits of items.
const (
	MaxItemData = 1 << 20 // bytes
	maxItemKey  = 2000    // bytes; also of a title; of a link twice as much
	maxSettled  = 800     // of one feed that were accepted or declined; the oldest go
)

const (
	itemPending  = "pending"
	itemAccepted = "accepted"
	itemDeclined = "declined"
)

// keepFeedItem keeps an item that is new, or has changed since. One that became
// a document waits again; one that was declined stays so, and one whose document
// was removed counts as declined.
func (s *Store) keepFeedItem(ctx context.Context, tx *sql.Tx, feed string, item FeedItem) error {
	if item.Key == "" || len(item.Key) > maxItemKey || len(item.Title) > maxItemKey || len(item.Link) > 2*maxItemKey || len(item.Data) > MaxItemData {
		return fmt.Errorf("an item of a feed with %d bytes cannot be kept", len(item.Data))
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE feed_item SET standing = $3 WHERE feed = $1 AND key = $2 AND standing = $4
		AND NOT EXISTS (SELECT 1 FROM document d JOIN feed f ON f.library = d.library
			WHERE f.id = feed_item.feed AND d.id = feed_item.document AND NOT d.removed)`,
		feed, item.Key, itemDeclined, itemAccepted)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO feed_item (id, feed, key, standing, document, title, link, published, found_at, data)
		VALUES ($1, $2, $3, $4, '', $5, $6, $7, $8, $9)
		ON CONFLICT (feed, key) DO UPDATE SET
			standing = CASE feed_item.standing WHEN $10 THEN feed_item.standing ELSE excluded.standing END,
			title = excluded.title, link = excluded.link, published = excluded.published,
			found_at = excluded.found_at, data = excluded.data`,
		strings.ToLower(rand.Text()[:16]), feed, item.Key, itemPending, item.Title, item.Link,
		stamp(item.Published), s.clock().UnixMicro(), string(item.Data), itemDeclined)
	return err
}

// trimItems deletes the oldest of what a feed has too many of.
func (s *Store) trimItems(ctx context.Context, tx *sql.Tx, feed string) error {
	_, err := tx.ExecContext(ctx, `
		DELETE FROM feed_item WHERE id IN (SELECT id FROM feed_item WHERE feed = $1 AND standing = $2
			ORDER BY found_at DESC, published DESC, id LIMIT 10000 OFFSET $3)`, feed, itemPending, s.bounds.pending)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		DELETE FROM feed_item WHERE id IN (SELECT id FROM feed_item WHERE feed = $1 AND standing <> $2
			ORDER BY found_at DESC, id LIMIT 10000 OFFSET $3)`, feed, itemPending, maxSettled)
	return err
}

const (
	itemColumns = `i.id, i.feed, i.key, i.title, i.link, i.published, i.found_at, COALESCE(d.id, ''),
		CASE WHEN d.id IS NULL THEN '' ELSE i.brought END`
	itemTables = ` FROM feed_item i JOIN feed f ON f.id = i.feed AND f.left_at = 0
		LEFT JOIN document d ON d.library = f.library AND d.id = i.document AND NOT d.removed`
)

// PendingItems returns items of a library's feeds that wait for approval, the
// newest first, without their data, and how many there are in all. With the ID
// of a feed, those of that one.
func (s *Store) PendingItems(ctx context.Context, scope corpus.Scope, feed string, p Page) ([]FeedItem, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	where, args := ` WHERE f.library = $1 AND i.standing = $2`, []any{lib, itemPending}
	if feed != "" {
		where, args = where+` AND f.id = $3`, append(args, feed)
	}
	var list []FeedItem
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*)`+itemTables+where, args...).Scan(&total)
		if err != nil {
			return err
		}
		n := len(args)
		rows, err := tx.QueryContext(ctx, `SELECT `+itemColumns+itemTables+where+
			fmt.Sprintf(` ORDER BY i.found_at DESC, i.published DESC, i.id LIMIT $%d OFFSET $%d`, n+1, n+2), append(args, p.Limit, p.Offset)...)
		list, err = collect(rows, err, func(rows *sql.Rows) (FeedItem, error) { return scanItem(rows) })
		return err
	})
	return list, total, err
}

// Item returns an item that waits for approval, with its data; ErrNotFound
// when there is none in that library.
func (s *Store) Item(ctx context.Context, scope corpus.Scope, id string) (FeedItem, error) {
	lib, ok := scope.Library()
	if !ok {
		return FeedItem{}, errNoItem
	}
	var data []byte
	item, err := scanItem(s.read.QueryRowContext(ctx, `
		SELECT `+itemColumns+`, i.data`+itemTables+` WHERE f.library = $1 AND i.id = $2 AND i.standing = $3`,
		lib, id, itemPending), &data)
	if errors.Is(err, sql.ErrNoRows) {
		return FeedItem{}, errNoItem
	}
	if len(data) > 0 {
		item.Data = data
	}
	return item, explain(err)
}

var errNoItem = fmt.Errorf("item of a feed: %w", ErrNotFound)

// scanItem reads itemColumns, and what was selected behind them into more.
func scanItem(row scanner, more ...any) (i FeedItem, err error) {
	var published, found int64
	var brought []byte
	err = row.Scan(append([]any{&i.ID, &i.Feed, &i.Key, &i.Title, &i.Link, &published, &found, &i.Document, &brought}, more...)...)
	i.Published, i.Found = unstamp(published), unstamp(found)
	if err == nil && len(brought) > 0 {
		err = json.Unmarshal(brought, &i.Brought)
	}
	return i, err
}

// AcceptItem notes which document an item became, or was in the library
// already, and what its page said: it no longer waits, and its data are deleted.
// ErrNotFound when it does not wait.
func (s *Store) AcceptItem(ctx context.Context, lib corpus.Library, id string, document corpus.ID, page *corpus.Document) error {
	brought, err := json.Marshal(Brought{page.Metadata(), page.TextHash()})
	if err != nil {
		return fmt.Errorf("item of a feed: metadata: %w", err)
	}
	r, err := s.write.ExecContext(ctx, `
		UPDATE feed_item SET standing = $3, document = $4, brought = $6, data = '' WHERE id = $2 AND standing = $5
		AND EXISTS (SELECT 1 FROM feed f WHERE f.id = feed_item.feed AND f.library = $1 AND f.left_at = 0)`,
		lib, id, itemAccepted, document, itemPending, string(brought))
	if err != nil {
		return explain(err)
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return errNoItem
}

// DeclineItem takes an item off the list of those that wait, also when it
// changes later. It is a numbered change, which Undo takes back. Declining it
// again changes nothing. ErrNotFound when there is no such item.
func (s *Store) DeclineItem(ctx context.Context, lib corpus.Library, id, by string) error {
	return s.dismiss(ctx, lib, itemMatter, id, by)
}

// setItemDeclined does what a change of the kind itemMatter does.
func setItemDeclined(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string, declined bool) error {
	from, to := itemPending, itemDeclined
	if !declined {
		from, to = to, from
	}
	var standing string
	err := tx.QueryRowContext(ctx, `
		SELECT i.standing`+itemTables+` WHERE f.library = $1 AND i.id = $2`, lib, id).Scan(&standing)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoItem
	}
	if err == nil && standing == to {
		return errNothingToDo
	}
	if err == nil && standing != from {
		return errNoItem
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE feed_item SET standing = $2 WHERE id = $1`, id, to)
	return err
}

// itemTitle returns what the history calls an item.
func itemTitle(ctx context.Context, tx *sql.Tx, id string) (title string, err error) {
	err = tx.QueryRowContext(ctx, `
		SELECT CASE title WHEN '' THEN link ELSE title END FROM feed_item WHERE id = $1`, id).Scan(&title)
	return title, err
}
