"""The words of dates and times in many languages, and the zone abbreviations newsrooms write.

Month names are CLDR's, full and short, in the case forms that dates are written in. Words are compared
without accents and case (`fold`), so one spelling of each is enough.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "ς": "σ", "đ": "d", "ʼ": "'", "’": "'"})


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case, accents and a closing point."""
    word = word.casefold().rstrip(".")
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = "".join(c for c in word if not unicodedata.combining(c))
    return word


# The twelve months of a language, forms of one month joined by "|"; where languages disagree on a word
# (lis is November in Polish, October in Croatian) the earlier line wins unless the page says its language.
MONTHS = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct november|nov december|dec",
    "de": "januar|jan|jänner februar|feb|feber märz|mär|mrz|maerz april|apr mai juni|jun juli|jul august|aug "
    "september|sept|sep oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv février|févr mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct "
    "novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
    "septiembre|setiembre|sept|set|sep octubre|oct noviembre|nov diciembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set "
    "outubro|out novembro|nov dezembro|dez",
    "it": "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago "
    "settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep "
    "oktober|okt november|nov december|dec",
    "sv": "januari|jan februari|feb|febr mars april|apr maj juni|jun juli|jul augusti|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "no": "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt "
    "november|nov desember|des",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep "
    "oktober|okt november|nov december|dec",
    "fi": "tammikuuta|tammi|tammikuu helmikuuta|helmi|helmikuu maaliskuuta|maalis|maaliskuu "
    "huhtikuuta|huhti|huhtikuu toukokuuta|touko|toukokuu kesäkuuta|kesä|kesäkuu heinäkuuta|heinä|heinäkuu "
    "elokuuta|elo|elokuu syyskuuta|syys|syyskuu lokakuuta|loka|lokakuu marraskuuta|marras|marraskuu "
    "joulukuuta|joulu|joulukuu",
    "pl": "stycznia|sty|styczeń lutego|lut|luty marca|mar|marzec kwietnia|kwi|kwiecień maja|maj "
    "czerwca|cze|czerwiec lipca|lip|lipiec sierpnia|sie|sierpień września|wrz|wrzesień "
    "października|paź|październik listopada|lis|listopad grudnia|gru|grudzień",
    "cs": "ledna|led|leden února|úno|únor března|bře|březen dubna|dub|duben května|kvě|květen "
    "června|čvn|červen července|čvc|červenec srpna|srp|srpen září|zář října|říj|říjen listopadu|lis|listopad "
    "prosince|pro|prosinec",
    "sk": "januára|jan februára|feb marca|mar|marec apríla|apr mája|máj júna|jún júla|júl augusta|aug "
    "septembra|sep októbra|okt novembra|nov decembra|dec",
    "hr": "siječnja|sij veljače|velj ožujka|ožu travnja|tra svibnja|svi lipnja|lip srpnja|srp kolovoza|kol "
    "rujna|ruj listopada|lis studenoga|studenog|stu prosinca|pro",
    "sl": "januarja|jan februarja|feb marca|mar aprila|apr maja|maj junija|jun julija|jul avgusta|avg "
    "septembra|sep oktobra|okt novembra|nov decembra|dec",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl "
    "ekim|eki kasım|kas aralık|ara",
    "ru": "января|янв|январь февраля|февр|фев|февраль марта|мар|март апреля|апр|апрель мая|май июня|июн|июнь "
    "июля|июл|июль августа|авг|август сентября|сент|сен|сентябрь октября|окт|октябрь ноября|нояб|ноя|ноябрь "
    "декабря|дек|декабрь",
    "uk": "січня|січ|січень лютого|лют|лютий березня|бер|березень квітня|квіт|квітень травня|трав|травень "
    "червня|черв|червень липня|лип|липень серпня|серп|серпень вересня|вер|вересень жовтня|жовт|жовтень "
    "листопада|лист|листопад грудня|груд|грудень",
    "bg": "януари|яну февруари|фев март|мар април|апр май юни юли август|авг септември|сеп октомври|окт "
    "ноември|ное декември|дек",
    "sr": "јануар|јан фебруар|феб март|мар април|апр мај јун јул август|авг септембар|сеп октобар|окт "
    "новембар|нов децембар|дец",
    "el": "ιανουαρίου|ιαν|ιανουάριος φεβρουαρίου|φεβ|φεβρουάριος μαρτίου|μαρ|μάρτιος απριλίου|απρ|απρίλιος "
    "μαΐου|μαι|μάιος ιουνίου|ιουν|ιούνιος ιουλίου|ιουλ|ιούλιος αυγούστου|αυγ|αύγουστος "
    "σεπτεμβρίου|σεπ|σεπτ|σεπτέμβριος οκτωβρίου|οκτ|οκτώβριος νοεμβρίου|νοε|νοέμβριος "
    "δεκεμβρίου|δεκ|δεκέμβριος",
    "hu": "január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl "
    "augusztus|aug szeptember|szept|szep október|okt november|nov december|dec",
    "ro": "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug "
    "septembrie|sept|sep octombrie|oct noiembrie|noi|nov decembrie|dec",
    "ca": "gener|gen febrer|febr març abril|abr maig juny juliol agost setembre|set octubre|oct novembre|nov "
    "desembre|des",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt september|sep "
    "oktober|okt november|nov desember|des",
    "hi": "जनवरी|जन फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "ar": "يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    "ar-levant": "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט "
    "ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    "th": "มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค "
    "สิงหาคม|ส.ค กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค",
}

# Monday first.
WEEKDAYS = (
    "monday|mon montag|mo lundi|lun lunes segunda-feira|segunda|seg lunedì maandag|ma måndag|mån mandag|man "
    "maanantaina|maanantai poniedziałek|pon pondělí|po pondelok ponedjeljak ponedeljek pazartesi|pzt "
    "понедельник|пн понеділок понеделник понедељак δευτέρα|δευ hétfő luni senin|sen सोमवार الاثنين|الإثنين "
    "دوشنبه|دوشنبه 月曜日|月曜|星期一|周一|월요일|月|월 วันจันทร์ dilluns",
    "tuesday|tue|tues dienstag|di mardi|mar martes terça-feira|terça|ter martedì dinsdag tisdag|tis tirsdag|tir "
    "tiistaina|tiistai|ti wtorek|wt úterý|út utorok utorak torek salı|sal вторник|вт вівторок уторак τρίτη|τρι "
    "kedd marți selasa|sel मंगलवार الثلاثاء سه‌شنبه|سهشنبه 火曜日|火曜|星期二|周二|화요일|火|화 วันอังคาร dimarts",
    "wednesday|wed|weds mittwoch|mi mercredi|mer miércoles|mié quarta-feira|quarta|qua mercoledì woensdag|wo "
    "onsdag|ons keskiviikkona|keskiviikko|ke środa|śr středa|st streda srijeda sreda çarşamba|çar среда|ср "
    "середа сряда τετάρτη|τετ szerda|sze miercuri|mie rabu|rab बुधवार الأربعاء|الاربعاء چهارشنبه "
    "水曜日|水曜|星期三|周三|수요일|水|수 วันพุธ dimecres",
    "thursday|thu|thur|thurs donnerstag|do jeudi|jeu jueves|jue quinta-feira|quinta|qui giovedì|gio donderdag "
    "torsdag|tors|tor torstaina|torstai|to czwartek|czw čtvrtek|čt štvrtok četvrtak četrtek perşembe|per "
    "четверг|чт четвер четвъртък четвртак πέμπτη|πεμ csütörtök joi kamis|kam गुरुवार الخميس "
    "پنجشنبه|پنج‌شنبه 木曜日|木曜|星期四|周四|목요일|木|목 วันพฤหัสบดี dijous",
    "friday|fri freitag|fr vendredi|ven viernes|vie sexta-feira|sexta|sex venerdì vrijdag|vr fredag|fre "
    "perjantaina|perjantai|pe piątek|pt pátek|pá piatok petak petek cuma|cum пятница|пт п'ятниця петък петак "
    "παρασκευή|παρ péntek vineri|vin jumat|jum शुक्रवार الجمعة جمعه 金曜日|金曜|星期五|周五|금요일|金|금 วันศุกร์ divendres",
    "saturday|sat samstag|sa|sonnabend samedi|sam sábado|sáb sabato|sab zaterdag|za lördag|lör lørdag|lør "
    "lauantaina|lauantai|la sobota|sob subota cumartesi|cmt суббота|сб субота събота σάββατο|σαβ "
    "szombat|szo sâmbătă|sâm sabtu शनिवार السبت شنبه 土曜日|土曜|星期六|周六|토요일|土|토 วันเสาร์ dissabte",
    "sunday|sun sonntag|so dimanche|dim domingo|dom domenica zondag|zo söndag|sön søndag|søn sunnuntaina|"
    "sunnuntai|su niedziela|niedz neděle|ne nedeľa nedjelja nedelja pazar|paz воскресенье|вс неділя|нд неделя "
    "недеља κυριακή|κυρ vasárnap duminică|dum minggu|min रविवार الأحد|الاحد یکشنبه 日曜日|日曜|星期日|星期天|周日|일요일|日|일 "
    "วันอาทิตย์ diumenge",
)

# Seconds in a unit -> its names.
UNITS = {
    1: "s sec secs second seconds sek sekunde sekunden sekunder sekund sekunda sekundy sekundu sekundami seconde "
    "secondes seconden secondi secondo segundo segundos seg segs sekuntia sekuntti sn saniye сек секунд секунды "
    "секунду секунди δευτερόλεπτα δευτ másodperce másodperccel secunde detik सेकंड सेकेंड ثانية ثوان ثانیه 秒 초 วินาที 秒前 초전",
    60: "m min mins minute minutes minuten minuta minuter minutt minutter minutter minut minuto minutos minuti "
    "minuut minuuttia minuutti minuty minutę minuty minutami dk dakika мин минут минуты минуту минута хв хвилин "
    "хвилини хвилину λεπτά λεπτό λ perce perc perccel minuts menit मिनट دقائق دقيقة دقیقه 分 分钟 分鐘 分間 분 นาที 分前 分钟前 分鐘前 분전",
    3600: "h hr hrs hour hours std stunde stunden stdn heure heures hora horas ora ore uur uren uur timme timmar tim time "
    "timer tunti tuntia godz godzina godziny godzin godzinę hodina hodiny hodin hodinu hodinou hodinami saat sa ч час "
    "часа часов год година години годину годин ώρα ώρες órája óra órával oră jam घंटे घंटा ساعة ساعات ساعت "
    "時間 小时 小時 시간 ชั่วโมง 時間前 小时前 小時前 시간전",
    86400: "d day days tag tage tagen jour jours j día días dia dias giorno giorni dag dagen dagar dage dager päivää päivä "
    "dzień dni den dny dnem gün день дня дней днів дні μέρες ημέρες napja zile zi hari दिन يوم أيام روز 日 天 일 วัน 日前 天前 일전",
    604800: "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane",
}

# Words that say "in the past", before or after the amount; and whole phrases for this very moment.
AGO = (
    "ago vor il y a hace há ha atrás fa geleden sedan sen siden sitten temu před pred prije pre преди önce evvel назад "
    "тому πριν από ezelőtt acum urmă cu lalu yang पहले منذ قبل پیش 前 之前 以前 전 ที่แล้ว for about circa etwa env environ "
    "less than fer faci less over almost"
)
NOW = (
    "now|just now|gerade eben|jetzt|soeben|à l'instant|maintenant|ahora|ahora mismo|justo ahora|agora|agora mesmo|adesso|"
    "ora|proprio ora|nu|zojuist|nyss|just nu|akkurat nå|nå|lige nu|nyt|juuri nyt|teraz|przed chwilą|právě teď|nyní|şimdi|"
    "az önce|только что|сейчас|щойно|зараз|τώρα|μόλις τώρα|most|épp most|acum|chiar acum|baru saja|अभी|الآن|اکنون|"
    "همین الان|たった今|刚刚|剛剛|방금|a moment ago|moments ago|seconds ago|a few seconds ago|less than a minute ago|"
    "vor wenigen sekunden|il y a quelques secondes|hace unos segundos|hace instantes|há instantes|live|new"
)
DAYS_AGO = {
    0: "today heute aujourd'hui hoy hoje oggi vandaag idag tänään dziś dzisiaj dnes bugün сегодня сьогодні σήμερα ma azi "
    "avui आज اليوم امروز 今日 今天 오늘",
    1: "yesterday gestern hier ayer ontem ieri gisteren igår eilen wczoraj včera dün вчера вчора χθες tegnap ahir कल أمس "
    "امس دیروز 昨日 昨天 어제",
}

# Words between the parts of a date; words in front of one.
FILLERS = (
    "at um on the of de del di den d l le la las los à às as a alle alla dalle ore om kl klo kello o godz g ve saat в г года "
    "году р року στις την ώρα hs hrs hr h hours hour heures hora horas ora óra órakor uhr uur u น เวลา time local ortszeit "
    "lokal och und y e et and th st nd rd er v ve dne dnia dan från pada pukul jam बजे الساعة ساعت 時 点 시 el il dels h min "
    "på i dag ч год ob am zum edt, i"
)
LABELS = (
    "published posted updated update last first modified latest stand aktualisiert aktualisierung veröffentlicht erstellt "
    "letzte publié publiée mis mise jour modifié modifiée posté dernière publicado publicada actualizado actualizada "
    "última última-hora actualización atualizado atualizada modificado em el pubblicato pubblicata aggiornato aggiornata "
    "aggiornamento ultimo gepubliceerd bijgewerkt laatste gewijzigd geplaatst publicerad uppdaterad senast publisert "
    "oppdatert sist publiceret opdateret sidst julkaistu päivitetty opublikowano aktualizacja zaktualizowano data dodano "
    "publikováno aktualizováno zveřejněno güncelleme yayınlanma yayınlandı güncellendi son giriş опубликовано обновлено "
    "обновление опубліковано оновлено δημοσίευση ενημέρωση τελευταία közzétéve frissítve megjelent publicat actualizat "
    "diterbitkan diperbarui प्रकाशित अपडेट نشر تحديث آخر النشر منتشر انتشار 更新 公開 发布 发表 更新日 公開日 게시 입력 수정 "
    "created added time date datum zeit uhrzeit heure hora ora this post article entry by was is it's filed"
)
BEFORE_NOON = "am a.m a.m. π.μ πμ 오전 上午 午前 凌晨 早上 सुबह पूर्वाह्न ص صباحا صباحًا ق.ظ öö"
AFTER_NOON = "pm p.m p.m. μ.μ μμ 오후 下午 午後 晚上 中午 शाम दोपहर रात अपराह्न م مساء مساءً ب.ظ ös"

# Abbreviation -> its readings, likeliest first: minutes east of UTC, or the name of a zone.
ZONES: dict[str, tuple[int | str, ...]] = {
    "z": (0,), "utc": (0,), "gmt": (0,), "wet": (0,), "uct": (0,),
    "bst": (60, 360), "west": (60,), "cet": (60,), "mez": (60,), "ist": (330, 60, 120), "wat": (60,),
    "cest": (120,), "mesz": (120,), "eet": (120,), "sast": (120,), "cat": (120,), "oez": (120,),
    "eest": (180,), "msk": (180,), "мск": (180,), "trt": (180,), "eat": (180,), "oesz": (180,),
    "idt": (180,), "irst": (210,), "gst": (240,), "pkt": (300,), "npt": (345,), "wib": (420,), "ict": (420,),
    "sgt": (480,), "hkt": (480,), "myt": (480,), "pht": (480,), "wita": (480,), "awst": (480,), "wit": (540,),
    "jst": (540,), "kst": (540,), "acst": (570,), "acdt": (630,), "aest": (600,), "aedt": (660,),
    "nzst": (720,), "nzdt": (780,), "brt": (-180,), "art": (-180,), "clst": (-180,), "clt": (-240,),
    "nst": (-210,), "ndt": (-150,), "ast": (-240, 180), "adt": (-180,),
    "est": (-300, 600), "edt": (-240, 660), "cst": (-360, 480, -300), "cdt": (-300, -240),
    "mst": (-420, 480), "mdt": (-360,), "pst": (-480, 480), "pdt": (-420,), "akst": (-540,), "akdt": (-480,),
    "hst": (-600,), "et": ("America/New_York",), "ct": ("America/Chicago",), "mt": ("America/Denver",),
    "pt": ("America/Los_Angeles",), "uk": ("Europe/London",), "eastern": ("America/New_York",),
    "central": ("America/Chicago",), "pacific": ("America/Los_Angeles",), "aet": ("Australia/Sydney",),
}  # fmt: skip


def _numbered(names: str) -> dict[str, int]:
    return {fold(word): n for n, month in enumerate(names.split(), 1) for word in month.split("|")}


@lru_cache(maxsize=64)
def months_of(language: str) -> dict[str, int]:
    """Month names of one language ('hr', 'pt-BR'), {} if we have none."""
    return _numbered(MONTHS.get(re.split(r"[-_]", language.lower())[0].replace("nb", "no"), ""))


MONTH: dict[str, int] = {}
for _names in MONTHS.values():
    MONTH = {**_numbered(_names), **MONTH}
ENGLISH_MONTHS = frozenset(_numbered(MONTHS["en"]))
WEEKDAY = {
    fold(word): n for n, day in enumerate(WEEKDAYS) for words in day.split() for word in words.split("|")
}
UNIT = {fold(word): n for n, words in UNITS.items() for word in words.split()}
DAY_AGO = {fold(word): n for n, words in DAYS_AGO.items() for word in words.split()}
AGO_WORD = frozenset(map(fold, AGO.split()))
NOW_PHRASE = frozenset(" ".join(map(fold, phrase.split())) for phrase in NOW.split("|"))
FILLER = frozenset(map(fold, FILLERS.split()))
LABEL = frozenset(map(fold, LABELS.split()))
HALF = {**{fold(w): 0 for w in BEFORE_NOON.split()}, **{fold(w): 12 for w in AFTER_NOON.split()}}
