"""Query parameters that say how a reader came to a page, and never which page it is."""

import re

from feedgen_liveblog.expressions import expression

TRACKING = expression(
    r"(?:utm|at|ns|mc|pk|piwik|mtm|matomo|hsa|wt|ga|trk|vero|oly|mkt|gaa|amp|dclid|ito|smid|scrlybrkr)_.*"
    r"|_ga|_gl|_amp|amp|outputtype|usqp|__twitter_impression|wt\.[a-z_]+"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|li_fat_id|yclid|ysclid|igshid|igsh|epik|mkevt"
    r"|xtor|xtref|cmp|cmpid|icid|ncid|ocid|s_cid|sara_ecid|smid|smtyp|ftag|ito|taid|intcmp|traffic_source"
    r"|ref|ref_?src|ref_?url|referrer|sref|source|share|sharetype|unlocked_article_code|fb_action_.*|fb_source",
    re.IGNORECASE,
)
