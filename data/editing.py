"""Editing: facts added, corrected, withdrawn and restored by people, each inside one change."""

from collections.abc import Sequence

from data import contradictions
from data.dates import UNDATED, DateSpan
from data.entering import Entry, Party
from data.errors import BadUsage
from data.reading.conflicts import Conflict
from data.store import changes, conflicts, entities, facts
from data.store.articles import OWN_KNOWLEDGE
from data.store.changes import Edit
from data.store.facts import Origin
from data.store.shelf import Connection, Shelf
from data.values import EntityKind, Fact, StoredFact

Key = tuple[EntityKind, str]


def add(edit: Edit, entries: Sequence[Entry]) -> list[int]:
    """Store facts that somebody enters, with the new names they need; their numbers."""
    made: dict[Key, int] = {}
    return [_add(edit, entry, made, None) for entry in entries]


def correct(edit: Edit, number: int, entry: Entry) -> int:
    """Put a corrected fact in the place of another, which is superseded; the number of the new one."""
    edit.deed = edit.deed.model_copy(update={"why": edit.deed.why or "corrected"})
    changes.end(edit, number, "superseded")
    at = changes.not_before(edit.db, number, edit.deed.at)
    edit.deed = edit.deed.model_copy(update={"at": at})
    return _add(edit, entry, {}, number)


def _add(edit: Edit, entry: Entry, made: dict[Key, int], replaces: int | None) -> int:
    ids = {(party.kind, party.name): _entity(edit, party, made) for party in entry.parties}
    fact = entry.fact
    if replaces is None or entry.passage is None:
        fact = fact.model_copy(update={"start": 0, "end": len(entry.evidence)})
    origin = Origin(
        article=entry.article, passage=entry.passage, published=_published(entry, edit), entities=ids,
        evidence=entry.evidence, entered_by=edit.deed.who, source=entry.source, supersedes=replaces,
        tlp=entry.tlp, named=tuple(ids.values()),
    )  # fmt: skip
    number = facts.keep(edit.db, fact, origin, edit.deed.at)
    edit.inserted("fact", {"id": number})
    for involved in edit.db.execute("SELECT entity, day, fact, part FROM involves WHERE fact = ?", (number,)):
        edit.inserted("involves", dict(involved))
    edit.concerns("fact", number)
    for entity in ids.values():
        edit.concerns("entity", entity)
    _note_conflicts(edit, fact, number, ids)
    return number


def _published(entry: Entry, edit: Edit) -> DateSpan:
    """The day an undated entry is put in order by: own knowledge is that of the day it was entered."""
    if entry.source.startswith(OWN_KNOWLEDGE):
        return DateSpan(edtf=edit.deed.at[:10], precision="day")
    return UNDATED


def _entity(edit: Edit, party: Party, made: dict[Key, int]) -> int:
    if party.id is not None:
        return party.id
    key = (party.kind, party.name)
    if key not in made:
        made[key] = entities.keep(edit.db, party.kind, party.name, edit.deed.at)
        edit.inserted("entity", {"id": made[key]})
        edit.call(made[key], party.name, "name")
    return made[key]


def _note_conflicts(edit: Edit, fact: Fact, number: int, ids: dict[Key, int]) -> None:
    """Note what the fact says otherwise than the facts that are held, to be shown side by side."""
    shelf = Shelf(edit.db, edit.names)
    for conflict, numbers in contradictions.found(shelf, {fact: number}, ids, article=-number):
        _keep_conflict(edit, conflict, numbers)


def _keep_conflict(edit: Edit, conflict: Conflict, numbers: dict[Fact, int]) -> None:
    key = {"first": numbers[conflict.first], "second": numbers[conflict.second], "kind": conflict.kind}
    conflicts.keep(edit.db, [conflict], numbers, edit.deed.at)
    edit.inserted("conflict", key)


def withdraw(edit: Edit, number: int) -> None:
    """Withdraw a fact, for the reason that the change carries."""
    changes.end(edit, number, "withdrawn")


def restore(edit: Edit, number: int) -> None:
    """Let a fact hold again that was withdrawn or superseded; the one that took its place is withdrawn."""
    for row in edit.db.execute("SELECT id FROM fact WHERE supersedes = ? AND ended_at IS NULL", (number,)):
        changes.end(edit, row[0], "withdrawn")
    changes.revive(edit, number)


def accept(edit: Edit, number: int) -> None:
    """Let a proposed fact hold from now on; before it did not, however early it was proposed."""
    row = edit.db.execute("SELECT recorded_at FROM fact WHERE id = ?", (number,)).fetchone()
    changes.lapse(edit.db, number, row[0], edit.deed.at)
    edit.update("fact", {"id": number}, {"state": "current"})
    edit.concerns("fact", number)


def chain(db: Connection, number: int) -> list[int]:
    """The numbers of a fact and of all that it corrects or that correct it, the oldest first."""
    rows = db.execute(
        """WITH RECURSIVE back (id) AS (
               VALUES (?) UNION SELECT fact.supersedes FROM fact JOIN back ON fact.id = back.id
               WHERE fact.supersedes IS NOT NULL),
           whole (id) AS (
               SELECT id FROM back UNION SELECT fact.id FROM fact JOIN whole ON fact.supersedes = whole.id)
           SELECT id FROM whole ORDER BY id""",
        (number,),
    ).fetchall()
    return [row[0] for row in rows]


def entry_of(fact: StoredFact, db: Connection) -> Entry:
    """A stored fact as an entry, to be corrected field by field."""
    row = db.execute("SELECT article FROM fact WHERE id = ?", (fact.id,)).fetchone()
    plain = Fact.model_validate({name: getattr(fact, name) for name in Fact.model_fields})
    parties = [Party(kind=fact.subject_kind, name=fact.subject, id=fact.subject_id)]
    if fact.object_id is not None and fact.object_kind:
        parties.append(Party(kind=fact.object_kind, name=fact.object, id=fact.object_id))
    if fact.speaker_id is not None:
        parties.append(_speaker(db, fact))
    source = fact.source or (f"article {row[0]}" if row[0] else "")
    return Entry(
        fact=plain, parties=tuple(dict.fromkeys(parties)), evidence=fact.evidence, source=source,
        article=row[0], passage=fact.passage_id, tlp=fact.tlp,
    )  # fmt: skip


def _speaker(db: Connection, fact: StoredFact) -> Party:
    row = db.execute("SELECT kind, name FROM entity WHERE id = ?", (fact.speaker_id,)).fetchone()
    return Party(kind=row[0], name=row[1], id=fact.speaker_id)


def refuse_ended(fact: StoredFact, what: str) -> None:
    """Raises BadUsage when a fact is not in a state in which it can be changed so."""
    if what == "restore" and fact.ended_at is None:
        raise BadUsage(f"Fact #{fact.id} holds; there is nothing to restore.")
    if what != "restore" and fact.ended_at is not None:
        raise BadUsage(f"Fact #{fact.id} is {fact.state} already; /restore {fact.id} lets it hold again.")
