package extract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

func readPage(t *testing.T, data string) (*corpus.Document, error) {
	t.Helper()
	return extract.Document(t.Context(), extract.File{Name: "page.html", Data: []byte(data)}, corpus.Metadata{})
}

// harbour are sentences for pages, long enough to be an article.
var harbour = []string{
	"The harbour of Sel took in its first ship in nine weeks on Tuesday, and the pilots said that the channel was safe.",
	"Berths one and two can be used again, the port authority said, and it will decide about the two others in April.",
	"The dockers had asked for the harbour to be closed until the crane was gone from the quay on which it fell.",
	"Grain that had been waiting in the silos since January will be loaded first, and the cars after it.",
}

func paragraphs(sentences []string) string {
	return "<p>" + strings.Join(sentences, "</p>\n<p>") + "</p>"
}

func TestPagesInOtherEncodings(t *testing.T) {
	t.Parallel()
	words := map[string][]string{
		"Russian":    {"Порт вновь открыт после девяти недель, и первое судно вошло в него во вторник утром, сообщило управление порта.", "Два из четырёх причалов снова работают, а о других решат в апреле, когда уберут упавший кран."},
		"Japanese":   {"港は九週間ぶりに再開し、火曜日の朝に最初の船が入港したと港湾局が発表した。", "四つの岸壁のうち二つが再び使えるようになり、残りについては四月に決めるという。"},
		"Chinese":    {"港口在关闭九周之后重新开放，第一艘船于星期二早上进港，港务局发表声明说。", "四个泊位中有两个可以重新使用，其余的将在四月份作出决定。"},
		"German":     {"Der Hafen ist nach neun Wochen wieder geöffnet, und das erste Schiff lief am Dienstag früh ein, erklärte die Behörde.", "Zwei der vier Liegeplätze können wieder benutzt werden; über die übrigen soll im April entschieden werden."},
		"Polish":     {"Port został ponownie otwarty po dziewięciu tygodniach, a pierwszy statek wpłynął we wtorek rano, ogłosił zarząd.", "Dwa z czterech nabrzeży znów działają, a o pozostałych zarząd zdecyduje w kwietniu, gdy żuraw zniknie."},
		"Vietnamese": {"Cảng đã mở cửa trở lại sau chín tuần, và con tàu đầu tiên đã cập bến vào sáng thứ Ba, cơ quan quản lý cho biết."},
	}
	for _, c := range []struct{ name, language, charset, declared string }{
		{"declared", "Russian", "windows-1251", "windows-1251"},
		{"declared, Japanese", "Japanese", "shift_jis", "Shift_JIS"},
		{"declared, German", "German", "iso-8859-15", "ISO-8859-15"},
		{"undeclared", "Russian", "windows-1251", ""},
		{"undeclared KOI8", "Russian", "koi8-r", ""},
		{"undeclared Japanese", "Japanese", "euc-jp", ""},
		{"undeclared Chinese", "Chinese", "gbk", ""},
		{"undeclared German", "German", "windows-1252", ""},
		{"undeclared Polish", "Polish", "windows-1250", ""},
		{"undeclared UTF-8", "Vietnamese", "utf-8", ""},
		{"UTF-8 called Latin", "Vietnamese", "utf-8", "iso-8859-1"},
		{"Russian called Latin", "Russian", "windows-1251", "iso-8859-1"},
		{"Russian called UTF-8", "Russian", "windows-1251", "utf-8"},
		{"Japanese called another", "Japanese", "euc-jp", "shift_jis"},
		{"UTF-16", "German", "utf-16le", "utf-16"},
		{"ISO-2022-JP", "Japanese", "iso-2022-jp", "iso-2022-jp"},
		{"no such encoding", "German", "windows-1252", "x-none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			meta := ""
			if c.declared != "" {
				meta = `<meta http-equiv="Content-Type" content="text/html; charset=` + c.declared + `">`
			}
			page := "<html><head>" + meta + "<title>" + words[c.language][0][:30] + "</title><style>.a{color:red}</style></head><body><article>" + paragraphs(words[c.language]) + "</article></body></html>"
			page = strings.ToValidUTF8(page, "")
			enc, _ := charset.Lookup(c.charset)
			data, err := enc.NewEncoder().String(page)
			if err != nil {
				t.Fatal(err)
			}
			if c.charset == "utf-16le" {
				data = "\xff\xfe" + data
			}
			d, err := readPage(t, data)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := d.Text(), strings.Join(words[c.language], "\n\n"); got != corpus.Canonical(want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestWallsAreTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, code, page string }{
		{"paywall", extract.CodePaywall, `<title>Harbour reopens</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour reopens","isAccessibleForFree":false}</script>
			<article><h1>Harbour reopens</h1><p>` + harbour[0] + `</p></article><div class="offer"><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in.</p></div>`},
		{"paywall by its name", extract.CodePaywall, `<title>Hafen</title><article><h1>Der Hafen ist offen</h1><p>Der Hafen ist nach neun Wochen wieder geöffnet, und das erste Schiff lief am Dienstag früh ein.</p></article>
			<div id="paywall-layer"><p>Jetzt weiterlesen mit einem Abo.</p></div>`},
		{"login", extract.CodeLogin, `<title>Log in | Courier</title><form><label>Name<input name=u></label><input type=password><button>Log in</button></form><p>Please log in to read the articles of the Courier.</p>`},
		{"consent", extract.CodeConsent, `<title>Courier</title><div class=dialog><h1>Before you continue</h1><p>We use cookies and data to show you what you like.</p><button>Reject all</button><button>Accept all</button></div>`},
		{"JavaScript", extract.CodeJavaScript, `<title>Courier</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/app.js"></script>`},
		{"robot check", extract.CodeRobotCheck, `<title>Just a moment...</title><div class="main"><h1>courier.example</h1><p>Verifying you are human. This may take a few seconds.</p></div><script src="/challenge.js"></script>`},
		{"robot check with a picture", extract.CodeRobotCheck, `<title>Courier</title><form class="h-captcha"></form><p>We saw unusual traffic from your network. Please prove that you are human.</p>`},

		// What has an article is not behind a wall, whatever stands beside it.
		{"not free, but whole", "", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script><article>` + paragraphs(harbour) + paragraphs(lengthened(harbour)) + `</article><p>Subscribe to continue reading.</p>`},
		{"cookies asked beside it", "", `<div id=cookies><p>We value your privacy and our cookies.</p><button>Accept all</button></div><article>` + paragraphs(harbour) + `</article>`},
		{"a form beside it", "", `<title>Harbour</title><form><input type=password></form><article>` + paragraphs(harbour) + `</article>`},
		{"a script beside it", "", `<article>` + paragraphs(harbour) + `</article><noscript>Please enable JavaScript.</noscript><script></script><div id=root></div>`},
		{"an article on captchas", "", `<title>Are you a robot? The puzzle that nobody likes</title><article><p>Web sites ask people to prove that they are human, with letters that nobody can read.</p>` + paragraphs(harbour) + `</article>`},
		{"a short notice", "", `<title>Closed</title><p>The library is closed on Friday.</p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := readPage(t, "<!DOCTYPE html><html><body>"+c.page+"</body></html>")
			var p *extract.Problem
			switch {
			case c.code == "" && err != nil:
				t.Errorf("got %v", err)
			case c.code != "" && (!errors.As(err, &p) || p.Code != c.code || !strings.HasSuffix(p.Detail, ".")):
				t.Errorf("got %#v, want %s", err, c.code)
			}
		})
	}
}

// lengthened makes other sentences of sentences.
func lengthened(sentences []string) []string {
	var all []string
	for i := range 3 {
		for _, s := range sentences {
			all = append(all, fmt.Sprintf("On day %d it was noted once more: %s", i+2, s))
		}
	}
	return all
}

func TestMonstrousPages(t *testing.T) {
	t.Parallel()
	const levels = 100_000
	article := "<article><h1>Harbour reopens</h1>" + paragraphs(harbour) + "</article>"
	for _, c := range []struct{ name, data, code string }{
		{"50 MB", "<!DOCTYPE html><html><body>" + strings.Repeat("<p>The harbour is open again.</p>\n", 50<<20/34), "too-large"},
		{"more than text may have", "<!DOCTYPE html><html><body>" + strings.Repeat("<p>The harbour is open again.</p>\n", extract.MaxTextBytes/33), "too-large"},
		{"100,000 levels", "<html>" + strings.Repeat("<div>", levels) + article + strings.Repeat("</div>", levels), ""},
		{"100,000 levels of formatting", "<html>" + strings.Repeat("<b>", levels) + article, ""},
		{"100,000 open lists", "<html>" + strings.Repeat("<ul><li>", levels) + article, ""},
		{"many elements", "<html>" + strings.Repeat("<i></i>", levels+1) + article, "too-large"},
		{"deep and wide", "<html>" + strings.Repeat("<div>", 400) + strings.Repeat(paragraphs(harbour), 400), ""},
		{"deep JSON", `<html><script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, levels) + "</script>" + article, ""},
		{"a long class", `<html><div class="` + strings.Repeat("a-b ", levels/10) + `">` + article, ""},
		{"no end of a comment", "<html>" + article + "<!-- " + strings.Repeat("- ", levels), ""},
		{"only markup", "<html><body><div><br><hr><img src=x></div></body></html>", "no-article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, err := readPage(t, c.data)
			var p *extract.Problem
			switch {
			case c.code == "" && err != nil:
				t.Errorf("got %v", err)
			case c.code == "" && !strings.Contains(d.Text(), harbour[0]):
				t.Errorf("got %.200q", d.Text())
			case c.code != "" && (!errors.As(err, &p) || p.Code != c.code):
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}
