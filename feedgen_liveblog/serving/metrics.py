"""What Prometheus is told: requests and how long they took, looks at pages and how they ended, what is kept."""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from feedgen_liveblog.pipeline import Outcome
from feedgen_liveblog.serving.standing import Standing

TYPE = CONTENT_TYPE_LATEST
_NAME = "feedgen_liveblog"


class Metrics:
    """The numbers of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            f"{_NAME}_requests", "Requests answered.", ("route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            f"{_NAME}_request_seconds", "Time to an answer.", ("route",), registry=self._registry
        )
        self._looks = Counter(
            f"{_NAME}_looks",
            "Looks at live blogs by their result.",
            ("kind", "result"),
            registry=self._registry,
        )
        self._entries = Counter(
            f"{_NAME}_posts", "Posts that came, changed or went.", ("what",), registry=self._registry
        )

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def looked(self, kind: str, outcome: Outcome | None) -> None:
        """Counts a look at a page; one that was not due, and fetched nothing, is none."""
        if outcome and not outcome.change and not outcome.failed:
            return
        change = outcome.change if outcome else None
        self._looks.labels(
            kind, "failed" if not change else "changed" if change.written else "unchanged"
        ).inc()
        if change:
            for what in ("new", "edited", "deleted"):
                self._entries.labels(what).inc(getattr(change, what))

    def watch(self, configured: Iterable[Standing], size: Callable[[], tuple[int, int]]) -> None:
        """Names the places where what is kept can be read whenever it is asked for."""
        self._registry.register(_Kept(configured, size))

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _Kept:
    def __init__(self, configured: Iterable[Standing], size: Callable[[], tuple[int, int]]) -> None:
        self._configured, self._size = configured, size

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What prometheus_client asks each time it is asked."""
        feeds, size = self._size()
        yield GaugeMetricFamily(f"{_NAME}_on_demand_feeds", "Feeds on demand that are remembered.", feeds)
        yield GaugeMetricFamily(f"{_NAME}_on_demand_bytes", "Their bytes in the store.", size)
        failing = GaugeMetricFamily(
            f"{_NAME}_failing", "Whether the last look at a configured blog failed.", labels=["blog"]
        )
        for standing in self._configured:
            failing.add_metric([standing.blog.name], float(standing.failed is not None))
        yield failing
