package attribute_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/randdoc"
	"github.com/pincite/pincite/internal/testfile"
)

// document builds a document of paragraphs, which a blank line parts.
func document(t *testing.T, text string) *corpus.Document {
	t.Helper()
	var parts []corpus.Part
	for p := range strings.SplitSeq(text, "\n\n") {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
	}
	d, err := corpus.Build(corpus.Metadata{Title: "Test", Language: "en"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func show(s *attribute.Speaker) string {
	if s == nil {
		return "-"
	}
	return s.Name + " / " + s.Cue + " / " + string(s.Kind)
}

// Invented people in an invented country. One wanted line a sentence.
var reports = []struct {
	name, text string
	want       []string
}{
	{"said before", `Mirrin Hask said the port was shut.`, []string{"Mirrin Hask / said / indirect"}},
	{"said after", `The port was shut, Mirrin Hask said.`, []string{"Mirrin Hask / said / indirect"}},
	{"the reporter", `The port was shut. It had been open. A crane had fallen on the quay.`, []string{"-", "-", "-"}},
	{"inverted", `"The port is shut," said Mirrin Hask, the mayor of Lowmere.`, []string{"Mirrin Hask / said / direct"}},
	{"curly marks", `“The port is shut,” Mirrin Hask said.`, []string{"Mirrin Hask / said / direct"}},
	{"guillemets", `« The port is shut again », said Mirrin Hask.`, []string{"Mirrin Hask / said / direct"}},
	{"single marks", `‘The port’s gates are shut,’ said Mirrin Hask.`, []string{"Mirrin Hask / said / direct"}},
	{"split", `"The port is shut," Mirrin Hask said. "It will stay shut. Nobody knows why."`,
		[]string{"Mirrin Hask / said / direct", "Mirrin Hask / said / direct", "Mirrin Hask / said / direct"}},
	{"several sentences before the cue", `"We are tired. The port is shut," Mirrin Hask said.`,
		[]string{"Mirrin Hask / said / direct", "Mirrin Hask / said / direct"}},
	{"surname", "Mirrin Hask is the mayor.\n\n\"The port is shut,\" Hask said.", []string{"-", "Mirrin Hask / said / direct"}},
	{"family name first", "The party chief is Lo Wenfa. Lo warned of delays.", []string{"-", "Lo Wenfa / warned / indirect"}},
	{"title", `Harbour Commissioner Mirrin Hask said it was late.`, []string{"Mirrin Hask / said / indirect"}},
	{"apposition", `Mirrin Hask, head of the Lowmere Dockers, said he was caught off guard.`, []string{"Mirrin Hask / said / indirect"}},
	{"of a body", `Mirrin Hask of the Dockers' Union said that it was late.`, []string{"Mirrin Hask / said / indirect"}},
	{"who said", `The crane was old, according to Mirrin Hask, who said that nobody had looked.`, []string{"Mirrin Hask / according to / indirect"}},
	{"told", `"The port is shut," Hask told the Lantern.`, []string{"Hask / told the Lantern / direct"}},
	{"quoted as saying", `"The port is shut for good," Hask was quoted as saying.`, []string{"Hask / was quoted as saying / direct"}},
	{"in a statement", `The Harbour Authority said in a statement that the port was shut.`, []string{"Harbour Authority / said in a statement / indirect"}},
	{"source", `The crane was built in 1998, according to the Tessavary Record.`, []string{"Tessavary Record / according to / indirect"}},
	{"source first", `According to Mirrin Hask, the crane was old.`, []string{"Mirrin Hask / According to / indirect"}},
	{"mixed", `Mirrin Hask called the accident "a dark day for the port" and left.`, []string{"Mirrin Hask / called / mixed"}},
	{"expressing", `Hask, the mayor, took the floor, expressing hope that all would "come home in good health."`, []string{"Hask / expressing hope / mixed"}},
	{"she", `Mirrin Hask said the port was shut. "It will stay shut," she said.`,
		[]string{"Mirrin Hask / said / indirect", "Mirrin Hask / said / direct"}},
	{"he of the sentence before", `Mayor Jonas Vey came at noon. He denied the report.`, []string{"-", "Jonas Vey / denied / indirect"}},
	{"a pronoun without a person", `The crane fell. "It was late," she said.`, []string{"-", "-"}},
	{"a whole paragraph goes on", "\"The port is shut,\" Mirrin Hask said.\n\n\"It will stay shut for years.\"",
		[]string{"Mirrin Hask / said / direct", "Mirrin Hask / said / direct"}},
	{"over paragraphs", "Mirrin Hask said: \"The port is shut.\n\n\"It will stay shut for years.\"\n\nThe sea was calm.",
		[]string{"Mirrin Hask / said / direct", "Mirrin Hask / said / direct", "-"}},
	{"the reporter after a quotation", `"The port is shut," Mirrin Hask said. The crane lay in the water.`, []string{"Mirrin Hask / said / direct", "-"}},
	{"two speakers", `"It is shut now," Mirrin Hask said. "It is open still," Jonas Vey said.`,
		[]string{"Mirrin Hask / said / direct", "Jonas Vey / said / direct"}},
	{"activists", `Dockhands' rights activists said they were not asked.`, []string{"Dockhands' rights activists / said / indirect"}},
	{"critics", `The ministry's critics estimate that millions were lost.`, []string{"The ministry's critics / estimate / indirect"}},
	{"a spokesperson with a body before", "The HPA confirmed the visit, with a spokesperson explaining that it was short.\n\nThe spokesperson said that it was late.",
		[]string{"HPA spokesperson / explaining / indirect", "HPA spokesperson / said / indirect"}},
	{"a spokesperson of a body", `An HPA spokesperson said it was late. The spokesperson added that it was cold.`,
		[]string{"an HPA spokesperson / said / indirect", "HPA spokesperson / added / indirect"}},
	{"marks around single words", `The so-called "free port" was built in 1990.`, []string{"-"}},
	{"a title in marks", `Her novel "The Long Quay" was sold in every shop.`, []string{"-"}},
	{"told to", `The workers were told that the port was shut.`, []string{"-"}},
	{"not said", `Mirrin Hask did not say when the port would open.`, []string{"-"}},
	{"might say", `Some would say the port is old.`, []string{"-"}},
	{"added five", `The ministry added five cranes to the quay.`, []string{"-"}},
	{"denied repeatedly", `Tessavary has repeatedly denied the reports.`, []string{"Tessavary / denied / indirect"}},
	{"tweeted", `“The port is shut,” Mirrin Hask tweeted on Monday.`, []string{"Mirrin Hask / tweeted / direct"}},
	{"a noun that no list has", `“The port is shut,” the night porters wrote.`, []string{"the night porters / wrote / direct"}},
	{"a name that is a verb too", `A spokesman for May said so. The spokesman said it was late.`, []string{"a spokesman for May / said / indirect", "May spokesman / said / indirect"}},
	{"a day is no name", `“The port is shut,” Mirrin Hask Wednesday said.`, []string{"-"}},
	{"a verb in a name", `The crane of the United States "was a wreck" in May.`, []string{"-"}},
	{"inverted after a report", `Two of those were found unsafe, said Jonas Vey, the director of the Authority. He would not say which. "They are standing still," he said.`,
		[]string{"Jonas Vey / said / indirect", "-", "Jonas Vey / said / direct"}},
	{"inverted, with the place of work", `All was well, says Jonas Vey of the Dockers' Union, who was there.`, []string{"Jonas Vey / says / indirect"}},
	{"not inverted after an apposition", `Mirrin Hask, the mayor, said Jonas Vey was late.`, []string{"Mirrin Hask / said / indirect"}},
	{"he is who spoke last", "Mirrin Hask said it was late.\n\nJonas Vey said it was early. \"Nobody came to see it,\" he said.",
		[]string{"Mirrin Hask / said / indirect", "Jonas Vey / said / indirect", "Jonas Vey / said / direct"}},
	{"its director, by name", `"We are still looking," said its director, Jonas Vey.`, []string{"Jonas Vey / said / direct"}},
	{"its captain, by name", `Its captain, Ansa Thorn, said that all were well. "We have painted everything," she said.`,
		[]string{"Ansa Thorn / said / indirect", "Ansa Thorn / said / direct"}},
	{"her spokesman, by name", `Her spokesman, Pell Andover-Vane, said that letters take long.`, []string{"Pell Andover-Vane / said / indirect"}},
	{"a body by name", `The shipper, Low Fibre Traders, said that it was late.`, []string{"Low Fibre Traders / said / indirect"}},
	{"the head of a body, by name", `It was late, according to the director of the Authority, Jonas Vey.`, []string{"Jonas Vey / according to / indirect"}},
	{"a role in a place", `The mayor of Lowmere, Tessavary, said that it was late.`, []string{"the mayor of Lowmere / said / indirect"}},
	{"a role before another clause", `"The port is shut," said the director, Lowmere being empty.`, []string{"the director / said / direct"}},
	{"a thing with a name is no person", `The freighter Tamsin's Lamp is at anchor. "We have painted everything," she said.`, []string{"-", "-"}},
	{"somebody new", "Jonas Vey came.\n\nOne of the injured, a signalman, heard it. \"Tie it down properly this time,\" he said.", []string{"-", "-", "a signalman / said / direct"}},
	{"somebody new without more", "Jonas Vey came.\n\nA 40-year-old docker heard it. \"Tie it down properly this time,\" he said.", []string{"-", "-", "-"}},
	{"words for speaking are no names", `Confirmed and acknowledged suggest that it is true, and denied says that somebody asserted it.`, []string{"-"}},
	{"a question", `Which body wrote it? Does another source deny it? Who said that the port is shut?`, []string{"-", "-", "-"}},
	{"a question that somebody asks", `"Is the port shut?" Mirrin Hask asked.`, []string{"Mirrin Hask / asked / direct"}},
	{"what somebody said", `The paper relies on the radio for what Hask said.`, []string{"-"}},
	{"an earlier version", `An earlier version of this report said that it was late.`, []string{"an earlier version of this report / said / indirect"}},
	{"members of a body", `Two members of the council said that it was late.`, []string{"two members of the council / said / indirect"}},
	{"a letter is sent", `Hask writes to the Ministry of Harbours in December: the stamp says so; it shows that it came. Vey wrote to the ministry that the crane had cracks.`,
		[]string{"-", "Vey / wrote / indirect"}},
	{"a statement without that", `The leg gave way, the Port Authority said in a statement.`, []string{"Port Authority / said in a statement / indirect"}},
	{"a role with a purpose", `Activists for dockhands' rights told Tessavary Radio that it was late.`,
		[]string{"Activists for dockhands' rights / told Tessavary Radio / indirect"}},
	{"people without an article", `Shipping agents said that eleven vessels were late.`, []string{"Shipping agents / said / indirect"}},
	{"said to somebody", `The notary, Edda Cross, confirmed to the Lantern that she had counted. The mayor announced on Monday that it was late.`,
		[]string{"Edda Cross / confirmed / indirect", "the mayor / announced / indirect"}},
	{"told a meeting", `Jonas Vey told a meeting that it was late.`, []string{"Jonas Vey / told / indirect"}},
	{"it is the body that the sentence before is about", `The Harbour Authority disputed the figure. It said that it was lower.`, []string{"-", "Harbour Authority / said / indirect"}},
	{"it is the body that spoke", `The union said that it was late. It said nobody had come.`, []string{"the union / said / indirect", "the union / said / indirect"}},
	{"it is no person and no thing", `Mirrin Hask came. It said on the door that it was shut. The crane fell. It said "crane of Lowmere" on the leg.`, []string{"-", "-", "-", "-"}},
	{"it is nothing of another paragraph", "The Harbour Authority disputed the figure.\n\nIt said that it was lower.", []string{"-", "-"}},
	{"he of a longer sentence", "Jonas Vey said it was late. Mirrin Hask said it was early, though she added that \"nobody was there to see.\"",
		[]string{"Jonas Vey / said / indirect", "Mirrin Hask / added / mixed"}},
	{"he before a colon", "Jonas Vey said it was late. Mirrin Hask saw it otherwise: \"Nobody was there to see,\" she said.",
		[]string{"Jonas Vey / said / indirect", "Mirrin Hask / said / direct"}},
	{"a letter in marks", `"The crane of the East Quay has a crack and nobody looks at it," Mirrin Hask wrote to the mayor in a long letter of March.`,
		[]string{"Mirrin Hask / wrote / direct"}},
	{"always is nobody", `The mayor's always late. He's always denied it.`, []string{"-", "-"}},
	{"whose people", `It was bad for Vey, whose helpers argued that it was late.`, []string{"-"}},
	{"a question after a report", `Mirrin Hask said the matter was plain: is it late, or is it early?`, []string{"Mirrin Hask / said / indirect"}},
	{"a description of somebody named", `A likely mayor, Mirrin Hask came early. "Nobody was there to see," she said.`, []string{"-", "Mirrin Hask / said / direct"}},
	{"second verb", `The mayor came late and said that the port was shut.`, []string{"the mayor / said / indirect"}},
}

func TestWhoSpeaks(t *testing.T) {
	t.Parallel()
	for _, c := range reports {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := document(t, c.text)
			got := attribute.Speakers(d)
			if len(got) != len(c.want) {
				t.Fatalf("%d sentences, %d wanted", len(got), len(c.want))
			}
			for i, s := range got {
				if !strings.EqualFold(show(s), c.want[i]) {
					t.Errorf("sentence %d: got %s, want %s", i, show(s), c.want[i])
				}
			}
		})
	}
}

func TestTheFoundingArticleSaysWhoSpeaks(t *testing.T) {
	t.Parallel()
	data := testfile.Founding(t)
	d, err := extract.Document(t.Context(), extract.File{Name: "article.txt", Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{ // a few words of the sentence → who speaks
		"reckless accusations": "Ma Xingrui", "anti-China forces": "Ma Xingrui", "[They] spread": "Ma Xingrui",
		"technical discussions": "ILO spokesperson", "two came into effect": "ILO spokesperson",
		"caught off guard": "Dolkun Isa", "Although well-intended": "Dolkun Isa", "whitewash their": "Dolkun Isa", "creative and tangible": "Dolkun Isa",
		"unaware of the meeting": "Uyghur rights activists", "critics estimate": "China's critics", "repeatedly denied": "China", "credible evidence": "the U.N. watchdog",
		"illegal religious": "Xi Jinping",
	}
	speakers := attribute.Speakers(d)
	seen := 0
	for i, s := range d.Sentences() {
		want := ""
		for needle, name := range wanted {
			if strings.Contains(d.Slice(s.Span), needle) {
				want, seen = name, seen+1
			}
		}
		got := ""
		if speakers[i] != nil {
			got = speakers[i].Name
		}
		if got != want && !strings.EqualFold(got, want) {
			t.Errorf("sentence %d at %v: got %q, want %q", i, s.Span, got, want)
		}
	}
	if seen != len(wanted) {
		t.Errorf("%d of %d sentences were found", seen, len(wanted))
	}
}

// FuzzSpeakers states that any text has one speaker or none for each sentence,
// with a name and with spans that lie in the text.
func FuzzSpeakers(f *testing.F) {
	for _, r := range reports {
		f.Add(r.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := corpus.Build(corpus.Metadata{Title: "Test"}, []corpus.Part{{Kind: corpus.Paragraph, Text: text}, {Kind: corpus.Paragraph, Text: text}})
		if err != nil {
			return
		}
		soundSpeakers(t, d)
	})
}

func TestSpansOfNameAndCueLieInTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { soundSpeakers(t, randdoc.Document().Draw(t, "document")) })
}

func soundSpeakers(t interface {
	Helper()
	Errorf(format string, args ...any)
}, d *corpus.Document) {
	t.Helper()
	speakers := attribute.Speakers(d)
	if len(speakers) != len(d.Sentences()) {
		t.Errorf("%d speakers for %d sentences", len(speakers), len(d.Sentences()))
	}
	for _, s := range speakers {
		if s == nil {
			continue
		}
		if !s.NameSpan.In(len(d.Text())) || !s.CueSpan.In(len(d.Text())) || d.Slice(s.CueSpan) != s.Cue || s.Name == "" || s.Kind == "" {
			t.Errorf("%+v", *s)
		}
	}
}
