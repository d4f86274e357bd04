"""A web server on the loopback that behaves well or badly, each path in its own way."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from data.ways.fetching import Rules, Web

Answer = Callable[["Call"], None]
LOOPBACK = ("127.0.0.1",)


def web(**rules: float) -> Web:
    """The web as tests may use it: the loopback as well, and little patience."""
    given = {"seconds": 4.0, "pause": 1.5, "size": 1_000_000} | rules
    return Web(allowed=LOOPBACK, rules=Rules.model_validate(given))


class Call(BaseHTTPRequestHandler):
    """One request; paths that nobody has laid out are not found."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        with suppress(OSError):
            self.server.pages.get(self.path, lambda call: call.say(404))(self)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.server.said[self.path, status] += 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """The server, with what stands at each path, how often it was asked for and what it answered."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Call)
        self.pages: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.said: Counter[tuple[str, int]] = Counter()
        """How often which status was answered at each path, of the answers that were told beforehand."""
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def site() -> Iterator[Site]:
    """A server for the time of the block."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def page(body: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    raw = body.encode() if isinstance(body, str) else body
    return lambda call: call.say(200, raw, Content_Type=content_type, **headers)


def status(code: int, **headers: str) -> Answer:
    return lambda call: call.say(code, b"", **headers)


def leads(to: str) -> Answer:
    return lambda call: call.say(302, b"", Location=to)


def tagged(body: str) -> Answer:
    """A page with an ETag; whoever sends it back hears that nothing has changed."""

    def answer(call: Call) -> None:
        if call.headers.get("If-None-Match") == '"one"':
            call.say(304, b"", ETag='"one"')
        else:
            call.say(200, body.encode(), Content_Type="application/rss+xml", ETag='"one"')

    return answer


def dripping(call: Call) -> None:
    """A body that never ends, a few bytes at a time."""
    call.send_response(200)
    call.send_header("Content-Length", "1000000")
    call.end_headers()
    for _ in range(200):
        call.wfile.write(b"<rss>")
        call.wfile.flush()
        time.sleep(0.1)


def silent(call: Call) -> None:
    """No answer at all."""
    time.sleep(6)


def endless(size: int) -> Answer:
    """A body of that many bytes, without saying so before."""

    def answer(call: Call) -> None:
        call.close_connection = True
        call.send_response(200)
        call.send_header("Content-Type", "application/rss+xml")
        call.send_header("Connection", "close")
        call.end_headers()
        for _ in range(size // 65536):
            call.wfile.write(b"<rss>" + b" " * 65531)

    return answer


def swelling(call: Call) -> None:
    """A gzip body of a few kilobytes that unpacks to 50 million bytes."""
    call.say(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip", Content_Type="text/html")


def rss(items: str, title: str = "The Courier") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def item(link: str, title: str, text: str, guid: str = "", day: str = "Mon, 06 May 2024 08:00:00 GMT") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{guid or link}</guid>"
        f"<pubDate>{day}</pubDate><description><![CDATA[{text}]]></description></item>"
    )
