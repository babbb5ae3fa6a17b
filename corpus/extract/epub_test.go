package extract_test

import (
	"testing"

	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/testfile"
)

func harbourBook() testfile.Book {
	return testfile.Book{
		Title: "The harbour of Halvermouth", Authors: []string{"Mirrin Hask", "The Quay Union"}, Publisher: "Halvermouth Press", Date: "2031-09-04", Language: "en-GB",
		Chapters: []string{
			"<h1>The harbour of Halvermouth</h1><p>By Mirrin Hask</p>",
			`<h2>The strike</h2><p><span epub:type="pagebreak" title="7"/>` + cranes + "</p><blockquote><p>We were told nothing at all.</p></blockquote><p>" + pilots + "</p>",
			"<h2>What it cost</h2><ul><li>fruit</li><li>days</li></ul><table><tr><th>Quay</th><th>Ships</th></tr><tr><td>North</td><td>12</td></tr></table>" +
				`<p>First half of a page.<span role="doc-pagebreak" aria-label="8"/> And the other one.</p>`,
		},
	}
}

func TestABookIsUnderstood(t *testing.T) {
	t.Parallel()
	golden.Check(t, "testdata/files/epub.golden", dump(read(t, harbourBook().Bytes())))
}

func TestBooksThatCannotBeReadGetASentence(t *testing.T) {
	t.Parallel()
	with := func(name, data string) []byte {
		return testfile.Zip(append(harbourBook().Members(), testfile.Member{Name: name, Data: []byte(data)})...)
	}
	encrypted := func(method, target string) string {
		return `<encryption><EncryptedData><EncryptionMethod Algorithm="` + method + `"/><CipherData><CipherReference URI="` + target + `"/></CipherData></EncryptedData></encryption>`
	}
	const aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
	for _, c := range []struct {
		name, code string
		data       []byte
	}{
		{"protected", "locked", with("META-INF/encryption.xml", encrypted(aes, "OEBPS/text/chapter%202.xhtml"))},
		{"without its package", "damaged", testfile.Zip(harbourBook().Members()[:2]...)},
		{"without chapters", "empty", testfile.Book{Title: "Of nothing"}.Bytes()},
		{"with pictures only", "empty", testfile.Book{Chapters: []string{`<img src="a.png" alt=""/>`}}.Bytes()},
	} {
		if got := problem(t, c.data); got != c.code {
			t.Errorf("%s: got %s, want %s", c.name, got, c.code)
		}
	}
	read(t, with("META-INF/encryption.xml", encrypted("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")))
	read(t, with("META-INF/encryption.xml", encrypted(aes, "OEBPS/picture.png")))
}
