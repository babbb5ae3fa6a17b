package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/corpus"
)

// part is something that a service needs for answering.
type part struct {
	name  string
	check func() error // nil when it is ready, else why not, as a sentence
}

const (
	// storeTime is how long the store may take to say that it is there.
	storeTime = 2 * time.Second
	// behindTime is how long an index may be catching up before that is told:
	// longer than the pages of changes that are usual.
	behindTime = 30 * time.Second
)

// parts are what a bot at the desk needs.
func (d *desk) parts(b *bot.Bot) []part {
	return []part{
		{"gateway", wellness(b)},
		{"store", d.storeAnswers},
		{"index", d.indexReady},
	}
}

func (d *desk) storeAnswers() error {
	ctx, cancel := context.WithTimeout(context.Background(), storeTime)
	defer cancel()
	_, err := d.store.ReadScope(ctx, corpus.Base)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("the database does not answer within %v", storeTime)
	}
	if err != nil {
		return fmt.Errorf("the database cannot be read: %w", err)
	}
	return nil
}

func (d *desk) indexReady() error {
	if !d.warmed.Load() {
		return errors.New("the index of the base library is being brought up to date")
	}
	if behind := d.engine.Indexes(); behind.Wait > behindTime {
		return fmt.Errorf("an index has been catching up for %v, and %d changes are waiting", behind.Wait.Round(time.Second), behind.Behind)
	}
	return nil
}

// wellness returns the question whether a bot is well, answered by nil or why
// not.
func wellness(b *bot.Bot) func() error {
	return func() error {
		select {
		case <-b.Ready():
		default:
			return errors.New("connecting to Discord for the first time")
		}
		if b.Alive() {
			return nil
		}
		if held, connected := b.Shards(); held > 1 {
			return fmt.Errorf("%d of the %d shards that are held here are not connected to Discord; they are being connected again", held-connected, held)
		}
		return errors.New("the connection to Discord is down; it is being made again")
	}
}
