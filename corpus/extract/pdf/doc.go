// Package pdf reads the paragraphs on the pages of a PDF.
//
// PDFium finds the characters; it runs as WebAssembly, in a sandbox without
// files, network or clock, of bounded memory, that is made anew for every file
// and ends with the context. From where the characters stand this package
// tells lines, columns, tables, paragraphs and headings, and what only repeats
// at the edges of pages.
//
// It knows nothing of documents: what a paragraph is in an article, its
// reader decides.
package pdf
