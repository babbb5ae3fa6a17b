package extract

import (
	"regexp"
	"unicode/utf8"
)

var (
	// (agency via Reuters), (AP Photo/Name), (Photo by Name), (file photo)
	creditInBrackets = regexp.MustCompile(`\((?:[^()]*\b(?i:via|photos?|photograph|image|picture|file|courtesy|handout|credit|illustration)\b[^()]*|(?:[^()]*/ ?)?(?:AP|AFP|Reuters|REUTERS|EPA|Getty(?: Images)?|Xinhua|Kyodo|Bloomberg)(?:/[^()]*)?|©[^()]*|\p{Lu}[\pL.’' ]+/ ?\p{Lu}[\pL.’' ]+)\)[.]?$`)

	// Photo: Name · Photograph by Name · Credit: Name, at the end
	creditAtEnd = regexp.MustCompile(`(?:^|[.\s|] ?)(?i:photo(?:graph)?|image|picture|credit|photo credit|illustration|photo illustration|source image)(?:s)?(?::| by |\s?/\s?)\s?[\p{Lu}©][^.]{1,70}\.?$`)

	// Name/AP · Name / Getty Images · © Name
	creditSlash = regexp.MustCompile(`(?:[\pL.'’-]+ ?/ ?(?:AP|AFP|Reuters|REUTERS|EPA|Getty(?: Images)?|Xinhua|Kyodo|Bloomberg|AP Photo|Anadolu|Shutterstock|Alamy)(?: via [\pL ]+)?|[ .]© ?\p{Lu}[\pL ./'’-]{1,60})\.?$`)

	captionLabel = regexp.MustCompile(`^(?:FILE PHOTO|FILE|Photo|PHOTO|Image|IMAGE|Picture|Caption|CAPTION|Pictured|Above|Photograph)(?:\s?[:–—-]|,)\s*\S`)

	// What only the words under a picture say.
	pictureWords = regexp.MustCompile(`(?i)\((?:left|right|centre|center|top|bottom|pictured|seen here|far left|far right|file)\)|\b(?:is|are) (?:seen|pictured|shown)\b|\bfile (?:photo|image|picture)\b|\bpictured (?:in|on|at|here|above|below)\b|, pictured\b`)

	// Present tense with the day on which the picture was taken.
	pictureMoment = regexp.MustCompile(`\b(?:is|are|stands?|walks?|works?|sits?|waits?|march(?:es)?|gathers?|pass(?:es)?|looks?|holds?|carr(?:y|ies)|speaks?|arrives?|leaves?|waves?|picks?|sorts?|unloads?|loads?)\b.*,? (?:in|on) (?:\w+day, )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?: \d{1,2})?,? \d{4}|\d{1,2} \pL+ \d{4})\.?$`)
)

// maxCaption is the most characters that the words under a picture have.
const maxCaption = 400

// hasCredit reports whether a line ends with whose picture it is.
func hasCredit(line string) bool {
	return utf8.RuneCountInString(line) <= maxCaption &&
		(creditInBrackets.MatchString(line) || creditAtEnd.MatchString(line) || creditSlash.MatchString(line))
}

// isCaption reports whether a line stands under a picture. In the header,
// where every line but a few is about the article, weaker signs suffice.
func isCaption(line string, header bool) bool {
	if utf8.RuneCountInString(line) > maxCaption {
		return false
	}
	if hasCredit(line) || captionLabel.MatchString(line) {
		return true
	}
	return header && endsSentence(line) && sentencesIn(line) <= 2 &&
		(pictureWords.MatchString(line) || sentencesIn(line) == 1 && pictureMoment.MatchString(line))
}
