"""The zone that a country's newsrooms keep, by the end of their host: of countries where nearly all keep one."""

_ZONES = """
ae Asia/Dubai | al Europe/Tirane | am Asia/Yerevan | ar America/Buenos_Aires | at Europe/Vienna | az Asia/Baku
ba Europe/Sarajevo | bd Asia/Dhaka | be Europe/Brussels | bg Europe/Sofia | br America/Sao_Paulo
by Europe/Minsk | ch Europe/Zurich | cl America/Santiago | cn Asia/Shanghai | co America/Bogota
cr America/Costa_Rica | cu America/Havana | cy Asia/Nicosia | cz Europe/Prague | de Europe/Berlin
dk Europe/Copenhagen | dz Africa/Algiers | ee Europe/Tallinn | eg Africa/Cairo | es Europe/Madrid
fi Europe/Helsinki | fr Europe/Paris | ge Asia/Tbilisi | gh Africa/Accra | gr Europe/Athens
hk Asia/Hong_Kong | hr Europe/Zagreb | hu Europe/Budapest | ie Europe/Dublin | il Asia/Jerusalem
in Asia/Kolkata | iq Asia/Baghdad | ir Asia/Tehran | is Atlantic/Reykjavik | it Europe/Rome | jo Asia/Amman
jp Asia/Tokyo | ke Africa/Nairobi | kr Asia/Seoul | kw Asia/Kuwait | lb Asia/Beirut | lk Asia/Colombo
lt Europe/Vilnius | lu Europe/Luxembourg | lv Europe/Riga | ma Africa/Casablanca | mk Europe/Skopje
mt Europe/Malta | my Asia/Kuala_Lumpur | ng Africa/Lagos | nl Europe/Amsterdam | no Europe/Oslo
np Asia/Kathmandu | nz Pacific/Auckland | pe America/Lima | ph Asia/Manila | pk Asia/Karachi
pl Europe/Warsaw | pt Europe/Lisbon | qa Asia/Qatar | ro Europe/Bucharest | rs Europe/Belgrade
sa Asia/Riyadh | se Europe/Stockholm | sg Asia/Singapore | si Europe/Ljubljana | sk Europe/Bratislava
th Asia/Bangkok | tn Africa/Tunis | tr Europe/Istanbul | tw Asia/Taipei | ua Europe/Kyiv | uk Europe/London
uy America/Montevideo | ve America/Caracas | vn Asia/Ho_Chi_Minh | za Africa/Johannesburg
"""


def zone(host: str) -> str | None:
    """The IANA name of the zone of a host's country, None where the host names none or the country has several."""
    end = host.lower().rstrip(".").rpartition(".")[2]
    # '.co' is half the world's; 'com.co' is Colombia's.
    if end == "co" and not host.lower().endswith(".com.co"):
        return None
    named = (entry.split() for entry in _ZONES.replace("|", "\n").strip().splitlines())
    return next((zone for code, zone in named if code == end), None)
