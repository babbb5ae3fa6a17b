package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
)

// TestEveryMessageThatIsUsedExists reads the package's own source: every string
// that is given to say, count, tell and the like has to be in the catalogue.
func TestEveryMessageThatIsUsedExists(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") || strings.HasPrefix(e.Name(), "english") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					used[s] = true
				}
			}
			return true
		})
	}
	computed := []string{"field.", "cmd."} // made of a prefix and a name
	for k := range english {
		name := strings.TrimSuffix(strings.TrimSuffix(string(k), ".one"), ".other")
		prefixed := false
		for _, p := range computed {
			prefixed = prefixed || strings.HasPrefix(name, p)
		}
		if !used[name] && !used[string(k)] && !prefixed {
			t.Errorf("the message %q is never shown", k)
		}
	}
	for s := range used {
		first, _, dotted := strings.Cut(s, ".")
		if !dotted || strings.ContainsAny(s, " /:%\n*") || !familiar(first) || strings.HasSuffix(s, ".") {
			continue
		}
		_, plain := english[key(s)]
		_, one := english[key(s+".one")]
		_, other := english[key(s+".other")]
		if !plain && !(one && other) {
			t.Errorf("the message %q is not in the catalogue", s)
		}
	}
}

// familiar reports whether any message begins with the word.
func familiar(first string) bool {
	for k := range english {
		if strings.HasPrefix(string(k), first+".") {
			return true
		}
	}
	return false
}

func TestNoMessageIsInTwoCatalogues(t *testing.T) {
	t.Parallel()
	if n := len(englishForAll) + len(englishLibrary) + len(englishSettings) + len(englishMembers) + len(englishFeeds) + len(englishTimeline) + len(englishVerify) + len(englishSaid); n != len(english) {
		t.Errorf("%d messages in the parts, %d in all", n, len(english))
	}
}

func TestEveryLanguageFallsBackOnEnglish(t *testing.T) {
	t.Parallel()
	for language, c := range catalogues {
		for k := range c {
			if _, ok := english[k]; !ok {
				t.Errorf("%s has the message %q, which English lacks", language, k)
			}
		}
	}
	for _, locale := range []string{"en-US", "en-GB", "de", "", "xx-YY"} {
		if got := say(locale, "button.more"); got != "More" {
			t.Errorf("in %q More is %q", locale, got)
		}
	}
}

func TestDatesAreWrittenToTheirPrecision(t *testing.T) {
	t.Parallel()
	r := &request{locale: "en-US"}
	for _, c := range []struct {
		date corpus.Date
		want string
	}{
		{corpus.Date{}, ""},
		{corpus.Date{Year: 2023}, "2023"},
		{corpus.Date{Year: 2023, Month: time.September}, "September\u00a02023"},
		{corpus.Date{Year: 2023, Month: time.September, Day: 4}, "4\u00a0September\u00a02023"},
	} {
		if got := r.date(c.date); got != c.want {
			t.Errorf("%v is written %q, want %q", c.date, got, c.want)
		}
	}
}

func TestCountsAgreeWithTheirNoun(t *testing.T) {
	t.Parallel()
	r := &request{}
	for n, want := range map[int]string{0: "0 paragraphs", 1: "1 paragraph", 2: "2 paragraphs"} {
		if got := r.count("paragraphs", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
