package bot

import (
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
)

// Everything that a person can do, through discordgo and the stand-in, over a
// real store and index. What they see is in testdata/talk.

func TestAskingAQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"))
	k.press(answer, "Context")
	k.press(answer, "Not helpful")
	k.press(answer, "Not helpful")
	k.slash("ask", opt("question", "What did Tomas Reyl say about the price?"))
	k.slash("ask", opt("question", "How many people take the ferry each night?"), opt("document", "Night ferry to Ostrand is suspended"))
	k.slash("ask", opt("question", "Who wrote the article about the crane?"))
	k.slash("ask", opt("question", "Did the dockers of Velmer deny that they were asked?"))
	k.check("ask")
}

func TestMoreThanAnAnswerShows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("berths.md"))
	k := w.talk(w.ada, w.general)
	k.press(k.slash("ask", opt("question", "Which berth of Velmar was dredged in March?")), "More")
	k.check("more")
}

func TestAskingInPrivateAndSharing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	if !answer.Ephemeral {
		t.Error("a private answer is seen by everybody")
	}
	shared := k.press(answer, "Share")
	if shared.Ephemeral {
		t.Error("a shared answer is seen by one person only")
	}
	k.check("private")
}

func TestAbstaining(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	k.slash("ask", opt("question", "Who discovered penicillin?"))
	k.slash("ask", opt("question", "How old is the captain of the night ferry?"))
	k.slash("ask", opt("question", "What is it?"))
	k.slash("ask", opt("question", "?!"))
	k.check("abstain")
}

func TestALibraryWithoutArticles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.ada, w.general)
	k.slash("ask", opt("question", "How much did the second crane cost?"))
	k.slash("search", opt("words", "crane"))
	k.slash("sources")
	k.typing("ask", "document", opt("question", "x"), opt("document", "cr"))
	k.check("empty")
}

func TestTheExamplesAnswerUntilThereIsAnArticle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, examples)
	k := w.talk(w.mona, w.general)
	question := opt("question", "What does the International Labour Organization do?")
	if m := k.slash("ask", question); !strings.Contains(m.text(), "example articles") {
		t.Errorf("an answer from the examples does not say so:\n%s", dump(m))
	}
	form := k.opens("library add")
	added := k.press(k.submits(form, map[string]string{"text": "Rudder mended\n\nThe rudder of the night ferry was mended on Monday."}), "Add")
	if !strings.Contains(added.text(), "From now on") {
		t.Errorf("the first article is added without a word on the examples:\n%s", dump(added))
	}
	if m := k.slash("ask", question); strings.Contains(m.text(), "example articles") || strings.Contains(m.text(), "> ") {
		t.Errorf("the examples answer on:\n%s", dump(m))
	}
}

func TestSearchingForWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	hits := k.slash("search", opt("words", "crane Velmar"))
	if hits.has("Next ▶") {
		hits = k.press(hits, "Next ▶")
		hits = k.press(hits, "◀ Previous")
	}
	k.press(hits, "Read 1")
	k.slash("search", opt("words", "zeppelin"))
	k.slash("search", opt("words", "rudder"), opt("document", "Night ferry"))
	k.check("search")
}

func TestReadingTheSources(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md", "awkward.md"))
	k := w.talk(w.ada, w.general)
	list := k.slash("sources")
	card := k.choose(list, customID{verb: verbOpen}.String(), string(article(t, "crane.md").ID()))
	k.press(card, "Read")
	k.typing("source", "document", opt("document", "port cr"))
	k.typing("source", "document", opt("document", ""))
	awkward := k.slash("source", opt("document", "signs and brackets"))
	k.press(awkward, "Read")
	k.slash("source", opt("document", "No such thing"))
	k.check("sources")
}

func TestHelpAndPrivacy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.ada, w.general)
	k.slash("help")
	k.slash("privacy")
	k.check("help")
}

func TestAskingInMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	me := "<@" + w.discord.Bot().ID + ">"
	k := w.talk(w.ada, w.general)
	answer := k.says(me+" when does the second crane start work?", "")
	second := k.says("and how much did it cost?", answer.ID)
	k.says("and who built it?", second.ID)
	k.says(me, "")
	mona := k.also(w.mona, w.general)
	m, err := mona.actor.Say("What did the captain say about the rudder?", "")
	if err != nil {
		t.Fatal(err)
	}
	mona.note("Mona: What did the captain say about the rudder?\n")
	k.asks(m.ID)
	k.check("messages")
}

func TestDirectMessagesAreAnsweredFromTheBase(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"), func(w *world) { w.keep(corpus.Base, article(t, "ferry.md")) })
	k := w.talk(w.ada, w.discord.DirectMessage(w.ada))
	k.says("What was found to be broken on the ferry?", "")
	k.says("How much did the second crane cost?", "")
	k.slash("ask", opt("question", "How many people take the ferry each night?"))
	k.slash("sources")
	k.check("direct")
}

func TestModeratorsLookAfterTheLibrary(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	k.slash("library list")
	data, err := os.ReadFile("testdata/articles/crane.md")
	if err != nil {
		t.Fatal(err)
	}
	file := discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: "crane.md", Data: data}}
	k.press(k.press(k.slash("library add", file), "Add"), "Read")
	k.press(k.slash("library add", file), "Show")
	form := k.opens("library add", opt("title", "Rudder replaced"), opt("date", "2024-03"))
	preview := k.submits(form, map[string]string{
		"title": "Rudder replaced", "authors": "Pel Orr, Wim Astra", "publication": "Ostrand Morning Post, 2024-03-02", "url": "https://ostrand.example/rudder",
		"text": "The rudder of the night ferry was replaced on March 1, 2024.\n\nIt will sail again on Sunday, captain Jorun Hask said.",
	})
	k.press(preview, "Add")
	k.slash("library list")
	k.slash("ask", opt("question", "When was the rudder replaced?"))
	k.typing("library remove", "document", opt("document", "rud"))
	kept := k.slash("library remove", opt("document", "Rudder replaced"))
	k.press(kept, "Keep it")
	removed := k.slash("library remove", opt("document", "Rudder replaced"))
	k.press(removed, "Remove it")
	k.slash("library list")
	k.check("library")
}

func TestWhatCannotBeAdded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	file := func(name string, data []byte) discordtest.Option {
		return discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: name, Data: data}}
	}
	k.slash("library add", file("photo.txt", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00")))
	k.slash("library add", file("report.pdf", []byte("%PDF-1.7")))
	k.slash("library add", file("blank.txt", []byte(" \n\n \n")))
	k.slash("library add", file("large.txt", []byte(strings.Repeat("All work and no play. ", 9<<20/22))))
	k.slash("library add", file("x.txt", []byte("A text.")), opt("url", "javascript:alert(1)"))
	k.slash("library add", file("x.txt", []byte("A text.")), opt("date", "4/9/2023"))
	form := k.opens("library add")
	k.submits(form, map[string]string{"text": "....\n\n----"})
	form = k.opens("library add")
	k.submits(form, map[string]string{"text": "Rudder mended\n\nThe rudder was mended.", "publication": "The Star, 2024-02-31", "url": "javascript:alert(1)"})
	k.check("refused")
}
