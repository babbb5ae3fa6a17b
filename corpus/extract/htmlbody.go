package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/pincite/pincite/corpus"
)

// body makes the article's parts of the blocks of a page.
type body struct {
	facts  *pageFacts
	meta   *corpus.Metadata
	order  string // of dates in digits
	blocks []htmlBlock
	keep   []bool
}

// parts reads the lines over the first paragraph into metadata, and returns
// what of the blocks is the article.
func (b *body) parts() []corpus.Part {
	for i := range b.blocks {
		b.label(i)
	}
	lead := b.lead()
	b.betterTitle(lead)
	b.header(lead)
	b.drop(lead)
	b.tail(lead)
	var parts []corpus.Part
	for i, bl := range b.blocks {
		if b.keep[i] {
			parts = append(parts, bl.Part)
		}
	}
	return withoutEmptyHeadings(parts)
}

// betterTitle takes a line over the first paragraph for the title when it is
// part of what the page is called, and no heading is.
func (b *body) betterTitle(lead int) {
	if !b.facts.unheaded {
		return
	}
	title := letters(b.meta.Title)
	for i := max(0, lead-headerBlocks); i < lead; i++ {
		s := b.blocks[i].Text
		if got := letters(s); len(s) > 10 && len(got)*2 > len(title) && strings.Contains(title, got) && !b.facts.isSite(s) {
			b.meta.Title = s
			return
		}
	}
}

// label makes captions of what stands with pictures.
func (b *body) label(i int) {
	bl := &b.blocks[i]
	if bl.Kind == corpus.Heading && (sentencesIn(bl.Text) > 2 || utf8.RuneCountInString(bl.Text) > 200) {
		bl.Kind, bl.Level = corpus.Paragraph, 0
	}
	if bl.Kind == corpus.Paragraph && (isPictureLine(bl.Text) || bl.letters <= maxCaption && inPicture(bl.node)) {
		bl.Kind = corpus.Caption
	}
}

// leadLetters is how long a first paragraph is that does not end as a
// sentence.
const leadLetters = 100

// lead returns where the first paragraph stands; 0 when there is none.
func (b *body) lead() int {
	for i, bl := range b.blocks {
		if b.keep[i] && bl.Kind != corpus.Heading && bl.Kind != corpus.Caption && bl.isProse() &&
			(endsSentence(bl.Text) || bl.letters >= leadLetters) && !isJunk(bl, true) && !b.isSubtitle(i) {
			return i
		}
	}
	return max(0, slices.Index(b.keep, true))
}

// header reads what stands between the title and the first paragraph.
func (b *body) header(lead int) {
	from := b.titleAt(lead)
	// What stands above the title is not the article, but may say when it
	// appeared.
	if from > 0 && b.isTitle(b.blocks[from].Text) {
		for i := range from {
			if b.keep[i] = false; from-i <= aboveTitle {
				b.readLine(b.blocks[i].Text)
			}
		}
	}
	for i := from; i < lead; i++ {
		bl := b.blocks[i]
		switch {
		case bl.Kind == corpus.Paragraph && i > from && (bl.isProse() && endsSentence(bl.Text) || isLeadIn(bl.node)) && !isJunk(bl, true) && !b.isSubtitle(i):
			b.keep[i] = true
		case utf8.RuneCountInString(bl.Text) > maxSubtitle:
		case bl.Kind == corpus.Caption:
			if b.isTitle(bl.Text) || bl.letters < maxDateText && b.readLine(bl.Text) {
				b.keep[i] = false
			}
		case b.isTitle(bl.Text), b.readNamed(i), b.readLine(bl.Text), b.isSubtitle(i):
			b.keep[i] = false
		case bl.Kind == corpus.Paragraph && bl.isProse() && endsSentence(bl.Text):
		case bl.Kind == corpus.Heading && bl.Level == 1, bl.Kind == corpus.Paragraph && !endsSentence(bl.Text) && bl.letters < leadLetters:
			b.keep[i] = false
		}
	}
}

// leadWords are the words in a class that mark the first paragraph of an
// article, which pages often set apart from the others.
var leadWords = wordSet("lead lede leadtext leadin intro introtext introduction vorspann anreisser teasertext standfirst chapo chapeau ingress abstract entradilla")

// isLeadIn reports whether an element is marked as the first paragraph.
func isLeadIn(n *html.Node) bool {
	return n != nil && slices.ContainsFunc(nameWords(namesOf(n)), func(w string) bool { return leadWords[w] })
}

const (
	headerBlocks = 20 // over the first paragraph that are read
	aboveTitle   = 3  // over the title
)

// titleAt returns where the title stands over the first paragraph, or where
// the header may begin when it is not there.
func (b *body) titleAt(lead int) int {
	title := letters(b.meta.Title)
	for i := lead - 1; i >= max(0, lead-headerBlocks); i-- {
		got := letters(b.blocks[i].Text)
		if got == title || b.blocks[i].Kind == corpus.Heading && len(title) > 20 && strings.Contains(got, title) {
			return i
		}
	}
	return max(0, lead-headerBlocks)
}

// readNamed reads a line that stands under the word "Author".
func (b *body) readNamed(i int) bool {
	if i == 0 || !onlyBy.MatchString(b.blocks[i-1].Text) {
		return false
	}
	return b.readLine("By: " + b.blocks[i].Text)
}

func (b *body) isTitle(s string) bool {
	return b.meta.Title != "" && letters(s) == letters(b.meta.Title)
}

var subtitleWords = wordSet("subtitle subheadline subheading subhead subline deck dek standfirst tagline unterzeile untertitel kicker subtitulo sottotitolo soustitre bajada")

// maxSubtitle is the most characters of a line under a title.
const maxSubtitle = 300

// isSubtitle takes a line that is marked as standing under the title.
func (b *body) isSubtitle(i int) bool {
	bl := b.blocks[i]
	if utf8.RuneCountInString(bl.Text) > maxSubtitle || bl.linked*2 > bl.letters || len(strings.Fields(bl.Text)) < 4 {
		return false
	}
	marked := bl.Text == b.meta.Subtitle || letters(bl.Text) == letters(b.facts.subtitle)
	for n, up := bl.node, 0; n != nil && up < 3 && !marked; n, up = n.Parent, up+1 {
		marked = slices.ContainsFunc(append(nameWords(namesOf(n)), attr(n, "itemprop")), func(w string) bool { return subtitleWords[w] || w == "alternativeHeadline" })
	}
	under := bl.Kind == corpus.Heading && i > 0 && b.isTitle(b.blocks[i-1].Text) && len(bl.Text) > 60 && len(bl.Text) <= 200
	if !marked && !under {
		return false
	}
	if b.meta.Subtitle == "" {
		b.meta.Subtitle = bl.Text
	}
	return b.meta.Subtitle == bl.Text
}

// readLine reads a line beside the article that says who wrote it or when.
func (b *body) readLine(s string) bool {
	d, dated := valueDate(s, b.order)
	_, alone := dateLine(s)
	dated = dated && utf8.RuneCountInString(s) < maxByline && (alone || !endsSentence(s))
	if dated && b.meta.Published.IsZero() {
		b.meta.Published = d
	}
	names := b.namesIn(s)
	if len(names) > 0 && len(b.meta.Authors) == 0 {
		b.meta.Authors = names
	}
	return dated || len(names) > 0
}

// namesIn returns the people whom a line names as the authors: "By X",
// "1 March | X", or the names alone that are known already.
func (b *body) namesIn(s string) []string {
	if utf8.RuneCountInString(s) > maxByline || endsLong(s) {
		return nil
	}
	if bylinePrefix.MatchString(s) {
		oneWord := strings.Contains(s, ":") || byVerb.MatchString(s)
		return slices.DeleteFunc(b.facts.cleanNames([]string{s}, false), func(n string) bool { return !looksLikeName(n) && !(oneWord && isOneWord(n)) })
	}
	by, ok := readByline(s)
	if ok && byWord.MatchString(s) || b.knows(by.authors) {
		return by.authors
	}
	if _, at, ok := findDate(s); ok {
		var names []string
		for _, seg := range segmentSplit.Split(s[:at[0]]+"|"+s[at[1]:], -1) {
			seg = strings.Trim(seg, " ,;")
			switch {
			case !hasWord(withoutTimes(uhr.ReplaceAllString(seg, ""))):
			case looksLikeName(seg) && strings.Contains(seg, " ") && !b.facts.isSite(seg):
				names = append(names, seg)
			default:
				return nil
			}
		}
		return names
	}
	return nil
}

var uhr = regexp.MustCompile(`(?i)\b(?:uhr|hrs?|h)\b`)

// endsLong reports whether a line is a whole sentence of several words.
func endsLong(s string) bool { return endsSentence(s) && len(strings.Fields(s)) > 12 }

// knows reports whether the names are those of the authors that are known.
func (b *body) knows(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool {
		return !slices.ContainsFunc(b.meta.Authors, func(a string) bool { return letters(a) == letters(n) })
	})
}

// repeatWithin is how many blocks apart the same words stand when a page shows
// them twice. Further apart it is the writer who repeats them.
const repeatWithin = 4

// drop takes out what belongs to the site.
func (b *body) drop(lead int) {
	end := b.tailAt(lead)
	var recent [repeatWithin]string // of the blocks before
	for i, bl := range b.blocks {
		if !b.keep[i] {
			continue
		}
		key := letters(bl.Text)
		switch {
		case isJunk(bl, i < lead || i >= end), i < lead && bareAddress.MatchString(bl.Text), i < lead && b.isTitle(bl.Text), bl.Kind == corpus.Heading && b.isTitle(bl.Text):
			b.keep[i] = false
		case len(key) > 30 && slices.Contains(recent[:], key), key != "" && key == letters(b.meta.Subtitle) && i < lead:
			b.keep[i] = false
		}
		recent[i%repeatWithin] = key
	}
	b.dropLinkLists()
}

// maxListName is the most characters of a line that stands over a list.
const maxListName = 40

// dropLinkLists takes out lists that are nothing but links.
func (b *body) dropLinkLists() {
	for i := 0; i < len(b.blocks); {
		j, linked := i, 0
		for j < len(b.blocks) && b.blocks[j].Kind == corpus.Item && sameList(b.blocks[i].node, b.blocks[j].node) {
			if b.blocks[j].linked*10 >= b.blocks[j].letters*7 {
				linked++
			}
			j++
		}
		if j > i && linked == j-i {
			for k := i; k < j; k++ {
				b.keep[k] = false
			}
			if i > 0 && b.blocks[i-1].letters <= maxListName && b.blocks[i-1].Kind != corpus.Item {
				b.keep[i-1] = false
			}
		}
		i = max(j, i+1)
	}
}

func sameList(a, b *html.Node) bool {
	return a == b || a != nil && b != nil && container(a, b, 2) != nil
}

// tailBlocks is how many blocks at the end are looked at for what papers put
// under their articles.
const tailBlocks = 6

// tailAt returns where the last blocks of the article begin, which are after
// its first paragraph.
func (b *body) tailAt(lead int) int {
	at, n := len(b.blocks), 0
	for i := at - 1; i > lead && n < tailBlocks; i-- {
		if b.keep[i] {
			at, n = i, n+1
		}
	}
	return at
}

var aboutAuthor = regexp.MustCompile(`(?i)^\W{0,3}(?:about the authors?|über (?:den autor|die autorin)|sobre (?:el autor|la autora)|zur person|zum autor)`)

// tail takes out what stands under an article: who reported it, about the
// author, where else to read.
func (b *body) tail(lead int) {
	end := b.tailAt(lead)
	after := len(b.blocks) // the last block that is kept
	for after > 0 && !b.keep[after-1] {
		after--
	}
	if len(b.meta.Authors) == 0 || b.meta.Published.IsZero() {
		for i := after; i < min(after+tailBlocks, len(b.blocks)); i++ {
			if bl := b.blocks[i]; len(strings.Fields(bl.Text)) < 14 {
				b.readLine(bl.Text)
			}
		}
	}
	for i := after - 1; i >= end; i-- {
		bl := b.blocks[i]
		if !b.keep[i] {
			continue
		}
		if bylinePrefix.MatchString(bl.Text) && len(b.namesIn(bl.Text)) > 0 && b.readLine(bl.Text) || footerByline.MatchString(bl.Text) || aboutAuthor.MatchString(bl.Text) || b.isAboutAuthor(bl.Text) || inAuthorBox(bl.node) || bl.Kind == corpus.Heading && b.isName(bl.Text) {
			b.keep[i] = false
		}
	}
}

// inAuthorBox reports whether an element is in what a page shows about its
// author.
func inAuthorBox(n *html.Node) bool {
	for up := 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		author, box := false, false
		for _, w := range nameWords(namesOf(n)) {
			author = author || authorWords[w]
			box = box || notByline[w] || w == "card" || w == "section" || w == "wrap" || w == "area"
		}
		if author && box {
			return true
		}
	}
	return false
}

func (b *body) isName(s string) bool {
	return slices.ContainsFunc(b.meta.Authors, func(a string) bool { return letters(a) == letters(s) })
}

var livesOrWrites = regexp.MustCompile(`^\s+(?:\([^)]*\)\s+)?(?:is|has|was|joined|writes|covers|reports|lives|works|ist|war|schreibt|arbeitet|lebt|studierte|es|est|è)\b`)

// isAboutAuthor reports whether a paragraph tells who the author is.
func (b *body) isAboutAuthor(s string) bool {
	for _, a := range b.meta.Authors {
		first, _, _ := strings.Cut(a, " ")
		for _, name := range []string{a, first} {
			if rest, ok := strings.CutPrefix(s, name); ok && len(name) > 2 && livesOrWrites.MatchString(rest) {
				return true
			}
		}
	}
	return false
}

// withoutEmptyHeadings drops headings that nothing stands under.
func withoutEmptyHeadings(parts []corpus.Part) []corpus.Part {
	end := len(parts)
	for end > 0 && parts[end-1].Kind == corpus.Heading {
		end--
	}
	if end == 0 {
		return parts
	}
	return parts[:end]
}
