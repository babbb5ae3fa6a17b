package verify

import "encoding/base64"

// runWords is how many words a run has: two would stand in too many passages,
// and four would be lost too often to a word that was changed.
const runWords = 3

// Runs returns the hashes of the runs of three words in a text, one for each
// word that one begins at, as four characters each. Quotations are looked up by
// them; different runs may have the same hash, so what is found is compared.
func Runs(text string) []string {
	words := wordsOf(text)
	var out []string
	for i := 0; i+runWords <= len(words); i++ {
		h, gap := uint64(0), false
		for _, w := range words[i : i+runWords] {
			h = (h ^ w.id) * 0x9E3779B97F4A7C15
			h ^= h >> 29
			gap = gap || w.gap
		}
		if !gap {
			out = append(out, base64.RawURLEncoding.EncodeToString([]byte{byte(h >> 40), byte(h >> 32), byte(h >> 24)}))
		}
	}
	return out
}

// Version changes when texts have other runs than before.
const Version = "1"
