package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
	"github.com/pincite/pincite/corpus/store"
)

// adder adds files to a library one by one, and counts what became of them.
type adder struct {
	*shelf
	std      std
	web      *fetch.Client
	items    map[string]gather.Article // what feeds say of links
	given    corpus.Metadata           // what the command line states
	known    *known
	settings store.LibrarySettings
	dry      bool // nothing is changed
	single   bool // there is one file only: it needs no sum
	cards    bool // there are few: of each all is shown that is known
	bar      *progress

	added, updated, unchanged, skipped, left, noArticles int
}

// files adds each file. The error is what ends the command: of a file that is
// at fault itself it says so, and goes on.
func (a *adder) files(ctx context.Context, files []found) error {
	defer a.bar.clear()
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		a.bar.show(i, len(files))
		if err := a.settle(ctx, f.name, f.named, a.file(ctx, f)); err != nil {
			return err
		}
	}
	return nil
}

// settle says what became of a file that is at fault, and returns an error that
// is of another kind.
func (a *adder) settle(ctx context.Context, name string, named bool, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	why := refusal(err)
	if why == "" {
		return fmt.Errorf("%s: %w", name, err)
	}
	if p, ok := errors.AsType[*extract.Problem](err); ok && p.Code == "binary" && !named {
		a.noArticles++
		return nil
	}
	a.skip(fmt.Errorf("%s: %s", name, why))
	return nil
}

func (a *adder) skip(err error) {
	a.skipped++
	a.say("%v", err)
}

// say writes a remark.
func (a *adder) say(format string, args ...any) {
	a.bar.clear()
	fmt.Fprintf(a.std.err, format+"\n", args...)
}

// file adds a file, what is behind a link, or every file in an archive.
func (a *adder) file(ctx context.Context, f found) error {
	l, ok := a.items[f.name]
	if !ok && isLink(f.name) {
		l, ok = gather.Article{Link: f.name}, true
	}
	if ok {
		doc, file, err := l.Document(ctx, a.web, a.given)
		if err != nil {
			return err
		}
		return a.document(ctx, f, doc, file.Data)
	}
	file, tooLarge, err := readFile(a.std.in, f.name)
	switch {
	case err != nil:
		return err
	case tooLarge:
		return extract.TooLarge(ctx, file)
	case extract.IsArchive(file.Data):
		return a.archive(ctx, f, file)
	}
	return a.bytes(ctx, f, file)
}

// archive adds every file in an archive.
func (a *adder) archive(ctx context.Context, f found, file extract.File) error {
	if m := a.given; m.Title != "" || len(m.Authors) > 0 || !m.Published.IsZero() || m.URL != "" {
		return errors.New("--title, --author, --published and --url say something of one article, and this is an archive of several: leave them out")
	}
	a.single, a.cards = false, false
	n := 0
	for m := range extract.Files(ctx, file) {
		n++
		a.bar.say(fmt.Sprintf("%s, file %d", path.Base(f.name), n))
		inside := found{name: f.name + "/" + m.Name, named: false}
		err := m.Err
		if m.Name == file.Name && err != nil { // the archive itself
			return err
		}
		if err == nil {
			err = a.bytes(ctx, inside, extract.File{Name: path.Base(m.Name), Data: m.Data})
		}
		if err := a.settle(ctx, inside.name, false, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// bytes adds a file, unless it has been read before.
func (a *adder) bytes(ctx context.Context, f found, file extract.File) error {
	if source := a.known.file(file.Data); source != nil && !a.leave(f, source) {
		return nil
	}
	doc, err := extract.Document(ctx, file, a.given)
	if err != nil {
		return err
	}
	return a.document(ctx, f, doc, file.Data)
}

// leave says that an article is in the library, or was removed from it, and
// reports whether the file is to be added nevertheless: because somebody named
// it that had been removed.
func (a *adder) leave(f found, source *store.Source) (again bool) {
	switch {
	case !source.Removed:
		a.unchanged++
		if f.named {
			a.say("%s: it is in the library already, as “%s” [%s]", f.name, source.Metadata.Title, source.ID)
		}
	case f.named:
		return true
	default:
		a.left++
		a.say("%s: it was removed from the library. To bring it back, name the file itself.", f.name)
	}
	return false
}

// document adds an article that was read: as a new one, or as a new revision of
// one that came from the same place.
func (a *adder) document(ctx context.Context, f found, doc *corpus.Document, data []byte) error {
	if old := a.known.named(f.name); old != nil {
		return a.update(ctx, f, old, doc, data)
	}
	if source := a.known.text(doc); source != nil && !a.leave(f, source) {
		return nil
	}
	near, err := a.Similar(ctx, a.scope, doc, leastAlike)
	if err != nil {
		return err
	}
	if old := a.known.earlier(doc, near); old != nil {
		return a.update(ctx, f, old, doc, data)
	}
	return a.add(ctx, f, doc, data, near)
}

func (a *adder) update(ctx context.Context, f found, old *store.Source, doc *corpus.Document, data []byte) error {
	doc, err := withMissing(doc, old)
	if err != nil {
		return err
	}
	was, err := a.Document(ctx, a.scope, old.ID)
	if err != nil {
		return err
	}
	if was.Text() == doc.Text() && reflect.DeepEqual(was.Metadata(), doc.Metadata()) && slices.Equal(was.Blocks(), doc.Blocks()) {
		a.known.note(old.ID, was, data)
		a.leave(f, old)
		return nil
	}
	if !a.dry {
		edited, err := a.Edit(ctx, a.lib, old.ID, old.Revision, store.Upload{Document: doc, Original: data, By: shellName})
		if err != nil {
			return a.duplicate(f, err)
		}
		doc = edited
	}
	a.updated++
	a.known.note(old.ID, doc, data)
	a.tell("%s: %s “%s” [%s]", f.name, a.done("updated"), doc.Metadata().Title, old.ID)
	a.sayForeign(f, doc)
	return nil
}

func (a *adder) add(ctx context.Context, f found, doc *corpus.Document, data []byte, near []store.Similar) error {
	if !a.dry {
		added, err := a.Add(ctx, a.lib, store.Upload{Document: doc, Original: data, By: shellName})
		if err != nil {
			return a.duplicate(f, err)
		}
		doc = added
	}
	a.added++
	a.known.note(doc.ID(), doc, data)
	if a.cards {
		a.tell("%s: %s", f.name, a.done("added"))
		if err := card(a.std.out, doc); err != nil {
			return err
		}
	} else {
		a.tell("%s: %s as “%s” [%s]", f.name, a.done("added"), doc.Metadata().Title, doc.ID())
	}
	for _, w := range extract.Warnings(doc) {
		a.say("%s: %s", f.name, w)
	}
	a.sayForeign(f, doc)
	if len(near) > 0 && near[0].Of >= nearlySame {
		a.say("%s: %.0f %% of it stands in “%s” [%s] too.", f.name, 100*near[0].Of, near[0].Metadata.Title, near[0].ID)
	}
	return nil
}

// sayForeign says of an article in another language than the library's own.
func (a *adder) sayForeign(f found, doc *corpus.Document) {
	if tag := doc.Metadata().Language; !a.settings.Welcomes(tag) {
		a.say("%s: It is in the language %s, which is not among those of this library: %s.", f.name, tag, strings.Join(a.settings.Languages, ", "))
	}
}

// nearlySame is the share of an article's words from which it is said that they
// stand in another too.
const nearlySame = 0.7

// duplicate takes a text that the library has already for what it is.
func (a *adder) duplicate(f found, err error) error {
	there, ok := errors.AsType[*store.DuplicateError](err)
	if !ok {
		return err
	}
	a.leave(f, &store.Source{ID: there.Existing.ID, Metadata: there.Existing.Metadata})
	return nil
}

// tell writes a result.
func (a *adder) tell(format string, args ...any) {
	a.bar.clear()
	fmt.Fprintf(a.std.out, format+"\n", args...)
}

func (a *adder) done(what string) string {
	if a.dry {
		return "would be " + what
	}
	return what
}

// sum says in one line what became of all files, unless there was one only.
func (a *adder) sum(w io.Writer) {
	if a.single && !a.dry {
		return
	}
	parts := []string{fmt.Sprintf("%d %s", a.added, a.done("added"))}
	for _, p := range []struct {
		n    int
		what string
	}{
		{a.updated, a.done("updated")}, {a.unchanged, "unchanged"}, {a.skipped, "skipped"}, {a.left, "removed before, and left so"},
		{a.noArticles, "passed over that are no articles"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	line := strings.Join(parts, ", ") + "."
	if a.dry {
		line += " Nothing was changed."
	}
	fmt.Fprintln(w, line)
}
