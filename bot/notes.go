package bot

import (
	"github.com/pincite/pincite/search"
)

// maxDifferingShown is how many characters are shown of the words in which articles
// differ.
const maxDifferingShown = 80

// differs says what articles differ in.
var differs = map[search.Matter]key{search.OnNumber: "differ.number", search.OnName: "differ.name"}

// sourceNotes says in how many articles an answer stands, how many of these are
// independent, and where articles disagree: both sides, each with its article.
func (r *request) sourceNotes(a search.Answer) []string {
	var lines []string
	for _, d := range a.Differences {
		lines = append(lines, r.say(differs[d.On], r.differing(d.Sides[0]), r.differing(d.Sides[1])))
	}
	switch {
	case a.Articles < 2:
	case a.Sources == 1:
		lines = append(lines, r.say("sources.one", a.Articles))
	case a.Sources == a.Articles:
		lines = append(lines, r.say("sources.each", a.Articles))
	default:
		lines = append(lines, r.say("sources.some", a.Articles, a.Sources))
	}
	return lines
}

// differing is one side of a disagreement.
func (r *request) differing(s search.Side) string {
	where := escapeLine(clip(s.Citation.Title, maxTitleListed))
	if s.Citation.Publication != "" {
		where += ", " + escapeLine(clip(s.Citation.Publication, maxNameListed))
	}
	return r.say("differ.side", escapeLine(clip(oneLine(s.Words), maxDifferingShown)), where)
}
