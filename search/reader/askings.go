package reader

import "github.com/pincite/pincite/search/terms"

// askings are the tables of readAsking. English has rules of its own.
var askings = func() map[terms.Language]*tongue {
	out := map[terms.Language]*tongue{}
	for lang, table := range map[terms.Language]string{
		"de": `who: wer wen wem wessen + person mensch mann frau leut
			when: wann + jahr datum daten tag tage tagen monat jahrhundert jahrzehnt zeit epoche ära
			where: wo wohin woher + stadt städt land länd ort region provinz staat kontinent gebiet bezirk straße insel hauptstadt
			how many: wie_viel wie_viele wie_vielen wie_vieler wieviel wieviele wievielen wie_lange wie_lang wie_groß wie_hoch wie_alt wie_weit wie_oft wie_häufig wie_schnell wie_tief wie_breit wie_schwer der_wievielte + anzahl zahl prozent anteil preis kosten bevölkerung einwohnerzahl alter höhe länge größe entfernung summe betrag
			why: warum weshalb wieso weswegen aus_welchem_grund + grund gründe ursache
			how: wie wodurch womit auf_welche_weise auf_welche_art
			what: was wozu worin woran worauf woraus worüber wovon wofür
			which: welche welcher welches welchem welchen was_ist_der was_ist_die was_ist_das was_war_der was_war_die was_war_das wie_ist_die wie_ist_der wie_lautet_die wie_lautet_der
			definition: was_ist was_sind was_bedeutet was_heißt`,
		"es": `who: quién quiénes a_quién a_quiénes de_quién + persona hombre mujer
			when: cuándo desde_cuándo hasta_cuándo + año años fecha día días mes meses siglo década época período
			where: dónde adónde + ciudad país lugar región provincia estado continente pueblo zona calle isla capital
			how many: cuánto cuánta cuántos cuántas + número porcentaje cantidad precio costo población edad altura longitud tamaño distancia
			why: por_qué para_qué + razón motivo causa
			how: cómo de_qué_manera de_qué_forma de_qué_modo
			which: qué cuál cuáles cuál_es_el cuál_es_la cuál_fue_el cuál_fue_la cuál_era_el cuál_era_la cuáles_son_los cuáles_son_las
			definition: qué_es qué_son qué_significa`,
		"ro": `who: cine cui pe_cine + persoan bărbat femei
			when: când + an anul ani anii dată data zi ziua lună luna secol decenii deceniu perioad epoc
			where: unde de_unde încotro + oraș țara țară țări țările loc locul locuri regiun provinci stat continent zona zonă sat satul strad insul capital
			how many: cât câtă câți câte cât_de + număr procent cantitat preț cost populați vârst înălțim lungim mărim distanț
			why: de_ce din_ce_cauză din_ce_motiv + motiv cauz
			how: cum în_ce_fel în_ce_mod
			which: ce care cărui cărei căror care_este care_a_fost care_era care_sunt
			definition: ce_este ce_e ce_sunt ce_înseamnă`,
		"tr": `who: kim kimi kime kimin kimden kimdir kimdi kimler kimlerdir kiminle + kişi insan adam kadın
			when: ne_zaman ne_zamandı ne_zamandır ne_zamana + yıl yılda yılında yılı yıllarda yıllar tarih gün günde günü ay ayda yüzyıl dönem
			where: nerede nereye nereden nere nerededir neresi neresidir nerededir neresinde + şehir şehr kent ülke bölge eyalet kıta köy yer yerde yere yerler sokak ada başkent
			how many: kaç kaçı kaçıncı kaçtır kaçta ne_kadar ne_kadarı ne_kadardı ne_kadardır ne_kadarlık kaçını + sayı sayısı oran oranı yüzde miktar fiyat nüfus yaş yaşı yükseklik uzunluk
			why: neden niçin niye + sebe neden
			how: nasıl nasıldı nasıldır
			which: hangi hangisi hangisidir hangileri
			is what: ne neydi neyi neye neyin nelerdir
			definition: nedir ne_demek ne_demektir`,
		"el": `who: ποιος ποιοι ποιον ποιους ποιανού ποιου ποιων + άτομ άνθρωπο άνδρα γυναίκα πρόσωπ
			when: πότε + έτος έτη έτους χρονι ημερομην ημέρα μήνα αιώνα δεκαετ εποχ περίοδο
			where: πού από_πού προς_τα_πού + πόλη χώρα μέρο τόπο περιοχ επαρχ πολιτεία ήπειρο χωριό δρόμο νησ πρωτεύουσα
			how many: πόσο πόση πόσος πόσοι πόσες πόσα πόσους πόσων κάθε_πότε + αριθμό ποσοστό ποσό τιμή κόστο πληθυσμό ηλικία ύψο μήκο μέγεθο
			why: γιατί για_ποιο_λόγο για_ποιον_λόγο + λόγο αιτί
			how: πώς με_ποιον_τρόπο με_ποιο_τρόπο
			which: τι ποια ποιο ποιες ποιας ποια_είναι_η ποια_ήταν_η ποιο_είναι_το ποιο_ήταν_το ποιος_είναι_ο ποιος_ήταν_ο
			definition: τι_είναι τι_σημαίνει`,
		"ru": `who: кто кого кому кем ком чей чья чьё чьи + человек люд мужчин женщин
			when: когда с_каких_пор + год году года годы годах дата дату дате день дня месяц век столети десятилети период
			where: где куда откуда + город стран мест регион провинци штат континент област деревн улиц остров столиц
			how many: сколько скольких скольким насколько как_часто как_долго как_много + число числа количеств процент доля цена цену стоимост населени возраст высот длин размер расстояни
			why: почему зачем отчего по_какой_причине + причин
			how: как каким_образом каким_способом
			which: что чего чему чем чём какой какая какое какие какого какую каком каких какими каким какому каков какова каково каковы
			definition: что_такое что_означает что_значит`,
		"ar": `who: ^من من_هو من_هي من_هم من_الذي من_التي من_كان من_كانت لمن ممن + شخص رجل امرأة
			when: متى ومتى منذ_متى + عام سنة تاريخ يوم شهر قرن عقد العام السنة التاريخ السنوات الأعوام القرن الشهر اليوم
			where: أين وأين إلى_أين من_أين + مدينة بلد دولة مكان منطقة إقليم ولاية قارة قرية شارع جزيرة عاصمة المدينة البلد الدولة المكان المنطقة المناطق الإقليم الولاية العاصمة
			how many: كم وكم بكم + عدد العدد نسبة النسبة مبلغ سعر سكان عمر ارتفاع طول حجم
			why: لماذا ولماذا لم_ما_سبب + سبب السبب
			how: كيف وكيف
			what: ماذا بماذا ما
			which: أي أية بأي في_أي ما_هو ما_هي ما_كان ما_كانت
			yes or no: هل`,
		"vi": `who: ai là_ai + người
			when: khi_nào lúc_nào bao_giờ hồi_nào + năm ngày tháng kỷ kỉ
			where: ở_đâu đâu tại_đâu nơi_nào + phố nước đâu vùng tỉnh bang châu làng đảo
			how many: bao_nhiêu bao_lâu bao_xa mấy bao_nhiêu_phần_trăm + số
			why: vì_sao tại_sao sao do_đâu + do
			how: như_thế_nào thế_nào bằng_cách_nào ra_sao làm_sao làm_thế_nào
			is what: nào gì
			definition: là_gì nghĩa_là_gì`,
		"hi": `who: कौन किसने किसे किन्होंने किसके_द्वारा + व्यक्ति आदमी महिला
			when: कब कब_से कब_तक + वर्ष साल तारीख दिन महीने सदी दशक
			where: कहाँ कहां किधर किस_स्थान + शहर देश स्थान जगह क्षेत्र प्रांत राज्य महाद्वीप गाँव द्वीप राजधानी
			how many: कितना कितनी कितने + संख्या प्रतिशत मात्रा कीमत जनसंख्या आयु ऊंचाई लंबाई
			why: क्यों किस_कारण किसलिए + कारण वजह
			how: कैसे किस_प्रकार किस_तरह
			which: किस कौनसा कौनसी कौनसे कौन_सा कौन_सी कौन_से किन किसका किसकी किसके किससे
			is what: क्या`,
		"zh": `who: 谁 誰 哪位 何人 什么人 哪个人 哪些人
			when: 什么时候 什麼時候 何时 何時 哪一年 哪年 哪一天 哪天 几月 哪个世纪 哪个时期 什么时间 什么年代 哪个年代 几点 哪一日 哪个月
			where: 哪里 哪裡 哪儿 何处 何地 什么地方 哪个城市 哪个国家 哪座城市 哪个地方 哪个地区 哪个省 哪个州 哪个郡 哪个县 哪个区 在哪
			how many: 多少 几个 几次 几名 几座 几种 几年 几天 多长 多大 多高 多远 多久 多快 多深 多重
			why: 为什么 為什麼 为何 为啥 何以 什么原因
			how: 怎么 怎麼 怎样 如何 以什么方式 怎么样
			which: 什么 什麼 哪个 哪些 哪种 哪一 哪 何
			definition: 什么是 是什么 什么叫 什么意思
			yes or no: 是否 吗 嗎`,
		"th": `who: ใคร ผู้ใด คนใด คนไหน
			when: เมื่อไหร่ เมื่อไร เมื่อใด ปีใด ปีไหน ปีอะไร วันใด วันไหน วันที่เท่าไร เดือนใด ศตวรรษใด ช่วงใด พ.ศ.ใด ตั้งแต่เมื่อ ตอนไหน
			where: ที่ไหน ที่ใด เมืองใด เมืองไหน เมืองอะไร ประเทศใด ประเทศไหน ประเทศอะไร จังหวัดใด รัฐใด แห่งใด
			how many: เท่าไหร่ เท่าไร เท่าใด กี่ มากแค่ไหน นานแค่ไหน
			why: ทำไม เพราะเหตุใด เหตุใด เพราะอะไร สาเหตุใด
			how: อย่างไร ยังไง วิธีใด
			which: อะไร ใด ไหน
			definition: คืออะไร หมายถึงอะไร หมายความว่าอะไร
			yes or no: หรือไม่ ไหม`,
	} {
		out[lang] = readAsking(lang, table)
	}
	return out
}()
