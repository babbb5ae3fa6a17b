package extract

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus"
)

// FileName makes a name for the file of a document that every system takes: of
// its title, and of its ID so that no two are the same.
func FileName(d *corpus.Document) string {
	const longest = 60
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(strings.ToLower(d.Metadata().Title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if b.Len()+len(word) > longest {
			break
		}
		b.WriteString(word + "-")
	}
	return b.String() + string(d.ID()) + ".md"
}

// Export writes documents into ZIP archives, each as what Markdown makes of it
// under what FileName calls it, so that Documents reads them again. An archive
// that would grow over a limit is closed, and the next one begun.
type Export struct {
	limit int64
	done  [][]byte
	buf   bytes.Buffer
	zip   *zip.Writer
	size  int64 // of the open archive, once it is closed
}

// NewExport begins an export into archives of at most so many bytes. A document
// that is larger than that by itself is in an archive that is larger.
func NewExport(limit int64) *Export {
	e := &Export{limit: limit}
	e.begin()
	return e
}

// What an archive takes beside the compressed files: for each, two headers with
// its name and the time; once, the end of the directory.
const (
	archiveEnd   = 22
	memberExtent = 30 + 46 + 2*9 // bytes, and the name twice
)

func (e *Export) begin() {
	e.buf.Reset()
	e.zip, e.size = zip.NewWriter(&e.buf), archiveEnd
}

// Add writes a document.
func (e *Export) Add(d *corpus.Document) error {
	content := Markdown(d)
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := w.Write(content); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	h := &zip.FileHeader{Name: FileName(d), Method: zip.Deflate, Modified: d.Provenance().AddedAt.UTC(), CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(content))}
	size := int64(packed.Len() + memberExtent + 2*len(h.Name))
	if e.size > archiveEnd && e.size+size > e.limit {
		if err := e.end(); err != nil {
			return err
		}
		e.begin()
	}
	member, err := e.zip.CreateRaw(h)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := member.Write(packed.Bytes()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	e.size += size
	return nil
}

func (e *Export) end() error {
	if err := e.zip.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	e.done = append(e.done, bytes.Clone(e.buf.Bytes()))
	return nil
}

// Size is how many bytes the archives have together so far.
func (e *Export) Size() int64 {
	size := e.size
	for _, data := range e.done {
		size += int64(len(data))
	}
	return size
}

// Archives ends the export and returns its archives, in order; none when
// nothing was added.
func (e *Export) Archives() ([][]byte, error) {
	if e.size == archiveEnd && len(e.done) == 0 {
		return nil, nil
	}
	err := e.end()
	return e.done, err
}
