package search_test

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// ports are reports on invented ports, one in each language. Each has two
// paragraphs that a question in its language can be about.
var ports = map[string][]string{
	"en": {"The crane of Halver fell on the north quay in 1987 and hurt four dockers.", "The ministry of labour will send engineers to look at the rails."},
	"de": {"Der Leuchtturm von Brunsweiler wurde 1911 aus rotem Sandstein gebaut.", "Die Hafenarbeiter verlangen seit Mai höhere Löhne für die Nachtschichten."},
	"es": {"El faro de Puertolomo fue construido en 1924 por una ingeniera de Salbena.", "Los pescadores piden que se limpie la playa después de las tormentas."},
	"ro": {"Farul din Cetatea Verde a fost stins în 1963, după o furtună de iarnă.", "Pescarii cer despăgubiri pentru plasele distruse de vapoare."},
	"tr": {"Akçalıman'daki deniz feneri 1902 yılında beyaz taştan yapıldı.", "Balıkçılar, gemilerin yırttığı ağlar için tazminat istiyor."},
	"vi": {"Ngọn hải đăng ở Vĩnh Sa được xây bằng đá trắng vào năm 1936.", "Ngư dân đòi bồi thường cho những tấm lưới bị tàu làm rách."},
	"el": {"Ο φάρος της Ασπρολιμνιάς χτίστηκε το 1898 από λευκή πέτρα.", "Οι ψαράδες ζητούν αποζημίωση για τα δίχτυα που έσκισαν τα πλοία."},
	"ru": {"Маяк в Белозёрной гавани построили в 1907 году из белого камня.", "Рыбаки требуют возмещения за сети, порванные кораблями."},
	"ar": {"بُنيت منارة رأس النورس من الحجر الأبيض عام 1919.", "يطالب الصيادون بتعويض عن الشباك التي مزقتها السفن."},
	"th": {"ประภาคารที่แหลมนกขาวสร้างด้วยหินสีขาวเมื่อปี 1941", "ชาวประมงเรียกร้องค่าชดเชยสำหรับอวนที่เรือทำขาด"},
	"zh": {"白鸥角的灯塔建于1933年，用白色石头砌成。", "渔民要求赔偿被船只撕破的渔网。"},
	"hi": {"सफेद अंतरीप का प्रकाशस्तंभ 1929 में सफेद पत्थर से बनाया गया था।", "मछुआरे जहाज़ों से फटे जालों के लिए मुआवज़ा माँग रहे हैं।"},
}

func portLibrary(t *testing.T) (*library, map[corpus.ID]string) {
	t.Helper()
	lib, languages := newLibrary(t), map[corpus.ID]string{}
	for lang, paragraphs := range ports {
		parts := make([]corpus.Part, len(paragraphs))
		for i, p := range paragraphs {
			parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
		}
		d, err := corpus.Build(corpus.Metadata{Title: "Port " + lang}, parts) // the text alone says in which language it is
		must(t, err)
		languages[lib.add(t, d)[0].ID()] = lang
	}
	return lib, languages
}

// TestALibraryOfManyLanguages asks each article in its own language, in forms
// that its words do not have, and then for names and numbers in another.
func TestALibraryOfManyLanguages(t *testing.T) {
	t.Parallel()
	lib, languages := portLibrary(t)
	for _, tt := range []struct {
		question, lang string
		block          int
	}{
		{"Which cranes fell on the quays?", "en", 0}, {"Who looked at the rail?", "en", 1},
		{"Aus welchem Stein ist der Leuchtturm?", "de", 0}, {"Wer verlangt einen höheren Lohn für Nachtarbeit?", "de", 1},
		{"¿Qué ingenieros construyeron los faros?", "es", 0}, {"¿Quién pide la limpieza de las playas?", "es", 1},
		{"Când s-a stins farul?", "ro", 0}, {"ce cere pescarul pentru plasa distrusa", "ro", 1},
		{"Fener hangi taştan yapılmıştır?", "tr", 0}, {"balikcilarin istedigi tazminat nedir", "tr", 1},
		{"Hải đăng xây bằng gì?", "vi", 0}, {"ngu dan doi boi thuong gi", "vi", 1},
		{"Από τι πέτρες έχτισαν τον φάρο;", "el", 0}, {"Τι ζήτησε ο ψαράς για το δίχτυ;", "el", 1},
		{"Когда был построен маяк из белых камней?", "ru", 0}, {"Чего потребовал рыбак за порванную сеть?", "ru", 1},
		{"متى بنوا المنارة؟", "ar", 0}, {"بماذا يطالب الصياد عن شباكه؟", "ar", 1},
		{"ประภาคารสร้างเมื่อไร", "th", 0}, {"ใครเรียกร้องค่าชดเชย", "th", 1},
		{"灯塔是什么时候建的？", "zh", 0}, {"谁要求赔偿渔网？", "zh", 1},
		{"प्रकाशस्तंभ किस पत्थर से बना?", "hi", 0}, {"मछुआरा फटे जाल के लिए क्या माँगता है?", "hi", 1},

		{"What was built at Brunsweiler?", "de", 0}, {"Was geschah in Halver?", "en", 0}, {"Who lived in Salbena?", "es", 0}, {"¿Qué pasó en Akçalıman?", "tr", 0},
		{"Was geschah im Jahr 1987?", "en", 0}, {"¿Qué pasó en 1933?", "zh", 0}, {"What happened in 1919?", "ar", 0}, {"Что было в 1911?", "de", 0},
	} {
		a := lib.ask(t, search.Question{Text: tt.question, Trace: true})
		if a.Trace == nil || len(a.Trace.Passages) == 0 {
			t.Errorf("%s: found nothing", tt.question)
			continue
		}
		if p := a.Trace.Passages[0]; languages[p.Document] != tt.lang || p.Block != tt.block {
			t.Errorf("%s: found paragraph %d in %s, want %d in %s", tt.question, p.Block, languages[p.Document], tt.block, tt.lang)
		}
	}
}

// TestALanguageThatGoesIsNoLongerAskedFor: what an index knows of the languages
// follows the library.
func TestALanguageThatGoesIsNoLongerAskedFor(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	docs := map[string]corpus.ID{}
	for _, lang := range []string{"en", "de"} {
		d, err := corpus.Build(corpus.Metadata{Title: "Port " + lang, Language: lang}, []corpus.Part{{Kind: corpus.Paragraph, Text: ports[lang][0]}})
		must(t, err)
		docs[lang] = lib.add(t, d)[0].ID()
	}
	asked := func() string {
		a := lib.ask(t, search.Question{Text: "Brunsweiler 1911 Halver", Trace: true})
		return string(a.Trace.Question.Language)
	}
	if got := asked(); got != "de" && got != "en" {
		t.Errorf("the question is taken for %q", got)
	}
	_, err := lib.store.Remove(t.Context(), lib.name, docs["en"], "test")
	must(t, err)
	if got := asked(); got != "de" {
		t.Errorf("to a German library the question is taken for %q", got)
	}
}
