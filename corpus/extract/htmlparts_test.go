package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
)

// partsOf reads HTML and shows its parts, one a line.
func partsOf(t *testing.T, text string) string {
	t.Helper()
	root, err := parseHTML(text)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, p := range htmlParts(root) {
		kind := string(p.Kind)
		if p.Level > 0 {
			kind += fmt.Sprint(p.Level)
		}
		if p.Page > 0 {
			kind += fmt.Sprint(" p", p.Page)
		}
		fmt.Fprintf(&out, "%s: %s\n", kind, strings.ReplaceAll(p.Text, "\n", "⏎"))
	}
	return out.String()
}

func TestHTMLBecomesParts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ html, want string }{
		"running text": {`<p>One <b>bold</b>,
			<i>two</i>.</p>Loose<div>In a div<p>and a paragraph</p>after</div>`,
			"paragraph: One bold, two.\nparagraph: Loose\nparagraph: In a div\nparagraph: and a paragraph\nparagraph: after\n"},
		"headings and lists": {`<h2>Above <small>all</small></h2><ul><li>a<li><p>b</p><p>c</p></ul><dl><dt>term<dd>meaning</dl>`,
			"heading2: Above all\nitem: a\nitem: b\nitem: c\nitem: term\nitem: meaning\n"},
		"quotations": {`<blockquote><p>Said.<footer>A person</footer></blockquote><p>He wrote <q>no</q> twice.`,
			"quotation: Said.\nquotation: A person\nparagraph: He wrote “no” twice.\n"},
		"captions":          {`<figure><img alt="A ship"><figcaption>The ship <br>in port</figcaption></figure>`, "caption: The ship in port\n"},
		"line breaks":       {`One<br>line<br><br>Two<br> <br>Three`, "paragraph: One line\nparagraph: Two\nparagraph: Three\n"},
		"spaceless writing": {"<p>工人\n表示 不\n</p>", "paragraph: 工人表示 不\n"},
		"no-break spaces":   {`<p>10&nbsp;000 &nbsp; tons</p>`, "paragraph: 10\u00a0000 \u00a0 tons\n"},
		"what is not read": {`<head><title>T</title></head><nav>Menu</nav><script>x</script><style>y</style><p hidden>h<p style="color:red;display: none">i
			<p>Seen<button>Press</button> <select><option>o</select><noscript>n</noscript><template>t</template><svg><text>s</text></svg></p><dialog>d</dialog>`, "paragraph: Seen\n"},
		"a page that a script shows": {`<body style="visibility:hidden"><p>Seen`, "paragraph: Seen\n"},
		"marks of footnotes": {`<p>So he says.<sup><a href="#n1">1</a></sup> And she.<a href="#n2"><sup>[2]</sup></a> <sup class="reference">3</sup>
			<a epub:type="noteref" href="x.html#n">4</a> Not <sup>these</sup> 10<sup>-3</sup> m<sup>2</sup> H<sub>2</sub>O <sup><a href="/other">1</a></sup></p>`,
			"paragraph: So he says. And she. Not these 10⁻³ m² H2O ¹\n"},
		"readings": {`<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です</p>`, "paragraph: 漢字です\n"},
		"emoji":    {`<p>Done <img class="emoji" alt="🎉"><img alt="logo"> now</p>`, "paragraph: Done 🎉 now\n"},
		"tables": {`<table><caption>Ships</caption><thead><tr><th>Name<th>Tons</thead><tr><td><p>Sel</p><p>Maru</p><td>9<sup>2</sup><tr><td hidden>x<td><td></table>`,
			"caption: Ships\nrow: Name | Tons\nrow: Sel Maru | 9²\n"},
		"tables that arrange a page": {`<table><tr><td><table><tr><td>Menu<td>Other</table></td><td><h2>Head</h2><p>Text</td></table>
			<table role=presentation><tr><td>a<td>b</table><table><tr><td>alone<tr><td>again</table>`,
			"row: Menu | Other\nheading2: Head\nparagraph: Text\nparagraph: a\nparagraph: b\nparagraph: alone\nparagraph: again\n"},
		"code": {"<pre><code>if x {\n  y()\n}</code></pre><p>Use <code>y()</code>.</p>", "code: if x {⏎  y()⏎}\nparagraph: Use y().\n"},
		"plain text in a page": {"<pre>\nThe ship came in.\nIt was late.\n\nNobody had waited for it. They went.\n</pre>",
			"paragraph: The ship came in.\nparagraph: It was late.\nparagraph: Nobody had waited for it. They went.\n"},
		"pages of a book": {`<p>One</p><span epub:type="pagebreak" id="page12"></span><p>Two</p><div role="doc-pagebreak" aria-label="13"></div>Three`,
			"paragraph: One\nparagraph p12: Two\nparagraph p13: Three\n"},
		"a long heading": {"<h1>" + strings.Repeat("word ", 80) + "</h1>", "paragraph: " + strings.TrimSpace(strings.Repeat("word ", 80)) + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, partsOf(t, c.html)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEmptyTagsOfXHTML(t *testing.T) {
	t.Parallel()
	got := partsOf(t, closeEmptyTags(`<?xml version="1.0"?><html xmlns="x"><head><title/><script src="a"/></head>
		<body><p>One <a id="x"/>two<br/>three <svg><path d="m"/></svg></p><pre/><p>Four</p></body></html>`))
	if want := "paragraph: One two three\nparagraph: Four\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMonstrousHTML(t *testing.T) {
	t.Parallel()
	const levels = 20_000
	for name, text := range map[string]string{
		"deep":              strings.Repeat("<div>", levels) + "Text" + strings.Repeat("</div>", levels),
		"deep, formatting":  strings.Repeat("<b>", levels) + "Text" + strings.Repeat("</b>", levels),
		"deep, tables":      strings.Repeat("<table><tr><td>", levels/2) + "Text",
		"deep, lists":       strings.Repeat("<ul><li>", levels) + "Text",
		"deep, quotations":  strings.Repeat("<blockquote>", levels) + "<p>Text",
		"reopened elements": manyOpen(400) + strings.Repeat("<p></p>", levels) + "<p>Text",
		"crossed elements":  strings.Repeat("<a><p></a>", levels) + "Text",
		"crossed tables":    strings.Repeat("<table><b>", 100) + strings.Repeat("<a></x>", levels) + "Text",
		"attributes":        "<p " + manyAttributes(levels) + ">Text",
		"superscripts":      strings.Repeat("<sup>", 500) + strings.Repeat("x ", levels) + "Text",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, problem := parseHTML("<h1>Title</h1><p>First</p>" + text)
			if problem != nil {
				t.Fatal(problem)
			}
			d, err := corpus.Build(corpus.Metadata{}, htmlParts(root))
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Text(); !strings.HasPrefix(got, "Title\n\nFirst\n\n") || !strings.HasSuffix(got, "Text") {
				t.Errorf("the text is %.60q", got)
			}
		})
	}
}

func manyOpen(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<font size=%d>", i)
	}
	return b.String()
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=%d ", i, i)
	}
	return b.String()
}

func TestTooManyElements(t *testing.T) {
	t.Parallel()
	_, err := parseHTML(strings.Repeat("<i>", maxElements+1))
	if err == nil || err.Code != "too-large" {
		t.Errorf("the error is %v", err)
	}
}
