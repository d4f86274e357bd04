"""World: a small store for the tests of briefs: articles and facts made up one by one, chats, a clock."""

import hashlib
from datetime import UTC, datetime, timedelta

from data.dates import UNDATED, DateSpan
from data.matching import NameIndex
from data.reading.dates import parse
from data.store import articles, chats, entities, facts
from data.store.store import Store
from data.values import Article, EntityKind, Fact, FactKind
from handlers.delivering import stamp
from handlers.desk import Desk
from handlers.settings import Settings

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""Monday, 11:00 in Karachi."""


class World:
    """A desk that lets everybody read, and ways to make things happen in its store."""

    def __init__(self, store: Store | None = None) -> None:
        self.desk = Desk(store or Store(), Settings(access="open"))
        self.now = START
        self.entities: dict[str, int] = {}

    def later(self, **span: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**span)
        return self.now

    def chat(self, number: int, title: str = "", **settings: object) -> None:
        """A chat that is let in: a private one, or a group when its number is negative."""
        kind: chats.ChatKind = "private" if number > 0 else "group"
        one = chats.Chat.model_validate(
            {"id": number, "kind": kind, "title": title, "state": "approved", **settings}
        )
        with self.desk.store.writing() as db:
            chats.keep_chat(db, one, stamp(self.now))

    def entity(self, name: str, kind: EntityKind = "person") -> int:
        """An entity by its name, new or met before."""
        if name not in self.entities:
            with self.desk.store.writing() as db:
                self.entities[name] = entities.keep(db, kind, name, stamp(self.now))
                NameIndex(db).add(self.entities[name], name)
        return self.entities[name]

    def article(self, title: str, day: str = "", publisher: str = "Herald") -> int:
        """An article of a publisher, with its day."""
        digest = hashlib.sha256(f"{title}{day}{publisher}".encode()).hexdigest()
        published = parse(day) if day else UNDATED
        one = Article(text=title, title=title, publisher=publisher, sha256=digest, file=f"{title}.txt",
                      published=published or UNDATED)  # fmt: skip
        with self.desk.store.writing() as db:
            return articles.keep(db, one, (), stamp(self.now))

    def fact(
        self, subject: str, value: str, *, article: int | None = None, day: str = "", tlp: int = 0,
        entered_by: int | None = None, kind: FactKind = FactKind.AGREEMENT, predicate: str = "signed",
        supersedes: int | None = None, **more: object,
    ) -> int:  # fmt: skip
        """A fact that was just recorded."""
        number = self.entity(subject)
        of = article or self.article(f"{subject} {predicate}: {value}")
        when: DateSpan = (parse(day) if day else None) or UNDATED
        fact = Fact.model_validate({
            "kind": kind, "subject": subject, "subject_kind": "person", "predicate": predicate, "value": value,
            "when": when, "start": 0, "end": 10, **more,
        })  # fmt: skip
        published = articles.get_all(self.desk.shelf, [of])[of].published
        known = {("person", subject): number}
        if fact.object and fact.object_kind:
            known[fact.object_kind, fact.object] = self.entity(fact.object, fact.object_kind)
        origin = facts.Origin(article=of, published=published, passage=None, entities=known, evidence=value)
        with self.desk.store.writing() as db:
            kept = facts.keep(db, fact, origin, stamp(self.now))
            db.execute(
                "UPDATE fact SET tlp = ?, entered_by = ?, supersedes = ? WHERE id = ?",
                (tlp, entered_by, supersedes, kept),
            )
        return kept

    def withdraw(self, fact: int, why: str = "mistaken", by: int = 1, state: str = "withdrawn") -> None:
        """End a fact, as an editor would."""
        with self.desk.store.writing() as db:
            db.execute(
                "UPDATE fact SET state = ?, ended_at = ?, ended_by = ?, ended_why = ? WHERE id = ?",
                (state, stamp(self.now), by, why, fact),
            )

    def replace(self, fact: int, value: str, why: str = "misread", **more: object) -> int:
        """Put another fact in the place of one, as an editor would."""
        with self.desk.store.writing() as db:
            row = db.execute(
                "SELECT entity.name, fact.article FROM fact JOIN entity ON entity.id = subject WHERE fact.id = ?",
                (fact,),
            ).fetchone()
        self.withdraw(fact, why, state="superseded")
        return self.fact(row[0], value, article=row[1], supersedes=fact, **more)  # type: ignore[arg-type]

    def restore(self, fact: int) -> None:
        """Let a fact that was ended hold again."""
        with self.desk.store.writing() as db:
            db.execute(
                "UPDATE fact SET state = 'current', ended_at = NULL, ended_by = NULL WHERE id = ?", (fact,)
            )
