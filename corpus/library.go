package corpus

import (
	"fmt"
	"strings"
)

// Library names a collection of documents: a guild's own, or one of the two
// that every guild may read.
type Library string

const (
	// Base is the library that the maintainer keeps. It answers where a guild
	// has no documents of its own, and in direct messages.
	Base Library = "base"
	// Example is the embedded library of sample articles. It answers while
	// Base is empty.
	Example Library = "example"

	guildPrefix = "guild-"
)

// GuildLibrary returns the library of the guild with the given Discord ID.
func GuildLibrary(guildID string) Library { return Library(guildPrefix + guildID) }

// ParseLibrary reads a library's name as a person types it: "base", "example"
// or "guild-" followed by the guild's decimal ID.
func ParseLibrary(name string) (Library, error) {
	switch lib := Library(strings.TrimSpace(name)); {
	case lib == Base, lib == Example:
		return lib, nil
	case lib.Guild() != "":
		return lib, nil
	}
	return "", fmt.Errorf("%q is not a library: write base, example, or guild- and the guild's number", name)
}

// Guild returns the Discord ID of the guild whose library this is, or "" when
// it is not a guild's (or not a well-formed name).
func (l Library) Guild() string {
	id, ok := strings.CutPrefix(string(l), guildPrefix)
	if !ok || len(id) == 0 || len(id) > 20 || strings.Trim(id, "0123456789") != "" {
		return ""
	}
	return id
}

// Scope is the permission to read one library. The zero Scope reads nothing.
//
// Functions that read documents take a Scope and never a Library, so that a
// read which forgot to say whose documents it wants finds none. Scopes are
// made in two places only: the store, which decides what a guild reads (its
// own library, or the base), and the shell.
type Scope struct{ library Library }

// ScopeOf returns the permission to read exactly the given library.
func ScopeOf(l Library) Scope { return Scope{library: l} }

// Library returns the library that may be read, and whether there is one.
func (s Scope) Library() (Library, bool) { return s.library, s.library != "" }

func (s Scope) String() string {
	if s.library == "" {
		return "nothing"
	}
	return string(s.library)
}
