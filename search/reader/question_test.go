package reader

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func TestKindsOfQuestions(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]Kind{
		"Who led the group?": Who, "Whose ship is it?": Who, "Which person signed?": Who, "When did it start?": When, "In what year did it end?": When,
		"What date was given?": When, "Where is the port?": Where, "Which city was hit?": Where, "How many ships came?": Quantity, "How old is the crane?": Quantity,
		"What percentage voted?": Quantity, "What is the population of Lund?": Quantity, "Why did it fall?": Why, "For what reason did it fall?": Why, "How come it fell?": Why,
		"How does it work?": How, "What did Reyk say about it?": Said, "How did Reyk describe it?": Said, "What is a pilcrow?": Meaning,
		"Did the crane fall?": YesNo, "Is it true?": YesNo, "What fell on the quay?": What, "crane quay": What, "": What,
	} {
		if got := Parse(question, "").Kind; got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
}

func TestWhoseWordsAreWanted(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]string{
		"What did Tomas Reyk say about the crane?": "toma reyk", "How did the minister describe it?": "minist",
		"What happened, according to the ministry?": "ministri", "What fell?": "",
	} {
		if got := strings.Join(Parse(question, "").Speaker, " "); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}

func TestQuestionsAboutTheDocumentItself(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]corpus.Field{
		"Who wrote the article about the crane?": corpus.FieldAuthors, "Who is the author of the piece on rain?": corpus.FieldAuthors,
		"When was the story about rain published?": corpus.FieldPublished, "Which newspaper published the article on rain?": corpus.FieldPublication,
		"What is the headline of the article about rain?": corpus.FieldTitle, "Where was the article about rain published?": corpus.FieldPublication,
		"What is the link to the article on rain?": corpus.FieldURL,
		"Who wrote the letter to the minister?":    "", "When was the report published?": "", "When did the crane fall?": "",
	} {
		if got := Parse(question, "").Field; got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}

func TestAShortQuestionLeansOnTheOneBefore(t *testing.T) {
	t.Parallel()
	for question, leans := range map[string]bool{
		"And when?": true, "Why?": true, "When was it built?": true, "What about Lund?": true, "How many ships lie in the port of Lund?": false,
	} {
		q := Parse(question, "Where is the crane of Halver?")
		has := false
		for _, w := range q.Terms {
			has = has || w.Text == "crane"
		}
		if has != leans {
			t.Errorf("%s: leans %v, want %v", question, has, leans)
		}
	}
}

// TestOffers shows which words of a sentence have the form of an answer.
func TestOffers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind           Kind
		question, text string
		want           string // joined by |
	}{
		{When, "When did it fall?", "It fell on Monday, and again on 3 March 1987.", "Monday|3 March 1987"},
		{When, "When did it fall?", "It may fall in a march of time.", ""},
		{When, "What happened in 1987?", "In 1987 it fell.", ""},
		{Quantity, "How many came?", "In June, 1,200 people and two dogs came in 2019.", "1,200|two"},
		{Quantity, "How much was it?", "It was worth $13 million.", "$13 million"},
		{Who, "Who fell?", "The crane fell, said Marta Lindqvist of Halver.", "Marta Lindqvist|Halver"},
		{Who, "Who is Marta?", "The crane fell on Marta.", ""},
		{Where, "Where is it?", "It is in northern Halver, said Marta.", "Halver"},
		{Why, "Why?", "It fell because of rust.", "because"},
	} {
		d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{{Kind: corpus.Paragraph, Text: tt.text}})
		if err != nil {
			t.Fatal(err)
		}
		q := Parse(tt.question, "")
		s := NewText(d, nil).Sentence(0)
		var got []string
		for _, span := range offers(tt.kind, d.Slice(s.Span), s, &q) {
			got = append(got, d.Slice(span))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s in %q: %q, want %q", tt.kind, tt.text, got, tt.want)
		}
	}
}
