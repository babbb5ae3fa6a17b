package extract

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/pincite/pincite/corpus"
)

// maxFrontMatter is the most bytes of front matter that are read. What an
// article says about itself takes some hundred.
const maxFrontMatter = 64 << 10

var (
	frontOpen  = regexp.MustCompile(`^---[ \t]*\n`)
	frontClose = regexp.MustCompile(`(?m)^(---|\.\.\.)[ \t]*$`)
	frontKey   = regexp.MustCompile(`^\s*(#.*\n\s*)*[A-Za-z_"'][\w "'-]*:(\s|$)`)
)

// splitFrontMatter returns the YAML between the two --- lines with which a
// text begins, and what follows it. A text that begins with a line of dashes
// but no "key:" after it has no front matter.
func splitFrontMatter(text string) (front, body string, ok bool, err error) {
	open := frontOpen.FindString(text)
	rest := text[len(open):]
	if open == "" || !frontKey.MatchString(rest) && !frontClose.MatchString(firstLine(rest)) {
		return "", text, false, nil
	}
	end := frontClose.FindStringIndex(rest)
	if end == nil {
		return "", "", false, frontProblem(1, "it begins with --- but no second --- line ends it")
	}
	if end[0] > maxFrontMatter {
		return "", "", false, frontProblem(1, "it is longer than 64 KiB")
	}
	return rest[:end[0]], strings.TrimPrefix(rest[end[1]:], "\n"), true, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func frontProblem(line int, what string) *Problem {
	return &Problem{"front-matter", fmt.Sprintf("The front matter cannot be read: %s (line %d). "+
		"It has to be lines like \"title: The title\" between two lines of ---.", what, line)}
}

// readFrontMatter reads the metadata in front matter. Keys that it does not
// know are ignored. Aliases are not followed, so that a few bytes of YAML
// cannot stand for gigabytes.
func readFrontMatter(front string) (meta corpus.Metadata, stated map[string]bool, err error) {
	defer func() {
		if recover() != nil { // the YAML parser gives up on some malformed input with a panic
			err = frontProblem(1, "it is not well-formed YAML")
		}
	}()
	stated = map[string]bool{}
	file, perr := parser.ParseBytes([]byte(front), 0, parser.AllowDuplicateMapKey())
	if perr != nil {
		return meta, nil, yamlProblem(perr)
	}
	for _, doc := range file.Docs {
		if doc == nil || doc.Body == nil {
			continue
		}
		m, ok := doc.Body.(ast.MapNode)
		if !ok {
			return meta, nil, frontProblem(2, "it has no \"key: value\" lines")
		}
		for it := m.MapRange(); it.Next(); {
			value := nodeStrings(it.Value())
			key := strings.ToLower(strings.Trim(it.Key().String(), `"' `))
			if f, known := fieldOf[key]; known {
				stated[f] = true
				if _, list := it.Value().(*ast.SequenceNode); f == "authors" && !list {
					value = splitAuthors(strings.Join(value, " "))
				}
				if p := setField(&meta, f, value, it.Key().GetToken().Position.Line+1); p != nil {
					return meta, nil, p
				}
			}
		}
	}
	return meta, stated, nil
}

func yamlProblem(err error) *Problem {
	line, what := 1, "it is not well-formed YAML"
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		if msg := strings.TrimSpace(firstLine(syntax.Message)); msg != "" {
			what = msg
		}
		if syntax.Token != nil && syntax.Token.Position != nil {
			line = syntax.Token.Position.Line
		}
	}
	return frontProblem(line+1, what)
}

// fieldOf gives the field that a key of front matter fills.
var fieldOf = map[string]string{
	"title": "title", "headline": "title",
	"subtitle": "subtitle", "description": "subtitle", "deck": "subtitle", "standfirst": "subtitle",
	"author": "authors", "authors": "authors", "byline": "authors", "by": "authors",
	"publication": "publication", "publisher": "publication", "source": "publication", "site": "publication", "sitename": "publication",
	"published": "published", "date": "published", "pubdate": "published", "publish_date": "published", "published_at": "published",
	"url": "url", "link": "url", "canonical": "url", "canonical_url": "url", "permalink": "url",
	"language": "language", "lang": "language", "locale": "language",
	"dateline": "dateline", "place": "dateline",
	"file":    "file", // that the article was read from at first; Markdown writes it
	"example": "example",
}

// setField fills one field, unless an earlier key filled it.
func setField(m *corpus.Metadata, field string, values []string, line int) *Problem {
	first := strings.Join(values, ", ")
	set := func(to *string) {
		if *to == "" {
			*to = first
		}
	}
	switch field {
	case "title":
		set(&m.Title)
	case "subtitle":
		set(&m.Subtitle)
	case "publication":
		set(&m.Publication)
	case "url":
		set(&m.URL)
	case "dateline":
		set(&m.Dateline)
	case "file":
		set(&m.SourceFile)
	case "language":
		set(&m.Language)
		m.Language = languageTag(m.Language)
	case "example":
		m.Example = strings.EqualFold(first, "true") || strings.EqualFold(first, "yes")
	case "authors":
		if len(m.Authors) == 0 {
			m.Authors = values
		}
	case "published":
		if first == "" || !m.Published.IsZero() {
			break
		}
		d, ok := wholeDate(first)
		if !ok {
			return frontProblem(line, fmt.Sprintf("%q is not a date; write it as 2023-09-04", shorten(first, 60)))
		}
		m.Published = d
	}
	return nil
}

// splitAuthors divides a byline that was written as one string.
func splitAuthors(s string) []string {
	return splitNames(byWord.ReplaceAllString(strings.TrimSpace(s), ""))
}

// nodeStrings returns the text of a scalar, or of each scalar in a list. An
// author written as a mapping is taken by its name.
func nodeStrings(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.SequenceNode:
		var all []string
		for _, v := range n.Values {
			all = append(all, nodeStrings(v)...)
		}
		return all
	case *ast.MappingNode:
		for it := n.MapRange(); it.Next(); {
			if it.Key().String() == "name" {
				return nodeStrings(it.Value())
			}
		}
		return nil
	case *ast.TagNode:
		return nodeStrings(n.Value)
	case *ast.AnchorNode:
		return nodeStrings(n.Value)
	case *ast.LiteralNode:
		return one(n.Value.Value)
	case *ast.AliasNode, *ast.NullNode, nil:
		return nil
	case ast.ScalarNode:
		if n.GetToken() == nil {
			return nil
		}
		return one(n.GetToken().Value)
	}
	return nil
}

func one(s string) []string {
	if s = strings.TrimSpace(s); s != "" {
		return []string{s}
	}
	return nil
}
