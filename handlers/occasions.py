"""Occasions: the event that is meant by what kind it was, its place or its date ('the Tunis conference')."""

import re
from collections.abc import Sequence

from briefs import notices
from briefs.language import _
from briefs.lines import each, note
from briefs.page import Choice, Page
from data.errors import Ambiguous
from data.kinds import KINDS
from data.matching import Match
from data.reading.dateforms import MONTHS
from data.store import articles, entities, facts, search
from data.values import Entity, FactKind
from handlers.desk import Desk
from handlers.lookup import Found, perhaps
from handlers.pages import cited

MOST = 4
"""How many events are offered where several are meant."""


NOUN = re.compile(
    r"\b(?:conference|summit|meeting|dialogue|forum|workshop|seminar|session|ceremony|visit|roundtable|"
    r"symposium|congress|consultations?|talks|training|event)\b",
    re.IGNORECASE,
)
"""Kinds of occasion; in running words one of these must be said, and be in the name of the event."""


def occasion(desk: Desk, words: str, said: bool = True) -> Found | None:
    """The event of this name, else the one event whose facts hold all the words; None when there is none.

    With `said` the words must say what kind of occasion it was; without, words of its report will do for
    an event whose place is not stated. Raises Ambiguous when several are meant.
    """
    found = perhaps(desk, words, ("event",))
    noun = NOUN.search(words)
    if found is not None or (said and not noun):
        return found
    content = search.content_words(words)
    kind = noun[0] if noun else ""
    meant = [one for one in _events(desk, words, kind) if _tells(desk, one.id, content)]
    because = _("its date or place")
    if not meant and noun and not said:
        meant = [one for one in _events(desk, kind, kind) if _reports(desk, one, content)]
        because = _("words of a report of it")
    if len(meant) > 1:
        raise Ambiguous(notices.which(words), _offers(meant), [])
    if not meant:
        return None
    return Found(
        entity=meant[0], match=Match(entity_id=meant[0].id, name=meant[0].name, score=1.0, because=because)
    )


def _events(desk: Desk, words: str, kind: str) -> list[Entity]:
    """The events of which facts hold all the words, and the name holds what kind of occasion it was."""
    hits = search.facts(desk.shelf, words, ["event"], 40, enough=ALL)
    numbers = dict.fromkeys(hit.fact.subject_id for hit in hits)
    known = (entities.get(desk.shelf, number) for number in numbers)
    return [one for one in known if one and one.kind == "event" and kind.casefold() in one.name.casefold()]


def happened(desk: Desk, words: str) -> Page | None:
    """What is held of meetings, agreements and launches at a place, where no event there has a name."""
    where = NOUN.sub(" ", words).strip(" ,")
    forms = (where, where[:1].upper() + where[1:])
    numbers = [n for some in entities.called(desk.shelf, forms).values() for n in some]
    place = next(iter(entities.of_kinds(desk.shelf, numbers, ["place"])), None)
    entity = entities.get(desk.shelf, place) if place else None
    if entity is None or not where:
        return None
    hits = search.facts(desk.shelf, entity.name, DEEDS, MOST * 5, enough=ALL)
    lines = list(each(hit.fact for hit in hits if hit.fact.place == entity.name))[: MOST * 2]
    if not lines:
        return None
    kind = NOUN.search(words)
    others = _events(desk, kind[0], kind[0]) if kind else []
    like = _offers([one for one in others if not _has_place(desk, one.id)])
    choices = [Choice(label=label, command=command) for label, command in like]
    head = _("No event is known by these words, others of its kind are offered below; what happened there:")
    none = _("No event of that name is held; what happened there:")
    return cited(desk, entity.name, [note(head if like else none), *lines], choices)


DEEDS = tuple(
    kind.value for kind in (FactKind.MEETING, FactKind.AGREEMENT, FactKind.LAUNCH, FactKind.FOUNDING)
)
"""Kinds of fact that tell of something done at a place."""


def _tells(desk: Desk, number: int, words: Sequence[str]) -> bool:
    """Whether the name, place and date of an event say all of the words."""
    own = facts.of_entity(desk.shelf, number, [FactKind.EVENT.value])
    said = [
        f"{fact.subject} {fact.value} {fact.object}" for fact in own if fact.predicate in ("place", "date")
    ]
    return all(word in " ".join(said).casefold() for word in words)


def _reports(desk: Desk, event: Entity, words: Sequence[str]) -> bool:
    """Whether a report of an event says all of the words, in its title or where it tells when and by whom.

    Never of an event whose place is stated, or named in its name: the words may be another place's.
    """
    if any(word.istitle() for word in WORD.findall(event.name) if word.casefold() not in (*words, *MONTHS)):
        return False
    own = facts.of_entity(desk.shelf, event.id, [FactKind.EVENT.value], limit=ATTRIBUTES)
    titles = articles.get_all(desk.shelf, (fact.article_id for fact in own if fact.article_id)).values()
    said = [event.name, *(one.title for one in titles), *(f.evidence for f in own if f.predicate in TELLING)]
    known = set(search.content_words(" ".join(said)))
    return known.issuperset(words) and not _has_place(desk, event.id)


WORD = re.compile(r"[^\W\d_]{3,}")


def _has_place(desk: Desk, event: int) -> bool:
    """Whether a fact says where an event was."""
    own = facts.of_entity(desk.shelf, event, [FactKind.EVENT.value], limit=ATTRIBUTES)
    return any(fact.predicate == "place" for fact in own)


TELLING = ("date", "host", "organiser")
"""Attributes whose sentences tell of the event as a whole, and where and when their report is from."""
ATTRIBUTES = 400
"""How many attributes of an event are looked through for its place."""
ALL = 0.99
"""The facts of an event must hold every word of what was asked."""


def _offers(meant: Sequence[Entity]) -> list[tuple[str, str]]:
    return [(one.name, f"/{KINDS[one.kind].command} {one.name}") for one in meant[:MOST]]
