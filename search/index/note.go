package index

import (
	"context"

	"github.com/blevesearch/bleve/v2/document"
	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/pincite/pincite/corpus"
)

// A note is what its user wants kept with a document, besides its passages. It
// is stored with the document's first passage, so that it comes and goes with
// it in one batch: a note is never of another revision than the passages are.
// It is no internal value of Bleve's, since all of these are written anew with
// every batch.
const (
	noteField  = "note"  // the note, stored
	notedField = "noted" // has one term, where there is a note
	notedTerm  = "y"
)

// annotate adds the note to a document's first passage.
func (x *Index) annotate(d *corpus.Document, passages []*document.Document) error {
	if x.Note == nil || len(passages) == 0 {
		return nil
	}
	note, err := x.Note(d)
	if err != nil || len(note) == 0 {
		return err
	}
	first := passages[0]
	first.AddField(document.NewTextFieldCustom(noteField, nil, note, bleve.StoreField, nil))
	first.AddField(document.NewTextFieldCustom(notedField, nil, []byte(notedTerm), bleve.IndexField|bleve.SkipFreqNorm, nil))
	return nil
}

// Note returns the note of a document, nil when it has none.
func (v *View) Note(ctx context.Context, id corpus.ID) ([]byte, error) {
	names, err := owned(ctx, v.reader, id)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		k, err := parseKey(name)
		if err != nil {
			return nil, err
		}
		if k.number == 0 {
			return v.stored(name)
		}
	}
	return nil, nil
}

// Notes visits the notes of all documents that have one, in no order. The data
// are the visitor's to keep.
func (v *View) Notes(ctx context.Context, visit func(id corpus.ID, data []byte) error) error {
	postings, err := v.reader.TermFieldReader(ctx, []byte(notedTerm), notedField, false, false, false)
	if err != nil {
		return err
	}
	defer postings.Close()
	var at bleve.TermFieldDoc
	for {
		d, err := postings.Next(at.Reset())
		if err != nil || d == nil {
			return err
		}
		name, err := v.reader.ExternalID(d.ID)
		if err != nil {
			return err
		}
		k, err := parseKey(name)
		if err != nil {
			return err
		}
		data, err := v.stored(name)
		if err != nil {
			return err
		}
		if err := visit(k.document, data); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// stored returns what is stored with a passage.
func (v *View) stored(name string) (note []byte, err error) {
	d, err := v.reader.Document(name)
	if err != nil || d == nil {
		return nil, err
	}
	d.VisitFields(func(f bleve.Field) {
		if f.Name() == noteField {
			note = append([]byte{}, f.Value()...)
		}
	})
	return note, nil
}
