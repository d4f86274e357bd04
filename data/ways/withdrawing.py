"""Withdrawing: an arrival undone, with all that came only from it, and put back again."""

from data.matching import NameIndex, called_by
from data.reading.copies import signature
from data.reading.gazetteers import bodies
from data.store import arrivals, copies, endings, entities, facts
from data.store.endings import Name
from data.store.shelf import Connection, Shelf
from data.values import FactKind


def withdraw_article(db: Connection, article: int, who: int | None, why: str, now: str) -> bool:
    """Take an article off the shelf with the facts, names and entities that came only from it.

    What it had replaced, as a newer version or by a notice, holds again. The caller owns the
    transaction. False when there is no such article or it was dropped before.
    """
    if endings.has_ended(db, article) is not False:
        return False
    endings.set_ended(db, article, now, why)
    endings.end(db, endings.live_facts(db, article), article, "dropped", why, who, now)
    endings.reopen(db, article, ("changed", "retracted", "vanished"), now)
    arrivals.decide_vanished(db, article, "kept")
    endings.unfile_copies(db, article)
    endings.set_doubts(db, article, "open", "withdrawn")
    _take_names(db, article, now)
    arrivals.set_state(db, article, "dropped")
    return True


def restore_article(db: Connection, article: int, now: str) -> bool:
    """Put a dropped article back with everything that was taken out because of it; False when it is there.

    Its facts take the place again of those that they had changed. The caller owns the transaction.
    """
    if not endings.has_ended(db, article):
        return False
    endings.set_ended(db, article, None, "")
    endings.reopen(db, article, ("dropped",), now)
    _replace_again(db, article, now)
    text = endings.text_of(db, article)
    copies.keep(db, article, text, signature(text))
    endings.set_doubts(db, article, "withdrawn", "open")
    for entity in endings.give_names_back(db, NameIndex(db), article):
        for other in endings.namesakes(db, entity):
            entities.keep_doubt(
                db, other, entity, "the same name, met while its article was dropped", article, now
            )
    arrivals.set_state(db, article, "open")
    return True


def _replace_again(db: Connection, article: int, now: str) -> None:
    """The facts of an article take the place again of those that they had taken it of."""
    for fact in endings.live_facts(db, article):
        old = endings.superseded_by(db, fact)
        if old is not None and fact not in endings.proposed_facts(db, article):
            endings.end(db, [old], article, "changed", "changed in a newer version of the article", None, now)


def _take_names(db: Connection, article: int, now: str) -> None:
    """Take out the entities that nothing else names, and of the others the names that nothing else uses."""
    names = NameIndex(db)
    own = {e for e in endings.entities_of(db, article) if not endings.is_named_elsewhere(db, e, article)}
    for entity in sorted(own):
        first = endings.canonical(db, entity)
        for name in endings.names_of(db, entity):
            endings.take_name(db, names, name, article, name.text == first)
        endings.take_entity(db, entity, article, now)
    for name in endings.names_from(db, article):
        if name.entity not in own and not _is_used(db, names, name, article):
            _take_one(db, names, name, article)


def _is_used(db: Connection, names: NameIndex, name: Name, article: int) -> bool:
    """Whether a name stands without this article: by another text, an office held, or as world knowledge."""
    if name.sort == "office":
        return name.text in _offices(Shelf(db, names), name.entity)
    return name.text in bodies().values() or endings.is_written_elsewhere(db, name, article)


def _offices(shelf: Shelf, entity: int) -> set[str]:
    """What an entity is called by the offices that it holds by the facts that stand."""
    held = facts.of_entity(shelf, entity, [FactKind.OFFICE.value])
    return {
        name
        for fact in held
        for name in called_by(fact.value, fact.object, fact.object_short, fact.place, fact.qualifier)
    }


def _take_one(db: Connection, names: NameIndex, name: Name, article: int) -> None:
    """Take one name of an entity that stands; of a canonical one the oldest other takes the place."""
    was_canonical = endings.canonical(db, name.entity) == name.text
    others = [n for n in endings.names_of(db, name.entity) if n.text != name.text and n.sort != "office"]
    if was_canonical and not others:
        return
    endings.take_name(db, names, name, article, was_canonical)
    if was_canonical:
        entities.rename(db, name.entity, others[0].text)
