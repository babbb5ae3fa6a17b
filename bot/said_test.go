package bot

import "testing"

func TestWhatSomebodySaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md", "council.md"))
	k := w.talk(w.ada, w.general)
	page := k.slash("said", opt("speaker", "Tomas Reyl"))
	page = k.press(page, "Next ▶")
	k.press(page, "Read 5")
	k.slash("said", opt("speaker", "virtel"), opt("about", "the contract"))
	k.slash("said", opt("speaker", "Ana Virtel"), opt("about", "the ferry"))
	k.slash("said", opt("speaker", "Reyl"))
	k.slash("said", opt("speaker", "Tomas Reil"))
	k.slash("said", opt("speaker", "Zebulon"))
	k.slash("said", opt("speaker", "  "))
	k.typing("said", "speaker", opt("speaker", ""))
	k.typing("said", "speaker", opt("speaker", "vir"))
	k.slash("ask", opt("question", "What did Tomas Reyl say about the market?"))
	k.check("said")
}

func TestArticlesThatGiveOtherNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "rival.md"))
	k := w.talk(w.ada, w.general)
	k.slash("ask", opt("question", "How much did the second crane cost?"))
	k.check("differ")
}
