package store

import (
	"context"
	"time"
)

// Pruned is how much of each kind had expired.
type Pruned struct {
	Answers int // see AnswerTTL
	Drafts  int // see DraftTTL
}

// Any reports whether anything had.
func (p Pruned) Any() bool { return p != Pruned{} }

// Prune deletes what has expired by now, in all libraries: answers, with what
// was said of them, and drafts.
func (s *Store) Prune(ctx context.Context, now time.Time) (p Pruned, err error) {
	for _, rule := range []struct {
		statement string
		ttl       time.Duration
		count     *int
	}{
		{`DELETE FROM answer WHERE made_at <= $1`, AnswerTTL, &p.Answers},
		{`DELETE FROM draft WHERE made_at <= $1`, DraftTTL, &p.Drafts},
	} {
		r, err := s.write.ExecContext(ctx, rule.statement, now.Add(-rule.ttl).UnixMicro())
		if err != nil {
			return p, explain(err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return p, err
		}
		*rule.count = int(n)
	}
	return p, nil
}
