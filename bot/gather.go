package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
)

// source is one thing that a moderator brings: a file at Discord, a link, or
// text that was typed.
type source struct {
	file *attachment
	link string
	text string
}

// Limits of what is brought at once.
const (
	maxFiles       = 5         // file options of a command
	maxSources     = 10        // of one message: its files and links
	maxSourceBytes = 100 << 20 // of all files together
)

// fileOptions are the names of the options that take files.
func fileOptions() []string {
	names := []string{"file"}
	for n := 2; n <= maxFiles; n++ {
		names = append(names, "file"+strconv.Itoa(n))
	}
	return names
}

// brought returns what the options of a command bring.
func (r *request) brought() (list []source) {
	for _, name := range fileOptions() {
		if f, ok := r.files[name]; ok {
			list = append(list, source{file: &f})
		}
	}
	if link := strings.TrimSpace(r.options["link"]); link != "" {
		list = append(list, source{link: link})
	}
	return list
}

// webLink finds links in a message.
var webLink = regexp.MustCompile(`https?://[^\s<>|]+`)

// punctuation is what may follow a link without being part of it.
const punctuation = ".,;:!?'\"*_~`"

// linksIn returns the links of a message, each once, without the punctuation
// that people write behind them.
func linksIn(message string) (links []string) {
	for _, link := range webLink.FindAllString(message, -1) {
		link = strings.TrimRight(link, punctuation)
		for strings.HasSuffix(link, ")") && strings.Count(link, ")") > strings.Count(link, "(") {
			link = strings.TrimRight(strings.TrimSuffix(link, ")"), punctuation)
		}
		if isWebAddress(link) && !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	return links
}

// refusal of one of several files, as the note of a draft keeps it.
type refusedFile struct {
	Name string `json:"name"`
	Why  string `json:"why"` // a sentence, escaped
}

// draftNote is what a preview tells besides the documents of its draft.
type draftNote struct {
	Refused []refusedFile `json:"refused,omitempty"` // the first of the files that could not be read
	Others  int           `json:"others,omitempty"`  // how many more there are
	LeftOut []warning     `json:"left_out,omitempty"`
	Fetched []int         `json:"fetched,omitempty"` // the articles that were fetched from their links just now
}

// warning is a sentence on what was left out or is otherwise to be minded.
type warning struct {
	About key    `json:"about,omitempty"` // the sentence that says only that it is missing, which need not be said then
	Says  string `json:"says"`
}

// maxRefused is how many files that could not be read are told of by name.
const maxRefused = 10

func (n *draftNote) refuse(name, why string) {
	if len(n.Refused) == maxRefused {
		n.Others++
		return
	}
	n.Refused = append(n.Refused, refusedFile{clip(name, maxNameShown), clip(why, 2*maxTitleShown)})
}

// String writes the note as a draft keeps it.
func (n draftNote) String() string {
	written, err := json.Marshal(n)
	if err != nil {
		return "{}" // no value of these types fails
	}
	return string(written)
}

// noteOf reads a draft's note.
func noteOf(d store.Draft) (n draftNote, err error) {
	if err = json.Unmarshal([]byte(d.Note), &n); err != nil {
		return n, fmt.Errorf("the note of a draft is damaged: %w", err)
	}
	return n, nil
}

// of is what a note says of one article of so many.
func (n draftNote) of(item, many int) (one draftNote) {
	if many == 1 {
		one = n
	}
	one.Fetched = nil
	if slices.Contains(n.Fetched, item) {
		one.Fetched = []int{0}
	}
	return one
}

// gather reads what was brought into documents. When there is one source, what
// is wrong with it is the error; of several, the note says which could not be
// read, unless that is so of all.
func (b *Bot) gather(ctx context.Context, r *request, sources []source, given corpus.Metadata) (items []store.DraftItem, note draftNote, err error) {
	var size int64
	for _, s := range sources {
		if s.file != nil {
			size += s.file.Size
		}
	}
	if size > maxSourceBytes {
		return nil, note, tell("add.too-much", maxSourceBytes>>20)
	}
	size = 0
	for _, s := range sources {
		first := len(items)
		members, name, err := b.bring(ctx, s, given)
		if sentence, theirs := blame(r, err); theirs && len(sources) > 1 {
			note.refuse(s.name(), sentence)
			continue
		}
		if err != nil {
			return nil, note, err
		}
		for m := range members {
			if sentence, theirs := blame(r, m.Err); theirs && (len(sources) > 1 || m.Name != name) {
				note.refuse(cmp.Or(m.Name, s.name()), sentence)
				continue
			}
			if m.Err != nil {
				return nil, note, m.Err
			}
			if size += int64(len(m.Data)); size > maxSourceBytes {
				return nil, note, tell("add.too-much", maxSourceBytes>>20)
			}
			items = append(items, s.item(m))
		}
		if s.link != "" && len(items) == first+1 {
			note.Fetched = append(note.Fetched, first)
		}
	}
	if len(items) == 0 {
		return nil, note, tell("add.none", r.warnings(r.refusals(note, pageRoom)))
	}
	return items, note, nil
}

// blame returns the sentence for an error that is the file's or the site's
// fault, and whether it is.
func blame(r *request, err error) (string, bool) {
	_, text := errors.AsType[*extract.Problem](err)
	_, site := errors.AsType[*fetch.Problem](err)
	if !text && !site {
		return "", false
	}
	return explain(r, err, "")
}

// name is what a moderator knows a source by.
func (s source) name() string {
	if s.file != nil {
		return s.file.Filename
	}
	return s.link
}

// item is a document as a draft has it. What was typed is no file.
func (s source) item(m extract.Member) store.DraftItem {
	if s.file == nil && s.link == "" {
		m.Data = nil
	}
	return store.DraftItem{Document: m.Document, Original: m.Data}
}

// bring fetches a source and reads what is in it: a document, or those of an
// archive. The name is the source's own, as a document that is all of it has it.
func (b *Bot) bring(ctx context.Context, s source, given corpus.Metadata) (members iter.Seq[extract.Member], name string, err error) {
	file := extract.File{Data: []byte(s.text)}
	switch {
	case s.file != nil:
		data, err := b.files.Get(ctx, s.file.URL, s.file.Size)
		if err != nil {
			b.extracted(err)
			return nil, "", err
		}
		file = extract.File{Name: s.file.Filename, Data: data}
	case s.link != "":
		page, err := b.links.Get(ctx, fetch.Request{Link: s.link})
		if err != nil {
			b.extracted(err)
			return nil, "", err
		}
		file = extract.File{Name: page.Name, Data: page.Data}
		given.URL = cmp.Or(given.URL, page.URL)
	}
	return b.extracting(extract.Documents(ctx, file, given)), file.Name, nil
}

// refusalRoom is how many characters of a preview tell of files that could not
// be read.
const refusalRoom = 900

// refusals tells of the files that could not be read, a line each, as far as
// there is room.
func (r *request) refusals(n draftNote, room int) (lines []warning) {
	for i, f := range n.Refused {
		line := r.say("add.refused", escapeLine(f.Name), f.Why)
		if room -= length(line) + len("-# ⚠ \n"); room < 0 {
			n.Others += len(n.Refused) - i
			break
		}
		lines = append(lines, warning{Says: line})
	}
	if n.Others > 0 {
		lines = append(lines, warning{Says: r.count("add.refused-more", n.Others)})
	}
	return lines
}
