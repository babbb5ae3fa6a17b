package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// cdn is Discord's file server reduced to what it answers.
type cdn struct {
	asked  int
	answer func(asked int) (status int, body io.Reader, err error)
}

func (c *cdn) RoundTrip(r *http.Request) (*http.Response, error) {
	c.asked++
	status, body, err := c.answer(c.asked)
	if err != nil {
		return nil, err
	}
	h := http.Header{"Location": {"https://elsewhere.example/"}}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(body), ContentLength: -1, Request: r}, nil
}

// half is a body that breaks off.
func half() io.Reader {
	return io.MultiReader(strings.NewReader("half an art"), breaks{})
}

type breaks struct{}

func (breaks) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// endless is text without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestAttachmentsComeFromDiscordOnlyAndWithinLimits(t *testing.T) {
	t.Parallel()
	const good, limit = "https://cdn.discordapp.com/attachments/1/2/a.txt?ex=1", 1 << 20
	words := func() io.Reader { return strings.NewReader("words") }
	for _, test := range []struct {
		name, url string
		size      int64
		answer    func(asked int) (int, io.Reader, error)
		want      Code
		asked     int
	}{
		{"a file", good, 5, func(int) (int, io.Reader, error) { return 200, words(), nil }, "", 1},
		{"a file by the media host", "https://media.discordapp.net/attachments/1/2/a.txt", 5, func(int) (int, io.Reader, error) { return 200, words(), nil }, "", 1},
		{"a redirection", good, 5, func(int) (int, io.Reader, error) { return 302, words(), nil }, NoAnswer, 1},
		{"deleted", good, 5, func(int) (int, io.Reader, error) { return 404, words(), nil }, Missing, 1},
		{"larger than it says", good, 5, func(int) (int, io.Reader, error) { return 200, io.LimitReader(endless{}, limit+10), nil }, TooLarge, 1},
		{"without an end", good, 5, func(int) (int, io.Reader, error) { return 200, endless{}, nil }, TooLarge, 1},
		{"too large as it says", good, limit + 1, nil, TooLarge, 0},
		{"exactly as large as may be", good, limit, func(int) (int, io.Reader, error) { return 200, io.LimitReader(endless{}, limit), nil }, "", 1},
		{"broken off once", good, 5, func(n int) (int, io.Reader, error) {
			if n == 1 {
				return 200, half(), nil
			}
			return 200, words(), nil
		}, "", 2},
		{"broken off twice", good, 5, func(int) (int, io.Reader, error) { return 200, half(), nil }, CutOff, 2},
		{"a fault that passes", good, 5, func(n int) (int, io.Reader, error) { return 200 + 303*(2-n), words(), nil }, "", 2},
		{"a fault that stays", good, 5, func(int) (int, io.Reader, error) { return 503, words(), nil }, NoAnswer, 2},
		{"nobody there", good, 5, func(int) (int, io.Reader, error) { return 0, nil, errors.New("connection refused") }, NoAnswer, 2},
	} {
		server := &cdn{answer: test.answer}
		data, err := NewAttachments(server, limit).Get(t.Context(), test.url, test.size)
		if code(err) != test.want || server.asked != test.asked || err == nil && (len(data) == 0 || strings.HasPrefix(string(data), "half")) {
			t.Errorf("%s: %.20q, %v, asked %d times", test.name, data, err, server.asked)
		}
	}
	for _, url := range []string{
		"http://cdn.discordapp.com/a.txt", "https://cdn.discordapp.com.evil.example/a.txt", "https://cdn.discordapp.com@evil.example/a.txt",
		"https://127.0.0.1/a.txt", "file:///etc/passwd", "https://cdn.discordapp.com:8443/a.txt", "https://user@cdn.discordapp.com/a.txt", "", "%",
	} {
		server := &cdn{}
		if _, err := NewAttachments(server, limit).Get(t.Context(), url, 1); code(err) != NotDiscord || server.asked != 0 {
			t.Errorf("%q was asked for: %v", url, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	server := &cdn{answer: func(int) (int, io.Reader, error) { cancel(); return 200, half(), nil }}
	if _, err := NewAttachments(server, limit).Get(ctx, good, 1); !errors.Is(err, context.Canceled) || code(err) != Code(err.Error()) || server.asked != 1 {
		t.Errorf("after the end: %v, asked %d times", err, server.asked)
	}
}
