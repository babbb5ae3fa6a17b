package terms

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
)

// stopLists are the words that a language's grammar needs, and with which
// questions are asked. Words that can be what a text is about are left out,
// however frequent they are: rarity weighs those.
var stopLists = map[Language]string{
	English: `a an the this that these those there here it its itself he him his himself she her hers herself they them their
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
		tell please give show me know`,
	"de": `der die das des dem den ein eine einer eines einem einen kein keine keiner keines keinem keinen
		ich du er sie es wir ihr mich dich ihn uns euch ihm ihnen mir dir sich mein dein sein unser euer meine deine seine ihre unsere
		seiner seines seinem seinen ihrer ihres ihrem ihren dieser diese dieses diesem diesen jener jene jenes jenem jenen
		man jeder jede jedes jedem jeden alle allen aller alles andere anderen anderer anderes anderem einige einigen einiger viele vielen
		bin bist ist sind seid war waren warst gewesen sei wäre wären werden wird wurde wurden worden geworden werde würde würden
		haben hat habe hatte hatten gehabt hätte kann können konnte konnten könnte muss müssen musste soll sollen sollte will wollen wollte
		darf dürfen mag möchte lassen ließ
		und oder aber denn sondern doch sowie weder noch wenn als ob weil dass damit obwohl während bevor nachdem bis seit wie so
		in im ins an am ans auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um unter über vor hinter neben zwischen
		außer trotz wegen innerhalb außerhalb laut
		nicht nur auch schon noch nun dann da dort hier sehr mehr meist etwa etwas nichts immer wieder also zwar dabei dazu davon darauf
		dadurch daran darin darüber hin her
		wer wen wem wessen was welche welcher welches welchem welchen wo wohin woher wann warum weshalb wieso womit wodurch wofür worauf
		woraus worin wovon wozu bitte`,
	"es": `el la los las lo un una unos unas al del yo tú él ella ello nosotros vosotros ellos ellas usted ustedes me te se nos os le les
		mi mis tu tus su sus nuestro nuestra nuestros nuestras suyo suya este esta esto estos estas ese esa eso esos esas aquel aquella
		aquello aquellos aquellas
		ser es son era eran fue fueron sido siendo sea sean será sería soy eres somos estar está están estaba estaban estuvo estado
		haber ha han había habían hubo hay he hemos haya tener tiene tienen tenía tenían tuvo tuvieron puede pueden podía podría pudo
		debe deben hacer hace hacen hizo
		y e o u ni pero sino mas aunque porque pues si que como cuando mientras donde a ante bajo con contra de desde durante en entre
		hacia hasta mediante para por según sin sobre tras
		no sí ya más menos muy mucho mucha muchos muchas poco pocos tan tanto también tampoco solo sólo aún todavía entonces así además
		todo toda todos todas otro otra otros otras cada algún alguno alguna algunos algunas ningún ninguno ninguna mismo misma mismos
		mismas cual cuales cualquier algo nada alguien nadie
		qué quién quiénes cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas quien quienes cuyo cuya cuyos cuyas`,
	"ro": `un o unui unei unor niște cel cea cei cele celui celei celor al a ai ale
		eu tu el ea noi voi ei ele mă te îl îi le ne vă se își îmi îți i l m mi ți s meu mea mei mele tău ta tăi tale său sa săi sale
		nostru noastră noștri noastre lui lor acest această acești aceste acestui acestei acestor acesta aceasta aceștia acestea acel
		acea acei acele acelui acelei acelor acela aceea
		este e sunt era erau fost fi fie ești suntem sînt au am are avea aveau având avut aibă poate pot putea putut trebuie va vor
		voi ar aș vom
		și sau ori dar însă ci nici că să dacă când cum unde deși pentru deoarece fiindcă ca decât precum în la de din pe cu prin spre
		despre după până între sub peste fără contra către dintre dinspre asupra printre din înainte împotriva datorită într dintr
		printr
		nu da mai foarte prea tot toți toate toată alt altă alți alte altul alta fiecare oricare unii unele unul una orice ceva nimic
		cineva nimeni doar numai chiar încă deja apoi atunci aici acolo astfel așa
		ce cine cui care cărui cărei căror cât câtă câți câte de_ce ce_fel`,
	"tr": `bir bu şu o bunlar şunlar onlar bunun onun onların bunu onu bunları onları buna ona onlara bunda onda bundan ondan bunlara
		ben sen biz siz beni seni bizi sizi bana sana bize size benim senin bizim sizin kendi kendisi kendini kendine
		ve veya ya da de ki ile için ama fakat ancak çünkü eğer ise gibi kadar göre karşı doğru beri önce sonra üzere dolayı rağmen
		mi mı mu mü değil var yok idi imiş ol olan olarak olur oldu olduğu olduğunu olması olmak olup oluyor olmuş olmuştur edildi etti
		ettiği etmek eden edilen ederek edilmiştir edilmiş yapıldı
		daha en çok pek her hep hiç bazı birçok birkaç tüm bütün diğer başka aynı böyle şöyle öyle yine hem sadece bile artık henüz
		tarafından hakkında arasında içinde üzerinde olduklarını
		kim kimi kime kimin kimler kimdir ne neyi neye neden niçin niye nedir neydi neler nasıl nasıldır nerede nereye nereden nere
		neresi neresidir hangi hangisi hangileri hangisidir kaç kaçı kaçıncı kaçtır zaman zamandır zamandı nelerdir kimlerden kimlerdir şey kadardır hangisinde`,
	"vi": `là và của có các những một cho với được trong để không này đó khi từ ở ra vào về theo như đã đang sẽ bị bởi do tại trên dưới
		giữa sau trước đến tới qua cũng thì mà nhưng hoặc hay nếu vì nên rằng rất hơn nhất chỉ còn vẫn lại đều cùng mỗi mọi nhiều ít
		vài cả nó họ tôi chúng ta bạn ông_ấy hắn mình ai gì nào đâu sao bao nhiêu mấy thế vậy ấy kia đây đấy việc sự cái con chiếc
		người_ta phải cần hãy đừng nữa rồi à nhé`,
	"el": `ο η το οι τα του της τον την των τους τις στο στη στην στον στα στους στις στων ένας μια μία ένα ενός μιας έναν
		εγώ εσύ αυτός αυτή αυτό αυτοί αυτές αυτά αυτού αυτής αυτών αυτόν αυτήν αυτούς εμείς εσείς με σε μας σας μου σου
		εκείνος εκείνη εκείνο εκείνοι εκείνες εκείνα όποιος οποίος οποία οποίο οποίοι οποίες οποίου οποίας οποίων οποίους οποίον
		είναι ήταν είμαι είσαι είμαστε είστε ήμουν έχει έχουν είχε είχαν έχω έχουμε μπορεί μπορούν μπορούσε θα να ας πρέπει
		και κι ή είτε ούτε αλλά όμως ενώ αν εάν ότι πως που όταν επειδή γιατί διότι ώστε αφού καθώς όπως
		σε από για με χωρίς προς κατά μετά πριν παρά αντί μέχρι έως ως υπό επί περί διά μεταξύ πάνω κάτω μέσα έξω
		δεν μη μην όχι ναι πολύ πιο πλέον μόνο επίσης ακόμη ακόμα ήδη τότε τώρα εδώ εκεί έτσι κάθε όλα όλοι όλες όλη όλο όλων άλλο
		άλλη άλλος άλλοι άλλες άλλα άλλων κάποιος κάποια κάποιο κάποιοι κάποιες κάτι τίποτα
		ποιος ποια ποιο ποιοι ποιες ποιον ποιαν ποιους ποιων ποιου ποιας τι πότε πού πώς πόσο πόση πόσος πόσοι πόσες πόσα πόσων`,
	"ru": `я ты он она оно мы вы они меня тебя его её нас вас их мне тебе ему ей нам вам им мной тобой ним ней ними нём него неё них
		себя себе собой свой своя своё свои своего своей своих своему своим своими мой моя моё мои твой наш наша наше наши ваш
		этот эта это эти этого этой этих этому этим этими этом эту тот та то те того той тех тому тем теми том ту такой такая такое
		такие таких который которая которое которые которого которой которых которому которым которыми котором которую сам сама само
		сами весь вся всё все всего всей всех всем всеми
		быть был была было были есть будет будут является являются являлся являлась являлось являлись
		и а но или либо да же ли бы если чтобы что как когда где хотя потому поэтому также тоже так то_есть
		в во на с со к ко по из изо от ото до у за под над при про о об обо для без между через после перед около вокруг среди
		против кроме ради
		не ни нет уже ещё еще только лишь даже очень более менее самый самая самое самые можно нужно может могут мог могли там тут
		здесь тогда теперь другой другая другое другие других каждый каждая каждое любой некоторые
		кто кого кому кем ком чего чему чем чём какой какая какое какие какого какой каких какому каким какими каком какую чей чья
		чьё чьи куда откуда почему зачем сколько скольких каков какова каково каковы насколько`,
	"ar": `في من على إلى عن مع بين حتى منذ خلال عند لدى نحو ضد حول بعد قبل فوق تحت أمام وراء دون بدون عبر لأجل
		و أو أم ثم بل لكن لكنّ ف إن أن إنّ أنّ أنه أنها إنه إنها كأن لأن لأنه لأنها إذا إذ لو لولا كي لكي حيث بينما عندما لما كما
		هو هي هم هن هما أنا أنت نحن أنتم هذا هذه ذلك تلك هؤلاء أولئك ذاك هنا هناك الذي التي الذين اللذان اللتان اللاتي اللواتي
		كان كانت كانوا يكون تكون كن ليس ليست قد لقد سوف لم لن لا ما غير سوى إلا أي أية كل بعض جميع كلا أيضا فقط جدا أكثر أقل
		به بها بهم له لها لهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها عنه عنها معه معها وهو وهي وهم ولا ولم وما
		وكان وكانت ومن وفي وعلى تم يتم هل
		ماذا متى أين كيف لماذا كم ومتى وأين وكيف بم مم لمن بماذا فيم`,
	"fr": `qui que quoi quel quelle quels quelles lequel laquelle quand où comment pourquoi combien est-ce`,
	"it": `chi che cosa quale quali quando dove come perché quanto quanta quanti quante`,
	"pt": `quem que quê qual quais quando onde como porque porquê quanto quanta quantos quantas`,
	"nl": `wie wat welk welke wanneer waar waarom hoe hoeveel`,
	"sv": `vem vad vilken vilket vilka när var vart varför hur`,
	"da": `hvem hvad hvilken hvilket hvilke hvornår hvor hvorfor hvordan`,
	"no": `hvem hva hvilken hvilket hvilke når hvor hvorfor hvordan`,
	"fi": `kuka ketä mikä mitä mikä milloin missä mistä mihin miksi miten kuinka`,
	"hu": `ki kit mi mit melyik mikor hol hová miért hogyan hány mennyi`,
	"hi": `का की के को में से पर ने तक और या एवं तथा व कि जो जिस जिसे जिसका जिसकी जिसके जिसमें जिससे जिन जिन्हें जिनका जिनकी जिनके जिनमें
		यह वह ये वे इस उस इन उन इसका इसकी इसके इसमें इससे इसे उसका उसकी उसके उसमें उससे उसे इनका इनकी इनके इनमें इन्हें इन्होंने उनका उनकी उनके
		उनमें उन्हें उन्होंने इसने उसने मैं हम तुम आप मुझे हमें मेरा मेरी मेरे हमारा हमारी हमारे अपना अपनी अपने
		है हैं था थी थे हो होता होती होते होना होने हुआ हुई हुए होगा होगी होंगे हूँ रहा रही रहे गया गई गए गयी गये जाता जाती जाते जा
		जाना कर करता करती करते करना करने करके किया की किए किये दिया दी दिए लिए लिये सकता सकती सकते
		ही भी तो न नहीं ना मत लेकिन परन्तु किंतु मगर यदि अगर जब तब जैसे जैसा जैसी वैसे ऐसे ऐसा ऐसी क्योंकि इसलिए ताकि फिर बाद पहले
		साथ द्वारा बीच ऊपर नीचे अंदर बाहर ओर वाला वाली वाले एक कुछ कोई किसी सभी सब हर बहुत अधिक कम
		क्या कौन किस किसे किसने किसका किसकी किसके किसको किसमें किससे किन किन्हें किन्होंने कब कहाँ कहां क्यों कैसे कैसा कैसी कितना कितनी कितने कौनसा
		कौनसी कौनसे`,
}

// stopWords is the set of a language's stop words, folded in one way or
// another. Bleve's lists, where they are used, lack the words that ask.
func stopWords(lang Language, fold func(string) string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(stopLists[lang]) {
		out[fold(w)] = true
	}
	if list, ok := bleveStops[lang]; ok {
		words := analysis.NewTokenMap()
		if err := words.LoadBytes(list); err != nil {
			panic(err) // the list is compiled in
		}
		for w := range words {
			out[fold(w)] = true
		}
	}
	return out
}

var bleveStops = map[Language][]byte{
	"fr": fr.FrenchStopWords, "it": it.ItalianStopWords, "pt": pt.PortugueseStopWords, "nl": nl.DutchStopWords, "sv": sv.SwedishStopWords,
	"da": da.DanishStopWords, "no": no.NorwegianStopWords, "fi": fi.FinnishStopWords, "hu": hu.HungarianStopWords,
}
