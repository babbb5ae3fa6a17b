package extract

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// structured is what the JSON-LD of a page says about its article. A field is
// empty where it says nothing.
type structured struct {
	headline, subtitle string
	authors            []string
	publisher          string
	published          string
	modified           string
	language           string
	url                string
	body               string
	site               string // the name of a WebSite
	notFree            bool   // isAccessibleForFree is false
}

// The limits of JSON-LD: a page has a few objects, and names each author once.
const (
	maxStructured = 1 << 20 // bytes in one script
	maxObjects    = 2000
	maxNamed      = 20
)

var articleTypes = wordSet(`article newsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle opinionnewsarticle
	reportagenewsarticle reviewnewsarticle report satiricalarticle scholarlyarticle medicalscholarlyarticle socialmediaposting
	blogposting liveblogposting discussionforumposting techarticle advertisercontentarticle blogpost review recipe`)

// pageTypes say less, and are asked after the articles.
var pageTypes = wordSet("webpage itempage aboutpage faqpage creativework product book videoobject podcastepisode event")

// readStructured reads the JSON-LD of a page: of several articles the first.
func readStructured(root *xhtml.Node) structured {
	g := graph{byID: map[string]map[string]any{}}
	eachNode(root, func(n *xhtml.Node) visit {
		if n.DataAtom == atom.Script && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			g.read(n.FirstChild.Data)
		}
		return descend
	})
	var s structured
	for _, types := range []map[string]bool{articleTypes, pageTypes} {
		for _, o := range g.objects {
			if isOfType(o, types) {
				s.fill(&g, o)
			}
		}
	}
	for _, o := range g.objects {
		if isOfType(o, map[string]bool{"website": true}) && s.site == "" {
			s.site = plainValue(o["name"])
		}
	}
	return s
}

// graph is all the objects of a page's JSON-LD, in order.
type graph struct {
	objects []map[string]any
	byID    map[string]map[string]any
}

var (
	scriptWrap    = regexp.MustCompile(`^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$`)
	trailingComma = regexp.MustCompile(`,(\s*[}\]])`)
)

// read adds the objects of one script. Raw line ends in strings and commas
// before a closing bracket are common and are mended; what is then still not
// JSON is left out.
func (g *graph) read(script string) {
	if len(script) > maxStructured {
		return
	}
	script = strings.TrimSuffix(strings.TrimSpace(scriptWrap.ReplaceAllString(script, "")), ";")
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		mended := trailingComma.ReplaceAllString(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(script), "$1")
		if json.Unmarshal([]byte(mended), &v) != nil {
			return
		}
	}
	g.add(v, 0)
}

// add collects objects. Only what can be the page's own article or its people
// is followed: lists and mentions are of other articles.
func (g *graph) add(v any, depth int) {
	if depth > 8 || len(g.objects) > maxObjects {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.add(e, depth+1)
		}
	case map[string]any:
		g.objects = append(g.objects, v)
		if id := plainValue(v["@id"]); id != "" && len(v) > 1 {
			if _, known := g.byID[id]; !known {
				g.byID[id] = v
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "creator"} {
			g.add(v[key], depth+1)
		}
	}
}

// isOfType reports whether an object has one of the types.
func isOfType(o map[string]any, types map[string]bool) bool {
	for _, t := range listOf(o["@type"]) {
		name := plainValue(t)
		if i := strings.LastIndexAny(name, "/#:"); i >= 0 {
			name = name[i+1:]
		}
		if types[strings.ToLower(name)] {
			return true
		}
	}
	return false
}

// fill sets the fields that are still empty from an object.
func (s *structured) fill(g *graph, o map[string]any) {
	set := func(to *string, keys ...string) {
		for _, key := range keys {
			if *to == "" {
				*to = plainValue(o[key])
			}
		}
	}
	set(&s.headline, "headline", "name")
	set(&s.subtitle, "alternativeHeadline")
	set(&s.published, "datePublished", "dateCreated", "uploadDate")
	set(&s.modified, "dateModified")
	set(&s.language, "inLanguage")
	set(&s.url, "url", "mainEntityOfPage")
	set(&s.body, "articleBody", "reviewBody")
	if len(s.authors) == 0 {
		s.authors = slices.Concat(g.names(o["author"]), g.names(o["creator"]))
	}
	if s.publisher == "" {
		s.publisher = strings.Join(g.names(o["publisher"]), ", ")
	}
	if free := strings.ToLower(plainValue(o["isAccessibleForFree"])); free == "false" || strings.HasSuffix(free, "/false") {
		s.notFree = true
	}
}

// names returns the names of people or bodies, which may be given as
// text, as objects, or as the IDs of objects.
func (g *graph) names(v any) []string {
	var all []string
	for _, e := range listOf(v) {
		if o, ok := e.(map[string]any); ok {
			if known := g.byID[plainValue(o["@id"])]; known != nil && plainValue(o["name"]) == "" {
				o = known
			}
			e = o["name"]
		}
		for _, name := range listOf(e) {
			if s := plainValue(name); s != "" && !slices.Contains(all, s) && len(all) < maxNamed {
				all = append(all, s)
			}
		}
	}
	return all
}

// listOf returns the elements of a value that may be one or several.
func listOf(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// plainValue returns a value as one line; of an object, its ID or value.
func plainValue(v any) string {
	switch v := v.(type) {
	case string:
		return oneLine(html.UnescapeString(html.UnescapeString(v)))
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return plainValue(s)
			}
		}
	case map[string]any:
		for _, key := range []string{"@id", "@value", "name"} {
			if s, ok := v[key].(string); ok {
				return plainValue(s)
			}
		}
	}
	return ""
}
