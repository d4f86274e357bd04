"""/addfact and /edit: a fact entered or corrected in one line or step by step, previewed, then confirmed."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC

from briefs import editing as wording
from briefs import history as telling
from briefs.language import _
from briefs.page import Choice, Page
from data import editing, entering
from data.entering import FIELDS, NEEDED, Entry, Party, Words
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.store import changes, drafts, facts
from data.store.changes import Change, Edit, Stale
from data.values import StoredFact
from handlers.changing import changed, deed, fact_numbered
from handlers.desk import Desk
from handlers.drafting import EDITABLE, Draft, amended, composed, kept, named, opened, renewed
from handlers.editing import now
from handlers.naming import UnknownName, names_of, party, settled
from handlers.request import Request

STEP = re.compile(
    r"(confirm|correct|cancel|again|guide|set|ask|skip|new|is) (\d{1,9})(?:\s+(.*))?", re.DOTALL
)
"""What the buttons of a draft send: a step, the draft's number, and words."""


def addfact(desk: Desk, request: Request) -> Page:
    """Add a fact: free words with 'source: ...', fields between bars, or nothing for the guided dialogue."""
    if len(request.words) > 3 * entering.LONGEST:
        raise BadUsage("That is too long for one fact; send one sentence and its source.")
    step = STEP.fullmatch(request.words)
    if step:
        return _step(desk, request, "addfact", step)
    words = entering.taken_apart(request.words)
    guided = not words.wording
    draft = Draft(words=words, guided=guided, skipped=_left_out(words))
    return proceed(desk, request, "addfact", kept(desk, request, "addfact", draft), draft)


def _left_out(words: Words) -> tuple[str, ...]:
    """What one line of fields leaves out is not asked for again, unless a fact needs it."""
    return tuple(field for field in FIELDS if field not in NEEDED) if words.fields else ()


def edit(desk: Desk, request: Request) -> Page:
    """Correct a fact: /edit 12 when 3 Nov 2025, /edit 12 and other words, or /edit 12 to be asked."""
    step = STEP.fullmatch(request.words)
    if step:
        return _step(desk, request, "edit", step)
    number, _space, rest = request.words.partition(" ")
    if not number:
        raise BadUsage("Usage: /edit N FIELD VALUE, for example /edit 12 when 3 Nov 2025")
    fact = fact_numbered(desk, number)
    if fact.ended_at is not None:
        _point_to(desk, fact)
    draft = begun(desk, fact)
    kept_as = kept(desk, request, "edit", draft)
    return _edited(desk, request, kept_as, draft, rest.strip())


def begun(desk: Desk, fact: StoredFact) -> Draft:
    """A draft that corrects a fact, from what it says now."""
    db = desk.shelf.db
    version = changes.last_of(db, "fact", editing.chain(db, fact.id))
    return Draft(entries=(editing.entry_of(fact, db),), replaces=fact.id, version=version)


def _point_to(desk: Desk, fact: StoredFact) -> None:
    """Raises NotFound for a fact that no longer holds, with the one that stands in its place."""
    living = now(desk, fact.id)
    if living is not None and living.ended_at is None:
        text = _("Fact #{old} was corrected; it stands as fact #{new} now.", old=fact.id, new=living.id)
        raise NotFound(f"{text}\n{wording.line_of(living)}", [(f"/edit {living.id}", f"/edit {living.id}")])
    text = _("Fact #{number} is withdrawn; /restore {number} lets it hold again.", number=fact.id)
    raise NotFound(text)


def _edited(desk: Desk, request: Request, number: int, draft: Draft, words: str) -> Page:
    if not words:
        return wording.fields(number, "edit", EDITABLE, draft.entries)
    field, value = field_of(words)
    try:
        draft = again_with(desk, request, draft, field, value)
    except UnknownName as unknown:
        return _put_off(desk, request, "edit", number, draft, (field, value), unknown)
    renewed(desk, request, number, draft)
    return proceed(desk, request, "edit", number, draft)


def again_with(desk: Desk, request: Request, draft: Draft, field: str, value: str) -> Draft:
    """The draft with one correction: of a field, or in other words when no field is named."""
    if field:
        return amended(desk, request, draft, field, value)
    return _reworded(desk, request, draft, value)


def _put_off(
    desk: Desk, request: Request, command: str, number: int, draft: Draft, pending: tuple[str, str],
    unknown: UnknownName,
) -> Page:  # fmt: skip
    """Ask whom a name means, and keep the correction until it is answered."""
    renewed(desk, request, number, draft.model_copy(update={"pending": pending}))
    return _ask_name(number, command, unknown)


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
            return _ask_name(number, command, unknown)
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


def _ask_name(number: int, command: str, unknown: UnknownName) -> Page:
    """The question about a name; the kind that the sentence suggests is offered first."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.name != unknown.kind)
    return wording.new_name(
        number, command, unknown.typed, unknown.near, [(kind.name, kind.label) for kind in kinds]
    )


def _step(desk: Desk, request: Request, command: str, step: re.Match[str]) -> Page:
    """One tap on a draft, or one answer to its question."""
    number, words = int(step[2]), (step[3] or "").strip()
    held = opened(desk, request, command, number)
    draft = Draft.model_validate_json(held.body)
    if held.state == "dropped" or (held.state == "done" and step[1] != "confirm"):
        raise BadUsage("This draft is closed; nothing more was stored.")
    return STEPS[step[1]](desk, request, command, number, draft, words)


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
        return _put_off(desk, request, command, number, draft, (field, value), unknown)
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
        return _ask_name(number, command, unknown)
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
    from data.store import entities

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
