"""/addfact and /edit: a fact entered or corrected in one line or step by step."""

import re

from briefs import editing as wording
from briefs.language import _
from briefs.page import Page
from data import entering
from data.entering import FIELDS, NEEDED, Words
from data.errors import BadUsage, NotFound
from data.values import StoredFact
from handlers.changing import fact_numbered
from handlers.desk import Desk
from handlers.drafting import EDITABLE, Draft, kept, opened, renewed
from handlers.editing import now
from handlers.naming import UnknownName
from handlers.proceeding import again_with, begun, field_of, proceed, put_off
from handlers.request import Request
from handlers.steps import STEPS

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
        return put_off(desk, request, "edit", number, draft, (field, value), unknown)
    renewed(desk, request, number, draft)
    return proceed(desk, request, "edit", number, draft)


def _step(desk: Desk, request: Request, command: str, step: re.Match[str]) -> Page:
    """One tap on a draft, or one answer to its question."""
    number, words = int(step[2]), (step[3] or "").strip()
    held = opened(desk, request, command, number)
    draft = Draft.model_validate_json(held.body)
    if held.state == "dropped" or (held.state == "done" and step[1] != "confirm"):
        raise BadUsage("This draft is closed; nothing more was stored.")
    return STEPS[step[1]](desk, request, command, number, draft, words)
