package extract

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
)

// pageStart matches the beginning of a file that is a web page, and
// fragmentStart that of a part of one. Markdown may begin with a tag too.
var (
	pageStart     = regexp.MustCompile(`(?is)^(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|script)\b`)
	fragmentStart = regexp.MustCompile(`(?is)^\s*(?:<!--.*?-->\s*)*<(?:div|article|section|main|p|table|ul|ol|h[1-6]|span|center|header|blockquote)\b[^>]*>`)
	closingTags   = regexp.MustCompile(`(?i)</(?:div|article|section|main|p|table|ul|ol|h[1-6]|span|center|header|blockquote|a|li|td)\s*>`)
)

// isHTML recognizes a page by how it begins, and a part of one by its also
// ending with a tag and having more of them.
func isHTML(in input) bool {
	head := in.data[:min(len(in.data), 4<<10)]
	if in.text != "" {
		head = []byte(in.text[:min(len(in.text), 4<<10)])
	}
	if pageStart.Match(head) {
		return true
	}
	return fragmentStart.Match(head) && strings.HasSuffix(strings.TrimSpace(in.text), ">") && len(closingTags.FindAllStringIndex(in.text, 3)) == 3
}

// maxPageElements is the most elements of a page in which an article is looked
// for: long ones have some ten thousand.
const maxPageElements = 100_000

// readHTML reads the article on a web page.
func readHTML(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	if len(in.data) > MaxTextBytes {
		return article{}, errTooLarge()
	}
	text, problem := decodeHTML(in.data)
	if problem != nil {
		return article{}, problem
	}
	root, problem := parseHTML(text)
	if problem != nil {
		return article{}, problem
	}
	facts := readFacts(root)
	if facts.elements > maxPageElements {
		return article{}, errTooManyElements()
	}
	var art article
	art.meta = corpus.Metadata{
		Title: facts.pageTitle(root), Publication: facts.publication(), URL: facts.address(), Language: facts.language(),
	}
	signs := readWallSigns(root, facts.title)
	removeClutter(root)
	art.meta.Authors = facts.pageAuthors(root)
	parts, err := articleParts(ctx, root, facts, &art.meta)
	if err != nil {
		return article{}, err
	}
	if problem := signs.wall(facts, parts); problem != nil {
		return article{}, problem
	}
	if !hasWords(parts) {
		return article{}, &Problem{"no-article", "No article was found on this page. Please send the article's text instead."}
	}
	art.parts = parts
	art.meta.Language = spoken(art.meta.Language, parts)
	if art.meta.Dateline == "" {
		art.meta.Dateline = firstDateline(art.parts)
	}
	return art, nil
}

// hasWords reports whether there is a letter or a digit in any of the parts.
func hasWords(parts []corpus.Part) bool {
	return slices.ContainsFunc(parts, func(p corpus.Part) bool { return hasWord(p.Text) })
}

// spoken is the language that a page states, unless its text is surely in
// another one: what a site's frame is written in says nothing of the article.
func spoken(stated string, parts []corpus.Part) string {
	found := languageOf(parts)
	if stated == "" || found == "" {
		return stated
	}
	is, err := language.Parse(stated)
	seems, err2 := language.Parse(found)
	if err != nil || err2 != nil {
		return stated
	}
	a, _ := is.Base()
	b, _ := seems.Base()
	letters := 0
	for _, p := range parts {
		letters += len(p.Text)
	}
	if a != b && letters >= sureLetters {
		return found
	}
	return stated
}

// sureLetters is how many bytes of text it takes to doubt the language that a
// page states.
const sureLetters = 600
