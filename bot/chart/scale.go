package chart

import (
	"cmp"
	"slices"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
)

// scale says where on the picture a day is. It is made of parts, each with a
// scale of its own, between which nothing is dated.
type scale struct{ parts []part }

// part is a stretch of time without a long gap.
type part struct {
	from, to int     // days since 1970
	x1, x2   float64 // where they are
	rows     int     // that begin in it
	finest   when.Precision
}

const (
	mostParts = 4
	// gapFrom is the share of a part's time from which a gap in it breaks the axis.
	gapFrom = 0.35
	// breakWidth is what a break takes of the picture.
	breakWidth = 46
)

func dayNumber(d corpus.Date) int {
	t := time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	return int(t.Unix() / (24 * 60 * 60))
}

// newScale divides the time of the rows into parts and gives them their room.
func newScale(rows []Row, left, right float64) scale {
	type span struct {
		from, to int
		finest   when.Precision
	}
	var spans []span
	for _, r := range rows {
		from, to := r.ends()
		spans = append(spans, span{dayNumber(from), dayNumber(to) + 1, r.Precision})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var parts []part
	for _, s := range spans { // as many parts as there are gaps
		if n := len(parts); n > 0 && s.from <= parts[n-1].to {
			parts[n-1].to = max(parts[n-1].to, s.to)
			parts[n-1].rows++
			parts[n-1].finest = min(parts[n-1].finest, s.finest)
			continue
		}
		parts = append(parts, part{from: s.from, to: s.to, rows: 1, finest: s.finest})
	}
	parts = join(parts)
	s := scale{parts}
	s.place(left, right)
	return s
}

// join closes gaps that are too short to break the axis, the shortest first,
// and more of them until there are few enough parts.
func join(parts []part) []part {
	for len(parts) > 1 {
		at, least := -1, 0.0
		for i := 0; i+1 < len(parts); i++ {
			gap := float64(parts[i+1].from - parts[i].to)
			share := gap / float64(parts[i+1].to-parts[i].from)
			if at < 0 || share < least {
				at, least = i, share
			}
		}
		if least >= gapFrom && len(parts) <= mostParts {
			break
		}
		parts[at].to = max(parts[at].to, parts[at+1].to)
		parts[at].rows += parts[at+1].rows
		parts[at].finest = min(parts[at].finest, parts[at+1].finest)
		parts = slices.Delete(parts, at+1, at+2)
	}
	return parts
}

// place gives each part room by the number of its rows.
func (s *scale) place(left, right float64) {
	room := right - left - float64(len(s.parts)-1)*breakWidth
	all := 0.0
	for _, p := range s.parts {
		all += float64(p.rows) + 1
	}
	x := left
	for i := range s.parts {
		p := &s.parts[i]
		p.x1 = x
		p.x2 = x + room*(float64(p.rows)+1)/all
		x = p.x2 + breakWidth
	}
}

// at returns where a day is.
func (s scale) at(n int) float64 {
	for _, p := range s.parts {
		if n <= p.to {
			n = max(n, p.from)
			return p.x1 + (p.x2-p.x1)*float64(n-p.from)/float64(max(1, p.to-p.from))
		}
	}
	return s.parts[len(s.parts)-1].x2
}
