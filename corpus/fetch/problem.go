package fetch

import (
	"fmt"
	"strings"
	"time"
)

// Problem is why a link could not be fetched or a feed not be read. Its text is
// a sentence for the person who gave the link: what is wrong, and what to do.
// It has nothing about this machine or its network in it.
type Problem struct {
	Code   Code
	Detail string    // the sentence
	Until  time.Time // when the site wants to be asked again; zero when it did not say
	Feeds  []Link    // with NotFeed: the feeds that the web page offers
	cause  error     // for errors.Is; not part of the text
}

func (p *Problem) Error() string { return p.Detail }

// Unwrap returns what went wrong underneath; nil when nothing did.
func (p *Problem) Unwrap() error { return p.cause }

// Link is a web address with its name, which may be empty.
type Link struct{ URL, Title string }

// Code is a short stable word for a kind of problem.
type Code string

// The kinds of problems.
const (
	BadLink     Code = "link"        // no web address, or one too long
	BadScheme   Code = "scheme"      // neither http nor https
	Credentials Code = "credentials" // a user name or a password in the link
	BadPort     Code = "port"        // a port on which there are no articles
	NotPublic   Code = "address"     // an address that is not on the public internet
	NoSuchSite  Code = "name"        // a name that does not resolve
	NoAnswer    Code = "connect"     // nobody answers there, or not in HTTP
	Untrusted   Code = "certificate" // the certificate is not valid for the site
	Redirects   Code = "redirects"   // too many redirections, or one that leads nowhere
	Downgrade   Code = "downgrade"   // a redirection from https to http
	Robots      Code = "robots"      // robots.txt says no, or cannot be had
	Later       Code = "later"       // the site asks for patience
	Login       Code = "login"       // a login, a payment, or people only
	Missing     Code = "missing"     // no such page
	Gone        Code = "gone"        // the page is gone for good (410)
	BadStatus   Code = "status"      // another answer that is no page
	WrongType   Code = "type"        // something that is not read: an image, a video
	TooLarge    Code = "too-large"   // more bytes than are read
	BadEncoding Code = "compression" // compressed in a way that was not asked for, or damaged
	TooSlow     Code = "slow"        // not done in the time there is
	CutOff      Code = "cut"         // the answer ended half-way
	IsFeed      Code = "feed"        // an article was wanted, and this is a feed
	NotFeed     Code = "not-feed"    // a feed was wanted, and this is something else
	BrokenFeed  Code = "broken-feed" // a feed that cannot be read
	NotDiscord  Code = "attachment"  // an attachment that is not at Discord
)

// problem makes a Problem with a sentence.
func problem(code Code, format string, args ...any) *Problem {
	return &Problem{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// because adds the cause.
func (p *Problem) because(err error) *Problem {
	p.cause = err
	return p
}

// maxShown is how many bytes of a name from outside a sentence shows.
const maxShown = 100

// shown makes a name from outside fit for a sentence: printable ASCII, which
// host names and media types are, and not too long.
func shown(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f {
			return -1
		}
		return r
	}, s)
	if len(s) > maxShown {
		s = s[:maxShown] + "…"
	}
	return s
}

// megabytes writes a number of bytes as a sentence does.
func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d MB", n>>20)
}
