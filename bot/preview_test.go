package bot

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// TestSomeOfSeveralAreLeftOut leaves articles out of what is added, in the list
// and when looking at one.
func TestSomeOfSeveralAreLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	list := k.slash("library add", file("file", "ferry.md", articleFile(t, "ferry.md")), file("file2", "berths.md", articleFile(t, "berths.md")), file("file3", "crane.md", articleFile(t, "crane.md")))
	pick, err := parseCustomID(list.button(t, "Cancel"))
	if err != nil {
		t.Fatal(err)
	}
	leave := customID{verb: verbLeave, record: pick.record}.String()
	list = k.choose(list, leave, "0", "2")
	if !list.has("Add it") {
		t.Errorf("with one that is wanted there is no button to add it:\n%s", dump(list))
	}
	list = k.choose(list, leave, "0")
	one := k.choose(list, customID{verb: verbPick, record: pick.record}.String(), "1")
	list = k.press(k.press(one, "Leave it out"), "Back to the list")
	list = k.press(k.press(k.choose(list, customID{verb: verbPick, record: pick.record}.String(), "0"), "Take it in after all"), "Back to the list")
	k.press(k.press(list, "Add all 2"), "List")
	k.check("left-out")
	if m := k.forges(list, leave); !strings.Contains(m.text(), "That preview is over") {
		t.Errorf("afterwards the menu shows\n%s", dump(m))
	}
}

// changing is a page whose text is another one each time that it is read.
func changing() http.Handler {
	var n atomic.Int32
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		page(strings.Replace(rudderPage, "About 300 people", fmt.Sprintf("About %d people", 300+n.Add(1)), 1)).ServeHTTP(w, r)
	})
}

// TestALinkThatIsHereUnderOtherWordsIsTold brings a page again that has changed:
// alone, and as one of several.
func TestALinkThatIsHereUnderOtherWordsIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, serving(changing()))
	k := w.talk(w.mona, w.general)
	link := opt("link", "http://ostrand.example/2024/rudder")
	k.press(k.slash("library add", link), "Add")
	again := k.slash("library add", link)
	card := k.press(again, "Show")
	if still, ok := k.actor.Message(again.ID); !ok || !read(t, still).has("Add") || card.ID == again.ID {
		t.Error("looking at the article that is here loses the preview")
	}
	k.press(k.press(again, "New text of that article"), "Save")
	list := k.slash("library add", link, file("file", "ferry.md", articleFile(t, "ferry.md")))
	pick, err := parseCustomID(list.button(t, "Cancel"))
	if err != nil {
		t.Fatal(err)
	}
	one := k.choose(list, customID{verb: verbPick, record: pick.record}.String(), "1")
	k.press(k.press(one, "New text of that article"), "Save")
	k.press(k.press(one, "Back to the list"), "Add it")
	k.check("address")
	_, scope := own(&request{guild: w.guild.ID})
	found, total, err := w.store.List(w.ctx, scope, page1)
	if err != nil || total != 2 || found[0].Revision+found[1].Revision != 4 {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestWhatIsNewTextOfNothingIsRefused presses that button when the article is
// gone, and in ways in which it is never shown.
func TestWhatIsNewTextOfNothingIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, serving(changing()))
	k := w.talk(w.mona, w.general)
	link := opt("link", "http://ostrand.example/2024/rudder")
	k.press(k.slash("library add", link), "Add")
	again := k.slash("library add", link)
	id, err := parseCustomID(again.button(t, "New text of that article"))
	if err != nil {
		t.Fatal(err)
	}
	part, far := id, id
	part.verb, far.number = verbPart, 1
	for _, forged := range []customID{part, far, {verb: verbOmit, record: id.record, page: 1}} {
		if m := k.forges(again, forged.String()); !strings.Contains(m.text(), "not one of Pincite's") {
			t.Errorf("%s shows\n%s", forged, dump(m))
		}
	}
	if _, err := w.store.Remove(w.ctx, corpus.GuildLibrary(w.guild.ID), id.doc, "shell"); err != nil {
		t.Fatal(err)
	}
	if m := k.press(again, "New text of that article"); !strings.Contains(m.text(), "has removed that article") {
		t.Errorf("shown:\n%s", dump(m))
	}
	if _, err := w.store.Draft(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), id.record); err != nil {
		t.Errorf("the preview is lost: %v", err)
	}
}

func TestANoteOfSeveralSaysOfOneWhatConcernsIt(t *testing.T) {
	t.Parallel()
	n := draftNote{Refused: []refusedFile{{"a.txt", "It is empty."}}, Fetched: []int{1}}
	if got := n.of(0, 3).String(); got != "{}" {
		t.Errorf("of the first it says %s", got)
	}
	if got := n.of(1, 3).String(); got != `{"fetched":[0]}` {
		t.Errorf("of the second it says %s", got)
	}
	if got, err := noteOf(store.Draft{Note: draftNote{LeftOut: []warning{{"", "x"}}, Fetched: []int{0}}.of(0, 1).String()}); err != nil || len(got.LeftOut) != 1 || len(got.Fetched) != 1 {
		t.Errorf("of the only one it says %+v, %v", got, err)
	}
}

// TestAnotherLanguageThanTheLibrarysIsToldOf brings an article in one, gives one
// to an article, and lets its text be edited then.
func TestAnotherLanguageThanTheLibrarysIsToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	w.settle(func(s *store.LibrarySettings) { s.Languages = []string{"en"} })
	k := w.talk(w.mona, w.general)
	const told = "It is in German, which is not among the languages of this library."
	german := "---\ntitle: Der Hafen ist zu\nlanguage: de\n---\n" + strings.Repeat("Der Hafen war drei Tage lang geschlossen, und niemand wusste, warum. ", 8)
	doc := opt("document", "Port of Velmar")
	for i, m := range []sent{
		k.slash("library add", file("file", "hafen.md", []byte(german))),
		k.submits(k.opens("library edit", doc), map[string]string{"language": "de"}),
		k.submits(k.opens("library edit", doc, opt("text", true)), map[string]string{"text": "Der Hafen von Velmar hat einen zweiten Kran gekauft."}),
	} {
		if !strings.Contains(m.text(), told) {
			t.Errorf("step %d shows\n%s", i+1, dump(m))
		}
	}
}
