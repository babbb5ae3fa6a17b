package discordtest

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// checkMessage applies the rules for a message of the bot's which schemas do
// not express, and the commonest of those which they do. was is the message
// before an edit, nil for a new one.
func checkMessage(body obj, files []upload, was *message) error {
	e := &formError{}
	length(e, body, "content", "content", 0, 2000)
	for _, k := range []string{"embeds", "components", "attachments"} {
		if _, ok := body[k].(arr); given(body, k) && !ok {
			e.add(k, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
		}
	}
	checkEmbeds(e, list(body, "embeds"))
	checkMentions(e, object(body, "allowed_mentions"))
	checkFiles(e, body, files, was)
	v2 := integer(body, "flags")&flagComponentsV2 != 0
	if was != nil && was.flags&flagComponentsV2 != 0 {
		if given(body, "flags") && !v2 {
			e.add("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The `IS_COMPONENTS_V2` flag cannot be removed once set")
		}
		v2 = true
	}
	if v2 {
		checkLegacy(e, body, was)
		checkLayoutV2(e, list(body, "components"))
	} else {
		checkLayoutV1(e, list(body, "components"))
	}
	checkComponents(e, list(body, "components"), names(files, was))
	return cmp.Or(e.err(), checkWeight(list(body, "components")))
}

// checkLegacy refuses what Components V2 messages cannot have.
func checkLegacy(e *formError, body obj, was *message) {
	refuse := func(k string) {
		e.add(k, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			"The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", k)
	}
	_, content := body["content"]
	_, embeds := body["embeds"]
	if strings.TrimSpace(text(body, "content")) != "" || !content && was != nil && was.content != "" {
		refuse("content")
	}
	if len(list(body, "embeds")) > 0 || !embeds && was != nil && len(was.embeds) > 0 {
		refuse("embeds")
	}
	for _, k := range []string{"poll", "sticker_ids"} {
		if given(body, k) {
			refuse(k)
		}
	}
}

// length checks a text's length in characters; a missing text has length 0 if
// least is 0.
func length(e *formError, o obj, key, path string, least, most int) {
	v, ok := o[key]
	if !ok || v == nil {
		if least > 0 {
			e.add(path, "BASE_TYPE_REQUIRED", "This field is required")
		}
		return
	}
	t, ok := v.(string)
	if !ok {
		e.add(path, "STRING_TYPE_CONVERT", "Could not convert \"%v\" to string.", v)
		return
	}
	lengthOf(e, t, path, least, most)
}

func lengthOf(e *formError, t, path string, least, most int) {
	n := utf8.RuneCountInString(t)
	switch {
	case n == 0 && least > 0:
		e.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n > most && least == 0:
		e.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	case n > most || n < least:
		e.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// count checks a list's length.
func count(e *formError, n int, path string, least, most int) {
	if n < least || n > most {
		e.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

const embedTotal = 6000 // characters in all embeds of a message

func checkEmbeds(e *formError, embeds arr) {
	if len(embeds) > 10 {
		e.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	total := 0
	add := func(o obj, key, path string, least, most int) {
		length(e, o, key, path, least, most)
		total += utf8.RuneCountInString(text(o, key))
	}
	for i, v := range embeds {
		em, ok := v.(obj)
		path := join("embeds", i)
		if !ok {
			e.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
			continue
		}
		add(em, "title", join(path, "title"), 0, 256)
		add(em, "description", join(path, "description"), 0, 4096)
		for key, most := range map[string]int{"footer": 2048, "author": 256} {
			if part := object(em, key); part != nil {
				field := map[string]string{"footer": "text", "author": "name"}[key]
				add(part, field, join(join(path, key), field), 0, most)
			}
		}
		fields := list(em, "fields")
		if len(fields) > 25 {
			e.add(join(path, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
		}
		for j, f := range objects(fields) {
			at := join(join(path, "fields"), j)
			add(f, "name", join(at, "name"), 1, 256)
			add(f, "value", join(at, "value"), 1, 1024)
		}
		checkURL(e, em, "url", join(path, "url"), 2048, "http", "https")
	}
	if total > embedTotal {
		e.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", embedTotal)
	}
}

// checkURL refuses an address that is too long or has another scheme.
func checkURL(e *formError, o obj, key, path string, most int, schemes ...string) {
	u := text(o, key)
	if u == "" {
		return
	}
	lengthOf(e, u, path, 0, most)
	scheme, rest, ok := strings.Cut(u, ":")
	for _, s := range schemes {
		if ok && strings.EqualFold(scheme, s) && len(strings.Trim(rest, "/")) > 0 && !strings.ContainsAny(u, " \n\t") {
			return
		}
	}
	e.add(path, "URL_TYPE_INVALID_SCHEME", "Scheme \"%s\" is not supported. Scheme must be one of ('%s').", scheme, strings.Join(schemes, "', '"))
}

func checkMentions(e *formError, allowed obj) {
	for _, kind := range []string{"users", "roles"} {
		ids := list(allowed, kind)
		if len(ids) > 100 {
			e.add(join("allowed_mentions", kind), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
		}
		for _, p := range list(allowed, "parse") {
			if p == kind && len(ids) > 0 {
				e.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
					"parse:[\"%s\"] and %s: [ids...] are mutually exclusive.", kind, kind)
			}
		}
	}
}

// checkFiles matches the attachments of a body with its files.
func checkFiles(e *formError, body obj, files []upload, was *message) {
	if len(files) > 10 || len(list(body, "attachments")) > 10 {
		e.add("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	known := map[string]bool{}
	for _, f := range files {
		known[idText(int64(f.index))] = true
	}
	if was != nil {
		for _, a := range was.attachments {
			known[a.id] = true
		}
	}
	for i, v := range list(body, "attachments") {
		o, _ := v.(obj)
		if id := idText(o["id"]); !known[id] {
			e.add(join(join("attachments", i), "id"), "ATTACHMENT_NOT_FOUND", "Attachment data for %q was not found", id)
		}
	}
}

// names are the files to which attachment:// may refer.
func names(files []upload, was *message) map[string]bool {
	known := map[string]bool{}
	for _, f := range files {
		known[f.name], known[fileName(f.name)] = true, true
	}
	if was != nil {
		for _, a := range was.attachments {
			known[a.name] = true
		}
	}
	return known
}
