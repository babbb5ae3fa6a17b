package discordtest

import (
	"cmp"
	"slices"
	"time"
)

// Connection is a connection of the gateway that has a session.
type Connection struct {
	Host          string // of the bot, without its port
	Shard, Shards int
	Heard         time.Time // when something last came from it, on the real clock
}

// Connections returns the connections by shard and host. One whose other end is
// dead or cut off is among them until no heartbeat has come for two intervals,
// and as long it is sent events, which nobody gets.
func (s *Server) Connections() []Connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Connection
	for c := range s.gate.conns {
		if n := c.session; n != nil {
			out = append(out, Connection{Host: c.host, Shard: int(n.shard), Shards: int(n.shards), Heard: c.lastHeard()})
		}
	}
	slices.SortFunc(out, func(a, b Connection) int {
		return cmp.Or(a.Shard-b.Shard, cmp.Compare(a.Host, b.Host), a.Heard.Compare(b.Heard))
	})
	return out
}

// ShardOf says to which of so many shards the events of a guild go.
func ShardOf(g Guild, shards int) int { return int(snowflake(g.ID) >> 22 % int64(shards)) }
