"""What a word says in a time: month, weekday, unit, 'ago', 'today', half of the day, zone, or nothing.

Words are compared without case, accents and a closing point (`fold`). The tables are made when the first time
with words in it is read, folded as a whole: of two thousand words a page asks for a few.
"""

import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from feedgen_liveblog.times.calendar_words import MONTHS, WEEKDAYS
from feedgen_liveblog.times.zone_words import ZONES


class Word(NamedTuple):
    """The meanings of one word; many words have several ('mar', 'h', 'et').

    `half` is the hours to add, `days_ago` and `unit` (seconds) are figures; `english` marks the months
    that also stand before the day. `filler` says nothing, `label` says nothing in front of the figures.
    """

    month: int = 0
    english: bool = False
    weekday: int | None = None
    unit: int = 0
    days_ago: int | None = None
    half: int | None = None
    zone: bool = False
    hour: bool = False
    one: bool = False
    ago: bool = False
    filler: bool = False
    label: bool = False


_UNITS = {
    1: """s sec secs second seconds sek sekunde sekunden sekunder sekund sekundy sekundu sekundami sekundi
seconde secondes seconden secondi secondo segundo segundos segons seg segs sekuntia sekuntti sn saniye
сек секунд секунды секунду секунди δευτερόλεπτα δευτ másodperce másodperccel secunde detik dtk सेकंड
सेकेंड से সেকেন্ড سیکنڈ ثانية ثوان ثانیه שניות שנ giây 秒 초 秒前 秒钟前 초전 วินาที วินาทีที่แล้ว
วินาทีที่ผ่านมา""",
    60: """m min mins minute minutes minuten minuta minuter minutt minutter minut minuto minutos minuti
minuut minuuttia minuutti minuty minutę minutu minutami minutou minútou minutama minit mnt dk dakika мин
минут минуты минуту минута минути хв хвилин хвилини хвилину мінут λεπτά λεπτό λεπ λ perce perc perccel
minuts menit mín mínútum minučių minūtēm मिनट मि মিনিট منٹ دقائق دقيقة دقیقه דקות דקה דק phút 分 分钟
分鐘 分間 분 分前 分钟前 分鐘前 분전 นาที นาทีที่แล้ว นาทีที่ผ่านมา
minutit dəqiqə хвілін хвіліны წუთის րոպե मिनिटांपूर्वी நிமிடங்களுக்கு నిమిషాల മിനിറ്റ്""",
    3600: """h hr hrs hour hours std stunde stunden stdn t heure heures hora horas hores ora ore uur uren
timme timmar tim time timer tunti tuntia uro urami godz godzina godziny godzin godzinę hodina hodiny hodin
hodinu hodinou hodinami sat sata sati saat sa ч час часа часов сат сата сати година години годину годин ώρα
ώρες ώ órája óra órával oră jam valandas valandų val घंटे घंटा घं ঘণ্টা ঘন্টা گھنٹے ساعة ساعات ساعت שעות
שעה שע giờ 時間 小时 小時 시간 時間前 小时前 小時前 시간전 ชั่วโมง ชั่วโมงที่แล้ว ชั่วโมงที่ผ่านมา
ordu klst klukkustundum tundi stundām urama orë гадзіны гадзін საათის ժամ तासांपूर्वी மணி గంటల മണിക്കൂർ oras saa""",
    86400: """d day days tag tage tagen jour jours j día días dia dias dies giorno giorni gg dag dagen dgn
dagar dage dager døgn päivä päivää pv dzień dni den dny dnem dan dana dnevom gün день дня дней днів дні дн дни
ден μέρες ημέρες napja zile zi hari dienas dienų दिन দিন دن يوم أيام روز ימים ngày 日 天 일 日前 天前
일전 วัน วันที่แล้ว วันที่ผ่านมา
egun päeva dienām dögum ditë дзён დღის օր दिवसांपूर्वी நாட்களுக்கு రోజుల ദിവസം araw siku""",
    604800: """w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane""",
}
# What may stand by itself for a time gone by ('5m', '2 min'); other units need an 'ago'.
SHORT_UNITS = frozenset("s sec secs m min mins h hr hrs d w wk sek std dk хв мин".split())  # noqa: SIM905

_AGO = """ago vor y a hace há ha atrás fa geleden sedan sen siden sitten temu przed před pred prije pre преди пре
önce evvel назад тому πριν από ezelőtt acum lalu पहले منذ قبل پیش 前 之前 以前 전 秒前 秒钟前 초전 分前
分钟前 分鐘前 분전 時間前 小时前 小時前 시간전 日前 天前 일전 วินาทีที่แล้ว วินาทีที่ผ่านมา นาทีที่แล้ว
นาทีที่ผ่านมา ชั่วโมงที่แล้ว ชั่วโมงที่ผ่านมา วันที่แล้ว วันที่ผ่านมา eest pirms fyrir پہلے nappal nakalipas prieš
আগে পূর্বে לפני trước perce órája napja másodperce hai duela gelede tagasi пред parë əvvəl таму წინ առաջ
मिनिटांपूर्वी तासांपूर्वी दिवसांपूर्वी முன் క్రితం മുമ്പ് zilizopita"""
_ONE = "a an one ein einer eine un une una uno um uma een en ett et bir один одну jedna одна μία واحدة واحد"
# Units that need no figure: 'час назад', and the duals 'منذ ساعتين', 'לפני שעתיים'.
_SINGLES = {
    60: "минуту хвилину minutę minutou minutu minuutti دقيقة דקה λεπτό",
    120: "دقيقتين دقيقتان",
    3600: "un'ora час годину godzinę hodinou hodinu tunti ساعة שעה ώρα sat",
    7200: "ساعتين ساعتان שעתיים",
    86400: "день dzień dnem päivä يوم יום ημέρα",
    172800: "يومين יומיים",
}
_NOW = """now / just now / gerade eben / jetzt / soeben / à l'instant / maintenant / ahora / ahora mismo /
justo ahora / agora / agora mesmo / adesso / ora / proprio ora / nu / zojuist / nyss / just nu / akkurat
nå / nå / lige nu / nyt / juuri nyt / teraz / przed chwilą / právě teď / nyní / şimdi / az önce / только
что / сейчас / щойно / зараз / τώρα / μόλις τώρα / most / épp most / acum / chiar acum / baru saja / अभी
/ الآن / اکنون / همین الان / たった今 / 刚刚 / 剛剛 / 방금 / a moment ago / moments ago / seconds ago /
a few seconds ago / less than a minute ago / vor wenigen sekunden / il y a quelques secondes / hace unos
segundos / hace instantes / há instantes"""
_DAYS_AGO = {
    0: """today heute aujourd'hui hoy hoje oggi vandaag idag tänään dziś dzisiaj dnes bugün сегодня
сьогодні σήμερα azi avui आज اليوم امروز 今日 今天 오늘""",
    1: """yesterday gestern hier ayer ontem ieri gisteren igår eilen wczoraj včera dün вчера вчора χθες
tegnap ahir कल أمس امس دیروز 昨日 昨天 어제""",
}
_BEFORE_NOON = "am a.m π.μ πμ 오전 上午 午前 凌晨 清晨 早上 सुबह पूर्वाह्न ص صباحا ق.ظ öö pg p.d"
_AFTER_NOON = "pm p.m μ.μ μμ 오후 下午 午後 中午 傍晚 晚上 शाम दोपहर रात अपराह्न م مساء ب.ظ ös ptg m.d"
_HOURS = "uhr uur o'clock ч 時 시 点 點 น"  # after a figure these make it an hour of the day

_FILLERS = """at um on the of de del di den d l le la las los à às as a alle alla dalle ore om kl klo
klokken kello o godz g ve saat в г года году р року році στις την ώρα hs hrs hr h hours hour heures hora horas
ora óra órakor uhr uur u น เวลา time local ortszeit lokal standard daylight summer och und y e et and v
dne dnia dan från pada pukul jam बजे الساعة ساعت el il dels min på i dag ч год ob am zum יום בשעה ב
o'clock
بتوقيت المكرمة по времени часом 当地时间 當地時間 現地時間 현지시간
ilk τις thứ chủ nhật hai ba tư năm sáu bảy lúc gada plkst m թ วันที่ ค.ศ พ.ศ for about circa etwa env
les val më ang நேரத்திற்கு वाजता
environ less than over almost urmă cu yang för о об"""
_LABELS = """live published posted updated update last first modified latest stand aktualisiert
aktualisierung veröffentlicht erstellt letzte publié publiée mis mise jour modifié modifiée posté
dernière publicado publicada actualizado actualizada última actualización atualizado atualizada
atualização modificado em pubblicato pubblicata aggiornato aggiornata aggiornamento ultimo gepubliceerd
bijgewerkt laatste gewijzigd geplaatst publicerad uppdaterad senast publisert oppdatert sist publiceret
opdateret sidst julkaistu päivitetty opublikowano aktualizacja zaktualizowano data dodano publikováno
aktualizováno zveřejněno güncelleme yayınlanma yayınlandı güncellendi son giriş опубликовано обновлено
обновление опубліковано оновлено δημοσίευση ενημέρωση τελευταία közzétéve frissítve megjelent publicat
actualizat actualizare diterbitkan diperbarui प्रकाशित अपडेट نشر تحديث آخر النشر منتشر انتشار 更新 公開 发布 发表
更新日 公開日 게시 입력 수정 created added date datum zeit uhrzeit heure this post article entry was is
filed on"""

_POINTS = ".॰"
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ς": "σ", "ʼ": "'", "’": "'", "\u200c": ""}


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case, accents, a point at its end and a space within ('p. m.')."""
    return _bare(word.rstrip(_POINTS).replace(". ", "."))


def _bare(text: str) -> str:
    text = text.casefold()
    if not text.isascii():
        # Not by str.translate, which raises and catches an error for each letter that its table lacks.
        for letter, plain in _LETTERS.items():
            text = text.replace(letter, plain)
        text = unicodedata.normalize("NFKD", text)
        for mark in filter(unicodedata.combining, set(text)):
            text = text.replace(mark, "")
    return text


def _folded(words: str) -> list[str]:
    return [word.rstrip(_POINTS) for word in _bare(words).split()]


@lru_cache(maxsize=4096)
def meaning(word: str) -> Word | None:
    """What a folded word means, None if nothing."""
    found = {role: table[word] for role, table in _calendar().items() if word in table}
    if passed := span(word):
        return passed._replace(**found)
    return Word(**found) if found else None


@lru_cache(maxsize=4096)
def span(word: str) -> Word | None:
    """What a folded word says of the time that has gone by, alone: 'ago', 'hours', 'yesterday', 'an'."""
    found = {role: table[word] for role, table in _spans().items() if word in table}
    return Word(**found) if found else None


# By what a word may be, all folded words that are it, with the value of each: the few that are asked of every
# string of some words, and the many that are asked only beside figures.


@lru_cache(maxsize=1)
def _spans() -> dict[str, dict[str, Any]]:
    return {
        "unit": _valued(_UNITS) | _valued(_SINGLES),
        "days_ago": _valued(_DAYS_AGO),
        "one": _told(" ".join((_ONE, *_SINGLES.values()))),
        "ago": _told(_AGO),
    }


@lru_cache(maxsize=1)
def _calendar() -> dict[str, dict[str, Any]]:
    months = _languages(MONTHS)
    return {
        "month": {form: n + 1 for form, n in _merged(months).items()},
        "english": dict.fromkeys(_numbered(months["en"], "en"), True),
        "weekday": _merged(_languages(WEEKDAYS)),
        "half": _valued({0: _BEFORE_NOON, 12: _AFTER_NOON}),
        "zone": _told(" ".join(ZONES)),
        "hour": _told(_HOURS),
        "filler": _told(_FILLERS),
        "label": _told(_LABELS),
    }


def _told(words: str) -> dict[str, bool]:
    return dict.fromkeys(_folded(words), True)


def _merged(languages: dict[str, list[str]]) -> dict[str, int]:
    """Where two languages disagree on a word, the earlier one wins."""
    places: dict[str, int] = {}
    for language, names in reversed(languages.items()):
        places.update(_numbered(names, language))
    return places


def _valued(lists: dict[int, str]) -> dict[str, int]:
    return {word: value for value, words in lists.items() for word in _folded(words)}


@lru_cache(maxsize=1)
def now_phrases() -> frozenset[str]:
    """The phrases for this very moment, each word folded."""
    return frozenset(" ".join(map(fold, phrase.split())) for phrase in _NOW.split("/"))


@lru_cache(maxsize=64)
def months_of(language: str) -> dict[str, int]:
    """The month names of one language ('hr', 'pt-BR') by their folded form, {} if we have none."""
    code = language.lower().replace("_", "-").partition("-")[0]
    code = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr"}.get(code, code)
    return {form: n + 1 for form, n in _numbered(_languages(MONTHS).get(code, []), code).items()}


def _languages(block: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for word in _bare(block).split():
        if word.endswith(":"):
            names = out[word[:-1]] = []
        else:
            names.append(word)
    return out


def _numbered(names: list[str], language: str) -> dict[str, int]:
    """Each spelling of a name, and its beginnings that begin no other name, to its place in the list."""
    places: dict[str, int] = {}
    if names and language not in _IN_FULL and not _is_unshortened(names[0][0]):
        for n, name in enumerate(names):
            full = name.partition("|")[0]
            for start in (full[:3], full[:4], full[:5]):
                if places.setdefault(start, n) != n:
                    places[start] = -1
    places.update((spelling, n) for n, name in enumerate(names) for spelling in name.split("|"))
    return {form: n for form, n in places.items() if n >= 0}


# Languages and scripts that do not shorten a name to its beginning.
_IN_FULL = frozenset({"eu", "fi", "sq", "et", "lt", "lv", "sw", "be"})


def _is_unshortened(letter: str) -> bool:
    return "\u0590" <= letter <= "\u06ff" or "\u0900" <= letter <= "\u0fff"
