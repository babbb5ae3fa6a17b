package when

import "strings"

// numbered gives the words of a list their places, from one.
func numbered(list string) map[string]int {
	out := map[string]int{}
	n := 0
	for line := range strings.SplitSeq(list, ",") {
		n++
		for _, w := range strings.Fields(line) {
			out[w] = n
		}
	}
	return out
}

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

var (
	monthNames = numbered(`january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep,
		october oct, november nov, december dec`)
	weekdayNames = numbered(`monday, tuesday, wednesday, thursday, friday, saturday, sunday`)
	shortDays    = numbered(`mon, tue tues, wed weds, thu thur thurs, fri, sat, sun`)
	seasonNames  = numbered(`spring, summer, autumn fall, winter`)
	cardinals    = numbered(`one a an single, two couple, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen,
		sixteen, seventeen, eighteen, nineteen, twenty`)
	tens     = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	ordinals = numbered(`first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth, fourteenth,
		fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth, twenty-first`)
	unitNames = map[string]Precision{
		"day": Day, "days": Day, "week": Week, "weeks": Week, "month": Month, "months": Month, "quarter": Season, "quarters": Season,
		"year": Year, "years": Year, "decade": Decade, "decades": Decade, "century": Century, "centuries": Century,
	}
	decadeNames = map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}

	turns = map[string]turn{"last": lastTurn, "this": thisTurn, "next": nextTurn, "past": pastTurn, "coming": comingTurn, "upcoming": comingTurn,
		"that": thatTurn, "previous": lastTurn, "following": nextTurn, "current": thisTurn, "same": thatTurn, "preceding": lastTurn}
	// anchored are the turns that are counted from a date before them in the text.
	anchored = set(`previous following preceding that same`)
	daytimes = set(`morning afternoon evening night lunchtime noon midday midnight daytime`)

	// personal are months that are people's names or other words too.
	personal = map[int]bool{3: true, 4: true, 5: true, 6: true, 8: true}

	// The words before a month or a year that make it one.
	leading = set(`in since until till by during through throughout before after around circa of from mid early late earlier later
		between within and`)
	// counting are words before a figure that count something with it.
	counting = set(`number total population height speed cost price distance average capacity fleet group crowd maximum minimum altitude
		weight length area rate sum value worth least most than over under nearly almost approximately some only just exactly
		increase decrease rise fall reduction loss gain stock class flight room section route highway page chapter article number no
		nos model version bus train hall gate channel radio cup expo euro agenda vision resolution directive act bill case fax tel
		phone extension apartment suite block plot lot bond`)
	// moved are verbs behind which "by" says how much.
	moved = set(`rose rise risen rises fell fall fallen falls grew grow grown grows increased increase increases cut cuts dropped drop drops
		reduced reduce reduces raised raise raises outnumbered won lost led beat beaten exceeded exceeds down up lowered climbed ahead behind`)
	// dated are words before "of 1989" that have a date.
	datedThings = set(`summer spring autumn fall winter end beginning start middle half quarter election elections war revolution crisis protests
		uprising constitution treaty agreement accord accords genocide earthquake pandemic year as coup law act massacre famine
		referendum olympics games events days months weeks attacks riots strike strikes flood floods fire rest most part
		campaign vote census season budget financial hurricane storm january february march april may june july august september
		october november december crash collapse disaster invasion recession drought`)
	// people and measures are words behind a figure that it counts.
	measures = set(`people men women children workers soldiers troops students voters votes members dollars euros pounds km kilometers kilometres
		miles meters metres feet tons tonnes kilograms kg pages points percent per hectares acres jobs homes houses employees officers
		police families refugees migrants residents patients cases deaths seats copies units barrels hours minutes degrees watts
		megawatts calories yuan rupees yen crowns million billion thousand hundred percentage lives litres liters gallons cars
		vehicles ships villages schools companies firms items words different new other more additional square cubic young
		prisoners protesters demonstrators civilians passengers times or so pieces species years meter metre mile foot pound ton man woman person year-old`)
)
