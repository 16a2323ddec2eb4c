"""Which blogs are due, put on an SQS queue with one message each: for more blogs than one function can poll."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from feedgen_liveblog.config import Blog
from feedgen_liveblog.history import dues, overview
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.store import Store

_BATCH = 10  # messages that SQS takes at once
_THREADS = 32  # due times that are read, and batches that are sent, at the same time


def dispatch(
    blogs: Sequence[Blog],
    store: Store,
    client: Any,
    queue: str,
    *,
    now: datetime,
    tell: Callable[[str], None],
    index: Sequence[Blog] = (),
) -> tuple[int, int]:
    """Queues the blogs that are due by name; returns how many are queued, and how many SQS refused.

    `client` is boto3's for SQS. Who was refused is due still at the next run. The page over all
    blogs, where there is an `index`, is made of what was read to find them. Raises StoreError.
    """

    def read(blog: Blog) -> Due | None:
        return dues.read(blog, store)

    def send(names: Sequence[str]) -> int:
        entries = [{"Id": str(number), "MessageBody": name} for number, name in enumerate(names)]
        refused = client.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed", ())
        for one in refused:
            tell(json.dumps({"blog": names[int(one["Id"])], "failed": one.get("Message", "not queued")}))
        return len(refused)

    with ThreadPoolExecutor(_THREADS) as pool:
        notes = {blog.name: note for blog, note in zip(blogs, pool.map(read, blogs), strict=True)}
        due = [name for name, note in notes.items() if dues.is_due(note, now)]
        refused = sum(pool.map(send, _batches(due)))
    if index:
        overview.refresh(index, store, notes)
    return len(due) - refused, refused


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))
