package store

import (
	"context"
	"crypto/md5" // the name of a channel, as Postgres's own md5 gives it
	"database/sql"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pincite/pincite/corpus"
)

// pollEvery is how often a watcher is told that anything may have moved, where
// news come from elsewhere: one that was lost on the way is made good by then.
const pollEvery = 30 * time.Second

// Watch calls moved after each change of a library, in whichever process it was
// made, until the context ends, and then returns nil. The library is "" when any
// may have moved: once before all else, and again where news may have been lost.
// Several changes may be told as one. An error says that the connection to the
// database broke: the caller waits a moment, and calls Watch again.
//
// Nothing rests on it: Head always has the truth. Whoever watches is only
// earlier with what would be done anyway. The calls come one after another.
func (s *Store) Watch(ctx context.Context, moved func(corpus.Library)) error {
	if s.postgres != nil {
		return s.listen(ctx, moved)
	}
	news, stop := s.moves.subscribe()
	defer stop()
	moved("")
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-news.wake:
			for _, lib := range news.take() {
				moved(lib)
			}
		}
	}
}

// listen is Watch on Postgres, where a trigger tells of each change when it is
// committed. It has a connection of its own.
func (s *Store) listen(ctx context.Context, moved func(corpus.Library)) (err error) {
	defer func() {
		if ctx.Err() != nil {
			err = nil
		}
	}()
	conn, err := pgx.ConnectConfig(ctx, s.postgres)
	if err != nil {
		return explain(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var schema string
	if err := conn.QueryRow(ctx, `SELECT current_schema()`).Scan(&schema); err != nil {
		return explain(err)
	}
	if _, err := conn.Exec(ctx, `LISTEN `+channelOf(schema)); err != nil {
		return explain(err)
	}
	moved("")
	for {
		lib, err := hear(ctx, conn)
		if err != nil {
			return explain(err)
		}
		moved(lib)
	}
}

// hear waits for the next news. When none come for a while it makes sure that
// the connection still works, and returns "".
func hear(ctx context.Context, conn *pgx.Conn) (corpus.Library, error) {
	waiting, cancel := context.WithTimeout(ctx, pollEvery)
	defer cancel()
	news, err := conn.WaitForNotification(waiting)
	if err == nil {
		return corpus.Library(news.Payload), nil
	}
	if ctx.Err() != nil || waiting.Err() == nil {
		return "", err
	}
	checking, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	if err := conn.Ping(checking); err != nil {
		return "", fmt.Errorf("nothing was heard for %v: %w", pollEvery, err)
	}
	return "", nil
}

// channelOf is the channel on which changes in a schema are told. Two that share
// a database do not hear each other.
func channelOf(schema string) string {
	sum := md5.Sum([]byte(schema))
	return "pincite_" + hex.EncodeToString(sum[:])
}

// moves tells those who watch which libraries have moved in this process.
type moves struct {
	mu      sync.Mutex
	open    map[*sql.Tx][]corpus.Library // by transactions that are not committed yet
	watched map[*moveNews]struct{}
}

// moveNews is what one watcher has not been told yet.
type moveNews struct {
	mu    sync.Mutex
	libs  []corpus.Library // each once, in the order in which they moved first
	known map[corpus.Library]bool
	wake  chan struct{} // has room for one
}

func (m *moves) note(tx *sql.Tx, lib corpus.Library) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.watched) == 0 {
		return
	}
	if m.open == nil {
		m.open = map[*sql.Tx][]corpus.Library{}
	}
	m.open[tx] = append(m.open[tx], lib)
}

// tell is called when a transaction was committed, and forget when it has ended
// in whichever way.
func (m *moves) tell(tx *sql.Tx) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for news := range m.watched {
		news.add(m.open[tx])
	}
}

func (m *moves) forget(tx *sql.Tx) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.open, tx)
}

func (m *moves) subscribe() (news *moveNews, stop func()) {
	news = &moveNews{known: map[corpus.Library]bool{}, wake: make(chan struct{}, 1)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.watched == nil {
		m.watched = map[*moveNews]struct{}{}
	}
	m.watched[news] = struct{}{}
	return news, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.watched, news)
	}
}

func (n *moveNews) add(libs []corpus.Library) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, lib := range libs {
		if !n.known[lib] {
			n.known[lib] = true
			n.libs = append(n.libs, lib)
		}
	}
	if len(n.libs) > 0 {
		select {
		case n.wake <- struct{}{}:
		default: // it is awake
		}
	}
}

func (n *moveNews) take() []corpus.Library {
	n.mu.Lock()
	defer n.mu.Unlock()
	libs := n.libs
	n.libs, n.known = nil, map[corpus.Library]bool{}
	return libs
}
