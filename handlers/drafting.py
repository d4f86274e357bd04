"""Drafting: a fact on its way into the store: what was typed, whom it names, and how it will be stored."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from data import entering
from data.dates import Value
from data.entering import Entry, Party, Words
from data.errors import BadUsage, NotAllowed, NotFound
from data.kinds import KINDS
from data.store import articles, drafts
from data.store.shelf import TLP
from data.values import EntityKind, Fact, FactKind
from handlers.desk import Desk
from handlers.naming import Named, names_of, party, settled
from handlers.request import Request

BODIES: tuple[EntityKind, ...] = ("person", "organisation")


class Draft(Value):
    """What somebody is about to add or to correct."""

    words: Words = Words()
    parties: tuple[Party, ...] = ()
    """Names that were decided: whom they mean, or that they are new."""
    entries: tuple[Entry, ...] = ()
    """The facts as they will be stored; empty until they could be read."""
    skipped: tuple[str, ...] = ()
    guided: bool = False
    replaces: int | None = None
    """The fact that is corrected."""
    version: int = 0
    """The last change to it that the editor saw."""
    amended: tuple[tuple[str, str], ...] = ()
    """The corrections so far, as (field, words)."""
    pending: tuple[str, str] | None = None
    """A correction that waits until it is decided whom a name means."""


def kept(desk: Desk, request: Request, what: str, draft: Draft) -> int:
    """Keep a new draft; its number."""
    with desk.store.writing() as db:
        return drafts.keep(
            db, request.key, request.who.user_id, what, draft.model_dump_json(), moment(request)
        )


def renewed(desk: Desk, request: Request, number: int, draft: Draft) -> None:
    """Keep a draft as it is now."""
    with desk.store.writing() as db:
        drafts.renew(db, number, draft.model_dump_json(), moment(request))


def moment(request: Request) -> str:
    """When it was asked, UTC, ISO 8601."""
    return request.when.astimezone(UTC).isoformat(timespec="seconds")


def opened(desk: Desk, request: Request, what: str, number: int) -> drafts.Kept:
    """The draft of a number, of who asks. Raises NotFound and NotAllowed."""
    found = drafts.get(desk.shelf, number)
    if found is None or found.what != what:
        raise NotFound(f"There is no draft {number}; begin again with /{what}.")
    if found.who != request.who.user_id:
        raise NotAllowed("This draft is somebody else's.")
    return found


def composed(desk: Desk, request: Request, draft: Draft) -> Draft:
    """The draft with its facts, read from the words or made from the fields; without any when none is there.

    Raises UnknownName and BadUsage.
    """
    fields = draft.words.fields
    source, article = entering.source_of(fields["source"])
    tlp = _marking(desk, article)
    if draft.words.wording and not draft.guided:
        text = draft.words.wording
        facts, parties = _read(desk, request, draft, text)
    else:
        text = entering.sentence(fields)
        facts, parties = _of_fields(desk, request, draft, text)
    facts = [overridden(desk, request, draft, fact, parties) for fact in facts]
    entries = tuple(
        Entry(fact=fact, parties=named(fact, parties), evidence=text, source=source, article=article, tlp=tlp)
        for fact in facts
    )
    return draft.model_copy(update={"entries": entries})


def _marking(desk: Desk, article: int | None) -> int:
    """The marking of the article a fact is entered from. Raises BadUsage when it is not there."""
    if article is None:
        return 0
    found = articles.get(desk.shelf, article)
    if found is None:
        raise BadUsage(f"There is no article {article}; /search WORDS finds articles and their numbers.")
    return TLP.index(found.tlp)


Parties = dict[tuple[EntityKind, str], Party]


def _read(desk: Desk, request: Request, draft: Draft, text: str) -> tuple[list[Fact], Parties]:
    known = names_of(desk, text, draft.parties)
    found = entering.read(text, known.known, request.when.date())
    if not found and known.doubtful:
        raise known.doubtful[0]
    return settled(desk, found, known, draft.parties)


def _of_fields(desk: Desk, request: Request, draft: Draft, text: str) -> tuple[list[Fact], Parties]:
    """What the reader finds in the fields as a sentence, else the fields as they stand."""
    fields, today = draft.words.fields, request.when.date()
    subject = party(desk, fields["subject"], draft.parties)
    known = names_of(desk, text, (*draft.parties, subject))
    known.parties[subject.kind, subject.name] = subject
    read = entering.read(text, [*known.known, (subject.typed, subject.kind, subject.name)], today)
    own = [fact for fact in read if (fact.subject_kind, fact.subject) == (subject.kind, subject.name)]
    if len(own) == 1:
        return settled(desk, own, known, draft.parties)
    other = _other(desk, draft, fields, known)
    if other is not None:
        known.parties[other.kind, other.name] = other
    return [entering.composed(fields, subject, other)], known.parties


def _other(desk: Desk, draft: Draft, fields: Mapping[str, str], known: Named) -> Party | None:
    """The other party that the value names: always for a meeting, else when the value is a known name."""
    value = fields.get("value", "")
    if not value:
        return None
    if entering.VERBS.get(fields["what"].casefold()) is FactKind.MEETING:
        return party(desk, value, draft.parties)
    named = [one for one in known.parties.values() if one.typed and one.typed in value]
    return max(named, key=lambda one: len(one.typed), default=None)


def overridden(desk: Desk, request: Request, draft: Draft, fact: Fact, parties: Parties) -> Fact:
    """The fact with what was typed in fields of its own: when, where, said by."""
    for field in ("when", "where", "said by"):
        if words := draft.words.fields.get(field):
            fact = with_field(desk, request, draft.parties, fact, parties, field, words)
    return fact


def with_field(
    desk: Desk, request: Request, decided: Sequence[Party], fact: Fact, parties: Parties, field: str,
    words: str,
) -> Fact:  # fmt: skip
    """The fact with one field in other words; whom it names is added to `parties`. Raises BadUsage."""
    if len(words) > entering.LONGEST:
        raise BadUsage(f"That is too long; one field holds at most {entering.LONGEST} characters.")
    if field == "when":
        return fact.model_copy(update={"when": entering.when_of(words, request.when.date())})
    if field in ("where", "on behalf of", "what"):
        name = {"where": "place", "on behalf of": "on_behalf_of", "what": "predicate"}[field]
        return fact.model_copy(update={name: "" if words == "-" else words})
    if field == "value":
        return entering.with_figure(fact, words) if fact.number is not None else _said(fact, words)
    if field == "kind":
        return _of_kind(fact, words)
    if field in PARTS and words == "-" and field != "subject":
        return fact.model_copy(update=_part(field, None))
    if field in PARTS:
        one = party(desk, words, decided, BODIES if field == "said by" else tuple(KINDS))
        parties[one.kind, one.name] = one
        return fact.model_copy(update=_part(field, one))
    raise BadUsage(f"A fact has no field “{field[:40]}”; it has {', '.join(EDITABLE)}.")


def _said(fact: Fact, words: str) -> Fact:
    return fact.model_copy(update={"value": "" if words == "-" else words})


def _of_kind(fact: Fact, words: str) -> Fact:
    kinds = {kind.value: kind for kind in FactKind}
    if words.casefold() not in kinds:
        raise BadUsage(f"There is no kind “{words[:40]}”; there are {', '.join(kinds)}.")
    return fact.model_copy(update={"kind": kinds[words.casefold()]})


PARTS: Mapping[str, tuple[str, str]] = {
    "subject": ("subject", "subject_kind"), "with": ("object", "object_kind"), "said by": ("speaker", ""),
}  # fmt: skip
"""Fields that name an entity, with what of a fact holds its name and its kind."""


def _part(field: str, one: Party | None) -> dict[str, object]:
    name, kind = PARTS[field]
    values: dict[str, object] = {name: one.name if one else ""}
    return {**values, kind: one.kind if one else None} if kind else values


EDITABLE = ("subject", "what", "with", "value", "when", "where", "said by", "on behalf of", "source", "kind")
"""What of a fact can be corrected, one field at a time."""


def named(fact: Fact, parties: Parties) -> tuple[Party, ...]:
    """The parties that a fact names."""
    wanted = {(fact.subject_kind, fact.subject), (fact.object_kind, fact.object)}
    return tuple(one for key, one in parties.items() if key in wanted or one.name == fact.speaker)


def amended(desk: Desk, request: Request, draft: Draft, field: str, words: str) -> Draft:
    """The draft with one field of its facts in other words. Raises BadUsage and UnknownName."""
    if len(draft.entries) > 1 and field in ("subject", "what", "value", "with", "kind"):
        raise BadUsage("These words make more than one fact; cancel, and send them one by one.")
    entries = tuple(_amended(desk, request, draft, entry, field, words) for entry in draft.entries)
    if entries == draft.entries:
        raise BadUsage(f"That is what it says already: {field}, {words[:60]}.")
    return draft.model_copy(update={"entries": entries, "amended": (*draft.amended, (field, words))})


def _amended(desk: Desk, request: Request, draft: Draft, entry: Entry, field: str, words: str) -> Entry:
    if field == "source":
        source, article = entering.source_of(words)
        tlp = max(_marking(desk, article), entry.tlp)
        return entry.model_copy(update={"source": source, "article": article, "tlp": tlp})
    parties = {(one.kind, one.name): one for one in entry.parties}
    fact = with_field(desk, request, draft.parties, entry.fact, parties, field, words)
    return entry.model_copy(update={"fact": fact, "parties": named(fact, parties)})
