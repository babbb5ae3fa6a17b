package extract

import (
	"net/mail"
	"regexp"
	"strings"

	"github.com/pincite/pincite/corpus"
)

var (
	// What programs write over an e-mail that is passed on.
	forwardMark = regexp.MustCompile(`(?i)^(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|mensaje reenviado|пересылаемое сообщение|转发的?邮件)\s*-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|-{5,}$)`)

	forwardField = regexp.MustCompile(`(?i)(?:^|\s)\*?(from|von|de|от|date|sent|datum|gesendet|дата|subject|betreff|objet|asunto|тема|to|an|à|para|кому|cc|kopie|reply-to):\*?\s`)
)

// forwardHeader is how many pieces the header of an e-mail that is passed on
// may take.
const forwardHeader = 10

// forwarded returns the pieces of the e-mail that this one passes on, and takes
// what stands over them for its header; all pieces of one that passes nothing
// on.
func (m *message) forwarded() []unit {
	for i, u := range m.units[:min(len(m.units), 3*forwardHeader)] {
		if !forwardMark.MatchString(u.text) {
			continue
		}
		if wordCount(m.units[:i]) > forwardNote {
			return m.units
		}
		about, n := readForwarded(m.units[i:min(len(m.units), i+forwardHeader)])
		if n == 0 {
			return m.units
		}
		m.about = about
		return m.units[i+n:]
	}
	return m.units
}

// readForwarded reads the header, which may be one piece or one for each line,
// and returns how many pieces it takes; 0 when it is none.
func readForwarded(all []unit) (about properties, n int) {
	fields := 0
	for i, u := range all {
		text := u.text
		if i == 0 {
			text = strings.TrimSpace(forwardMark.ReplaceAllString(text, ""))
		}
		at := forwardField.FindAllStringSubmatchIndex(text, -1)
		if len(at) == 0 && i > 0 || len(at) > 0 && at[0][0] > 0 {
			break
		}
		for k, m := range at {
			end := len(text)
			if k+1 < len(at) {
				end = at[k+1][0]
			}
			if about.field(strings.ToLower(text[m[2]:m[3]]), strings.TrimSpace(text[m[1]:end])) {
				fields++
			}
		}
		n = i + 1
	}
	if fields < 2 {
		return properties{}, 0
	}
	return about, n
}

// field takes one line of such a header, and reports whether it says something.
func (p *properties) field(name, value string) bool {
	switch name {
	case "from", "von", "de", "от":
		p.sender(value)
	case "date", "sent", "datum", "gesendet", "дата":
		if t, err := mail.ParseDate(value); err == nil {
			p.published = corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		} else if d, _, ok := findDate(value); ok {
			p.published = d
		}
	case "subject", "betreff", "objet", "asunto", "тема":
		p.title = subject(value)
	default:
		return false
	}
	return true
}

// mailFurniture are lines of newsletters that belong to the sending, and not to
// what is sent.
var mailFurniture = compileLines(
	`.{0,60}\b(view|read|open)\b.{0,30}\b(in|on) (your|a|the)? ?(web ?)?(browser|web|app|website|online).{0,30}`, `view online`, `view (as a )?web ?page`,
	`.{0,80}\bunsubscribe\b.{0,120}`, `.{0,40}\bmanage (your )?(subscription|preferences|e-?mail)s?.{0,60}`, `update (your )?(profile|preferences).{0,60}`,
	`you(['’]re| are)? (receiv|gett)(ing|ed) this (e-?mail|newsletter|message).{0,200}`, `(this e-?mail|this newsletter) was sent (to|by).{0,120}`,
	`(was this|someone|did someone|got this)\b.{0,20}\bforward(ed)?.{0,80}`, `forward(ed)? (this|to a friend).{0,60}`, `sent from my .{1,30}`, `get outlook for .{1,20}`, `no images\?.{0,40}`,
	`add us to your address book.{0,40}`, `our mailing address is:?.{0,100}`,
)

// mailLine is the most bytes of such a line.
const mailLine = 320

func withoutMailFurniture(all []unit) (kept []unit) {
	for _, u := range all {
		if hasWord(u.text) && (u.level > 0 || len(u.text) > mailLine || !mailFurniture.MatchString(u.text)) {
			kept = append(kept, u)
		}
	}
	return kept
}
