package reader

// The values that are found out about a sentence. Most are shares, from 0 to 1.
const (
	// How much of the question the sentence and its surroundings have, as shares of
	// the weight of its terms unless said otherwise.
	ownExact         = iota // terms in the sentence, in their own form
	ownAny                  // terms in the sentence, in any form
	ownCount                // share of the number of terms that are in the sentence
	ownWeight               // weight of the terms in the sentence, a tenth
	ownNames                // names in the sentence; -1 when the question has none
	ownFigures              // figures in the sentence; -1 when the question has none
	ownPlain                // common words in the sentence; -1 when the question has none
	ownLight                // words that shape the question, in the sentence; -1 when it has none
	ownSort                 // the sort of answer is named
	besideBefore            // terms that the sentence before adds
	besideAfter             // terms that the sentence after adds
	passageAny              // terms in the passage
	passageExact            // terms in the passage, in their own form
	passageFigures          // figures in the passage; -1 when the question has none
	passagePlain            // common words in the passage; -1 when the question has none
	titleAny                // terms in the title
	titleNames              // names in the title; -1 when the question has none
	aroundAny               // terms in passage or title
	aroundNames             // names in passage or title; -1 when the question has none
	missingTop              // weight of the heaviest term that the sentence lacks
	missingTopAround        // weight of the heaviest term that passage and title lack
	missingWeight           // weight of the terms that passage and title lack, a tenth
	missingCount            // number of terms that passage and title lack
	unknownShare            // terms that the library lacks
	mendedShare             // misspelt terms
	precision               // share of the sentence's terms that the question has
	titlePrecision          // share of the title's terms that the question has
	earlierAny              // terms in the sentence, those before it, or the title
	earlierNames            // names in the sentence, those before it, or the title; -1 when the question has none
	firstTerm               // the question's first term is there
	lastTerm                // the question's last term is there
	topTerm                 // the question's heaviest term is there
	namesGone               // share of names and figures that are missing nearby
	wordsGone               // share of common words that are missing nearby
	Pointless               // no common word of the question is nearby, nor the form of the answer
	ascribes                // what the question gives to a name is that name's here; -1 another's

	// How near to each other and in which order the terms stand.
	pairsKept   // neighbours in the question that are neighbours here
	closeness   // how close together the terms stand
	runLength   // most words in a row as in the question
	commonPairs // pairs of words as in the question
	ordered     // terms in the question's order

	// What the index says of the passage.
	rankShare     // passage's score in the index, of the best
	rankPlace     // passage's rank in the index
	rankGap       // passage's distance in the index from the best, a tenth
	rankIdeal     // passage's score in the index, by the weight of the question
	documentShare // score in the index of the document's passages together, of the best document

	// Whether the form of the answer is there.
	offersDate   // a date for when
	offersName   // a name for who
	offersPlace  // a place for where
	offersFigure // a figure for how many
	offersReason // a reason for why
	offerCount   // how many words could answer by their form
	offerNear    // how near the terms stand to what could answer
	freshNear    // how near the terms stand to a name that is not asked
	freshNames   // names that are not in the question
	freshFigures // figures that are not in the question
	formMissing  // the form of the answer is not there
	noFigure     // when or how many is asked, and there is no date or figure
	defines      // says what it is

	// The sentence itself.
	wordCount       // words in the sentence
	passageWords    // logarithm of the words in the passage
	placeInPassage  // sentences before it in the passage
	placeInDocument // sentences before it in the document
	pointing        // points back
	leaning         // points back to the terms
	asksItself      // a question itself
	label           // heading or caption
	marksQuotation  // quotation marks
	denial          // denies, and the question does not (or -1 the other way)

	// The question.
	asksWhat     // asks what
	asksWho      // asks who
	asksWhen     // asks when
	asksWhere    // asks where
	asksQuantity // asks how many
	asksWhy      // asks why
	asksHow      // asks how
	asksMeaning  // asks for a definition
	asksYesNo    // asks yes or no
	termCount    // number of terms
	nameShare    // share of the terms that are names

	// How it stands against the other candidates.
	ownBehind     // terms behind the sentence that has most
	aroundBehind  // terms in passage or title behind the one that has most
	pairsBehind   // pairs of words behind the sentence that has most
	passageBehind // terms behind the passage's best sentence
	passageBest   // terms in the passage's best sentence
	localOwn      // terms that few other candidates have
	localPassage  // terms that few sentences of the passage have
	localBehind   // terms that few others have, behind the best

	// Who speaks.
	saidBy      // said by the person asked about
	SaidByOther // said by another
	NoVoice     // somebody's words are asked for, and nobody's are there
	quotes      // quotation marks where somebody's words are asked for

	Features
)

// names are the values in words, for an account.
var names = [Decisions]string{
	ownExact:         "terms in the sentence, in their own form",
	ownAny:           "terms in the sentence, in any form",
	ownCount:         "share of the number of terms that are in the sentence",
	ownWeight:        "weight of the terms in the sentence, a tenth",
	ownNames:         "names in the sentence",
	ownFigures:       "figures in the sentence",
	ownPlain:         "common words in the sentence",
	ownLight:         "words that shape the question, in the sentence",
	ownSort:          "the sort of answer is named",
	besideBefore:     "terms that the sentence before adds",
	besideAfter:      "terms that the sentence after adds",
	passageAny:       "terms in the passage",
	passageExact:     "terms in the passage, in their own form",
	passageFigures:   "figures in the passage",
	passagePlain:     "common words in the passage",
	titleAny:         "terms in the title",
	titleNames:       "names in the title",
	aroundAny:        "terms in passage or title",
	aroundNames:      "names in passage or title",
	missingTop:       "weight of the heaviest term that the sentence lacks",
	missingTopAround: "weight of the heaviest term that passage and title lack",
	missingWeight:    "weight of the terms that passage and title lack, a tenth",
	missingCount:     "number of terms that passage and title lack",
	unknownShare:     "terms that the library lacks",
	mendedShare:      "misspelt terms",
	precision:        "share of the sentence's terms that the question has",
	titlePrecision:   "share of the title's terms that the question has",
	earlierAny:       "terms in the sentence, those before it, or the title",
	earlierNames:     "names in the sentence, those before it, or the title",
	firstTerm:        "the question's first term is there",
	lastTerm:         "the question's last term is there",
	topTerm:          "the question's heaviest term is there",
	namesGone:        "share of names and figures that are missing nearby",
	wordsGone:        "share of common words that are missing nearby",
	Pointless:        "no common word of the question is nearby, nor the form of the answer",
	ascribes:         "what the question gives to a name is that name's here (or -1 another's)",
	pairsKept:        "neighbours in the question that are neighbours here",
	closeness:        "how close together the terms stand",
	runLength:        "most words in a row as in the question",
	commonPairs:      "pairs of words as in the question",
	ordered:          "terms in the question's order",
	rankShare:        "passage's score in the index, of the best",
	rankPlace:        "passage's rank in the index",
	rankGap:          "passage's distance in the index from the best, a tenth",
	rankIdeal:        "passage's score in the index, by the weight of the question",
	documentShare:    "score in the index of the document's passages together, of the best document",
	offersDate:       "a date for when",
	offersName:       "a name for who",
	offersPlace:      "a place for where",
	offersFigure:     "a figure for how many",
	offersReason:     "a reason for why",
	offerCount:       "how many words could answer by their form",
	offerNear:        "how near the terms stand to what could answer",
	freshNear:        "how near the terms stand to a name that is not asked",
	freshNames:       "names that are not in the question",
	freshFigures:     "figures that are not in the question",
	formMissing:      "the form of the answer is not there",
	noFigure:         "when or how many is asked, and there is no date or figure",
	defines:          "says what it is",
	wordCount:        "words in the sentence",
	passageWords:     "logarithm of the words in the passage",
	placeInPassage:   "sentences before it in the passage",
	placeInDocument:  "sentences before it in the document",
	pointing:         "points back",
	leaning:          "points back to the terms",
	asksItself:       "a question itself",
	label:            "heading or caption",
	marksQuotation:   "quotation marks",
	denial:           "denies, and the question does not (or -1 the other way)",
	asksWhat:         "asks what",
	asksWho:          "asks who",
	asksWhen:         "asks when",
	asksWhere:        "asks where",
	asksQuantity:     "asks how many",
	asksWhy:          "asks why",
	asksHow:          "asks how",
	asksMeaning:      "asks for a definition",
	asksYesNo:        "asks yes or no",
	termCount:        "number of terms",
	nameShare:        "share of the terms that are names",
	ownBehind:        "terms behind the sentence that has most",
	aroundBehind:     "terms in passage or title behind the one that has most",
	pairsBehind:      "pairs of words behind the sentence that has most",
	passageBehind:    "terms behind the passage's best sentence",
	passageBest:      "terms in the passage's best sentence",
	localOwn:         "terms that few other candidates have",
	localPassage:     "terms that few sentences of the passage have",
	localBehind:      "terms that few others have, behind the best",
	saidBy:           "said by the person asked about",
	SaidByOther:      "said by another",
	NoVoice:          "somebody's words are asked for, and nobody's are there",
	quotes:           "quotation marks where somebody's words are asked for",
	ownScore:         "sentence score", lead: "lead over the next place", chance: "share of all candidates' chances",
	passageScore: "passage score", passageLead: "lead over the next passage",
}

// Name returns a value of a sentence or a decision in words.
func Name(value int) string { return names[value] }
