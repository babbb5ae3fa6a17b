package bot

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// What Discord shows otherwise than it is written: links with their address,
// addresses alone, mentions, emoji and times.
var (
	maskedLink = regexp.MustCompile(`\[([^\[\]]+)\]\(<?https?://[^)\s]+>?\)`)
	bareLink   = regexp.MustCompile(`<?https?://\S+`)
	reference  = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:|t:|/[^:>]+:)-?\d+(:\w)?>|@(everyone|here)\b`)
)

// unmarked is a text without what Discord does not show as words. Emphasis is
// left: it is no word.
func unmarked(s string) string {
	s = maskedLink.ReplaceAllString(s, "$1")
	s = bareLink.ReplaceAllString(s, " ")
	return strings.TrimSpace(reference.ReplaceAllString(s, " "))
}

// closers are the quotation marks that close what each opens.
var closers = map[rune]string{'“': "”“", '"': "\"”", '„': "“”\"", '«': "»", '»': "«", '「': "」", '『': "』", '‹': "›"}

// quotationsIn finds the quotations of a message, in order: what stands between
// quotation marks, and lines that Discord shows as a quotation. Where the message
// says whose words they are, that is asked too.
func quotationsIn(message string) []search.Quotation {
	var out []search.Quotation
	var block []string
	flush := func() {
		if len(block) > 0 {
			out = append(out, search.Quotation{Text: strings.Trim(unmarked(strings.Join(block, "\n")), "\"“”„«» \n")})
		}
		block = nil
	}
	var paragraph strings.Builder
	prose := func() {
		out = append(out, inMarks(paragraph.String())...)
		paragraph.Reset()
	}
	for line := range strings.SplitSeq(message, "\n") {
		if quoted, ok := blockQuoted(line); ok {
			prose()
			block = append(block, quoted)
			continue
		}
		flush()
		if strings.TrimSpace(line) == "" {
			prose()
			continue
		}
		paragraph.WriteString(line + "\n")
	}
	flush()
	prose()
	return distinctQuotations(out)
}

// blockQuoted returns a line of a block quote without its mark.
func blockQuoted(line string) (string, bool) {
	line = strings.TrimLeft(line, " ")
	if quoted, ok := strings.CutPrefix(line, ">>> "); ok {
		return quoted, true
	}
	return strings.CutPrefix(line, "> ")
}

// inMarks finds what stands between quotation marks in a paragraph.
func inMarks(paragraph string) []search.Quotation {
	paragraph = unmarked(paragraph)
	speakers := speakersIn(paragraph)
	count := map[int]int{} // of the quotations in each sentence
	var of []int
	var out []search.Quotation
	start, open, prev := 0, rune(0), ' '
	for i, r := range paragraph {
		switch {
		case open == 0:
			if _, ok := closers[r]; ok && !unicode.IsLetter(prev) && !unicode.IsDigit(prev) && r != '»' {
				start, open = i+utf8.RuneLen(r), r
			}
		case strings.ContainsRune(closers[open], r):
			quote := strings.TrimSpace(paragraph[start:i])
			if verify.Words(quote) > 0 {
				sentence, speaker := speakers(paragraph[:start])
				of = append(of, sentence)
				count[sentence]++
				out = append(out, search.Quotation{Text: quote, Speaker: speaker})
			}
			open = 0
		}
		prev = r
	}
	for i := range out {
		if count[of[i]] > 1 {
			out[i].Speaker = "" // whose of them it is would be a guess
		}
	}
	return out
}

// speakersIn returns the sentence that comes after some of a paragraph's text, and
// who is named for its words: a person or body by name, as in an article. Whoever
// is called only "he" or "the mayor" is not asked about.
func speakersIn(paragraph string) func(before string) (sentence int, speaker string) {
	d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{{Kind: corpus.Paragraph, Text: paragraph}})
	if err != nil {
		return func(string) (int, string) { return -1, "" }
	}
	all := attribute.Speakers(d)
	return func(before string) (int, string) {
		at := len(corpus.Canonical(strings.Join(strings.Fields(before), " ")))
		i := d.SentenceAt(min(at, len(d.Text())-1))
		if i < 0 || i >= len(all) || all[i] == nil {
			return i, ""
		}
		first, _ := utf8.DecodeRuneInString(all[i].Name)
		if !unicode.IsUpper(first) {
			return i, ""
		}
		return i, all[i].Name
	}
}

// distinctQuotations leaves out what was quoted before.
func distinctQuotations(all []search.Quotation) []search.Quotation {
	seen := map[string]bool{}
	var out []search.Quotation
	for _, q := range all {
		if verify.Words(q.Text) > 0 && !seen[q.Text] {
			seen[q.Text] = true
			out = append(out, q)
		}
	}
	return out
}
