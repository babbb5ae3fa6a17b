package eval

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// What was done to a quotation before it was checked.
const (
	AsItStands  Kind = "exact"
	Punctuated  Kind = "punctuation"
	LostNot     Kind = "negation_dropped"
	AddedNot    Kind = "negation_added"
	OtherNumber Kind = "number"
	OtherName   Kind = "name"
	OtherWord   Kind = "word"
	OtherOrder  Kind = "reordered"
	CutShort    Kind = "cut"
	Stitched    Kind = "stitched"
	RightName   Kind = "speaker" // said to be of the one who said it
	WrongName   Kind = "other_speaker"
	Nowhere     Kind = "absent" // from other articles
)

// alterations are the kinds in the order of the table, with the verdicts that are
// right.
var alterations = []struct {
	kind Kind
	want []verify.Verdict
}{
	{AsItStands, []verify.Verdict{verify.Exact}},
	{Punctuated, []verify.Verdict{verify.Exact}},
	{LostNot, []verify.Verdict{verify.Altered}},
	{AddedNot, []verify.Verdict{verify.Altered}},
	{OtherNumber, []verify.Verdict{verify.Altered}},
	{OtherName, []verify.Verdict{verify.Altered}},
	{OtherWord, []verify.Verdict{verify.Altered}},
	{OtherOrder, []verify.Verdict{verify.Altered, verify.Stitched}},
	{CutShort, []verify.Verdict{verify.Cut}},
	{Stitched, []verify.Verdict{verify.Stitched}},
	{RightName, []verify.Verdict{verify.Exact}},
	{WrongName, []verify.Verdict{verify.Misattributed}},
	{Nowhere, []verify.Verdict{verify.Absent, verify.Altered, verify.Stitched, verify.Short}},
}

const (
	quotationsAsked = 500 // of each kind, where no sample is wanted; verify/many has many more
	leastQuoted     = 8   // words of a quotation
	mostQuoted      = 120
)

// source is a quotation as an article has it.
type source struct {
	text, speaker string
	document      int
}

// quotationSet is articles that quotations are taken from.
type quotationSet struct {
	name string
	read func() ([]*corpus.Document, []source, error)
	dir  string // the evaluation folder, for what is quoted from other articles
}

// checkedRow is one quotation to check, and what has to come of it.
type checkedRow struct {
	Row
	speaker string
	want    []verify.Verdict
}

func findPolnear(dir, part, _ string) ([]set, error) {
	file := filepath.Join(dir, part, "articles.jsonl.gz")
	if _, err := os.Stat(file); err != nil {
		return nil, nil
	}
	s := quotationSet{name: "verify/polnear", dir: dir, read: func() ([]*corpus.Document, []source, error) { return readPolnear(file) }}
	return []set{{name: s.name, measure: s.measure, documents: s.documents}}, nil
}

func findQuotedNews(dir, part, _ string) ([]set, error) {
	file := filepath.Join(dir, part, "corpus.jsonl.gz")
	if _, err := os.Stat(file); err != nil {
		return nil, nil
	}
	s := quotationSet{name: "verify/rtqa", dir: dir, read: func() ([]*corpus.Document, []source, error) { return readQuotedNews(file) }}
	return []set{{name: s.name, measure: s.measure, documents: s.documents}}, nil
}

// documents are the articles.
func (s quotationSet) documents() ([]*corpus.Document, error) {
	docs, _, err := s.read()
	return docs, err
}

// measure changes quotations of the articles, and checks them. Every tenth
// article is left out of the library: what is quoted from those is nowhere.
func (s quotationSet) measure(ctx context.Context, r *run) (_ *Result, err error) {
	docs, sources, err := s.read()
	if err != nil {
		return nil, err
	}
	if r.Sample > 0 { // a library of a size that is soon built
		docs = docs[:min(len(docs), 2*r.Sample+100)]
		sources = slices.DeleteFunc(sources, func(q source) bool { return q.document >= len(docs) })
	}
	var held []*corpus.Document
	for i, d := range docs {
		if !left(i) {
			held = append(held, d)
		}
	}
	rows := s.rows(docs, held, sources, r.Sample)
	lib, err := NewLibrary(ctx, held)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	times := make([]time.Duration, len(rows))
	err = r.each(ctx, s.name, len(rows), func(ctx context.Context, i int) error {
		row := &rows[i]
		found, err := lib.Engine.Verify(ctx, lib.Scope, search.Quotation{Text: row.Question, Speaker: row.speaker})
		row.Verdict, times[i] = string(found.Verdict), found.Elapsed
		row.Right = slices.Contains(row.want, found.Verdict)
		return err
	})
	if err != nil {
		return nil, err
	}
	res := &Result{Counts: map[Kind]int{Quoted: len(rows)}}
	for _, row := range rows {
		res.Rows = append(res.Rows, row.Row)
	}
	res.Figures = append(quotationFigures(res.Rows), speed(times)...)
	return res, nil
}

// left reports whether an article is left out of the library.
func left(document int) bool { return document%10 == 9 }

// quotationFigures are the shares of each kind that got a right verdict;
// false_altered is the share of those that have the words as they stand, and are
// called altered, and false_exact of those that stand nowhere, changed ones among
// them, and are called exact. To lose a “not” at the end of a quotation is to cut it.
func quotationFigures(rows []Row) []Figure {
	var out []Figure
	for _, a := range alterations {
		of := filter(rows, func(r Row) bool { return r.Kind == a.kind })
		if a.kind != Nowhere {
			out = append(out, share(string(a.kind), each(of, func(r Row) bool { return r.Right }))...)
			continue
		}
		out = append(out, share("absent", each(of, func(r Row) bool { return r.Verdict == string(verify.Absent) }))...)
		nowhere := filter(rows, func(r Row) bool { return r.Kind == Nowhere || changes(r.Kind) })
		out = append(out, share("false_exact", each(nowhere, func(r Row) bool {
			return r.Verdict == string(verify.Exact) || r.Kind == Nowhere && r.Verdict == string(verify.Cut)
		}))...)
	}
	same := filter(rows, func(r Row) bool { return r.Kind == AsItStands || r.Kind == Punctuated })
	return append(out, share("false_altered", each(same, func(r Row) bool { return r.Verdict == string(verify.Altered) }))...)
}

// rows makes the quotations to check against the articles that are held.
func (s quotationSet) rows(docs, held []*corpus.Document, sources []source, sample int) []checkedRow {
	if sample == 0 {
		sample = quotationsAsked
	}
	var texts []string
	for _, d := range docs {
		texts = append(texts, d.Text())
	}
	seed := uint64(len(docs))
	a := newAlterer(seed, texts)
	rnd := rand.New(rand.NewPCG(seed, 9))
	sources = slices.Clone(sources)
	rnd.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
	there := newRuns(held)
	var out []checkedRow
	for _, alt := range alterations {
		n := 0
		for i, q := range sources {
			if n == sample {
				break
			}
			if left(q.document) != (alt.kind == Nowhere) {
				continue
			}
			row, ok := a.row(alt.kind, q, sources[(i+len(sources)/2)%len(sources)], texts)
			if !ok || (changes(alt.kind) || alt.kind == Nowhere) && there.has(row.Question) {
				continue
			}
			row.ID, row.Kind, row.want = fmt.Sprintf("%s#%d", alt.kind, n), alt.kind, alt.want
			out = append(out, row)
			n++
		}
	}
	return out
}

// changes reports whether a kind changes words, so that what stands elsewhere in
// just these words is no example of it.
func changes(k Kind) bool {
	return slices.Contains([]Kind{LostNot, AddedNot, OtherNumber, OtherName, OtherWord, OtherOrder}, k)
}

// row makes one quotation of a kind; false when that cannot be.
func (a *alterer) row(kind Kind, q, other source, texts []string) (row checkedRow, ok bool) {
	row.Question = q.text
	switch kind {
	case Nowhere:
		return row, true
	case RightName:
		row.speaker = q.speaker
		return row, q.speaker != ""
	case WrongName:
		row.speaker = other.speaker
		if row.speaker == "" { // of news, whose speakers nobody wrote down
			row.speaker = a.names[a.rnd.IntN(len(a.names))] + " " + a.names[a.rnd.IntN(len(a.names))]
		}
		family := row.speaker[strings.LastIndex(row.speaker, " ")+1:]
		return row, !strings.Contains(texts[q.document], family)
	case Stitched:
		if left(other.document) || other.document == q.document {
			return row, false
		}
		row.Question, ok = a.stitch(q.text, other.text)
		return row, ok
	}
	row.Question, ok = a.alter(kind, q.text)
	return row, ok && (!changes(kind) || !verify.Same(row.Question, q.text))
}
