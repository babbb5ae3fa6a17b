// Package bot is Discord's side of Pincite: interactions and messages come in,
// replies go out.
//
// Handlers are one file each and listed in one table. A handler takes a
// Request and returns a Reply; it never talks to Discord itself. One function
// does: it decodes, runs the handler with a deadline, answers directly or
// acknowledges on the handler's behalf, recovers panics, logs one line.
package bot
