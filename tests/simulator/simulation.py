"""One world, one feed, many steps: what was shown in good pages must be in the feed, once and unchanged."""

import random
import tempfile
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from feedgen_liveblog.store import open_store
from tests.raw_server import serve
from tests.simulator.command import Command, Ended, Mishap
from tests.simulator.faults import FAULTS, GOOD, HARMLESS, Server
from tests.simulator.feeds import Entry, Reader
from tests.simulator.world import Post, World, worlds

TOLERANCE = {"clock": 1, "relative": 1440}  # minutes: such a page does not say more
BASE_URL = "https://feeds.example/live/"
WAYS = {"once": 58, "kill": 10, "die": 8, "full disk": 5, "overlap": 12, "overlap and kill": 6}
WINDOWS = ("30", "12", "{ posts = 20, hours = 1 }", "60")
ACCIDENTS = (
    "state gone",
    "state cut",
    "feed gone",
    "due gone",
    "due garbage",
    "new window",
    "new title",
    "new version",
)
_CONFIG = """\
output = "{output}"
{base_url}
formats = [{formats}]
window = {window}
[limits]
deadline = 3
pause = 0
retries = 0
[[blogs]]
name = "{name}"
title = "{title}"
url = "{url}"
tz = "Europe/London"
"""


@dataclass(slots=True)
class Shown:
    """What is known to have been shown of a post: the version of its text that a run certainly saw last."""

    published: datetime
    version: int
    entry: tuple[int, datetime, datetime] | None = None  # version, updated, published as the feed had it last
    taken: int = 0  # the version of a text that was taken over without being an edit
    forgotten: bool = (
        False  # its earlier texts are: an old copy of the page may pass for an edit, and the next back
    )
    unread: bool = False  # since the state was lost it was on no page that a run has read
    story: list[str] = field(default_factory=list)  # each text that it was shown with, and that the feed had


@dataclass(slots=True)
class Summary:
    """What happened and what went wrong."""

    seed: int
    layout: str
    steps: int = 0
    shown: int = 0
    edits: int = 0
    deletions: int = 0
    noticed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    kills: int = 0
    overlaps: int = 0
    accidents: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    trails: list[str] = field(default_factory=list)
    """For each step at which something was found lost or wrong, what had happened until then."""


class Simulation:
    """Drives `run` against a world; `output` is where the feeds go a folder below `folder` if not an object store.

    `lenient` counts the good runs to come in which a text may change without its `updated`: after the state was
    lost, or under another version of ours, texts are taken over without being edits.
    """

    def __init__(
        self,
        seed: int,
        world: World,
        folder: Path,
        *,
        output: str | None = None,
        fresh: float = 0.0,
    ) -> None:
        self.rng = random.Random(seed)
        self.world = world
        self.folder = folder
        self.output = output or str(folder / "out")
        self.local = output is None
        self.store = open_store(self.output)
        self.fresh = fresh
        self.name = self.rng.choice(("harbour", "harbour.storm-2"))
        self.formats = self.rng.choice(
            (("atom", "rss", "json"), ("atom", "rss", "json"), ("json", "atom"), ("atom",))
        )
        self.window, self.title = self.rng.choice(WINDOWS), "Harbour story"
        self.base_url = BASE_URL if self.rng.random() < 0.7 else None
        self.reader = Reader(self.store, self.name, self.base_url, self.formats)
        self.lenient = 0
        self.shown: dict[str, Shown] = {}
        self.summary = Summary(
            seed,
            f"{world.layout}{', paged' if world.paged else ''}{', edits stated' if world.states_edits else ''}"
            f"{', rising' if world.rising else ''}, window {self.window}{'' if self.base_url else ', no base_url'}",
        )
        self.server = Server(world, etags=self.rng.random() < 0.5, rng=self.rng)
        self.took = 0.3
        self.trail: deque[str] = deque(maxlen=8)
        self.behind = False  # a run was cut off since the last that ended well

    def run(self, steps: int) -> Summary:
        """So many steps, then a few without faults in which all must come right."""
        with serve({}) as server:
            server.routes = self.server  # type: ignore[assignment]
            self.url = f"{server.url}/news/live/harbour-story"
            self._configure()
            self._step(GOOD, "once")
            fault = GOOD
            for _ in range(steps):
                if self.rng.random() < 0.05:
                    self._step(GOOD, "once", self.rng.choice(ACCIDENTS))
                    continue
                # What is missing on two pages in a row is deleted, and rightly: no two pages with holes.
                last, fault = fault, GOOD if self.rng.random() < 0.6 else self.rng.choice(FAULTS)
                fault = GOOD if last == fault == "holes" else fault
                self._step(fault, self.rng.choices(tuple(WAYS), tuple(WAYS.values()))[0])
            for _ in range(4):
                self.world._post()
                self._step(GOOD, "once")
        self._check_end()
        self.summary.problems += self.reader.problems
        return self.summary

    def _configure(self) -> None:
        config = _CONFIG.format(
            output=self.output,
            base_url=f'base_url = "{self.base_url}"' if self.base_url else "",
            formats=", ".join(f'"{format}"' for format in self.formats),
            window=self.window,
            title=self.title,
            name=self.name,
            url=self.url,
        )
        (self.folder / "feeds.toml").write_text(config)

    def _befall(self, accident: str) -> None:
        """What a person, a disk or an update does between two runs."""
        self.summary.accidents[accident] += 1
        files = {"state": ".state.json", "feed": ".xml", "due": ".due.json"}
        what, _, how = accident.partition(" ")
        path = Path(self.output, self.name + files.get(what, ""))
        if accident == "new window":
            self.window = self.rng.choice(WINDOWS)
        elif accident == "new title":
            self.title = f"Harbour story, {self.rng.random()}"
        elif not self.local or what not in files:
            return
        elif how == "gone":
            path.unlink(missing_ok=True)
            if what == "feed" and self.behind:  # since when an edit is there, that feed alone may have known
                for known in self.shown.values():
                    known.entry = None
        elif path.exists():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if how == "cut" else b"{}")
        self._configure()

    def _step(self, fault: str, way: str, accident: str = "") -> None:
        self.world.pass_time()
        self.server.next_step(fault)
        self.server.moving = way == "overlap" and fault == GOOD and self.rng.random() < 0.5
        mishap = None
        if way == "die":
            mishap = Mishap(dies_at=self.rng.randrange(7), before=self.rng.random() < 0.5)
        elif way == "full disk":
            mishap = Mishap(disk=self.rng.choice((0, 2_000, 10_000, 20_000, 30_000)))
        if accident:
            self._befall(accident)
            self.lenient += 2 if accident == "new version" else accident.startswith("state")
            mishap = Mishap(version="0.0.0") if accident == "new version" else None
            if accident.startswith("state"):
                for known in self.shown.values():
                    known.forgotten = known.unread = True
        before = self.store.version(f"{self.name}.xml")
        served = self.server.served + self.server.unchanged
        ended = self._commands(way, mishap)
        self.summary.steps += 1
        self.summary.faults[fault] += fault != GOOD
        outputs = " | ".join(f"{one.status} {one.output.strip()[-90:]}" for one in ended)
        self.trail.append(f"{self.summary.steps}: {fault}, {way}, {accident or 'no accident'}: {outputs}")
        whole = way in ("once", "overlap")
        if fault == GOOD:
            if whole and all(one.status == 0 for one in ended):
                self._note()
                self.reader.check_formats()
            if whole and any(one.status != 0 for one in ended):
                self.summary.problems.append(
                    f"step {self.summary.steps}: a good page was refused: {ended[0].output}"
                )
            if whole and self.server.served + self.server.unchanged == served:
                self.summary.problems.append(f"step {self.summary.steps}: the page was not asked for")
        elif fault not in HARMLESS:
            if way == "once" and ended[0].status != 1:
                self.summary.problems.append(
                    f"step {self.summary.steps}: {fault} gave status {ended[0].status}: {ended[0].output}"
                )
            if way == "once" and before != self.store.version(f"{self.name}.xml"):
                self.summary.problems.append(
                    f"step {self.summary.steps}: {fault} changed the feed: {ended[0].output}"
                )
        for one in ended:
            if one.status not in (0, 1, -9) or "Traceback" in one.output or one.output.count("\n") > 3:
                self.summary.problems.append(
                    f"step {self.summary.steps}: {way}, {fault}: status {one.status}: {one.output}"
                )
        found = self._found()
        self._check_step()
        if self._found() > found:
            self.summary.trails += self.trail
        if fault == GOOD and whole and all(one.status == 0 for one in ended):
            self.lenient = max(0, self.lenient - 1)
            self.behind = False
        self.behind |= any(one.status != 0 for one in ended)

    def _found(self) -> int:
        return len(self.summary.lost) + len(self.summary.wrong) + len(self.reader.problems)

    def _commands(self, way: str, mishap: Mishap | None) -> list[Ended]:
        # The clocks of two machines are never the same, and one is set back now and then.
        apart = self.world.layout not in TOLERANCE
        count = 2 if way.startswith("overlap") else 1
        commands = []
        for number in range(count):
            skew = self.rng.randrange(-200, 200) if apart and (number or self.rng.random() < 0.1) else 1
            now = self.world.now + timedelta(seconds=skew)
            arguments = ["run", str(self.folder / "feeds.toml"), "--force", "--now", now.isoformat()]
            log, fresh = self.folder / f"log-{number}", self.rng.random() < self.fresh
            commands.append(Command(arguments, log, fresh=fresh, mishap=mishap))
        self.summary.runs += count
        self.summary.overlaps += count == 2
        if "kill" in way:
            commands[0].kill(self.rng.random() * self.took)
        ended = [command.wait() for command in commands]
        self.summary.kills += sum(one.status == -9 for one in ended)
        return ended

    def _note(self) -> None:
        """Takes down what the page of this step showed: a run has read it and ended well."""
        seen = {post.id for post in self.world.first_page()}
        if self.world.paged and self.shown:  # what came since is to be found on whatever page it is
            newest = max(known.published for known in self.shown.values())
            seen |= {post.id for post in self.world.visible() if post.published > newest}
        seen = (seen - self.server.late) | self.server.given
        feed = f"{self.name}.xml"
        archived = {id for id, entry in self.reader.entries().items() if entry.document != feed}
        for post in self.world.visible():
            if post.id in seen:
                known = self.shown.setdefault(post.id, Shown(post.published, post.versions))
                # Where texts are taken over without being edits, those in an archive stay as they are there.
                # After a lost state that is so until the post is seen again, however late.
                if (self.lenient or known.unread) and post.id in archived:
                    known.taken = post.versions
                known.unread = False
                if post.versions != known.taken:
                    known.version = post.versions
                    known.story.append(f"{self.trail[-1]}: shown {post.versions}")

    def _check_step(self) -> None:
        step = self.summary.steps
        entries, gone = self.reader.entries(), self.reader.deleted()
        for id, entry in entries.items():
            known = self.shown.get(id)
            if known is None:
                continue
            if id in gone:  # an archive has it still, with a text from before its last edit perhaps
                known.entry = None
                continue
            tolerance = timedelta(minutes=TOLERANCE.get(self.world.layout, 0))
            if abs(entry.published - known.published) > tolerance:
                self.summary.wrong.append(
                    f"step {step}: {id} published {entry.published}, not {known.published}"
                )
                known.published = entry.published
            if known.entry:
                version, updated, published = known.entry
                moved = entry.updated != updated
                unmarked = entry.version != version and not moved and not self.lenient
                if (
                    published != entry.published
                    or (entry.version == version and moved)
                    or unmarked
                    or entry.updated < updated
                ):
                    self.summary.wrong.append(
                        f"step {step}: {id} with text {version} to {entry.version}: updated {updated} to"
                        f" {entry.updated}, published {published} to {entry.published}"
                    )
            now = entry.version, entry.updated, entry.published
            if now != known.entry:
                known.story.append(
                    f"{self.trail[-1]}: {entry.version} of {entry.updated} in {entry.document}"
                )
            known.entry = now
        for id in self.shown.keys() - entries.keys() - gone:
            if id not in (each.partition(" ")[0] for each in self.summary.lost):
                self.summary.lost.append(f"{id} at step {step}")

    def _check_end(self) -> None:
        entries, gone = self.reader.entries(), self.reader.deleted()
        now = {post.id: post for post in self.world.posts}
        self.summary.shown = len(self.shown)
        for id, known in self.shown.items():
            post = now[id]
            self.summary.edits += post.versions - 1
            if post.deleted:
                self.summary.deletions += 1
                self.summary.noticed += id in gone
                continue
            if id in gone and post.revived and post not in self.world.first_page():
                continue  # it came back when the page no longer went down to it
            wrong = len(self.summary.wrong)
            if id not in entries:
                self.summary.lost.append(f"{id} at the end")
                self.summary.trails += known.story
                continue
            entry, visible = entries[id], post in self.world.first_page()
            newest = visible and post.versions != known.taken
            if entry.version < known.version or (newest and entry.version != post.versions):
                self.summary.wrong.append(
                    f"the end: {id} has text {entry.version}, shown was {known.version}"
                )
            elif not known.forgotten and self._states(post, entry) and entry.updated != post.updated:
                self.summary.wrong.append(f"the end: {id} updated {entry.updated}, not {post.updated}")
            if len(self.summary.wrong) > wrong:
                self.summary.trails += known.story

    def _states(self, post: Post, entry: Entry) -> bool:
        """Whether the page stated the time of the edit that the entry has."""
        stated = self.world.states_edits and self.world.layout not in TOLERANCE
        return stated and entry.version == post.versions


def simulate(seed: int, *, steps: int, fresh: float, store: str) -> Summary:
    """One world and what became of its posts."""
    with tempfile.TemporaryDirectory() as folder:
        world = next(worlds(random.Random(seed)))
        output = f"{store}{seed}" if store else None
        return Simulation(seed, world, Path(folder), output=output, fresh=fresh).run(steps)
