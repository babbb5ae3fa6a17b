// Package testfile writes small files of the formats that Pincite reads, so
// that tests need no files that somebody else made: PDF, DOCX, ODT, EPUB, RTF,
// e-mail and ZIP, and what is wrong in them on purpose. It also finds the one
// article that tests are about and that is not ours.
package testfile

import (
	"os"
	"path/filepath"
)

// CodeFolder is where tests keep PDFium's compiled code from one run to the
// next; "" when there is no such place. Compiling it takes seconds, and with
// the race detector a minute.
func CodeFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pincite-test")
}
