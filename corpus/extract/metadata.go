package extract

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
)

// maxTitle is the most bytes of a title that is taken from the text's
// beginning.
const maxTitle = 80

// minLanguageText is the fewest letters from which a language is told.
const minLanguageText = 60

// complete merges what the caller gave with what the file states, and fills
// the fields that every document has.
func complete(art article, given corpus.Metadata, name string) corpus.Metadata {
	m := merge(clean(art.meta), given)
	m.SourceFile = baseName(cmp.Or(given.SourceFile, art.meta.SourceFile))
	if m.SourceFile == "" && !art.stated["file"] {
		m.SourceFile = baseName(name)
	}
	beginning := strings.Join(texts(art.parts[:min(len(art.parts), 3)]), " ")
	for _, title := range []string{titleFromName(name), shorten(corpus.Canonical(beginning), maxTitle), "Untitled"} {
		if m.Title == "" && hasWord(corpus.Canonical(title)) {
			m.Title = title
		}
	}
	if m.Language == "" && !art.stated["language"] {
		m.Language = languageOf(art.parts)
	}
	return m
}

// merge gives each field of a, unless b sets it.
func merge(a, b corpus.Metadata) corpus.Metadata {
	choose := func(to *string, from string) {
		if from != "" {
			*to = from
		}
	}
	choose(&a.Title, b.Title)
	choose(&a.Subtitle, b.Subtitle)
	choose(&a.Publication, b.Publication)
	choose(&a.URL, b.URL)
	choose(&a.Language, b.Language)
	choose(&a.Dateline, b.Dateline)
	if len(b.Authors) > 0 {
		a.Authors = b.Authors
	}
	if !b.Published.IsZero() {
		a.Published = b.Published
	}
	a.Example = a.Example || b.Example
	return a
}

// clean drops what only looks like a value: blanks, and a language that is
// not known.
func clean(m corpus.Metadata) corpus.Metadata {
	for _, s := range []*string{&m.Title, &m.Subtitle, &m.Publication, &m.Dateline, &m.URL} {
		if corpus.Canonical(strings.TrimSpace(*s)) == "" {
			*s = ""
		}
	}
	m.Language = languageTag(m.Language)
	return m
}

// oneLine puts a text on one line without double spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// baseName is a file's name without the folders of whichever system it came
// from.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return name
}

// extensionOf is what follows a name's last dot, in lower case.
func extensionOf(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// titleFromName makes a title of a file's name: "port-strike_2024.txt" is
// "Port strike 2024". Names that say nothing, as Discord gives to pastes,
// give none.
func titleFromName(name string) string {
	base := corpus.Canonical(baseName(name))
	base = strings.TrimSuffix(base, path.Ext(base))
	words := strings.FieldsFunc(base, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' || r == '+' })
	title := shorten(strings.Join(words, " "), maxTitle)
	if saysNothing[strings.ToLower(strings.TrimRight(title, " 0123456789()"))] {
		return ""
	}
	first, n := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[n:]
}

var saysNothing = map[string]bool{"": true, "message": true, "paste": true, "text": true, "untitled": true, "file": true, "document": true,
	"new text document": true, "article": true, "unknown": true, "download": true, "stdin": true, "input": true}

// languageTag brings a language's tag into its canonical form; what is no tag
// is dropped, and so is "und", which says that the language is not known.
func languageTag(s string) string {
	tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// languageOf recognizes the language of the text; "" when it is not sure.
func languageOf(parts []corpus.Part) string {
	var sample strings.Builder
	for _, p := range parts {
		if p.Kind != corpus.Code && sample.Len() < 16<<10 {
			sample.WriteString(p.Text)
			sample.WriteByte('\n')
		}
	}
	info := whatlanggo.Detect(sample.String())
	if info.Script == nil || sample.Len() < minLanguageText || !info.IsReliable() {
		return ""
	}
	return languageTag(whatlanggo.LangToStringShort(info.Lang))
}

// Warnings says what a moderator may want to look at before an article is
// kept: what the file did not state. Each is one short sentence.
func Warnings(d *corpus.Document) []string {
	var all []string
	m := d.Metadata()
	if len(m.Authors) == 0 {
		all = append(all, "No author was found.")
	}
	if m.Published.IsZero() {
		all = append(all, "No date was found.")
	} else if m.Published.Day == 0 {
		all = append(all, "Only a part of the date was found: "+m.Published.String()+".")
	}
	if m.Publication == "" {
		all = append(all, "No publication was found.")
	}
	if words := len(strings.Fields(d.Text())); words < shortText && len(d.Text()) < 6*shortText {
		all = append(all, "The text is very short.")
	}
	if bare, pages := barePages(d); bare >= 3 && bare*2 >= pages {
		all = append(all, fmt.Sprintf("%d of %d pages have no text: they may be scans.", bare, pages))
	}
	return all
}

// barePages counts the pages between the first and the last with text on which
// nothing begins.
func barePages(d *corpus.Document) (bare, pages int) {
	first, last := 0, 0
	seen := map[int]bool{}
	for _, b := range d.Blocks() {
		if b.Page > 0 {
			seen[b.Page] = true
			last = max(last, b.Page)
			if first == 0 || b.Page < first {
				first = b.Page
			}
		}
	}
	if last == 0 {
		return 0, 0
	}
	pages = last - first + 1
	return pages - len(seen), pages
}

// shortText is the number of words below which an article is called short.
const shortText = 60
