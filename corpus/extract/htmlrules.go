package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/pincite/pincite/corpus"
)

// pointers are the words with which papers send their readers elsewhere, in
// the languages that are read most. hints are words that do so too, but begin
// sentences as well: they count where most of the line is a link.
const (
	pointers = `related(?: (?:stor(?:y|ies)|articles?|posts?|content|coverage|news|topics?|links?|reading))?(?:\W|$)|read (?:more|also|next|the full)\b|see (?:also|more)\b|also (?:read|see)\b|don[’']t miss\W*(?:$|:)|` +
		`you (?:may|might) (?:also )?(?:like|be interested)|recommended\b|continue reading|keep reading|up next|what to read next|` +
		`lesen sie (?:auch|hier|mehr|dazu)|lies (?:auch|mehr|hier)|mehr (?:zum thema|lesen|erfahren)|auch interessant|das könnte (?:sie|dich)|siehe auch|schon gelesen|` +
		`empfohlene (?:beiträge|artikel)|ähnliche (?:beiträge|artikel)|verwandte (?:artikel|themen|beiträge)|meistgelesen\w*|meistdiskutiert\w*|passend dazu|` +
		`vea (?:también|además)|ver (?:también|más)|lea (?:también|además|más|aquí)|lee (?:también|más|además)|mir[ae]:|(?:te|le) (?:puede|podría) interesar|también (?:te|le) puede|noticias relacionadas|relacionad[ao]s?:|no te pierdas|` +
		`(?:à )?lire (?:aussi|également)|à lire|voir aussi|pour (?:en savoir plus|aller plus loin)|sur le même (?:sujet|thème)|en savoir plus|` +
		`leggi (?:anche|pure|tutto)|ti (?:potrebbe|può) interessare|guarda anche|vedi anche|potrebbe interessarti|` +
		`lei[ay] (?:também|mais)|vej[ao] (?:também|mais)|saiba mais|lees (?:ook|meer|verder)|bekijk ook|czytaj (?:także|też|również|więcej)|zobacz (?:też|także|również)|przeczytaj|dowiedz się|polecamy|` +
		`читайте (?:также|ещё|еще)|смотрите также|подробнее|по теме|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|ayrıca (?:bkz|oku)|相关(?:阅读|新闻)|延伸閱讀|関連記事|관련 ?기사`
	hints = `more (?:on|from|about|stories|news|like this|articles)\b|more:|watch\b|listen\b|read\b|see\b|mehr\b|weitere\b|zum thema|hier\b|más información|además:|approfondi(?:sci|menti)`
)

var (
	pointing     = regexp.MustCompile(`(?i)^\W{0,3}(?:` + pointers + `)`)
	colonPointer = regexp.MustCompile(`(?i)^\W{0,3}(?:` + pointers + `)[^.:]{0,25}:`)
	hinting      = regexp.MustCompile(`(?i)^\W{0,3}(?:` + hints + `)`)

	// What asks the reader for something or gives notice, and words that do so
	// too, but begin sentences as well: they count where the line names what
	// papers ask for.
	appeal = regexp.MustCompile(`(?i)^\W{0,3}(?:` +
		`(?:please )?(?:subscribe|sign up|follow us|follow @|like us|click here|never miss|want more|need more|become a (?:member|subscriber)|like this story|share (?:this|on|via)|tell us what you|have your say|leave a (?:comment|reply)|` +
		`got a (?:tip|story)|do you have (?:a|any) (?:tip|news|story)|if you have (?:a|any) (?:news|tip|story)|this post (?:may )?contains?|` +
		`abonnieren|jetzt (?:abonnieren|anmelden|bestellen|newsletter)|folge(?:n sie)? uns|newsletter|\*?(?:werbung|anzeige|affiliate)\W|` +
		`suscríbe|síguenos|hazte (?:miembro|socio)|abonnez-vous|suivez-nous|iscriviti|seguici|inscreva-se|siga-nos|` +
		`(?:©|\(c\)|copyright)))|\ball rights reserved\b|\balle rechte vorbehalten\b|\btodos los derechos reservados\b|tous droits réservés`)
	faintAppeal = regexp.MustCompile(`(?i)^\W{0,3}(?:` +
		`join (?:us|our|the)|get (?:the|our|a|more) |download (?:the|our)|support (?:us|our)|enjoy(?:ed)? (?:this|the)|like(?:d)? (?:this|what)|` +
		`(?:you can )?(?:e-?mail|write to|contact|reach|follow) .{2,60}(?:@|\bat\b|\bon twitter|\bvia\b)|for (?:the latest|more (?:information|news|stories|updates))|stay (?:up to date|tuned|informed|connected)|this (?:article|story|post) (?:was|is|has been|first|originally)\b|` +
		`jetzt (?:lesen|kaufen)|besuchen sie|teilen(?: sie)?\b|dieser (?:text|beitrag|artikel) (?:enthält|entspricht|gibt|ist|wurde|erschien))`)
	askedFor = regexp.MustCompile(`(?i)\b(?:newsletters?|inbox|subscri\w+|twitter|facebook|instagram|whatsapp|telegram|youtube|app|apps|podcast|rss|comments?|copyright|reserved|affiliate|vorbehalten|reservados|abo|abonn\w+|social media)\b|@|©`)

	bareAddress = regexp.MustCompile(`^(?:https?://|www\.)\S+$`)

	// Whose picture it is, beside caption.go's English forms.
	pictureCredit = regexp.MustCompile(`^[(\[*]?\s*(?i:photos?|fotos?|bild(?:er|quelle)?|images?|pictures?|photograph(?:y|s)?|illustration|credits?|crédit(?:s| photo)?|crédito|quelle|titelbild|beitragsbild|symbol(?:bild|foto)|fotograf(?:ie|ía)|zdjęcie|fot\.|imagen|imágenes|фото|source|grafik|video)(?:\s*(?:[:/©|]|\bby\b|\bcredit\b|\bcourtesy\b|\bvia\b)|\s*$)`)
	agencyCredit  = regexp.MustCompile(`^[(\[©\s]*(?:[\pL .&’'-]{2,40}\s*[/|,–-]\s*)?(?i:getty(?: images)?|istock(?:photo)?|shutterstock|adobe ?stock|depositphotos|unsplash|pixabay|pexels|imago(?: images)?|picture alliance|dpa|afp|apa|reuters|fotolia|alamy)(?:\.com)?(?:\s*[/|,–-]\s*[\pL .&’'-]{2,40})?[)\]\s.]*$`)
	pictureCount  = regexp.MustCompile(`(?i)^(?:(?:image|photo|picture|bild|foto|slide) \d+ (?:of|von|/|de) \d+\W*)+$`)
)

// maxLine is the most characters of a line that a rule may take away: what is
// longer is text, whatever it begins with.
const maxLine = 260

// isJunk reports whether a block belongs to the site and not to the article.
// At the edges of an article less is needed to say so.
func isJunk(b htmlBlock, edge bool) bool {
	s := b.Text
	n := utf8.RuneCountInString(s)
	mostly := b.linked*5 >= b.letters*2
	switch {
	case !hasWord(s), strings.HasPrefix(s, "pic.twitter.com/"), pictureCount.MatchString(s):
		return true
	case n > maxLine || b.Kind == corpus.Row || b.Kind == corpus.Code:
		return false
	case isFurniture(s):
		return b.Kind != corpus.Item || mostly
	case pointing.MatchString(s):
		return mostly || strings.HasSuffix(s, ":") || b.Kind == corpus.Heading || n <= 40 || colonPointer.MatchString(s)
	case mostly && hinting.MatchString(s):
		return true
	case b.Kind != corpus.Item && appeal.MatchString(s):
		return mostly || edge && n < 160 || askedFor.MatchString(s)
	case b.Kind != corpus.Item && faintAppeal.MatchString(s):
		return mostly || askedFor.MatchString(s)
	}
	return b.Kind == corpus.Paragraph && b.linked*10 >= b.letters*9 && b.letters > 12
}

// isPictureLine reports whether a line says what a picture shows or whose it
// is.
func isPictureLine(s string) bool {
	return utf8.RuneCountInString(s) <= maxCaption && (hasCredit(s) || captionLabel.MatchString(s)) ||
		utf8.RuneCountInString(s) <= 160 && (pictureCredit.MatchString(s) || agencyCredit.MatchString(s))
}

var captionWords = wordSet("caption captions credit credits photocredit imagecredit bildunterschrift bildunterzeile bildnachweis legende")

// inPicture reports whether an element is what a page shows with a picture.
func inPicture(n *html.Node) bool {
	for range 4 {
		if n == nil || n.Type != html.ElementNode {
			return false
		}
		if n.Data == "figure" {
			return true
		}
		for _, w := range nameWords(namesOf(n)) {
			if captionWords[w] {
				return true
			}
		}
		n = n.Parent
	}
	return false
}
