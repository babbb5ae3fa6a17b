// Package storetest gives tests an empty database of their own on a real
// Postgres.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
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
	u, err := url.Parse(Server(t))
	if err != nil {
		t.Fatalf("%s is no address", Variable)
	}
	schema := "test_" + strings.ToLower(rand.Text())
	Exec(t, u.String(), `CREATE SCHEMA `+schema)
	t.Cleanup(func() { Exec(t, u.String(), `DROP SCHEMA `+schema+` CASCADE`) })
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
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
func Exec(t testing.TB, address string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal("the test database cannot be opened")
	}
	defer db.Close()
	for _, statement := range statements {
		// The test's own context has ended when it cleans up.
		if _, err := db.ExecContext(context.WithoutCancel(t.Context()), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
