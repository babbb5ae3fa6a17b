// Package search follows a store into an index, and answers questions from it.
//
// A question passes through six steps, each a function that can be read alone:
//
//	terms     what the question asks for, word by word
//	retrieve  candidate passages from the library's index
//	load      their documents from the store, which is the truth
//	score     the sentences of the candidates
//	decide    answered, related, or abstained
//	quote     slices of the documents, with their citations
package search

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/reader"
)

// Source is what an Engine needs of a store.
type Source interface {
	Head(ctx context.Context, scope corpus.Scope) (corpus.Head, error)
	Changes(ctx context.Context, scope corpus.Scope, after corpus.Seq, limit int) ([]corpus.Change, error)
	Document(ctx context.Context, scope corpus.Scope, id corpus.ID) (*corpus.Document, error)
	Documents(ctx context.Context, scope corpus.Scope, ids []corpus.ID) ([]*corpus.Document, error)
}

// Config says where an Engine keeps its indexes and what it follows.
type Config struct {
	Dir    string // a folder that may be deleted when no Engine is open
	Source Source
	Log    *slog.Logger // nil: discarded

	// MaxOpen is how many indexes stay open when nobody asks them: of more, those
	// that were not used for longest are closed. 0 keeps all open. An open one takes
	// some 350 KB of memory and opening it some milliseconds.
	MaxOpen int
}

// Question is what a person asks.
type Question struct {
	Text     string
	Document corpus.ID // restricts the answer to one document; "" for all
	Previous string    // the question that this one follows up ("and when?"); "" for none
	Limit    int       // most pieces of evidence wanted; 0 means 3
	Explain  bool      // fill Evidence.Account and Answer.Account
	Depth    int       // most passages considered; 0 means as many as decide, which is enough

	// Within, with Document, restricts the answer to the sentences that
	// overlap a span of it; the zero Span is the whole document.
	Within corpus.Span
	Trace  bool // fill Answer.Trace
}

// Errors that callers tell apart with errors.Is.
var (
	ErrEmptyQuestion = errors.New("the question is empty")
	ErrLongQuestion  = errors.New("the question is too long") // over MaxQuestion
	ErrClosed        = errors.New("the search engine is closed")
)

// MaxQuestion is the longest question in bytes.
const MaxQuestion = 2000

// Verdict says what came of a question. The zero Verdict is to abstain.
type Verdict int

const (
	Abstained Verdict = iota
	Related           // passages are close, none answers
	Answered
)

// Reason says why a question was not answered.
type Reason string

const (
	NothingClose Reason = "nothing-close" // no passage shares what the question is about
	NotAnswering Reason = "not-answering" // passages are close, but no sentence answers; see Related
	EmptyLibrary Reason = "empty-library"
	NoTerms      Reason = "no-terms" // only stop words or punctuation
)

// Answer is what the library has to say to a question.
type Answer struct {
	Question   string
	Library    corpus.Library // whose documents answered
	Verdict    Verdict
	Reason     Reason            // "" when answered
	Confidence float64           // that the first quote answers: 0 to 1, calibrated
	Covered    float64           // that the articles have what is asked for: 0 to 1
	Evidence   []Evidence        // best first; empty unless answered
	Disagree   []Disagreement    // pieces of evidence that date the same event otherwise, to when something was
	Related    []corpus.Citation // where to look, when not answered
	Corrected  map[string]string // a word of the question → the spelling the library has

	// Articles is how many articles say what the first quotation says, and
	// Sources how many of these do not rest on one another, or on the same.
	Articles, Sources int
	Differences       []Difference // in numbers and names, between the first quotation and others

	Stats    Stats
	Account  []Point // what the confidence is made of, when asked to explain
	Coverage []Point // what Covered is made of
	Trace    *Trace  // what was considered on the way, when asked for
}

// Trace is what was considered on the way to an answer, for measuring and for
// learning from. It is what Ask itself used, not computed anew.
type Trace struct {
	Question   reader.Question
	Passages   []Place            // ranked, best first
	Candidates []reader.Candidate // sentences, ranked, best first
	Decision   reader.Decision    // of the best candidate, when there is one
}

// Place is a ranked passage.
type Place struct {
	Document corpus.ID
	Number   int // of the passage
	Block    int // that the passage stands in
	Score    float64
}

// Evidence is one quotation that answers.
type Evidence struct {
	Quote      corpus.Quote
	Speaker    *attribute.Speaker // nil where the words are the article's own
	Confidence float64            // 0 to 1
	Score      float64
	Account    []Point // what the score is made of, when asked to explain

	// Dates are the times in a quotation that answers when something was, which
	// its words alone do not tell: "last week".
	Dates []when.Date

	// Also are the places in other documents that say the same in the same
	// words, as papers do that print one agency's story.
	Also []corpus.Citation
}

// Point is one line of an account: a name for a maintainer, what was
// measured, and what it added to the score.
type Point struct {
	Name   string
	Value  float64
	Points float64
}

// Stats counts the work done for an answer.
type Stats struct {
	Candidates int // passages retrieved
	Sentences  int // sentences scored
	Elapsed    time.Duration
}

// Words asks for passages that have certain words.
type Words struct {
	Text     string
	Document corpus.ID // "" for all
	Offset   int
	Limit    int // 1 to 50; 0 means 5
}

// Results is one page of passages.
type Results struct {
	Library   corpus.Library
	Total     int // passages that match
	Hits      []Hit
	Corrected map[string]string
	Elapsed   time.Duration
}

// Hit is one passage: a quotation of it with the words marked.
type Hit struct {
	Quote corpus.Quote
	Score float64
}
