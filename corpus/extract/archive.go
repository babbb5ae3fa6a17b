package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/pincite/pincite/corpus"
)

// The limits of a ZIP archive, be it an archive of articles or a format that
// is one: DOCX, ODT, EPUB. What its headers say of sizes is not believed; what
// comes out is counted.
const (
	maxMembers  = 10_000
	maxUnpacked = 256 << 20 // bytes that come out of an archive in all
	maxRatio    = 100       // bytes that come out for each byte of the archive,
	ratioFloor  = 8 << 20   // besides so many; text shrinks to a fifth, office XML to a thirtieth
)

// archive is a ZIP archive that is being read. Names in it are only names:
// nothing is written anywhere.
type archive struct {
	ctx   context.Context
	files []*zip.File
	left  int64 // bytes that may still come out of it
}

// isZip reports whether the bytes begin as a ZIP archive does.
func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// archiveFormat is the name in the table of what Documents takes apart.
const archiveFormat = "ZIP"

// isArchive recognizes a ZIP archive that is no format of one document.
func isArchive(in input) bool { return isZip(in.data) }

// refuseArchive says why an archive is no article, and what Documents is for.
func refuseArchive(ctx context.Context, in input, _ corpus.Metadata) (article, error) {
	if _, err := openArchive(ctx, in.data); err != nil {
		return article{}, err
	}
	if kind := kindOf(in.data); kind != kinds["application/zip"] {
		return article{}, refuse(in.data)
	}
	return article{}, &Problem{"archive", "This is a ZIP archive, not one article. Please unpack it and send what is in it."}
}

// directoryMark stands before each entry of an archive's table of contents.
const directoryMark = "PK\x01\x02"

// openArchive reads an archive's table of contents.
func openArchive(ctx context.Context, data []byte) (*archive, error) {
	if bytes.Count(data, []byte(directoryMark)) > 2*maxMembers { // before memory is taken for them
		return nil, errMembers()
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, errArchive()
	}
	if len(r.File) > maxMembers {
		return nil, errMembers()
	}
	return &archive{ctx: ctx, files: r.File, left: min(maxUnpacked, ratioFloor+maxRatio*int64(len(data)))}, nil
}

func errArchive() *Problem {
	return &Problem{"damaged", "This file is damaged: as a ZIP archive it cannot be opened. Please save or pack it again and send that."}
}

func errMembers() *Problem {
	return &Problem{"too-large", fmt.Sprintf("This archive has too many files. Pincite reads up to %d in one archive.", maxMembers)}
}

// errUnpacked is for what grows out of proportion, on purpose mostly.
func errUnpacked() *Problem {
	return &Problem{"too-large", "Unpacked, this is far larger than it looks, so it was not read to the end. Please send the articles without an archive."}
}

func errLocked(what string) *Problem {
	return &Problem{"locked", fmt.Sprintf("This %s is locked with a password. Please send a copy that opens without one.", what)}
}

// find returns the member of a name, in whatever case; nil when there is none.
func (a *archive) find(name string) *zip.File {
	for _, f := range a.files {
		if f.Name == name {
			return f
		}
	}
	for _, f := range a.files {
		if strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f
		}
	}
	return nil
}

// read unpacks a member of up to so many bytes.
func (a *archive) read(f *zip.File, most int64) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, errLocked("archive")
	}
	r, err := f.Open()
	if err != nil {
		return nil, unpacking(err)
	}
	defer r.Close()
	limit := min(most, a.left)
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(&untilDone{a.ctx, r}, limit+1))
	a.left -= n
	switch {
	case n > limit && limit < most:
		return nil, errUnpacked()
	case n > limit:
		return nil, errTooLarge()
	case err != nil:
		return nil, unpacking(err)
	}
	return out.Bytes(), nil
}

// readNamed unpacks the member of a name; nothing when there is none.
func (a *archive) readNamed(name string, most int64) ([]byte, error) {
	f := a.find(name)
	if f == nil {
		return nil, nil
	}
	return a.read(f, most)
}

// unpacking says in our words why a member does not come out.
func unpacking(err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, zip.ErrAlgorithm):
		return &Problem{"damaged", "This is packed by a method that Pincite does not know. Please pack it as an ordinary ZIP archive."}
	}
	return errArchive()
}

// untilDone reads until the context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// memberName is the name of a member as people may read it: in UTF-8, with
// slashes, and without steps that lead out of the archive.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 || !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil && !utf8.ValidString(name) {
			name = decoded
		}
	}
	name = path.Clean("/" + strings.ReplaceAll(strings.ToValidUTF8(name, "�"), `\`, "/"))
	return strings.TrimPrefix(name, "/")
}
