package playground

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
)

// maxMedia bounds what is passed on of one attachment.
const maxMedia = 128 << 20

// serveMedia passes on an attachment from the stand-in's content host. Images
// of the kinds that cannot carry script are shown; everything else is only
// ever a download. No other host is asked: the page needs no network.
func (p *Playground) serveMedia(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.URL.Query().Get("url"))
	hosts := []string{"cdn.discordapp.com", "media.discordapp.net"}
	if err != nil || u.Scheme != "https" || !slices.Contains(hosts, u.Host) {
		refuse(w, http.StatusForbidden, "Only attachments of the stand-in Discord are shown here.")
		return
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, u.String(), nil)
	if err != nil {
		refuse(w, http.StatusBadRequest, "This is not an attachment's address.")
		return
	}
	res, err := (&http.Client{Transport: p.discord.Transport()}).Do(req)
	if err != nil {
		refuse(w, http.StatusBadGateway, "The stand-in Discord does not answer.")
		return
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		refuse(w, http.StatusNotFound, "The stand-in Discord has no such attachment.")
		return
	}
	body, kind := sniff(res.Body)
	w.Header().Set("Content-Type", kind)
	if kind == plainBytes {
		w.Header().Set("Content-Disposition", "attachment")
	}
	_, _ = io.Copy(w, io.LimitReader(body, maxMedia)) // the page is gone if this fails
}

const plainBytes = "application/octet-stream"

// sniff returns the same bytes again and the type they may be served as.
func sniff(r io.Reader) (io.Reader, string) {
	head := make([]byte, 512)
	n, _ := io.ReadFull(r, head) // a short file is no error here
	kind := http.DetectContentType(head[:n])
	if !slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, kind) {
		kind = plainBytes
	}
	return io.MultiReader(bytes.NewReader(head[:n]), r), kind
}
