package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviation says what the full stop after a short form means for the
// sentence.
type abbreviation int

const (
	notShort abbreviation = iota
	always                // never ends one: "Mr.", "e.g."
	figure                // ends one unless a figure follows: "No.", "Aug.", "p."
	maybe                 // ends one before a word that often begins one: "U.S.", "Inc."
	hour                  // ends one unless a zone or a day follows: "p.m."
)

// shorts are abbreviations in English, German, Spanish, French, Italian,
// Portuguese and Russian, without their last full stop. Case counts: "Art. 5"
// is an article, "state of the art." is the end of something.
var shorts = readShorts(map[abbreviation]string{
	always: `Mr Mrs Ms Mx Dr Prof Gen Gov Sen Rep Reps Sens Govs Drs Lt Col Maj Capt Cpl Sgt Pvt Cmdr Adm Brig Cmdt Supt Insp
		Rev Revd Hon Pres Amb Messrs Mmes Msgr Mgr Atty Fr Sra Srta Dra Dña Ud Uds Hr Frl Prov Sig Dott Gebr
		e.g i.e vs cf viz eg ie approx ca resp incl excl op z.B d.h u.a bzw vgl sog Dipl Ing Mme Mlle MM Me EE ex p.ej av J
		т.е т.к т.н им ул пр акад проф гр гл напр др тов ум Дж
		βλ κ κα κος π.χ δηλ λ.χ Τζ Δρ Doç bkz örn dl dna ThS PGS
		डॉ श्री प्रो पं कु ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई
		إيه بي سي دي إف جي إتش جيه كي إل إم إن بي آر إس تي في`,
	figure: `No Nos no nos nr Nr Nrn Art Arts art Abs p pp s pág págs pag pags núm núms num Fig Figs fig figs Vol vol Vols vols
		Ch ch Chap chap Sec sec Secs Sect Para para Tab tab Eq eq Ex Op Bd Rs Tel tel min max est Est fl b d c r v Kap Ziff Rn
		Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec jan feb mar apr jun jul aug sept sep oct nov dec
		Okt Dez Ene Abr Ago Dic janv févr avr juil déc ст стр рис табл п № кв σελ αρ εικ παρ sf alin lit`,
	maybe: `St Ste Jr Sr Inc Ltd Co Corp Cos Bros LLC Plc Pty Assn Dept Univ Inst Mt Mts Ft Ave Blvd Rd Hwy Bldg Intl Natl Govt
		Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Kan Ky La Mass Md Mich Minn Miss Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt
		Wash Wis Wyo Ont Que Ph Esq al ed eds trans UU Av Avda Gral Ltda Cía Str Std Jh Jhd Mio Mrd Tsd Nachf Cie Ets`,
	hour: `a.m p.m A.M P.M`,
})

func readShorts(lists map[abbreviation]string) map[string]abbreviation {
	out := map[string]abbreviation{}
	for kind, list := range lists {
		for _, w := range strings.Fields(list) {
			out[w] = kind
		}
	}
	return out
}

// starters are words that often begin a sentence and seldom a name, so that
// "in the U.S. The law" is two sentences and "the U.S. Senate" is not.
var starters = set(`The A An It Its He She His Her They Their We Our I You Your This That These Those There Here In On At For From With
	Without But And Or So If When While Where As After Before However Although Though Since Because By To More Most Many Some
	Several Few Now Then What Who Why How Which Whether According Meanwhile Despite During Both Another Not Yes Nor Each Every Such Until
	Once Also Later Earlier Yet Still Instead Nearly About Among Even Moreover Nevertheless Nonetheless Today Yesterday
	Between Through Throughout Asked Following Unlike Like Only Just No
	Der Die Das Ein Eine Er Sie Es Wir Ich Im Am Aber Und Auch Nach Doch Dort Dies Diese Dieser Für Mit Bei Seit Zudem
	El La Los Las Un Una En Pero Y Este Esta Esto Según Por Con Se Su Sus Ella Ellos También Además
	Le Les Une Il Elle Ils Elles Mais Et Ce Cette Ces Selon Dans Pour Sur Nous Vous On Lui
	В Во На Он Она Они Это Этот Эта Но И По Как При Мы Вы Я Его Её Их Для Однако Если Когда Так Там Тогда Затем После
	Lo Gli O Os As Um Uma Ele Ela Mas`)

// months are names of months, and short forms of them, in lower case.
var months = set(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec
	januar jänner februar märz mai juni juli oktober dezember okt dez
	enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
	janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc
	января февраля марта апреля мая июня июля августа сентября октября ноября декабря
	gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
	janeiro fevereiro março maio junho julho setembro outubro novembro dezembro`)

// days and zones may follow an hour.
var days = set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun
	EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST JST HKT IST AEST AEDT Eastern Central Pacific Greenwich`)

// verbs of saying come after a name when a question or an exclamation is
// reported: "Why?" Isa asked.
var verbs = set(`said says asked asks told tells added adds replied replies wrote writes shouted cried exclaimed wondered
	tweeted posted declared answered demanded continued insisted`)

// articles come before a German ordinal: "der 2. Weltkrieg".
var articles = set(`der die das dem den des am im vom zum zur beim`)

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

func isMonth(word string) bool { return months[strings.ToLower(word)] }

// abbreviates reports whether the full stop at the end of said belongs to an
// abbreviation that does not end the sentence before right, whose first
// character other than opening marks is next.
func abbreviates(said, right string, next rune) bool {
	word := lastWord(strings.TrimSuffix(said, "."))
	following := firstWord(right)
	digit := unicode.IsDigit(next)
	switch kind := kindOf(word); kind {
	case always:
		return true
	case figure:
		// Another letter with a full stop: "z. B.".
		return digit || roman(following) || utf8.RuneCountInString(following) == 1 && strings.HasPrefix(right[len(following):], ".")
	case hour:
		return digit || days[following] || isMonth(following)
	case maybe:
		return !begins(right, following)
	}
	if len(word) > 2 || word == "" || strings.Trim(word, "0123456789") != "" {
		return false
	}
	// A number of one or two figures: a German date or ordinal.
	before := lastWord(strings.TrimRightFunc(strings.TrimSuffix(strings.TrimSuffix(said, "."), word), unicode.IsSpace))
	return digit || isMonth(following) || articles[strings.ToLower(before)] && !begins(right, following)
}

// kindOf classifies a word that had a full stop behind it.
func kindOf(word string) abbreviation {
	if kind, ok := shorts[word]; ok {
		return kind
	}
	if r, n := firstRune(word); shorts[string(unicode.ToLower(r))+word[n:]] == always {
		return always // at the start of a sentence: "Vgl. Art. 5"
	}
	if i := strings.LastIndexAny(word, "-/–'’"); i >= 0 && !strings.Contains(word, ".") {
		_, n := utf8.DecodeRuneInString(word[i:])
		return kindOf(word[i+n:])
	}
	if r, n := firstRune(word); n > 0 && n == len(word) && unicode.IsLetter(r) && !unwritten(r) {
		if unicode.IsLower(r) {
			return figure // "b. 1950", "c. 1500"
		}
		return maybe // an initial
	}
	return dotted(word)
}

// dotted recognizes short forms of letters with full stops between them.
func dotted(word string) abbreviation {
	if !strings.Contains(word, ".") {
		return notShort
	}
	for part := range strings.SplitSeq(word, ".") {
		part = strings.TrimPrefix(part, "-")
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return notShort
		}
	}
	return maybe
}

// begins reports whether a text begins like a sentence: with one of the
// starters that is not itself an initial or an abbreviation ("A. Smith").
func begins(text, word string) bool {
	if word == "Mr" || word == "Mrs" || word == "Ms" {
		return true
	}
	rest := strings.TrimPrefix(text, word)
	return (starters[word] || first(text) == '$') && !strings.HasPrefix(rest, ".")
}

// reports reports whether a text goes on to say whose words came before: with
// a name and a verb of saying.
func reports(right string) bool {
	if strings.HasPrefix(right, "と") || strings.HasPrefix(right, "って") {
		return true // the particle with which Japanese reports words
	}
	for i, w := range strings.Fields(right) {
		w = strings.Trim(w, ".,")
		switch {
		case verbs[w]:
			return i > 0
		case i == 5, i == 0 && starters[w], !unicode.IsUpper(first(w)) && w != "al" && w != "bin" && w != "de" && w != "von" && w != "van":
			return false
		}
	}
	return false
}

// roman reports whether a word is a Roman numeral.
func roman(word string) bool {
	return word != "" && len(word) <= 6 && strings.Trim(word, "IVXLC") == ""
}

// lastWord returns the last word, without opening marks before it.
func lastWord(text string) string {
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	return strings.TrimLeftFunc(text, isOpener)
}

// firstWord returns the letters and digits that a text begins with.
func firstWord(text string) string {
	if i := strings.IndexFunc(text, func(r rune) bool { return !wordRune(r) }); i >= 0 {
		return text[:i]
	}
	return text
}
