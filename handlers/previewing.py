"""/preview, and /brief now and rest: what a chat's next brief holds, and what the last had no room for."""

import re
from datetime import UTC, timedelta

from briefs import daily, helping
from briefs.language import SPOKEN, _
from briefs.lines import note
from briefs.page import Choice, Page
from data.errors import BadUsage, NotFound
from data.schedule import Plan
from data.store import deliveries, news, subscriptions
from data.store.subscriptions import OFF, USUAL, Subscription
from handlers import gathering, making
from handlers.desk import Desk
from handlers.gathering import Order
from handlers.outgoing import stamp
from handlers.pages import cited
from handlers.people import ceiling_of
from handlers.request import Request
from handlers.subscribing import own

PAGE = 8
"""Items on one page of what a brief had no room for."""
NUMBER = re.compile(r"\d{1,12}")
REST = re.compile(r"rest (\d{1,12})-(\d{1,12})(?: (\d{1,4}))?")


def preview(desk: Desk, request: Request) -> Page:
    """What the next brief of this chat would hold; admins may name a subscription by its number."""
    if request.words and not (NUMBER.fullmatch(request.words) and request.who.role == "admin"):
        raise BadUsage(helping.usage("/preview", ["/preview"]))
    one = own(desk, request)
    if request.words:
        one = subscriptions.get(desk.shelf, int(request.words), desk.settings.timezone)
        if one is None:
            raise NotFound(_("There is no subscription {n}.", n=request.words))
    return _page(
        desk, request, one, _("Preview: this is not the brief itself, which still comes at its time.")
    )


def now(desk: Desk, request: Request) -> Page:
    """The brief as it would be made at this moment; the next one by the clock is the same as without it."""
    one = own(desk, request)
    return _page(
        desk, request, one, _("Made because you asked; your brief by the clock still comes in full.")
    )


def _page(desk: Desk, request: Request, one: Subscription | None, remark: str) -> Page:
    order = _order(desk, request, one)
    brief, _has_news = making.compose(desk, order)
    pages = brief.pages
    lines = [line for page in pages for line in page.lines]
    sources = {source.number: source for page in pages for source in page.sources}
    choices = list(dict.fromkeys(choice for page in pages for choice in page.choices))
    if one is None:
        remark = _("This chat has no brief by the clock; this is what was recorded in the last 24 hours.")
        choices.append(Choice(label=_("Subscribe"), command="/subscribe"))
    return Page(
        title=brief.title, lines=(note(remark), *lines), choices=tuple(choices), verdict=pages[0].verdict,
        sources=tuple(sources[number] for number in sorted(sources)),
    )  # fmt: skip


def _order(desk: Desk, request: Request, one: Subscription | None) -> Order:
    """The order of this chat at this moment, never above what may be shown where it was asked."""
    when = request.when.astimezone(UTC).replace(microsecond=0)
    if one is not None:
        one = one.model_copy(update={"plan": _sound(one.plan)})
        order = making.order_of(desk, one, when)
        return order.model_copy(
            update={"ceiling": min(order.ceiling, ceiling_of(desk, request)), "due": when}
        )
    since = when - timedelta(days=1)
    first = news.before(desk.shelf, stamp(since))
    plan = Plan(at=USUAL, zone=desk.settings.timezone)
    return Order(
        follows=(), plan=plan, due=when, since=since, first=first, last=news.last(desk.shelf),
        ceiling=ceiling_of(desk, request), language=SPOKEN.get(),
    )  # fmt: skip


def _sound(plan: Plan) -> Plan:
    """The plan, at the usual time where the chat has turned its brief off."""
    return plan.model_copy(update={"at": USUAL}) if plan.at == OFF else plan


def rest(desk: Desk, request: Request) -> Page:
    """What a brief of this chat had no room for, page by page."""
    asked = REST.fullmatch(request.words)
    one = own(desk, request)
    if asked is None or one is None:
        raise BadUsage(_("Tap the button below a brief of this chat."))
    between = (int(asked[1]), int(asked[2]))
    one = one.model_copy(update={"plan": _sound(one.plan)})
    shown = deliveries.told_between(desk.shelf, one.id, between)
    order = making.order_of(desk, one, request.when)
    order = order.model_copy(update={
        "first": between[0], "last": between[1], "ceiling": min(order.ceiling, ceiling_of(desk, request)),
        "carried": (), "corrected": (), "doubted": (),
    })  # fmt: skip
    lines = [line for line in daily.all_lines(gathering.material(desk, order)) if not shown & {*line.facts}]
    number = max(int(asked[3] or 1), 1)
    chosen = lines[(number - 1) * PAGE : number * PAGE]
    if not chosen:
        raise NotFound(_("There is nothing more of that brief."))
    turns = [("‹", number - 1, number > 1), ("›", number + 1, len(lines) > number * PAGE)]
    base = f"/brief rest {between[0]}-{between[1]}"
    choices = [Choice(label=label, command=f"{base} {to}") for label, to, there in turns if there]
    pages = -(-len(lines) // PAGE)
    title = _("More of the brief, page {number} of {pages}", number=number, pages=pages)
    return cited(desk, title, chosen, choices, longest=3_900)
