"""Proceeding: what a draft needs next: an answer, a decision on a name, or a look at its preview."""

from datetime import UTC

from briefs import editing as wording
from briefs.language import _
from briefs.page import Choice, Page
from data import editing, entering
from data.entering import FIELDS, NEEDED, Entry
from data.errors import BadUsage
from data.kinds import KINDS
from data.store import changes, facts
from data.values import StoredFact
from handlers.desk import Desk
from handlers.drafting import EDITABLE, Draft, amended, composed, named, renewed
from handlers.naming import UnknownName, names_of, settled
from handlers.request import Request


def begun(desk: Desk, fact: StoredFact) -> Draft:
    """A draft that corrects a fact, from what it says now."""
    db = desk.shelf.db
    version = changes.last_of(db, "fact", editing.chain(db, fact.id))
    return Draft(entries=(editing.entry_of(fact, db),), replaces=fact.id, version=version)


def again_with(desk: Desk, request: Request, draft: Draft, field: str, value: str) -> Draft:
    """The draft with one correction: of a field, or in other words when no field is named."""
    if field:
        return amended(desk, request, draft, field, value)
    return _reworded(desk, request, draft, value)


def put_off(
    desk: Desk, request: Request, command: str, number: int, draft: Draft, pending: tuple[str, str],
    unknown: UnknownName,
) -> Page:  # fmt: skip
    """Ask whom a name means, and keep the correction until it is answered."""
    renewed(desk, request, number, draft.model_copy(update={"pending": pending}))
    return ask_name(number, command, unknown)


def field_of(words: str) -> tuple[str, str]:
    """The field that words begin with, and its new value; '' when they begin with none."""
    folded = words.casefold()
    for field in sorted(EDITABLE, key=len, reverse=True):
        rest = words[len(field) :]
        if folded.startswith(field) and rest[:1] in (" ", ":", "=") and rest.strip(" :="):
            return field, rest.strip(" :=")
    return "", words


def _reworded(desk: Desk, request: Request, draft: Draft, text: str) -> Draft:
    """The draft with its fact read anew from other words. Raises BadUsage when none is in them."""
    words = entering.taken_apart(text)
    known = names_of(desk, words.wording, draft.parties)
    read = entering.read(words.wording, known.known, request.when.date())
    found, parties = settled(desk, read, known, draft.parties)
    old = draft.entries[0]
    same = [fact for fact in found if fact.kind is old.fact.kind] or found
    if not same:
        raise BadUsage(
            _(
                "I could not read a fact in these words. Name the part to correct: {usage}, "
                "where {word} is {names}.",
                usage=f"/edit {draft.replaces} FIELD VALUE",
                word="FIELD",
                names=", ".join(EDITABLE),
            )
        )
    new = {"fact": same[0], "parties": named(same[0], parties), "evidence": words.wording, "passage": None}
    draft = draft.model_copy(update={"entries": (old.model_copy(update=new),)})
    for field, value in words.fields.items():
        draft = amended(desk, request, draft, field, value)
    return draft.model_copy(update={"amended": (*draft.amended, ("", text))})


def proceed(desk: Desk, request: Request, command: str, number: int, draft: Draft) -> Page:
    """The next question of a draft, or its preview when nothing is left to ask."""
    if not draft.entries:
        missing = _missing(draft)
        if missing:
            return wording.question(
                number, command, missing, wording.asked(missing), optional=missing not in NEEDED
            )
        try:
            draft = composed(desk, request, draft)
        except UnknownName as unknown:
            return ask_name(number, command, unknown)
        if not draft.entries:
            return _nothing_read(number, command)
        renewed(desk, request, number, draft)
    replaced = facts.get(desk.shelf, draft.replaces) if draft.replaces else None
    held = [one for entry in draft.entries if (one := _held_already(desk, entry, draft.replaces)) is not None]
    future = [e.fact.when for e in draft.entries if entering.is_to_come(e.fact, request.when.astimezone(UTC))]
    return wording.preview(number, command, draft.entries, replaced, held, future)


def _held_already(desk: Desk, entry: Entry, but: int | None) -> StoredFact | None:
    """A fact that holds and says the same of the same, in whatever source."""
    subject = next((one.id for one in entry.parties if one.name == entry.fact.subject), None)
    if subject is None:
        return None
    alike = facts.of_entity(desk.shelf, subject, [entry.fact.kind.value])
    return next((one for one in alike if one.id != but and _says_the_same(one, entry)), None)


def _says_the_same(one: StoredFact, entry: Entry) -> bool:
    fact = entry.fact
    same = (one.predicate, one.object, one.value) == (fact.predicate, fact.object, fact.value)
    return same and one.when.edtf == fact.when.edtf


def _missing(draft: Draft) -> str:
    """The next field to ask for, '' when none is left."""
    fields = draft.words.fields
    wanted = FIELDS if draft.guided or not draft.words.wording else ("source",)
    left = (field for field in wanted if field not in fields and field not in draft.skipped)
    return next(left, "")


def _nothing_read(number: int, command: str) -> Page:
    choices = (
        Choice(label=_("Fill in the parts"), command=f"/{command} guide {number}"),
        Choice(label=_("Cancel"), command=f"/{command} cancel {number}"),
    )
    title = _("I could not read a fact in these words; nothing was stored. Fill in its parts instead?")
    return Page(title=title, choices=choices, verdict="nothing")


def ask_name(number: int, command: str, unknown: UnknownName) -> Page:
    """The question about a name; the kind that the sentence suggests is offered first."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.name != unknown.kind)
    return wording.new_name(
        number, command, unknown.typed, unknown.near, [(kind.name, kind.label) for kind in kinds]
    )
