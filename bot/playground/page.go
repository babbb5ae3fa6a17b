package playground

import (
	"embed"
	"encoding/json"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// kinds are the types of our own files. The system's table, which net/http
// would ask, may call a script plain text, and then no browser runs it.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func serveStatic(w http.ResponseWriter, r *http.Request) {
	kind, ok := kinds[path.Ext(r.URL.Path)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	http.ServeFileFS(w, r, static, strings.TrimPrefix(r.URL.Path, "/"))
}

func servePage(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, static, "static/page.html")
}

// answer writes v as JSON.
func answer(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"error":"The answer could not be written."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(data) // the page is gone if this fails
}

// refuse writes a sentence that the page shows as it is.
func refuse(w http.ResponseWriter, status int, sentence string) {
	answer(w, status, map[string]string{"error": sentence})
}
