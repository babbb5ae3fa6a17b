package bot

import (
	"context"
	"fmt"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
)

const (
	usualFileLimit = 10 << 20 // bytes of a file, where Discord does not say
	maxExported    = 24 << 20 // bytes of all files of a message: Discord takes 25 MB in one request
	exportedAtOnce = 20       // documents in memory
)

// export answers /library export: the guild's own articles as ZIP archives of
// Markdown, from which they can be added again.
func (b *Bot) export(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	limit := r.fileLimit
	if limit <= 0 {
		limit = usualFileLimit
	}
	e := extract.NewExport(min(limit, maxExported))
	total, err := b.exportAll(ctx, scope, e)
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return notice(colourPlain, r.say("list.none")), nil
	}
	archives, err := e.Archives()
	if err != nil {
		return reply{}, err
	}
	var size int64
	rep := reply{private: true}
	parts := []component{text(r.count("export.head", total))}
	for i, data := range archives {
		f := upload{name: "library.zip", data: data}
		if len(archives) > 1 {
			f.name = fmt.Sprintf("library-%d-of-%d.zip", i+1, len(archives))
		}
		if size += int64(len(data)); int64(len(data)) > limit || size > maxExported {
			return reply{}, errExportTooLarge
		}
		rep.files = append(rep.files, f)
		parts = append(parts, attached(f))
	}
	rep.parts = []component{container(colourDone, parts...)}
	return rep, nil
}

// errExportTooLarge says what to do with a library that no message can carry.
var errExportTooLarge = tell("export.too-large")

// exportAll adds a library's articles to an export, a few at a time, and returns
// how many there are.
func (b *Bot) exportAll(ctx context.Context, scope corpus.Scope, e *extract.Export) (total int, err error) {
	for offset := 0; ; offset += exportedAtOnce {
		list, all, err := b.cfg.Store.List(ctx, scope, store.Page{Offset: offset, Limit: exportedAtOnce})
		if err != nil || len(list) == 0 {
			return all, err
		}
		ids := make([]corpus.ID, len(list))
		for i, s := range list {
			ids[i] = s.ID
		}
		docs, err := b.cfg.Store.Documents(ctx, scope, ids)
		if err != nil {
			return 0, err
		}
		for _, d := range docs {
			if err := e.Add(d); err != nil {
				return 0, err
			}
		}
		if e.Size() > maxExported {
			return 0, errExportTooLarge
		}
	}
}
