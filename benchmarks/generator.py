"""`python -m benchmarks.generator FACTS FILE`: a store of that many facts about an invented world.

Every row goes in through the store's own writing functions (names through the bulk `fill` of their
index), so a generated store has the shape of a read one whatever becomes of the schema. It streams:
memory does not grow with the facts. The same facts and seed give the same store.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks.world import PUBLISHERS, Thing, Told, World
from data.dates import UNDATED, DateSpan
from data.matching import NameIndex, office_names
from data.reading.conflicts import Conflict
from data.store import articles, conflicts, entities, facts
from data.store.shelf import Connection
from data.store.store import Store
from data.values import Article, Fact, FactKind, Passage

STARTED = datetime(2024, 1, 1, tzinfo=UTC)
"""When the first article was entered; the others follow at eight minutes' distance."""
BATCH = 2_000
"""Articles in one transaction."""
Progress = Callable[[str], None]


def generate(path: Path, size: int, seed: int = 1, told: Progress = lambda line: None) -> World:
    """Fill a new store at `path` with `size` facts about `size / 10` entities; returns their world."""
    began = time.perf_counter()
    world = World(max(60, size // 10), seed)
    store = Store(path)
    with store.writing() as db:
        db.execute("PRAGMA cache_size = -400000")
        _name(db, world, told)
    written = number = 0
    offices: dict[tuple[int, str], None] = {}
    while written < size:
        with store.writing() as db:
            for _ in range(BATCH):
                number += 1
                written += _article(db, world, number, offices)
                if written >= size:
                    break
        told(f"{written:,} facts of {number:,} articles after {time.perf_counter() - began:.0f} s")
    with store.writing() as db:
        _alias(db, "office", offices)
    store.close()
    told(f"done after {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    return world


def _name(db: Connection, world: World, told: Progress) -> None:
    now = STARTED.isoformat(timespec="seconds")
    things = [thing for kind in world.things.values() for thing in kind]
    for thing in things:
        number = entities.keep(db, thing.kind, thing.name, now)
        assert number == thing.id, "the store numbers entities in the order in which they come"
        if thing.short and thing.kind == "project":
            entities.shorten(db, number, thing.short)
    for sort in ("name", "acronym", "spelling"):
        _alias(db, sort, [(t.id, text) for t in things for text, kind in t.aliases if kind == sort])
    told(f"{len(things):,} entities named")


def _alias(db: Connection, sort: str, rows: "list[tuple[int, str]] | dict[tuple[int, str], None]") -> None:
    """File aliases of one sort in bulk."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM alias").fetchone()
    NameIndex(db).fill(rows)
    db.execute("UPDATE alias SET sort = ? WHERE id > ?", (sort, last))


def _article(db: Connection, world: World, number: int, offices: dict[tuple[int, str], None]) -> int:
    """Write one article with all that is read from it; how many facts that were."""
    chance = world.chance
    published = _published(world)
    told = [world.told() if chance.random() < 0.7 else world.filler() for _ in range(chance.randrange(6, 18))]
    title = f"{told[0].things[0].surface}: {world.words(6)}"
    text, passages = _laid_out(world, title, told)
    article = Article(
        text=text, title=title if chance.random() < 0.8 else "", publisher=PUBLISHERS.draw(chance),
        url=f"https://example.org/{number}", published=published, language="en", file=f"{number:07}.txt",
        sha256=sha256(str(number).encode()).hexdigest(),
    )  # fmt: skip
    now = (STARTED + timedelta(minutes=8 * number)).isoformat(timespec="seconds")
    key = articles.keep(db, article, passages, now)
    ids = _passage_ids(db, key)
    entities.keep_mentions(db, _mentions(told, passages, ids))
    articles.keep_dates(db, _dates(told, passages, ids))
    return _facts(db, world, (key, published, now), told, passages, ids, offices)


def _published(world: World) -> DateSpan:
    day = world.day()
    return day if day.precision == "day" else UNDATED


def _laid_out(world: World, title: str, told: list[Told]) -> tuple[str, list[Passage]]:
    """The text, a headline over its sentences, and its passages; few articles end in suspect ones."""
    suspect_from = len(told) - 2 if world.chance.random() < 0.05 else len(told)
    passages = [Passage(start=0, end=len(title), role="headline")]
    lines, at = [title], len(title) + 1
    for place, one in enumerate(told):
        role = "suspect" if place >= suspect_from else "bullet" if place % 9 == 8 else "body"
        why = "a stray question under a news report" if role == "suspect" else ""
        passages.append(
            Passage(start=at, end=at + len(one.text), role=role, paragraph=place + 1, why=why)  # type: ignore[arg-type]
        )
        lines.append(one.text)
        at += len(one.text) + 1
    return "\n".join(lines), passages


def _passage_ids(db: Connection, article: int) -> list[int]:
    rows = db.execute("SELECT id FROM passage WHERE article = ? ORDER BY start", (article,))
    return [row[0] for row in rows][1:]


def _mentions(told: list[Told], passages: list[Passage], ids: list[int]) -> Iterator[tuple[object, ...]]:
    for one, passage, number in zip(told, passages[1:], ids, strict=True):
        for thing in one.things:
            words, how = _written(thing, one.text)
            at = one.text.find(words)
            if at >= 0:
                yield thing.id, number, passage.start + at, passage.start + at + len(words), how, 1.0


def _written(thing: Thing, text: str) -> tuple[str, str]:
    return (thing.name, "name") if thing.name in text else (thing.surface, "acronym")


def _dates(told: list[Told], passages: list[Passage], ids: list[int]) -> Iterator[tuple[object, ...]]:
    for one, passage, number in zip(told, passages[1:], ids, strict=True):
        if one.day.edtf:
            end = passage.end - 1
            yield number, end - len(one.day.edtf), end, one.day.edtf, one.day.precision, one.day.edtf, ""


def _facts(
    db: Connection,
    world: World,
    article: tuple[int, DateSpan, str],
    told: list[Told],
    passages: list[Passage],
    ids: list[int],
    offices: dict[tuple[int, str], None],
) -> int:
    key, published, now = article
    kept: dict[Fact, int] = {}
    for one, passage, number in zip(told, passages[1:], ids, strict=True):
        fact = world.fact(one, passage.start) if passage.role != "suspect" else None
        if fact is None:
            continue
        named = {(thing.kind, thing.name): thing.id for thing in one.things}
        origin = facts.Origin(
            article=key, published=published, passage=number, entities=named, evidence=one.text,
            named=tuple(named.values()),
        )  # fmt: skip
        kept[fact] = facts.keep(db, fact, origin, now)
        if fact.kind is FactKind.OFFICE:
            _hold(offices, one, fact)
    _disagree(db, world, kept, now)
    if world.chance.random() < 0.02:
        one, other = world.any("person").id, world.any("person").id
        entities.keep_doubt(db, one, other, "the name, but another office", key, now)
    return len(kept)


def _hold(offices: dict[tuple[int, str], None], one: Told, fact: Fact) -> None:
    who, body = one.things[:2]
    if (who.id, fact.value) in offices:
        return
    for name in office_names(fact.value, fact.object, body.short, fact.place):
        offices[who.id, name] = None
    offices[who.id, fact.value] = None


def _disagree(db: Connection, world: World, kept: dict[Fact, int], now: str) -> None:
    figures = [fact for fact in kept if fact.kind is FactKind.FIGURE]
    if len(figures) > 1 and world.chance.random() < 0.1:
        clash = Conflict(
            kind="counted", about="a figure", first=figures[0], second=figures[1], why="two counts"
        )
        conflicts.keep(db, [clash], kept, now)


if __name__ == "__main__":
    generate(Path(sys.argv[2]), int(sys.argv[1]), told=lambda line: print(line, file=sys.stderr, flush=True))
