package extract_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/testfile"
)

// TestRichTextIsUnderstood expects what is read from the same document as DOCX.
func TestRichTextIsUnderstood(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/files/docx.golden")
	if err != nil {
		t.Fatal(err)
	}
	got := dump(read(t, office().RTF()))
	want = bytes.Replace(want, []byte("language: en-GB"), []byte("language: en"), 1) // it does not say
	if !bytes.Equal(want, got) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOnlyWhatAReaderSeesOfRichTextIsRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, want string }{
		"signs":             {`One\emdash two\ldblquote three\rdblquote\~four\_five\-ty\{\}\\.`, "One—two“three”\u00a0four\u2011fivety{}\\."},
		"bytes":             {`caf\'e9 \f1 \'cf\'ee\'f0\'f2 \f2 \'8d\'60\f0  end.`, "café Порт 港 end."},
		"Unicode":           {`\u1055?\u1086\'3f\uc2 \u28207??\uc0 \u8364 \u-10179\u-8704 .`, "По港€😀."},
		"hidden":            {`Seen.{\v Unseen.} Seen too.\v Un\v0 .`, "Seen. Seen too.."},
		"deleted":           {`One {\deleted old }new word.`, "One new word."},
		"a field":           {`{\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt A link}}.`, "A link."},
		"a picture":         {`Before{\pict\wmetafile8 0102ff}{\*\shppict{\pict\bin4 ` + "}}{{" + `}} after.`, "Before after."},
		"a note":            {`Words{\super 1}{\footnote\pard\plain {\super 1} A note.} go on.`, "Words1 go on.|1 A note."},
		"a frame":           {`Before.{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt \pard In a frame.\par}}} After.`, "Before. After.|In a frame."},
		"an unknown group":  {`Words{\*\nobody knows {this}}.`, "Words."},
		"a break of a line": {"One.\\line Two.\\\nThree four.", "One. Two.|Three four."},
		"unbalanced":        {`Words}}} go on.`, "Words go on."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := read(t, testfile.Office{Paras: []testfile.Para{{Text: "A title"}, {Text: "By Mirrin Hask"}, {Raw: c.raw}}}.RTF())
			if got := strings.ReplaceAll(d.Text(), "\n\n", "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestMalformedRichTextIsReadAsFarAsItMakesSense(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, code string }{
		"a lone backslash":   {`{\rtf1 Words\`, ""},
		"half a byte":        {`{\rtf1 Words\'e`, ""},
		"no byte":            {`{\rtf1 Words\'zz.}`, ""},
		"more than there is": {`{\rtf1 Words\bin99999999 .}`, ""},
		"a negative length":  {`{\rtf1 Words\bin-4 .}`, ""},
		"a huge number":      {`{\rtf1 Words\u99999999999999999999 .}`, ""},
		"nothing":            {`{\rtf1}`, "empty"},
		"too deep":           {`{\rtf1 ` + strings.Repeat("{", 100_000) + "Words", "damaged"},
	} {
		if c.code != "" {
			if got := problem(t, []byte(c.text)); got != c.code {
				t.Errorf("%s: got %s, want %s", name, got, c.code)
			}
			continue
		}
		if d := read(t, []byte(c.text)); !strings.HasPrefix(d.Text(), "Words") {
			t.Errorf("%s: %q", name, d.Text())
		}
	}
}
