package search

import (
	"context"
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
	"github.com/pincite/pincite/search/terms"
)

// SaidQuestion asks what somebody is quoted as saying.
type SaidQuestion struct {
	Speaker string // a name, or part of one, or a role
	About   string // words that it is about; "" for everything
	Offset  int
	Limit   int // 1 to 50; 0 means 5
}

// Said is one page of what somebody is quoted as saying, newest first. When
// nobody fits, Speaker is "" and Nearest has those whose names come closest;
// when several people do, Speaker is "", too, and Several has them.
type Said struct {
	Library    corpus.Library
	Speaker    string // the full name
	Role       string // what the newest document that says it calls them
	All        int    // statements of the speaker, whatever they are about
	Total      int    // of those, the ones that are wanted
	Statements []Statement
	Nearest    []Quoted
	Several    []Quoted
}

// Statement is what somebody is quoted as saying in one place: whole sentences,
// in which what is attributed is marked.
type Statement struct {
	Quote   corpus.Quote
	Speaker attribute.Speaker // as its document has it
}

// Quoted is a speaker of a library with the number of statements.
type Quoted struct {
	Name  string
	Role  string
	Count int
}

// Said finds what somebody is quoted as saying in a library.
func (e *Engine) Said(ctx context.Context, scope corpus.Scope, q SaidQuestion) (Said, error) {
	name, err := typed(q.Speaker)
	if err != nil {
		return Said{}, err
	}
	about := corpus.Canonical(q.About)
	if len(about) > MaxQuestion {
		return Said{}, ErrLongQuestion
	}
	lib, _ := scope.Library()
	out := Said{Library: lib}
	people, err := e.people(ctx, scope)
	if err != nil {
		return out, err
	}
	found := people.find(name)
	switch {
	case len(found) == 0:
		out.Nearest = people.near(name)
		return out, nil
	case len(found) > 1:
		out.Several = quotedOf(found)
		return out, nil
	}
	p := found[0]
	out.Speaker, out.Role, out.All = p.name, p.role, len(p.statements)
	wanted, docs, err := e.about(ctx, scope, p.statements, about)
	if err != nil {
		return out, err
	}
	out.Total = len(wanted)
	limit := q.Limit
	if limit <= 0 {
		limit = defaultHits
	}
	from := min(max(q.Offset, 0), len(wanted))
	return out, out.take(ctx, e, scope, wanted[from:min(len(wanted), from+min(limit, maxHits))], docs)
}

// take quotes a page of statements. What has gone from the store since the
// index was looked at is left out.
func (s *Said) take(ctx context.Context, e *Engine, scope corpus.Scope, page []said, docs map[corpus.ID]*corpus.Document) error {
	if docs == nil {
		var err error
		if docs, err = e.documents(ctx, scope, page); err != nil {
			return err
		}
	}
	for _, st := range page {
		d := docs[st.document]
		if d == nil || d.Provenance().Revision != st.revision || !st.Span.In(len(d.Text())) {
			continue
		}
		quote, err := d.Quote(st.Span, st.Content...)
		if err != nil {
			continue
		}
		s.Statements = append(s.Statements, Statement{Quote: quote, Speaker: st.speaker()})
	}
	return nil
}

// about leaves the statements that have the words that they are to be about,
// those that have most of them first, and loads the documents for it.
func (e *Engine) about(ctx context.Context, scope corpus.Scope, all []said, about string) ([]said, map[corpus.ID]*corpus.Document, error) {
	asked := reader.Parse(about, "")
	if about == "" || len(asked.Terms) == 0 {
		return all, nil, nil
	}
	docs, err := e.documents(ctx, scope, all)
	if err != nil {
		return nil, nil, err
	}
	type rated struct {
		said
		share float64
	}
	var some []rated
	for _, st := range all {
		d := docs[st.document]
		if d == nil || d.Provenance().Revision != st.revision || !st.Span.In(len(d.Text())) {
			continue
		}
		if share := shareOf(&asked, d.Slice(st.Span), terms.LanguageOf(d)); share > 0 {
			some = append(some, rated{st, share})
		}
	}
	best := 0.0
	for _, r := range some {
		best = max(best, r.share)
	}
	var out []said
	for _, r := range some {
		if r.share >= 0.7*best {
			out = append(out, r.said)
		}
	}
	return out, docs, nil
}

// shareOf is the share of a question's terms that words have.
func shareOf(q *reader.Question, words string, lang terms.Language) float64 {
	have := map[string]bool{}
	for _, t := range terms.Of(words, lang) {
		if !t.Stop {
			have[t.Text] = true
		}
	}
	n, all := 0.0, 0.0
	for i := range q.Terms {
		w := &q.Terms[i]
		all++
		if have[w.Text] || slices.ContainsFunc(w.Others, func(o reader.Other) bool { return have[o.Text] }) {
			n++
		}
	}
	return n / max(1, all)
}

func (e *Engine) documents(ctx context.Context, scope corpus.Scope, all []said) (map[corpus.ID]*corpus.Document, error) {
	var ids []corpus.ID
	for _, st := range all {
		ids = append(ids, st.document)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	docs, err := e.cfg.Source.Documents(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[corpus.ID]*corpus.Document, len(docs))
	for _, d := range docs {
		out[d.ID()] = d
	}
	return out, nil
}

// Speakers returns who is quoted in a library: those whose names have the words
// that were typed so far, the most often quoted first.
func (e *Engine) Speakers(ctx context.Context, scope corpus.Scope, typed string, limit int) ([]Quoted, error) {
	people, err := e.people(ctx, scope)
	if err != nil || people == nil {
		return nil, err
	}
	found := people.matching(corpus.Canonical(typed))
	return quotedOf(found[:min(len(found), max(limit, 0))]), nil
}

func quotedOf(found []*person) []Quoted {
	out := make([]Quoted, len(found))
	for i, p := range found {
		out[i] = Quoted{p.name, p.role, len(p.statements)}
	}
	return out
}

// people returns who is quoted in a library, as its index knows now.
func (e *Engine) people(ctx context.Context, scope corpus.Scope) (*people, error) {
	s, leave, err := e.enter(scope)
	if err != nil || s == nil {
		return &people{}, err
	}
	defer leave()
	var out *people
	err = s.with(ctx, func(v *index.View, _ corpus.Head) (err error) {
		out, err = s.said.people(ctx, v)
		return err
	})
	return out, err
}
