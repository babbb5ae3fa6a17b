package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spaceless reports whether a character belongs to a script that writes no
// spaces between words.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// unspaced makes terms of a run of characters of such a script: stop words
// where they stand, and between them syllables of Thai and Lao, or overlapping
// pairs of the others' characters. A lone character is a term of its own.
func unspaced(text string, run []piece, pos int) []Term {
	var out []Term
	add := func(span piece, stop bool) {
		word := fold(text[span.Start:span.End])
		out = append(out, Term{Text: word, Word: word, Span: span, Pos: pos + len(out), Stop: stop})
	}
	words := func(run []piece) {
		if len(run) == 0 {
			return
		}
		spans := pairsOf(run)
		if r, _ := utf8.DecodeRuneInString(text[run[0].Start:]); unicode.In(r, unicode.Thai, unicode.Lao) {
			spans = syllables(text, run)
		}
		for _, s := range spans {
			add(s, false)
		}
	}
	from := 0
	for i := 0; i < len(run); {
		n := stopAt(text, run[i:])
		if n == 0 || i > from && leads(firstRune(text[run[i-1].Start:])) {
			i++
			continue
		}
		words(run[from:i])
		add(piece{Start: run[i].Start, End: run[i+n-1].End}, true)
		i += n
		from = i
	}
	words(run[from:])
	return out
}

// stopAt returns how many characters the stop word has with which a run
// begins; 0 when it begins with none.
func stopAt(text string, run []piece) int {
	rest := text[run[0].Start:run[len(run)-1].End]
	r, _ := utf8.DecodeRuneInString(rest)
	for _, w := range unspacedStops[r] {
		if !strings.HasPrefix(rest, w) {
			continue
		}
		for n, p := range run {
			if p.End == run[0].Start+len(w) {
				return n + 1
			}
		}
	}
	return 0
}

// unspacedStops are the stop words of languages that write no spaces, by their
// first character, the longest first. Of Chinese and Japanese only words with
// which questions are asked: the characters of others are parts of names.
var unspacedStops = func() map[rune][]string {
	out := map[rune][]string{}
	for _, w := range longestFirst(`什么时候 什麼時候 为什么 為什麼 什么样 什么 什麼 怎么样 怎样 怎么 怎麼 如何 哪里 哪裡 哪儿 哪些 哪个 哪個 哪一个 哪一 哪种 哪 多少 谁 誰
		何时 何時 何地 何处 为何 是否 吗 嗎 呢
		いつ どこ だれ なに なぜ どうして どのように どの いくつ いくら
		เมื่อไหร่ เมื่อไร เมื่อใด อะไรบ้าง อะไร ใครบ้าง ใคร ที่ไหน ที่ใด ไหน อย่างไรบ้าง อย่างไร ยังไง ทำไม เพราะเหตุใด เหตุใด เท่าไหร่ เท่าไร
		เท่าใด กี่ หรือไม่ ใด ไหม ที่ซึ่ง ที่ ของ และ ใน เป็น ได้ ให้ ว่า จะ มี กับ ก็ โดย จาก แต่ หรือ คือ ถูก นี้ นั้น เมื่อ ซึ่ง แล้ว ด้วย ต่อ ไป มา
		อยู่ ไม่ การ ความ`) {
		r, _ := utf8.DecodeRuneInString(w)
		out[r] = append(out[r], w)
	}
	return out
}()

func pairsOf(run []piece) []piece {
	last := max(1, len(run)-1)
	out := make([]piece, 0, last)
	for i := range last {
		out = append(out, piece{Start: run[i].Start, End: run[min(i+1, len(run)-1)].End})
	}
	return out
}

// syllables divides a run of Thai or Lao into what is near to its syllables: a
// consonant with its vowels, and one more consonant that has none. Where a
// syllable really ends only a dictionary knows, but the same word is mostly
// divided the same way, and that is what finding needs.
func syllables(text string, run []piece) []piece {
	var out []piece
	open := false // whether the last one may still take a consonant
	for i := 0; i < len(run); i++ {
		span := run[i]
		if r, _ := utf8.DecodeRuneInString(text[span.Start:]); leads(r) && i+1 < len(run) {
			i++
			span.End = run[i].End
		}
		for i+1 < len(run) && trails(text[run[i+1].Start:run[i+1].End]) {
			i++
			span.End = run[i].End
		}
		if open && utf8.RuneCountInString(text[span.Start:span.End]) == 1 {
			out[len(out)-1].End, open = span.End, false
			continue
		}
		out, open = append(out, span), true
	}
	return out
}

// leads reports whether a vowel is written before the consonant that it follows.
func leads(r rune) bool { return 'เ' <= r && r <= 'ไ' || 'ເ' <= r && r <= 'ໄ' }

// trails reports whether a character belongs to the one before it: a vowel that is
// written behind, or a consonant that is not spoken.
func trails(character string) bool {
	r, _ := utf8.DecodeRuneInString(character)
	return strings.ContainsRune("ะาำๅະາຳ", r) || strings.ContainsAny(character, "์໌")
}
