package extract

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/pincite/pincite/corpus"
)

var (
	mailHeader = regexp.MustCompile(`(?im)^(from|to|date|subject|received|message-id|return-path|mime-version|content-type|delivered-to|x-[a-z-]+|dkim-signature):`)
	mailStart  = regexp.MustCompile(`^(?:From \S+ [^\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]?`)
)

// isMail recognizes an e-mail by its header: it says from whom it is, and has
// what only programs write.
func isMail(in input) bool {
	head, _, _ := bytes.Cut(bytes.ReplaceAll(in.data[:min(len(in.data), 64<<10)], []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	if !mailStart.Match(head) {
		return false
	}
	fields := map[string]bool{}
	for _, m := range mailHeader.FindAllSubmatch(head, 100) {
		fields[strings.ToLower(string(m[1]))] = true
	}
	return fields["from"] && (fields["message-id"] || fields["mime-version"] || fields["received"] || fields["content-type"])
}

// readMail reads the text of an e-mail. Of one that only passes another on, it
// reads that.
func readMail(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	w := &mailWalker{ctx: ctx, left: MaxTextBytes}
	m, err := w.message(in.data, 0)
	if err != nil {
		return article{}, err
	}
	if w.inner != nil && wordCount(m.units) < forwardNote {
		m = w.inner
	}
	all := withoutMailFurniture(m.forwarded())
	if len(all) == 0 {
		return article{}, w.nothing()
	}
	about := m.about
	about.titleHolds = true
	return withProperties(all, about, given), nil
}

// forwardNote is the most words with which people pass a message on.
const forwardNote = 60

func wordCount(all []unit) (n int) {
	for _, u := range all {
		n += len(strings.Fields(u.text))
	}
	return n
}

// nothing says why an e-mail has no text.
func (w *mailWalker) nothing() *Problem {
	switch {
	case w.locked:
		return errLocked("e-mail")
	case w.attached > 0:
		return &Problem{"empty", "There is no text in this e-mail itself. Please send what is attached to it."}
	}
	return errNoWords()
}

// message is one e-mail.
type message struct {
	about properties
	units []unit
}

// mailWalker reads the parts of an e-mail, which may be within each other.
type mailWalker struct {
	ctx      context.Context
	left     int64 // bytes that the parts may still have, decoded
	count    int
	attached int
	locked   bool
	inner    *message // an e-mail that is attached
}

// message reads an e-mail at a depth.
func (w *mailWalker) message(data []byte, depth int) (*message, error) {
	if line, rest, ok := bytes.Cut(data, []byte("\n")); ok && bytes.HasPrefix(line, []byte("From ")) {
		data = rest
	}
	read, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return nil, &Problem{"damaged", "This e-mail is damaged: its header cannot be read. Please send its text instead."}
	}
	m := &message{about: mailProperties(read.Header)}
	m.units, err = w.part(mailPart{
		kind: read.Header.Get("Content-Type"), encoding: read.Header.Get("Content-Transfer-Encoding"),
		disposition: read.Header.Get("Content-Disposition"), body: read.Body,
	}, depth)
	return m, err
}

// headerWords decodes what stands in a header for letters outside of ASCII.
var headerWords = mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) { return charset.NewReaderLabel(label, r) }}

func headerText(s string) string {
	if decoded, err := headerWords.DecodeHeader(s); err == nil {
		s = decoded
	}
	if text, problem := decode([]byte(s)); problem == nil {
		s = text
	}
	return oneLine(s)
}

// mailProperties reads an e-mail's header.
func mailProperties(h mail.Header) (about properties) {
	about.title = subject(headerText(h.Get("Subject")))
	about.sender(headerText(h.Get("From")))
	if t, err := mail.ParseDate(h.Get("Date")); err == nil {
		about.published = corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
	}
	return about
}

var replyMarks = regexp.MustCompile(`^(?i)(?:\s*(?:re|fwd?|fw|wg|aw|tr|rv|sv|vs|antw|doorst|i|отв|回复|转发)\s*(?:\[\d+\])?\s*[:：]\s*|\[[^\]]{1,40}\]\s*)+`)

// subject is an e-mail's subject without what answering, passing on and lists
// put before it.
func subject(s string) string { return cmp.Or(replyMarks.ReplaceAllString(s, ""), s) }

var (
	mailAddress = regexp.MustCompile(`\s*<[^<>]*>\s*$|\s*\[mailto:[^\]]*\]\s*$`)
	senderParts = regexp.MustCompile(`^(.+?)(?:,| [-–—|] | at | from | via | of the | für | de )\s*(.+)$`)
)

// sender tells by a name whether a person or a paper sent an e-mail.
func (p *properties) sender(from string) {
	name := strings.Trim(mailAddress.ReplaceAllString(from, ""), `"' `)
	if strings.Contains(name, "@") || name == "" {
		return
	}
	if m := senderParts.FindStringSubmatch(name); m != nil && looksLikeName(m[1]) && looksLikeBody(m[2]) {
		p.authors, p.publication = []string{m[1]}, m[2]
		return
	}
	if looksLikeName(name) && !bodyWord.MatchString(name) && !isOneWord(name) && !strings.HasPrefix(name, "The ") && !noReply.MatchString(name) {
		p.authors = []string{name}
	} else if looksLikeBody(name) && !noReply.MatchString(name) {
		p.publication = name
	}
}

var noReply = regexp.MustCompile(`(?i)\b(?:no-?reply|newsletter|mailer|notification|support|info)\b`)
