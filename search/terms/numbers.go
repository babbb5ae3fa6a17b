package terms

import (
	"regexp"
	"strings"
	"unicode"
)

// numberLists are the words for small numbers. "One" is left out: it is more
// often an article or a pronoun.
var numberLists = map[Language]string{
	English: `two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
		fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
		eighty 80 ninety 90`,
	"de": `zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12 zwanzig 20 dreißig 30 vierzig 40 fünfzig 50
		sechzig 60 siebzig 70 achtzig 80 neunzig 90`,
	"es": `dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 veinte 20 treinta 30 cuarenta 40
		cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90`,
	"ro": `doi 2 două 2 trei 3 patru 4 cinci 5 șase 6 șapte 7 opt 8 zece 10 unsprezece 11 doisprezece 12 douăsprezece 12
		douăzeci 20 treizeci 30 patruzeci 40 cincizeci 50 șaizeci 60 șaptezeci 70 optzeci 80 nouăzeci 90`,
	"tr": `iki 2 üç 3 dört 4 beş 5 yedi 7 sekiz 8 dokuz 9 yirmi 20 otuz 30 kırk 40 elli 50 altmış 60 yetmiş 70 seksen 80 doksan 90`,
	"el": `δύο 2 δυο 2 τρεις 3 τρία 3 τριών 3 τέσσερις 4 τέσσερα 4 τεσσάρων 4 πέντε 5 έξι 6 επτά 7 εφτά 7 οκτώ 8 οχτώ 8 εννέα 9 εννιά 9
		δέκα 10 έντεκα 11 δώδεκα 12 είκοσι 20 τριάντα 30 σαράντα 40 πενήντα 50 εξήντα 60 εβδομήντα 70 ογδόντα 80 ενενήντα 90`,
	"ru": `два 2 две 2 двух 2 двум 2 двумя 2 три 3 трёх 3 трем 3 тремя 3 четыре 4 четырёх 4 четырьмя 4 пять 5 пяти 5 пятью 5 шесть 6
		шести 6 шестью 6 семь 7 семи 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10 одиннадцать 11 двенадцать 12 двенадцати 12
		двадцать 20 двадцати 20 тридцать 30 сорок 40 пятьдесят 50 шестьдесят 60 семьдесят 70 восемьдесят 80 девяносто 90`,
	"ar": `اثنان 2 اثنين 2 اثنتان 2 اثنتين 2 ثلاثة 3 ثلاث 3 أربعة 4 أربع 4 خمسة 5 خمس 5 ستة 6 ست 6 سبعة 7 سبع 7 ثمانية 8 ثماني 8
		تسعة 9 تسع 9 عشرة 10 عشرون 20 عشرين 20 ثلاثون 30 ثلاثين 30 أربعون 40 أربعين 40 خمسون 50 خمسين 50`,
	"hi": `तीन 3 चार 4 पाँच 5 पांच 5 छह 6 छः 6 सात 7 आठ 8 नौ 9 दस 10 ग्यारह 11 बारह 12 बीस 20 तीस 30 चालीस 40 पचास 50 साठ 60 सत्तर 70 अस्सी 80`,
	"fr": `deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 dix 10 onze 11 douze 12 vingt 20 trente 30 quarante 40 cinquante 50 soixante 60`,
	"it": `due 2 tre 3 quattro 4 cinque 5 sette 7 otto 8 nove 9 dieci 10 undici 11 dodici 12 venti 20 trenta 30 quaranta 40 cinquanta 50`,
	"pt": `dois 2 duas 2 três 3 quatro 4 cinco 5 seis 6 sete 7 oito 8 nove 9 dez 10 onze 11 doze 12 vinte 20 trinta 30 quarenta 40 cinquenta 50`,
}

// numbersOf maps a language's number words, folded, to figures.
func numbersOf(lang Language, fold func(string) string) map[string]string {
	out := map[string]string{}
	for word, figure := range pairs(numberLists[lang]) {
		out[fold(word)] = figure
	}
	return out
}

// points are the languages that write a point before decimals.
var points = map[Language]bool{"": true, English: true, "hi": true, "ar": true, "zh": true, "ja": true, "th": true, "ko": true, "he": true}

// number brings a figure into one form: "1,000" is 1000, and "13.50" is
// itself. Where a comma parts decimals, "1.000" is 1000 too, and "13,50" is
// 13.50. Figures of other scripts become those of the Latin one.
func number(word string, lang Language) string {
	word = strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '٬':
			return -1
		case r == '٫':
			return '.'
		case r > unicode.MaxASCII && unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		}
		return r
	}, word)
	if !points[lang] {
		if thousands.MatchString(word) {
			return strings.NewReplacer(".", "", ",", "").Replace(word)
		}
		return strings.ReplaceAll(word, ",", ".")
	}
	if i := strings.IndexByte(word, ','); i > 0 && len(word)-i > 3 {
		word = strings.ReplaceAll(word, ",", "")
	}
	return word
}

var thousands = regexp.MustCompile(`^\d{1,3}([.,]\d{3})+$`)

// digit is the value of a decimal digit. Unicode keeps the ten of a script
// together, in order, and apart from those of others.
func digit(r rune) rune {
	zero := r
	for unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return r - zero
}
