"""/deliveries and /resend: the ledger of briefs for admins, and a part sent once more when asked for."""

import re
from dataclasses import replace

from briefs import delivered as wording
from briefs import helping
from briefs.delivered import PAGE, Row
from briefs.language import _
from briefs.page import Page
from data.errors import BadUsage, NotAllowed, NotFound
from data.reading.dates import parse
from data.store import deliveries, facts, outbox, subscriptions
from data.store.deliveries import Delivery
from data.store.shelf import Connection
from data.store.subscriptions import Subscription
from handlers.desk import Desk
from handlers.leaving import kept_back
from handlers.outgoing import stamp
from handlers.request import Request

PAGED = re.compile(r"(.*?)(?<!\s)\s*+\bpage (\d{1,4})", re.IGNORECASE | re.DOTALL)
ORDER = ("sent", "uncertain", "failed", "skipped", "sending", "composing", "due")


def ledger(desk: Desk, request: Request) -> Page:
    """The last briefs with their states and reasons: of all chats, of a day, or of chats by name."""
    paged = PAGED.fullmatch(request.words)
    words, number = (paged[1], max(int(paged[2]), 1)) if paged else (request.words, 1)
    when = parse(words) if words else None
    day = when.edtf if when is not None and when.precision == "day" else ""
    chats = subscriptions.titled(desk.shelf, words) if words and not day else None
    found = deliveries.listed(desk.shelf, PAGE + 1, (number - 1) * PAGE, day, chats)
    if not found:
        return wording.nothing(words)
    rows = [_row(desk, one) for one in found[:PAGE]]
    counts: dict[str, int] = {}
    for (state, _reason), n in deliveries.tally(desk.shelf, day, chats).items():
        counts[state] = counts.get(state, 0) + n
    tally = [(state, counts[state]) for state in ORDER if state in counts]
    return wording.ledger(rows, tally, words, number, len(found) > PAGE)


def _row(desk: Desk, one: Delivery) -> Row:
    sub = subscriptions.get(desk.shelf, one.subscription, desk.settings.timezone)
    return Row(delivery=one, subscription=sub, parts=tuple(deliveries.parts(desk.shelf, one.id)))


TARGET = re.compile(r"#?(\d{1,9})(?:\s+(?:part\s+)?(\d{1,2}))?", re.IGNORECASE)


def resend(desk: Desk, request: Request) -> Page:
    """Send the parts of a brief once more that may not have arrived, or one of them; each once per asking.

    In a chat of its own anybody who may change the subscription can ask; admins can anywhere.
    """
    asked = TARGET.fullmatch(request.words)
    if asked is None:
        raise BadUsage(helping.usage("/resend N [PART]", ["/resend 12 2"]))
    one = deliveries.get(desk.shelf, int(asked[1]))
    sub = subscriptions.get(desk.shelf, one.subscription, desk.settings.timezone) if one else None
    own = sub is not None and sub.chat == request.who.chat_id
    if one is None or sub is None or not (own or request.who.role == "admin"):
        raise NotFound(_("There is no brief #{n} for this chat.", n=asked[1]))
    if sub.chat_state in ("gone", "denied"):
        raise NotAllowed(_("That chat cannot be reached, or is not approved."))
    return _again(desk, request, one, sub, int(asked[2]) if asked[2] else 0)


def _again(desk: Desk, request: Request, one: Delivery, sub: Subscription, wanted: int) -> Page:
    with desk.store.writing() as db:
        shelf = replace(desk.shelf, db=db)
        parts = [part for part in deliveries.parts(shelf, one.id) if wanted in (0, part.part)]
        if not parts:
            raise NotFound(_("Brief #{n} has no such part.", n=one.id))
        short = [part for part in parts if part.state in deliveries.UNSENT]
        for part in short:
            _owe_again(desk, db, one, sub, part, stamp(request.when))
    if not short:
        return wording.not_resent(parts[0].part, one.day, parts[0].state)
    return wording.resent(short[0].part, one.day)


def _owe_again(
    desk: Desk, db: Connection, one: Delivery, sub: Subscription, part: deliveries.Part, now: str
) -> None:
    shelf = replace(desk.shelf, db=db)
    before = outbox.get(shelf, part.key)
    if before is None or len(before.page) < 3:
        raise NotFound(_("Part {part} of brief #{n} is kept no longer.", part=part.part, n=one.id))
    if kept_back(desk, before) or facts.ended_since(shelf, part.facts, one.due_at):
        raise NotAllowed(
            _(
                "Part {part} of brief #{n} is not sent again: something in it was corrected since, "
                "or may not be told there any more.",
                part=part.part, n=one.id,
            )
        )  # fmt: skip
    key = f"brief:{one.subscription}:{one.day}:{part.part}:again{part.sent_again + 1}"
    outbox.put(db, key, sub.chat, before.page, now, sort="brief", topic=sub.topic or None)
    deliveries.again(db, one.id, part.part, key)
