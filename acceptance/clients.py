"""The readers, and how each is installed and made to fetch."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import console
import tools
from console import Fetched, Item

HERE = Path(__file__).resolve().parent
_NODE_CLIENTS = HERE / "node_clients.mjs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A reader. `fetch(url, home)` fetches once more; `home` is its own folder, kept from fetch to fetch."""

    name: str
    formats: tuple[str, ...]
    install: Callable[[], None]
    fetch: Callable[[str, Path], Fetched]
    core: bool = False


def in_python(name: str, url: str, home: Path) -> Fetched:
    return _told(console.run(home, tools.PYTHON, HERE / "python_clients.py", name, url, home))


def in_node(name: str, url: str, home: Path) -> Fetched:
    return _told(console.run(home, "node", tools.NODE / _NODE_CLIENTS.name, name, url))


def _install_node() -> None:
    tools.node("feedsmith", "rss-parser")
    # A module is looked for from where the script lies. Copied here, once: the readers run side by side, and
    # one that starts while another copies it reads an empty script, which says nothing and ends well.
    shutil.copy(_NODE_CLIENTS, tools.NODE)


def _told(answer: str) -> Fetched:
    told = json.loads((answer.splitlines() or [""])[-1])
    return Fetched([Item(*item) for item in told["items"]], told.get("new"), told.get("edited"))


ATOM, RSS, JSON = "xml", "rss", "json"
# reader 3.26, the last for Python 3.11, holds a feedparser that needs sgmllib3k, and does not say so.
_PYTHON = partial(tools.python, "reader", "feedparser", "fastfeedparser", "sgmllib3k")
_LIFEREA = ("liferea", "xvfb", "xauth", "dbus-daemon")

CLIENTS = (
    Client(name="newsboat", formats=(ATOM, RSS), core=True, fetch=console.newsboat,
           install=partial(tools.debian, "newsboat", commands=("newsboat",))),
    Client(name="sfeed", formats=(ATOM, RSS), core=True, fetch=console.sfeed,
           install=partial(tools.debian, "sfeed", "curl", commands=("sfeed_update", "curl"))),
    Client(name="reader", formats=(ATOM, RSS, JSON), core=True, fetch=partial(in_python, "reader"),
           install=_PYTHON),
    Client(name="feedparser", formats=(ATOM, RSS), core=True, fetch=partial(in_python, "feedparser"),
           install=_PYTHON),
    Client(name="fastfeedparser", formats=(ATOM, RSS, JSON), fetch=partial(in_python, "fastfeedparser"),
           install=_PYTHON),
    Client(name="feedsmith", formats=(ATOM, RSS, JSON), fetch=partial(in_node, "feedsmith"),
           install=_install_node),
    Client(name="rss-parser", formats=(ATOM, RSS), fetch=partial(in_node, "rss-parser"),
           install=_install_node),
    Client(name="rss2email", formats=(ATOM, RSS), fetch=console.rss2email,
           install=partial(tools.debian, "rss2email", commands=("r2e",))),
    Client(name="rsstail", formats=(ATOM, RSS), fetch=console.rsstail,
           install=partial(tools.debian, "rsstail", commands=("rsstail",))),
    Client(name="liferea", formats=(ATOM, RSS), fetch=console.liferea,
           install=partial(tools.debian, *_LIFEREA, commands=("liferea", "xvfb-run", "dbus-run-session"))),
)  # fmt: skip
