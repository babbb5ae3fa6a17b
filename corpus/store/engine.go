package store

import (
	"database/sql"

	"github.com/pressly/goose/v3"
)

// engine is all in which SQLite and Postgres differ. The statements are the
// same text on both; where they cannot be, what differs has a name here.
type engine struct {
	dialect goose.Dialect
	folder  string // of its migrations

	// reading is how a transaction begins whose queries are all of one moment.
	reading *sql.TxOptions
	// forUpdate ends a SELECT whose rows nobody else may change until the
	// transaction ends. SQLite has one writer at a time anyway.
	forUpdate string
	// now is the database's clock, in microseconds since 1970. Who holds what
	// until when is decided by one clock, whichever process asks.
	now string
	// holdAll keeps every other writer out until the transaction ends; "" where
	// the transaction itself does.
	holdAll string
	// deferKeys lets rows refer to such as come later in the transaction.
	deferKeys string
	// shared is whether other processes use the database at the same time.
	shared bool
}
