package testfile

import (
	"os"
	"path/filepath"
	"testing"
)

// FoundingPath returns where the article lies that Pincite was founded on. It is
// not part of the project: a test that needs it is skipped where it is not.
func FoundingPath(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PINCITE_SHARED_DIR")
	if dir == "" {
		t.Skip("PINCITE_SHARED_DIR is not set: it names the folder with seed/article.txt")
	}
	file := filepath.Join(dir, "seed", "article.txt")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the founding article is missing: %v", err)
	}
	return file
}

// Founding returns the founding article as it came from a web page.
func Founding(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(FoundingPath(t))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
