package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pincite/pincite/corpus/store/storetest"
	"github.com/pincite/pincite/internal/testfile"
)

// Each script has the address of an empty database in $POSTGRES.
func TestPostgresScripts(t *testing.T) {
	t.Parallel()
	storetest.Server(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/postgres",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PINCITE_CACHE_DIR", testfile.CodeFolder())
			env.Setenv("POSTGRES", storetest.Postgres(t))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits},
	})
}
