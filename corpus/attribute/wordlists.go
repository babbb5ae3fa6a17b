package attribute

var (
	pronouns   = words("he she they it")
	determiner = words("the a an one another some several many most other two three four five his her its their this these those both all senior")
	auxiliary  = words("has have had also later then now once still first again all both just since even himself herself themselves itself")
	particles  = words("of de del della di da dos van von der den bin bint ibn al el la le y for and the")

	preposition = words(`of for from at with in on by to about against after before during between among under over into through than as
		per near behind outside inside across around since until toward towards without within`)

	// Words at which a noun phrase has ended.
	stopper = words(`and or but that which who whom what when where while if because so is are was were be been has have had do does did
		will would can could may might must not said says say told he she it they we you i there here how why whether nor`)

	// Words that begin a sentence with a capital and are no names.
	opener = words(`the a an in on at by for from with to as but and or if when while after before although though since because however meanwhile
		then there here this that these those it its he she his her they their we our you your i my what who which how why where
		not no yes some many most several all both each every one two three last next earlier later now today yesterday tomorrow also
		still yet so such despite during under over among between according asked speaking following instead further finally first
		second alongside four five six seven eight nine ten eleven twelve perhaps even only just once again another other another more`)

	calendar = words(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august
		september october november december jan. feb. mar. apr. aug. sept. sep. oct. nov. dec.`)

	// roles are nouns for people and bodies that speak without being named.
	roles = words(`spokesperson spokesman spokeswoman spokespeople official officials activist activists critic critics expert experts
		researcher researchers analyst analysts observer observers lawyer lawyers attorney prosecutor prosecutors judge minister ministers president chairman
		chairwoman chair chief director secretary leader leaders member members resident residents witness witnesses worker workers
		police authorities government ministry agency organization organisation organizations group groups union unions company companies
		campaigner campaigners advocate advocates economist economists scientist scientists professor teacher doctor doctors nurse
		diplomat diplomats ambassador envoy source sources lawmaker lawmakers senator congressman congresswoman governor mayor
		commissioner commission committee council court party watchdog report study statement manager executive executives captain
		driver farmer farmers owner survivor survivors victim victims relative relatives neighbor neighbour father mother son daughter brother sister
		wife husband coach player editor author historian scholar scholars soldier soldiers general commander investigator investigators regulator regulators
		negotiator mediator supporters opponents protesters demonstrators politician politicians adviser advisor aide aides candidate
		administration department body office delegation team firm bank board inquiry inspectors inspector engineer engineers harbourmaster foreman
		master trader traders shipper shippers keeper clerk dockhands tenants neighbours parents students patients passengers customers paper newspaper letter document foundation institute association federation bishop priest imam pastor`)

	// titles stand before a name and are no part of it.
	titles = words(`president premier prime minister secretary chairman chairwoman chairperson chief director general director-general
		senator sen. congressman congresswoman rep. representative governor gov. mayor judge justice king queen prince princess pope bishop
		cardinal mr. mrs. ms. mr mrs ms dr. dr prof. professor gen. col. capt. lt. sgt. captain colonel lieutenant sergeant officer
		ambassador commissioner spokesman spokeswoman spokesperson attorney detective deputy vice former sir lord lady dame rev. chancellor
		republican democrat democratic minister-designate foreign finance interior defense defence commerce labor labour state u.s. british chinese american
		russian french german councillor councilor councilman councilwoman alderman assemblyman assemblywoman archbishop reverend rabbi sheikh ayatollah admiral major corporal
		constable superintendent marshal secretary-general sheriff coach inspector engineer harbourmaster foreman`)

	// bodyWords are in the names of bodies, and in no person's.
	bodyWords = words(`congress organization organisation ministry party union daily council committee agency commission court department
		university institute association federation foundation times post news press herald tribune gazette journal nations bank group company corp
		inc. inc ltd. bureau center centre office police army house senate parliament government board authority front movement league
		society club school college church fund alliance network service services hospital airlines airways street republic kingdom states island
		islands bay harbour harbor port city county act prevention convention watch international`)
)
