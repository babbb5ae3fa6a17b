package extract

import (
	"archive/zip"
	"context"
	"errors"
	"iter"
	"path"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Member is what became of one file: of the only one, or of one in an archive.
type Member struct {
	Name     string           // its name, with its folders in the archive
	Data     []byte           // its bytes; nil where they could not be had
	Document *corpus.Document // nil when Err says why there is none
	Err      error            // a *Problem, or the context's error, after which nothing follows
}

// Documents reads a file as Document does or, of a ZIP archive of articles, each
// file in it, in the archive's order: what is none of a document's own formats
// and was packed for the way. Folders, and what systems put into archives for
// themselves, are passed over; an archive in an archive is refused.
//
// Of the metadata in given, only publication and language hold for all articles
// of an archive; the rest says something of one, and is left aside.
func Documents(ctx context.Context, f File, given corpus.Metadata) iter.Seq[Member] {
	if !IsArchive(f.Data) {
		return func(yield func(Member) bool) {
			d, err := Document(ctx, f, given)
			yield(Member{Name: f.Name, Data: f.Data, Document: d, Err: err})
		}
	}
	given = corpus.Metadata{Publication: given.Publication, Language: given.Language}
	return func(yield func(Member) bool) {
		a, err := openFile(ctx, f)
		if err != nil {
			yield(Member{Name: f.Name, Err: ended(err)})
			return
		}
		a.documents(given, yield)
	}
}

// IsArchive reports whether Documents takes the bytes for an archive of several
// files, and not for a document of a format that is packed the same way.
func IsArchive(data []byte) bool {
	in := input{data: data}
	if !isZip(data) {
		return false
	}
	for _, f := range formats {
		if f.recognizes(in) {
			return f.name == archiveFormat && kindOf(data) == kinds["application/zip"]
		}
	}
	return false
}

// openFile opens an archive that somebody brought.
func openFile(ctx context.Context, f File) (*archive, error) {
	if len(f.Data) > MaxBytes {
		return nil, errTooLarge()
	}
	a, err := openArchive(ctx, f.Data)
	if err != nil {
		return nil, err
	}
	for _, m := range a.files {
		if !passedOver(m) {
			return a, nil
		}
	}
	return nil, &Problem{"empty", "There are no files in this archive."}
}

// documents yields each member. After one at which the archive itself is at
// fault, or the time is over, it yields nothing more.
func (a *archive) documents(given corpus.Metadata, yield func(Member) bool) {
	for _, f := range a.files {
		if passedOver(f) {
			continue
		}
		m, last := a.member(f, given)
		if !yield(m) || last {
			return
		}
	}
}

// member reads one member, and reports whether it must be the last.
func (a *archive) member(f *zip.File, given corpus.Metadata) (m Member, last bool) {
	m.Name = memberName(f)
	release, err := acquire(a.ctx)
	if err != nil {
		m.Err = err
		return m, true
	}
	defer release()
	data, err := a.read(f, MaxBytes)
	if err != nil {
		m.Err = ended(err)
		return m, a.left <= 0 || a.ctx.Err() != nil
	}
	m.Data = data
	if IsArchive(data) {
		m.Err = &Problem{"nested", "This is an archive inside of the archive. Please unpack it and add what is in it by itself."}
		return m, false
	}
	m.Document, m.Err = document(a.ctx, File{Name: path.Base(m.Name), Data: data}, given)
	var p *Problem
	return m, m.Err != nil && !errors.As(m.Err, &p)
}

// passedOver reports whether a member is no file of the person's: a folder, or
// what a system keeps beside the files.
func passedOver(f *zip.File) bool {
	name := memberName(f)
	base := path.Base(name)
	return name == "" || strings.HasSuffix(f.Name, "/") || strings.HasPrefix(base, ".") || strings.HasPrefix(name, "__MACOSX/") ||
		strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}
