"""/review: the queue of what waits for a decision, one card at a time, never the same for two reviewers."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from briefs import history as telling
from briefs import review as wording
from briefs.editing import line_of
from briefs.language import _
from briefs.page import Line, Page
from briefs.review import Buttons
from data import editing, merging
from data.errors import BadUsage, NotAllowed
from data.store import articles, entities, facts, reviews
from data.store.changes import Edit
from data.store.reviews import Item
from handlers.changing import changed, deed, made_before
from handlers.desk import Desk
from handlers.lookup import READ
from handlers.pages import sourced
from handlers.request import Request

CLAIMED = timedelta(minutes=15)
"""How long a card is one reviewer's alone."""
LATER = timedelta(hours=12)
"""How long a card that was put off does not come back to the same reviewer."""
STEP = re.compile(
    r"(accept|reject|later|withdraw) (conflict|fact|doubt|suspect|name):(\d{1,12})(?: (\d{1,12}))?"
)
Card = tuple[str, list[Line], Buttons]


def review(desk: Desk, request: Request) -> Page:
    """The next card, after the decision on the last one when there is one."""
    step = STEP.fullmatch(request.words)
    if step is None and request.words:
        raise BadUsage("Usage: /review; the buttons under each card decide.")
    if step is None:
        return _next(desk, request)
    item = next(Item(sort=sort, number=int(step[3]), weight=0) for sort in reviews.WEIGHTS if sort == step[2])
    if step[1] == "later":
        with desk.store.writing() as db:
            reviews.put_off(db, item.name, request.who.user_id, _iso(request.when))
        return _next(desk, request)
    told = _decided(desk, request, item, step[1], int(step[4] or 0))
    return wording.first(_next(desk, request), told)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _next(desk: Desk, request: Request) -> Page:
    """The most important card that nobody else is looking at, claimed for who asks."""
    who, now = request.who.user_id, _iso(request.when)
    claimed, later = _iso(request.when - CLAIMED), _iso(request.when - LATER)
    waiting = reviews.waiting(desk.shelf, who, claimed, later)
    decided = reviews.progress(desk.shelf, now[:10])
    for item in waiting:
        shown = CARDS[item.sort](desk, item)
        if shown is not None and _claimed(desk, item, who, now, claimed):
            return sourced(desk, wording.card(item, *shown, len(waiting), decided, _cut_short(waiting)))
    return wording.nothing(decided)


def _cut_short(waiting: Sequence[Item]) -> bool:
    """Whether there may be more than were looked at."""
    return any(sum(item.sort == sort for item in waiting) >= reviews.MOST for sort in reviews.WEIGHTS)


def _claimed(desk: Desk, item: Item, who: int, now: str, claimed: str) -> bool:
    with desk.store.writing() as db:
        return reviews.claim(db, item, who, now, claimed)


def _fact(desk: Desk, item: Item) -> Card | None:
    fact = facts.get(desk.shelf, item.number)
    return wording.of_fact(item, fact) if fact is not None else None


def _conflict(desk: Desk, item: Item) -> Card | None:
    found = reviews.conflict(desk.shelf, item.number)
    sides = facts.get_all(desk.shelf, found[:2]) if found else {}
    if found is None or len(sides) < 2:
        return None
    return wording.of_conflict(item, sides[found[0]], sides[found[1]], found[2])


def _doubt(desk: Desk, item: Item) -> Card | None:
    found, shelf = reviews.doubt(desk.shelf, item.number), desk.shelf
    one = entities.get(shelf, found.entity) if found else None
    other = entities.get(shelf, found.perhaps) if found else None
    if found is None or one is None or other is None or one.id == other.id:
        return None
    seen = [entities.seen(shelf, number, READ, 2) for number in (one.id, other.id)]
    return wording.of_doubt(item, one, other, found.why, *seen)


def _suspect(desk: Desk, item: Item) -> Card | None:
    article = articles.get(desk.shelf, item.number)
    withheld = articles.passages(desk.shelf, item.number, ("suspect",))
    return wording.of_suspect(item, article.title or article.file, withheld) if article and withheld else None


def _name(desk: Desk, item: Item) -> Card | None:
    one = entities.get(desk.shelf, item.number)
    return wording.of_name(item, one, entities.seen(desk.shelf, one.id, READ, 2)) if one else None


CARDS: Mapping[reviews.Sort, Callable[[Desk, Item], Card | None]] = {
    "conflict": _conflict, "fact": _fact, "doubt": _doubt, "suspect": _suspect, "name": _name,
}  # fmt: skip
"""The card of each sort."""


def _decided(desk: Desk, request: Request, item: Item, step: str, fact: int) -> str:
    """Carry a decision out, once; what was done, in one sentence."""
    made = made_before(desk, request)
    if made is None and reviews.decided(desk.shelf.db, item.name):
        return _("That was decided already.")
    if made is None:
        what, detail, work = DECISIONS[item.sort, step](desk, request, item, fact)
        state = "rejected" if step == "reject" else "accepted"

        def whole(edit: Edit) -> None:
            if reviews.decided(edit.db, item.name):
                raise BadUsage(_("That was decided already."))
            work(edit)
            reviews.decide(edit, item.name, "rejected" if state == "rejected" else "accepted")

        made = changed(desk, deed(request, what, detail), whole)
    return _("Done: {what}. /undo {number} takes it back.", what=telling.told(made), number=made.id)


Decision = tuple[str, Mapping[str, str], Callable[[Edit], None]]


def _accept_fact(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    return "accept", _line(desk, item.number), lambda edit: editing.accept(edit, item.number)


def _reject_fact(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    return "withdraw", _line(desk, item.number), lambda edit: editing.withdraw(edit, item.number)


def _line(desk: Desk, number: int) -> dict[str, str]:
    fact = facts.get(desk.shelf, number)
    if fact is None or fact.ended_at is not None:
        raise BadUsage(_("Fact #{number} does not wait for a decision any more.", number=number))
    return {"fact": f"#{number}", "line": line_of(fact)}


def _withdraw_side(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    found = reviews.conflict(desk.shelf, item.number)
    if found is None or other not in found[:2]:
        raise BadUsage(_("Fact #{number} is no side of this conflict.", number=other))
    return "withdraw", _line(desk, other), lambda edit: editing.withdraw(edit, other)


def _both_stand(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    found = reviews.conflict(desk.shelf, item.number) or (0, 0, "")
    line = _("that facts #{first} and #{second} both stand", first=found[0], second=found[1])

    def work(edit: Edit) -> None:
        for number in found[:2]:
            edit.concerns("fact", number)

    return "keep", {"line": line}, work


def _doubtful(desk: Desk, item: Item) -> tuple[int, int, Mapping[str, str]]:
    found = reviews.doubt(desk.shelf, item.number)
    one = entities.get(desk.shelf, found.entity) if found else None
    other = entities.get(desk.shelf, found.perhaps) if found else None
    if one is None or other is None or one.id == other.id:
        raise BadUsage(_("That was decided already."))
    return one.id, other.id, {"name": f"{one.name} (#{one.id})", "other": f"{other.name} (#{other.id})"}


def _merge(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    a, b, detail = _doubtful(desk, item)
    return "merge", detail, lambda edit: merging.merge(edit, a, b)


def _apart(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    a, b, detail = _doubtful(desk, item)
    return "apart", detail, lambda edit: merging.apart(edit, a, b)


def _release(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    if request.who.role != "admin":
        raise NotAllowed(_("Only an administrator may release what was withheld."))
    line = _("that the withheld passages of [{number}] may be shown", number=item.number)
    return "keep", {"line": line}, lambda edit: reviews.release(edit, item.number)


def _keep_withheld(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    line = _("that the passages of [{number}] stay withheld", number=item.number)
    return "keep", {"line": line}, lambda edit: edit.concerns("article", item.number)


def _good_name(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    line = _("that {name} is a name", name=_called(desk, item.number))
    return "keep", {"line": line}, lambda edit: edit.concerns("entity", item.number)


def _no_name(desk: Desk, request: Request, item: Item, other: int) -> Decision:
    def work(edit: Edit) -> None:
        if not reviews.retire(edit, item.number):
            raise BadUsage(_("Facts hold of it; merge it into what it is, or withdraw them first."))

    return "keep", {"line": _("that {name} is no name", name=_called(desk, item.number))}, work


def _called(desk: Desk, number: int) -> str:
    one = entities.get(desk.shelf, number)
    if one is None:
        raise BadUsage(_("That was decided already."))
    return f"{one.name} (#{one.id})"


Decide = Callable[[Desk, Request, Item, int], Decision]
DECISIONS: Mapping[tuple[str, str], Decide] = {
    ("fact", "accept"): _accept_fact, ("fact", "reject"): _reject_fact, ("fact", "withdraw"): _reject_fact,
    ("conflict", "accept"): _both_stand, ("conflict", "reject"): _both_stand,
    ("conflict", "withdraw"): _withdraw_side,
    ("doubt", "accept"): _merge, ("doubt", "reject"): _apart, ("doubt", "withdraw"): _apart,
    ("suspect", "accept"): _release, ("suspect", "reject"): _keep_withheld,
    ("suspect", "withdraw"): _keep_withheld,
    ("name", "accept"): _good_name, ("name", "reject"): _no_name, ("name", "withdraw"): _no_name,
}  # fmt: skip
"""What each button does to each sort of item."""
