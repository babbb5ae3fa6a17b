package reader

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

func TestKindsOfQuestionsInOtherLanguages(t *testing.T) {
	t.Parallel()
	for lang, questions := range map[terms.Language]map[string]Kind{
		"de": {"Wer führte die Gruppe?": Who, "Wann begann es?": When, "In welchem Jahr endete es?": When, "Wo liegt der Hafen?": Where, "Welche Stadt wurde getroffen?": Where,
			"Wie viele Schiffe kamen?": Quantity, "Was ist die Bevölkerung von Lund?": Quantity, "Warum fiel er um?": Why, "Wie funktioniert das?": How, "Was ist ein Kran?": Meaning,
			"Was fiel auf den Kai?": What, "Was geschah im Jahr 1987?": What},
		"es": {"¿Quién dirigió el grupo?": Who, "¿Cuándo empezó?": When, "¿En qué año terminó?": When, "¿Dónde está el puerto?": Where, "¿Qué ciudad fue golpeada?": Where,
			"¿Cuántos barcos llegaron?": Quantity, "¿Por qué cayó?": Why, "¿Cómo funciona?": How, "¿Qué es una grúa?": Meaning, "que paso en el muelle": What, "cuando empezo": When},
		"ro": {"Cine a condus grupul?": Who, "Când a început?": When, "În ce an s-a terminat?": When, "Unde este portul?": Where, "Câte nave au venit?": Quantity, "De ce a căzut?": Why,
			"Cum funcționează?": How, "Ce este o macara?": Meaning, "Ce a căzut pe chei?": What},
		"tr": {"Grubu kim yönetti?": Who, "Ne zaman başladı?": When, "Hangi yılda sona erdi?": When, "Liman nerede?": Where, "Hangi şehir vuruldu?": Where, "Kaç gemi geldi?": Quantity,
			"Nüfusu ne kadardır?": Quantity, "Neden düştü?": Why, "Nasıl çalışır?": How, "Vinç nedir?": Meaning, "Rıhtıma ne düştü?": What},
		"el": {"Ποιος ηγήθηκε της ομάδας;": Who, "Πότε ξεκίνησε;": When, "Ποιο έτος τελείωσε;": When, "Πού είναι το λιμάνι;": Where, "Ποια πόλη χτυπήθηκε;": Where, "Πόσα πλοία ήρθαν;": Quantity,
			"Γιατί έπεσε;": Why, "Πώς λειτουργεί;": How, "Τι είναι ο γερανός;": Meaning, "Τι έπεσε στην προβλήτα;": What},
		"ru": {"Кто возглавил группу?": Who, "Когда это началось?": When, "В каком году это закончилось?": When, "Где находится порт?": Where, "Какой город пострадал?": Where,
			"Сколько кораблей пришло?": Quantity, "Почему он упал?": Why, "Как это работает?": How, "Что такое кран?": Meaning, "Что упало на причал?": What},
		"ar": {"من قاد المجموعة؟": Who, "متى بدأ ذلك؟": When, "في أي عام انتهى؟": When, "أين يقع الميناء؟": Where, "أي مدينة ضُربت؟": Where, "كم سفينة وصلت؟": Quantity, "لماذا سقطت الرافعة؟": Why,
			"كيف يعمل ذلك؟": How, "ماذا سقط من الرافعة على الرصيف؟": What, "هل سقطت؟": YesNo},
		"vi": {"Ai lãnh đạo nhóm?": Who, "Nó bắt đầu khi nào?": When, "Nó kết thúc năm nào?": When, "Cảng ở đâu?": Where, "Thành phố nào bị tấn công?": Where, "Có bao nhiêu tàu đến?": Quantity,
			"Tại sao nó đổ?": Why, "Nó hoạt động như thế nào?": How, "Cần cẩu là gì?": Meaning, "Cái gì rơi xuống bến?": What},
		"th": {"ใครนำกลุ่ม": Who, "เริ่มเมื่อไร": When, "สิ้นสุดปีใด": When, "ท่าเรืออยู่ที่ไหน": Where, "เมืองใดถูกโจมตี": Where, "มีเรือมากี่ลำ": Quantity, "ทำไมจึงล้ม": Why,
			"ทำงานอย่างไร": How, "ปั้นจั่นคืออะไร": Meaning, "อะไรเกี่ยวข้องกับท่าเรือ": What},
		"zh": {"谁领导了这个小组？": Who, "什么时候开始的？": When, "哪一年结束？": When, "港口在哪里？": Where, "哪个城市受到袭击？": Where, "来了多少艘船？": Quantity, "它为什么倒塌？": Why,
			"它如何工作？": How, "什么是起重机？": Meaning, "码头上掉下了什么东西呢，工人们说": What},
		"hi": {"समूह का नेतृत्व किसने किया?": Who, "यह कब शुरू हुआ?": When, "यह किस वर्ष समाप्त हुआ?": When, "बंदरगाह कहाँ है?": Where, "किस शहर पर हमला हुआ?": Where, "कितने जहाज़ आए?": Quantity,
			"यह क्यों गिरा?": Why, "यह कैसे काम करता है?": How, "घाट पर क्या गिरा?": What},
	} {
		for question, want := range questions {
			if got := Parse(question, "", lang).Kind; got != want {
				t.Errorf("%s: %s: %s, want %s", lang, question, got, want)
			}
		}
	}
}

// TestOffersInOtherLanguages shows which words of a sentence have the form of an answer.
func TestOffersInOtherLanguages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang           terms.Language
		kind           Kind
		question, text string
		want           string // joined by |
	}{
		{"de", When, "Wann fiel er?", "Er fiel am 3. März 1987 und wieder am Montag.", "3. März 1987|Montag"},
		{"de", Quantity, "Wie viele kamen?", "Im Juni 2019 kamen 1.200 Menschen und zwei Hunde.", "1.200|zwei"},
		{"de", Who, "Wer fiel?", "Der Kran fiel auf Marta Lindqvist.", ""}, // every noun has a capital
		{"es", Who, "¿Quién cayó?", "La grúa cayó sobre Marta Lindqvist.", "Marta Lindqvist"},
		{"es", When, "¿Cuándo cayó?", "Cayó el 3 de marzo de 1987.", "3 de marzo de 1987"},
		{"ru", Why, "Почему он упал?", "Он упал, потому что заржавел.", "потому"},
		{"zh", Quantity, "来了多少人？", "一共来了两百人。", "两"},
		{"zh", When, "什么时候倒塌的？", "起重机于1987年倒塌。", "1987"},
	} {
		d, err := corpus.Build(corpus.Metadata{Language: string(tt.lang)}, []corpus.Part{{Kind: corpus.Paragraph, Text: tt.text}})
		if err != nil {
			t.Fatal(err)
		}
		q := Parse(tt.question, "", tt.lang)
		s := NewText(d, nil).Sentence(0)
		var got []string
		for _, span := range offers(tt.kind, d.Slice(s.Span), s, &q) {
			got = append(got, d.Slice(span))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s: %s in %q: %q, want %q", tt.lang, tt.kind, tt.text, got, tt.want)
		}
	}
}

func TestAnotherFormOfAWordCountsForIt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want float64
	}{{"arbeit", "hafenarbeit", partFactor}, {"kapatil", "kapatmak", formFactor}, {"kapatil", "kaplumbaga", 0}, {"kapatil", "kapatilir", formFactor}, {"port", "sport", 0}, {"закр", "закрыв", formFactor}, {"ab", "abc", 0}, {"", "a", 0}} {
		if got := alike(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if alike(tt.a, tt.b) != alike(tt.b, tt.a) {
			t.Errorf("%s and %s are not alike both ways", tt.a, tt.b)
		}
	}
}
