package extract

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/pincite/pincite/corpus"
)

// The limits of an e-mail.
const (
	maxMailDepth = 16
	maxMailParts = 1000
)

// mailPart is one part of an e-mail, as its header describes it.
type mailPart struct {
	kind, encoding, disposition string
	body                        io.Reader
}

// part reads the pieces of text in a part and in those within it.
func (w *mailWalker) part(p mailPart, depth int) ([]unit, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	if w.count++; w.count > maxMailParts || depth > maxMailDepth {
		return nil, &Problem{"too-large", "This e-mail has too many parts. Please send its text instead."}
	}
	kind, params, err := mime.ParseMediaType(p.kind)
	if err != nil && (kind == "" || !strings.Contains(kind, "/")) {
		kind = "text/plain"
	}
	if d, _, _ := mime.ParseMediaType(p.disposition); d == "attachment" && kind != "message/rfc822" {
		w.attached++
		return nil, nil
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		if kind == "multipart/encrypted" {
			w.locked = true
		}
		return w.parts(p.body, params["boundary"], kind == "multipart/alternative", depth)
	case kind == "message/rfc822":
		data, err := w.decoded(p)
		if err != nil {
			return nil, err
		}
		inner, err := w.message(data, depth+1)
		if withoutDamage(err) != nil {
			return nil, err
		}
		if inner != nil && w.inner == nil {
			w.inner = inner
		}
		return nil, nil
	case kind == "application/pkcs7-mime", kind == "application/x-pkcs7-mime":
		w.locked = true
	case kind == "text/html", kind == "application/xhtml+xml":
		return w.page(p, params["charset"])
	case kind == "text/plain", kind == "text/enriched":
		return w.plain(p, params)
	default:
		w.attached++
	}
	return nil, nil
}

// parts reads what is between boundaries. Of alternatives it takes the last
// that has most of the words of the others: programs put the best one last.
func (w *mailWalker) parts(body io.Reader, boundary string, alternatives bool, depth int) (all []unit, err error) {
	r := multipart.NewReader(body, boundary)
	for {
		next, err := r.NextRawPart()
		if err != nil { // io.EOF, or an e-mail that was cut off
			return all, nil
		}
		units, err := w.part(mailPart{next.Header.Get("Content-Type"), next.Header.Get("Content-Transfer-Encoding"), next.Header.Get("Content-Disposition"), next}, depth+1)
		switch {
		case err != nil:
			return nil, err
		case !alternatives:
			all = append(all, units...)
		case wordCount(units)*2 > wordCount(all):
			all = units
		}
	}
}

// decoded undoes the encoding in which a part travels.
func (w *mailWalker) decoded(p mailPart) ([]byte, error) {
	body := p.body
	switch strings.ToLower(strings.TrimSpace(p.encoding)) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &base64Only{r: body})
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(io.LimitReader(&untilDone{w.ctx, body}, w.left+1))
	if ctxErr := w.ctx.Err(); ctxErr != nil {
		return nil, ctxErr
	}
	if w.left -= int64(len(data)); w.left < 0 {
		return nil, errTooMuchText()
	}
	var malformed base64.CorruptInputError
	if err != nil && !errors.As(err, &malformed) && len(data) == 0 {
		return nil, nil // what can be read of a damaged part is read
	}
	return data, nil
}

// base64Only passes over what programs put between the signs of base64.
type base64Only struct{ r io.Reader }

func (b *base64Only) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		kept := p[:0]
		for _, c := range p[:n] {
			if isASCIILetter(c) || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				kept = append(kept, c)
			}
		}
		if len(kept) > 0 || err != nil {
			return len(kept), err
		}
	}
}

// decodeAs decodes text by the name that its encoding is given. Where the name
// is wrong, the bytes say more.
func decodeAs(label string, data []byte) (string, *Problem) {
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && !strings.EqualFold(label, "us-ascii") {
		if text, problem := decodeWith(enc, data); problem == nil && !strings.ContainsRune(text, '\ufffd') {
			return text, nil
		}
	}
	return decode(data)
}

// page reads a part that is HTML.
func (w *mailWalker) page(p mailPart, label string) ([]unit, error) {
	data, err := w.decoded(p)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	var text string
	var problem *Problem
	if label != "" {
		text, problem = decodeAs(label, data)
	} else {
		text, problem = decodeHTML(data)
	}
	if problem != nil {
		return nil, problem
	}
	root, problem := parseHTML(text)
	if problem != nil {
		return nil, problem
	}
	return unitsOf(htmlParts(root)), nil
}

// unitsOf makes pieces of parts.
func unitsOf(parts []corpus.Part) []unit {
	all := make([]unit, len(parts))
	for i, p := range parts {
		all[i] = unit{text: p.Text, kind: p.Kind, gap: true, level: p.Level, page: p.Page}
		if p.Kind == corpus.Heading {
			all[i].kind = corpus.Paragraph
		}
	}
	return all
}

// plain reads a part that is text.
func (w *mailWalker) plain(p mailPart, params map[string]string) ([]unit, error) {
	data, err := w.decoded(p)
	if err != nil || len(bytes.TrimSpace(data)) == 0 {
		return nil, err
	}
	text, problem := decodeAs(params["charset"], data)
	if problem != nil {
		return nil, problem
	}
	text = normalizeNewlines(text)
	if strings.EqualFold(params["format"], "flowed") {
		text = unflow(text, strings.EqualFold(params["delsp"], "yes"))
	}
	text, _, _ = strings.Cut("\n"+text, "\n-- \n") // a signature follows
	return quotedUnits(text), nil
}

// unflow joins the lines that a program broke, and marked by a space at their
// ends (RFC 3676).
func unflow(text string, deleteSpace bool) string {
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		flows := strings.HasSuffix(line, " ") && line != "-- " && !strings.HasPrefix(line, ">")
		if !strings.HasPrefix(line, ">") {
			line = strings.TrimPrefix(line, " ") // put there to protect what follows
		}
		if flows && deleteSpace {
			line = strings.TrimSuffix(line, " ")
		}
		out.WriteString(line)
		if !flows {
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// quotedUnits divides the text of an e-mail into pieces. Lines after a > are
// quoted from another.
func quotedUnits(text string) (all []unit) {
	var run []string
	quoted := false
	flush := func() {
		for _, u := range units(strings.Join(run, "\n")) {
			if quoted && u.kind == corpus.Paragraph {
				u.kind = corpus.Quotation
			}
			all = append(all, u)
		}
		run = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if isQuoted := strings.HasPrefix(line, ">"); isQuoted != quoted {
			flush()
			quoted = isQuoted
		}
		if quoted {
			line = strings.TrimLeft(line, "> ")
		}
		run = append(run, line)
	}
	flush()
	return all
}
