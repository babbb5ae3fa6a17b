package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/testfile"
)

// newsletter is an article as it is sent around.
func newsletter() testfile.Mail {
	page := func(s string) string { return "<tr><td><p>" + s + "</p></td></tr>" }
	return testfile.Mail{
		From: `"The Halvermouth Post" <news@post.example>`, Subject: "=?utf-8?q?Fwd:_The_harbour_is_closed_=E2=80=93_again?=", Date: "Thu, 4 Sep 2031 10:15:00 +0200",
		Plain: "The harbour is closed. See our site.",
		HTML: `<html><body><table>` + page(`<a href="https://post.example/1">View this email in your browser</a>`) + page("<h1>The harbour is closed – again</h1>") +
			page("By Mirrin Hask") + page(closed) + page(cranes) + `<tr><td><h2>What it cost</h2><ul><li>Fruit</li><li>Days</li></ul></td></tr>` +
			page(pilots) + page(`You are receiving this e-mail because you signed up. <a href="#">Unsubscribe</a>`) + `</table></body></html>`,
		Encoding: "quoted-printable",
	}
}

func TestANewsletterIsUnderstood(t *testing.T) {
	t.Parallel()
	golden.Check(t, "testdata/files/mail.golden", dump(read(t, newsletter().Bytes())))
}

func TestTheTextOfAnEMailIsReadHoweverItTravels(t *testing.T) {
	t.Parallel()
	const umlauts = "Der Hafen blieb drei Tage lang geschlossen, weil größere Schäden zu befürchten waren. Die Behörde äußerte sich nicht."
	for _, c := range []struct {
		charset, encoding, text string
	}{
		{"", "", pilots}, {"", "base64", umlauts}, {"", "quoted-printable", umlauts}, {"iso-8859-1", "quoted-printable", umlauts}, {"iso-8859-1", "", umlauts},
		{"windows-1251", "base64", russian}, {"koi8-r", "", russian}, {"iso-2022-jp", "", japanese_}, {"gb18030", "base64", chinese}, {"shift_jis", "quoted-printable", japanese_},
	} {
		for _, html := range []bool{false, true} {
			m := testfile.Mail{From: "Mirrin Hask <m@x.example>", Subject: "Of harbours", Charset: c.charset, Encoding: c.encoding, Plain: c.text + "\n\n" + c.text}
			if html {
				m.Plain, m.HTML = "", "<p>"+c.text+"</p><p>"+c.text+"</p>"
			}
			d := read(t, m.Bytes())
			if got, want := letters(d.Text()), letters(c.text+c.text); got != want {
				t.Errorf("%s, %s, HTML %v: %q", c.charset, c.encoding, html, got)
			}
		}
	}
}

func TestWhatAnEMailPassesOnIsTheArticle(t *testing.T) {
	t.Parallel()
	want := corpus.Metadata{Title: "Of cranes", Authors: []string{"Orla Venn"}, Publication: "The Post", Published: corpus.Date{Year: 2031, Month: 9, Day: 3}, Language: "en", SourceFile: "harbour"}
	outer := testfile.Mail{From: "Ada Moss <a@x.example>", Subject: "Fwd: Of cranes", Date: "Thu, 4 Sep 2031 10:15:00 +0200"}
	note := "Have a look, this is for the library."
	gmail := outer
	gmail.Plain = note + "\n\n---------- Forwarded message ---------\nFrom: Orla Venn at The Post <o@post.example>\nDate: Wed, Sep 3, 2031 at 8:00 AM\nSubject: Of cranes\nTo: <a@x.example>\n\n" + cranes + "\n\n" + pilots
	page := outer
	page.HTML = "<div>" + note + "<br><br><div>---------- Forwarded message ---------<br>From: <b>Orla Venn, The Post</b> &lt;o@post.example&gt;<br>Date: Wed, Sep 3, 2031 at 8:00 AM<br>Subject: Of cranes<br>To: &lt;a@x.example&gt;<br></div><p>" + cranes + "</p><p>" + pilots + "</p></div>"
	attached := outer
	attached.Plain = note
	attached.Attached = []testfile.Member{{Name: "of.eml", Data: testfile.Mail{From: "Orla Venn at The Post <o@post.example>", Subject: "Of cranes", Date: "Wed, 3 Sep 2031 08:00:00 +0200", Plain: cranes + "\n\n" + pilots}.Bytes()}}
	for name, m := range map[string]testfile.Mail{"as text": gmail, "as a page": page, "attached": attached} {
		d := read(t, m.Bytes())
		if diff := cmp.Diff(want, d.Metadata()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if d.Text() != cranes+"\n\n"+pilots {
			t.Errorf("%s: %q", name, d.Text())
		}
	}
}

func TestLinesOfAnEMailBecomeParagraphs(t *testing.T) {
	t.Parallel()
	text := "Hello,\n\n" + strings.ReplaceAll(wrap(cranes, 60), "\n", " \n") + "\n\n> " + wrap(pilots, 60) + "\n\nWith kind regards\n-- \nMirrin Hask\nHalvermouth"
	text = strings.ReplaceAll(text, "\nthe quays", "\n> the quays")
	m := testfile.Mail{From: "Mirrin Hask <m@x.example>", Subject: "Re: [harbours] Of cranes", Plain: text}
	data := strings.Replace(string(m.Bytes()), `charset="utf-8"`, `charset="utf-8"; format=flowed`, 1)
	d := read(t, []byte(data))
	if d.Metadata().Title != "Of cranes" || !strings.Contains(d.Text(), cranes) || strings.Contains(d.Text(), "Halvermouth") {
		t.Errorf("%q: %q", d.Metadata().Title, d.Text())
	}
}

// wrap breaks a text into lines of up to so many characters.
func wrap(text string, width int) string {
	line, all := "", []string{}
	for w := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(w) > width {
			all = append(all, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	return strings.Join(append(all, line), "\n")
}

func TestEMailsThatCannotBeReadGetASentence(t *testing.T) {
	t.Parallel()
	head := "From: a@x.example\nMIME-Version: 1.0\n"
	deep := head
	for i := range 40 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	many := head + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/plain\n\nWord.\n", 2000)
	for _, c := range []struct{ name, data, code string }{
		{"only a file", string(testfile.Mail{From: "a@x.example", Attached: []testfile.Member{{Name: "a.pdf", Data: []byte("%PDF")}}}.Bytes()), "empty"},
		{"nothing", head + "\n", "empty"},
		{"locked", head + "Content-Type: application/pkcs7-mime\n\nAAAA\n", "locked"},
		{"locked with PGP", head + "Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n", "locked"},
		{"too deep", deep + "Content-Type: text/plain\n\nWords.\n", "too-large"},
		{"too many parts", many, "too-large"},
		{"too much text", head + "Content-Type: text/plain\n\n" + strings.Repeat("word ", 2<<20), "too-large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := problem(t, []byte(c.data)); got != c.code {
				t.Errorf("got %s, want %s", got, c.code)
			}
		})
	}
}

func TestTextThatOnlyBeginsLikeAnEMailIsText(t *testing.T) {
	t.Parallel()
	d := read(t, []byte("From: the harbour\nDate: 4 September 2031\n\n"+cranes+"\n\n"+pilots))
	if !strings.Contains(d.Text(), pilots) {
		t.Errorf("got %q", d.Text())
	}
}
