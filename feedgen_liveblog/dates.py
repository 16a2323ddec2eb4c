"""Time texts to aware UTC datetimes or None: the one door to reading times."""

from feedgen_liveblog.times.moments import read, read_day
from feedgen_liveblog.times.timeline import read_all
from feedgen_liveblog.times.zones import zone, zone_name

__all__ = ["read", "read_all", "read_day", "zone", "zone_name"]
