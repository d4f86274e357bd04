"""A Bot API server that costs next to nothing: it hands out questions and takes answers, and checks nothing.

For measuring alone: `tests/fake_telegram` is strict and so takes longer for a call than a bot does.
"""

import asyncio
import json
import re
import time
from typing import Any

TOKEN = "700000002:" + "Sink" * 8 + "Tok"
BATCH = 100
LENGTH = re.compile(rb"content-length:\s*(\d+)", re.I)
HEADER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class Sink:
    """Hands out `updates` as they are given, and notes when each chat was answered."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        """Seconds until a message is acknowledged, as a network would take."""
        self.port = 0
        self.updates: list[dict[str, Any]] = []
        self.asked: dict[int, float] = {}
        self.answered: list[tuple[int, float]] = []
        self.polled = asyncio.Event()
        self._more = asyncio.Event()
        self._number = 0
        self._server: asyncio.Server | None = None
        self._served: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Sink":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._served:
            task.cancel()
        await asyncio.gather(*self._served, return_exceptions=True)

    @property
    def url(self) -> str:
        """Where a bot finds it."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, text: str, chat: int) -> None:
        """Somebody in a chat writes a message."""
        self._number += 1
        person = {"id": chat, "is_bot": False, "first_name": "A"}
        message = {
            "message_id": self._number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": person,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
        }
        self.updates.append({"update_id": self._number, "message": message})
        self.asked[chat] = time.perf_counter()
        self._more.set()

    async def until(self, answers: int, seconds: float) -> bool:
        """Wait until so many answers came; False when they did not in time."""
        end = time.perf_counter() + seconds
        while len(self.answered) < answers:
            if time.perf_counter() > end:
                return False
            await asyncio.sleep(0.01)
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it ends or we do; a cancelled one would be reported by asyncio."""
        task = asyncio.current_task()
        assert task is not None
        self._served.add(task)
        try:
            while True:
                await self._serve_one(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            self._served.discard(task)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        name = head.split(b" ", 2)[1].rpartition(b"/")[2].split(b"?")[0].decode()
        payload = json.dumps({"ok": True, "result": await self._answer(name, body)}).encode()
        writer.write(HEADER % (len(payload), payload))
        await writer.drain()

    async def _answer(self, name: str, body: bytes) -> Any:
        if name == "getUpdates":
            return await self._next(_number(body, b"offset"), _number(body, b"timeout"))
        if name == "getMe":
            return {"id": 700000002, "is_bot": True, "first_name": "Sink", "username": "sink_bot"}
        if name in ("sendMessage", "sendPhoto", "sendDocument"):
            chat = _number(body, b"chat_id")
            if self.delay:
                await asyncio.sleep(self.delay)
            self.answered.append((chat, time.perf_counter()))
            return {
                "message_id": len(self.answered),
                "date": 1,
                "chat": {"id": chat, "type": "private"},
                "text": "x",
            }
        return [] if name == "getMyCommands" else True

    async def _next(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        self.polled.set()
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), seconds)
            except TimeoutError:
                return []
        return self.updates[:BATCH]


def _number(body: bytes, name: bytes) -> int:
    """A number of a form, a JSON body or a multipart body; 0 when it is not there."""
    at = body.find(name)
    if at < 0:
        return 0
    digits = b""
    for byte in body[at + len(name) : at + len(name) + 60]:
        one = bytes([byte])
        if one.isdigit() or (one == b"-" and not digits):
            digits += one
        elif digits and digits != b"-":
            break
        elif one == b"-":
            digits = b""
    return int(digits or 0) if digits != b"-" else 0
