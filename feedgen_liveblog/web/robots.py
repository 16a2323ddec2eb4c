"""robots.txt (RFC 9309), for pages that nobody named: paging and discovery. A user's own URL does not ask."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from feedgen_liveblog import urls
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.model import Getter

if TYPE_CHECKING:
    from protego import Protego

_AGENT = "feedgen-liveblog"
_MOST = 500 * 1024  # what RFC 9309, 2.5 obliges us to read
_rules: "WeakKeyDictionary[Getter, dict[str, Protego]]" = WeakKeyDictionary()


def allowed(get: Getter, url: str) -> bool:
    """Whether the host of `url` lets robots such as this one fetch it; asked once per getter and host.

    Raises FetchError where the file cannot be had, which RFC 9309, 2.3.1.4 has us take for a no.
    """
    return bool(_rules_of(get, url).can_fetch(url, _AGENT))


def sitemaps(get: Getter, url: str) -> list[str]:
    """The sitemaps that the robots.txt of a URL's host names; raises as `allowed`."""
    return list(filter(None, (urls.join(url, named) for named in _rules_of(get, url).sitemaps)))


def _rules_of(get: Getter, url: str) -> "Protego":
    from protego import Protego

    address = urljoin(url, "/robots.txt")
    rules = _rules.setdefault(get, {})
    if address not in rules:
        rules[address] = Protego.parse(_text(get, address))
    return rules[address]


def _text(get: Getter, address: str) -> str:
    """A file that is not there allows all (RFC 9309, 2.3.1.3)."""
    try:
        return get(address).text[:_MOST]
    except FetchError as error:
        if error.status is None or error.status >= 500 or error.status == 429:
            raise
        return ""
