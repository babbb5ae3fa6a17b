package discordtest

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

const (
	maxFile = 10 << 20 // bytes of one upload
	maxBody = 25 << 20 // bytes of a request
)

// upload is a file of a multipart body; index is n of its name "files[n]".
type upload struct {
	index int
	name  string
	data  []byte
}

// read takes the body in: JSON, or a form with payload_json and files.
func (c *call) read() error {
	raw, err := io.ReadAll(http.MaxBytesReader(nil, c.Body, maxBody))
	if err != nil {
		return errTooLarge
	}
	kind, params, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch {
	case len(raw) == 0:
		return nil
	case kind == "multipart/form-data":
		return c.readParts(multipart.NewReader(strings.NewReader(string(raw)), params["boundary"]))
	case kind != "application/json":
		return &apiError{status: 400, code: 50035, message: `Expected "Content-Type" header to be one of {'application/json'}.`}
	}
	return c.decode(raw)
}

func (c *call) decode(raw []byte) (err error) {
	if c.body, err = decode(raw); err != nil {
		return errBadJSON
	}
	return nil
}

func (c *call) readParts(m *multipart.Reader) error {
	for {
		p, err := m.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errBadJSON
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return errBadJSON
		}
		name := p.FormName()
		if name == "payload_json" {
			if err := c.decode(data); err != nil {
				return err
			}
			continue
		}
		n, ok := strings.CutPrefix(name, "files[")
		i, err := strconv.Atoi(strings.TrimSuffix(n, "]"))
		if !ok && name != "file" || ok && err != nil {
			continue
		}
		if len(data) > maxFile {
			return errTooLarge
		}
		c.files = append(c.files, upload{index: i, name: p.FileName(), data: data})
	}
}
