"""The mixed load: people who ask, editors who edit, articles that come in, briefs that are owed; all found again."""

import json
import os
import random
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from tests.fake_telegram import Chat
from tests.faults.bench import ADMIN, Bench

EDITORS = (ADMIN, ADMIN + 1, ADMIN + 2)
ACKNOWLEDGED = {
    "add": re.compile(r"Stored as facts? (#\d+(?:, #\d+)*)"),
    "edit": re.compile(r"Fact #\d+ is corrected; it stands as fact (#\d+)"),
    "withdraw": re.compile(r"Fact (#\d+) is withdrawn"),
    "undo": re.compile(r"Change (\d+) is undone"),
    "article": re.compile(r"Article (\d+) is in"),
}
"""What an editor reads when a change was made, by what the log of changes calls it."""
LEFT = "SELECT chat, sum(parts) FROM outbox WHERE parts > 0 GROUP BY chat"
"""How many messages left for each chat, or may have: two notices may say the same, of what was undone and done
again, but none comes that did not leave."""
DELIVERED = """
    SELECT subscription, CASE WHEN EXISTS (SELECT 1 FROM delivery_part JOIN outbox ON outbox.key = delivery_part.key
        WHERE delivery = delivery.id AND outbox.state <> 'sent') THEN 'uncertain' ELSE 'sent' END
    FROM delivery WHERE state IN ('sending', 'sent', 'uncertain')
"""
"""What became of the messages of each brief; the ledger itself learns it within a minute."""
MADE = "SELECT subscription, state, reason FROM delivery ORDER BY id"
OLD = 60.0
"""Seconds since a dropped file was written: it counts as written to its end."""


class Load:
    """Everybody who uses one bench at once, and what they were told."""

    def __init__(self, one: Bench, seed: int) -> None:
        self.one = one
        self.chance = random.Random(seed)
        self.folder = one.folder / "drop"
        self.folder.mkdir(exist_ok=True)
        self.people = [one.server.private(f"P{n}") for n in range(24)]
        self.editors = [one.server.private(f"E{n}", user_id=n) for n in EDITORS]
        self.subscribers: dict[int, Chat] = {}
        self.numbers = iter(range(1, 999_999))
        self.tapped: set[int] = set()
        self.sent_in: list[str] = []
        self.undos = 0
        self.facts = int(str(one.rows("SELECT max(id) FROM fact")[0][0]))

    def act(self, articles: bool = False) -> None:
        """Something that somebody does, more often a question than an edit; `articles` come in now and then."""
        does = self.chance.choices((self.ask, self.edit, self.owe, self.send_in), (60, 26, 12, articles))[0]
        does()

    def ask(self) -> None:
        """A question that no other is like."""
        self.one.ask(self.chance.choice(self.people), next(self.numbers))

    def edit(self) -> None:
        """Confirm what is previewed, else add, correct, withdraw or undo."""
        editor = self.chance.choice(self.editors)
        for message in editor.answers[-4:]:
            if "Confirm" in message.labels and message.id not in self.tapped:
                self.tapped.add(message.id)
                editor.taps(message, "Confirm")
                return
        number, fact = next(self.numbers), self.chance.randint(1, self.facts)
        undo = self.chance.random() < 0.2
        self.undos += undo
        others = (
            f"/addfact Mohsin Naqvi said that {number} offices were opened source: own knowledge of us",
            f"/edit {fact} when 3 Nov 2025",
            f"/withdraw {fact} for the test {number}",
        )
        editor.says("/undo" if undo else self.chance.choice(others))

    def send_in(self) -> None:
        """An article, as a document to the bot or as a file in the watched folder."""
        number = next(self.numbers)
        if self.chance.random() < 0.5:
            self.chance.choice(self.editors).sends_file(f"n{number}.txt", article(number))
        else:
            self.drop(number)

    def drop(self, number: int) -> None:
        """Put an article into the watched folder, written to its end a while ago."""
        path = self.folder / f".n{number}"
        path.write_bytes(article(number))
        os.utime(path, (time.time() - OLD, time.time() - OLD))
        path.rename(self.folder / f"n{number}.txt")
        self.sent_in.append(f"Report number {number}")

    def owe(self) -> None:
        """Owe somebody a page, from another process, as a duty by the clock does."""
        number = next(self.numbers)
        with suppress(sqlite3.OperationalError), sqlite3.connect(self.one.database, timeout=0.1) as db:
            db.execute(
                "INSERT INTO outbox (key, chat, sort, page, recorded_at, changed_at) "
                "VALUES (?, ?, 'brief', ?, '2026-01-01', '2026-01-01')",
                (f"fault:{number}", self.chance.choice(self.people).id, f'{{"title": "Owed{number:06}"}}'),
            )

    def subscribe(self, count: int) -> None:
        """People who subscribed yesterday to a brief at midnight: the next start finds it due.

        The bot must not be running.
        """
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        with sqlite3.connect(self.one.database, timeout=5) as db:
            for _ in range(count):
                chat = self.one.server.private(f"S{len(self.subscribers)}")
                cursor = db.execute(
                    "INSERT INTO subscription (chat, brief_at, zone, cursor, created_by, created_at) "
                    "VALUES (?, '00:00', 'UTC', ?, ?, ?)",
                    (chat.id, self.chance.randint(0, self.facts), chat.id,
                     (midnight - timedelta(seconds=1)).isoformat(timespec="seconds")),
                )  # fmt: skip
                self.subscribers[int(cursor.lastrowid or 0)] = chat
        db.close()

    def acknowledged(self) -> set[tuple[str, str]]:
        """The changes of which an editor was told that they are made, as (what, number)."""
        texts = [message.text for editor in self.editors for message in editor.answers]
        return {
            (what, found[1])
            for text in texts
            for what, words in ACKNOWLEDGED.items()
            if (found := words.search(text))
        }

    def made(self) -> Counter[tuple[str, str]]:
        """The changes in the log, in the same form."""
        rows = self.one.rows("SELECT what, detail FROM change")
        details = [(str(what), json.loads(str(detail))) for what, detail in rows]
        return Counter((what, detail.get("number") or detail.get("fact", "")) for what, detail in details)

    def broken(self) -> list[str]:
        """What of all that is promised does not hold at this moment; the bot need not be running."""
        seen = Counter[str]()
        left = Counter({int(str(chat)): int(str(times)) for chat, times in self.one.rows(LEFT)})
        for chat in (*self.people, *self.subscribers.values()):
            texts = [message.text for message in chat.answers]
            for text in texts:
                seen.update(set(re.findall(r"(?:Nemo|Owed)\d{6}", text)))
            if chat.title.startswith("S"):
                briefs = [text for text in texts if text.startswith("Daily brief")]  # each of its parts does
                seen[f"a brief to {chat.title}"] = 1 + len(briefs) - len(set(briefs))
                more = len(texts) - left[chat.id]
                seen[f"{more} more messages to {chat.title} than left"] = 2 if more > 0 else 0
        there = {str(row[0]) for row in self.one.rows("SELECT id FROM article")}
        lost = self.acknowledged() - self.made().keys() - {("article", number) for number in there}
        integrity = self.one.integrity()
        added = self.one.rows(
            "SELECT value FROM fact WHERE value LIKE '% offices were opened' GROUP BY value HAVING count(*) > 1"
        )
        undone = self.one.rows("SELECT count(*) FROM change WHERE what = 'undo'")[0][0]
        faults = [f"came twice: {word}" for word, times in seen.items() if times > 1]
        faults += [f"acknowledged and lost: {one}" for one in sorted(lost)]
        faults += [f"integrity: {integrity}"] if integrity != "ok" else []
        faults += [f"entered twice: {row[0]}" for row in added]
        faults += [f"{undone} undone by {self.undos} commands"] if int(str(undone)) > self.undos else []
        return faults

    def unkept(self) -> list[str]:
        """What is wrong when nothing is owed any more: articles that are not there, a ledger that is not true."""
        there = {str(row[0]) for row in self.one.rows("SELECT title FROM article")}
        faults = [f"not read in: {title}" for title in self.sent_in if title not in there]
        for key, chat, state in self.one.rows("SELECT key, chat, state FROM outbox WHERE key LIKE 'fault:%'"):
            word = f"Owed{int(str(key)[6:]):06}"
            came = any(
                word in message.text for message in self.one.server.world.chats[int(str(chat))].answers
            )
            if state not in ("sent", "uncertain") or (state == "sent" and not came):
                faults.append(f"{key} is {state}, came: {came}")
        for number, state in self.one.rows(DELIVERED):
            came = bool(self.subscribers[int(str(number))].answers)
            if state == "sent" and not came:
                faults.append(f"the brief of {number} is {state}, came: {came}")
        ledger = {int(str(number)): (state, reason) for number, state, reason in self.one.rows(MADE)}
        done = {number for number, (state, _) in ledger.items() if state in ("sending", "sent", "uncertain")}
        unmade = sorted(self.subscribers.keys() - done)
        return faults + [f"the brief of {n} was never made: {ledger.get(n, 'not booked')}" for n in unmade]


@contextmanager
def busy(load: Load, every: float = 0.05) -> Iterator[None]:
    """Everybody does something all the while."""
    stop = threading.Event()

    def go() -> None:
        while not stop.wait(every):
            load.act()

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def article(number: int) -> bytes:
    """A short report that is like no other."""
    return (
        f"Report number {number}\n\nOfficer Number{number} Brown met Minister Jane Roe in Vienna on "
        f"3 March 2024. He said {number} people were rescued by the Border Agency of Atlantis.\n"
    ).encode()
