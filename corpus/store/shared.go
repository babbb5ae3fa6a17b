package store

// Shared reports whether other processes may use the database at the same
// time: then what only one of them may do takes a Lease, and what only one of
// them should do once takes a Claim.
func (s *Store) Shared() bool { return s.engine.shared }
