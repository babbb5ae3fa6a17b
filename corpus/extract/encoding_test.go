package extract_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// Sentences that we wrote, long enough to be recognized by.
const (
	english   = "The harbour of Halvermouth was closed for three days. The director said that “nobody was to blame”, and that the costs – some £400 – would be paid… soon.\n\nA second paragraph says nothing new about the cranes."
	french    = "Le port a été fermé pendant trois jours à cause de la grève. Les ouvriers étaient réunis à côté de l'entrée; le préfet a déclaré qu'il n'était pas prêt à négocier.\n\nLa décision dépendra du théâtre où aura lieu l'assemblée générale."
	german    = "Der Hafen blieb drei Tage lang geschlossen. Die Verhandlungen über höhere Löhne führten zu keinem Ergebnis; die Behörde äußerte sich nicht. Größere Schäden gab es, so heißt es, nicht."
	russian   = "Порт был закрыт на три дня из-за забастовки рабочих. Директор сообщил, что переговоры продолжаются, но никакого решения пока нет. Вторая смена начала работу только вечером, когда погода улучшилась."
	chinese   = "港口因工人罢工关闭了三天。主任表示谈判仍在继续，但是目前还没有任何决定。第二班工人直到晚上天气好转以后才开始工作。记者在现场看到许多卡车正在等待。"
	taiwan    = "港口因工人罷工關閉了三天。主任表示談判仍在繼續，但是目前還沒有任何決定。第二班工人直到晚上天氣好轉以後才開始工作。記者在現場看到許多卡車正在等待。"
	japanese_ = "港は労働者のストライキのため三日間閉鎖されました。所長は交渉が続いていると述べましたが、まだ何も決まっていません。夜になって天気が良くなると、二番目の班が仕事を始めました。"
	korean_   = "항구는 노동자들의 파업으로 사흘 동안 문을 닫았다. 소장은 협상이 계속되고 있지만 아직 아무것도 결정되지 않았다고 말했다. 두 번째 조는 저녁이 되어서야 일을 시작했다."
	greek     = "Το λιμάνι έμεινε κλειστό για τρεις ημέρες λόγω της απεργίας των εργατών. Ο διευθυντής δήλωσε ότι οι συνομιλίες συνεχίζονται, αλλά δεν υπάρχει ακόμη καμία απόφαση."
	arabic    = "أغلق الميناء لمدة ثلاثة أيام بسبب إضراب العمال. وقال المدير إن المفاوضات مستمرة ولكن لا يوجد قرار حتى الآن. وبدأت الوردية الثانية العمل في المساء فقط."
	hebrew    = "הנמל היה סגור במשך שלושה ימים בגלל שביתת העובדים. המנהל אמר כי השיחות נמשכות אך עדיין אין החלטה. המשמרת השנייה התחילה לעבוד רק בערב."
	polish    = "Port był zamknięty przez trzy dni z powodu strajku robotników. Dyrektor oświadczył, że rozmowy trwają, ale żadna decyzja jeszcze nie zapadła. Druga zmiana zaczęła pracę dopiero wieczorem."
	thai      = "ท่าเรือปิดเป็นเวลาสามวันเนื่องจากการนัดหยุดงานของคนงาน ผู้อำนวยการกล่าวว่าการเจรจายังดำเนินต่อไป แต่ยังไม่มีการตัดสินใจใดๆ"
	turkish   = "Liman, işçilerin grevi nedeniyle üç gün boyunca kapalı kaldı. Müdür, görüşmelerin sürdüğünü ancak henüz bir karar verilmediğini söyledi. İkinci vardiya akşam işe başladı."
)

func TestTextInOtherEncodingsIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	le, be := unicode.LittleEndian, unicode.BigEndian
	for _, c := range []struct {
		name, text string
		enc        encoding.Encoding
	}{
		{"UTF-8", french, encoding.Nop},
		{"UTF-8 with mark", chinese, unicode.UTF8BOM},
		{"UTF-16LE with mark", english, unicode.UTF16(le, unicode.UseBOM)},
		{"UTF-16BE with mark", russian, unicode.UTF16(be, unicode.UseBOM)},
		{"UTF-16LE", english, unicode.UTF16(le, unicode.IgnoreBOM)},
		{"UTF-16BE", french, unicode.UTF16(be, unicode.IgnoreBOM)},
		{"UTF-16LE Cyrillic", russian, unicode.UTF16(le, unicode.IgnoreBOM)},
		{"UTF-32LE with mark", english, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
		{"UTF-32BE", english, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"UTF-32LE Chinese", chinese, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"windows-1252 English", english, charmap.Windows1252},
		{"windows-1252 French", french, charmap.Windows1252},
		{"ISO 8859-1 German", german, charmap.ISO8859_1},
		{"windows-1251", russian, charmap.Windows1251},
		{"KOI8-R", russian, charmap.KOI8R},
		{"ISO 8859-5", russian, charmap.ISO8859_5},
		{"GB18030", chinese, simplifiedchinese.GB18030},
		{"GBK", chinese, simplifiedchinese.GBK},
		{"Big5", taiwan, traditionalchinese.Big5},
		{"Shift_JIS", japanese_, japanese.ShiftJIS},
		{"EUC-JP", japanese_, japanese.EUCJP},
		{"ISO-2022-JP", japanese_, japanese.ISO2022JP},
		{"EUC-KR", korean_, korean.EUCKR},
		{"windows-1253", greek, charmap.Windows1253},
		{"windows-1255", hebrew, charmap.Windows1255},
		{"windows-874", thai, charmap.Windows874},
		{"windows-1256", arabic, charmap.Windows1256},
		{"windows-1250", polish, charmap.Windows1250},
		{"windows-1254", turkish, charmap.Windows1254},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			data, err := c.enc.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			d, err := extract.Document(t.Context(), extract.File{Name: "a.txt", Data: data}, corpus.Metadata{Title: "Test"})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := letters(d.Text()), letters(corpus.Canonical(c.text)); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// letters is a text without white space, which reading may change.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func TestBytesThatAreNoTextAreRefusedByName(t *testing.T) {
	t.Parallel()
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
	for _, c := range []struct{ name, data, code, needle string }{
		{"PNG", png, "binary", "a PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01", "binary", "a JPEG image"},
		{"PDF", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "damaged", "This PDF is damaged"},
		{"ZIP", "PK\x03\x04\x14\x00\x00\x00\x08\x00abcdefgh\x00\x00\x00", "damaged", "a ZIP archive"},
		{"ELF", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00", "binary", "a Linux program"},
		{"EXE", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "binary", "a Windows program"},
		{"RTF", `{\rtf1\ansi ...}`, "empty", "no words"},
		{"JSON", `{"title": "Hello", "n": [1, 2]}`, "binary", "a JSON file"},
		{"noise", strings.Repeat("\x00\x01\x02\xfe\x81a\x03", 40), "binary", "binary data"},
		{"nothing", "", "empty", "empty"},
		{"blank", " \n\t\n ", "empty", "no words"},
		{"signs", "*** --- ***\n\n...\n", "empty", "no words"},
		{"too large", strings.Repeat("word ", extract.MaxTextBytes/5+1), "too-large", "8 MB"},
		{"strange bytes", "\xff\xfe\xfd some \x81\x8d\x8f\x90\x9d words \xff\xfd\x81\x90", "encoding", "UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := extract.Document(t.Context(), extract.File{Name: "a.txt", Data: []byte(c.data)}, corpus.Metadata{})
			var p *extract.Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want a Problem", err)
			}
			if p.Code != c.code || !strings.Contains(p.Detail, c.needle) {
				t.Errorf("got %s: %s, want %s with %q", p.Code, p.Detail, c.code, c.needle)
			}
		})
	}
}

// TestWhatIsPastedIsNotCalledAFile reads what comes without a name: from a form,
// or from the shell's standard input.
func TestWhatIsPastedIsNotCalledAFile(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"nothing": "", "signs": "....\n\n----", "web page": "<!DOCTYPE html>\n<html><body><p>...</p></body></html>",
		"front matter": "---\ntitle: [\n---\nWords.", "noise": strings.Repeat("\x00\x01\x02\xfe\x81a\x03", 40),
		"strange bytes": "\xff\xfe\xfd some \x81\x8d\x8f\x90\x9d words \xff\xfd\x81\x90",
	} {
		_, err := extract.Document(t.Context(), extract.File{Data: []byte(data)}, corpus.Metadata{})
		var p *extract.Problem
		if !errors.As(err, &p) || strings.Contains(strings.ToLower(p.Detail), "this file") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAFileThatIsTooLargeIsNotSaidToBeOfAnotherSize has what the shell reads of
// a file that is too large: one byte more than is allowed.
func TestAFileThatIsTooLargeIsNotSaidToBeOfAnotherSize(t *testing.T) {
	t.Parallel()
	_, err := extract.Document(t.Context(), extract.File{Name: "a.txt", Data: make([]byte, extract.MaxBytes+1)}, corpus.Metadata{})
	if want := "This is too large. Pincite reads text of up to 8 MB, and other files of up to 32 MB."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWordsThatBeginLikeOtherFilesAreText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"BMW sells more cars than it did a year ago.",
		"MZ is how the newspaper signs its notes.",
		"GIF8 was the name of the band, he said.",
		"ID3 tags were explained to the class.",
		"\"They left,\" she said. \"We stayed.\"",
		"{one} bracket does not make a program.",
		"one, two\nthree, four\nfive, six\n",
		"A stray control\x02 character among many words does no harm, because it is taken out of the text " + strings.Repeat("and more words follow ", 20),
		"Damaged here: \xe2\x80 and yet é" + strings.Repeat(" – and so it goes on", 60),
	} {
		d, err := extract.Document(t.Context(), extract.File{Name: "a.txt", Data: []byte(text)}, corpus.Metadata{})
		if err != nil {
			t.Errorf("%q: %v", text[:min(40, len(text))], err)
			continue
		}
		if bytes.ContainsRune([]byte(d.Text()), 0) {
			t.Errorf("%q: a control character is left", text[:20])
		}
	}
}
