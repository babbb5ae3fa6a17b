package discordtest

import (
	"strings"
	"unicode"
)

// checkEmoji refuses the emoji of a button or an option that Discord does not
// know: one of a guild's own has an ID, any other is a Unicode emoji. An arrow
// or a tick that is only a symbol is not.
func checkEmoji(e *formError, path string, o obj) {
	em := object(o, "emoji")
	if em == nil || idText(em["id"]) != "" {
		return
	}
	if !isEmoji(text(em, "name")) {
		e.add(join(join(path, "emoji"), "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")
	}
}

const (
	presentation = '\uFE0F' // shows the sign before it as an emoji
	joiner       = '\u200D'
	keycap       = '\u20E3'
)

// isEmoji accepts one emoji: a sign with its modifiers, several joined ones, a
// keycap, or a flag.
func isEmoji(t string) bool {
	if strings.HasSuffix(t, string(keycap)) {
		base := strings.TrimSuffix(strings.TrimSuffix(t, string(keycap)), string(presentation))
		return len(base) == 1 && strings.Contains("0123456789#*", base)
	}
	parts := strings.Split(t, string(joiner))
	for _, p := range parts {
		signs := 0
		for i, r := range p {
			switch {
			case r == presentation || r >= 0x1F3FB && r <= 0x1F3FF && i > 0 || r >= 0xE0020 && r <= 0xE007F && i > 0:
			case unicode.Is(emojiSigns, r):
				signs++
			default:
				return false
			}
		}
		flag := signs == 2 && len([]rune(p)) == 2 && strings.IndexFunc(p, func(r rune) bool { return r < 0x1F1E6 || r > 0x1F1FF }) < 0
		if signs != 1 && !flag {
			return false
		}
	}
	return true
}

// emojiSigns is Unicode's property Emoji without the digits; above the basic
// plane the blocks of emoji are taken whole.
var emojiSigns = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00A9, 0x00AE, 5}, {0x203C, 0x2049, 13}, {0x2122, 0x2139, 23}, {0x2194, 0x2199, 1}, {0x21A9, 0x21AA, 1},
		{0x231A, 0x231B, 1}, {0x2328, 0x2328, 1}, {0x23CF, 0x23CF, 1}, {0x23E9, 0x23F3, 1}, {0x23F8, 0x23FA, 1},
		{0x24C2, 0x24C2, 1}, {0x25AA, 0x25AB, 1}, {0x25B6, 0x25C0, 10}, {0x25FB, 0x25FE, 1}, {0x2600, 0x2604, 1},
		{0x260E, 0x2611, 3}, {0x2614, 0x2615, 1}, {0x2618, 0x261D, 5}, {0x2620, 0x2620, 1}, {0x2622, 0x2623, 1},
		{0x2626, 0x262A, 4}, {0x262E, 0x262F, 1}, {0x2638, 0x263A, 1}, {0x2640, 0x2642, 2}, {0x2648, 0x2653, 1},
		{0x265F, 0x2660, 1}, {0x2663, 0x2663, 1}, {0x2665, 0x2666, 1}, {0x2668, 0x267B, 19}, {0x267E, 0x267F, 1},
		{0x2692, 0x2697, 1}, {0x2699, 0x2699, 1}, {0x269B, 0x269C, 1}, {0x26A0, 0x26A1, 1}, {0x26A7, 0x26A7, 1},
		{0x26AA, 0x26AB, 1}, {0x26B0, 0x26B1, 1}, {0x26BD, 0x26BE, 1}, {0x26C4, 0x26C5, 1}, {0x26C8, 0x26C8, 1},
		{0x26CE, 0x26CF, 1}, {0x26D1, 0x26D1, 1}, {0x26D3, 0x26D4, 1}, {0x26E9, 0x26EA, 1}, {0x26F0, 0x26F5, 1},
		{0x26F7, 0x26FA, 1}, {0x26FD, 0x26FD, 1}, {0x2702, 0x2705, 3}, {0x2708, 0x270D, 1}, {0x270F, 0x270F, 1},
		{0x2712, 0x2716, 2}, {0x271D, 0x2721, 4}, {0x2728, 0x2728, 1}, {0x2733, 0x2734, 1}, {0x2744, 0x2747, 3},
		{0x274C, 0x274E, 2}, {0x2753, 0x2755, 1}, {0x2757, 0x2757, 1}, {0x2763, 0x2764, 1}, {0x2795, 0x2797, 1},
		{0x27A1, 0x27A1, 1}, {0x27B0, 0x27BF, 15}, {0x2934, 0x2935, 1}, {0x2B05, 0x2B07, 1}, {0x2B1B, 0x2B1C, 1},
		{0x2B50, 0x2B55, 5}, {0x3030, 0x303D, 13}, {0x3297, 0x3299, 2},
	},
	R32: []unicode.Range32{
		{0x1F004, 0x1F004, 1}, {0x1F0CF, 0x1F0CF, 1}, {0x1F170, 0x1F171, 1}, {0x1F17E, 0x1F17F, 1}, {0x1F18E, 0x1F18E, 1},
		{0x1F191, 0x1F19A, 1}, {0x1F1E6, 0x1F1FF, 1}, {0x1F201, 0x1F202, 1}, {0x1F21A, 0x1F22F, 21}, {0x1F232, 0x1F23A, 1},
		{0x1F250, 0x1F251, 1}, {0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6FC, 1}, {0x1F7E0, 0x1F7EB, 1}, {0x1F7F0, 0x1F7F0, 1},
		{0x1F90C, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1},
	},
}
