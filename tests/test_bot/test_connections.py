"""The connections to Telegram: each carries one request, a wait for one ends in time, and of what goes wrong it is
known whether anything may have left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientOSError
from telegram import InputFile
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.wire import Unsent, Wire, _named

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture
async def server() -> AsyncIterator["Slow"]:
    async with Slow() as slow:
        yield slow


class Slow:
    """A server that replies when it is told, and knows how many connections and requests it was given.

    Other words than a whole reply end the connection.
    """

    def __init__(self, said: bytes = WHOLE) -> None:
        self.said = said
        self.go = asyncio.Event()
        self.connections = 0
        self.requests = 0
        self._came = asyncio.Condition()

    async def __aenter__(self) -> "Slow":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()

    async def reached(self, connections: int) -> None:
        async with self._came:
            await self._came.wait_for(lambda: self.connections >= connections)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._came:
            self.connections += 1
            self._came.notify_all()
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.requests += 1
                await self.go.wait()
                writer.write(self.said)
                if self.said != WHOLE:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def wired(connections: int, patience: float = 5.0) -> AsyncIterator[Wire]:
    wire = Wire(connections, patience)
    await wire.initialize()
    try:
        yield wire
    finally:
        await wire.shutdown()


async def got(wire: Wire, url: str) -> str:
    _, body = await wire.do_request(url, "POST")
    return body.decode()


async def test_requests_one_after_another_share_a_connection(server: Slow) -> None:
    server.go.set()
    async with wired(4) as wire:
        assert [await got(wire, server.url) for _ in range(3)] == ["ok"] * 3
    assert server.connections == 1


async def test_when_all_are_taken_a_request_waits_and_is_told_so_in_time(server: Slow) -> None:
    async with wired(2, patience=0.05) as wire:
        busy = [asyncio.create_task(got(wire, server.url)) for _ in range(2)]
        await server.reached(2)
        with pytest.raises(Unsent):
            await wire.do_request(server.url, "POST", connect_timeout=0.05)
        server.go.set()
        assert await asyncio.gather(*busy) == ["ok", "ok"]
        assert await got(wire, server.url) == "ok"
    assert server.connections == 2


async def test_a_request_that_is_called_off_or_fails_gives_its_connection_back(server: Slow) -> None:
    async with wired(1) as wire:
        gone = asyncio.create_task(got(wire, server.url))
        await server.reached(1)
        gone.cancel()
        await asyncio.wait([gone])
        with pytest.raises(Unsent):
            await got(wire, "http://127.0.0.1:1/")
        server.go.set()
        assert await got(wire, server.url) == "ok"


@pytest.mark.parametrize("steps", range(1, 40))
async def test_wherever_a_request_is_called_off_the_next_one_gets_through(server: Slow, steps: int) -> None:
    """The only connection is given up after so many steps of the loop, in every stage of a request."""
    server.go.set()
    async with wired(1) as wire:
        for _ in range(2):
            request = asyncio.create_task(got(wire, server.url))
            for _ in range(steps):
                await asyncio.sleep(0)
            request.cancel()
            await asyncio.wait([request])
            assert await got(wire, server.url) == "ok"


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", b"nonsense\r\n\r\n"]
)
async def test_a_call_that_breaks_off_may_have_been_carried_out_and_is_not_repeated(said: bytes) -> None:
    """Neither by the library below; and what is said of it does not tell the address, which holds the token."""
    async with Slow(said) as server, wired(1) as wire:
        server.go.set()
        for _ in range(2):
            with pytest.raises(NetworkError) as raised:
                await got(wire, f"{server.url}bot12:secret/sendMessage")
            assert not isinstance(raised.value, Unsent)
            assert "secret" not in f"{raised.value!r}"
        assert server.requests == 2


async def test_a_reply_that_does_not_come_in_time_may_have_been_carried_out(server: Slow) -> None:
    async with wired(1) as wire:
        with pytest.raises(TimedOut) as raised:
            await wire.do_request(f"{server.url}bot12:secret/x", "POST", read_timeout=0.05)
        assert "secret" not in f"{raised.value!r}"
        assert server.requests == 1


async def test_what_was_not_sent_says_why_without_the_address() -> None:
    async with wired(1) as wire:
        with pytest.raises(Unsent, match="Connect call failed") as raised:
            await got(wire, "http://127.0.0.1:1/bot12:secret/x")
        assert "secret" not in f"{raised.value!r}"


async def test_a_connection_that_breaks_while_a_file_leaves_does_not_tell_the_address() -> None:
    """aiohttp's own words for it hold the address."""

    async def shut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    server = await asyncio.start_server(shut, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot12:secret/sendDocument"
    file = RequestParameter("document", None, [InputFile(b"x" * 30_000_000, filename="a.pdf", attach=True)])
    async with wired(1) as wire:
        with pytest.raises(NetworkError) as raised:
            await wire.do_request(url, "POST", RequestData([file]))
    server.close()
    assert not isinstance(raised.value, Unsent)
    assert "secret" not in f"{raised.value!r}"
    error = ClientOSError(32, "Can not write request body for http://x/bot12:secret/sendDocument")
    assert "secret" not in _named(error)


@pytest.mark.parametrize(("status", "code"), [(b"413 Too Large", 400), (b"502 Bad Gateway", 502)])
async def test_a_page_in_place_of_a_refusal_is_not_handed_on(status: bytes, code: int) -> None:
    async with Slow(b"HTTP/1.1 " + status + b"\r\nContent-Length: 8\r\n\r\n<secret>") as server:
        server.go.set()
        async with wired(1) as wire:
            got_code, body = await wire.do_request(server.url, "POST")
        assert got_code == code
        assert b"secret" not in body
        assert Wire.parse_json_payload(body)["description"]


@pytest.mark.parametrize(
    "files", [[], [InputFile(b"%PDF", filename="a.pdf", attach=True)]], ids=["text", "file"]
)
async def test_half_a_letter_is_refused_in_words_of_our_own(server: Slow, files: list[InputFile]) -> None:
    parameters = [RequestParameter.from_input("text", "private \ud800 words")]
    parameters += [RequestParameter("document", None, [file]) for file in files]
    async with wired(1) as wire:
        with pytest.raises(BadRequest) as raised:
            await wire.do_request(server.url, "POST", RequestData(parameters))
    assert "private" not in f"{raised.value!r}"
    assert server.requests == 0


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
async def test_the_proxy_that_the_system_names_is_asked(
    server: Slow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    alone(monkeypatch, name, server.url.removeprefix("http://") if name == "ALL_PROXY" else server.url)
    server.go.set()
    async with wired(1) as wire:
        assert await got(wire, "http://telegram.invalid/bot1:x/getMe") == "ok"
    assert server.connections == 1


def alone(monkeypatch: pytest.MonkeyPatch, name: str, proxy: str) -> None:
    """Let this be the only proxy that the environment names."""
    for other in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
        monkeypatch.delenv(other.upper(), raising=False)
    monkeypatch.setenv(name, proxy)


async def test_a_proxy_for_the_encrypted_is_asked_to_connect_first(
    server: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says no here: nothing has left for Telegram then."""
    server.said = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    alone(monkeypatch, "HTTPS_PROXY", server.url)
    server.go.set()
    async with wired(1) as wire:
        with pytest.raises(Unsent):
            await got(wire, "https://telegram.invalid/bot1:x/getMe")
    assert server.requests == 1


async def test_a_proxy_of_another_kind_is_named_as_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, "HTTPS_PROXY", "socks5://127.0.0.1:1")
    async with wired(1) as wire:
        with pytest.raises(Unsent, match="socks5 is not supported"):
            await got(wire, "https://telegram.invalid/bot1:x/getMe")
