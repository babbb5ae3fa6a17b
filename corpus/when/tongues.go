package when

// tongues are the tables of readTongue.
var tongues = map[string]*tongue{
	"es": readTongue(`months: enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre
		days: lunes, martes, miércoles, jueves, viernes, sábado, domingo
		units: día días, semana semanas, mes meses, año años
		numbers: un una, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez
		phrases: ayer=day-1 hoy=day+0 anteayer=day-2 anoche=day-1 semana_pasada=week-1 pasada_semana=week-1 esta_semana=week+0 próxima_semana=week+1 semana_próxima=week+1 semana_que_viene=week+1 mes_pasado=month-1 pasado_mes=month-1 este_mes=month+0 próximo_mes=month+1 mes_que_viene=month+1 año_pasado=year-1 pasado_año=year-1 este_año=year+0 próximo_año=year+1 año_que_viene=year+1
		of: de del
		in: en desde hasta
		to: al a
		since: desde
		until: hasta
		year: año
		ago before: hace
		endings: rá rán`),
	"fr": readTongue(`months: janvier janv, février févr, mars, avril avr, mai, juin, juillet juil, août, septembre sept, octobre oct, novembre nov, décembre déc
		days: lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche
		units: jour jours, semaine semaines, mois, an ans année années
		numbers: un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix
		phrases: hier=day-1 aujourd_'_hui=day+0 demain=day+1 avant_-_hier=day-2 semaine_dernière=week-1 cette_semaine=week+0 semaine_prochaine=week+1 mois_dernier=month-1 ce_mois=month+0 mois_prochain=month+1 an_dernier=year-1 année_dernière=year-1 an_passé=year-1 cette_année=year+0 an_prochain=year+1 année_prochaine=year+1
		of: de du
		in: en depuis
		to: au et à
		since: depuis
		until: jusqu
		year: année
		ago before: il y a
		endings: eront era iront ira`),
	"de": readTongue(`months: januar jänner, februar, märz, april, mai, juni, juli, august, september, oktober, november, dezember
		days: montag, dienstag, mittwoch, donnerstag, freitag, samstag sonnabend, sonntag
		units: tag tage tagen, woche wochen, monat monate monaten, jahr jahre jahren
		numbers: einem einer ein, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn
		phrases: gestern=day-1 heute=day+0 vorgestern=day-2 übermorgen=day+2 letzte_woche=week-1 letzter_woche=week-1 vergangene_woche=week-1 vergangener_woche=week-1 vorige_woche=week-1 diese_woche=week+0 dieser_woche=week+0 nächste_woche=week+1 nächster_woche=week+1 kommende_woche=week+1 kommender_woche=week+1 letzten_monat=month-1 vergangenen_monat=month-1 diesen_monat=month+0 diesem_monat=month+0 nächsten_monat=month+1 letztes_jahr=year-1 letzten_jahr=year-1 vergangenen_jahr=year-1 vergangenes_jahr=year-1 vorigen_jahr=year-1 vergangenen_jahres=year-1 letzten_jahres=year-1 dieses_jahr=year+0 diesem_jahr=year+0 dieses_jahres=year+0 nächstes_jahr=year+1 nächsten_jahr=year+1 kommenden_jahr=year+1
		of: des
		in: im jahr jahre seit ab bis anfang mitte ende
		to: bis und
		since: seit
		until: bis
		year: jahr jahre jahres
		ago before: vor
		will: wird werden soll sollen`),
	"it": readTongue(`months: gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre
		days: lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica
		units: giorno giorni, settimana settimane, mese mesi, anno anni
		numbers: un una, due, tre, quattro, cinque, sei, sette, otto, nove, dieci
		phrases: ieri=day-1 oggi=day+0 domani=day+1 settimana_scorsa=week-1 scorsa_settimana=week-1 questa_settimana=week+0 prossima_settimana=week+1 settimana_prossima=week+1 mese_scorso=month-1 scorso_mese=month-1 questo_mese=month+0 prossimo_mese=month+1 anno_scorso=year-1 scorso_anno=year-1 quest_'_anno=year+0 questo_anno=year+0 prossimo_anno=year+1 anno_prossimo=year+1
		of: di del dell
		in: in nel a dal dall
		to: al
		since: dal
		until: fino
		year: anno
		ago: fa
		endings: rà ranno`),
	"pt": readTongue(`months: janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro
		days: segunda segunda-feira, terça, quarta, quinta, sexta, sábado, domingo
		units: dia dias, semana semanas, mês meses, ano anos
		numbers: um uma, dois duas, três, quatro, cinco, seis, sete, oito, nove, dez
		phrases: ontem=day-1 hoje=day+0 amanhã=day+1 anteontem=day-2 semana_passada=week-1 esta_semana=week+0 próxima_semana=week+1 mês_passado=month-1 este_mês=month+0 próximo_mês=month+1 ano_passado=year-1 este_ano=year+0 próximo_ano=year+1
		of: de do
		in: em desde
		to: a e
		since: desde
		until: até
		year: ano
		ago before: há
		endings: rá rão`),
	"nl": readTongue(`months: januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december
		days: maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag
		units: dag dagen, week weken, maand maanden, jaar jaren
		numbers: een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien
		phrases: gisteren=day-1 vandaag=day+0 eergisteren=day-2 vorige_week=week-1 afgelopen_week=week-1 deze_week=week+0 volgende_week=week+1 vorige_maand=month-1 afgelopen_maand=month-1 deze_maand=month+0 volgende_maand=month+1 vorig_jaar=year-1 afgelopen_jaar=year-1 dit_jaar=year+0 volgend_jaar=year+1
		of: van
		in: in sinds
		to: tot
		since: sinds
		until: tot
		year: jaar
		ago: geleden
		will: zal zullen wordt worden`),
	"ru": readTongue(`months: январь января январе, февраль февраля феврале, март марта марте, апрель апреля апреле, май мая мае, июнь июня июне, июль июля июле, август августа августе, сентябрь сентября сентябре, октябрь октября октябре, ноябрь ноября ноябре, декабрь декабря декабре
		days: понедельник понедельника, вторник вторника, среду среда среды, четверг четверга, пятницу пятница пятницы, субботу суббота субботы, воскресенье воскресенья
		units: день дня дней, неделю недели недель, месяц месяца месяцев, год года лет
		numbers: один одну, два две, три, четыре, пять, шесть, семь, восемь, девять, десять
		phrases: вчера=day-1 сегодня=day+0 завтра=day+1 позавчера=day-2 прошлой_неделе=week-1 этой_неделе=week+0 следующей_неделе=week+1 прошлом_месяце=month-1 этом_месяце=month+0 следующем_месяце=month+1 прошлом_году=year-1 прошлого_года=year-1 этом_году=year+0 этого_года=year+0 следующем_году=year+1 следующего_года=year+1
		of:
		in: в во с
		to: по до
		since: с
		until: до
		year: год года году г
		ago: назад
		will: будет будут`),
	"tr": readTongue(`months: ocak ocakta, şubat şubatta, mart martta, nisan nisanda, mayıs mayısta, haziran haziranda, temmuz temmuzda, ağustos ağustosta, eylül eylülde, ekim ekimde, kasım kasımda, aralık aralıkta
		days: pazartesi, salı, çarşamba, perşembe, cuma, cumartesi, pazar
		units: gün, hafta, ay, yıl
		numbers: bir, iki, üç, dört, beş, altı, yedi, sekiz, dokuz, on
		phrases: dün=day-1 bugün=day+0 yarın=day+1 geçen_hafta=week-1 bu_hafta=week+0 gelecek_hafta=week+1 geçen_ay=month-1 bu_ay=month+0 gelecek_ay=month+1 geçen_yıl=year-1 bu_yıl=year+0 gelecek_yıl=year+1
		of:
		in:
		to:
		year: yılı yılında
		ago: önce
		endings: ecek acak`),
	"ro": readTongue(`months: ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august, septembrie, octombrie, noiembrie, decembrie
		days: luni, marți, miercuri, joi, vineri, sâmbătă, duminică
		units: zi zile, săptămână săptămâni, lună luni, an ani
		numbers: un o, doi două, trei, patru, cinci, șase, șapte, opt, nouă, zece
		phrases: ieri=day-1 azi=day+0 astăzi=day+0 mâine=day+1 săptămâna_trecută=week-1 săptămâna_aceasta=week+0 săptămâna_viitoare=week+1 luna_trecută=month-1 luna_aceasta=month+0 luna_viitoare=month+1 anul_trecut=year-1 anul_acesta=year+0 anul_viitor=year+1
		of: din
		in: în din
		to: și
		year: anul
		ago before: acum
		will: va vor`),
	"el": readTongue(`months: ιανουαρίου ιανουάριο ιανουάριος, φεβρουαρίου φεβρουάριο φεβρουάριος, μαρτίου μάρτιο μάρτιος, απριλίου απρίλιο απρίλιος, μαΐου μάιο μάιος, ιουνίου ιούνιο ιούνιος, ιουλίου ιούλιο ιούλιος, αυγούστου αύγουστο αύγουστος, σεπτεμβρίου σεπτέμβριο σεπτέμβριος, οκτωβρίου οκτώβριο οκτώβριος, νοεμβρίου νοέμβριο νοέμβριος, δεκεμβρίου δεκέμβριο δεκέμβριος
		days: δευτέρα, τρίτη, τετάρτη, πέμπτη, παρασκευή, σάββατο, κυριακή
		phrases: χθες=day-1 χτες=day-1 σήμερα=day+0 αύριο=day+1 πέρυσι=year-1 φέτος=year+0
		of: του
		in: τον το
		to: έως
		year: έτος
		will: θα`),
	"vi": readTongue(`months: 
		phrases: hôm_qua=day-1 hôm_nay=day+0 ngày_mai=day+1 tuần_trước=week-1 tuần_này=week+0 tuần_tới=week+1 tháng_trước=month-1 tháng_này=month+0 tháng_tới=month+1 năm_ngoái=year-1 năm_nay=year+0 năm_tới=year+1
		in: năm
		year: năm`),
	"hi": readTongue(`months: जनवरी, फरवरी फ़रवरी, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर सितम्बर, अक्टूबर अक्तूबर, नवंबर नवम्बर, दिसंबर दिसम्बर
		days: सोमवार, मंगलवार, बुधवार, गुरुवार, शुक्रवार, शनिवार, रविवार
		phrases: पिछले_साल=year-1 पिछले_वर्ष=year-1 इस_साल=year+0 पिछले_हफ्ते=week-1 पिछले_महीने=month-1`),
	"ar": readTongue(`months: يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر
		days: الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد
		phrases: أمس=day-1 اليوم=day+0 غدا=day+1 العام_الماضي=year-1 هذا_العام=year+0 العام_المقبل=year+1 الأسبوع_الماضي=week-1 هذا_الأسبوع=week+0 الأسبوع_المقبل=week+1 الشهر_الماضي=month-1
		in: عام سنة في منذ
		year: عام سنة`),
	"zh": readTongue(glued),
	"ja": readTongue(glued),
	"ko": readTongue(glued),
}

// glued is for languages that do not set words apart as others do: of them only
// dates in figures are read.
const glued = `months:`
