package terms

import "strings"

// american brings British spelling into the American form. What matters is
// that both spellings end up the same, not that the result is a word: a rule
// that changes a word of both languages changes it in the index too.
func american(w string) string {
	if len(w) < 4 {
		return w
	}
	if to, ok := spellings[w]; ok {
		return to
	}
	for _, s := range ours {
		if strings.HasPrefix(w, s) {
			return s[:len(s)-len("our")] + "or" + w[len(s):]
		}
	}
	for _, s := range doubled {
		if rest, ok := strings.CutPrefix(w, s+"l"); ok && (strings.HasPrefix(rest, "ed") || strings.HasPrefix(rest, "ing") || strings.HasPrefix(rest, "er")) {
			return s + rest
		}
	}
	for _, e := range endings {
		if head, ok := strings.CutSuffix(w, e.british); ok && len(head) >= e.least {
			return head + e.american
		}
	}
	return w
}

// endings are tried in order; least is how long the rest of the word must be.
var endings = []struct {
	british, american string
	least             int
}{
	{"isations", "izations", 3}, {"isation", "ization", 3}, {"isational", "izational", 3},
	{"ising", "izing", 4}, {"isers", "izers", 4}, {"ised", "ized", 4}, {"ises", "izes", 4}, {"iser", "izer", 4}, {"ise", "ize", 4},
	{"ysing", "yzing", 3}, {"ysed", "yzed", 3}, {"yse", "yze", 3},
	{"ogues", "ogs", 3}, {"ogue", "og", 3},
	{"aemia", "emia", 2}, {"aemic", "emic", 2}, {"oeuvre", "euver", 3}, {"oeuvres", "euvers", 3},
}

// ours are words in -our, with what may follow them.
var ours = strings.Fields(`labour colour behaviour favour honour neighbour harbour rumour humour armour vapour odour flavour
	endeavour parlour rigour vigour savour tumour valour candour clamour fervour glamour splendour saviour demeanour ardour succour`)

// doubled are words in -l that British spelling doubles before an ending.
var doubled = strings.Fields(`travel cancel label model level signal fuel counsel marvel quarrel channel tunnel funnel dial total
	rival equal pedal shovel jewel panel libel duel fulfil enrol instal marshal`)

var spellings = pairs(`centre center centres centers centred centered theatre theater theatres theaters metre meter metres meters
	kilometre kilometer kilometres kilometers centimetre centimeter centimetres centimeters millimetre millimeter millimetres millimeters
	litre liter litres liters fibre fiber fibres fibers calibre caliber sabre saber lustre luster sceptre scepter spectre specter
	sombre somber meagre meager defence defense defences defenses offence offense offences offenses licence license licences licenses
	pretence pretense practise practice practised practiced practising practicing programme program programmes programs
	grey gray tyre tire tyres tires cheque check cheques checks kerb curb kerbs curbs aluminium aluminum ageing aging
	judgement judgment judgements judgments acknowledgement acknowledgment mould mold moulds molds plough plow ploughs plows
	sceptic skeptic sceptics skeptics sceptical skeptical jewellery jewelry aeroplane airplane aeroplanes airplanes
	manoeuvre maneuver manoeuvres maneuvers paediatric pediatric encyclopaedia encyclopedia foetus fetus foetal fetal
	oestrogen estrogen mum mom storey story storeys stories whisky whiskey cosy cozy draught draft draughts drafts
	gaol jail gaols jails pyjamas pajamas sulphur sulfur artefact artifact artefacts artifacts moustache mustache
	enrolment enrollment enrolments enrollments fulfilment fulfillment instalment installment instalments installments skilful skillful
	enrol enroll fulfil fulfill wilful willful haemorrhage hemorrhage anaesthetic anesthetic archaeology archeology
	mediaeval medieval catalyse catalyze learnt learned burnt burned spelt spelled amongst among whilst while towards toward`)

// same brings spellings and transliterations of a name into one.
func same(w string) string {
	if to, ok := names[w]; ok {
		return to
	}
	return w
}

// names holds each name's other spellings. The first of a line is the one
// that they all become.
var names = lines(`
uyghur uighur uygur uigur uyghurs uighurs uygurs uigurs
quran koran quaran
kyiv kiev kyyiv
beijing peking
mumbai bombay
kolkata calcutta
chennai madras
yangon rangoon
myanmar burma
istanbul constantinople
kharkiv kharkov
lviv lvov
odesa odessa
dnipro dnepr dnieper
urumqi urumchi wulumuqi
kashgar kashi kaxgar
hotan khotan hetian
guangzhou canton
tehran teheran
muhammad mohammed mohammad mohamed muhammed
muslim moslem muslims moslems
gaddafi qaddafi gadhafi kadafi qadhafi
hezbollah hizbollah hizbullah hezbullah
osama usama
zelensky zelenskyy zelenskiy
putin poutine
xinjiang sinkiang
tibet xizang
chiang jiang
romania rumania
turkiye turkey
czechia czech
sulphate sulfate
usa us
yiddish jiddisch
tsar czar
pharaoh pharoah
gandhi ghandi
tchaikovsky chaikovsky
dostoevsky dostoyevsky
`)

func pairs(list string) map[string]string {
	f := strings.Fields(list)
	out := make(map[string]string, len(f)/2)
	for i := 0; i+1 < len(f); i += 2 {
		out[f[i]] = f[i+1]
	}
	return out
}

func lines(list string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		for _, w := range f[min(1, len(f)):] {
			out[w] = f[0]
		}
	}
	return out
}
