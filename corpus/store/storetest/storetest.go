// Package storetest gives tests an empty database of their own on a real
// Postgres.
package storetest

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
)

// Variable names the environment variable with the address of a database of
// Postgres in which tests may make schemas.
const Variable = "PINCITE_TEST_DATABASE_URL"

// Server returns the address of the database that tests may use. The test skips,
// and says why, when there is none.
func Server(t testing.TB) string {
	t.Helper()
	server := os.Getenv(Variable)
	if server == "" {
		t.Skipf("%s is not set: name a Postgres database in which tests may make schemas, postgres://user@127.0.0.1:5432/test for instance", Variable)
	}
	return server
}

// Postgres returns the address of an empty schema, which is deleted when the
// test ends. The test skips, and says why, when there is no server.
func Postgres(t testing.TB) string {
	t.Helper()
	address, drop, err := Schema(Server(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Error(err)
		}
	})
	return address
}

// Schema makes a schema in the database at an address, and returns its own
// address, and what deletes it.
func Schema(server string) (address string, drop func() error, err error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, errors.New(Variable + " is no address")
	}
	schema := "test_" + strings.ToLower(rand.Text())
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	drop = func() error { return Exec(server, `DROP SCHEMA `+schema+` CASCADE`) }
	return u.String(), drop, Exec(server, `CREATE SCHEMA `+schema)
}

// Chosen returns an address as Postgres does when PINCITE_TEST_ENGINE is
// "postgres", and "" otherwise: tests of other packages, which do not depend on
// where the libraries are, can so be run on either.
func Chosen(t testing.TB) string {
	t.Helper()
	if os.Getenv("PINCITE_TEST_ENGINE") != "postgres" {
		return ""
	}
	return Postgres(t)
}

// Exec runs statements in the database at an address, past the store.
func Exec(address string, statements ...string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return errors.New("the test database cannot be opened")
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
