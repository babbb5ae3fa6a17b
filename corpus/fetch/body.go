package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
)

// readBody reads the whole body of an answer, within a limit that counts for
// the bytes that come and for those that they are decompressed to. Where
// cutting is allowed, what is beyond the limit is left out.
func readBody(resp *http.Response, limit int64, cut bool) ([]byte, *Problem) {
	if resp.ContentLength > limit && !cut {
		return nil, errTooLarge(limit)
	}
	raw := &io.LimitedReader{R: resp.Body, N: limit + 1}
	var body io.Reader = raw
	switch coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); coding {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, broken(err)
		}
		body = z
	default:
		return nil, problem(BadEncoding, "That site sends the page compressed in a way that Pincite does not read (%s). Save the page and add it as a file.", shown(coding))
	}
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	over := raw.N <= 0 || int64(len(data)) > limit
	switch {
	case over && cut:
		return data[:min(int64(len(data)), limit)], nil
	case over:
		return nil, errTooLarge(limit)
	case err != nil:
		return nil, broken(err)
	}
	return data, nil
}

func errTooLarge(limit int64) *Problem {
	return problem(TooLarge, "That page is larger than %s, the most that Pincite reads. If the article is in it, save the article alone and add it as a file.", megabytes(limit))
}

// broken turns an error in the middle of a body into a sentence.
func broken(err error) *Problem {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return errTooSlow().because(err)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return problem(BadEncoding, "That site's answer is damaged: it cannot be decompressed. Try again later.").because(err)
	}
	return problem(CutOff, "That site broke off in the middle of the page. Try again in a moment.").because(err)
}
