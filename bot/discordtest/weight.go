package discordtest

// Discord keeps a message's components in a store of limited size, and says so
// badly: what is too large for it passes every rule and is then answered with
// 500, a callback even with "Unknown interaction", at once and every time
// (discord-api-docs issues 6965, 7310, 8554). The text counts in bytes of
// UTF-8, so 4,000 characters of Thai or Chinese do not fit.
//
// The limit was measured with text displays: their bytes, and 12 for each of
// them, may come to 10,170. That other components count alike is an estimate.
const (
	maxWeight       = 10170
	componentWeight = 12
	maxMedia        = 64 // thumbnails and gallery items (issue 7528)
)

var errInternal = &apiError{status: 500, code: 0, message: "500: Internal Server Error"}

// checkWeight refuses components that Discord cannot store.
func checkWeight(components arr) error {
	total, media := 0, 0
	each(components, func(c obj) {
		total += componentWeight + textWeight(c)
		for _, o := range objects(list(c, "options")) {
			total += componentWeight + textWeight(o)
		}
		media += len(list(c, "items"))
		if integer(c, "type") == componentThumbnail {
			media++
		}
	})
	if total > maxWeight || media > maxMedia {
		return errInternal
	}
	return nil
}

// textWeight is the bytes of an object's own texts.
func textWeight(o obj) int {
	n := 0
	for _, v := range o {
		if t, ok := v.(string); ok {
			n += len(t)
		}
	}
	return n
}
