// Package fetch brings a link's or a feed's bytes here, safely, and says why
// not in a sentence for the person who gave the link.
//
// Links come from people and from pages, so that any of them may be meant to
// make this machine ask something that only it can reach. Every rule is
// therefore applied to every step of the way: the link itself, each
// redirection, and the address that is really dialled, after its name was
// resolved, so that a name whose answer changes gains nothing. Sizes, times and
// the number of redirections are bounded. No proxy is used, whatever the
// environment says: a proxy would resolve names and dial in our place.
//
// Sites are treated as a guest should: one request at a time for each host,
// with a pause between two; robots.txt, Retry-After and Crawl-delay are heeded;
// what has not changed is not fetched again; the User-Agent says who asks and
// where to complain.
package fetch
