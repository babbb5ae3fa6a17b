package bot

import (
	"slices"

	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// belongs reports whether a document is in one of the languages that a library
// is for. One whose language is not known belongs everywhere.
func belongs(s store.LibrarySettings, d *corpus.Document) bool {
	stated, _ := language.Make(d.Metadata().Language).Base()
	if len(s.Languages) == 0 || d.Metadata().Language == "" {
		return true
	}
	return slices.ContainsFunc(s.Languages, func(tag string) bool {
		wanted, _ := language.Make(tag).Base()
		return wanted == stated || isNorwegian(wanted) && isNorwegian(stated)
	})
}

// isNorwegian brings the three tags of Norwegian into one.
func isNorwegian(b language.Base) bool {
	return slices.Contains([]string{"no", "nb", "nn"}, b.String())
}
