package attribute

import "strings"

// groups are words of saying and thinking by what they mean, so that what is
// learned of one counts for those like it.
var groups = groupsOf(map[string]string{
	"favour": `praise laud commend applaud endorse support back favor favour welcome celebrate hail defend embrace champion tout promote admire respect
		honor honour thank congratulate approve advocate salute extol cheer trust like love enjoy appreciate sympathize bless side rally stand`,
	"blame": `criticize criticise condemn denounce blast slam attack accuse blame rebuke assail decry deride mock ridicule dismiss reject oppose chide
		scold lambaste bash rip knock question challenge dispute contest deplore berate castigate hammer skewer pan fault reprimand censure disavow
		repudiate refute rebut rail lash protest object resent hate despise dislike disparage belittle vilify demonize scoff sneer taunt insult heckle boo
		jeer disagree undercut undermine savage excoriate lament bemoan mourn regret discredit impugn`,
	"wish": `want hope wish expect plan intend seek aim prefer need desire pledge vow promise commit refuse decline agree consent offer threaten swear
		decide choose resolve consider contemplate mull weigh prepare try attempt look opt propose undertake eager willing reluctant determined ready poised long
		yearn crave aspire strive fight bid move hesitate volunteer anticipate await dread`,
	"know": `know believe think feel regard view see understand realize realise recognize recognise acknowledge doubt suspect fear worry assume imagine guess
		remember recall forget conclude determine find discover learn notice suppose reckon figure judge deem perceive interpret hold sense foresee predict
		forecast project estimate calculate envision presume mistake misunderstand ignore convinced confident certain sure aware skeptical optimistic concerned
		worried afraid surprised glad happy pleased proud sorry angry upset outraged shocked puzzled unsure`,
	"order": `urge ask call demand order request require instruct encourage warn advise recommend suggest push press implore beg direct invite exhort appeal
		plead petition lobby caution remind persuade convince insist prod counsel command forbid ban allow permit let prohibit bar mandate authorize`,
	"show": `show suggest indicate reveal find demonstrate prove reflect point imply mean appear seem depict portray illustrate confirm signal hint detail
		document list describe underscore underline highlight expose disclose state cite uncover contradict corroborate rate rank name`,
	"write": `write tweet post publish blog read text email e-mail retweet print pen draft editorialize report record broadcast air chronicle caption headline`,
	"talk": `talk speak discuss mention refer label dub quote emphasize emphasise stress note compare explain clarify joke respond reply answer reiterate
		repeat quip add continue tell say recount relate retort counter interject exclaim shout yell whisper mutter murmur declare announce proclaim assert
		affirm contend maintain argue claim allege admit concede confess deny boast brag concur chime opine muse remark comment observe testify lecture
		preach recite brief inform notify tease rant ramble gripe complain grumble fume vent sigh laugh elaborate wonder inquire debate characterize characterise
		define paint cast frame address raise touch dwell speculate theorize conjecture rumor gossip`,
	"noun": `claim statement comment remark report belief view opinion hope fear concern plan desire call demand criticism praise support opposition accusation
		allegation suggestion proposal pledge promise warning threat speech argument position stance idea sense assumption prediction assertion contention
		complaint testimony denial admission conclusion finding decision commitment determination willingness refusal effort attempt question answer response
		reaction apology explanation description insistence reminder message note letter memo email interview announcement declaration endorsement approval
		rejection condemnation rebuke attack charge objection skepticism doubt confidence conviction feeling thought impression expectation intention ambition
		vow oath appeal request order recommendation advice estimate forecast rumor theory narrative story account`,
	"document": `poll survey study report analysis review data figures record records document documents exit-poll census research evidence email emails tape
		video ad article story book headline column editorial letter memo filing lawsuit complaint ruling bill law website site blog post tweet`,
})

func groupsOf(lists map[string]string) map[string]string {
	out := map[string]string{}
	for name, list := range lists {
		for w := range strings.FieldsSeq(list) {
			if s := stem(w); out[s] == "" || out[s] > name {
				out[s] = name
			}
		}
	}
	return out
}
