package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/pincite/pincite/corpus"
)

// The codes of the Problems with pages that show something else than an
// article.
const (
	CodePaywall    = "paywall"     // the beginning of an article, and an offer
	CodeLogin      = "login"       // a form to log in with
	CodeConsent    = "consent"     // a question about cookies
	CodeJavaScript = "javascript"  // a program that would show the article
	CodeRobotCheck = "robot-check" // a test whether a person is reading
)

// walls are the sentences for them.
var walls = map[string]string{
	CodePaywall: "This page shows only the beginning of the article; the rest is for subscribers. Please send the text itself, if you have it.",
	CodeLogin:   "This page asks its readers to log in, and shows no article. Please send the text itself, if you have it.",
	CodeConsent: "This page asks about cookies before it shows the article. Please open it in a browser, and send the text or the saved page.",
	CodeJavaScript: "This page shows its text only when a browser runs its JavaScript, which Pincite does not. " +
		"Please open it in a browser, and send the text or the saved page.",
	CodeRobotCheck: "This site asks whether a person is reading, and shows no article to Pincite. Please open it in a browser, and send the text or the saved page.",
}

// The most letters that are found on a page behind a wall. With more there is
// an article, whatever else the page says.
const (
	mostBehindWall    = 700
	mostBehindPaywall = 1200 // the beginning that is shown for free
)

// wallSigns is what a page has that walls have. It is read before clutter is
// taken away, because to an article a wall is clutter.
type wallSigns struct {
	title    string
	words    string // of the beginning of the page, in lower case
	password bool   // a field for one
	captcha  bool
	paywall  bool // an element that is called so
	scripts  int
	appRoot  bool // an empty element that a program fills
}

// maxWallWords is how much of a page's text is looked at, in bytes.
const maxWallWords = 8 << 10

var (
	captchaName = regexp.MustCompile(`(?i)\b(?:g-recaptcha|h-captcha|cf-turnstile|px-captcha|cf-challenge|challenge-form|captcha)\b`)
	paywallName = regexp.MustCompile(`(?i)\b(?:paywall|pay-wall|regwall|piano-(?:offer|inline)|subscription-?wall|premium-?(?:gate|wall)|metered-?content|subscriber-?only|plus-?wall)`)
	appName     = regexp.MustCompile(`^(?:root|app|app-root|__next|__nuxt|react-root|main-app|application)$`)
)

func readWallSigns(root *html.Node, title string) wallSigns {
	s := wallSigns{title: strings.ToLower(title)}
	var words strings.Builder
	eachNode(root, func(n *html.Node) visit {
		switch {
		case n.Type == html.TextNode && words.Len() < maxWallWords:
			words.WriteString(strings.ToLower(n.Data[:min(len(n.Data), maxWallWords)]))
			words.WriteByte(' ')
		case n.DataAtom == atom.Script:
			s.scripts++
			return skip
		case n.DataAtom == atom.Style, n.DataAtom == atom.Title:
			return skip
		case n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password"):
			s.password = true
		case n.Type == html.ElementNode && n.DataAtom != atom.Body && n.DataAtom != atom.Html:
			names := namesOf(n)
			s.captcha = s.captcha || captchaName.MatchString(names)
			s.paywall = s.paywall || paywallName.MatchString(names)
			s.appRoot = s.appRoot || appName.MatchString(attr(n, "id")) && strings.TrimSpace(rawText(n, maxMark)) == ""
		}
		return descend
	})
	s.words = oneLine(words.String())
	return s
}

var (
	robotTitle  = regexp.MustCompile(`^(?:just a moment|attention required|access (?:to this page has been )?denied|are you (?:a )?(?:human|robot)|robot check|pardon our interruption|please wait|one moment|security check|checking your browser|ddos|bot verification|human verification|captcha)\W*(?:$|\||\s[-–]\s|\.\.\.|…|cloudflare)`)
	robotWords  = regexp.MustCompile(`\b(?:verify(?:ing)? (?:that )?you are (?:a )?human|are (?:you )?(?:not )?a robot|checking your browser|unusual (?:traffic|activity)|enable javascript and cookies to continue|complete the (?:security check|captcha)|prove (?:that )?you(?:'|’)?(?: a)?re (?:a )?human|bestätigen sie, dass sie (?:ein mensch|kein roboter))`)
	scriptWords = regexp.MustCompile(`\b(?:(?:enable|turn on|activate|requires?|need) javascript|javascript (?:is|must be|to be|seems to be) (?:disabled|enabled|required|deaktiviert)|without javascript|javascript (?:to run|aktivieren|ist deaktiviert)|aktivieren sie javascript|activer javascript|habilit(?:e|ar) javascript|включите javascript)\b`)
	consentText = regexp.MustCompile(`(?:before you continue|we (?:and our partners )?(?:value|care about) your privacy|(?:accept|agree|consent) (?:to|and) (?:continue|all)|(?:accept|reject) all(?: cookies)?|manage (?:my |your )?(?:choices|preferences|cookies)|zustimmen und weiter|alle(?: cookies)? (?:akzeptieren|annehmen)|mit werbung (?:und|lesen)|tout accepter|accepter et continuer|aceptar (?:todo|y continuar)|accetta (?:tutto|e continua)|akceptuj)`)
	consentSubj = regexp.MustCompile(`cookie|tracking|consent|datenschutz|privacy|rgpd|gdpr|dsgvo`)
	loginTitle  = regexp.MustCompile(`^(?:log ?in|sign ?in|log on|anmelden|anmeldung|einloggen|connexion|iniciar sesión|accedi|logowanie|вход)\b|\b(?:log in|sign in) (?:to|or)\b`)
	loginWords  = regexp.MustCompile(`(?:(?:log|sign) in to (?:continue|read|view|see)|you must (?:be logged in|log in)|please (?:log|sign) in|bitte (?:melden sie sich an|einloggen))`)
	payWords    = regexp.MustCompile(`(?:subscribe (?:now )?to (?:continue|keep|read|unlock)|(?:continue|keep) reading (?:with|by|for|this article)|to (?:continue|keep) reading|already a subscriber|subscribers? only|(?:for|to) subscribers|exclusive to (?:subscribers|members)|unlock (?:this|the full)|become a (?:subscriber|member) to|` +
		`nur für abonnenten|jetzt (?:weiterlesen|freischalten)|weiterlesen mit|mit .{1,20}abo (?:lesen|weiterlesen)|bereits abonnent|déjà abonné|réservé aux abonnés|il vous reste .{1,20} à lire|pour lire la suite|suscríbete para|exclusivo para suscriptores|ya eres suscriptor|riservato agli abbonati|abbonati per|assine para|exclusivo para assinantes)`)
)

// wall says that a page is behind one; nil where an article was found, or
// where nothing shows why none was.
func (s wallSigns) wall(facts *pageFacts, parts []corpus.Part) *Problem {
	found := 0
	for _, p := range parts {
		if p.Kind != corpus.Caption {
			found += len([]rune(letters(p.Text)))
		}
	}
	code := ""
	switch {
	case found <= mostBehindPaywall && (s.paywall || facts.notFree) && payWords.MatchString(s.words):
		code = CodePaywall
	case found > mostBehindWall:
	case robotTitle.MatchString(s.title) && (s.captcha || robotWords.MatchString(s.words) || found < fewLetters), s.captcha && robotWords.MatchString(s.words):
		code = CodeRobotCheck
	case s.password && (loginTitle.MatchString(s.title) || loginWords.MatchString(s.words)):
		code = CodeLogin
	case consentText.MatchString(s.words) && consentSubj.MatchString(s.words) && found < fewLetters:
		code = CodeConsent
	case found < fewLetters && s.scripts > 0 && (s.appRoot || scriptWords.MatchString(s.words)):
		code = CodeJavaScript
	}
	if code == "" {
		return nil
	}
	return &Problem{code, walls[code]}
}
