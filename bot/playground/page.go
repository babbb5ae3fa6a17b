package playground

import (
	"embed"
	"encoding/json"
	"net/http"
)

//go:embed static
var static embed.FS

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
