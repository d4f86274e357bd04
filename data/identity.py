"""Identity: which entity of the store each name of an article means, and what else it is called."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from data.matching import called_by
from data.reading.across import Found, Stored, Verdict, resolve_across
from data.reading.across import entities as named_in
from data.reading.document import Document
from data.reading.gazetteers import bodies, countries
from data.reading.spelling import body_key
from data.store import entities, facts
from data.store.shelf import Shelf
from data.values import EntityKind, FactKind

Key = tuple[EntityKind, str]
CANDIDATES = 6
"""How many entities of the store are weighed for one name."""


def settle(
    shelf: Shelf, document: Document, article: int, now: str, same: Mapping[Key, int] = MappingProxyType({})
) -> tuple[dict[Key, int], int]:
    """The entity of every name in the article, made where the store has none, with its new aliases.

    Returns the ids by (kind, name in the article), and how many are new. A doubtful one stays
    apart and is noted for review. `same` are names whose entity is known before: those of the
    earlier versions of the article.
    """
    ids: dict[Key, int] = {}
    new = 0
    for found in named_in(document):
        if (found.kind, found.name) in same:
            ids[found.kind, found.name] = same[found.kind, found.name]
            _call(shelf, same[found.kind, found.name], found, article)
            continue
        verdict = _verdict(shelf, found)
        if verdict.decision == "same" and verdict.stored_id is not None:
            number = verdict.stored_id
            _lengthen(shelf, number, found)
        else:
            number, new = entities.keep(shelf.db, found.kind, official(found), now), new + 1
        if (
            verdict.decision == "doubtful"
            and verdict.stored_id is not None
            and not _both_known(shelf, found, verdict)
        ):
            entities.keep_doubt(shelf.db, number, verdict.stored_id, verdict.why, article, now)
        ids[found.kind, found.name] = number
        _call(shelf, number, found, article)
    _call_by_office(shelf, document, ids, article)
    return ids, new


def _lengthen(shelf: Shelf, number: int, found: Found) -> None:
    """Call a body by its full name as soon as an article gives it; its acronym was all we had."""
    entity = entities.get(shelf, number)
    if entity and found.kind != "person" and _is_acronym(entity.name) and not _is_acronym(found.name):
        entities.rename(shelf.db, number, official(found))
        entities.shorten(shelf.db, number, entity.name)


def official(found: Found) -> str:
    """The name that a well-known body gives itself ('Centre' for 'Center'), else the article's."""
    if found.kind != "organisation":
        return found.name
    return _well_known().get(body_key(found.name), found.name)


@cache
def _well_known() -> dict[tuple[str, ...], str]:
    return {body_key(name): name for name in bodies().values()}


def _known_by(found: Found) -> Found:
    """What an entity is recognised by: an event by its full name alone, for any may be 'the conference'."""
    return found.model_copy(update={"forms": ()}) if found.kind == "event" else found


def _both_known(shelf: Shelf, found: Found, verdict: Verdict) -> bool:
    """Whether both are bodies of general knowledge, so that one is no part of the other's name."""
    other = entities.get(shelf, verdict.stored_id or 0)
    return bool(other) and {official(found), other.name if other else ""} <= set(_well_known().values())


def _verdict(shelf: Shelf, found: Found) -> Verdict:
    """What a name means: first weighed against those called exactly so; if that is not enough, all like it.

    Most names of an article are known letter for letter; looking for similar ones costs far more.
    """
    exact = entities.named(shelf, found.name, found.kind, CANDIDATES)
    if exact:
        (verdict,) = resolve_across([_known_by(found)], [_stored(shelf, found, number) for number in exact])
        if verdict.decision == "same" or (found.kind == "person" and not found.offices):
            return verdict
    (verdict,) = resolve_across([_known_by(found)], _candidates(shelf, found, exact))
    return verdict


def _candidates(shelf: Shelf, found: Found, exact: Sequence[int]) -> list[Stored]:
    """The entities of the same kind that have a name like one of these."""
    numbers: dict[int, None] = dict.fromkeys(exact)
    for form in _looked_for(found):
        matches = shelf.names.search(form, CANDIDATES, keep=lambda ids: _of_kind(shelf, ids, found.kind))
        numbers |= dict.fromkeys(match.entity_id for match in matches)
    return [_stored(shelf, found, number) for number in numbers]


def _looked_for(found: Found) -> list[str]:
    """The ways of writing a name that can tell who is meant: of a full person's name, not one word alone."""
    forms = dict.fromkeys((found.name, *found.forms))
    whole = [form for form in forms if " " in form]
    return whole if found.kind == "person" and whole else list(forms)


def _of_kind(shelf: Shelf, numbers: Sequence[int], kind: EntityKind) -> Collection[int]:
    return entities.of_kinds(shelf, numbers, [kind])


def _stored(shelf: Shelf, found: Found, number: int) -> Stored:
    """An entity with what it is compared by; its offices only when the article gives one to compare with."""
    entity = entities.get(shelf, number)
    if entity is None:
        raise LookupError(f"the index of names knows entity {number}, the store does not")
    held = facts.offices(shelf, number) if found.offices or found.bodies else []
    return Stored(
        id=entity.id, kind=entity.kind, name=entity.name,
        forms=()
        if entity.kind == "event"
        else tuple(text for text, sort in entities.aliases(shelf, number) if sort != "office"),
        offices=tuple(title for title, _ in held),
        bodies=tuple(body for _, body in held if body),
    )  # fmt: skip


def _call(shelf: Shelf, number: int, found: Found, article: int) -> None:
    """Make the entity findable by every full way in which the article writes it."""
    shelf.names.add(number, official(found), "name", article)
    for form in (found.name, *found.forms):
        if form != official(found) and not (found.kind == "person" and " " not in form):
            shelf.names.add(number, form, "acronym" if _is_acronym(form) else "spelling", article)
            if _is_acronym(form):
                entities.shorten(shelf.db, number, form)

    for name in _also_called(found):
        shelf.names.add(number, name, "acronym" if _is_acronym(name) else "script")


def _also_called(found: Found) -> tuple[str, ...]:
    """What the world calls a well-known body or a country besides, in whatever script."""
    if found.kind == "organisation":
        return _world(bodies).get(official(found), ())
    return _world(countries).get(found.name, ()) if found.kind == "place" else ()


@cache
def _world(names: Callable[[], dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """The names of a gazetteer by what they are names of."""
    found: dict[str, list[str]] = {}
    for name, full in names().items():
        if name != full:
            found.setdefault(full, []).append(name)
    return {full: tuple(others) for full, others in found.items()}


def _is_acronym(form: str) -> bool:
    letters = [c for c in form if c.isalpha()]
    return " " not in form and sum(c.isupper() for c in letters) * 2 > len(letters)


def _call_by_office(shelf: Shelf, document: Document, ids: Mapping[Key, int], article: int) -> None:
    """Make the holders of offices findable by what people call the office."""
    acronyms = {m.entity: m.text for m in document.mentions if m.how == "acronym"}
    for fact in document.facts:
        if fact.kind is FactKind.OFFICE:
            short = acronyms.get(fact.object, "")
            for office in called_by(fact.value, fact.object, short, fact.place, fact.qualifier):
                shelf.names.add(ids[fact.subject_kind, fact.subject], office, "office", article)
