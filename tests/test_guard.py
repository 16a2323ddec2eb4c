"""No page can make us connect to an address that only we can reach: the attacker's tests."""

import itertools
import ssl
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pytest
import trustme

from feedgen_liveblog.errors import AddressRefused, FetchError, UsageError
from feedgen_liveblog.fetch import Limits, Session
from feedgen_liveblog.web import guard
from tests.raw_server import RawServer, redirect, reply, serve

PAGE = reply(b"<p>hello</p>")
LIMITS = Limits(pause=0, retries=0, deadline=5)
INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "168.63.129.16",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:808:808::",
]


class Resolver:
    """A name server in the attacker's hand: each name's answers come in turn, the last for ever."""

    def __init__(self, **names: str | Sequence[str]) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, Iterator[str]] = {}
        for name, found in names.items():
            answers = [found] if isinstance(found, str) else list(found)
            self._answers[name.replace("_", ".")] = itertools.chain(answers, itertools.repeat(answers[-1]))

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return [next(self._answers.get(host) or iter([host]))]


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.2 stands for the Internet in these tests; what else is public is as ever."""
    real = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.2" or real(address))


@pytest.mark.parametrize("address", INSIDE)
def test_not_public(address: str) -> None:
    """Loopback, private, link-local, metadata, multicast, reserved and IPv4-in-IPv6 addresses are inside."""
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    """Addresses of the Internet are public, also as an IPv6-only network shows them (RFC 6052)."""
    assert guard.is_public(address)


@pytest.mark.parametrize("address", [each for each in INSIDE if "%" not in each])
def test_further_address_inside_by_number(address: str) -> None:
    """A further address that names an inside address is refused, and the user's own host is no help."""
    host = f"[{address}]" if ":" in address else address
    with (
        Session(LIMITS, user_url="https://blog.example/") as session,
        pytest.raises(FetchError, match=r"not a public address|odd form"),
    ):
        session(f"http://{host}/latest/meta-data/")


@pytest.mark.parametrize("address", INSIDE)
def test_further_address_inside_by_name(address: str) -> None:
    """A name whose address is inside is refused."""
    with (
        Session(LIMITS, user_url="https://blog.example/", resolve=Resolver(evil_example=address)) as session,
        pytest.raises(FetchError, match="not a public address"),
    ):
        session("http://evil.example/page2")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "127.0.0.01",
        "0x7f.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "1.1",
        "134744072",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "[::ffff:8.8.8.8]",
        "[::8.8.8.8]",
        "[64:ff9b::808:808]",
        "[2002:808:808::]",
        "[2001:0:808:808::]",
        "[fe80::1%25eth0]",
        "[::1%251]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:1]",
    ],
)
def test_odd_forms(host: str) -> None:
    """Decimal, octal, hexadecimal, short and embedded forms are refused, of public addresses too."""
    with (
        Session(LIMITS, user_url="https://blog.example/") as session,
        pytest.raises(FetchError, match=r"odd form|not a public address|is no http|not a valid host"),
    ):
        session(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://127.0.0.1:6379/_",
        "data:text/html,x",
        "javascript:alert(1)",
        "//evil",
        "http://",
        "http://[::1",
        "http://x:99999/",
        "",
    ],
)
def test_other_schemes_and_broken_urls(url: str) -> None:
    """Only well-formed http(s) addresses are fetched; the user's own wrong URL is wrong usage."""
    with Session(LIMITS) as session:
        with pytest.raises(FetchError, match="is no http"):
            session(url)
        with pytest.raises(UsageError, match="is not an http"):
            session.get(url)


def test_a_stranger_learns_no_inside_address() -> None:
    """To one who may name only public hosts, no error says what a name of our network leads to."""
    resolve = Resolver(db_corp="10.1.2.3")
    with Session(LIMITS, public_only=True, resolve=resolve) as session, pytest.raises(FetchError) as caught:
        session.get("http://db.corp/")
    assert "10.1.2.3" not in str(caught.value)


def test_own_host_may_be_inside() -> None:
    """The user's own URL may be on this machine, and then so may its further pages and redirects."""
    with serve({"/": redirect("/live"), "/live": PAGE, "/2": PAGE}) as server, Session(LIMITS) as session:
        assert session.get(server.url).url == f"{server.url}/live"
        assert session(f"{server.url}/2").text == "<p>hello</p>"


def test_own_host_by_ipv6() -> None:
    """The same for an IPv6 address."""
    with serve({"/": redirect("/live"), "/live": PAGE}, host="::1") as server, Session(LIMITS) as session:
        assert session.get(server.url).url == f"{server.url}/live"


def test_own_host_is_a_name() -> None:
    """It is the host's name that is shared, not its address: another name for this machine is refused."""
    with serve({"/": PAGE}) as server, Session(LIMITS) as session:
        session.get(server.url)
        with pytest.raises(FetchError, match=r"localhost is at .*, which is not a public address"):
            session(f"http://localhost:{server.port}/")
        assert server.paths() == ["/"]


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{}/secret", "http://localhost:{}/secret", "http://in.example:{}/"]
)
@pytest.mark.usefixtures("public")
def test_redirect_inside(target: str) -> None:
    """A redirect from a public page to an inside address is refused before a byte is sent there."""
    with serve({"/secret": PAGE, "/": PAGE}) as inside:
        with serve({"/": redirect(target.format(inside.port))}, host="127.0.0.2") as blog:
            resolve = Resolver(blog_example="127.0.0.2", in_example="127.0.0.1", localhost="127.0.0.1")
            with Session(LIMITS, resolve=resolve) as session:
                for fetch in (session.get, session):
                    with pytest.raises(FetchError, match="not a public address"):
                        fetch(f"http://blog.example:{blog.port}/")
        assert inside.requests == []


@pytest.mark.usefixtures("public")
def test_second_redirect_inside() -> None:
    """The second redirect is checked as the first was."""
    with serve({"/secret": PAGE}) as inside, serve({}, host="127.0.0.2") as blog:
        blog.routes |= {"/": redirect("/b"), "/b": redirect(f"http://127.0.0.1:{inside.port}/secret")}
        with (
            Session(LIMITS, resolve=Resolver(blog_example="127.0.0.2")) as session,
            pytest.raises(FetchError, match="not a public address"),
        ):
            session.get(f"http://blog.example:{blog.port}/")
        assert inside.requests == []


def test_redirect_to_another_scheme() -> None:
    """A redirect to a file or another protocol is refused."""
    with (
        serve({"/": redirect("file:///etc/passwd")}) as server,
        Session(LIMITS) as session,
        pytest.raises(FetchError, match="leads to 'file:///etc/passwd', which is no http"),
    ):
        session.get(server.url)


@pytest.mark.usefixtures("public")
def test_rebinding_a_further_name() -> None:
    """The address that was checked is the one connected to: a name asked once cannot answer differently."""
    with serve({"/2": PAGE}) as inside, serve({"/2": reply(b"<p>public</p>")}, host="127.0.0.2") as outside:
        for port, text in ((outside.port, "<p>public</p>"), (inside.port, None)):
            resolve = Resolver(evil_example=["127.0.0.2", "127.0.0.1"])
            with Session(LIMITS, user_url="https://blog.example/", resolve=resolve) as session:
                if text:
                    assert session(f"http://evil.example:{port}/2").text == text
                else:
                    with pytest.raises(FetchError, match="connection refused"):
                        session(f"http://evil.example:{port}/2")
            assert resolve.asked == ["evil.example"]
        assert inside.requests == []


@pytest.mark.usefixtures("public")
def test_rebinding_the_own_name() -> None:
    """The owner of the user's host cannot turn its name to our inside between the first page and the next."""
    with serve({"/2": PAGE}) as inside, serve({"/": PAGE}, host="127.0.0.2") as blog:
        resolve = Resolver(blog_example=["127.0.0.2", "127.0.0.1"])
        with Session(LIMITS, resolve=resolve) as session:
            session.get(f"http://blog.example:{blog.port}/")
            with pytest.raises(
                FetchError, match=r"blog.example is at 127.0.0.1, which is not a public address"
            ):
                session(f"http://blog.example:{inside.port}/2")
        assert inside.requests == []


@pytest.mark.usefixtures("public")
def test_rebinding_the_own_name_by_redirect() -> None:
    """Nor by a redirect to itself."""
    with serve({"/2": PAGE}) as inside, serve({}, host="127.0.0.2") as blog:
        blog.routes["/"] = redirect(f"http://blog.example:{inside.port}/2")
        with (
            Session(LIMITS, resolve=Resolver(blog_example=["127.0.0.2", "127.0.0.1"])) as session,
            pytest.raises(FetchError, match="not a public address"),
        ):
            session.get(f"http://blog.example:{blog.port}/")
        assert inside.requests == []


def test_own_host_inside_by_name() -> None:
    """A user's host inside keeps the addresses that it had first."""
    with serve({"/": PAGE, "/2": PAGE}) as server:
        with Session(LIMITS, resolve=Resolver(intranet_example="127.0.0.1")) as session:
            session.get(f"http://intranet.example:{server.port}/")
            session(f"http://intranet.example:{server.port}/2")
        assert server.paths() == ["/", "/2"]


@pytest.mark.usefixtures("public")
def test_connections_are_not_inherited() -> None:
    """A connection opened for one user's URL inside does not serve the pages of another."""
    with serve({"/": PAGE, "/2": PAGE}) as inside, serve({"/": PAGE}, host="127.0.0.2") as evil:
        with Session(LIMITS, resolve=Resolver(evil_example="127.0.0.2")) as session:
            session.get(inside.url)
            session.get(f"http://evil.example:{evil.port}/")
            with pytest.raises(FetchError, match="not a public address"):
                session(f"{inside.url}/2")
        assert inside.paths() == ["/"]


@pytest.mark.parametrize("address", [each for each in INSIDE if "%" not in each])
def test_a_strangers_own_url_must_be_public(address: str) -> None:
    """Where strangers name the URL (`serve`), it has no more rights than any other, by number or by name."""
    host = f"[{address}]" if ":" in address else address
    for url in (f"http://{host}/", "http://blog.example/"):
        resolve = Resolver(blog_example=address)
        with (
            Session(LIMITS, public_only=True, resolve=resolve) as session,
            pytest.raises(AddressRefused, match=r"not a public address|odd form"),
        ):
            session.get(url)


@pytest.mark.usefixtures("public")
def test_a_strangers_own_host_is_not_kept_open() -> None:
    """Neither a redirect nor a further page reaches inside by the name of the stranger's own host."""
    with serve({"/2": PAGE}) as inside, serve({"/": PAGE}, host="127.0.0.2") as blog:
        blog.routes["/to"] = redirect(f"http://blog.example:{inside.port}/2")
        for first in ("/", "/to"):
            resolve = Resolver(blog_example=["127.0.0.2", "127.0.0.1"])
            with Session(LIMITS, public_only=True, resolve=resolve) as session:  # noqa: SIM117
                with pytest.raises(AddressRefused):
                    session.get(f"http://blog.example:{blog.port}{first}")
                    session(f"http://blog.example:{inside.port}/2")
        assert inside.requests == []


def test_one_good_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name's addresses the public ones are used, and only they."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.2")
    checked = guard.Guard(lambda host, port: ["10.0.0.1", "127.0.0.2", "::1"])
    assert checked.addresses("evil.example", 80) == ["127.0.0.2"]


class Hosts:
    """A blog and another host, both public, that see what is sent to them."""

    def __init__(self, blog: RawServer, other: RawServer) -> None:
        self.blog, self.other = blog, other
        self.blog_url = f"http://blog.example:{blog.port}"
        self.other_url = f"http://other.example:{other.port}"
        self.resolve = Resolver(
            blog_example="127.0.0.2", other_example="127.0.0.2", www_blog_example="127.0.0.2"
        )


@pytest.fixture
def hosts(public: None) -> Iterator[Hosts]:
    with ExitStack() as stack:
        yield Hosts(*(stack.enter_context(serve({}, host="127.0.0.2")) for _ in range(2)))


SECRETS = {"Authorization": "Bearer secret", "Cookie": "login=secret", "X-Api-Key": "secret"}


def secrets(headers: dict[str, str]) -> list[str]:
    return [name for name, value in headers.items() if "secret" in value]


def test_configured_headers_stay_with_their_host(hosts: Hosts) -> None:
    """Configured headers go to the user's own host with each page, to no other by redirect or by paging."""
    hosts.blog.routes |= {"/": PAGE, "/2": PAGE, "/out": redirect(f"{hosts.other_url}/a")}
    hosts.other.routes |= {"/a": PAGE, "/b": PAGE, "/back": redirect(f"{hosts.blog_url}/2")}
    with Session(LIMITS, headers=SECRETS, resolve=hosts.resolve) as session:
        session.get(f"{hosts.blog_url}/")
        session(f"{hosts.blog_url}/2")
        session.get(f"{hosts.blog_url}/out")
        session(f"{hosts.other_url}/b")
        session(f"{hosts.other_url}/back")
    assert [len(secrets(headers)) for _, headers in hosts.blog.requests] == [3, 3, 3, 3]
    assert hosts.other.paths() == ["/a", "/b", "/back"]
    assert not any(secrets(headers) for _, headers in hosts.other.requests)


def test_headers_of_a_call_stay_with_its_host(hosts: Hosts) -> None:
    """Headers that a provider needs for its API go to that host only."""
    hosts.other.routes |= {"/api": redirect(f"{hosts.blog_url}/x")}
    hosts.blog.routes |= {"/x": PAGE}
    with Session(LIMITS, user_url=hosts.blog_url, resolve=hosts.resolve) as session:
        session(f"{hosts.other_url}/api", headers={"X-Key": "secret"})
    assert secrets(hosts.other.sent("/api")) == ["x-key"]
    assert secrets(hosts.blog.sent("/x")) == []


def test_cookies_stay_with_their_host(hosts: Hosts) -> None:
    """A cookie goes back to the host that set it, and not to its sister, even if it is set for the domain."""
    cookie = "login=secret; Domain=blog.example; Path=/"
    hosts.blog.routes |= {"/": redirect(f"{hosts.other_url}/a", set_cookie=cookie), "/2": PAGE}
    hosts.other.routes |= {"/a": PAGE}
    with Session(LIMITS, resolve=hosts.resolve) as session:
        session.get(f"{hosts.blog_url}/")
        session(f"{hosts.blog_url}/2")
        session(f"http://www.blog.example:{hosts.other.port}/a")
    assert secrets(hosts.blog.sent("/2")) == ["cookie"]
    assert not any(secrets(headers) for _, headers in hosts.other.requests)


def test_user_name_and_password(hosts: Hosts) -> None:
    """A login in the user's URL goes to that host as a header, and is in no page's URL and no error."""
    hosts.blog.routes |= {"/": redirect("/live"), "/live": PAGE, "/out": redirect(f"{hosts.other_url}/a")}
    hosts.other.routes |= {"/a": reply(b"no", 403)}
    own = hosts.blog_url.replace("http://", "http://me:p%40ss@")
    with Session(LIMITS, resolve=hosts.resolve) as session:
        assert session.get(f"{own}/").url == f"{hosts.blog_url}/live"
        assert hosts.blog.sent("/live")["authorization"] == "Basic bWU6cEBzcw=="
        with pytest.raises(FetchError, match="HTTP 403") as caught:
            session.get(f"{own}/out")
    assert "ss@" not in str(caught.value)
    assert "authorization" not in hosts.other.sent("/a")


def test_no_credentials_from_netrc(hosts: Hosts, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A .netrc of the machine is not read: a page could name a host that is in it."""
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:  # noqa: PTH123
        file.write("machine other.example login me password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    hosts.other.routes |= {"/a": PAGE}
    with Session(LIMITS, user_url=hosts.blog_url, resolve=hosts.resolve) as session:
        session(f"{hosts.other_url}/a")
    assert "authorization" not in hosts.other.sent("/a")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_tls_names_the_host(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting to a checked address keeps TLS whole: the name is sent, the certificate checked for it."""
    names = []
    context = tls(authority, "blog.example")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with authority.cert_pem.tempfile() as bundle, serve({"/": PAGE}, tls=context) as server:
        resolve = Resolver(blog_example="127.0.0.1", evil_example="127.0.0.1")
        with Session(LIMITS, resolve=resolve) as session:
            with pytest.raises(FetchError, match="TLS: the certificate is not good"):
                session.get(f"https://blog.example:{server.port}/")
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
            assert session.get(f"https://blog.example:{server.port}/").text == "<p>hello</p>"
            with pytest.raises(FetchError, match=r"TLS: the certificate is not good .*evil.example"):
                session.get(f"https://evil.example:{server.port}/")
    assert names == ["blog.example", "blog.example", "evil.example"]


def test_headers_are_not_sent_in_the_clear(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, public: None
) -> None:
    """A redirect from https to http on the same host does not take the configured headers along."""
    with authority.cert_pem.tempfile() as bundle, serve({"/": PAGE}, host="127.0.0.2") as clear:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
        routes = {"/": redirect(f"http://blog.example:{clear.port}/")}
        with serve(routes, host="127.0.0.2", tls=tls(authority, "blog.example")) as server:
            with Session(LIMITS, headers=SECRETS, resolve=Resolver(blog_example="127.0.0.2")) as session:
                session.get(f"https://blog.example:{server.port}/")
            assert len(secrets(server.sent("/"))) == 3
        assert secrets(clear.sent("/")) == []


def test_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment is used, wherever it is; it is not asked for what is known to be inside."""
    with serve({"http://blog.example/": PAGE, "http://other.example/": PAGE}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        resolve = Resolver(evil_example="127.0.0.1", other_example="8.8.8.8")
        with Session(LIMITS, resolve=resolve) as session:
            assert session.get("http://blog.example/").text == "<p>hello</p>"
            assert session("http://other.example/").text == "<p>hello</p>"
            for host in ("evil.example", "169.254.169.254", "0x7f.1"):
                with pytest.raises(FetchError, match=r"not a public address|odd form"):
                    session(f"http://{host}/")
        assert proxy.paths() == ["http://blog.example/", "http://other.example/"]
