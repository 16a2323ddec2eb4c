"""Times as the newsrooms of many languages write them: how long ago, a clock, a date with a clock."""

from datetime import UTC, datetime

import pytest

from feedgen_liveblog import timeshape
from feedgen_liveblog.dates import read

NOW = datetime(2024, 3, 12, 18, tzinfo=UTC)
FIVE_MINUTES_AGO, TWO_HOURS_AGO = (
    datetime(2024, 3, 12, 17, 55, tzinfo=UTC),
    datetime(2024, 3, 12, 16, tzinfo=UTC),
)
FIVE_PAST_TWO = datetime(2024, 3, 12, 14, 5, tzinfo=UTC)

# language: five minutes ago, two hours ago, five past two, the same with the day's date
LANGUAGES = {
    "en": ("5 minutes ago", "2 hours ago", "2:05 p.m.", "12 March 2024, 14:05"),
    "de": ("vor 5 Minuten", "vor 2 Stunden", "14.05 Uhr", "12. März 2024, 14:05 Uhr"),
    "fr": ("il y a 5 minutes", "il y a 2 h", "14h05", "12 mars 2024 à 14h05"),
    "es": ("hace 5 minutos", "hace 2 horas", "14:05 h", "12 de marzo de 2024 a las 14:05"),
    "ca": ("fa 5 minuts", "fa 2 hores", "14:05 h", "12 de març de 2024 a les 14:05"),
    "gl": ("hai 5 minutos", "hai 2 horas", "14:05", "12 de marzo de 2024, 14:05"),
    "pt": ("há 5 minutos", "há 2 horas", "14h05", "12 de março de 2024 às 14h05"),
    "it": ("5 minuti fa", "2 ore fa", "ore 14:05", "12 marzo 2024 alle 14:05"),
    "nl": ("5 minuten geleden", "2 uur geleden", "14.05 uur", "12 maart 2024 om 14:05"),
    "af": ("5 minute gelede", "2 uur gelede", "14:05", "12 Maart 2024 14:05"),
    "sv": ("för 5 minuter sedan", "2 tim sedan", "kl. 14.05", "12 mars 2024 kl. 14.05"),
    "da": ("for 5 minutter siden", "2 timer siden", "kl. 14.05", "12. marts 2024 kl. 14.05"),
    "no": ("for 5 minutter siden", "2 timer siden", "kl. 14:05", "12. mars 2024 kl. 14:05"),
    "fi": ("5 minuuttia sitten", "2 tuntia sitten", "klo 14.05", "12. maaliskuuta 2024 klo 14.05"),
    "is": ("fyrir 5 mínútum", "fyrir 2 klukkustundum", "kl. 14:05", "12. mars 2024 kl. 14:05"),
    "et": ("5 minutit tagasi", "2 tundi tagasi", "14:05", "12. märts 2024, 14:05"),
    "lv": ("pirms 5 minūtēm", "pirms 2 stundām", "plkst. 14:05", "2024. gada 12. marts, 14:05"),
    "lt": ("prieš 5 minutes", "prieš 2 valandas", "14:05 val.", "2024 m. kovo 12 d. 14:05"),
    "pl": ("5 minut temu", "2 godziny temu", "godz. 14:05", "12 marca 2024, 14:05"),
    "cs": ("před 5 minutami", "před 2 hodinami", "14:05", "12. března 2024 v 14:05"),
    "sk": ("pred 5 minútami", "pred 2 hodinami", "14:05", "12. marca 2024 o 14:05"),
    "sl": ("pred 5 minutami", "pred 2 urama", "ob 14:05", "12. marca 2024 ob 14:05"),
    "hr": ("prije 5 minuta", "prije 2 sata", "14:05", "12. ožujka 2024. u 14:05"),
    "sr": ("пре 5 минута", "пре 2 сата", "14:05", "12. март 2024. 14:05"),
    "bg": ("преди 5 минути", "преди 2 часа", "14:05 ч.", "12 март 2024 г., 14:05 ч."),
    "mk": ("пред 5 минути", "пред 2 часа", "14:05", "12 март 2024 14:05"),
    "hu": ("5 perce", "2 órája", "14:05", "2024. március 12. 14:05"),
    "ro": ("acum 5 minute", "acum 2 ore", "ora 14:05", "12 martie 2024, ora 14:05"),
    "sq": ("5 minuta më parë", "2 orë më parë", "14:05", "12 mars 2024, 14:05"),
    "tr": ("5 dk önce", "2 saat önce", "saat 14:05", "12 Mart 2024 14:05"),
    "az": ("5 dəqiqə əvvəl", "2 saat əvvəl", "14:05", "12 mart 2024, 14:05"),
    "el": ("πριν από 5 λεπτά", "πριν 2 ώρες", "2:05 μ.μ.", "12 Μαρτίου 2024, 14:05"),
    "ru": ("5 мин назад", "2 часа назад", "14:05", "12 марта 2024 в 14:05"),
    "uk": ("5 хвилин тому", "2 години тому", "14:05", "12 березня 2024, 14:05"),
    "be": ("5 хвілін таму", "2 гадзіны таму", "14:05", "12 сакавіка 2024, 14:05"),
    "ka": ("5 წუთის წინ", "2 საათის წინ", "14:05", "12 მარტი 2024, 14:05"),
    "hy": ("5 րոպե առաջ", "2 ժամ առաջ", "14:05", "12 մարտի 2024, 14:05"),
    "ar": ("منذ 5 دقائق", "قبل ساعتين", "2:05 م", "12 مارس 2024 - 14:05"),
    "fa": ("۵ دقیقه پیش", "۲ ساعت پیش", "ساعت ۱۴:۰۵", "۱۲ مارس ۲۰۲۴ ساعت ۱۴:۰۵"),
    "ur": ("5 منٹ پہلے", "2 گھنٹے پہلے", "14:05", "12 مارچ 2024 14:05"),
    "he": ("לפני 5 דקות", "לפני שעתיים", "בשעה 14:05", "12 במרץ 2024, 14:05"),
    "hi": ("5 मिनट पहले", "2 घंटे पहले", "14:05 बजे", "12 मार्च 2024, 14:05"),
    "mr": ("5 मिनिटांपूर्वी", "2 तासांपूर्वी", "14:05 वाजता", "12 मार्च 2024 14:05"),
    "bn": ("৫ মিনিট আগে", "২ ঘণ্টা আগে", "১৪:০৫", "১২ মার্চ ২০২৪, ১৪:০৫"),
    "ta": ("5 நிமிடங்களுக்கு முன்", "2 மணி நேரத்திற்கு முன்", "14:05", "12 மார்ச் 2024 14:05"),
    "te": ("5 నిమిషాల క్రితం", "2 గంటల క్రితం", "14:05", "12 మార్చి 2024 14:05"),
    "ml": ("5 മിനിറ്റ് മുമ്പ്", "2 മണിക്കൂർ മുമ്പ്", "14:05", "12 മാർച്ച് 2024 14:05"),
    "th": ("5 นาทีที่แล้ว", "2 ชั่วโมงที่แล้ว", "14:05 น.", "12 มีนาคม 2567 14:05 น."),
    "vi": ("5 phút trước", "2 giờ trước", "14h05", "14:05, 12/03/2024"),
    "id": ("5 menit yang lalu", "2 jam lalu", "pukul 14.05", "12 Maret 2024 14:05"),
    "ms": ("5 minit lalu", "2 jam lalu", "14:05", "12 Mac 2024 14:05"),
    "tl": ("5 minuto ang nakalipas", "2 oras ang nakalipas", "2:05 PM", "12 March 2024 14:05"),
    "ja": ("5分前", "2時間前", "14時05分", "2024年3月12日 14時05分"),
    "ko": ("5분 전", "2시간 전", "오후 2:05", "2024년 3월 12일 오후 2시 5분"),
    "zh": ("5分钟前", "2小时前", "下午2:05", "2024年3月12日 14:05"),
    "zh-TW": ("5分鐘前", "2小時前", "下午2時05分", "2024年3月12日下午2:05"),
}

# What only some languages have: a zone in words, a unit without a figure, a dual, an hour of twelve in two parts.
PECULIAR = {
    "14:05 بتوقيت غرينتش": FIVE_PAST_TWO,
    "17:05 بتوقيت مكة المكرمة": FIVE_PAST_TWO,
    "17:05 по московскому времени": FIVE_PAST_TWO,
    "17:05 МСК": FIVE_PAST_TWO,
    "北京时间22:05": FIVE_PAST_TWO,
    "23:05 (日本時間)": FIVE_PAST_TWO,
    "21.05 WIB": FIVE_PAST_TWO,
    "7:35 PM IST": FIVE_PAST_TWO,
    "2:05 p. m.": FIVE_PAST_TWO,
    "2:05 μ. μ.": FIVE_PAST_TWO,
    "14 giờ 05": FIVE_PAST_TWO,
    "il y a 2 h 00": TWO_HOURS_AGO,
    "منذ ساعتين": TWO_HOURS_AGO,
    "120 דקות לפני": TWO_HOURS_AGO,
    "2 tim sedan": TWO_HOURS_AGO,
}
ONE_HOUR_AGO = [
    "an hour ago", "vor einer Stunde", "il y a une heure", "hace una hora", "un'ora fa", "час назад", "годину тому",
    "godzinę temu", "před hodinou", "tunti sitten", "منذ ساعة", "לפני שעה", "1시간 전", "1時間前", "1小时前",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_read(language: str) -> None:
    """The times of each language are read and known for times, though nothing says which language it is."""
    minutes, hours, clock, date = LANGUAGES[language]
    found = [read(text, now=NOW) for text in (minutes, hours, clock, date)]
    assert found == [FIVE_MINUTES_AGO, TWO_HOURS_AGO, FIVE_PAST_TWO, FIVE_PAST_TWO]
    assert [timeshape.kind(text) for text in (minutes, hours)] == ["relative", "relative"]
    assert timeshape.kind(date) == "datetime"


@pytest.mark.parametrize("text", PECULIAR)
def test_what_only_some_languages_have(text: str) -> None:
    """Zones in words, duals and clocks of two parts are read."""
    assert read(text, now=NOW) == PECULIAR[text]


@pytest.mark.parametrize("text", ONE_HOUR_AGO)
def test_a_unit_without_a_figure(text: str) -> None:
    """'An hour ago' is said with an article, or in many languages without a word for one."""
    found = read(text, now=NOW)
    assert found is not None
    assert (NOW - found).total_seconds() == 3600


@pytest.mark.parametrize(
    "text", ["14h05 Est-ce fini ?", "14:05 Et alors", "14:05 Ist das so?", "14:05 Mst. Foo"]
)
def test_a_word_after_a_clock_is_no_zone(text: str) -> None:
    """Zones are in capitals: what only sounds like one begins the text."""
    found = timeshape.leading(text)
    assert found is not None
    assert found.rest == text[6:]
