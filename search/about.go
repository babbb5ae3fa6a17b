package search

import (
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// fieldFrom is the share of what a question about a document says beyond
// "article" and "published" that the document must have.
const fieldFrom = 0.6

// answerField answers a question about a document itself from its metadata.
// It reports false when no document fits, or when the one that fits does not
// say: then the text is asked.
func answerField(q *reader.Question, found retrieved, texts map[corpus.ID]*reader.Text, answer *Answer) bool {
	var best *reader.Text
	most := 0.0
	seen := map[corpus.ID]bool{}
	for _, h := range found.hits {
		t := texts[h.Document]
		if t == nil || seen[h.Document] {
			continue
		}
		seen[h.Document] = true
		if share := reader.About(q, t); share > most {
			best, most = t, share
		}
	}
	if best == nil || most < fieldFrom {
		return false
	}
	words, err := best.Document.QuoteField(q.Field)
	if err != nil {
		return false
	}
	answer.Verdict, answer.Reason, answer.Confidence = Answered, "", most
	answer.Evidence = []Evidence{{Quote: words, Confidence: most, Score: most}}
	return true
}
