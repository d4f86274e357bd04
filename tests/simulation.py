"""The simulation: a month of briefs with everything that can go wrong, and the account of every one of them.

`python -m tests.simulation [CHATS] [DAYS] [SEED]` prints the counts; it ends with an error when any
brief is missing from the ledger, was accepted twice, or is not sent for a reason that is not true.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from briefs.page import Page
from data import schedule
from data.schedule import Plan
from data.store import deliveries, outbox, reach, subscriptions
from data.store.news import Follow
from data.store.outbox import Owed
from data.store.shelf import Connection
from data.store.store import Store
from handlers import correcting, delivering
from handlers.delivering import stamp
from handlers.desk import Desk
from tests.post import Crash
from tests.world import World

ZONES = (
    "Pacific/Auckland", "Australia/Sydney", "Australia/Adelaide", "Asia/Tokyo", "Asia/Shanghai",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Karachi", "Asia/Kabul", "Asia/Dubai", "Asia/Tehran",
    "Europe/Istanbul", "Asia/Beirut", "Africa/Cairo", "Europe/Brussels", "Europe/London", "Africa/Casablanca",
    "Atlantic/Azores", "America/St_Johns", "America/Santiago", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "Pacific/Honolulu",
)  # fmt: skip
"""In March and April 2026 clocks go forward in some of these (8 and 29 March) and back in others (5 April)."""
TIMES = ("00:30", "02:30", "07:00", "08:15", "18:00", "23:45")
START = datetime(2026, 3, 7, 3, 0, tzinfo=UTC)
PENALTIES = (20, 300, 4 * 3600)
"""Seconds that a chat has to wait after a 429."""


class Shaky(Store):
    """A store whose program may be killed before or after any transaction is committed."""

    def __init__(self, path: Path, chance: random.Random, odds: float) -> None:
        self.chance, self.odds = chance, odds
        super().__init__(path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        fate = self.chance.random()
        with super().writing() as db:
            yield db
            if fate < self.odds:
                raise Crash
        if fate < 2 * self.odds:
            raise Crash


@dataclass
class Service:
    """What Telegram saw: every acceptance with its moment, the penalties and who blocked the bot."""

    chance: random.Random
    accepted: dict[str, list[datetime]] = field(default_factory=dict)
    pages: list[tuple[int, str, Page]] = field(default_factory=list)
    waits: dict[int, datetime] = field(default_factory=dict)
    spoiled: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    """When each chat could not be written to at once."""
    blocked: set[int] = field(default_factory=set)
    calm: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def fate(self, owed: Owed) -> str:
        """What happens to one request."""
        if owed.chat in self.blocked:
            return "403"
        if self.calm:
            return "accepted"
        draw = self.chance.random()
        for odds, fate in ((0.02, "429"), (0.003, "403"), (0.004, "lost"), (0.004, "late"),
                           (0.001, "killed before"), (0.001, "killed after")):  # fmt: skip
            if draw < odds:
                return fate
            draw -= odds
        return "accepted"

    def accept(self, owed: Owed, now: datetime) -> int:
        """Take a message; its number."""
        self.accepted.setdefault(owed.key, []).append(now)
        self.pages.append((owed.chat, owed.key, Page.model_validate_json(owed.page)))
        return len(self.pages)


@dataclass
class Month:
    """One run: its chats, its clock, its accidents."""

    path: Path
    chats: int
    days: int
    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.world = World(Store(self.path))
        self.world.now = START
        self.service = Service(self.chance)
        self.downtime: list[tuple[datetime, datetime]] = []
        self.withdrawn: dict[int, datetime] = {}
        self.names: list[int] = []
        self.blocks: list[tuple[datetime, int]] = []
        self.counts: Counter[str] = Counter()
        self._subscribe()

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def _subscribe(self) -> None:
        """Chats in all zones, at odd times, every day or on weekdays, about all or about one thing."""
        for subject in ("Ann Lee", "Bob Ray", "Cem Tan"):
            self.world.entity(subject)
        with self.desk.store.writing() as db:
            for number in range(1, self.chats + 1):
                chat = number if number % 3 else -number
                kind = "private" if chat > 0 else "group"
                db.execute(
                    "INSERT INTO chat (id, kind, state, zone, brief_at, recorded_at) VALUES (?, ?, 'approved', ?, ?, '')",
                    (chat, kind, ZONES[number % len(ZONES)], TIMES[number % len(TIMES)]),
                )
                subscriptions.subscribe(db, chat, 0, 1, 0, stamp(START))
        for number in range(1, self.chats + 1):
            chat = number if number % 3 else -number
            one = subscriptions.of_chat(self.desk.shelf, chat, 0, "UTC")
            assert one is not None
            follows = {1: (Follow(entity=self.world.entities["Ann Lee"]),), 2: (Follow(words="visas"),)}
            days = "weekdays" if number % 7 == 0 else "daily"
            with self.desk.store.writing() as db:
                subscriptions.change(db, one.model_copy(update={
                    "follows": follows.get(number % 4, ()), "plan": one.plan.model_copy(update={"days": days}),
                    "zone": "", "brief_at": "",
                }))  # fmt: skip

    def run(self) -> None:
        """Let the month pass."""
        self.restart()
        end = START + timedelta(days=self.days)
        outage = START + timedelta(days=self.days / 2, hours=1)
        next_news = START
        while self.world.now < end:
            self.world.now += timedelta(
                minutes=self.chance.choice((1, 1, 2, 5, 9)), seconds=self.chance.randrange(60)
            )
            if outage and self.world.now > outage:
                self.downtime.append((self.world.now, self.world.now + timedelta(hours=6)))
                self.world.now += timedelta(hours=6)
                outage = end
                self.restart()
            if self.world.now >= next_news:
                self.news()
                next_news += timedelta(hours=4)
            try:
                self.step()
            except Crash:
                self.counts["killed"] += 1
                self.world.now += timedelta(seconds=self.chance.randrange(5, 90))
                self.restart()
        self.rest()

    def rest(self) -> None:
        """A quiet end: what is owed leaves, as far as it can."""
        self.restart()
        assert isinstance(self.desk.store, Shaky)
        self.desk.store.odds = 0.0
        self.service.waits.clear()
        self.service.calm = True
        for _ in range(3):
            self.step()

    def restart(self) -> None:
        """Start the program anew over the same file, as after kill -9."""
        self.world.desk.store.close()
        self.world.desk = Desk(Shaky(self.path, self.chance, 0.0), self.world.desk.settings)
        with self.desk.store.writing() as db:
            self.counts["doubted after a kill"] += outbox.doubt(db, stamp(self.world.now))
        assert isinstance(self.desk.store, Shaky)
        self.desk.store.odds = 0.0008

    def news(self) -> None:
        """What is recorded, withdrawn, blocked and moved meanwhile."""
        assert isinstance(self.desk.store, Shaky)
        self.desk.store.odds = 0.0
        for _ in range(40 if self.chance.random() < 0.02 else self.chance.randrange(3)):
            subject = self.chance.choice(("Ann Lee", "Bob Ray", "Cem Tan"))
            what = self.chance.choice(("visas", "ports", "returns"))
            self.names.append(self.world.fact(subject, f"a deal on {what}, number {len(self.names)}"))
        if self.names and self.chance.random() < 0.2:
            fact = self.chance.choice(self.names)
            if fact not in self.withdrawn:
                self.world.withdraw(fact)
                self.withdrawn[fact] = self.world.now
        for since, chat in list(self.blocks):
            if self.world.now - since > timedelta(days=2):
                self.blocks.remove((since, chat))
                self.service.blocked.discard(chat)
                self.service.spoiled.setdefault(chat, []).append((since, self.world.now))
                with self.desk.store.writing() as db:
                    reach.back(db, chat)
        if self.chance.random() < 0.1:
            self.migrate()
        self.desk.store.odds = 0.0008

    def migrate(self) -> None:
        """A group becomes a supergroup under another number."""
        groups = [
            row[0] for row in self.desk.shelf.rows("SELECT DISTINCT chat FROM subscription WHERE chat < 0")
        ]
        old = self.chance.choice(groups) if groups else 0
        if old and old > -1_000_000 and old not in self.service.blocked:
            with self.desk.store.writing() as db:
                reach.moved(db, old, old - 1_000_000, stamp(self.world.now))
            self.counts["migrated"] += 1

    def step(self) -> None:
        """One tick of every duty, then whatever may be sent."""
        correcting.tick(self.desk, self.world.now)
        delivering.tick(self.desk, self.world.now)
        now = self.world.now
        beside = {chat for chat, until in self.service.waits.items() if until > now}
        while owed := outbox.due(self.desk.shelf, stamp(now), 100, beside):
            for one in owed:
                if one.chat not in beside and not self.send(one, now):
                    beside.add(one.chat)

    def send(self, one: Owed, now: datetime) -> bool:
        """One request; False when its chat has to wait."""
        fate = self.service.fate(one)
        self.service.counts[fate] += 1
        if fate == "429":
            until = now + timedelta(seconds=self.chance.choice(PENALTIES))
            self.service.waits[one.chat] = until
            self.service.spoiled.setdefault(one.chat, []).append((now, until))
            return False
        with self.desk.store.writing() as db:
            outbox.begin(db, one.id, 1, stamp(now))
        if fate == "killed before":
            raise Crash
        message = self.service.accept(one, now) if fate in ("accepted", "late", "killed after") else 0
        if fate == "killed after":
            raise Crash
        with self.desk.store.writing() as db:
            if fate == "403":
                outbox.move(db, one.id, "failed", stamp(now), reason="bot was blocked by the user")
                reach.gone(db, one.chat, stamp(now), "bot was blocked by the user")
                if one.chat not in self.service.blocked:
                    self.service.blocked.add(one.chat)
                    self.blocks.append((now, one.chat))
            elif fate in ("lost", "late"):
                outbox.move(db, one.id, "uncertain", stamp(now), messages=[0], reason="timed out")
            else:
                outbox.move(db, one.id, "sent", stamp(now), messages=[message])
                facts = [n for line in Page.model_validate_json(one.page).lines for n in line.facts]
                outbox.note_told(db, one.chat, one.topic, facts, message, stamp(now))
        return True


class Account:
    """The account of a month: every brief that was owed, and what is true of it."""

    def __init__(self, month: Month) -> None:
        self.month, self.service = month, month.service
        month.desk.store.odds = 0.0  # type: ignore[attr-defined]
        delivering.settle(month.desk, month.world.now)
        self.shelf = month.desk.shelf
        self.states: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.delays: list[float] = []

    def check(self) -> None:
        """Raises AssertionError for the first brief that is missing, doubled or untruly explained."""
        rows = self.shelf.rows("SELECT * FROM subscription ORDER BY id")
        assert len(rows) == self.month.chats
        for row in rows:
            one = subscriptions.get(self.shelf, row["id"], "UTC")
            assert one is not None
            self._check_one(one)
        self._check_once()
        self._check_corrections()

    def _check_one(self, one: subscriptions.Subscription) -> None:
        found = self.shelf.rows("SELECT id FROM delivery WHERE subscription = :id ORDER BY day", id=one.id)
        ledger = deliveries.get_all(self.shelf, [row["id"] for row in found])
        owed = [turn.day.isoformat() for turn in _all_turns(one.plan, START, self.month.world.now)]
        assert sorted(d.day for d in ledger) == owed, (one, owed, [d.day for d in ledger])
        cursor = 0
        for delivery in sorted(ledger, key=lambda d: d.day):
            parts = deliveries.parts(self.shelf, delivery.id)
            self._check_state(one, delivery, parts)
            if any(part.state in ("sent", "uncertain") for part in parts):
                assert delivery.first == cursor, "what was recorded in between was told to nobody"
                cursor = delivery.last

    def _check_state(
        self, one: subscriptions.Subscription, delivery: deliveries.Delivery, parts: list[deliveries.Part]
    ) -> None:
        self.states[delivery.state] += 1
        self.reasons[
            f"{delivery.state}: {_kind(delivery.reason)}" if delivery.reason else delivery.state
        ] += 1
        for part in parts:
            times = self.service.accepted.get(part.key, [])
            allowed = {
                "sent": (1,),
                "uncertain": (0, 1),
                "failed": (0,),
                "skipped": (0,),
            }
            assert len(times) in allowed[part.state], (part, times)
            if part.state == "uncertain":
                assert "timed out" in part.reason or "stopped while sending" in part.reason
        due = datetime.fromisoformat(delivery.due_at)
        if delivery.state == "skipped":
            assert self._is_true(one, delivery, due), (one, delivery)
        if delivery.state == "sent" and self._was_easy(one, due):
            last = max(self.service.accepted[part.key][0] for part in parts)
            self.delays.append((last - due).total_seconds())

    def _is_true(self, one: subscriptions.Subscription, delivery: deliveries.Delivery, due: datetime) -> bool:
        """Whether the reason for which a brief was not sent is what happened."""
        over = _midnight(date.fromisoformat(delivery.day), one.plan.zone)
        if delivery.reason == "nothing new for this chat":
            return one.kind != "private"
        if delivery.reason.startswith("the bot was not running"):
            return any(begin <= due + timedelta(minutes=12) and over <= end + timedelta(minutes=12)
                       for begin, end in self.month.downtime) or over - due < timedelta(minutes=17)  # fmt: skip
        if delivery.reason.startswith("the chat cannot be reached"):
            return bool(self._spoiled(one.chat, due, over))
        if "its day was over" in delivery.reason:
            return bool(self._spoiled(one.chat, due, over)) or over - due < timedelta(minutes=17)
        return False

    def _spoiled(self, chat: int, begin: datetime, end: datetime) -> bool:
        """Whether a chat, under whichever number, could not be written to at some time between two moments."""
        open_ones = [(since, self.month.world.now) for since, number in self.month.blocks if number == chat]
        spans = [span for number in (chat, chat + 1_000_000) for span in self.service.spoiled.get(number, [])]
        return any(first <= end and last >= begin for first, last in (*spans, *open_ones))

    def _was_easy(self, one: subscriptions.Subscription, due: datetime) -> bool:
        until = due + timedelta(hours=1)
        down = any(begin <= until and due <= end for begin, end in self.month.downtime)
        return not down and not self._spoiled(one.chat, due - timedelta(hours=5), until)

    def _check_once(self) -> None:
        """No message was accepted twice, and no chat was told a fact as new in two briefs."""
        assert max((len(times) for times in self.service.accepted.values()), default=0) <= 1
        told: Counter[tuple[int, int]] = Counter()
        for _chat, key, page in self.service.pages:
            if key.startswith("brief:"):
                told.update({(int(key.split(":")[1]), n) for line in page.lines for n in line.facts})
        assert max(told.values(), default=0) <= 1, told.most_common(3)

    def _check_corrections(self) -> None:
        """Each withdrawn fact was owed as corrected once to each chat that was or may have been told it."""
        for fact in self.month.withdrawn:
            heard = {(h.chat, h.topic) for h in _hearers(self.shelf, fact)}
            noted = [
                (row["chat"], row["topic"])
                for row in self.shelf.rows("SELECT chat, topic FROM correction WHERE fact = :fact", fact=fact)
            ]
            assert len(noted) == len(set(noted))
            recent = self.month.withdrawn[fact] > self.month.world.now - timedelta(hours=1)
            assert recent or heard - self._gone() <= set(noted), (fact, heard - set(noted))

    def _gone(self) -> set[tuple[int, int]]:
        """Chats that were gone at some time: they need not have heard."""
        ever = {chat for chat, spans in self.service.spoiled.items() if spans}
        ever |= {chat for _since, chat in self.month.blocks}
        return {(number, 0) for chat in ever for number in (chat, chat - 1_000_000)}

    def told(self) -> str:
        """The counts, one line each."""
        late = sorted(self.delays)
        lines = [f"{self.month.chats} chats, {self.month.days} days, seed {self.month.seed}"]
        lines += [f"  briefs {name}: {n}" for name, n in self.reasons.most_common()]
        lines += [f"  requests {name}: {n}" for name, n in self.service.counts.most_common()]
        lines += [f"  {name}: {n}" for name, n in self.month.counts.most_common()]
        lines += [f"  facts {len(self.month.names)}, withdrawn {len(self.month.withdrawn)}"]
        if late:
            lines.append(f"  minutes from due to accepted where the chat was free: median {late[len(late) // 2] / 60:.1f}"
                         f", longest {late[-1] / 60:.1f}")  # fmt: skip
        return "\n".join(lines)


def _hearers(shelf: object, fact: int) -> list[object]:
    from data.store import corrections

    return corrections.hearers(shelf, fact)  # type: ignore[arg-type]


def _all_turns(plan: Plan, since: datetime, now: datetime) -> list[schedule.Turn]:
    first, last = schedule.local(since, plan.zone).date(), schedule.local(now, plan.zone).date()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    turns = (schedule.turn(plan, day) for day in days)
    return [one for one in turns if one is not None and since < one.due <= now]


def _midnight(day: date, zone: str) -> datetime:
    return schedule.instant(day + timedelta(days=1), datetime.min.time(), zone)


def _kind(reason: str) -> str:
    """A reason without its numbers and moments."""
    first = reason.split(";")[0].split(" (from")[0]
    return " ".join(word for word in first.split() if not any(c.isdigit() for c in word))[:70]


def simulate(folder: Path, chats: int, days: int, seed: int) -> Account:
    """Run a month and account for it."""
    month = Month(folder / f"{seed}.db", chats, days, seed)
    month.run()
    account = Account(month)
    try:
        account.check()
    finally:
        month.desk.store.close()
    return account


def main() -> None:
    """Run it with the sizes of the command line and print the counts."""
    chats, days, seed = (int(n) for n in (*sys.argv[1:], *("1000", "30", "1")[len(sys.argv) - 1 :]))
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        account = simulate(Path(folder), chats, days, seed)
    print(account.told())
    print(f"  every brief accounted for, in {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
