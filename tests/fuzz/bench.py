"""The bench of the fuzz: the real bot in this process over the sample articles, and people of all roles."""

import asyncio
import logging
import random
import time
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Means, run
from data.ingest import gather, ingest_files
from data.store import chats
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conversation import NOW
from tests.fake_telegram import Chat, FakeTelegram
from tests.fake_telegram.chats import InlineQuery, Tap
from tests.fuzz.updates import PARTS, person
from tests.test_bot.desk import UNPACED

ROOT = Path(__file__).resolve().parents[2]
ADMIN, EDITOR, READER, DENIED = 900_000_007, 900_000_021, 900_000_022, 900_000_013
STRANGER = 900_000_099
KEPT = ("fact", "article", "entity", "alias", "publisher", "change", "conflict", "review", "feed", "person")
"""The tables that only editors and administrators change."""


class Faults(logging.Handler):
    """Gathers what no update may cause: bugs and tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or "bug " in record.getMessage():
            cause = f"{record.exc_info[1]!r}" if record.exc_info else ""
            self.found.append(f"{record.name}: {record.getMessage()} {cause}")


class Bench:
    """The bot at work between `open` and `close`, and hands that feed it anything."""

    def __init__(self, server: FakeTelegram, path: Path) -> None:
        self.server = server
        self.chance = random.Random(1)
        store = Store(path)
        list(ingest_files(store, gather([ROOT / "data" / "articles"]), lambda: None, lambda: NOW))
        told = {"token": SecretStr(server.token), "api_url": server.url, "admins": (ADMIN,)}
        self.desk = Desk(store, Settings().model_copy(update=told))
        self.people = [
            server.private(name, user_id=number)
            for name, number in (
                ("Admin", ADMIN), ("Editor", EDITOR), ("Reader", READER), ("Stranger", STRANGER), ("Denied", DENIED)
            )
        ]  # fmt: skip
        members = [chat.members[0] for chat in self.people]
        self.group = server.group("Desk", members, super_=True)
        self.closed = server.group("Elsewhere", members[3:], super_=True)
        self._let_in()
        self.faults = Faults()
        self.sent: list[dict[str, Any]] = []
        self.number = 800_000_000

    def _let_in(self) -> None:
        roles = {
            EDITOR: ("editor", "approved"),
            READER: ("reader", "approved"),
            DENIED: ("stranger", "denied"),
        }
        with self.desk.store.writing() as db:
            for number, (role, state) in roles.items():
                given = {"user_id": number, "name": "P", "role": role, "state": state, "granted_at": ""}
                chats.keep_person(db, chats.Person.model_validate(given))
            group = {"id": self.group.id, "kind": "group", "title": "Desk", "state": "approved"}
            chats.keep_chat(db, chats.Chat.model_validate(group), NOW.isoformat())

    async def open(self) -> None:
        """Start the bot in this loop."""
        logging.getLogger().addHandler(self.faults)
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(run(self.desk, self.stop, Means(ticks=(), limits=UNPACED)))
        await self.server.until(lambda: self.server.made("setMyCommands") or self.task.done(), 30)

    async def close(self) -> str:
        """Stop it; gives why it ended of itself, else ''."""
        self.stop.set()
        reason = await asyncio.wait_for(self.task, 15)
        logging.getLogger().removeHandler(self.faults)
        self.desk.store.close()
        return reason

    async def feed(self, updates: list[dict[str, Any]]) -> None:
        """Hand updates over, and wait until nothing more comes of them."""
        with self.server.world.lock:
            for update in updates:
                self.number += 1
                self.server.world.updates.append({"update_id": self.number, **update})
            self.server.world.changed()
        await self.server.idle(0.1, 60)

    def update(self, plan: tuple[str, str, Any], chat: Chat, by: int) -> dict[str, Any]:
        """The update of a plan, in a chat, by one of its members."""
        kind, text, more = plan
        if kind == "again" and self.sent:
            return self.chance.choice(self.sent[-200:])
        made = {"tap": self._tap, "inline": self._inline, "other": self._other}.get(kind, self._message)
        update = made(text, more, chat, by)
        if kind != "inline":
            self.sent.append(update)
        return update

    def _head(self, chat: Chat, by: int) -> dict[str, Any]:
        sender = next(user for user in chat.members if user.id == by)
        message = chat.add(sender, "x")
        return {
            "message_id": message.id,
            "date": message.date,
            "chat": chat.as_json(),
            "from": sender.as_json(),
        }

    def _message(self, text: str, more: Any, chat: Chat, by: int) -> dict[str, Any]:
        self.server.world.files["hostile"] = text.encode("utf-8", "replace")
        body = PARTS[more](text) if isinstance(more, str) else {"text": text, **(more or {})}
        return {"message": {**self._head(chat, by), **body}}

    def _tap(self, text: str, how: str, chat: Chat, by: int) -> dict[str, Any]:
        below = (
            self.chance.choice(chat.answers[-5:]) if chat.answers else chat.add(self.server.world.bot, "x")
        )
        seen = [
            button["callback_data"]
            for other in (*self.people, self.group)
            for message in other.answers[-20:]
            for row in message.buttons
            for button in row
            if "callback_data" in button
        ]
        # An administrator who taps what was made for them may let anybody in: that is no forgery.
        data = self.chance.choice(seen) if how == "seen" and seen and by != ADMIN else text
        data = {"owned": f"7:{text}", "keyed": f"~{text}"}.get(how, data).encode("utf-8", "replace")[:64]
        sender = next(user for user in chat.members if user.id == by)
        shown = data.decode("utf-8", "ignore")
        tap = Tap(str(10**15 + self.server.world.number()), sender, below, shown, time.time())
        self.server.world.taps[tap.id] = tap
        return {
            "callback_query": {
                "id": tap.id, "from": sender.as_json(), "message": below.as_json(), "chat_instance": "1", "data": shown
            }
        }  # fmt: skip

    def _inline(self, text: str, more: Any, chat: Chat, by: int) -> dict[str, Any]:
        sender = next(user for user in chat.members if user.id == by)
        asked = InlineQuery(str(10**15 + self.server.world.number()), sender, text[:256])
        self.server.world.inline[asked.id] = asked
        return {
            "inline_query": {
                "id": asked.id,
                "from": sender.as_json(),
                "query": asked.query,
                "offset": text[:64],
            }
        }

    def _other(self, text: str, kind: str, chat: Chat, by: int) -> dict[str, Any]:
        head = self._head(chat, by)
        if kind in ("edited_message", "channel_post"):
            return {kind: {**head, "text": text, "edit_date": head["date"]}}
        if kind in ("my_chat_member", "chat_member"):
            states = [{"user": person(77, text), "status": status} for status in ("left", "member")]
            change = {"chat": head["chat"], "from": head["from"], "date": head["date"]}
            return {kind: {**change, "old_chat_member": states[0], "new_chat_member": states[1]}}
        broken = {"message": {"message_id": text}, "callback_query": 5}
        return {"poll": {"poll": {"id": text}}, "unknown": {text or "x": {"a": text}}, "broken": broken}.get(
            kind, {}
        )

    def kept(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that only editors and administrators may change."""
        shelf = self.desk.store.shelf()
        people = "SELECT user_id, role, state FROM person ORDER BY 1"
        found = {table: shelf.rows(f"SELECT * FROM {table}") for table in KEPT if table != "person"}
        found["person"] = [row for row in shelf.rows(people) if row[0] in (ADMIN, EDITOR, READER, DENIED)]
        return {table: [tuple(row) for row in rows] for table, rows in found.items()}

    def names(self) -> list[str]:
        """Names of persons that nobody here types: of more words than one, as the store holds them."""
        rows = self.desk.store.shelf().rows("SELECT name FROM entity WHERE kind = 'person'")
        return [row[0] for row in rows if " " in row[0]]
