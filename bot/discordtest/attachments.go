package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	cdnHost   = "https://cdn.discordapp.com"
	mediaHost = "https://media.discordapp.net"
)

// attachment is an uploaded file.
type attachment struct {
	id, name, title, description string
	kind                         string // content type
	path                         string // on the CDN
	mark                         string // the query without which the CDN refuses it
	data                         []byte
	ephemeral                    bool
}

func (a *attachment) url() string { return cdnHost + a.path + "?" + a.mark }

func (a *attachment) json() obj {
	o := obj{
		"id": a.id, "filename": a.name, "size": len(a.data), "content_type": a.kind,
		"url": a.url(), "proxy_url": mediaHost + a.path + "?" + a.mark,
	}
	if a.title != "" {
		o["title"] = a.title
	}
	if a.description != "" {
		o["description"] = a.description
	}
	if a.ephemeral {
		o["ephemeral"] = true
	}
	return o
}

// keep puts a file on the CDN.
func (s *Server) keep(folder, under, name string, data []byte) *attachment {
	clean := fileName(name)
	a := &attachment{id: s.newID(), name: clean, kind: contentType(clean, data), data: data}
	if clean != name {
		a.title = strings.TrimSuffix(name, path.Ext(name))
	}
	a.path = fmt.Sprintf("/%s/%s/%s/%s", folder, under, a.id, clean)
	a.ephemeral = folder != "attachments"
	sum := sha256.Sum256([]byte(a.path))
	a.mark = "ex=7fffffff&is=65000000&hm=" + hex.EncodeToString(sum[:]) + "&"
	s.files[a.path] = a
	return a
}

// store puts the new files of a body on the CDN, named and described as its
// attachments say.
func (s *Server) store(m *message, body obj, files []upload) []*attachment {
	var fresh []*attachment
	for _, f := range files {
		name, about := f.name, ""
		for _, o := range objects(list(body, "attachments")) {
			if idText(o["id"]) == strconv.Itoa(f.index) {
				about = text(o, "description")
				if n := text(o, "filename"); n != "" {
					name = n
				}
			}
		}
		a := s.keep("attachments", m.channel.id, name, f.data)
		a.description = about
		a.ephemeral = m.ephemeral()
		fresh = append(fresh, a)
	}
	return fresh
}

// idText reads an ID that clients send as a string or as a number.
func idText(v any) string {
	if t, ok := v.(string); ok {
		return t
	}
	if n, ok := number(v); ok {
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// fileName is a name as Discord stores it: spaces become underscores, what is
// not a plain letter, digit, dot, dash or underscore goes.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '_'
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return -1
	}, name)
	if strings.Trim(clean, ".") == "" {
		return "unknown"
	}
	return clean
}

func contentType(name string, data []byte) string {
	kinds := map[string]string{
		".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv", ".html": "text/html", ".json": "application/json",
		".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".zip": "application/zip",
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".epub": "application/epub+zip",
	}
	kind := kinds[strings.ToLower(path.Ext(name))]
	if kind == "" {
		return http.DetectContentType(data)
	}
	if strings.HasPrefix(kind, "text/") && utf8.Valid(data) {
		kind += "; charset=utf-8"
	}
	return kind
}

// CDN serves the attachments under the paths that they have on
// cdn.discordapp.com (/attachments/channel/id/name), for a page that shows them.
func (s *Server) CDN() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.fault(r)
		s.wait(r, f.Delay)
		switch {
		case f.CutFirst || f.CutAfter:
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			http.Error(w, http.StatusText(f.Status), f.Status)
			return
		}
		s.mu.Lock()
		a := s.files[r.URL.Path]
		s.mu.Unlock()
		if a == nil || !strings.Contains(a.mark, "&hm="+r.URL.Query().Get("hm")+"&") {
			http.Error(w, "This content is no longer available.", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", a.name))
		if f.CutHalf {
			w.Header().Set("Content-Length", strconv.Itoa(len(a.data)))
			w.Write(a.data[:len(a.data)/2])
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
		w.Write(a.data)
	})
}
