package terms

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/randdoc"
)

// written has a text and a question in each language.
var written = []struct {
	lang           Language
	text, question string
}{
	{"en", "The harbour of Lund was closed in March after two cranes had fallen, and the workers waited for their wages.", "Why was the harbour closed?"},
	{"es", "El puerto de Lund se cerró en marzo después de que cayeran dos grúas, y los trabajadores esperaban sus salarios.", "¿Por qué se cerró el puerto?"},
	{"de", "Der Hafen von Lund wurde im März geschlossen, nachdem zwei Kräne umgestürzt waren, und die Hafenarbeiter warteten auf ihren Lohn.", "Warum wurde der Hafen geschlossen?"},
	{"el", "Το λιμάνι του Λουντ έκλεισε τον Μάρτιο, αφού έπεσαν δύο γερανοί, και οι εργάτες περίμεναν τους μισθούς τους.", "Γιατί έκλεισε το λιμάνι;"},
	{"ru", "Порт Лунда закрыли в марте, после того как упали два крана, и рабочие ждали своей зарплаты.", "Почему закрыли порт?"},
	{"tr", "Lund'un limanı, iki vinç devrildikten sonra Mart'ta kapatıldı ve işçiler ücretlerini bekledi.", "Liman neden kapatıldı?"},
	{"ar", "أُغلق ميناء لوند في مارس بعد سقوط رافعتين، وكان العمال ينتظرون أجورهم.", "لماذا أغلق الميناء؟"},
	{"vi", "Cảng Lund đóng cửa vào tháng ba sau khi hai cần cẩu bị đổ, và công nhân chờ tiền lương của họ.", "Tại sao cảng đóng cửa?"},
	{"th", "ท่าเรือลุนด์ปิดในเดือนมีนาคมหลังจากเครนสองตัวล้ม และคนงานรอค่าจ้างของตน", "ทำไมท่าเรือจึงปิด"},
	{"zh", "两台起重机倒塌后，隆德港于三月关闭，工人们在等待工资。", "港口为什么关闭？"},
	{"hi", "दो क्रेनों के गिरने के बाद मार्च में लुंड का बंदरगाह बंद कर दिया गया और मज़दूर अपने वेतन की प्रतीक्षा कर रहे थे।", "बंदरगाह क्यों बंद किया गया?"},
	{"ro", "Portul Lund a fost închis în martie după ce au căzut două macarale, iar muncitorii își așteptau salariile.", "De ce a fost închis portul?"},
	{"fr", "Le port de Lund a été fermé en mars après la chute de deux grues, et les ouvriers attendaient leurs salaires.", "Pourquoi le port a-t-il été fermé ?"},
	{"it", "Il porto di Lund è stato chiuso a marzo dopo la caduta di due gru, e gli operai aspettavano i loro salari.", "Perché il porto è stato chiuso?"},
	{"pt", "O porto de Lund foi fechado em março depois que dois guindastes caíram, e os trabalhadores esperavam os seus salários.", "Por que o porto foi fechado?"},
	{"nl", "De haven van Lund werd in maart gesloten nadat twee kranen waren omgevallen, en de arbeiders wachtten op hun loon.", "Waarom werd de haven gesloten?"},
	{"uk", "Порт Лунда закрили в березні, після того як упали два крани, і робітники чекали на свою зарплату.", "Чому закрили порт і де її робітники?"},
	{"ja", "二台のクレーンが倒れたあと、ルンド港は三月に閉鎖され、労働者は賃金を待っていた。", "港はなぜ閉鎖されたのですか"},
	{"ko", "크레인 두 대가 쓰러진 뒤 룬드 항구는 3월에 폐쇄되었고 노동자들은 임금을 기다렸다.", "항구는 왜 폐쇄되었나요?"},
	{"he", "נמל לונד נסגר במרץ לאחר ששני עגורנים נפלו, והפועלים חיכו לשכרם.", "מדוע נסגר הנמל?"},
}

func document(t testing.TB, meta corpus.Metadata, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Build(meta, []corpus.Part{{Kind: corpus.Paragraph, Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheLanguageOfADocumentIsRecognized(t *testing.T) {
	t.Parallel()
	for _, w := range written {
		if got := LanguageOf(document(t, corpus.Metadata{}, w.text)); got != w.lang {
			t.Errorf("%s is taken for %q: %s", w.lang, got, w.text)
		}
	}
	for stated, want := range map[string]Language{"de": "de", "zh-Hant": "zh", "nb": "no", "en-GB": English} {
		if got := LanguageOf(document(t, corpus.Metadata{Language: stated}, "Les ouvriers attendaient leurs salaires.")); got != want {
			t.Errorf("a document in %s is taken for %q", stated, got)
		}
	}
	for _, text := range []string{"Lund 1987", "Dan + Shay", "12.5 %"} {
		if got := LanguageOf(document(t, corpus.Metadata{}, text)); got != "" {
			t.Errorf("%s is taken for %q", text, got)
		}
	}
}

func TestTheLanguageOfAQuestionIsRecognized(t *testing.T) {
	t.Parallel()
	var all []Language
	for _, w := range written {
		all = append(all, w.lang)
	}
	for _, w := range written {
		for _, held := range [][]Language{nil, {w.lang}, all} {
			if got := Recognize(w.question, held); got != w.lang {
				t.Errorf("to a library in %v, %s is taken for %q: %s", held, w.lang, got, w.question)
			}
		}
	}
	// Nothing but names is in a language of the library.
	for _, held := range [][]Language{{"de"}, {"tr", "en"}, {"ru", "es"}} {
		if got := Recognize("Lund Halver 1987", held); !slices.Contains(held, got) || analysers[got].script != analysers[English].script {
			t.Errorf("to a library in %v, names are taken for %q", held, got)
		}
	}
}

// TestTermsOfLanguages shows the terms and the pieces of a text in each
// language, stop words in parentheses.
func TestTermsOfLanguages(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for _, w := range written {
		ts := Of(w.text, w.lang)
		fmt.Fprintf(&out, "%s\t%s\n\t%s\n", w.lang, w.text, shown(ts))
		if ps := Pieces(ts, w.lang); len(ps) > 0 {
			fmt.Fprintf(&out, "\t%s …\n", strings.ReplaceAll(strings.Join(ps[:min(12, len(ps))], "  "), pieceMark, ""))
		}
		fmt.Fprintf(&out, "\t%s\n\t%s\n", w.question, shown(Of(w.question, w.lang)))
	}
	golden.Check(t, "testdata/languages.golden", out.Bytes())
}

func TestWordsThatAreTheSameInTheirLanguage(t *testing.T) {
	t.Parallel()
	for lang, groups := range map[Language][][]string{
		"de": {{"Hafen", "Hafens", "hafen"}, {"Größe", "Grösse", "grosse"}, {"Länder", "Landern"}, {"1.000", "1000", "1,000"}, {"3,5", "3.5"}, {"drei", "3"}},
		"es": {{"grúa", "grúas", "gruas"}, {"trabajador", "trabajadores"}, {"nación", "naciones", "nacion"}},
		"ro": {{"țară", "tara", "ţară"}, {"muncitorii", "muncitorilor"}},
		"tr": {{"Türkiye'nin", "Türkiye", "Turkiye’de", "turkiye"}, {"işçi", "isci"}},
		"el": {{"λόγος", "λόγου", "λόγους", "λογος"}, {"εργάτης", "εργάτες", "εργατης"}},
		"ru": {{"рабочий", "рабочие", "рабочих"}, {"ёлка", "елка"}},
		"ar": {{"الميناء", "ميناء"}, {"أجور", "اجور", "أُجُور"}, {"١٩٨٧", "1987"}},
		"hi": {{"मज़दूर", "मजदूर", "मज़दूरों"}, {"१९८७", "1987"}},
		"fr": {{"l’ouvrier", "ouvriers"}, {"école", "ecole"}},
	} {
		for _, same := range groups {
			for _, w := range same[1:] {
				a, b := Of(same[0], lang), Of(w, lang)
				if len(a) != 1 || len(b) != 1 || a[0].Text != b[0].Text {
					t.Errorf("%s: %s is %s, %s is %s", lang, same[0], shown(a), w, shown(b))
				}
			}
		}
	}
	for lang, w := range map[Language][2]string{"vi": {"má", "ma"}, "hi": {"कल", "काल"}, "ru": {"мой", "мои"}, "de": {"acht", "achten"}} {
		if a, b := Of(w[0], lang), Of(w[1], lang); a[0].Text == b[0].Text && a[0].Stop == b[0].Stop && !a[0].Stop {
			t.Errorf("%s: %s and %s are both %s", lang, w[0], w[1], a[0].Text)
		}
	}
}

func TestPiecesOfWordsThatAreNotQuiteTheSame(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang Language
		a, b string
	}{
		{"de", "Hafenarbeiter", "Arbeiter"}, {"tr", "kapatıldıktan", "kapatmak"}, {"vi", "Việt Nam", "viet nam"}, {"fi", "satamassa", "satamaan"}, {"ja", "港湾", "港"},
	} {
		a, b := Pieces(Of(tt.a, tt.lang), tt.lang), Pieces(Of(tt.b, tt.lang), tt.lang)
		if !slices.ContainsFunc(a, func(p string) bool { return slices.Contains(b, p) }) {
			t.Errorf("%s: %s has no piece of %s: %v, %v", tt.lang, tt.a, tt.b, a, b)
		}
	}
	if p := Pieces(Of("the harbour", English), English); p != nil {
		t.Errorf("English has pieces: %v", p)
	}
}

// TestAQuestionIsAnalysedForEveryLanguageHeld: a word is whatever it would be
// in the language of a text that has it.
func TestAQuestionIsAnalysedForEveryLanguageHeld(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		held := rapid.SliceOfNDistinct(rapid.SampledFrom([]Language{English, "de", "es", "ro", "tr", "fr", "fi"}), 1, 4, rapid.ID).Draw(t, "held")
		lang := rapid.SampledFrom(held).Draw(t, "language")
		word := rapid.SampledFrom([]string{"Arbeiter", "harbours", "trabajadores", "orașele", "limanlar", "Panthers", "nationales", "Müller"}).Draw(t, "word")
		asked := Asked(word, lang, held)
		if len(asked) != 1 {
			t.Fatalf("%s is %v", word, asked)
		}
		for _, l := range held {
			if want := Of(word, l)[0].Text; asked[0].Text != want && !slices.Contains(asked[0].Also, want) {
				t.Fatalf("%s asked in %s of %v is %s or %v, and a text in %s has %s", word, lang, held, asked[0].Text, asked[0].Also, l, want)
			}
		}
	})
}

func TestTermsOfAnyLanguageLieInTheirText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := randdoc.Text(20).Draw(t, "text")
		lang := rapid.SampledFrom(written).Draw(t, "language").lang
		at := 0
		ts := Of(text, lang)
		for _, term := range ts {
			if term.Text == "" || !term.Span.In(len(text)) || term.Span.Len() == 0 || !term.Initials && term.Span.Start < at {
				t.Fatalf("%+v of %q in %s", term, text, lang)
			}
			at = term.Span.Start
		}
		for _, p := range Pieces(ts, lang) {
			if !IsPiece(p) {
				t.Fatalf("the piece %q of %q could be a word", p, text)
			}
		}
	})
}
