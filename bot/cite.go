package bot

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// Lengths, in characters, to which what is not quoted is clipped.
const (
	maxTitleShown   = 150
	maxNameShown    = 80
	maxHeadingShown = 80
	maxAskedShown   = 240
)

// citation writes where a quotation stands, as one line of small print.
func (r *request) citation(c corpus.Citation) string {
	parts := append([]string{r.title(c.Title, c.URL)}, r.origin(c.Authors, c.Publication, c.Published)...)
	parts = append(parts, r.locator(c.Locator)...)
	return "-# " + strings.Join(append(parts, permanent(c)...), " · ")
}

// permanent is the ID by which /cite finds the words again.
func permanent(c corpus.Citation) []string {
	if c.ID == "" {
		return nil
	}
	return []string{"`" + c.ID + "`"}
}

// alsoIn names the other articles that have the same words.
func (r *request) alsoIn(others []corpus.Citation) string {
	titles := make([]string, len(others))
	for i, c := range others {
		titles[i] = escapeLine(clip(c.Title, maxTitleListed))
		if c.Publication != "" {
			titles[i] += ", " + escapeLine(clip(c.Publication, maxNameListed))
		}
	}
	return "-# " + r.say("cite.also", strings.Join(titles, "; "))
}

// numbered puts a number before a citation, for the button that leads there.
func numbered(n int, citation string) string {
	return strings.Replace(citation, "-# ", "-# **"+strconv.Itoa(n)+"** · ", 1)
}

// citationWithin is citation in at most room characters where that can be:
// what is long is clipped and the link left out.
func (r *request) citationWithin(c corpus.Citation, room int) string {
	if full := r.citation(c); length(full) <= room {
		return full
	}
	parts := []string{escapeLine(clip(c.Title, maxTitleListed))}
	if len(c.Authors) > 0 {
		parts = append(parts, escapeLine(clip(strings.Join(c.Authors, ", "), maxNameListed)))
	}
	if !c.Published.IsZero() {
		parts = append(parts, r.date(c.Published))
	}
	c.Locator.Heading = ""
	parts = append(parts, r.locator(c.Locator)...)
	return "-# " + strings.Join(append(parts, permanent(c)...), " · ")
}

// origin says who published an article where and when, as far as is known.
func (r *request) origin(authors []string, publication string, published corpus.Date) []string {
	var parts []string
	if len(authors) > 0 {
		parts = append(parts, escapeLine(clip(strings.Join(authors, ", "), maxNameShown)))
	}
	if publication != "" {
		parts = append(parts, escapeLine(clip(publication, maxNameShown)))
	}
	if !published.IsZero() {
		parts = append(parts, r.date(published))
	}
	return parts
}

func (r *request) locator(l corpus.Locator) []string {
	var parts []string
	switch {
	case l.Paragraph > 0:
		parts = append(parts, r.say("cite.paragraph", l.Paragraph))
	case l.Kind == corpus.Heading:
		parts = append(parts, r.say("cite.headline"))
	case l.Kind == corpus.Caption:
		parts = append(parts, r.say("cite.caption"))
	}
	if l.Heading != "" && l.Kind != corpus.Heading {
		parts = append(parts, r.say("cite.heading", escapeLine(clip(l.Heading, maxHeadingShown))))
	}
	if l.Page > 0 {
		parts = append(parts, r.say("cite.page", l.Page))
	}
	return parts
}

// title writes a title, linked where the article has a web address.
func (r *request) title(title, address string) string {
	shown := r.plainTitle(title)
	if !isWebAddress(address) || len(address) > maxLinkURL || strings.ContainsAny(title, "[]") || strings.Contains(title, "://") {
		return shown
	}
	return "[" + shown + "](" + linkTarget.Replace(address) + ")"
}

func (r *request) plainTitle(title string) string {
	if strings.TrimSpace(title) == "" {
		return r.say("cite.untitled")
	}
	return escapeLine(clip(title, maxTitleShown))
}

// shortTitle is a title in a list.
func (r *request) shortTitle(title string) string {
	if strings.TrimSpace(title) == "" {
		return r.say("cite.untitled")
	}
	return escapeLine(clip(title, maxTitleListed))
}

// linkTarget encodes what would end the address of a Markdown link.
var linkTarget = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C", "\"", "%22")

// isWebAddress reports whether an address is one that a link may lead to.
func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// attribution says whose words a quotation is: the speaker's whom the article
// names, with the words by which it does, or the reporter's.
func (r *request) attribution(s *attribute.Speaker, c corpus.Citation) string {
	if s == nil || s.Name == "" {
		if len(c.Authors) > 0 {
			return r.say("speaker.reported", escapeLine(clip(strings.Join(c.Authors, ", "), maxNameShown)))
		}
		if c.Publication != "" {
			return r.say("speaker.reported", escapeLine(clip(c.Publication, maxNameShown)))
		}
		return r.say("speaker.article")
	}
	name, cue, via := r.speakerName(s), escapeLine(clip(s.Cue, maxNameShown)), ""
	if s.Via != "" && !strings.Contains(s.Cue, s.Via) {
		via = r.say("speaker.via", escapeLine(clip(s.Via, maxNameShown)))
	}
	if cue == "" {
		return r.say("speaker.nocue", name) + via
	}
	k := key("speaker.direct")
	switch s.Kind {
	case attribute.Mixed:
		k = "speaker.mixed"
	case attribute.Indirect:
		k = "speaker.indirect"
	}
	return r.say(k, name, cue) + via
}

// speakerName writes a speaker's name with what the article calls them besides.
func (r *request) speakerName(s *attribute.Speaker) string {
	name := "**" + escapeLine(clip(s.Name, maxNameShown)) + "**"
	if s.Role != "" {
		name += ", " + escapeLine(clip(s.Role, maxNameShown))
	}
	return name
}

// speakerAt returns to whom a document attributes the words at a span: the
// speaker of the first of its sentences there.
func speakerAt(d *corpus.Document, span corpus.Span) *attribute.Speaker {
	sentences := d.Sentences()
	i := slices.IndexFunc(sentences, func(s corpus.Sentence) bool { return span.Contains(s.Span) })
	if i < 0 {
		return nil
	}
	if speakers := attribute.Speakers(d); i < len(speakers) {
		return speakers[i]
	}
	return nil
}
