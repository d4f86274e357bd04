"""Fetching: a page or a feed from the public web, under strict rules; every refusal is one sentence."""

import codecs
import re
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from data.dates import Value
from data.ways.addresses import BadLink, Resolve, checked, look_up, reachable

AGENT = "BriefingBot/0.1 (reads articles for cited briefings; obeys robots.txt)"
"""What we call ourselves to a server."""
REDIRECTS = 5
ROBOTS_BYTES = 500_000
"""How much of a robots.txt is read (RFC 9309 asks for 500 kibibytes at least)."""
ROBOTS_SECONDS = 3600.0
"""How long what a site's robots.txt says is remembered; RFC 9309 allows a day."""
SITES = 500
"""How many sites' rules are remembered."""


class Rules(Value):
    """What one transfer may cost."""

    size: int = 10_000_000
    """Bytes of a body, both as sent and unpacked."""
    seconds: float = 20.0
    """From the first connection to the last byte, redirects included."""
    pause: float = 8.0
    """How long a server may be silent."""


class Fetched(Value):
    """What a server answered."""

    url: str
    """Where it stood in the end."""
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    retry_after: str = ""


class Failed(BadLink):
    """The server did not give it now; `status` is its HTTP status, 0 when there was none."""

    def __init__(self, text: str, status: int = 0, retry_after: str = "", lasting: bool = False) -> None:
        super().__init__(text)
        self.status = status
        self.retry_after = retry_after
        self.lasting = lasting
        """Whether asking again will not help."""


class Web:
    """The web as we may use it; remembers what sites allow. Safe to use from several threads.

    `allowed` are numeric addresses that may be reached though they are not public; tests name
    the loopback there, and no setting leads to it.
    """

    def __init__(
        self, allowed: Collection[str] = (), resolve: Resolve = look_up, rules: Rules | None = None
    ) -> None:
        self.allowed = frozenset(allowed)
        self.rules = rules or Rules()
        self._resolve = resolve
        self._robots: dict[str, tuple[float, object]] = {}

    def page(self, url: str) -> Fetched:
        """A page that robots may read. Raises BadLink."""
        return self._get(url, {}, obey=True)

    def feed(self, url: str, etag: str = "", modified: str = "") -> Fetched:
        """A feed, or only status 304 when it has not changed since. Raises BadLink."""
        condition = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._get(url, {name: value for name, value in condition.items() if value}, obey=False)

    def _get(self, url: str, headers: dict[str, str], obey: bool) -> Fetched:
        deadline = time.monotonic() + self.rules.seconds
        for _ in range(REDIRECTS + 1):
            url = checked(url)
            if obey:
                self._ask_robots(url, deadline)
            found = self._once(url, headers, deadline, self.rules.size)
            if not isinstance(found, str):
                return _accepted(found)
            url = _led(url, found)
        raise Failed(f"It leads on from address to address, more than {REDIRECTS} times.", lasting=True)

    def _once(self, url: str, headers: dict[str, str], deadline: float, size: int) -> Fetched | str:
        """One request: the answer, or where it leads on to."""
        sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"} | headers
        transport = _Transport(_Guarded(self.allowed, self._resolve, deadline))
        waits = httpx.Timeout(self.rules.pause)
        try:
            with (
                httpx.Client(transport=transport, timeout=waits, trust_env=False) as client,
                client.stream("GET", url, headers=sent) as response,
            ):
                led = response.headers.get("location", "")
                if response.status_code in (301, 302, 303, 307, 308) and led:
                    return str(led)
                return _fetched(url, response, _body(response, size))
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise Failed("The server is too slow; nothing was taken.") from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Failed("The server cannot be reached, or breaks off.") from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise BadLink("This is no web address.") from error

    def _ask_robots(self, url: str, deadline: float) -> None:
        """Raises BadLink when the site's robots.txt forbids the address, or cannot be had."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        at, known = self._robots.get(site, (0.0, None))
        if known is None or time.monotonic() - at > ROBOTS_SECONDS:
            known = self._rules_of(site, deadline)
            if len(self._robots) >= SITES:
                self._robots.clear()
            self._robots[site] = time.monotonic(), known
        if known is not ALL and not known.can_fetch(url, AGENT.partition("/")[0]):  # type: ignore[attr-defined]
            raise Failed(f"{parts.hostname} does not let programs read this page (robots.txt).", lasting=True)

    def _rules_of(self, site: str, deadline: float) -> object:
        url = f"{site}/robots.txt"
        for _ in range(REDIRECTS + 1):
            found = self._once(checked(url), {}, deadline, ROBOTS_BYTES)
            if isinstance(found, str):
                url = _led(url, found)
            elif found.status >= 500:
                raise Failed(
                    "The site's robots.txt cannot be had now, so nothing is read there.", found.status
                )
            elif found.status >= 400:
                return ALL
            else:
                return Protego.parse(found.body.decode("utf-8", "replace"))
        return ALL


def _led(url: str, to: str) -> str:
    """Where a server leads on to. Raises BadLink when that is no address."""
    try:
        return urljoin(url, to)
    except ValueError as error:
        raise Failed("It leads on to what is no web address.", lasting=True) from error


ALL = object()
"""A site without robots.txt: everything may be read."""


def _accepted(found: Fetched) -> Fetched:
    if found.status in (200, 203, 304):
        return found
    known = SAID.get(found.status, f"The server answers with an error ({found.status}).")
    lasting = 400 <= found.status < 500 and found.status not in (408, 425, 429)
    raise Failed(known, found.status, found.retry_after, lasting)


SAID = {
    401: "The page is behind a login (401).",
    402: "The page must be paid for (402).",
    403: "The server forbids us the page (403).",
    404: "There is no such page (404).",
    410: "The page is gone for good (410).",
    429: "The server asks us to come back later (429).",
}


def _fetched(url: str, response: httpx.Response, body: bytes) -> Fetched:
    headers = response.headers
    return Fetched(
        url=url, status=response.status_code, body=body, content_type=headers.get("content-type", ""),
        etag=headers.get("etag", "")[:500], modified=headers.get("last-modified", "")[:100],
        retry_after=headers.get("retry-after", "")[:100],
    )  # fmt: skip


def _body(response: httpx.Response, size: int) -> bytes:
    """The body, unpacked; both as sent and unpacked no larger than `size`. Raises BadLink."""
    told = response.headers.get("content-length", "")
    if told.isdecimal() and int(told) > size:
        raise _too_large(size)
    unpack = _unpacker(response.headers.get("content-encoding", "").strip().lower())
    kept = bytearray()
    sent = 0
    for chunk in response.iter_raw():
        sent += len(chunk)
        kept += unpack(chunk, size + 1 - len(kept))
        if sent > size or len(kept) > size:
            raise _too_large(size)
    return bytes(kept)


def _too_large(size: int) -> BadLink:
    return Failed(f"It is larger than {size / 10**6:g} MB.", lasting=True)


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """Unpacks what is sent, at most so many bytes at a time."""
    if encoding in ("", "identity"):
        return lambda chunk, _: chunk
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Failed(f"It is packed in a way we did not ask for ({encoding[:20]}).", lasting=True)
    machine = zlib.decompressobj(47 if encoding != "deflate" else 15)

    def unpack(chunk: bytes, most: int) -> bytes:
        try:
            return machine.decompress(chunk, max(1, most))
        except zlib.error as error:
            raise Failed("It is packed wrongly and cannot be unpacked.") from error

    return unpack


HOST_NAMES = ("punycode", "idna")
"""Codecs for the parts of host names; on a long text they take time by its square."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)


def in_utf8(body: bytes, content_type: str) -> bytes:
    """A text body in UTF-8, from the encoding that the server or the page itself names."""
    named = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(body[:2048])
    if named is None or body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return body
    name = named[1].decode("ascii")
    try:
        if codecs.lookup(name).name in HOST_NAMES:
            return body
        return body.decode(name, "replace").encode("utf-8")
    except (LookupError, UnicodeError):
        return body


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that were checked just before, and lets nothing last beyond the deadline.

    The check and the connection use one answer of the name service, so a name that changes its
    address in between (DNS rebinding) gains nothing; host name and certificate stay those of the URL.
    """

    def __init__(self, allowed: Collection[str], resolve: Resolve, deadline: float) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: "Iterable[httpcore.SOCKET_OPTION] | None" = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first of the host's addresses that answers. Raises BadLink, ConnectError."""
        problem: Exception = httpcore.ConnectError("no address")
        for address in reachable(host, port, self._resolve, self._allowed)[:4]:
            try:
                wait = _left(self._deadline, timeout, httpcore.ConnectTimeout)
                stream = self._plain.connect_tcp(address, port, wait, local_address, socket_options)
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


def _left(deadline: float, timeout: float | None, error: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise error("the time for this transfer is over")
    return left if timeout is None else min(left, timeout)


class _Timed(httpcore.NetworkStream):
    """A connection on which no wait lasts beyond the deadline of the whole transfer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes. Raises ReadTimeout."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes. Raises WriteTimeout."""
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """The same connection, encrypted for the host of the URL."""
        wait = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, wait), self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """httpx over connections that the guard makes."""

    def __init__(self, guard: _Guarded) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=guard
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and give the answer as it comes in."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
            target=request.url.raw_path,
        )  # fmt: skip
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, extensions=request.extensions
        )
        found = self._pool.handle_request(sent)
        return httpx.Response(
            found.status, headers=found.headers, stream=_Stream(found), extensions=found.extensions
        )

    def close(self) -> None:
        """End all connections."""
        self._pool.close()
