// Package arch holds the tests that keep the tree in the shape which
// ARCHITECTURE.md describes: who may import whom, where the environment may be
// read, how long a file and a function may grow. It has no code of its own.
package arch
