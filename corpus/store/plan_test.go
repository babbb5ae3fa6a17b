package store

import (
	"database/sql"
	"strings"
	"testing"
)

// SQLite reads a whole library, without a word, where no index suits it. Then
// adding takes longer with every document that is there.
func TestNoQueryOfOneThingReadsAWholeLibrary(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	queries := map[string]string{
		"where a text belongs": placeQuery,
		"what is alike":        sharingQuery,
		"what is to be drawn":  derivedQuery,
		"what is at a link":    addressQuery,
	}
	for name, sort := range map[string]Sort{"by title": ByTitle, "by when they were added": ByAdded, "by publication": ByPublished} {
		f := Filter{Sort: sort}
		where, args := f.where(harbor)
		queries[name] = f.query(where, len(args))
	}
	for name, query := range queries {
		rows, err := s.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, harbor, "x", 1)
		plan, err := collect(rows, err, func(rows *sql.Rows) (step string, err error) {
			var n int
			return step, rows.Scan(&n, &n, &n, &step)
		})
		if err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(plan, "\n"); strings.Contains(all, "SCAN") || strings.Contains(all, "TEMP B-TREE") || strings.Contains(all, "PRIMARY KEY (library=?)") {
			t.Errorf("%s:\n%s", name, all)
		}
	}
}
