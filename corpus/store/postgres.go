package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

const (
	// maxConnections is how many connections one process has at most, besides
	// the one that listens. Postgres allows a hundred in all as it comes.
	maxConnections = 16
	// connectTimeout is how long making one may take, unless the address says.
	connectTimeout = 5 * time.Second
	// idleInTransaction is how long a process that was cut off may keep its
	// locks from the others.
	idleInTransaction = "15s"
)

// postgresEngine is Postgres: any number of processes, each row with a lock of
// its own. Transactions that write see what was committed before each of their
// statements, and the first of these takes the lock on the library's row: what
// is read after it is the latest.
var postgresEngine = engine{
	dialect:   goose.DialectPostgres,
	folder:    "migrations/postgres",
	reading:   &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	forUpdate: " FOR UPDATE",
	now:       `CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)`,
	holdAll:   `LOCK TABLE library IN SHARE ROW EXCLUSIVE MODE`,
	deferKeys: `SET CONSTRAINTS ALL DEFERRED`,
	shared:    true,
}

// OpenPostgres opens, and where necessary migrates, the database at an address
// of the form postgres://user:password@host:port/database, of which it uses the
// first schema of the search path. Any number of processes may have it open.
// Its errors are sentences for the maintainer, and never have the password.
func OpenPostgres(ctx context.Context, address string) (*Store, error) {
	cfg, err := postgresConfig(address)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{stdlib.GetConnector(*cfg)})
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	s, err := newStore(postgresEngine, db, db)
	if err != nil {
		return nil, err
	}
	s.postgres = cfg
	if err := s.prepareAlone(ctx); err != nil {
		return nil, errors.Join(unusable(cfg, err), s.Close())
	}
	return s, nil
}

// CheckAddress says what is wrong with the form of an address for OpenPostgres,
// without showing it; nil when nothing is.
func CheckAddress(address string) error {
	_, err := postgresConfig(address)
	return err
}

// DescribeAddress names the database at an address, without user and password.
func DescribeAddress(address string) string {
	cfg, err := postgresConfig(address)
	if err != nil {
		return "a database"
	}
	return describe(cfg)
}

func describe(cfg *pgx.ConnConfig) string {
	return fmt.Sprintf("the database %s at %s:%d", cfg.Database, cfg.Host, cfg.Port)
}

// postgresConfig reads an address, with what every connection gets.
func postgresConfig(address string) (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(address)
	if err != nil || !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		// What is wrong may be a part of the password that was not encoded.
		return nil, errors.New("the address of the database is not of the form postgres://user:password@host:5432/database " +
			"(in a password, write special characters as %-escapes)")
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectTimeout
	}
	for name, value := range map[string]string{
		"application_name":                    "pincite",
		"idle_in_transaction_session_timeout": idleInTransaction,
		"timezone":                            "UTC",
	} {
		if _, said := cfg.RuntimeParams[name]; !said {
			cfg.RuntimeParams[name] = value
		}
	}
	return cfg, nil
}

// prepareAlone brings the database to this version's format while no other
// process does. The lock is one of the schema, and ends with the connection.
func (s *Store) prepareAlone(ctx context.Context) (err error) {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	const key = `(hashtextextended('pincite ' || current_schema(), 0))`
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock`+key); err != nil {
		return err
	}
	defer func() {
		_, unlock := conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock`+key)
		err = errors.Join(err, unlock)
	}()
	return s.prepare(ctx)
}

// unusable says that the database cannot be opened, and what to do.
func unusable(cfg *pgx.ConnConfig, err error) error {
	where := describe(cfg)
	switch state(err) {
	case "28P01", "28000":
		return fmt.Errorf("%s does not let the user %s in: check the user and the password in DATABASE_URL: %w", where, cfg.User, err)
	case "3D000":
		return fmt.Errorf("%s does not exist: make it with createdb, or name another in DATABASE_URL: %w", where, err)
	case "42501", "3F000":
		return fmt.Errorf("%s does not let the user %s make tables: give that user a schema of its own, or GRANT CREATE ON SCHEMA: %w", where, cfg.User, err)
	}
	if lostConnection(err) {
		return fmt.Errorf("%s does not answer: start it, or check DATABASE_URL: %w", where, err)
	}
	return fmt.Errorf("%s cannot be opened: %w", where, explain(err))
}

// connector makes the connections of the pool.
type connector struct{ driver.Connector }

// Connect is called by database/sql.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &cleanConn{conn.(*stdlib.Conn)}, nil
}

// cleanConn sends texts as Postgres takes them: it has neither U+0000 nor bytes
// that are not UTF-8, and whoever types a question may send either.
type cleanConn struct{ *stdlib.Conn }

// CheckNamedValue is called by database/sql for each argument.
func (cleanConn) CheckNamedValue(v *driver.NamedValue) (err error) {
	if v.Value, err = driver.DefaultParameterConverter.ConvertValue(v.Value); err != nil {
		return err
	}
	if text, ok := v.Value.(string); ok {
		v.Value = cleanText(text)
	}
	return nil
}
