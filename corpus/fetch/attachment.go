package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// attachmentHosts are where Discord keeps attachments. A file is fetched from
// nowhere else, whatever an interaction says.
var attachmentHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

const (
	attachmentTime  = 15 * time.Second // for one try
	attachmentTries = 2
)

// Attachments fetches files from Discord. It needs none of what a Client does
// to stay safe, because it goes to Discord's own hosts alone, in HTTPS, and
// follows no redirection. It may be used by many at once.
type Attachments struct {
	http     *http.Client
	maxBytes int64
}

// NewAttachments makes an Attachments that reads files of up to maxBytes, by a
// transport or, when it is nil, by Go's usual one, like the rest of the bot.
func NewAttachments(transport http.RoundTripper, maxBytes int64) *Attachments {
	return &Attachments{http: &http.Client{Transport: transport, Timeout: attachmentTime, CheckRedirect: stay}, maxBytes: maxBytes}
}

// stay makes an HTTP client return redirections instead of following them.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Get fetches the file at an address that Discord gave, with the size that it
// gave. What fails half-way is tried once more. The error is a *Problem, or
// ctx's own when ctx ends.
func (a *Attachments) Get(ctx context.Context, address string, size int64) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || !slices.Contains(attachmentHosts, u.Host) || u.User != nil {
		return nil, problem(NotDiscord, "Pincite takes files from Discord's own servers only, and this one is elsewhere. Attach the file to a message or a command.")
	}
	if size > a.maxBytes {
		return nil, a.errLarge()
	}
	var data []byte
	for range attachmentTries {
		var again bool
		if data, again, err = a.try(ctx, u); err == nil {
			return data, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !again {
			break
		}
	}
	return nil, err
}

// try makes one request, and says whether another may fare better.
func (a *Attachments) try(ctx context.Context, u *url.URL) (data []byte, again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, false, err
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, true, errNotHanded().because(err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound, resp.StatusCode == http.StatusForbidden, resp.StatusCode == http.StatusGone:
		return nil, false, problem(Missing, "Discord no longer has that file: it was deleted, or its link has expired. Attach the file again.")
	case resp.StatusCode != http.StatusOK:
		return nil, resp.StatusCode >= 500, errNotHanded()
	}
	data, p := readBody(resp, a.maxBytes, false)
	switch {
	case p == nil:
		return data, false, nil
	case p.Code == TooLarge:
		return nil, false, a.errLarge()
	case p.Code == CutOff:
		return nil, true, problem(CutOff, "Discord broke off in the middle of the file, twice. Nothing was added. Try again in a moment, or paste the text instead.").because(errors.Unwrap(p))
	}
	return nil, true, errNotHanded().because(errors.Unwrap(p))
}

func errNotHanded() *Problem {
	return problem(NoAnswer, "Discord did not hand the file over. Try again in a moment, or paste the text instead.")
}

func (a *Attachments) errLarge() *Problem {
	return problem(TooLarge, "The file is larger than %s. Pincite reads articles up to that size.", megabytes(a.maxBytes))
}
