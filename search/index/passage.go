package index

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// The fields that a passage is found by.
const (
	body    = iota // the passage's own words
	window         // its words and its neighbours'
	title          // the document's title and subtitle
	heading        // the nearest heading above
	pieces         // parts of the passage's own words: see terms.Pieces
	fields
)

var fieldNames = [fields]string{"body", "window", "title", "heading", "pieces"}

// ownerField holds the document's ID as one term.
const ownerField = "owner"

// key is the name of a passage in the index. It carries the number of terms in
// each field and the language, so that a passage which goes takes its share of
// the statistics with it. Keys sort by document, then by number.
type key struct {
	document corpus.ID
	number   int
	revision int
	tokens   [fields]int
	language terms.Language
}

func (k key) String() string {
	s := fmt.Sprintf("%s.%06d.%d", k.document, k.number, k.revision)
	for _, n := range k.tokens {
		s += "." + strconv.Itoa(n)
	}
	return s + "." + string(k.language)
}

func parseKey(s string) (key, error) {
	parts := strings.Split(s, ".")
	if len(parts) != 4+fields {
		return key{}, fmt.Errorf("%w: %q is not the name of a passage", ErrDamaged, s)
	}
	k := key{document: corpus.ID(parts[0]), language: terms.Language(parts[3+fields])}
	var err error
	k.number, err = strconv.Atoi(parts[1])
	if err == nil {
		k.revision, err = strconv.Atoi(parts[2])
	}
	for i := 0; i < fields && err == nil; i++ {
		k.tokens[i], err = strconv.Atoi(parts[3+i])
	}
	if err != nil {
		return key{}, fmt.Errorf("%w: %q is not the name of a passage: %w", ErrDamaged, s, err)
	}
	return k, nil
}

// passages makes the index documents of a corpus document.
func passages(d *corpus.Document) ([]*document.Document, []key) {
	meta := d.Metadata()
	lang := terms.LanguageOf(d)
	titleTokens := tokens(terms.Of(meta.Title+"\n"+meta.Subtitle, lang))
	ps := d.Passages()
	docs, keys := make([]*document.Document, len(ps)), make([]key, len(ps))
	for i, p := range ps {
		own := terms.Of(d.Slice(p.Span), lang)
		streams := [fields]stream{body: tokens(own), title: titleTokens, heading: tokens(terms.Of(p.Heading, lang)), pieces: partsOf(own, lang)}
		streams[window] = streams[body]
		if p.Window != p.Span {
			streams[window] = tokens(terms.Of(d.Slice(p.Window), lang))
		}
		keys[i] = key{document: d.ID(), number: p.Number, revision: d.Provenance().Revision, language: lang}
		for f, s := range streams {
			keys[i].tokens[f] = len(s)
		}
		docs[i] = document.NewDocument(keys[i].String())
		docs[i].AddField(document.NewTextFieldCustom(ownerField, nil, []byte(d.ID()), bleve.IndexField|bleve.SkipFreqNorm, nil))
		docs[i].AddField(document.NewTextFieldCustom(runsField, nil, nil, bleve.IndexField|bleve.SkipFreqNorm, runsOf(d.Slice(p.Span))))
		for f, s := range streams {
			docs[i].AddField(document.NewTextFieldCustom(fieldNames[f], nil, nil, bleve.IndexField, s))
		}
	}
	return docs, keys
}

// stream is a text that has been analysed already. To Bleve it is an analyzer
// which always says the same.
type stream analysis.TokenStream

// Analyze returns the stream, whatever the text.
func (s stream) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(s) }

func tokens(ts []terms.Term) stream {
	out := make(stream, 0, len(ts))
	for _, t := range ts {
		if !t.Stop {
			out = append(out, &analysis.Token{Term: []byte(t.Text), Start: t.Span.Start, End: t.Span.End, Position: t.Pos + 1})
		}
	}
	return out
}

// partsOf is the stream of the pieces of a text's words. Nobody asks where they
// stand.
func partsOf(ts []terms.Term, lang terms.Language) stream {
	all := terms.Pieces(ts, lang)
	out := make(stream, len(all))
	for i, p := range all {
		out[i] = &analysis.Token{Term: []byte(p), Position: i + 1}
	}
	return out
}
