// Package corpus is Pincite's model of text: what a document is, where its
// paragraphs and sentences lie, and what may be quoted from it.
//
// Everything here is a pure value. A Document never changes once it is built;
// every Span is a half-open range of bytes in its canonical text; and the only
// way to obtain a Quote is to ask a Document for one, so that a quotation is
// always a slice of a stored text and never a string that somebody composed.
//
// The package knows nothing of files, databases, indexes or Discord.
package corpus
