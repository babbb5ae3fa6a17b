-- +goose Up

-- What a feed's page said when its item was last accepted, as JSON; '' when that
-- is not known. What differs from it was corrected by somebody here.
ALTER TABLE feed_item ADD COLUMN brought TEXT NOT NULL DEFAULT '';
