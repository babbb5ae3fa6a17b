//go:build race

package bot

// interactions is how long the drive of TestServersNeverSeeEachOther is: shorter
// with the race detector, which makes each of them cost several times as much.
const interactions = 500

// checks is how many random cases a property is tried on.
const checks = "40"
