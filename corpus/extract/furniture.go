package extract

import (
	"regexp"
	"strings"
)

// furniture are lines that belong to a web page and not to the article on it.
// Each must match a whole line, so that a sentence about cookies stays.
var furniture = compileLines(
	`(go )?(back )?to (the )?top( of (the )?page)?`, `(top|bottom|end) of (the )?page`, `page \d+( of \d+)?`,
	`skip (to|navigation).{0,30}`, `jump to .{0,30}`,
	`-?\s*(advertisement|advertising|advert|ads?|sponsored( content)?|promoted( content)?|ad feedback)\s*-?`,
	`(story|article|content) continues (below|after).{0,40}`, `(continue|keep) reading.{0,60}`, `read (the )?(full|whole|original) (story|article|text).{0,60}`,
	`remove ads.{0,20}`, `report (this )?ad`, `why (am i seeing )?this ad\??`,
	`share( (this|on|via|with|to|by)( .{0,40})?)?`, `share (article|story|post|options|full article)`, `send (this )?by e-?mail`,
	`(tweet|pin it|e-?mail|facebook|twitter|x|whats ?app|linked ?in|reddit|telegram|messenger|copy( the)? link( to clipboard)?|link copied!?|print( (this|article|page).{0,15})?|save( (article|for later))?|bookmark|gift( article)?|listen( to (this )?(article|story).{0,20})?|comments?|\d+ comments?|(view|see|show|post|leave a|add a?) comments?|like|likes|follow|following)`,
	`(subscribe|sign up|sign in|log ?in|log ?out|register|create (an )?account|my account|donate|support us|become a member)\b.{0,80}`,
	`(get|receive) .{0,60}(newsletter|inbox|updates|alerts).{0,40}`, `(our )?newsletters?( sign-?up)?`, `follow us\b.{0,60}`, `join (us|our) .{0,60}`,
	`(read|see|watch|listen) (more|also|next|now)\b\s*([:>»|-].*|on .{0,60})?`, `also read\b.*`, `more (on|from|about) .{0,60}`, `more (stories|news|coverage|articles).{0,40}`,
	`(related|recommended|trending|popular|latest|top|featured)( (articles?|stor(y|ies)|news|topics?|content|posts?|reading|coverage|links?|tags?))?( for you)?\s*:?`,
	`related:.*`, `(most |editors?['’]? |editor['’]s )(read|viewed|popular|shared|picks?)( in .{0,30})?`, `you (may|might) also (like|be interested in).{0,40}`, `what to read next`, `up next`, `recommended for you`,
	`(tags?|topics?|keywords|filed under|categories|category|posted in)\s*:.*`,
	`.{0,100}\b(we|this (web)?site|our (web)?site|our partners) uses? cookies\b.{0,300}`, `(accept|reject|allow|manage|refuse)( (all|and continue))*( cookies?| preferences| settings)?`, `(cookie|privacy) (policy|settings|preferences|notice|consent).{0,40}`,
	`by (using|continuing to use|visiting) this (web)?site.{0,200}`, `i (agree|accept)`,
	`(©|\(c\)|copyright)\s.{0,160}`, `.{0,80}\ball rights reserved\b.{0,80}`, `terms (of (use|service)|and conditions|& conditions).{0,40}`, `privacy policy`, `contact us`, `about us`, `careers`, `advertise( with us)?`, `help( cent(er|re))?`, `sitemap`, `faqs?`, `accessibility( statement| help)?`,
	`(main )?(menu|navigation|nav)`, `(open|close|toggle) (menu|navigation|search|this dialog).{0,20}`, `search( .{0,20})?`, `close`, `home(page)?`, `loading\.{0,3}…?`, `toggle .{0,20}`, `expand`, `collapse`, `next( article| story| page)?`, `previous( article| story| page)?`,
	`\d{1,3}[ -]?min(ute)?s?( to)? read`, `reading time:? .{0,20}`, `(estimated )?read(ing)? time.{0,20}`, `image (source|caption|credit),?`, `(click|tap) (here|to) .{0,60}`, `enlarge( this)?( image)?`, `(hide|toggle|show) caption`, `(image|photo|video|gallery) \d+ of \d+`, `play( video)?`, `watch( video| live)?`, `live`,
	`download (our|the) app.{0,40}`, `available on (ios|android).{0,40}`, `this article is more than \d+ (years?|months?) old`, `(was this|is this) article (helpful|useful).{0,40}`, `have (a|your) (tip|say).{0,60}`,
	`(home|news|world)?( ?[>›»/] ?[\w&' -]{2,30}){2,}`,
)

// compileLines makes one expression that matches a whole line, in any case.
func compileLines(patterns ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\s*(?:` + strings.Join(patterns, "|") + `)\s*[.!]?\s*$`)
}

// isFurniture reports whether a line is a web page's and not the article's.
func isFurniture(line string) bool {
	if len(line) > 500 {
		return false
	}
	return furniture.MatchString(line)
}

// isRule reports whether a line is only drawn: dashes, stars, dots.
func isRule(line string) bool { return line != "" && !hasWord(line) }
