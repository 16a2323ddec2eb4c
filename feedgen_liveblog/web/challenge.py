"""Challenge pages: what services that keep robots out send in place of the page."""

import re
from collections.abc import Mapping

from feedgen_liveblog.expressions import expression

# What a blocked response says in its headers. DataDome's are on good pages too, so a status is needed.
_HEADERS = {
    "cf-mitigated": "Cloudflare",
    "x-datadome": "DataDome",
    "x-dd-b": "DataDome",
    "x-amzn-waf-action": "AWS WAF",
    "x-px-block": "PerimeterX",
}
# What a blocked response says in its text.
_MARKS = {
    "Cloudflare": expression(
        r"<title>\s*Just a moment|cf[-_]chl[-_]|Attention Required! \| Cloudflare", re.I
    ),
    "DataDome": expression(r"captcha-delivery\.com", re.I),
    "Akamai": expression(r"errors\.edgesuite\.net|sec-if-cpt-container", re.I),
    "PerimeterX": expression(r"px-captcha|_pxAppId", re.I),
    "Imperva": expression(r"_Incapsula_Resource", re.I),
    "AWS WAF": expression(r"awsWafCookieDomainList|\.awswaf\.com/", re.I),
    "unknown": expression(r"<title>[^<]{0,60}(?:captcha|are you (?:a )?(?:human|robot))", re.I),
}
# These are the whole of a challenge page and in no page that readers see, so they count with status 200 too.
_CERTAIN = expression(
    r"<title>\s*Just a moment\.\.\.\s*</title>|<iframe[^>]{0,500}_Incapsula_Resource|sec-if-cpt-container"
    r"|id=[\"']?px-captcha|window\.gokuProps",
    re.I,
)
_MOST = 50_000


def challenge(status: int, headers: Mapping[str, str], text: str) -> str | None:
    """The service whose challenge page this is ('unknown' if it is one of nobody we know), or None.

    `status` 200 with no headers asks about a saved page.
    """
    if status == 200 and (len(text) > _MOST or not _CERTAIN.search(text)):
        return None
    by_header = (service for name, service in _HEADERS.items() if status != 200 and name in headers)
    by_text = (service for service, mark in _MARKS.items() if mark.search(text, 0, _MOST))
    return next(by_header, None) or next(by_text, None)
