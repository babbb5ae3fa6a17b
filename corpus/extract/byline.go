package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

var (
	byWord = regexp.MustCompile(`^(?i:(words|written|story|text|reported|report|article|analysis|edited|compiled|posted|published) by|by|author|authors|writer|byline|text|par|von|por|autor|auteur|автор)(:\s*|\s+)|^(?:作者|记者|記者|文|撰文|筆者|기자|글)\s*[:：]\s*`)

	// names are divided at these; a comma may also begin what the person is.
	nameSplit = regexp.MustCompile(`\s*(?:,?\s+(?:and|und|et|y|e)\s+|\s+&\s+|;\s*|,\s*)`)

	// The parts of a byline: By X | Publication | date.
	segmentSplit = regexp.MustCompile(`\s*(?:[|·•]|\s[-–—]\s)\s*`)

	roleWord  = regexp.MustCompile(`(?i)\b(chief |senior |special |deputy |foreign |staff |national |political |diplomatic |economics |business |asia |europe |contributing )*(staff|writers?|correspondents?|reporters?|editors?|columnists?|contributors?|journalists?|bureau chief|producers?|photographers?|analysts?|freelancer)\b`)
	rolePlace = regexp.MustCompile(`\s+(?i:(in|at|from|for)) +(\p{Lu}.*)$`)

	// Words of which one at least is in the names of news bodies.
	bodyWord = regexp.MustCompile(`\b(News|Times|Post|Press|Herald|Tribune|Guardian|Journal|Gazette|Agency|Daily|Weekly|Monthly|Reuters|AFP|AP|BBC|CNN|NPR|Bloomberg|Nikkei|Chronicle|Observer|Mail|Telegraph|Independent|Review|Magazine|Standard|Courier|Star|Sun|Globe|Mirror|Bulletin|Broadcasting|Radio|TV|Television|Ledger|Dispatch|Examiner|Sentinel|Monitor|Wire|Today|Online|Media)\b`)

	particle = wordSet(`al bin bint von van der den de del della di da dos das la le el ibn abu ben y e of`)
)

// byline is what a line says about who wrote the article and for whom.
type byline struct {
	authors     []string
	publication string
	published   corpus.Date
}

// readByline reads the forms "By X", "By X and Y", "By X, Body staff writer",
// "By X | Body | date", "Author: X" and, without such a word, "X, Body" when
// the body is plainly one that publishes news.
func readByline(line string) (b byline, ok bool) {
	if utf8.RuneCountInString(line) > 160 || strings.HasSuffix(line, "?") {
		return b, false
	}
	if s, ok := readSegments(line); ok {
		return s, true
	}
	rest, marked := line, false
	if at := byWord.FindStringIndex(line); at != nil {
		rest, marked = line[at[1]:], true
	}
	for i, seg := range segmentSplit.Split(rest, -1) {
		if d, isDate := dateLine(seg); isDate {
			b.published = d
			continue
		}
		if i == 0 {
			if !b.namesAndBody(seg, marked) {
				return byline{}, false
			}
			continue
		}
		if readTime.MatchString(seg) || isFurniture(seg) {
			continue
		}
		body := affiliation(seg)
		switch {
		case b.publication == "" && looksLikeBody(body) && (marked || bodyWord.MatchString(body)):
			b.publication = body
		case !marked:
			return byline{}, false
		}
	}
	unmarked := !marked && (b.publication == "" && b.published.IsZero() || slices.ContainsFunc(b.authors, isOneWord))
	return b, !unmarked && (len(b.authors) > 0 || marked && b.publication != "")
}

// isOneWord reports whether a name is a single word, as a place is more often
// than a person.
func isOneWord(s string) bool { return !strings.Contains(s, " ") && s < "\u2e80" }

// readSegments reads "The Gazette | 2022-06-01 | X", whose parts may stand in
// any order: each is a date, a body or a name, and one at least is a date.
func readSegments(line string) (b byline, ok bool) {
	for _, seg := range segmentSplit.Split(byWord.ReplaceAllString(line, ""), -1) {
		d, isDate := dateLine(seg)
		switch {
		case isDate && b.published.IsZero():
			b.published = d
		case isDate, seg == "", readTime.MatchString(seg):
		case b.publication == "" && looksLikeBody(seg) && (bodyWord.MatchString(seg) || strings.HasPrefix(seg, "The ")):
			b.publication = seg
		case looksLikeName(seg):
			b.authors = append(b.authors, seg)
		default:
			return byline{}, false
		}
	}
	return b, !b.published.IsZero() && (len(b.authors) > 0 || b.publication != "")
}

// namesAndBody reads "X, Y and Z, Body staff writers, September 4, 2023".
func (b *byline) namesAndBody(seg string, marked bool) bool {
	if d, at, ok := findDate(seg); ok && !hasWord(withoutTimes(seg[at[1]:])) {
		b.published = d
		seg = strings.TrimRight(dateLabel.ReplaceAllString(seg[:at[0]], ""), " ,")
		seg = strings.TrimRight(dayNames.ReplaceAllString(seg, ""), " ,")
	}
	if m := rolePlace.FindStringSubmatchIndex(seg); m != nil && marked {
		if strings.EqualFold(seg[m[2]:m[3]], "for") {
			b.publication = affiliation(seg[m[4]:m[5]])
		}
		seg = seg[:m[0]]
	}
	for _, piece := range splitNames(seg) {
		switch {
		case roleWord.MatchString(piece) || len(b.authors) > 0 && bodyWord.MatchString(piece):
			if body := affiliation(piece); b.publication == "" && looksLikeBody(body) {
				b.publication = body
			}
		case looksLikeName(piece):
			b.authors = append(b.authors, piece)
		case len(b.authors) > 0 && looksLikeBody(piece): // a place: "X, Geneva"
		case marked && bodyWord.MatchString(piece) && looksLikeBody(piece):
			b.publication = piece
		default:
			return false
		}
	}
	if len(b.authors) == 1 && bodyWord.MatchString(b.authors[0]) && marked {
		b.publication, b.authors = b.authors[0], nil
	}
	return true
}

// splitNames divides a list of people.
func splitNames(s string) []string {
	parts := nameSplit.Split(strings.TrimSpace(s), -1)
	return slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
}

// affiliation is the body in "Nikkei staff writer", "The Gazette" or
// "Gazette correspondent in Geneva".
func affiliation(s string) string {
	s = roleWord.ReplaceAllString(rolePlace.ReplaceAllString(s, ""), "")
	return strings.Trim(strings.Join(strings.Fields(s), " "), " ,-–—")
}

// looksLikeName reports whether the words can be a person's name: one to five
// words that begin with a capital letter, or an unspaced name in a script
// without capitals.
func looksLikeName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	capitals := 0
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".'’-·", r)
		}):
			return false
		case unicode.IsUpper(first), unicode.In(first, unicode.Lo):
			capitals++
		case i > 0 && particle[strings.ToLower(w)]:
		case i == 0 && particle[w] && len(words) > 1:
		default:
			return false
		}
	}
	return capitals > 0 && !notAName[strings.ToLower(words[0])]
}

// notAName are words with which a line begins that only looks like a name.
var notAName = wordSet(`the a an this that these those how why what when where who our your my his her its their
	staff agencies agency world news politics business opinion share read more`)

// looksLikeBody reports whether the words can be the name of a news body.
func looksLikeBody(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s, "the "))
	return unicode.IsUpper(first) || unicode.In(first, unicode.Lo)
}

// fullerName finds in the text the longer form of a publication's name with
// which an article speaks of its own paper: "… told Gazette Asia".
func fullerName(publication string, paragraphs []string) string {
	if publication == "" {
		return ""
	}
	re, err := regexp.Compile(`\b(?:told|tells|telling|interview with|spoke to|speaking to|spoke with|seen by|obtained by|reviewed by) (?:the |The )?(` +
		regexp.QuoteMeta(publication) + `(?: \p{Lu}[\pL]+){1,3})`)
	if err != nil {
		return publication
	}
	for _, p := range paragraphs {
		if m := re.FindStringSubmatch(p); m != nil {
			return m[1]
		}
	}
	return publication
}
