"""Steps: what each button under a draft does, and each answer to its questions."""

from collections.abc import Callable, Mapping

from briefs import editing as wording
from briefs import history as telling
from briefs.language import _
from briefs.page import Page
from data import editing, entering
from data.entering import FIELDS, NEEDED, Party
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.store import changes, drafts, entities, facts
from data.store.changes import Change, Edit, Stale
from data.values import StoredFact
from handlers.changing import changed, deed
from handlers.desk import Desk
from handlers.drafting import EDITABLE, Draft, amended, kept, renewed
from handlers.editing import now
from handlers.naming import UnknownName, party
from handlers.proceeding import again_with, ask_name, begun, field_of, proceed, put_off
from handlers.request import Request


def confirm(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Store what was previewed, once however often it is tapped."""
    if not draft.entries:
        raise BadUsage("This draft is not complete; nothing was stored.")
    replaced = facts.get(desk.shelf, draft.replaces) if draft.replaces else None
    detail = _detail(draft, replaced)
    try:
        made = changed(
            desk, deed(request, "edit" if draft.replaces else "add", detail, key=f"draft:{number}"),
            lambda one: _store(one, number, draft),
        )  # fmt: skip
    except Stale as stale:
        living = now(desk, draft.replaces or 0)
        return wording.changed_since(living, telling.stale(stale.since), command, number)
    return _answered(desk, draft, made)


def _answered(desk: Desk, draft: Draft, made: Change) -> Page:
    numbers = made.facts()
    held = [one for number in numbers if (one := facts.get(desk.shelf, number)) is not None]
    lines = [wording.line_of(fact) for fact in held]
    if made.undone_by is not None:
        lines.append(telling.undone_already(made))
    if draft.replaces:
        return wording.corrected(draft.replaces, numbers[0], made, lines)
    return wording.stored(numbers, made, lines)


def _detail(draft: Draft, replaced: StoredFact | None) -> Mapping[str, str]:
    """What the log says of it; the number of a new fact is filled in when it has one."""
    line = "; ".join(entry.evidence for entry in draft.entries[:1])
    if replaced is None:
        return {"fact": "", "line": line}
    what = ", ".join(f"{field or 'words'}: {value}" for field, value in draft.amended)
    return {"fact": "", "old": f"#{replaced.id}", "before": wording.line_of(replaced), "line": what}


def _store(one: Edit, number: int, draft: Draft) -> None:
    """The rows of a draft, unless somebody changed the fact that it corrects. Raises Stale."""
    if draft.replaces:
        last = changes.last_of(one.db, "fact", editing.chain(one.db, draft.replaces))
        if last != draft.version:
            raise Stale("", changes.get(one.db, last))
        made = [editing.correct(one, draft.replaces, draft.entries[0])]
    else:
        made = editing.add(one, draft.entries)
    drafts.close(one.db, number, "done")
    detail = {**one.deed.detail, "fact": wording.listed(made)}
    one.deed = one.deed.model_copy(update={"detail": detail})


def cancel(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Drop a draft."""
    with desk.store.writing() as db:
        drafts.close(db, number, "dropped")
    return wording.dropped()


def correct(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Which field of the draft is to be corrected."""
    return wording.fields(number, command, EDITABLE, draft.entries)


def ask(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Ask for the new value of one field."""
    if words not in EDITABLE:
        raise BadUsage(f"A fact has no field “{words[:40]}”; it has {', '.join(EDITABLE)}.")
    asked = wording.asked(words) if words in FIELDS else _("What is the new value of “{field}”?", field=words)
    return wording.question(number, command, words, asked)


def set_(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Take in the value of one field: of the facts once they are read, else of the questions asked."""
    field, value = field_of(words)
    if not field or not value:
        raise BadUsage(f"Usage: /{command} set {number} FIELD VALUE, where FIELD is {', '.join(EDITABLE)}.")
    try:
        if draft.entries:
            draft = amended(desk, request, draft, field, value)
        else:
            check(desk, request, field, value)
            fields = {**draft.words.fields, field: value}
            draft = draft.model_copy(update={"words": draft.words.model_copy(update={"fields": fields})})
    except UnknownName as unknown:
        return put_off(desk, request, command, number, draft, (field, value), unknown)
    except BadUsage as error:
        return wording.question(number, command, field, str(error), optional=field not in NEEDED)
    renewed(desk, request, number, draft)
    return _unknown_subject(desk, command, number, draft) or proceed(desk, request, command, number, draft)


def _unknown_subject(desk: Desk, command: str, number: int, draft: Draft) -> Page | None:
    """The question about a subject that the store does not have, asked before the other parts."""
    subject = draft.words.fields.get("subject", "")
    if not subject or draft.entries:
        return None
    try:
        party(desk, subject, draft.parties)
    except UnknownName as unknown:
        return ask_name(number, command, unknown)
    return None


def check(desk: Desk, request: Request, field: str, value: str) -> None:
    """Raises BadUsage at once for an answer that cannot be used, so that it is asked for again."""
    if len(value) > entering.LONGEST:
        raise BadUsage(f"That is too long; one field holds at most {entering.LONGEST} characters.")
    if field == "when":
        entering.when_of(value, request.when.date())
    if field == "source":
        entering.source_of(value)


def skip(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Leave a field empty."""
    if words in NEEDED:
        raise BadUsage(f"A fact needs its {words}.")
    draft = draft.model_copy(update={"skipped": (*draft.skipped, words)})
    renewed(desk, request, number, draft)
    return proceed(desk, request, command, number, draft)


def guide(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Go on with questions where the words alone were not understood."""
    draft = draft.model_copy(update={"guided": True, "skipped": ()})
    renewed(desk, request, number, draft)
    return proceed(desk, request, command, number, draft)


def new(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """A name is a new one, of this kind: it is made when the draft is confirmed."""
    kind, _space, name = words.partition(" ")
    found = next((one for one in KINDS if one == kind), None)
    if found is None or not name.strip():
        raise BadUsage(f"Usage: /{command} new {number} KIND NAME, where KIND is {', '.join(KINDS)}.")
    return _decided(desk, request, command, number, draft, Party(kind=found, name=name, typed=name))


def is_(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """A name means this entity of the store."""
    numbered, _space, typed = words.partition(" ")
    bare = numbered.lstrip("#")
    entity = entities.get(desk.shelf, int(bare)) if bare.isdecimal() and len(bare) < 10 else None
    if entity is None or not typed:
        raise NotFound(f"There is no name with the number {numbered[:20]}.")
    one = Party(kind=entity.kind, name=entity.name, id=entity.id, typed=typed)
    return _decided(desk, request, command, number, draft, one)


def _decided(desk: Desk, request: Request, command: str, number: int, draft: Draft, one: Party) -> Page:
    draft = draft.model_copy(update={"parties": (*draft.parties, one)})
    if draft.pending is not None:
        draft = again_with(desk, request, draft, *draft.pending).model_copy(update={"pending": None})
    renewed(desk, request, number, draft)
    return proceed(desk, request, command, number, draft)


def again(desk: Desk, request: Request, command: str, number: int, draft: Draft, words: str) -> Page:
    """Make the same corrections to the fact as it is now, after somebody else changed it."""
    living = now(desk, draft.replaces or 0)
    if living is None or living.ended_at is not None:
        raise NotFound("The fact no longer holds; there is nothing to correct.")
    new_draft = begun(desk, living).model_copy(update={"parties": draft.parties})
    for field, value in draft.amended:
        new_draft = again_with(desk, request, new_draft, field, value)
    with desk.store.writing() as db:
        drafts.close(db, number, "dropped")
    return proceed(desk, request, command, kept(desk, request, command, new_draft), new_draft)


Step = Callable[[Desk, Request, str, int, Draft, str], Page]


STEPS: Mapping[str, Step] = {
    "confirm": confirm, "correct": correct, "cancel": cancel, "again": again, "guide": guide, "set": set_,
    "ask": ask, "skip": skip, "new": new, "is": is_,
}  # fmt: skip
"""The steps of a draft; a new one is a function and a row."""
