package bot

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

// What Discord was told to wait for is kept in the store until it is sent: the
// person sees that Pincite is thinking, and were this process to die, nobody
// would ever tell them anything else. Whoever finds it there says so: see
// abandoned.go.

const (
	tokenLives  = 15*time.Minute - 30*time.Second // of an interaction, less the time that it takes to say something
	ledgerPause = 100 * time.Millisecond          // between two writes: what comes meanwhile goes together
	ledgerRetry = time.Second                     // after the store could not be reached
	ledgerTime  = 2 * time.Second                 // that the store may take
)

// errTaken ends a reply that another process has spoken for.
var errTaken = errors.New("another process took this one for dead, and said so")

// ledger is what this process has deferred. It writes on its own goroutine, and
// nobody waits for it.
type ledger struct {
	store *store.Store
	log   *slog.Logger
	owner string
	seal  cipher.AEAD
	hold  time.Duration // how long the others believe that this process is there
	wake  chan struct{} // a token while there is something to write

	mu   sync.Mutex
	open map[string]*deferral // by interaction
	done []string             // that may be in the store, and are to be deleted
}

// deferral is one reply that was deferred.
type deferral struct {
	row     store.Deferral
	unsaved bool // it is to be written
	maybe   bool // a write of it has begun
	there   bool // it is in the store
}

// promise is what it takes to say something about a deferred reply, before it is
// sealed.
type promise struct {
	Application string `json:"application"`
	Token       string `json:"token"`
	Locale      string `json:"locale"`
	Under       bool   `json:"under,omitempty"`   // it was acknowledged as one of the message that it came from
	Changes     bool   `json:"changes,omitempty"` // it may have changed the library
}

func newLedger(cfg Config, owner string) (*ledger, error) {
	// A copy of the database gives nobody a token that lives.
	secret := sha256.Sum256([]byte("pincite deferral\x00" + cfg.Token))
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return nil, err
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &ledger{store: cfg.Store, log: cfg.Log, owner: owner, seal: seal, hold: defaultLeases.ttl,
		wake: make(chan struct{}, 1), open: map[string]*deferral{}}, nil
}

// note has an interaction kept whose reply is being deferred.
func (l *ledger) note(in *interaction, p promise) {
	p.Application, p.Token, p.Locale = in.ApplicationID, in.Token, in.Locale
	plain, err := json.Marshal(p)
	if err != nil {
		return // nothing in it can fail
	}
	row := store.Deferral{ID: in.ID, Owner: l.owner, Sealed: l.seal.Seal(nil, nil, plain, []byte(in.ID)), Lives: tokenLives}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[in.ID] = &deferral{row: row, unsaved: true}
	signal(l.wake)
}

// unseal reads what another process noted. It fails for a bot with another token.
func (l *ledger) unseal(d store.Deferral) (p promise, err error) {
	plain, err := l.seal.Open(nil, nil, d.Sealed, []byte(d.ID))
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(plain, &p)
}

// adopted notes that a deferral of another's is this process's now.
func (l *ledger) adopted(d store.Deferral) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[d.ID] = &deferral{row: d, maybe: true, there: true}
}

// forget ends what was noted: the reply was sent, or can never be.
func (l *ledger) forget(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.open[id]
	if d == nil {
		return
	}
	delete(l.open, id)
	if d.maybe {
		l.done = append(l.done, id)
		signal(l.wake)
	}
}

// take ends what was noted before the reply is sent, and reports whether it may
// be: another process can have taken this one for dead. When the store cannot
// say, it may.
func (l *ledger) take(ctx context.Context, id string) bool {
	l.mu.Lock()
	d := l.open[id]
	ask := d != nil && d.there
	l.mu.Unlock()
	mine := true
	if ask {
		ctx, cancel := context.WithTimeout(ctx, ledgerTime)
		defer cancel()
		still, err := l.store.Settle(ctx, id, l.owner)
		mine = still || err != nil
	}
	l.forget(id)
	return mine
}

// keep writes what is noted and forgotten until end is closed, and then once
// more. It prolongs what is in the store while others could take it for
// abandoned.
func (l *ledger) keep(end <-chan struct{}) {
	prolong := time.NewTicker(l.hold / 4)
	defer prolong.Stop()
	for {
		select {
		case <-l.wake:
		case <-prolong.C:
			if !l.store.Shared() || !l.holds() {
				continue
			}
		case <-end:
			_ = l.write() // what is left is found by the next process
			return
		}
		pause := ledgerPause
		if err := l.write(); err != nil {
			l.log.Warn("deferred replies are not kept: nobody hears of them, should this process end now", slog.String("error", err.Error()))
			pause = ledgerRetry
			signal(l.wake)
		}
		select {
		case <-time.After(pause):
		case <-end:
		}
	}
}

func (l *ledger) holds() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.open) > 0
}

// write brings the store to what is noted, in one transaction.
func (l *ledger) write() error {
	l.mu.Lock()
	var add []store.Deferral
	var added []*deferral
	for _, d := range l.open {
		if d.unsaved {
			d.unsaved, d.maybe = false, true
			add, added = append(add, d.row), append(added, d)
		}
	}
	done := l.done
	l.done = nil
	idle := len(l.open) == 0 && len(done) == 0
	l.mu.Unlock()
	if idle {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), ledgerTime)
	defer cancel()
	err := l.store.KeepDeferrals(ctx, l.owner, add, done, l.hold)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range added {
		d.unsaved, d.there = err != nil, err == nil
	}
	if err != nil {
		l.done = append(l.done, done...)
	}
	return err
}
