package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
)

// The names under which pages give the day of publication, best first, and
// those under which they give the day of a change.
var (
	publishedNames = strings.Fields(`article:published_time og:article:published_time og:published_time datepublished article:published published_time
		date pubdate pub_date publishdate publish-date publish_date publication_date publicationdate publication-date published published-date
		parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime article.published bt:pubdate datecreated
		dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date citation_publication_date citation_date
		originalpublicationdate date_published article_date_original article:post_date dc.issued created uploaddate rnews:datepublished displaydate`)
	modifiedNames = strings.Fields(`article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified last-modified lastmod
		date_updated modified_time cxenseparse:recs:articlechanged`)
)

// statedDate is when the page says on purpose that its article was published.
func (f *pageFacts) statedDate(marks dateMarks) corpus.Date {
	return f.firstDate([]string{f.structured.published}, f.all(publishedNames), marks.published)
}

// likelyDate is the best guess where nothing states the day: elements that are
// marked as dates of something, the address, the day of a change.
func (f *pageFacts) likelyDate(marks dateMarks) corpus.Date {
	if d := f.firstDate(marks.plain); !d.IsZero() {
		return d
	}
	if d, ok := addressDate(f.address()); ok {
		return d
	}
	return f.firstDate(marks.changed, []string{f.structured.modified}, f.all(modifiedNames))
}

// firstDate reads the first value that is a date.
func (f *pageFacts) firstDate(values ...[]string) corpus.Date {
	order := f.dateOrder()
	for _, s := range slices.Concat(values...) {
		if d, ok := valueDate(s, order); ok {
			return d
		}
	}
	return corpus.Date{}
}

func (f *pageFacts) all(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, f.metas[name]...)
	}
	return all
}

// dateOrder says which comes first where the page's language writes dates in
// digits: "mdy" in the United States, "dmy" elsewhere, "" where nobody knows.
func (f *pageFacts) dateOrder() string {
	tag, err := language.Parse(f.language())
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	region, sure := tag.Region()
	switch {
	case base.String() == "en" && region.String() == "US" && sure == language.Exact:
		return "mdy"
	case base.String() == "en" && sure != language.Exact:
		return ""
	case slices.Contains([]string{"zh", "ja", "ko", "hu", "lt"}, base.String()):
		return ""
	}
	return "dmy"
}

var (
	digitDate  = regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b`)
	stampDate  = regexp.MustCompile(`^(?:1\d{9}|1\d{12})$`)
	gluedDate  = regexp.MustCompile(`(\pL{2})(\d{1,2}[./]\d)`)
	closedDate = regexp.MustCompile(`^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:\d{0,6}|T.*)$`)
)

// valueDate reads a value that is a date in any of the forms that pages use.
func valueDate(s string, order string) (corpus.Date, bool) {
	s = gluedDate.ReplaceAllString(oneLine(s), "$1 $2")
	if s == "" || len(s) > 200 {
		return corpus.Date{}, false
	}
	if stampDate.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		t := time.Unix(n, 0).UTC()
		return dayOf(t.Year(), int(t.Month()), t.Day())
	}
	if m := closedDate.FindStringSubmatch(s); m != nil {
		return dayOf(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	if d, _, ok := findDate(s); ok && d.Day > 0 {
		return d, recent(d)
	}
	if m := digitDate.FindStringSubmatch(s); m != nil && order != "" {
		year, a, b := atoi(m[3]), atoi(m[1]), atoi(m[2])
		if year < 100 {
			year += 2000
		}
		if order == "mdy" {
			a, b = b, a
		}
		return dayOf(year, b, a)
	}
	return corpus.Date{}, false
}

func dayOf(year, month, day int) (corpus.Date, bool) {
	d := corpus.Date{Year: year, Month: time.Month(month), Day: day}
	return d, validDate(d, true) && recent(d)
}

// recent reports whether a page can be of a day: there are none before the
// press, and none from far in the future.
func recent(d corpus.Date) bool { return d.Year >= 1900 && d.Year < 2100 }

var pathDate = regexp.MustCompile(`[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:\D|$)`)

// addressDate reads the day that many addresses carry: /2024/03/05/.
func addressDate(address string) (corpus.Date, bool) {
	m := pathDate.FindStringSubmatch(address)
	if m == nil {
		return corpus.Date{}, false
	}
	return dayOf(atoi(m[1]), atoi(m[2]), atoi(m[3]))
}

// dateMarks are the texts of elements that are marked as dates, in the order
// of the page.
type dateMarks struct {
	published, plain, changed []string
}

var (
	dateWords    = wordSet("date datum fecha data pubdate published publish publication posted timestamp time datetime dateline entrydate postdate meta postmeta entrymeta byline info zeit created")
	changedWords = wordSet("updated modified update changed aktualisiert lastmod revision")
)

// maxDates is the most elements that are looked at for a date.
const maxDates = 500

// maxDateText is the most characters of an element that says a date.
const maxDateText = 120

// datesOf collects the elements that are marked as dates.
func datesOf(root *html.Node) dateMarks {
	var m dateMarks
	eachNode(root, func(n *html.Node) visit {
		if n.Type != html.ElementNode || n.DataAtom == atom.Head || unread[n.DataAtom] && n.DataAtom != atom.Meta {
			return descend
		}
		props := strings.ToLower(attr(n, "itemprop"))
		words := nameWords(namesOf(n))
		has := func(set map[string]bool) bool {
			return slices.ContainsFunc(words, func(w string) bool { return set[w] })
		}
		isTime := n.DataAtom == atom.Time || props == "datepublished" || props == "datecreated" || props == "datemodified"
		if !isTime && !has(dateWords) && !has(changedWords) {
			return descend
		}
		value := first(attr(n, "datetime"), attr(n, "content"))
		if value == "" {
			if value = oneLine(rawText(n, 4*maxDateText)); len(value) > maxDateText {
				return descend
			}
		}
		switch {
		case len(m.published)+len(m.plain)+len(m.changed) > maxDates:
			return stop
		case props == "datemodified" || has(changedWords) && !hasAttr(n, "pubdate") && !slices.Contains(words, "published"):
			m.changed = append(m.changed, value)
		case props == "datepublished" || hasAttr(n, "pubdate") || slices.Contains(words, "published"):
			m.published = append(m.published, value)
		default:
			m.plain = append(m.plain, value)
		}
		return descend
	})
	return m
}
