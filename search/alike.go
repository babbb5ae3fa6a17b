package search

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/reader"
)

// maxKey is the longest Key in bytes that is written out.
const maxKey = 400

// ownKinds are the kinds of questions that want an answer of their own sort: who
// built a crane is another question than when it was built. The others are
// often asked for one another: what something costs, and how much.
var ownKinds = []reader.Kind{reader.Who, reader.When, reader.Where, reader.Why, reader.How, reader.YesNo}

// Key is the same for questions that are alike: that ask for the same sort of
// answer with the same words that matter, whatever their order, their endings,
// their capitals and the little words between them. It is "" for a question in which no word
// matters, and at most 400 bytes long. It does not depend on a library.
func (q Question) Key() string {
	plain := func(s string) string { return strings.ToLower(unaddressed(corpus.Canonical(s))) }
	asked := reader.Parse(plain(q.Text), plain(q.Previous))
	if asked.Empty() {
		return ""
	}
	var parts []string
	for _, t := range asked.Terms {
		parts = append(parts, t.Text)
	}
	slices.Sort(parts)
	key := strings.Join(slices.Compact(parts), " ")
	if slices.Contains(ownKinds, asked.Kind) {
		key = string(asked.Kind) + ": " + key
	}
	if len(key) > maxKey {
		sum := sha256.Sum256([]byte(key))
		key = hex.EncodeToString(sum[:])
	}
	return key
}
