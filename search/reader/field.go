package reader

import (
	"slices"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// fieldOf says which item of metadata a question asks for: "who wrote the
// article about …", "when was … published". The question must speak of an
// article as such; "who wrote the letter" is a question to the text.
func fieldOf(ts []terms.Term) corpus.Field {
	has := map[string]bool{}
	for _, t := range ts {
		has[t.Word] = true
	}
	piece := has["article"] || has["story"] || has["piece"] || has["articles"]
	published := has["published"] || has["publish"] || has["printed"] || has["appear"] || has["appeared"]
	made := has["wrote"] || has["written"] || has["author"] || has["authored"] || has["byline"] || has["reporter"] || has["journalist"] || has["write"]
	first := ""
	for _, t := range ts {
		if first == "" && asking[t.Word] {
			first = t.Word
		}
	}
	switch {
	case !piece && !(has["headline"] || has["byline"]):
		return ""
	case made && (first == "who" || first == "what" || first == "which" || first == ""):
		return corpus.FieldAuthors
	case (published || made) && (first == "when" || has["date"] || has["year"]):
		return corpus.FieldPublished
	case has["title"] || has["headline"] || has["titled"] || has["called"] && first == "what":
		return corpus.FieldTitle
	case has["url"] || has["link"] || has["address"]:
		return corpus.FieldURL
	case published && (first == "who" || first == "where" || first == "which" || first == "what"),
		has["newspaper"] || has["publication"] || has["magazine"] || has["outlet"]:
		return corpus.FieldPublication
	case has["dateline"], has["reported"] && first == "where":
		return corpus.FieldDateline
	}
	return ""
}

var asking = set(`who when where what which how why`)

// About says how much of what a question about a document says of its subject
// the document has: in its title, or in its text.
func About(q *Question, t *Text) float64 {
	all, have := 0.0, 0.0
	for i := range q.Terms {
		w := &q.Terms[i]
		if aboutDocument[w.Text] {
			continue
		}
		all += w.Weight
		share := t.titled(w)
		for j := 0; j < min(len(t.sentences), lookedThrough) && share < 1; j++ {
			share = max(share, 0.9*t.Sentence(j).has(w))
		}
		have += share * w.Weight
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// NamesSubject reports whether a question about a document says which one it means.
func (q *Question) NamesSubject() bool {
	return slices.ContainsFunc(q.Terms, func(w Wanted) bool { return !aboutDocument[w.Text] })
}

// lookedThrough is how many sentences from the top say what a document is about.
const lookedThrough = 400

var aboutDocument = stems(`article story piece report publish published printed appear wrote written write author byline reporter journalist
	title headline titled called newspaper publication magazine outlet date year url link address dateline reported news`)
