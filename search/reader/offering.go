package reader

import (
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// offersIn is offers for sentences in other languages than English.
func offersIn(kind Kind, text string, s *Sentence, q *Question) []corpus.Span {
	switch kind {
	case When:
		return datesIn(s, q)
	case Quantity:
		return figuresIn(text, s, q)
	case Who, Where:
		if capitals[s.Language] {
			return namesIn(s, q, 0)
		}
	case Why:
		return wordsOf(s, causesIn[s.Language])
	}
	return nil
}

// tells reports whether the form of an answer shows in a language.
func tells(lang terms.Language, kind Kind) bool {
	switch kind {
	case Who, Where:
		return english(lang) || capitals[lang]
	case Why:
		return english(lang) || len(causesIn[lang]) > 0
	}
	return true
}

// capitals are the languages in which a capital within a sentence means a
// name. German writes every noun with one.
var capitals = map[terms.Language]bool{"es": true, "ro": true, "tr": true, "vi": true, "el": true, "ru": true, "fr": true, "it": true, "pt": true,
	"nl": true, "sv": true, "da": true, "no": true, "fi": true, "hu": true}

// datesIn returns years, months with the figures beside them, and days of the
// week.
func datesIn(s *Sentence, q *Question) []corpus.Span {
	var out []corpus.Span
	names := datesOf[s.Language]
	piece := func(i int) bool {
		return i >= 0 && i < len(s.Terms) && (year(s.Terms[i].Text) || names[terms.Fold(s.Terms[i].Word, s.Language)])
	}
	for i := 0; i < len(s.Terms); i++ {
		part := piece(i) || s.Terms[i].Digit && (piece(i-1) || piece(i+1) || s.Terms[i].Span.End < s.Span.End && i+2 < len(s.Terms) && s.Terms[i+1].Stop && piece(i+2))
		if !part || q.asks(s.Terms[i].Text) && s.Terms[i].Digit {
			continue
		}
		span := s.Terms[i].Span
		if n := len(out); n > 0 && span.Start-out[n-1].End <= nearDate {
			out[n-1].End = span.End
			continue
		}
		out = append(out, span)
	}
	return out
}

// nearDate is how many bytes may be between the parts of one date: "3 de mayo".
const nearDate = 4

// figuresIn returns the figures of a sentence, and for languages whose words are
// not set apart the words for numbers.
func figuresIn(text string, s *Sentence, q *Question) []corpus.Span {
	var out []corpus.Span
	names := datesOf[s.Language]
	for i, t := range s.Terms {
		if t.Initials || !t.Digit || q.asks(t.Text) || year(t.Text) && !strings.ContainsAny(t.Word, ".,") {
			continue
		}
		if i > 0 && names[s.Terms[i-1].Word] || i+1 < len(s.Terms) && names[s.Terms[i+1].Word] {
			continue // a day
		}
		out = append(out, t.Span)
	}
	if i := strings.IndexAny(text, numerals[s.Language]); i >= 0 && len(out) == 0 {
		out = append(out, corpus.Span{Start: s.Span.Start + i, End: s.Span.Start + i + len("二")})
	}
	return out
}

var numerals = map[terms.Language]string{"zh": "两二三四五六七八九十百千万亿", "ja": "二三四五六七八九十百千万億"}

func wordsOf(s *Sentence, words map[string]bool) []corpus.Span {
	var out []corpus.Span
	for _, t := range s.Terms {
		if words[terms.Fold(t.Word, s.Language)] {
			out = append(out, t.Span)
		}
	}
	return out
}

// datesOf are the names of months and days of the week.
var datesOf = perLanguage(map[terms.Language]string{
	"de": `januar jänner februar märz april mai juni juli august september oktober november dezember
		montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag gestern heute jahrhundert jahrhunderts`,
	"es": `enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
		lunes martes miércoles jueves viernes sábado domingo ayer hoy siglo`,
	"ro": `ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
		luni marți miercuri joi vineri sâmbătă duminică ieri azi secolul secolului`,
	"tr": `ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık ocakta şubatta martta nisanda mayısta haziranda
		temmuzda ağustosta eylülde ekimde kasımda aralıkta pazartesi salı çarşamba perşembe cuma cumartesi pazar dün bugün yüzyıl yüzyılda yüzyılın`,
	"el": `ιανουάριος ιανουαρίου ιανουάριο φεβρουάριος φεβρουαρίου φεβρουάριο μάρτιος μαρτίου μάρτιο απρίλιος απριλίου απρίλιο μάιος μαΐου μάιο
		ιούνιος ιουνίου ιούνιο ιούλιος ιουλίου ιούλιο αύγουστος αυγούστου αύγουστο σεπτέμβριος σεπτεμβρίου σεπτέμβριο οκτώβριος οκτωβρίου
		οκτώβριο νοέμβριος νοεμβρίου νοέμβριο δεκέμβριος δεκεμβρίου δεκέμβριο δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή χθες
		σήμερα αιώνα αιώνας`,
	"ru": `январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая мае июнь июня июне июль июля июле
		август августа августе сентябрь сентября сентябре октябрь октября октябре ноябрь ноября ноябре декабрь декабря декабре
		понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье вчера сегодня веке века век`,
	"ar": `يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين
		الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد أمس اليوم القرن عام`,
	"vi": `tháng năm ngày thế_kỷ`,
	"hi": `जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर
		सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार सदी शताब्दी`,
	"fr": `janvier février mars avril mai juin juillet août septembre octobre novembre décembre
		lundi mardi mercredi jeudi vendredi samedi dimanche hier siècle`,
	"it": `gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
		lunedì martedì mercoledì giovedì venerdì sabato domenica ieri secolo`,
	"pt": `janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
		segunda terça quarta quinta sexta sábado domingo ontem século`,
})

// causesIn are words that give a reason away.
var causesIn = perLanguage(map[terms.Language]string{
	"de": `weil da denn deshalb deswegen daher darum aufgrund wegen damit um infolge grund gründe ursache dadurch`,
	"es": `porque debido pues puesto ya causa motivo razón razones gracias para consecuencia`,
	"ro": `deoarece pentru fiindcă datorită căci cauza cauză motiv motivul întrucât`,
	"tr": `çünkü nedeniyle dolayı sebebiyle yüzünden neden sebep için amacıyla nedenle`,
	"el": `επειδή διότι γιατί λόγω λόγος λόγο εξαιτίας αφού ώστε αιτία χάρη`,
	"ru": `потому поскольку из-за так вследствие благодаря причина причиной причины чтобы ради ввиду`,
	"ar": `لأن لأنه لأنها بسبب نتيجة سبب السبب لكي حيث`,
	"vi": `vì do bởi nên nhờ để nhằm`,
	"hi": `क्योंकि कारण वजह इसलिए ताकि चूंकि`,
})

func perLanguage(lists map[terms.Language]string) map[terms.Language]map[string]bool {
	out := map[terms.Language]map[string]bool{}
	for lang, list := range lists {
		out[lang] = map[string]bool{}
		for _, w := range strings.Fields(list) {
			out[lang][terms.Fold(w, lang)] = true
		}
	}
	return out
}
