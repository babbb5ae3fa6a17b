package corpus

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// ID names a document within its library: 12 characters of lower-case base 32,
// drawn from the title and text with which the document first came, so that
// the same article gets the same ID wherever it is added.
type ID string

// Metadata is what is known about a document besides its text.
type Metadata struct {
	Title       string   `json:"title" yaml:"title"`
	Subtitle    string   `json:"subtitle,omitempty" yaml:"subtitle,omitempty"` // the line under the title
	Authors     []string `json:"authors,omitempty" yaml:"authors,omitempty"`
	Publication string   `json:"publication,omitempty" yaml:"publication,omitempty"`
	Published   Date     `json:"published,omitzero" yaml:"published,omitempty"`
	URL         string   `json:"url,omitempty" yaml:"url,omitempty"`
	Language    string   `json:"language,omitempty" yaml:"language,omitempty"` // BCP 47
	Dateline    string   `json:"dateline,omitempty" yaml:"dateline,omitempty"` // the place a report names at its start
	SourceFile  string   `json:"source_file,omitempty" yaml:"-"`               // the name of the file it came from
	Example     bool     `json:"example,omitempty" yaml:"example,omitempty"`   // one of our own sample articles
}

// Provenance says how a document came into its library. The store fills it.
type Provenance struct {
	Revision int       // 1 for the first; 0 for a document that is not stored
	AddedBy  string    // who added this revision
	AddedAt  time.Time // when, UTC
}

// Document is one article: canonical text, its division into blocks, and
// metadata. It is immutable and safe for concurrent use.
type Document struct {
	id     ID
	meta   Metadata
	prov   Provenance
	text   string
	blocks []Block

	hashing sync.Once // of the text, when it is first asked for
	hash    string

	segment  sync.Once // sentences and passages are found when first asked for
	sents    []Sentence
	passages []Passage
}

// ErrNoText is returned for a document in which no letter or digit is left
// once it is in canonical form.
var ErrNoText = errors.New("the document has no text")

// Part is one block of a document that is being built, before its text is in
// canonical form.
type Part struct {
	Kind  BlockKind
	Level int // 1 to 6 for a heading
	Page  int // from 1; 0 when the source has no pages
	Text  string
}

// Build makes a document of its parts in order. Each part's text is brought
// into canonical form, on one line unless it is code; parts without a letter
// or digit are dropped; the rest are joined by a blank line. It returns
// ErrNoText when nothing is left.
func Build(meta Metadata, parts []Part) (*Document, error) {
	var text strings.Builder
	var blocks []Block
	number := 0
	for _, p := range parts {
		t := Canonical(p.Text)
		if p.Kind != Code {
			t = flowing(t)
		}
		t = strings.TrimSpace(t)
		if !hasWord(t) {
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		b := Block{Kind: p.Kind, Level: p.Level, Page: p.Page}
		if p.Kind.Numbered() {
			number++
			b.Number = number
		}
		b.Span = Span{text.Len(), text.Len() + len(t)}
		text.WriteString(t)
		blocks = append(blocks, b)
	}
	if len(blocks) == 0 {
		return nil, ErrNoText
	}
	d := &Document{meta: meta.canonical(), text: text.String(), blocks: blocks}
	sum := sha256.Sum256([]byte(d.meta.Title + "\x00" + d.text))
	d.id = ID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12]))
	return d, nil
}

// Restore makes the document that a store kept. It refuses blocks that do not
// lie in the text in order, so that a damaged row is noticed when it is read.
func Restore(id ID, meta Metadata, prov Provenance, text string, blocks []Block) (*Document, error) {
	if len(blocks) == 0 || !utf8.ValidString(text) {
		return nil, fmt.Errorf("document %s: its text of %d bytes in %d blocks is damaged", id, len(text), len(blocks))
	}
	end := 0
	for i, b := range blocks {
		if !b.Span.In(len(text)) || b.Span.Len() == 0 || b.Span.Start < end || !onRunes(text, b.Span) {
			return nil, fmt.Errorf("document %s: block %d at %v does not lie in its text of %d bytes", id, i, b.Span, len(text))
		}
		end = b.Span.End
	}
	return &Document{id: id, meta: meta, prov: prov, text: text, blocks: blocks}, nil
}

// WithMetadata returns a document with the same ID, provenance and text about
// which other things are known. The metadata are brought into canonical form.
func (d *Document) WithMetadata(m Metadata) *Document {
	return &Document{id: d.id, meta: m.canonical(), prov: d.prov, text: d.text, blocks: d.blocks}
}

// onRunes reports whether a span of the text cuts no character in two.
func onRunes(text string, s Span) bool {
	return (s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// ID returns the document's name within its library.
func (d *Document) ID() ID { return d.id }

// Metadata returns what is known about the document. The caller must not
// change the slices in it.
func (d *Document) Metadata() Metadata { return d.meta }

// Provenance returns how the document came into its library.
func (d *Document) Provenance() Provenance { return d.prov }

// Text returns the canonical text, which every span refers to.
func (d *Document) Text() string { return d.text }

// Blocks returns the document's blocks in order. The caller must not change them.
func (d *Document) Blocks() []Block { return d.blocks }

// Slice returns the words at a span of the canonical text, for measuring and
// matching. Words to be shown come from Quote.
func (d *Document) Slice(s Span) string { return d.text[s.Start:s.End] }

// TextHash returns the SHA-256 of the canonical text in hexadecimal. Two
// documents with the same hash say the same, whatever their metadata.
func (d *Document) TextHash() string {
	d.hashing.Do(func() {
		sum := sha256.Sum256([]byte(d.text))
		d.hash = hex.EncodeToString(sum[:])
	})
	return d.hash
}
