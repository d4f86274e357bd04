"""/withdraw, /restore and /undo: what a person takes back or lets hold again, in one message."""

from briefs import editing as wording
from briefs import history as telling
from briefs.page import Page
from data import editing
from data.errors import BadUsage, NotFound
from data.store import changes, facts, trail
from data.store.changes import Change, Stale
from data.values import StoredFact
from handlers.changing import allow_undo, changed, deed, fact_numbered, made_before, undone
from handlers.desk import Desk
from handlers.granting import keep_one_admin
from handlers.request import Request


def withdraw(desk: Desk, request: Request) -> Page:
    """Withdraw a fact, for a reason that is kept: /withdraw 12 the source corrected itself."""
    number, _, why = request.words.partition(" ")
    if not number or not why.strip():
        raise BadUsage("Usage: /withdraw N REASON, for example /withdraw 12 the source has corrected it")
    fact = fact_numbered(desk, number)
    made = made_before(desk, request)
    if made is None:
        editing.refuse_ended(fact, "withdraw")
        made = changed(
            desk, deed(request, "withdraw", _named(fact), why.strip()),
            lambda edit: editing.withdraw(edit, fact.id),
        )  # fmt: skip
    return wording.withdrawn(fact, made)


def restore(desk: Desk, request: Request) -> Page:
    """Let a fact hold again that was withdrawn or corrected."""
    if not request.words:
        raise BadUsage("Usage: /restore N, for example /restore 12")
    fact = fact_numbered(desk, request.words.split()[0])
    made = made_before(desk, request)
    if made is None:
        editing.refuse_ended(fact, "restore")
        why = " ".join(request.words.split()[1:])
        one = deed(request, "restore", _named(fact), why)
        made = changed(desk, one, lambda edit: editing.restore(edit, fact.id))
    return wording.restored(fact, made)


def undo(desk: Desk, request: Request) -> Page:
    """Undo the last change of who asks, or the change of a number, exactly."""
    made = made_before(desk, request)
    target = changes.get(desk.shelf.db, made.undoes or 0) if made else _meant(desk, request)
    if target is None:
        raise NotFound(telling.nothing_to_undo())
    if made is None:
        allow_undo(desk, request, target)
        if target.undone_by is not None:
            raise BadUsage(telling.undone_already(target))
        if otherwise := telling.by_decision(target):
            raise BadUsage(otherwise)
        for row in target.rows:
            if row.table == "person" and (row.before or {}).get("role") != "admin":
                keep_one_admin(desk, int(row.key["user_id"]))
        made = _undo(desk, request, target)
    return wording.undone(made, telling.told(target))


def _undo(desk: Desk, request: Request, target: Change) -> Change:
    detail = {"number": str(target.id), "line": telling.told(target)}
    try:
        return undone(desk, deed(request, "undo", detail, f"undid change {target.id}"), target.id)
    except Stale as stale:
        raise BadUsage(telling.stale(stale.since)) from stale


def _meant(desk: Desk, request: Request) -> Change | None:
    words = request.words.strip().lstrip("#")
    if not words:
        return trail.last_by(desk.shelf, request.who.user_id)
    if not words.isdecimal() or len(words) > 11:
        raise BadUsage("Usage: /undo, or /undo N with the number of a change, for example /undo 31")
    found = changes.get(desk.shelf.db, int(words))
    if found is None or trail.above(desk.shelf, [found.id]):
        raise NotFound(f"There is no change {words}.")
    return found


def _named(fact: StoredFact) -> dict[str, str]:
    return {"fact": f"#{fact.id}", "line": wording.line_of(fact)}


def now(desk: Desk, number: int) -> StoredFact | None:
    """The fact that stands in the place of a number now: itself, or what corrected it."""
    held = [facts.get(desk.shelf, one) for one in editing.chain(desk.shelf.db, number)]
    living = [fact for fact in held if fact is not None and fact.ended_at is None]
    return living[-1] if living else facts.get(desk.shelf, number)
