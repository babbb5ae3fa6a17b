package discordtest_test

import (
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

func TestConnectionsAreListedUntilTheyAreSilentForTooLong(t *testing.T) {
	r := newRig(t, discordtest.Options{Heartbeat: 200 * time.Millisecond})
	before := time.Now()
	one, two := r.dial(r.identify(1, 2)), r.dial(r.identify(1, 2))
	for _, ws := range []any{r.read(one)["t"], r.read(two)["t"]} {
		if ws != "READY" {
			t.Fatalf("a connection begins with %v", ws)
		}
	}
	list := r.discord.Connections()
	if len(list) != 2 {
		t.Fatalf("there are %+v", list)
	}
	for _, c := range list {
		if c.Host != "127.0.0.1" || c.Shard != 1 || c.Shards != 2 || c.Heard.Before(before) {
			t.Errorf("there is %+v", c)
		}
	}
	// Nothing comes from either, which is what is noticed of one that is cut off.
	r.gateway("both are gone", func(g discordtest.Gateway) bool { return g.Connected == 0 })
	if list := r.discord.Connections(); len(list) != 0 {
		t.Errorf("there are still %+v", list)
	}
}

func TestANonceThatIsEnforcedMakesOneMessage(t *testing.T) {
	r := connect(t, discordtest.Options{}, nil)
	send := func(nonce any, enforce bool) any {
		m, err := r.call("POST", "channels/"+r.general.ID+"/messages", object{"content": "hello", "nonce": nonce, "enforce_nonce": enforce})
		r.must(err)
		return m["id"]
	}
	first := send("7", true)
	if again := send("7", true); again != first {
		t.Errorf("a second message is made: %v after %v", again, first)
	}
	if again := send(7, true); again != first {
		t.Errorf("a number makes a second message: %v after %v", again, first)
	}
	for _, other := range []any{send("8", true), send("7", false)} {
		if other == first {
			t.Error("what is another message is not made")
		}
	}
	r.discord.Advance(6 * time.Minute)
	if later := send("7", true); later == first {
		t.Error("a nonce is kept for ever")
	}
}
