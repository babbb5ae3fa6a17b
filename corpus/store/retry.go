package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// maxTries is how often a transaction is tried that others were in the way of,
// or whose connection broke.
const maxTries = 5

// passing reports whether a transaction that failed so, and of which nothing
// has remained, may succeed when it is run again.
func passing(err error) bool {
	if isUnconfirmed(err) {
		return false
	}
	switch state(err) {
	case "40001", "40P01": // could not be put in order with another; a deadlock
		return true
	case "23503", "23505": // what it refers to has gone since it looked, or has come
		return true
	}
	return lostConnection(err)
}

// pause waits before another try: up to 20 ms after the first, and twice as long
// after each. It reports false when there is no time left.
func pause(ctx context.Context, try int) bool {
	select {
	case <-time.After(time.Duration(rand.Int64N(int64(10*time.Millisecond<<try)) + 1)):
		return true
	case <-ctx.Done():
		return false
	}
}

// unconfirmedError says that the connection broke while the end of a transaction
// was being confirmed: it was made or was not, but not in part.
type unconfirmedError struct{ err error }

func (e *unconfirmedError) Error() string {
	return fmt.Sprintf("the database broke off before it confirmed a change: look whether it was made before you make it again: %v", e.err)
}
func (e *unconfirmedError) Unwrap() error { return e.err }

// unconfirmed returns the error of a commit.
func unconfirmed(err error) error {
	if lostConnection(err) {
		return &unconfirmedError{err}
	}
	return err
}

// lostConnection reports whether an error is that of a connection to Postgres
// that could not be made, or broke.
func lostConnection(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) && !connecting(err) {
		return false
	}
	if s := state(err); s != "" {
		// 08: connection; 57P01 to 57P03: it is being shut down, has crashed, or is starting.
		return strings.HasPrefix(s, "08") || slices.Contains([]string{"57P01", "57P02", "57P03", "25P03"}, s)
	}
	_, network := errors.AsType[net.Error](err)
	return network || connecting(err) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) || strings.HasSuffix(err.Error(), "conn closed")
}

func connecting(err error) bool {
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok
}

// state returns Postgres's code of an error, SQLSTATE, and "" for an error of
// another kind.
func state(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func isUnconfirmed(err error) bool {
	_, is := errors.AsType[*unconfirmedError](err)
	return is
}
