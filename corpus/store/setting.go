package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/pincite/pincite/corpus"
)

// Setting returns a library's setting, "" when it is not set.
func (s *Store) Setting(ctx context.Context, lib corpus.Library, key string) (value string, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT value FROM setting WHERE library = $1 AND key = $2`, lib, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, explain(err)
}

// SetSetting sets it; "" removes it.
func (s *Store) SetSetting(ctx context.Context, lib corpus.Library, key, value string) error {
	if err := wellFormed(lib); err != nil {
		return err
	}
	var err error
	if value == "" {
		_, err = s.write.ExecContext(ctx, `DELETE FROM setting WHERE library = $1 AND key = $2`, lib, key)
	} else {
		_, err = s.write.ExecContext(ctx, `
			INSERT INTO setting (library, key, value) VALUES ($1, $2, $3)
			ON CONFLICT (library, key) DO UPDATE SET value = excluded.value`, lib, key, value)
	}
	return explain(err)
}
