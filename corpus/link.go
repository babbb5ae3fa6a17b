package corpus

import (
	"net/url"
	"strings"
)

// Link returns the web address of the document with a text fragment
// (#:~:text=…) that makes a browser scroll to the words, at most max bytes
// long; the plain address when no fragment that leads to these words and no
// others fits, and "" when the document has no web address or one longer than
// max. See https://wicg.github.io/scroll-to-text-fragment/.
func (q Quote) Link(max int) string {
	u, err := url.Parse(q.citation.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	plain := u.String()
	if len(plain) > max {
		return ""
	}
	if q.kind != FromText {
		return plain
	}
	base, fragment, _ := strings.Cut(plain, "#")
	fragment, _, _ = strings.Cut(fragment, ":~:")
	base += "#" + fragment + ":~:text="
	if directive := q.doc.directive(q.span, max-len(base)); directive != "" {
		return base + directive
	}
	return plain
}
