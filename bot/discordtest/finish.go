package discordtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// finishEmbeds completes embeds as Discord stores them.
func (m *message) finishEmbeds(embeds arr) arr {
	out := clone(orEmpty(embeds))
	for _, e := range objects(out) {
		if text(e, "type") == "" {
			e["type"] = "rich"
		}
		for _, k := range []string{"image", "thumbnail"} {
			if media := object(e, k); media != nil {
				m.unfurl(media)
			}
		}
	}
	return out
}

// finishComponents completes components as Discord stores them: each has an
// id, files are resolved.
func (m *message) finishComponents(components arr) arr {
	out := clone(orEmpty(components))
	used := map[int64]bool{}
	each(out, func(c obj) {
		if id, ok := number(c["id"]); ok && id != 0 {
			used[id] = true
		}
	})
	next := int64(0)
	each(out, func(c obj) {
		if id, ok := number(c["id"]); !ok || id == 0 {
			for next++; used[next]; next++ {
			}
			c["id"] = json.Number(strconv.FormatInt(next, 10))
		}
		for k, v := range c {
			if v == nil {
				delete(c, k)
			}
		}
		m.unfurlComponent(c)
	})
	return out
}

func (m *message) unfurlComponent(c obj) {
	switch integer(c, "type") {
	case componentThumbnail:
		m.unfurl(object(c, "media"))
	case componentFile:
		if f := object(c, "file"); f != nil {
			m.unfurl(f)
			if a := m.named(text(f, "attachment_name")); a != nil {
				c["name"], c["size"] = a.name, json.Number(strconv.Itoa(len(a.data)))
			}
		}
	case componentGallery:
		for _, item := range objects(list(c, "items")) {
			m.unfurl(object(item, "media"))
		}
	}
}

// unfurl replaces attachment://name by the file's address.
func (m *message) unfurl(media obj) {
	if media == nil {
		return
	}
	name, ok := strings.CutPrefix(text(media, "url"), "attachment://")
	if !ok {
		return
	}
	if a := m.named(name); a != nil {
		media["url"], media["proxy_url"] = a.url(), a.json()["proxy_url"]
		media["content_type"], media["attachment_id"], media["attachment_name"] = a.kind, a.id, a.name
	}
}

// named finds an attachment of the message by its file name.
func (m *message) named(name string) *attachment {
	for _, a := range m.attachments {
		if a.name == name || a.name == fileName(name) {
			return a
		}
	}
	return nil
}

// each visits every component of a list, the nested ones too, in the order in
// which they are shown.
func each(components arr, visit func(obj)) {
	for _, v := range components {
		if c, ok := v.(obj); ok {
			eachOne(c, visit)
		}
	}
}

func eachOne(c obj, visit func(obj)) {
	visit(c)
	each(list(c, "components"), visit)
	for _, k := range nested {
		if one := object(c, k); one != nil {
			eachOne(one, visit)
		}
	}
}

// nested names the fields in which a component holds a single other one.
var nested = []string{"component", "accessory"}

// walk is each for those who have to say where a component stands.
func walk(components arr, path string, visit func(path string, c obj)) {
	for i, v := range components {
		if c, ok := v.(obj); ok {
			walkOne(c, join(path, i), visit)
		}
	}
}

func walkOne(c obj, path string, visit func(string, obj)) {
	visit(path, c)
	walk(list(c, "components"), join(path, "components"), visit)
	for _, k := range nested {
		if one := object(c, k); one != nil {
			walkOne(one, join(path, k), visit)
		}
	}
}
