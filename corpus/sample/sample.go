// Package sample holds the example library: articles that we wrote, so that
// everything Pincite does has something to show before anybody has added a
// document.
//
// There are three kinds. Explainers tell undisputed things around the subject
// of labour standards, without a quotation in them. One report retells, in
// indirect speech, what a news article says. And two invented newspapers of an
// invented country report an invented dispute, and disagree in places: only
// there does anybody say anything in quotation marks, because only there is
// nobody real into whose mouth words could be put.
package sample

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

//go:embed articles/*.md
var articles embed.FS

// Documents returns the example articles, by title.
func Documents() ([]*corpus.Document, error) {
	dir, err := fs.Sub(articles, "articles")
	if err != nil {
		return nil, fmt.Errorf("example articles: %w", err)
	}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, fmt.Errorf("example articles: %w", err)
	}
	docs := make([]*corpus.Document, 0, len(entries))
	for _, entry := range entries {
		data, err := fs.ReadFile(dir, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("example article %s: %w", entry.Name(), err)
		}
		// What is embedded is short and ours: there is nothing to give up on.
		doc, err := extract.Document(context.Background(), extract.File{Name: entry.Name(), Data: data}, corpus.Metadata{})
		if err != nil {
			return nil, fmt.Errorf("example article %s: %w", entry.Name(), err)
		}
		docs = append(docs, doc)
	}
	slices.SortFunc(docs, func(a, b *corpus.Document) int {
		return cmp.Or(
			cmp.Compare(a.Metadata().Title, b.Metadata().Title),
			cmp.Compare(a.ID(), b.ID()))
	})
	return docs, nil
}
