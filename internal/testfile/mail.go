package testfile

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/net/html/charset"
)

// Mail is an e-mail.
type Mail struct {
	From, Subject, Date string
	Plain, HTML         string // of both, each is an alternative to the other
	Charset             string // in which they are written; utf-8 when it is ""
	Encoding            string // base64, quoted-printable, or "" for none
	Attached            []Member
}

// Bytes writes the e-mail.
func (m Mail) Bytes() []byte {
	var out strings.Builder
	header := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\r\n", name, value)
		}
	}
	header("Received", "from post.example by mail.example; Thu, 4 Sep 2031 10:15:00 +0200")
	header("From", m.From)
	header("Subject", m.Subject)
	header("Date", m.Date)
	header("Message-ID", "<1@post.example>")
	header("MIME-Version", "1.0")
	if len(m.Attached) == 0 {
		out.WriteString(m.text())
		return []byte(out.String())
	}
	out.WriteString("Content-Type: multipart/mixed; boundary=mixed\r\n\r\nThis is for old programs.\r\n--mixed\r\n" + m.text())
	for _, a := range m.Attached {
		kind := "application/octet-stream"
		if strings.HasSuffix(a.Name, ".eml") {
			kind = "message/rfc822"
		}
		fmt.Fprintf(&out, "\r\n--mixed\r\nContent-Type: %s\r\nContent-Disposition: attachment; filename=%q\r\n", kind, a.Name)
		if kind == "message/rfc822" {
			fmt.Fprintf(&out, "\r\n%s", a.Data)
			continue
		}
		fmt.Fprintf(&out, "Content-Transfer-Encoding: base64\r\n\r\n%s", folded(base64.StdEncoding.EncodeToString(a.Data)))
	}
	out.WriteString("\r\n--mixed--\r\n")
	return []byte(out.String())
}

// text is the part with the words, or both alternatives.
func (m Mail) text() string {
	switch {
	case m.HTML == "":
		return m.part("text/plain", m.Plain)
	case m.Plain == "":
		return m.part("text/html", m.HTML)
	}
	return "Content-Type: multipart/alternative;\r\n boundary=\"=_alt\"\r\n\r\n--=_alt\r\n" + m.part("text/plain", m.Plain) +
		"\r\n--=_alt\r\n" + m.part("text/html", m.HTML) + "\r\n--=_alt--\r\n"
}

func (m Mail) part(kind, text string) string {
	label := "utf-8"
	if m.Charset != "" {
		label = m.Charset
		enc, _ := charset.Lookup(label)
		encoded, err := enc.NewEncoder().String(text)
		if err != nil {
			panic(err) // the test writes what its encoding does not have
		}
		text = encoded
	}
	head := fmt.Sprintf("Content-Type: %s; charset=%q\r\n", kind, label)
	text = strings.ReplaceAll(text, "\n", "\r\n")
	switch m.Encoding {
	case "base64":
		return head + "Content-Transfer-Encoding: base64\r\n\r\n" + folded(base64.StdEncoding.EncodeToString([]byte(text)))
	case "quoted-printable":
		var out strings.Builder
		w := quotedprintable.NewWriter(&out)
		_, _ = w.Write([]byte(text)) // a builder takes everything
		_ = w.Close()
		return head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + out.String()
	}
	return head + "Content-Transfer-Encoding: 8bit\r\n\r\n" + text
}

func folded(s string) string {
	var out strings.Builder
	for len(s) > 76 {
		out.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return out.String() + s + "\r\n"
}
