"""Month and weekday names of many languages, in the case forms that dates are written in (from CLDR).

A language is a code with a colon, then its names in order, weekdays from Monday; other spellings and
abbreviations that are not the start of the name follow after a bar. Where two languages disagree on a word
(srpnja, srpna) the earlier one wins, unless the page says its language.
"""

MONTHS = """
en: january february march april may june july august september|sept october november december
de: januar|jänner februar|feber märz|mrz april mai juni juli august september oktober november dezember
fr: janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es: enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
pt: janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it: gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl: januari februari maart|mrt april mei juni juli augustus september oktober november december
sv: januari februari mars april maj juni juli augusti september oktober november december
no: januar februar mars april mai juni juli august september oktober november desember
da: januar februar marts april maj juni juli august september oktober november december
fi: tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
lokakuuta marraskuuta joulukuuta
pl: stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
cs: ledna února března dubna května června|čvn července|čvc srpna září října listopadu prosince
sk: januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
sl: januar|januarja februar|februarja marec|marca april|aprila maj|maja junij|junija julij|julija
avgust|avgusta september|septembra oktober|oktobra november|novembra december|decembra
tr: ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ru: января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk: січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
bg: януари февруари март април май юни юли август септември октомври ноември декември
sr: јануар фебруар март април мај јун јул август септембар октобар новембар децембар
mk: јануари февруари март април мај јуни јули август септември октомври ноември декември
be: студзеня лютага сакавіка красавіка мая|траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада
снежня
el: ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου
νοεμβρίου δεκεμβρίου
hu: január február március április május június július augusztus szeptember október november december
ro: ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie|nov
decembrie
ca: gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl: xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
eu: urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua
id: januari februari maret april mei juni juli agustus|agt september oktober november desember
ms: januari februari mac april mei jun julai ogos september oktober november disember
sw: januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
et: jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
lv: janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris
lt: sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
is: janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
sq: janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
az: yanvar fevral mart aprel may iyun|iyn iyul|iyl avqust sentyabr oktyabr noyabr dekabr
af: januarie februarie maart|mrt april mei junie julie augustus september oktober november desember
hi: जनवरी|जन फ़रवरी|फ़र|फरवरी मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग सितंबर|सित|सितम्बर अक्टूबर|अक्टू|अक्तूबर
नवंबर|नव|नवम्बर दिसंबर|दिस|दिसम्बर
mr: जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
bn: জানুয়ারী|জানুয়ারি ফেব্রুয়ারী|ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
gu: જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર
pa: ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ
ta: ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
te: జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్
ml: ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്‌ടോബർ|ഒക്ടോ നവംബർ ഡിസംബർ
kn: ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್
ur: جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ar: يناير|كانون-الثاني فبراير|شباط مارس|آذار أبريل|نيسان مايو|أيار يونيو|حزيران يوليو|تموز أغسطس|آب
سبتمبر|أيلول أكتوبر|تشرين-الأول نوفمبر|تشرين-الثاني ديسمبر|كانون-الأول
fa: ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر
he: ינואר|ינו|בינואר|בינו פברואר|פבר|בפברואר|בפבר מרץ|במרץ אפריל|אפר|באפריל|באפר מאי|במאי יוני|ביוני
יולי|ביולי אוגוסט|אוג|באוגוסט|באוג ספטמבר|ספט|בספטמבר|בספט אוקטובר|אוק|באוקטובר|באוק
נובמבר|נוב|בנובמבר|בנוב דצמבר|דצמ|בדצמבר|בדצמ
th: มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค
กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค
ka: იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
hy: հունվարի|հնվ փետրվարի|փտվ մարտի|մրտ ապրիլի մայիսի|մյս հունիսի|հնս հուլիսի|հլս օգոստոսի|օգս
սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի
hr: siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca
"""

WEEKDAYS = """
en: monday tuesday wednesday thursday friday saturday sunday
de: montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sa sonntag|so
fr: lundi mardi mercredi jeudi vendredi samedi dimanche
es: lunes martes miércoles jueves viernes sábado domingo
pt: segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
it: lunedì martedì mercoledì giovedì venerdì sabato domenica
nl: maandag|ma dinsdag|di woensdag|wo donderdag|do vrijdag|vr zaterdag|za zondag|zo
sv: måndag tisdag onsdag torsdag fredag lördag söndag
no: mandag tirsdag onsdag torsdag fredag lørdag søndag
da: mandag tirsdag onsdag torsdag fredag lørdag søndag
fi: maanantaina|ma|maanantai tiistaina|ti|tiistai keskiviikkona|ke|keskiviikko torstaina|to|torstai
perjantaina|pe|perjantai lauantaina|la|lauantai sunnuntai|su
pl: poniedziałek wtorek|wt środa|śr czwartek piątek|pt sobota niedziela
cs: pondělí|po úterý|út středa|st čtvrtek|čt pátek|pá sobota|so neděle|ne
sk: pondelok|po utorok|ut streda|st štvrtok|št piatok|pi sobota|so nedeľa|ne
sl: ponedeljek torek sreda četrtek petek sobota nedelja
tr: pazartesi|pzt salı çarşamba perşembe cuma cumartesi|cmt pazar
ru: понедельник|пн вторник|вт среда|ср четверг|чт пятница|пт суббота|сб воскресенье|вс
uk: понеділок|пн вівторок|вт середа|ср четвер|чт пʼятниця|пт субота|сб неділя|нд
bg: понеделник|пн вторник|вт сряда|ср четвъртък|чт петък|пт събота|сб неделя|нд
sr: понедељак уторак среда четвртак петак субота недеља
mk: понеделник вторник среда четврток петок сабота недела
be: панядзелак|пн аўторак|аў серада|ср чацвер|чц пятніца|пт субота|сб нядзеля|нд
el: δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
hu: hétfő kedd szerda csütörtök péntek szombat vasárnap
ro: luni marți miercuri joi vineri sâmbătă duminică
ca: dilluns dimarts dimecres dijous divendres dissabte diumenge
gl: luns martes mércores xoves venres sábado domingo
eu: astelehena asteartea asteazkena osteguna ostirala larunbata igandea
id: senin selasa rabu kamis jumat sabtu minggu
ms: isnin selasa rabu khamis jumaat sabtu ahad|ahd
sw: jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
et: esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev
lv: pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena
lt: pirmadienis|pr antradienis trečiadienis ketvirtadienis|kt penktadienis|pn šeštadienis|št
sekmadienis|sk
is: mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur
af: maandag|ma dinsdag|di woensdag|wo donderdag|do vrydag|vr saterdag|sa sondag|so
hi: सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
mr: सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
bn: সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার
gu: સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર રવિવાર
pa: ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ ਐਤਵਾਰ
ta: திங்கள் செவ்வாய் புதன் வியாழன் வெள்ளி சனி ஞாயிறு
te: సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ఆదివారం
ml: തിങ്കളാഴ്ച|തിങ്കൾ ചൊവ്വാഴ്ച ബുധനാഴ്ച|ബുധൻ വ്യാഴാഴ്ച|വ്യാഴം വെള്ളിയാഴ്ച ശനിയാഴ്ച ഞായറാഴ്ച|ഞായർ
kn: ಸೋಮವಾರ ಮಂಗಳವಾರ ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ಭಾನುವಾರ
ur: پیر|jumatatu منگل|jumanne بدھ|jumatano جمعرات|alhamisi جمعہ|ijumaa ہفتہ|jumamosi اتوار|jumapili
ar: الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
fa: دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه
th: วันจันทร์|จ วันอังคาร|อ วันพุธ|พ วันพฤหัสบดี|พฤ วันศุกร์|ศ วันเสาร์|ส วันอาทิตย์|อา
he: שני שלישי רביעי חמישי שישי שבת ראשון
ka: ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა
hy: երկուշաբթի երեքշաբթի|երք չորեքշաբթի|չրք հինգշաբթի|հնգ ուրբաթ շաբաթ|շբթ կիրակի
hr: ponedjeljak utorak srijeda četvrtak petak subota nedjelja
ja: 月曜日|月曜|月 火曜日|火曜|火 水曜日|水曜|水 木曜日|木曜|木 金曜日|金曜|金 土曜日|土曜|土
日曜日|日曜|日
zh: 星期一|周一|週一 星期二|周二|週二 星期三|周三|週三 星期四|周四|週四 星期五|周五|週五
星期六|周六|週六 星期日|周日|週日|星期天
ko: 월요일|월 화요일|화 수요일|수 목요일|목 금요일|금 토요일|토 일요일|일
"""
