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

// Packed is one file: the only one, or one in an archive.
type Packed struct {
	Name string // with its folders in the archive
	Data []byte // nil when Err says why it could not be had
	Err  error  // a *Problem, or the context's error, after which nothing follows
}

// Member is what became of one file.
type Member struct {
	Packed
	Document *corpus.Document // nil when Err says why there is none
}

// Documents reads a file as Document does or, of a ZIP archive of articles, each
// file in it, in the archive's order. Of the metadata in given, only publication
// and language hold for all articles of an archive; the rest says something of
// one, and is left aside.
func Documents(ctx context.Context, f File, given corpus.Metadata) iter.Seq[Member] {
	if IsArchive(f.Data) {
		given = corpus.Metadata{Publication: given.Publication, Language: given.Language}
	}
	return func(yield func(Member) bool) {
		for p := range Files(ctx, f) {
			m := Member{Packed: p}
			if m.Err == nil {
				m.Document, m.Err = Document(ctx, File{Name: path.Base(m.Name), Data: m.Data}, given)
			}
			if !yield(m) || m.Err != nil && ctx.Err() != nil {
				return
			}
		}
	}
}

// Files yields a file itself or, of a ZIP archive of articles, each file in it,
// in the archive's order. Folders, and what systems put into archives for
// themselves, are passed over; an archive in an archive is refused. A document
// of a format that is packed in the same way is no such archive.
func Files(ctx context.Context, f File) iter.Seq[Packed] {
	if !IsArchive(f.Data) {
		return func(yield func(Packed) bool) { yield(Packed{Name: f.Name, Data: f.Data}) }
	}
	return func(yield func(Packed) bool) {
		a, err := openFile(ctx, f)
		if err != nil {
			yield(Packed{Name: f.Name, Err: ended(err)})
			return
		}
		for _, m := range a.files {
			if passedOver(m) {
				continue
			}
			p, last := a.member(m)
			if !yield(p) || last {
				return
			}
		}
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

// TooLarge says of the beginning of a file that is larger than MaxBytes what is
// wrong with it: what it is, when that is nothing that could be read, or else
// its size. It never returns nil.
func TooLarge(ctx context.Context, beginning File) error {
	_, err := Document(ctx, beginning, corpus.Metadata{})
	if p, ok := errors.AsType[*Problem](err); ok && p.Code == "binary" {
		return p
	}
	return errTooLarge()
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

// member unpacks one member, and reports whether it must be the last: the
// archive gave more than it should, or the time is over.
func (a *archive) member(f *zip.File) (p Packed, last bool) {
	p.Name = memberName(f)
	release, err := acquire(a.ctx)
	if err != nil {
		p.Err = err
		return p, true
	}
	defer release()
	data, err := a.read(f, MaxBytes)
	switch {
	case err != nil:
		p.Err = ended(err)
	case IsArchive(data):
		p.Err = &Problem{"nested", "This is an archive inside of the archive. Please unpack it and add what is in it by itself."}
	default:
		p.Data = data
	}
	return p, err != nil && (a.left <= 0 || a.ctx.Err() != nil)
}

// passedOver reports whether a member is no file of the person's: a folder, or
// what a system keeps beside the files.
func passedOver(f *zip.File) bool {
	name := memberName(f)
	base := path.Base(name)
	return name == "" || strings.HasSuffix(f.Name, "/") || strings.HasPrefix(base, ".") || strings.HasPrefix(name, "__MACOSX/") ||
		strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}
