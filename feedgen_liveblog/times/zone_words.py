"""The abbreviations of time zones that newsrooms write after a clock."""

# Abbreviation -> its readings, likeliest first: minutes east of UTC, or the name of a zone with seasons.
ZONES: dict[str, tuple[int | str, ...]] = {
    "z": (0,), "utc": (0,), "gmt": (0,), "wet": (0,), "uct": (0,),
    "bst": (60, 360), "west": (60,), "cet": (60,), "mez": (60,), "wat": (60,), "ist": (330, 60, 120),
    "cest": (120,), "mesz": (120,), "eet": (120,), "oez": (120,), "sast": (120,), "cat": (120,),
    "eest": (180,), "oesz": (180,), "msk": (180,), "мск": (180,), "trt": (180,), "eat": (180,), "idt": (180,),
    "irst": (210,), "gst": (240,), "pkt": (300,), "npt": (345,), "wib": (420,), "ict": (420,),
    "sgt": (480,), "hkt": (480,), "myt": (480,), "pht": (480,), "wita": (480,), "awst": (480,), "wit": (540,),
    "jst": (540,), "kst": (540,), "acst": (570,), "acdt": (630,), "aest": (600,), "aedt": (660,),
    "nzst": (720,), "nzdt": (780,), "brt": (-180,), "art": (-180,), "clst": (-180,), "clt": (-240,),
    "nst": (-210,), "ndt": (-150,), "ast": (-240, 180), "adt": (-180,),
    "est": (-300, 600), "edt": (-240, 660), "cst": (-360, 480, -300), "cdt": (-300, -240),
    "mst": (-420, 480), "mdt": (-360,), "pst": (-480, 480), "pdt": (-420,),
    "akst": (-540,), "akdt": (-480,), "hst": (-600,),
    "et": ("America/New_York",), "eastern": ("America/New_York",),
    "ct": ("America/Chicago",), "central": ("America/Chicago",), "mt": ("America/Denver",),
    "pt": ("America/Los_Angeles",), "pacific": ("America/Los_Angeles",),
    "غرينتش": (0,), "جرينتش": (0,), "غرينيتش": (0,), "مكة": (180,),
    "القدس": ("Asia/Jerusalem",), "القاهرة": ("Africa/Cairo",),
    "московскому": (180,), "київським": ("Europe/Kyiv",), "киевскому": ("Europe/Kyiv",),
    "北京时间": (480,), "北京時間": (480,), "台灣時間": (480,), "日本時間": (540,), "한국시간": (540,),
    "uk": ("Europe/London",), "aet": ("Australia/Sydney",),
}  # fmt: skip
