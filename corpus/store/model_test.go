package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"pgregory.net/rapid"
)

// said is what a document says at one moment; the zero value says that it is
// not there.
type said struct {
	revision    int
	title, text string
}

// move is a change as the model knows it: what it did to which thing, as points
// that the thing was at before and after. Every change that is not an undo goes
// to a new point, and an undo goes back to an old one.
type move struct {
	kind          corpus.ChangeKind
	thing         string    // "document", "settings", "gap …" or "feed …"
	id            corpus.ID // of a document
	revision      int
	undoes        int // numbered from 1
	before, after int
	was, is       said   // of a document
	from, to      string // of other things: how they stood
}

// model is what a library should hold, and all that happened in it.
type model struct {
	name   corpus.Library
	now    map[corpus.ID]said
	at     map[string]int    // the point that each thing is at
	latest map[corpus.ID]int // revision
	moves  []move
	points int

	settings LibrarySettings
	gaps     map[string]*modelGap  // by ID
	drafts   map[string]said       // by ID
	answers  map[string]*modelSaid // by ID
	quoted   map[corpus.ID]int
	feeds    map[string]*modelFeed // by ID
}

func newModel(lib corpus.Library) *model {
	return &model{
		name: lib, now: map[corpus.ID]said{}, at: map[string]int{}, latest: map[corpus.ID]int{},
		gaps: map[string]*modelGap{}, drafts: map[string]said{}, answers: map[string]*modelSaid{},
		quoted: map[corpus.ID]int{}, feeds: map[string]*modelFeed{},
	}
}

// push makes a move that leads to the point to, or to a new one when it is 0.
func (m *model) push(v move, to int) {
	if to == 0 {
		m.points++
		to = m.points
	}
	v.before, v.after = m.at[v.thing], to
	m.at[v.thing] = to
	m.moves = append(m.moves, v)
}

// do makes a move of a document.
func (m *model) do(kind corpus.ChangeKind, id corpus.ID, is said, undoes, to int) {
	v := move{kind: kind, thing: "document " + string(id), id: id, undoes: undoes, was: m.now[id], is: is}
	if v.revision = is.revision; is == (said{}) {
		v.revision = v.was.revision
		delete(m.now, id)
	} else {
		m.now[id] = is
	}
	m.latest[id] = max(m.latest[id], v.revision)
	m.push(v, to)
}

// undone reports whether a move is taken back by one that is itself not.
func (m *model) undone(n int) bool {
	for i, v := range m.moves {
		if v.undoes == n && !m.undone(i+1) {
			return true
		}
	}
	return false
}

// taken reports whether a document other than id has the text.
func (m *model) taken(id corpus.ID, text string) bool {
	for other, is := range m.now {
		if other != id && is.text == text {
			return true
		}
	}
	return false
}

// undo says which error taking a move back should give, and makes the move when
// it should give none.
func (m *model) undo(n int) error {
	if n < 1 || n > len(m.moves) {
		return ErrNotFound
	}
	v := m.moves[n-1]
	switch {
	case m.undone(n):
		return ErrUndone
	case m.at[v.thing] != v.after:
		return ErrOverlaid
	case v.id == "":
		return m.undoOther(v, n)
	case v.was != (said{}) && m.taken(v.id, v.was.text):
		return ErrDuplicate
	case v.was == (said{}):
		m.do(corpus.Removed, v.id, said{}, n, v.before)
		return nil
	}
	back, kind := v.was, corpus.Edited
	if v.is == (said{}) {
		kind = corpus.Restored
	}
	if kind == corpus.Edited || m.latest[v.id] != back.revision {
		back.revision = m.latest[v.id] + 1
	}
	m.do(kind, v.id, back, n, v.before)
	return nil
}

// runModel does everything to two libraries at random, and then compares each
// with its own model. What the actions name may be the other library's.
func runModel(t *testing.T, r *rapid.T, s *Store, libs ...corpus.Library) []*model {
	w := &models{t: t, s: s}
	for _, lib := range libs {
		w.all = append(w.all, newModel(lib))
	}
	actions := documentActions(t, s, w.pick, rapid.SampledFrom([]string{"A", "B", "C"}))
	maps.Copy(actions, w.keeping())
	maps.Copy(actions, w.following())
	r.Repeat(actions)
	for _, m := range w.all {
		compare(t, r, s, m)
		compareOther(t, r, s, m)
	}
	return w.all
}

// documentActions add, edit, remove and take back.
func documentActions(t *testing.T, s *Store, pick func(*rapid.T) *model, name *rapid.Generator[string]) map[string]func(*rapid.T) {
	document := func(r *rapid.T) (*corpus.Document, said) {
		title, text := name.Draw(r, "title"), "The text of "+name.Draw(r, "text")+"."
		return article(t, title, text), said{title: title, text: text}
	}
	known := func(r *rapid.T, m *model) corpus.ID {
		return rapid.SampledFrom(append(slices.Sorted(maps.Keys(m.latest)), "nosuch")).Draw(r, "document")
	}
	return map[string]func(*rapid.T){
		"add": func(r *rapid.T) {
			m := pick(r)
			d, is := document(r)
			got, err := s.Add(t.Context(), m.name, Upload{Document: d, By: "shell"})
			if m.taken("", is.text) {
				expect(r, m, err, ErrDuplicate)
				return
			}
			expect(r, m, err, nil)
			is.revision = m.latest[got.ID()] + 1
			m.do(corpus.Added, got.ID(), is, 0, 0)
		},
		"edit": func(r *rapid.T) {
			m := pick(r)
			id := known(r, m)
			d, is := document(r)
			base := rapid.IntRange(max(1, m.latest[id]-1), max(1, m.latest[id])).Draw(r, "base")
			got, err := s.Edit(t.Context(), m.name, id, base, Upload{Document: d, By: "shell"})
			was, there := m.now[id]
			switch is.revision = base; {
			case !there:
				expect(r, m, err, ErrNotFound)
			case was.revision != base:
				expect(r, m, err, ErrConflict)
			case was == is:
				expect(r, m, err, nil)
			case m.taken(id, is.text):
				expect(r, m, err, ErrDuplicate)
			default:
				expect(r, m, err, nil)
				is.revision = got.Provenance().Revision
				m.do(corpus.Edited, id, is, 0, 0)
			}
		},
		"remove": func(r *rapid.T) {
			m := pick(r)
			id := known(r, m)
			_, err := s.Remove(t.Context(), m.name, id, "shell")
			if _, there := m.now[id]; !there {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			m.do(corpus.Removed, id, said{}, 0, 0)
		},
		"undo": func(r *rapid.T) {
			m := pick(r)
			n := rapid.IntRange(max(0, len(m.moves)-5), len(m.moves)+1).Draw(r, "change")
			_, err := s.Undo(t.Context(), m.name, corpus.Seq(n), "shell")
			expect(r, m, err, m.undo(n))
		},
	}
}

func expect(r *rapid.T, m *model, got, want error) {
	r.Helper()
	if want == nil && got != nil || !errors.Is(got, want) {
		r.Fatalf("in %s: %v, want %v", m.name, got, want)
	}
}

// compare compares all that a library shows with its model.
func compare(t *testing.T, r *rapid.T, s *Store, m *model) {
	scope := corpus.ScopeOf(m.name)
	list, total, err := s.List(t.Context(), scope, Page{0, 100})
	if err != nil {
		r.Fatal(err)
	}
	live := map[corpus.ID]said{}
	for _, sum := range list {
		d, err := s.Document(t.Context(), scope, sum.ID)
		if err != nil {
			r.Fatal(err)
		}
		live[sum.ID] = said{d.Provenance().Revision, d.Metadata().Title, d.Text()}
	}
	if diff := cmp.Diff(m.now, live, cmp.AllowUnexported(said{})); diff != "" || total != len(live) {
		r.Fatalf("%s holds %d (-want +got):\n%s", m.name, total, diff)
	}
	docs, err := s.Documents(t.Context(), scope, slices.Sorted(maps.Keys(m.latest)))
	if err != nil || len(docs) != len(m.now) {
		r.Fatalf("%s: %d documents, %v", m.name, len(docs), err)
	}
	if got, want := usageOf(t, s, m.name), countedUsage(t, s, m.name); got != want {
		r.Fatalf("%s: usage %+v, counted %+v", m.name, got, want)
	}
	if got, want := sketchRows(t, s, m.name); !maps.Equal(got, want) {
		r.Fatalf("%s: rows of sketches %v, want %v", m.name, got, want)
	}
	compareChanges(t, r, s, m)
	compareHistory(t, r, s, m)
}

func compareChanges(t *testing.T, r *rapid.T, s *Store, m *model) {
	changes, err := s.Changes(t.Context(), corpus.ScopeOf(m.name), 0, 1000)
	if err != nil {
		r.Fatal(err)
	}
	heads, err := headSeqs(t, s, m.name)
	if err != nil {
		r.Fatal(err)
	}
	var want, got []string
	for i, v := range m.moves {
		if v.id != "" {
			want = append(want, fmt.Sprintf("%d: %s %s %d undoes %d", i+1, v.kind, v.id, v.revision, v.undoes))
		}
	}
	last := map[corpus.ID]corpus.Seq{}
	for _, c := range changes {
		last[c.Document] = c.Seq
		got = append(got, fmt.Sprintf("%d: %s %s %d undoes %d", c.Seq, c.Kind, c.Document, c.Revision, c.Undoes))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.Fatalf("%s changed (-want +got):\n%s", m.name, diff)
	}
	if diff := cmp.Diff(last, heads); diff != "" {
		r.Fatalf("%s: the rows of documents carry other numbers than their last changes (-changes +rows):\n%s", m.name, diff)
	}
}

func compareHistory(t *testing.T, r *rapid.T, s *Store, m *model) {
	events, total, err := s.History(t.Context(), corpus.ScopeOf(m.name), Page{0, 1000})
	if err != nil || total != len(m.moves) || len(events) != total {
		r.Fatalf("%s: %d of %d events for %d changes, %v", m.name, len(events), total, len(m.moves), err)
	}
	for i, e := range events {
		n := total - i
		v := m.moves[n-1]
		is := v.is
		if is == (said{}) {
			is = v.was
		}
		_, there := m.now[v.id]
		if v.id == "" {
			there = true
		}
		undoable := !m.undone(n) && m.at[v.thing] == v.after
		if e.Kind != v.kind || e.Document != v.id || e.Title != is.title || e.Removed == there || (e.UndoneBy != nil) != m.undone(n) || e.Undoable != undoable {
			r.Fatalf("%s: change %d (%+v) is told as %+v", m.name, n, v, e)
		}
	}
}

// headSeqs returns the change that each document's row, tombstone or not, says
// it is from.
func headSeqs(t *testing.T, s *Store, lib corpus.Library) (map[corpus.ID]corpus.Seq, error) {
	seqs := map[corpus.ID]corpus.Seq{}
	rows, err := s.read.QueryContext(t.Context(), `SELECT id, seq FROM document WHERE library = $1`, lib)
	_, err = collect(rows, err, func(rows *sql.Rows) (id corpus.ID, err error) {
		var seq corpus.Seq
		err = rows.Scan(&id, &seq)
		seqs[id] = seq
		return id, err
	})
	return seqs, err
}
