"""The readers that are programs: subscribed to a feed, made to fetch, and asked what they then hold."""

import os
import shlex
import sqlite3
import subprocess
from contextlib import closing
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple


class Item(NamedTuple):
    """An entry as a reader has it; None is what the reader does not tell."""

    id: str | None
    title: str
    time: int | None


class Fetched(NamedTuple):
    """What a reader holds after a fetch, and how many entries it took for new and edited, if it counts."""

    items: list[Item]
    new: int | None = None
    edited: int | None = None


_DISPLAY = Lock()  # two that start at once take the same free display number


def newsboat(url: str, home: Path) -> Fetched:
    (home / "urls").write_text(url + "\n")
    (home / "config").touch()
    database = home / "cache.db"
    run(home, "newsboat", "-C", home / "config", "-u", home / "urls", "-c", database, "-x", "reload")
    rows = _query(database, "SELECT guid, title, pubDate FROM rss_item")
    return Fetched([Item(*row) for row in rows])


def sfeed(url: str, home: Path) -> Fetched:
    config = home / "sfeedrc"
    config.write_text(f'sfeedpath={shlex.quote(str(home))}\nfeeds() {{ feed "live" {shlex.quote(url)}; }}\n')
    run(home, "sfeed_update", config)
    rows = [line.split("\t") for line in (home / "live").read_text().splitlines()]
    return Fetched([Item(row[5], row[1], int(row[0])) for row in rows])


def rss2email(url: str, home: Path) -> Fetched:
    """Each entry is mailed once, so the mails of all runs together are what a person gets."""
    config, data, mails = home / "config", home / "data.json", home / "mails"
    r2e = partial(run, home, "r2e", "-c", config, "-d", data)
    if not mails.exists():
        mails.mkdir()
        r2e("new", "reader@example.org")
        r2e("add", "live", url)
        sendmail = home / "sendmail"
        sendmail.write_text(f'#!/bin/sh\nexec cat > "$(mktemp {shlex.quote(str(mails))}/XXXXXXXXXX)"\n')
        sendmail.chmod(0o755)
        settings = config.read_text().replace("/usr/sbin/sendmail", str(sendmail))
        config.write_text(settings.replace("date-header = False", "date-header = True", 1))
    r2e("run")
    parsed = [message_from_bytes(mail.read_bytes(), policy=policy.default) for mail in mails.iterdir()]
    return Fetched([Item(mail["X-RSS-ID"], mail["Subject"], _time(mail["Date"])) for mail in parsed])


def rsstail(url: str, home: Path) -> Fetched:
    lines = run(home, "rsstail", "-1", "-u", url, "-n", "50", "-p", "-N").splitlines()
    shown = [line.strip() for line in lines if line.strip()]
    return Fetched(
        [Item(None, title, _time(date)) for title, date in zip(shown[::2], shown[1::2], strict=True)]
    )


def liferea(url: str, home: Path) -> Fetched:
    """The desktop reader on a display of its own; its list starts empty, so that it asks nobody else."""
    database = home / ".local/share/liferea/liferea.db"
    feeds = home / ".config/liferea/feedlist.opml"
    first = not feeds.exists()
    if first:
        feeds.parent.mkdir(parents=True)
        feeds.write_text('<opml version="1.0"><head><title>Feeds</title></head><body></body></opml>')
    refresh = "dbus-send --session --print-reply --dest=org.gnome.feed.Reader"
    refresh += " /org/gnome/feed/Reader org.gnome.feed.Reader.Refresh"
    script = f"""
        liferea --mainwindow-state=hidden {f"--add-feed={url}" if first else ""} & reader=$!
        sleep 5
        {"true" if first else refresh}
        sleep 3
        kill $reader; wait $reader; true"""
    with _DISPLAY:
        run(home, "dbus-run-session", "--", "xvfb-run", "-a", "sh", "-c", script)
    return Fetched([Item(*row) for row in _query(database, "SELECT source_id, title, date FROM items")])


def run(home: Path, *command: object) -> str:
    """Runs a reader with nothing of this machine's user in reach. Raises CalledProcessError."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "GSETTINGS_BACKEND": "memory", "TZ": "UTC"}
    own |= {"LC_ALL": "C.UTF-8", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "no_proxy": "127.0.0.1"}
    done = subprocess.run(
        [str(part) for part in command],
        env=clean | own,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def _query(database: Path, question: str) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def _time(text: str) -> int:
    return int(parsedate_to_datetime(text).timestamp())
