package terms

import "strings"

// Stop reports whether a folded word is too common to find anything by.
func Stop(word string) bool { return stops[word] }

var stops = wordSet(`a an the this that these those there here it its itself he him his himself she her hers herself they them their
	theirs themselves we us our ours ourselves i me my mine myself you your yours yourself yourselves one ones
	am is are was were be been being do does did doing done have has had having will would shall should can could may might must
	ought isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't can't couldn't shouldn't
	it's that's there's he's she's they're we're you're i'm i've i'll what's who's where's when's how's let's
	isnt arent wasnt werent dont doesnt didnt wont cant
	and or but nor so yet if then else than as of at by for from in into on onto to toward towards with within without
	about against between among through during before after above below up down out off over under again upon per via
	who whom whose which what when where why how
	not no only own same too very just also both each any some such other another more most much many few
	while because until since though although whether ever even still s t d ll m re ve o
	tell please give show me know`)

// numbers are the words for small numbers. "One" is left out: it is more
// often a pronoun.
var numbers = pairs(`two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
	fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
	eighty 80 ninety 90`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
