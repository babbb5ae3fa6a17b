package bot

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// file is an option with a file.
func file(name, filename string, data []byte) discordtest.Option {
	return discordtest.Option{Name: name, File: &discordtest.Attachment{Name: filename, Data: data}}
}

// articleFile reads a file of testdata.
func articleFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/articles/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// zipped packs files, given as names and contents in turn.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// total counts the articles of the guild.
func (w *world) total() int {
	w.t.Helper()
	_, n, err := w.store.List(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), page1)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// fills presses a button that opens a form, and submits that.
func (k *talk) fills(m sent, label string, fields map[string]string) sent {
	k.w.t.Helper()
	k.note("%s presses %s\n", k.name, label)
	in := k.saw(k.w.did(k.actor.Press(k.w.ctx, m.ID, m.button(k.w.t, label))))
	if in.Modal == nil {
		k.w.t.Fatalf("%s showed no form", label)
	}
	return k.submits(in.ID, fields)
}

// forges presses a button that is not, or no longer, under the message.
func (k *talk) forges(m sent, id string) sent {
	k.w.t.Helper()
	k.note("%s presses once more\n", k.name)
	return shown(k.w.t, k.saw(k.w.did(k.actor.Forge(k.w.ctx, m.ID, id))))
}

// takes uses Add to library on a message.
func (k *talk) takes(message string) sent {
	k.w.t.Helper()
	k.note("%s: Apps ▸ %s\n", k.name, addToLibrary)
	return shown(k.w.t, k.saw(k.w.did(k.actor.MessageCommand(k.w.ctx, addToLibrary, message))))
}

func TestAnArticleIsSeenBeforeItIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, serving(page(rudderPage)))
	k := w.talk(w.mona, w.general)
	preview := k.slash("library add", file("file", "crane.md", articleFile(t, "crane.md")))
	if w.total() != 0 {
		t.Error("it is stored before anybody said so")
	}
	preview = k.fills(preview, "Edit details", map[string]string{"title": "A second crane for Velmar", "authors": "Ilse Marn; Wim Astra, Ostrand",
		"publication": "The Velmar Courier, 2024-02-31", "url": "courier.example/crane", "language": "Klingon"})
	added := k.press(preview, "Add")
	k.press(added, "Show")
	if m := k.forges(preview, preview.button(t, "Add")); !strings.Contains(m.text(), "That preview is over") {
		t.Errorf("pressed again, Add shows\n%s", dump(m))
	}
	linked := k.slash("library add", opt("link", "http://ostrand.example/2024/rudder?utm_source=chat"))
	k.press(k.press(linked, "Add"), "Show")
	k.press(k.slash("library add", opt("link", "http://ostrand.example/2024/rudder")), "Cancel")
	k.slash("library add", opt("link", "http://127.0.0.1/secret"))
	k.check("preview")
}

func TestSeveralFilesAreOnePreview(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.mona, w.general)
	archive := zipped(t, "news/ferry.md", string(articleFile(t, "ferry.md")), "news/crane.md", string(articleFile(t, "crane.md")), "rule.txt", "....\n\n----")
	list := k.slash("library add", file("file", "articles.zip", archive), file("file2", "berths.md", articleFile(t, "berths.md")), file("file3", "blank.txt", []byte(" \n")))
	id := ""
	each(list.Components, func(p part) {
		if p.Type == typeSelect && id == "" {
			id = p.CustomID
		}
	})
	one := k.choose(list, id, "0")
	one = k.fills(one, "Edit details", map[string]string{"title": "The night ferry does not sail", "authors": "", "publication": "Ostrand Morning Post, 2024-02", "url": "", "language": "en"})
	list = k.press(one, "Back to the list")
	added := k.press(list, "Add all 2")
	if w.total() != 3 {
		t.Errorf("%d articles, want 3", w.total())
	}
	k.press(added, "Undo all")
	if w.total() != 1 {
		t.Errorf("%d articles after undoing all, want 1", w.total())
	}
	k.slash("library add", file("file", "a.md", articleFile(t, "ferry.md")), file("file2", "b.md", articleFile(t, "berths.md")), opt("title", "One title"))
	k.slash("library add", file("file", "a.txt", []byte("\n")), file("file2", "rule.txt", []byte("....")))
	k.check("several")
}

func TestWhatIsNearlyHereAlreadyIsToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.mona, w.general)
	wire := strings.NewReplacer("14 million crowns", "15 million crowns", "The Velmar Courier", "Ostrand Morning Post",
		"https://courier.example/", "https://post.example/").Replace(string(articleFile(t, "crane.md")))
	k.slash("library add", file("file", "same-link.md", []byte(strings.ReplaceAll(wire, "https://post.example/", "https://www.courier.example/"))))
	k.slash("library add", file("file", "wire.md", []byte(wire)))
	k.slash("library add", file("file", "longer.md", []byte(wire+"\n\n"+strings.Repeat("Nobody at the ministry answered letters about it. The harbour master was away, and so was her deputy. ", 3)+
		"\n\nAn inquiry opens in May, says a notice at the town hall. It has five members, two of them engineers from Ostrand, and no date by which it has to report.")))
	k.slash("library add", file("file", "part.md", []byte(wire[:strings.Index(wire, "The first crane")])))
	k.slash("library add", file("file", "ferry.md", articleFile(t, "ferry.md")), file("file2", "wire.md", []byte(wire)))
	k.check("near")
}

func TestAManyPagedPreviewIsTurned(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	var files []string
	for n := range 20 {
		files = append(files, fmt.Sprintf("%02d.txt", n), fmt.Sprintf("Berth %d of Velmar\n\nBerth %d was dredged in the week %d of the year.", n, n, n))
	}
	list := k.slash("library add", file("file", "berths.zip", zipped(t, files...)))
	second := k.press(list, "Next ▶")
	if !strings.Contains(second.text(), "Page 2 of 3") || !strings.Contains(second.text(), "**9** ·") {
		t.Errorf("the second page shows\n%s", dump(second))
	}
	if m := k.press(second, "Add all 20"); !strings.Contains(m.text(), "Added 20 articles") || w.total() != 20 {
		t.Errorf("%d articles; shown\n%s", w.total(), dump(m))
	}
}

func TestAMessagesFilesAndLinksAreAdded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, serving(page(rudderPage)))
	k := w.talk(w.mona, w.general)
	post := func(content string, files ...discordtest.Attachment) string {
		m, err := w.as(w.ada).Say(content, "", files...)
		if err != nil {
			t.Fatal(err)
		}
		k.note("Ada: %s\n", content)
		return m.ID
	}
	list := k.takes(post("Two on the ferry: (<http://ostrand.example/rudder>), and the other is attached.", discordtest.Attachment{Name: "ferry.md", Data: articleFile(t, "ferry.md")}))
	k.press(list, "Add all 2")
	k.takes(post("Nothing to see here."))
	k.check("message-add")
}

func TestLinksInMessagesAreFound(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"see https://a.example/x, and (https://b.example/y_(z)).": "https://a.example/x https://b.example/y_(z)",
		"<https://a.example/x> https://a.example/x":               "https://a.example/x",
		"**https://a.example/x**":                                 "https://a.example/x",
		"(https://a.example/x)":                                   "https://a.example/x",
		"http:// ftp://a.example javascript:alert(1)":             "",
		"[title](https://a.example/x)":                            "https://a.example/x",
	} {
		if got := strings.Join(linksIn(message), " "); got != want {
			t.Errorf("in %q: %q, want %q", message, got, want)
		}
	}
}

func TestEditingShowsWhatChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.mona, w.general)
	doc := opt("document", "Port of Velmar")
	form := k.opens("library edit", doc)
	k.press(k.submits(form, map[string]string{"title": "A second crane for Velmar", "authors": "Ilse Marn", "publication": "The Velmar Courier, 2024-03-12",
		"url": "https://courier.example/2024/03/second-crane", "language": "en"}), "Undo")
	text := strings.Replace(string(articleFile(t, "crane.md")), "14 million crowns", "15 million crowns", 1)
	preview := k.slash("library edit", doc, file("file", "crane2.md", []byte(text)))
	k.press(k.press(preview, "Save"), "Show")
	k.slash("library edit", doc, file("file", "crane2.md", []byte(text)))
	k.opens("library edit", doc, opt("text", true))
	card := k.slash("library show", doc)
	rewritten := k.fills(card, "Edit text", map[string]string{"text": "The port of Velmar bought a second harbour crane.\n\n## The price\n\nIt cost 15 million crowns."})
	k.press(rewritten, "Save")
	k.slash("library show", doc)
	k.check("edit")
}

// TestTwoWhoEditAtOnceLoseNothing has a second moderator submit a form that was
// opened before the first one's change.
func TestTwoWhoEditAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	nils := w.discord.AddUser("Nils")
	w.discord.Join(w.guild, nils, 1<<13)
	mona := w.talk(w.mona, w.general)
	other := mona.also(nils, w.general)
	doc := opt("document", "Port of Velmar")
	is := typed(article(t, "crane.md").Metadata())
	late := mona.opens("library edit", doc)
	first := other.opens("library edit", doc)
	theirs := map[string]string{"title": is["title"], "authors": "Ilse Marn, Pel Orr", "publication": is["publication"], "url": is["url"], "language": is["language"]}
	other.submits(first, theirs)
	mine := map[string]string{"title": "A second crane", "authors": is["authors"], "publication": is["publication"], "url": is["url"], "language": is["language"]}
	told := mona.submits(late, mine)
	mona.press(mona.press(told, "Carry on from theirs"), "Save")
	lib := corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID))
	d, err := w.store.Document(w.ctx, lib, article(t, "crane.md").ID())
	if err != nil || d.Metadata().Title != "A second crane" || len(d.Metadata().Authors) != 2 {
		t.Errorf("it is %+v, %v", d.Metadata(), err)
	}

	// The same with texts: of these there can be only one, which is the second's.
	text := func(price string) []byte {
		return []byte(strings.Replace(string(articleFile(t, "crane.md")), "14 million", price, 1))
	}
	preview := mona.slash("library edit", opt("document", "A second crane"), file("file", "mine.md", text("16 million")))
	other.press(other.slash("library edit", opt("document", "A second crane"), file("file", "theirs.md", text("17 million"))), "Save")
	told = mona.press(preview, "Save")
	mona.press(mona.press(told, "Carry on from theirs"), "Save")
	if d, err = w.store.Document(w.ctx, lib, d.ID()); err != nil || !strings.Contains(d.Text(), "16 million") {
		t.Errorf("it says %q, %v", d.Text(), err)
	}
	mona.check("conflict")
}

func TestEverythingCanBeTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.mona, w.general)
	removed := k.press(k.slash("library remove", opt("document", "Port of Velmar")), "Remove it")
	back := k.press(removed, "Undo")
	k.press(back, "Redo")
	k.forges(removed, removed.button(t, "Undo"))
	ask := k.slash("library undo")
	k.press(ask, "Take it back")
	w.settle(func(l *store.LibrarySettings) { l.Keepers = []string{"77"} })
	history := k.slash("library history")
	k.press(history, "Undo")
	k.slash("library history", opt("document", "Port of Velmar"))
	k.check("history")
}

func TestOldButtonsSayThatAnArticleIsRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	member := w.talk(w.ada, w.general)
	answer := member.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	source := member.slash("source", opt("document", "Port of Velmar"))
	k := w.talk(w.mona, w.general)
	card := k.slash("library show", opt("document", "Port of Velmar"))
	k.press(k.slash("library remove", opt("document", "Port of Velmar")), "Remove it")
	for _, m := range []sent{
		member.press(answer, "Context"), member.press(answer, "Share"), member.press(source, "Read"), k.press(card, "Edit details"), k.press(card, "Remove"), k.press(card, "Read"),
	} {
		if strings.Contains(m.text(), "crowns") || !strings.Contains(m.text(), "removed") && !strings.Contains(m.text(), "no longer") {
			t.Errorf("shown:\n%s", dump(m))
		}
	}
	if m := k.press(card, "History"); !m.has("Undo") {
		t.Errorf("a removed article's history cannot be undone:\n%s", dump(m))
	}
}

func TestListsAreSortedAndFiltered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md", "berths.md"), func(w *world) {
		for n := range 12 {
			w.keep(corpus.GuildLibrary(w.guild.ID), plain(w.t, fmt.Sprintf("Tide table %02d", n), fmt.Sprintf("High water is at %d o'clock.", n)))
		}
	})
	k := w.talk(w.mona, w.general)
	k.slash("library list", opt("sort", "published"), opt("since", "2024-02"))
	list := k.slash("library list", opt("words", "tide: Table"), opt("sort", "added"))
	if list.has("Next ▶") {
		t.Errorf("a colon finds something:\n%s", dump(list))
	}
	list = k.slash("library list", opt("words", "TIDE"), opt("sort", "added"))
	k.press(list, "Next ▶")
	k.slash("library list", opt("language", "gibberish"))
	k.slash("library list", opt("since", "yesterday"))
	k.check("list")
}

// plain makes a short article.
func plain(t testing.TB, title, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Build(corpus.Metadata{Title: title}, []corpus.Part{{Kind: corpus.Paragraph, Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}
