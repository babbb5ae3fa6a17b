package terms

import "strings"

// Related returns terms that often say the same as the given one, in other
// words. They are weaker than the term itself: whoever uses them discounts
// them.
func Related(term string) []string { return related[term] }

// groups are words of news and reports that stand for each other in a
// question and its answer.
const groups = `
visit trip mission tour travel
office position post role job
photo picture image
delegation delegate group team
lead head chief leader
director head chief
president head
boss chief head
begin start launch open
end stop finish cease conclude
die death dead kill
kill slay murder
injure hurt wound injury
buy purchase acquire
sell sale
cost price worth value
pay payment wage salary
job employment work occupation
worker employee staff laborer
company firm business corporation
law act legislation statute
agreement deal accord pact treaty
convention treaty
ban prohibit forbid bar
detain seize hold arrest
detain jail imprison prison
shipment goods cargo product
clothes clothing apparel garment
shoe footwear
fabric textile cloth
found establish create set
build construct erect
make produce manufacture
happen occur take
say tell state
claim allege allegation accuse accusation
deny reject refute dismiss
criticize criticism condemn denounce
praise welcome commend
refuse decline reject
support back backing endorse
oppose opposition against
ask urge call request
announce declare reveal
publish release issue
report study survey
probe inquiry investigation investigate
surveil surveillance monitor
abuse violation violate mistreatment
goal aim purpose objective intend
reason cause purpose why
describe call characterize
view opinion opinions think
improve better
worsen deteriorate
increase rise grow growth
decrease fall drop decline reduce
biggest largest
big large
small little
famous known
old age year
birth born
marry wed wife husband spouse
child son daughter
location locate situate
city capital town
country nation state
area region province
author write writer
movie film
doctor physician
car vehicle automobile
plane aircraft airplane
ship vessel boat
war conflict
attack assault strike
battle fight
election vote poll
win victory defeat
lose loss defeat
money fund dollar
test exam
school university college
student pupil
illness disease sick
help aid assist assistance
need require necessary
allow permit let
use utilize
name call
china chinese
america american us
britain british uk
russia russian
france french
germany german
japan japanese
india indian
europe european
africa african
australia australian
canada canadian
spain spanish
italy italian
ukraine ukrainian
israel israeli
iran iranian
turkiye turkish
korea korean
england english
scotland scottish
ireland irish
islam islamic muslim
religion religious
terror terrorism terrorist
extremism extremist
enforce force effect
effect force
fear worry concern
surprise unexpected unaware
tie link connection relation
crime criminal
torture ill-treatment
minority ethnic
height high tall
length long
weight heavy weigh
depth deep
wide width
distance far
speed fast
meet meeting summit conference talks gathering
justify defend explain excuse
aim intend mean purpose
halt stop
refuse withhold
approve adopt ratify pass
promise pledge vow commit
warn alert caution
protest demonstration rally march
migrant refugee
soldier troop army military
weapon arms gun
theft robbery steal
court trial judge tribunal
sue lawsuit
fire blaze burn
storm hurricane typhoon
earthquake quake
budget spending expenditure
debt loan borrow
tax levy duty tariff
trade export import
factory plant mill
farm farmer agriculture
oil petroleum fuel
energy power electricity
hospital clinic
vaccine jab inoculation
virus infection
research study scientist
invent discover
teacher teach
match game
team squad side
coach manager
champion winner title
singer musician artist
actor actress star
book novel
newspaper paper daily
journalist reporter correspondent
king queen monarch
church faith religion
believe belief
airport flight fly
train rail railway
road street highway
sea ocean
sack fire dismiss
hire recruit employ
strike walkout stoppage
delay postpone
cancel scrap
damage destroy destruction
rescue save
escape flee
discover find
lawmaker legislator parliamentarian
parliament congress legislature assembly
minister secretary
spokesman spokesperson spokeswoman
rebel insurgent militant
ceasefire truce armistice
sanction penalty punishment punish fine
poor poverty
rich wealth wealthy
evidence proof
document paper record
rule regulation
demand claim require
agree agreement accept
choose choice select
show display demonstrate
hide conceal cover
secret quiet confidential
quick fast rapid
often frequently regular
begin commence
whole entire
wrong error mistake
correct correction fix
collapse fall
resign quit step
replace succeed successor
appoint name elect
`

var related = readGroups(groups)

func readGroups(list string) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		for _, w := range f {
			for _, v := range f {
				from, to := Normal(w), Normal(v)
				if from != "" && to != "" && from != to {
					out[from] = append(out[from], to)
				}
			}
		}
	}
	return out
}
