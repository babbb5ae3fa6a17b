package playground_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/pincite/pincite/internal/browser"
	"github.com/pincite/pincite/internal/golden"
)

// TestMarkdownIsDrawnAsDiscordDoes draws every text of testdata/markdown.txt
// in the browser. The texts are separated by lines of "----".
func TestMarkdownIsDrawnAsDiscordDoes(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	source, err := os.ReadFile("testdata/markdown.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, text := range strings.Split(strings.TrimSuffix(string(source), "\n"), "\n----\n") {
		fmt.Fprintf(&out, "%s\n  =>\n%s\n----\n", text, c.markdown(text))
	}
	golden.Check(t, "testdata/markdown.golden", out.Bytes())
}

// markdown returns what a text is drawn as, as the browser writes it.
func (c *client) markdown(text string) string {
	c.t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		c.t.Fatal(err)
	}
	html, err := browser.Eval[string](c.page, fmt.Sprintf(`import("/static/markdown-dom.js").then((m) => m.markdown(%s, {
		user: (id) => ({ 1: "Ada" })[id], channel: (id) => ({ 2: "general" })[id] }).innerHTML)`, quoted))
	c.must(err)
	return html
}

func TestHostileMarkdownStaysText(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	for _, text := range []string{
		"<script>alert(1)</script>",
		"<img src=x onerror=alert(1)>",
		"[press](javascript:alert(1))",
		"[press](<javascript:alert(1)>)",
		"[press](JaVaScRiPt:alert(1))",
		"[press](data:text/html,<script>alert(1)</script>)",
		"[press](//evil.example)",
		"<javascript:alert(1)>",
		"javascript:alert(1)",
		"vbscript:x",
		"<t:99999999999999999999:F>",
		strings.Repeat("> ", 2000),
		strings.Repeat("||", 1000),
		strings.Repeat("*_", 1000) + "x",
		strings.Repeat("[", 1000) + "](javascript:x)",
		strings.Repeat("- ", 1000),
		strings.Repeat("`", 999),
		"\u202e right to left \u2066",
	} {
		html := c.markdown(text)
		for _, tag := range []string{"<script", "<img", "<a ", "onerror=\""} {
			if strings.Contains(html, tag) {
				t.Errorf("%.60q is drawn with %s: %.200s", text, tag, html)
			}
		}
	}
	if html := c.markdown(`\*not italic\* <script>`); html != "*not italic* &lt;script&gt;" {
		t.Errorf("an escape and a tag are drawn as %q", html)
	}
	if html := c.markdown("[https://good.example](https://evil.example)"); strings.Contains(html, `evil.example/" target="_blank" rel="noopener noreferrer" title="https://evil.example/">https://good`) {
		t.Errorf("a link's text may pretend to be another address: %s", html)
	}
}

func TestOnlyWebAddressesAreOpened(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	got, err := browser.Eval[string](c.page, `import("/static/api.js").then((m) => ["https://example.org/a", "HTTP://example.org", "javascript:alert(1)", " javascript:alert(1)",
		"java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "discord://x", ""].map((a) => m.webLink(a)).join("|"))`)
	c.must(err)
	if want := "https://example.org/a|http://example.org/||||||||"; got != want {
		t.Errorf("the addresses are taken as %q, want %q", got, want)
	}
	got, err = browser.Eval[string](c.page, `import("/static/api.js").then((m) => ["https://cdn.discordapp.com/a/b.png?x=1&y", "https://cdn.discordapp.com.evil.example/a", "https://example.org/a.png"]
		.map((a) => m.media(a)).join("|"))`)
	c.must(err)
	if want := "/media?url=https%3A%2F%2Fcdn.discordapp.com%2Fa%2Fb.png%3Fx%3D1%26y||"; got != want {
		t.Errorf("pictures are loaded from %q, want %q", got, want)
	}
}

func TestTypedMarkdownIsDrawnInTheList(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.typed(`\*plain\* **bold** <script>alert(1)</script> [x](javascript:alert(1)) https://example.org/a_b_c`, browser.Enter)
	c.see(newest, `*plain* bold <script>alert(1)</script> [x](javascript:alert(1)) https://example.org/a_b_c`)
	links, err := browser.Eval[[]string](c.page, `[...document.querySelectorAll("#messages a")].map((a) => [a.href, a.target, a.rel].join(" "))`)
	c.must(err)
	if len(links) != 1 || links[0] != "https://example.org/a_b_c _blank noopener noreferrer" {
		t.Errorf("the message has the links %q", links)
	}
}

// TestEscapedTextIsShownAsItWas draws random text full of Markdown's signs, each
// escaped, and compares what is seen with what was meant.
func TestEscapedTextIsShownAsItWas(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	alphabet := []rune("aZ9é世😀 \n*_~`|>#-+.:/[](){}<>@&!?=\\\"'1t#ߵ\u202e")
	random := rand.New(rand.NewPCG(1, 2))
	var meant []string
	var escaped []string
	for range 500 {
		var plain, safe strings.Builder
		for range 1 + random.IntN(60) {
			r := alphabet[random.IntN(len(alphabet))]
			plain.WriteRune(r)
			if r < 128 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
				safe.WriteRune('\\')
			}
			safe.WriteRune(r)
		}
		meant, escaped = append(meant, plain.String()), append(escaped, safe.String())
	}
	quoted, err := json.Marshal(escaped)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := browser.Eval[[]string](c.page, fmt.Sprintf(`import("/static/markdown-dom.js").then((m) => %s.map((text) => m.markdown(text).textContent))`, quoted))
	c.must(err)
	for i := range meant {
		if seen[i] != meant[i] {
			t.Errorf("%q, escaped as %q, is seen as %q", meant[i], escaped[i], seen[i])
		}
	}
}
