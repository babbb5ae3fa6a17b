//go:build !race

package bot

const (
	interactions = 2100  // see race_test.go
	checks       = "100" // see there, too
)
