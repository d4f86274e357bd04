"""Post: what sends in tests: it drives the outbox as the real sender does, with faults on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from briefs.page import Page
from data.store import outbox
from data.store.outbox import Owed
from handlers.delivering import stamp
from handlers.desk import Desk


class Crash(BaseException):
    """The program was killed."""


Fault = str
"""'' none, '429', '403', 'lost' (never arrived, timed out), 'late' (arrived, then timed out), 'crash'."""


@dataclass
class Post:
    """A chat service that remembers what arrived: (chat, topic, key, page, reply_to), in order."""

    desk: Desk
    fault: Callable[[Owed], Fault] = lambda owed: ""
    arrived: list[tuple[int, int | None, str, Page, int | None]] = field(default_factory=list)
    message: int = 100

    def send_all(self, now: datetime) -> int:
        """Send what is due; a chat that has to wait holds up no other. How many tries were made."""
        tries, beside = 0, set[int]()
        while owed := outbox.due(self.desk.shelf, stamp(now), 50, beside):
            for one in owed:
                if one.chat not in beside:
                    tries += 1
                    if self.send(one, now) == "429":
                        beside.add(one.chat)
        return tries

    def send(self, one: Owed, now: datetime) -> Fault:
        """Send one message, with the fault that is demanded for it."""
        fault = self.fault(one)
        if fault == "429":
            return fault
        self._move(one, "sending", now)
        if fault in ("crash", "lost"):
            if fault == "crash":
                raise Crash
            self._move(one, "uncertain", now, reason="timed out")
            return fault
        if fault == "403":
            self._move(one, "failed", now, reason="bot was blocked by the user")
            return fault
        page = Page.model_validate_json(one.page)
        self.message += 1
        self.arrived.append((one.chat, one.topic, one.key, page, one.reply_to))
        if fault == "late crash":
            raise Crash
        if fault == "late":
            self._move(one, "uncertain", now, reason="timed out")
            return fault
        with self.desk.store.writing() as db:
            outbox.move(db, one.id, "sent", stamp(now), messages=[self.message])
            facts = [number for line in page.lines for number in line.facts]
            outbox.note_told(db, one.chat, one.topic, facts, self.message, stamp(now))
        return ""

    def _move(self, one: Owed, state: outbox.State, now: datetime, reason: str = "") -> None:
        with self.desk.store.writing() as db:
            outbox.move(db, one.id, state, stamp(now), reason=reason)

    def to(self, chat: int) -> list[Page]:
        """What arrived in a chat, in order."""
        return [page for number, _topic, _key, page, _reply in self.arrived if number == chat]
