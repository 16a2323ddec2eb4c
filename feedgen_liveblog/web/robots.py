"""robots.txt (RFC 9309), for pages that nobody named: paging and discovery. A user's own URL does not ask."""

from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from protego import Protego

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.model import Getter

_AGENT = "feedgen-liveblog"
_MOST = 500 * 1024  # what RFC 9309, 2.5 obliges us to read
_NOBODY = "User-agent: *\nDisallow: /"
_rules: WeakKeyDictionary[Getter, dict[str, Protego]] = WeakKeyDictionary()


def allowed(get: Getter, url: str) -> bool:
    """Whether the host of `url` lets robots such as this one fetch it; asked once per getter and host."""
    address = urljoin(url, "/robots.txt")
    rules = _rules.setdefault(get, {})
    if address not in rules:
        rules[address] = Protego.parse(_text(get, address))
    return bool(rules[address].can_fetch(url, _AGENT))


def _text(get: Getter, address: str) -> str:
    """RFC 9309, 2.3.1: a file that is not there allows all, one that cannot be had allows nothing."""
    try:
        return get(address).text[:_MOST]
    except FetchError as error:
        gone = error.status is not None and error.status < 500 and error.status != 429
        return "" if gone else _NOBODY
