"""Exporting: the whole store as JSON Lines that read back equal, and tables of what may be shown."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from data.errors import BadUsage
from data.matching import NameIndex
from data.store.facts import SELECT, fact_of
from data.store.shelf import LIVE, OPEN, TLP, Connection, Shelf
from data.store.store import Store
from data.values import EntityKind, StoredFact

TABLES = (
    "publisher", "article", "band", "passage", "dated", "entity", "alias", "mention", "fact", "involves",
    "conflict", "doubt", "change", "change_of", "lapse", "review",
)  # fmt: skip
"""What a store knows and its trail; people, chats and messages stay where they are."""
FORM = "briefing-store-1"
"""The first line of an export says in which form the rest is."""


def whole(db: Connection) -> Iterator[str]:
    """The store, one line for each row, each a JSON list of the table and its values by column."""
    yield json.dumps([FORM, list(TABLES)])
    for table in TABLES:
        for row in db.execute(f"SELECT * FROM {table} ORDER BY {_order(db, table)}"):
            yield json.dumps([table, dict(row)], ensure_ascii=False)


def _order(db: Connection, table: str) -> str:
    """The primary key of a table, so that the same store is always written alike."""
    keys = [(row[5], row[1]) for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
    return ", ".join(f'"{name}"' for _place, name in sorted(keys))


def read_back(store: Store, lines: Iterable[str]) -> int:
    """Fill an empty store from an export, all of it or nothing; how many rows. Raises BadUsage."""
    rows = 0
    with store.writing() as db:
        if any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in TABLES):
            raise BadUsage(
                "Only an empty store can be filled from an export; choose another BRIEFING_DATABASE."
            )
        db.execute("PRAGMA defer_foreign_keys = ON")
        columns = {table: {r[1] for r in db.execute(f"PRAGMA table_info({table})")} for table in TABLES}
        names = NameIndex(db)
        for number, line in enumerate(lines, 1):
            rows += _read_line(db, names, columns, line, number)
        if not rows:
            raise BadUsage("The file is empty; nothing was imported.")
        if db.execute("PRAGMA foreign_key_check").fetchone():
            raise BadUsage("The file is not whole: some of its rows point nowhere. Nothing was imported.")
    store.note_filled()
    return rows


def _read_line(
    db: Connection, names: NameIndex, columns: Mapping[str, set[str]], line: str, number: int
) -> int:
    """Insert the row of one line; 0 for the first line, which names the form, and for an empty one."""
    wrong = BadUsage(f"Line {number} is no row of an export of this program. Nothing was imported.")
    try:
        table, values = json.loads(line) if line.strip() else (FORM, {})
    except (ValueError, TypeError) as error:
        raise wrong from error
    if number == 1 and table != FORM:
        raise wrong
    if table == FORM:
        return 0
    if table not in columns or not isinstance(values, dict) or values.keys() - columns[table]:
        raise wrong
    marks = ", ".join("?" * len(values))
    named = ", ".join(f'"{name}"' for name in values)
    try:
        db.execute(f"INSERT INTO {table} ({named}) VALUES ({marks})", [*values.values()])
    except db.Error as error:
        raise wrong from error
    if table == "alias":
        names.refile(values["id"], values["norm"])
    return 1


Row = Sequence[Any]
SOURCES = ("number", "publisher", "grade", "title", "address", "published", "marking", "recorded")
ENTITIES = ("number", "kind", "name", "short", "other names")
FACTS = (
    "number", "kind", "subject number", "subject", "what", "object number", "object", "value", "figure",
    "unit",
    "counted", "qualifier", "when", "precision", "words of the date", "where", "said by", "on behalf of",
    "marking", "article", "entered with source", "corrects", "recorded", "evidence",
)  # fmt: skip


def sources(shelf: Shelf) -> Iterator[Row]:
    """The articles that may be shown."""
    for r in shelf.rows(
        f"""SELECT article.*, publisher.name, publisher.grade FROM article
            LEFT JOIN publisher ON publisher.id = article.publisher WHERE {OPEN} ORDER BY article.id"""
    ):
        yield (r["id"], r["name"] or "", r["grade"] or "F", r["title"], r["url"], r["published_edtf"],
               TLP[r["tlp"]], r["recorded_at"])  # fmt: skip


def entities(shelf: Shelf) -> Iterator[Row]:
    """The entities that facts which may be shown are of or involve, with their other names."""
    for r in shelf.rows(
        f"""SELECT e.id, e.kind, e.name, e.short,
                (SELECT json_group_array(text) FROM alias WHERE alias.entity = e.id AND text <> e.name
                 AND (article IS NULL OR article IN (SELECT id FROM article WHERE {OPEN}))) AS names
            FROM entity e WHERE e.merged_into IS NULL AND e.id IN (
                SELECT entity FROM involves JOIN fact ON fact.id = involves.fact WHERE {LIVE}
                UNION SELECT subject FROM fact WHERE {LIVE})
            ORDER BY e.id"""
    ):
        yield r["id"], r["kind"], r["name"], r["short"], "; ".join(json.loads(r["names"]))


def live(shelf: Shelf) -> Iterator[StoredFact]:
    """The facts that hold and may be shown, in the order of their numbers."""
    return (fact_of(row) for row in shelf.rows(f"{SELECT} WHERE {LIVE} ORDER BY fact.id"))


def facts(shelf: Shelf) -> Iterator[Row]:
    """The facts that hold and may be shown, as rows."""
    for f in live(shelf):
        article = f.article_id if f.article_id and f.article_id > 0 else ""
        yield (
            f.id, f.kind.value, f.subject_id, f.subject, f.predicate, f.object_id or "", f.object, f.value,
            "" if f.number is None else f.number, f.unit, f.counted, f.qualifier, f.when.edtf,
            f.when.precision, f.when.words, f.place, f.speaker, f.on_behalf_of, TLP[f.tlp], article, f.source,
            f.supersedes or "", f.recorded_at, f.evidence,
        )  # fmt: skip


Sheet = tuple[str, Sequence[str], Callable[[Shelf], Iterator[Row]]]
SHEETS: tuple[Sheet, ...] = (
    ("entities", ENTITIES, entities), ("facts", FACTS, facts), ("sources", SOURCES, sources),
)  # fmt: skip
"""The tables that others are given: name, columns, rows."""


def as_csv(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The tables as (file name, text), comma separated, every field quoted."""
    for name, columns, rows in SHEETS:
        out = io.StringIO()
        writer = csv.writer(out, dialect=csv.unix_dialect)
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows(shelf))
        yield f"{name}.csv", out.getvalue()


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def as_lines(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The tables in one file of JSON Lines, each line with the table's name under 'is'."""
    lines = (
        json.dumps({"is": name, **dict(zip(columns, row, strict=True))}, ensure_ascii=False)
        for name, columns, rows in SHEETS
        for row in rows(shelf)
    )
    yield "briefing.jsonl", "".join(f"{line}\n" for line in lines)


SCHEMAS: Mapping[EntityKind, str] = {
    "person": "Person", "organisation": "Organization", "project": "Project", "place": "Address",
    "event": "Event", "topic": "Document",
}  # fmt: skip
"""The schema of FollowTheMoney (its model of 2025) for each kind of entity; facts are UnknownLinks."""
STATEMENT = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of a file of FollowTheMoney statements."""
DATASET = "briefing"


def as_statements(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Entities and facts as a file of FollowTheMoney statements."""
    out = io.StringIO()
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(STATEMENT)
    for number, kind, name, short, others in entities(shelf):
        schema = SCHEMAS[kind]
        writer.writerow(_statement(f"entity-{number}", schema, "name", "name", name, ""))
        for text in dict.fromkeys((short, *others.split("; "))):
            if text and text != name:
                writer.writerow(_statement(f"entity-{number}", schema, "alias", "name", text, ""))
    for fact in live(shelf):
        writer.writerows(_of_fact(fact))
    yield "statements.csv", out.getvalue()


def _of_fact(fact: StoredFact) -> Iterator[Row]:
    values = (
        ("subject", "entity", f"entity-{fact.subject_id}"),
        ("object", "entity", f"entity-{fact.object_id}" if fact.object_id else ""),
        ("role", "string", fact.predicate), ("summary", "text", fact.value),
        ("description", "text", fact.evidence), ("recordId", "string", str(fact.id)),
        ("date", "date", _day(fact)),
        ("sourceUrl", "url", fact.source if fact.source.startswith("http") else ""),
    )  # fmt: skip
    for prop, sort, value in values:
        if value:
            yield _statement(f"fact-{fact.id}", "UnknownLink", prop, sort, value, fact.recorded_at)


def _day(fact: StoredFact) -> str:
    return fact.when.edtf if fact.when.precision in ("day", "month", "year") else ""


def _statement(entity: str, schema: str, prop: str, sort: str, value: str, seen: str) -> Row:
    """One statement; its id is FollowTheMoney's digest of dataset, entity, property, value."""
    key = hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    return (entity, entity, prop, sort, schema, value, DATASET, "", "", "", "f", seen, seen, key)


FORMATS: Mapping[str, Callable[[Shelf], Iterator[tuple[str, str]]]] = {
    "jsonl": as_lines, "csv": as_csv, "ftm": as_statements,
}  # fmt: skip
"""The forms for others, each a function that gives (file name, text); a new form is one row."""


def write_whole(store: Store, out: TextIO) -> int:
    """Write the whole store; how many rows."""
    db, rows = store.shelf().db, -1
    db.execute("BEGIN")  # one moment of the store, however long it takes and whoever writes beside
    try:
        for line in whole(db):
            out.write(f"{line}\n")
            rows += 1
    finally:
        db.execute("COMMIT")
    return rows
