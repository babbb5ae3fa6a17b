package main

import (
	"testing"

	"github.com/pincite/pincite/internal/golden"
)

func TestTheExampleFileIsMadeFromTheSettings(t *testing.T) {
	t.Parallel()
	golden.Check(t, "../../.env.example", exampleEnv())
}
