"""A hub is told of each change, once, over HTTP; one that fails never fails the run."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from feedgen_liveblog.cli import main
from feedgen_liveblog.errors import ConfigError
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom

Run = Callable[..., tuple[int, list[str], list[str]]]


class Hub:
    """A hub on 127.0.0.1: `told` are the forms that it was sent, `status` what it answers."""

    def __init__(self, server: HTTPServer) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self.status = 204
        self.server = server
        self.url = server.url_for("/hub")
        server.expect_request("/hub").respond_with_handler(self._answer)

    def topics(self) -> list[str]:
        """The feeds told of since the last time."""
        topics = [form["hub.url"][0] for form in self.told]
        self.told.clear()
        return topics

    def _answer(self, request: Request) -> Response:
        self.headers.append(dict(request.headers))
        self.told.append(parse_qs(request.get_data(as_text=True)))
        return Response(status=self.status)


@pytest.fixture
def hub(httpserver: HTTPServer) -> Hub:
    """A hub that is well."""
    return Hub(httpserver)


@pytest.fixture
def room() -> object:
    """A live blog on 127.0.0.1."""
    with newsroom() as room:
        yield room


@pytest.fixture
def run(
    room: Newsroom,
    hub: Hub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Run:
    """Runs a configuration with a hub; its status, its lines, and what it logs of the hub."""
    config = tmp_path / "feeds.toml"

    def command(
        at: float, *arguments: str, url: str = hub.url, title: str = ""
    ) -> tuple[int, list[str], list[str]]:
        caplog.clear()
        config.write_text(
            f'output = "out"\nbase_url = "https://feeds.example/live"\nformats = ["atom", "rss"]\nhub = "{url}"\n'
            f"[limits]\npause = 0\nretries = 1\ndeadline = 2\n"
            f'[[blogs]]\nname = "harbour"\nurl = "{room.url}"\n{title}'
        )
        status = main(["run", str(config), "--force", "--now", minute(at).isoformat(), *arguments])
        said = [one.getMessage() for one in caplog.records if one.name == "feedgen_liveblog.announce"]
        return status, capsys.readouterr().out.splitlines(), said

    return command


ATOM, RSS = "https://feeds.example/live/harbour.xml", "https://feeds.example/live/harbour.rss"


def test_a_change_is_told_once_for_each_feed(room: Newsroom, hub: Hub, run: Run):
    """A POST of a form, as hubs expect it; then silence until the feed changes again."""
    run(30)
    assert hub.told == [
        {"hub.mode": ["publish"], "hub.url": [topic], "hub.topic": [topic]} for topic in (ATOM, RSS)
    ]
    assert hub.headers[0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert hub.headers[0]["User-Agent"].startswith("feedgen-liveblog/")
    hub.topics()

    assert run(31)[1] == ["harbour: unchanged"]
    assert hub.topics() == []
    room.shown.append(10)
    run(32)
    assert hub.topics() == [ATOM, RSS]


def test_the_hub_learns_of_an_edit_and_of_a_new_title(room: Newsroom, hub: Hub, run: Run):
    """Whatever alters the bytes that readers have."""
    run(30)
    hub.topics()
    room.texts[9] = "Another text of some length, for the ferry did not leave after all."
    run(31)
    assert hub.topics() == [ATOM, RSS]
    run(32, title='title = "The harbour"\n')
    assert hub.topics() == [ATOM, RSS]


def test_what_is_rendered_again_without_a_change_is_not_told(
    room: Newsroom, hub: Hub, run: Run, tmp_path: Path
):
    """A file that somebody removed comes back as it was: no news."""
    run(30)
    hub.topics()
    (tmp_path / "out" / "harbour.rss").unlink()
    assert run(31)[1] == ["harbour: rewritten"]
    assert hub.topics() == []


def test_what_became_of_it_can_be_seen(room: Newsroom, hub: Hub, run: Run):
    """With -v, and in one warning where it failed."""
    _, lines, said = run(30, "-v")
    assert lines == ["harbour: 10 new, hub told"]
    assert said == ["harbour: the hub was told of harbour.xml, harbour.rss"]
    room.shown.append(10)
    hub.status = 500
    _, lines, said = run(31, "-v")
    assert lines == ["harbour: 1 new, hub not told"]


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_hub_that_fails_fails_no_run_and_is_asked_again(room: Newsroom, hub: Hub, run: Run, status: int):
    """The feed is there, the status is 0, one line says so; the next run tells it, though nothing is new."""
    hub.status = status
    code, lines, said = run(30)
    assert (code, lines) == (0, ["harbour: 10 new"])
    assert len(said) == 1
    assert said[0].startswith(f"harbour: the hub was not told: {hub.url}: HTTP {status}")
    hub.status, _ = 202, hub.topics()

    assert run(31)[1:] == (["harbour: unchanged"], [])
    assert hub.topics() == [ATOM, RSS]
    run(32)
    assert hub.topics() == []


def test_a_hub_that_is_gone_is_given_up_until_the_feed_changes(room: Newsroom, hub: Hub, run: Run):
    """Five runs in a row; then once for each change, for it may be back."""
    dead = "http://127.0.0.1:9/"
    said = [run(30 + number, url=dead)[2] for number in range(6)]
    assert [["nor will be" in line for line in each] for each in said] == [[False]] * 4 + [[True], []]
    room.shown.append(10)
    assert "nor will be" in run(40, url=dead)[2][0]
    room.shown.append(11)
    run(41)
    assert hub.topics() == [ATOM, RSS]


def test_a_kill_between_the_feed_and_the_hub_loses_nothing(
    room: Newsroom, hub: Hub, run: Run, monkeypatch: pytest.MonkeyPatch
):
    """What was told is written down after it was told: the next run tells what this one did not."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    for place in ("feedgen_liveblog.announce.post", "feedgen_liveblog.history.dues.write"):
        with monkeypatch.context() as patch:
            patch.setattr(place, die if "post" not in place else lambda *_, **__: die())
            with pytest.raises(Killed):
                run(30)
        hub.topics()
        assert run(31)[1] == ["harbour: unchanged"]
        assert hub.topics() == [ATOM, RSS]
        room.shown.append(room.shown[-1] + 1)


def test_a_redirect_of_the_hub_is_followed_with_the_form_but_not_into_our_network(
    hub: Hub, run: Run, httpserver: HTTPServer
):
    """The hub's own URL may be anywhere, it is the user's; where it leads must be public or on its own host."""
    moved = httpserver.url_for("/moved")
    httpserver.expect_request("/moved").respond_with_data("", 301, {"Location": hub.url})
    run(30, url=moved)
    assert hub.topics() == [ATOM, RSS]
    inside = httpserver.url_for("/inside")
    httpserver.expect_request("/inside").respond_with_data("", 307, {"Location": "http://10.1.2.3/"})
    assert "which is not a public address" in run(31, url=inside)[2][0]


def test_a_login_in_the_hubs_url_goes_with_the_form(hub: Hub, run: Run, tmp_path: Path):
    """Hubs of one's own often ask for one; it is for them alone, and in no feed."""
    run(30, url=hub.url.replace("http://", "http://me:secret@"))
    assert hub.headers[0]["Authorization"] == "Basic bWU6c2VjcmV0"
    feed = (tmp_path / "out" / "harbour.xml").read_text()
    assert hub.url in feed and "secret" not in feed


def test_a_hub_without_base_url_is_an_error(tmp_path: Path):
    """The hub fetches the feed, so it must be told where that is; a deployment may say so itself."""
    from feedgen_liveblog import config

    blog = '[[blogs]]\nname = "a"\nurl = "http://x.example/"\n'
    for text, line in ((f'output = "o"\n{blog}hub = "http://h.example/"', 5),
                       (f'output = "o"\nhub = "http://h.example/"\n{blog}', 2)):  # fmt: skip
        with pytest.raises(ConfigError, match=rf"^feeds\.toml:{line}: hub: needs base_url"):
            config.parse(text, "feeds.toml", folder=tmp_path)
        given = config.parse(text, "feeds.toml", folder=tmp_path, base_url="https://feeds.example/x/")
        assert given.blogs[0].base_url == "https://feeds.example/x/"
