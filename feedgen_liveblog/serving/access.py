"""Who may ask: by a token, by the name that the server was asked for, and not another site's page in a browser."""

import hmac
import ipaddress
import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from feedgen_liveblog.expressions import expression

_BEARER = expression(r"bearer\s+(\S+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The rule. Without a `token` only names of this machine are answered to, and those in `names`.

    A page of another site that makes its own name lead to 127.0.0.1 (DNS rebinding) sends that name.
    """

    token: str | None = None
    names: frozenset[str] = frozenset()

    def knows_host(self, host: str) -> bool:
        """Whether we answer to the name in a Host header; one who has the token may call us what he likes."""
        return bool(self.token) or not host or is_local(name := _name(host)) or name in self.names

    def has_token(self, given: str | None, authorization: str | None, cookie: str | None = None) -> bool:
        """Whether the token is right, in the query, as a bearer's or in a browser's cookie; compared in the same
        time for any."""
        if not self.token:
            return True
        bearer = _BEARER.fullmatch(authorization or "")
        offered = (given, bearer[1] if bearer else None, cookie)
        right = [hmac.compare_digest(each.encode(), self.token.encode()) for each in offered if each]
        return any(right)


def is_local(name: str) -> bool:
    """Whether a host's name or address is this machine's own, for itself."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


class _Headers(Protocol):
    def get(self, key: str, default: str, /) -> str: ...


def from_elsewhere(headers: _Headers) -> bool:
    """Whether a browser says that another site's page asks in the background (W3C Fetch Metadata).

    Feed readers do not send these headers; a link that is followed is fine.
    """
    site, mode = headers.get("Sec-Fetch-Site", ""), headers.get("Sec-Fetch-Mode", "")
    return site in ("cross-site", "same-site") and mode != "navigate"


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return "?"
