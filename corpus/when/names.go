package when

import (
	"regexp"
	"strings"
)

// namedMonth finds months that are somebody's name: behind a first name or a
// title, or as who says something.
var namedMonth = regexp.MustCompile(`\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Dame|Prime Minister|Minister|President)\.? (April|May|June|March|August)\b` +
	`|(April|May|June|March|August) (?:[Ss]aid|[Ss]ays|[Tt]old|[Aa]dded|[Aa]rgued|[Rr]eplied|[Ww]rote|[Aa]sked|[Ii]nsisted|[Rr]esigned|[A-Z][a-z]+ (?:said|says|told))\b)`)

// namesIn returns the months that are also somebody's name in a text.
func namesIn(text string) map[int]bool {
	out := map[int]bool{}
	none := true
	for _, m := range []string{"May", "March", "April", "June", "August"} {
		none = none && !strings.Contains(text, m)
	}
	if none {
		return out
	}
	for _, m := range namedMonth.FindAllStringSubmatch(text, -1) {
		out[monthNames[plain(m[1]+m[2])]] = true
	}
	return out
}
