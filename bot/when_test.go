package bot

import "testing"

func TestWhenSomethingWasIsSpelledOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("weir.md", "dunmore.md"))
	k := w.talk(w.ada, w.general)
	k.press(k.slash("ask", opt("question", "When did the weir at Dunmore break?"), opt("private", true)), "Share")
	k.slash("ask", opt("question", "When will the council meet?"))
	k.slash("ask", opt("question", "When were cracks found in the weir?"))
	k.slash("ask", opt("question", "When was the weir at Dunmore built?"))
	k.slash("ask", opt("question", "Who told reporters about the weir?"))
	k.check("when")
}
