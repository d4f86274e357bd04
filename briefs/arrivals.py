"""Arrivals: the card of an article that came in, the list of those that await a look, and the decisions."""

from collections.abc import Sequence

from briefs.cut import cut
from briefs.dates import say
from briefs.language import _, _n
from briefs.page import Choice, Line, Page
from briefs.sources import first_line
from briefs.trim import shortened
from data.dates import Value
from data.store.arrivals import Arrival
from data.store.articles import StoredArticle
from data.values import StoredFact

SHOWN = 5
"""Facts on one page of a review."""


class View(Value):
    """All that the card of an arrival tells."""

    article: StoredArticle
    arrival: Arrival
    current: int
    """Facts of it that hold."""
    proposed: int
    """Facts of it that wait to be accepted."""
    conflicts: int = 0
    changed: int = 0
    """Earlier facts whose place its facts took."""
    vanished: int = 0
    """Earlier facts that are proposed for withdrawal because of it."""
    retracted: int = 0
    """Facts that ended because it takes them back."""
    already: bool = False
    """Whether it was there before."""


def card(view: View) -> Page:
    """What was read of an article, what is new, what it changes, what needs a look, and what can be done."""
    article = view.article
    number = article.id
    lines = [_plain(text, number) for text in _data(view)]
    lines += [Line(text=text, role="note") for text in _remarks(view)]
    title = (
        _("Article {n} was here already.", n=number) if view.already else _("Article {n} is in.", n=number)
    )
    return Page(title=title, lines=tuple(lines), choices=_choices(view))


def _plain(text: str, number: int) -> Line:
    return Line(text=text, role="plain", cites=(number,) if text else ())


def _data(view: View) -> list[str]:
    article = view.article
    when = say(article.published)
    why = _(" ({why})", why=article.published.why) if article.published.why else ""
    told = _("Published: {date}{why}", date=when, why=why)
    return [
        cut(article.title or first_line(article.text), 200),
        _("Publisher: {name}", name=article.publisher) if article.publisher else _("Publisher: not stated"),
        told,
        _("Language: {code}", code=article.language or "?"),
        _counts(view),
    ]


def _counts(view: View) -> str:
    facts = _n("{n} fact", "{n} facts", view.current + view.proposed)
    names = _n("{n} new name", "{n} new names", view.arrival.names)
    conflicts = _n("{n} conflict", "{n} conflicts", view.conflicts)
    return _("{facts}, {names}, {conflicts}.", facts=facts, names=names, conflicts=conflicts)


def _remarks(view: View) -> list[str]:
    """What is special about it, a sentence each."""
    arrival, article = view.arrival, view.article
    told = []
    if arrival.origin:
        told.append(_("It came from {origin}.", origin=arrival.origin))
    if arrival.version_of:
        told.append(_("A newer version of [{k}].", k=arrival.version_of))
    elif article.copy_of:
        told.append(_("Near-copy of [{k}]; both count as one source.", k=article.copy_of))
    if view.changed:
        told.append(_n("{n} earlier fact was changed.", "{n} earlier facts were changed.", view.changed))
    if view.vanished:
        told.append(
            _n(
                "{n} earlier fact is no longer in it.",
                "{n} earlier facts are no longer in it.",
                view.vanished,
            )
        )
    told += _notice(view)
    if view.proposed:
        told.append(_n("{n} fact waits for Keep.", "{n} facts wait for Keep.", view.proposed))
    return [*told, *arrival.warnings]


def _notice(view: View) -> list[str]:
    arrival = view.arrival
    if arrival.retracts and view.retracted:
        ended = _n("{n} fact has ended.", "{n} facts have ended.", view.retracted)
        return [_("It takes back [{k}]: {ended}", k=arrival.retracts, ended=ended)]
    if arrival.retracts:
        return [_("It corrects or takes back [{k}]; please look at that one's facts.", k=arrival.retracts)]
    if arrival.notice:
        return [_("It is a correction or retraction; which article it is about could not be told.")]
    return []


def _choices(view: View) -> tuple[Choice, ...]:
    n = view.article.id
    offered = []
    if view.arrival.state == "open" or view.proposed:
        offered.append(Choice(label=_("Keep"), command=f"/article {n} keep"))
    offered.append(Choice(label=_("Correct data"), command=f"/article {n} correct"))
    offered.append(Choice(label=_("Review facts"), command=f"/article {n} facts"))
    if view.vanished:
        offered.append(Choice(label=_("Withdraw what vanished"), command=f"/article {n} withdraw"))
        offered.append(Choice(label=_("Leave it standing"), command=f"/article {n} retain"))
    if view.arrival.retracts:
        offered.append(
            Choice(label=f"[{view.arrival.retracts}]", command=f"/article {view.arrival.retracts}")
        )
    offered.append(Choice(label=_("Drop"), command=f"/article {n} drop"))
    return tuple(offered)


def dropped(number: int, already: bool = False) -> Page:
    """What is said of an article that is off the shelf."""
    title = (
        _("Article {n} was dropped before and is not read again.", n=number)
        if already
        else _("Article {n} was dropped, with all that came only from it.", n=number)
    )
    return Page(title=title, choices=(Choice(label=_("Put it back"), command=f"/article {number} restore"),))


def decided(title: str, number: int) -> Page:
    """What was done about an article, and the way back to its card."""
    return Page(title=title, choices=(Choice(label=_("Show the article"), command=f"/article {number}"),))


def correcting(number: int) -> Page:
    """What of an article can be corrected."""
    fields = (
        (_("Title"), "title"), (_("Publisher"), "publisher"), (_("Date"), "date"), (_("Language"), "language")
    )  # fmt: skip
    choices = tuple(Choice(label=label, command=f"/article {number} {field}") for label, field in fields)
    return Page(title=_("What is to be corrected in article {n}?", n=number), choices=choices)


def asks(number: int, field: str) -> Page:
    """The question for the new value; the next message is the answer."""
    titles = {
        "title": _("Send the right title of article {n}.", n=number),
        "publisher": _("Send the right publisher of article {n}.", n=number),
        "date": _("Send the right date of article {n}, like 2024-05-06.", n=number),
        "language": _("Send the language of article {n}, like en.", n=number),
    }
    return Page(title=titles[field], expects=f"/article {number} {field}")


def review(article: StoredArticle, facts: Sequence[StoredFact], told: Sequence[str], page: int) -> Page:
    """The facts of an article, each as it is told and with the sentence it was read from."""
    pages = max(1, -(-len(facts) // SHOWN))
    page = min(max(page, 1), pages)
    first = (page - 1) * SHOWN
    lines: list[Line] = []
    for fact, text in list(zip(facts, told, strict=True))[first : first + SHOWN]:
        lines.append(Line(text=text, cites=(article.id,), facts=(fact.id,)))
        lines.append(Line(text=shortened(fact.evidence), role="quote", cites=(article.id,)))
    turns = ((_("‹ Back"), page - 1), (_("Next ›"), page + 1))
    choices = [
        Choice(label=t, command=f"/article {article.id} facts {n}") for t, n in turns if 1 <= n <= pages
    ]
    choices.append(Choice(label=_("Show the article"), command=f"/article {article.id}"))
    title = _("Facts of article {n}, page {page} of {pages}", n=article.id, page=page, pages=pages)
    if not facts:
        title = _("No fact was read in article {n}.", n=article.id)
    return Page(title=title, lines=tuple(lines), choices=tuple(choices))


def listed(found: Sequence[tuple[StoredArticle, Arrival]], only_open: bool) -> Page:
    """The newest arrivals, a line and a button each."""
    title = _("Arrivals that nobody has looked at yet") if only_open else _("The newest arrivals")
    if not found:
        return Page(title=_("No arrival waits for a look."), verdict="nothing")
    lines = [Line(text=_arrived(article, arrival), cites=(article.id,)) for article, arrival in found]
    choices = [Choice(label=f"[{article.id}]", command=f"/article {article.id}") for article, _a in found]
    return Page(title=title, lines=tuple(lines), choices=tuple(choices))


def _arrived(article: StoredArticle, arrival: Arrival) -> str:
    name = cut(article.title or first_line(article.text), 60)
    ways = {
        "message": _("a message"), "document": _("a document"), "link": _("a link"), "feed": _("a feed"),
        "folder": _("the folder"), "terminal": _("the terminal"),
    }  # fmt: skip
    return _("{name}, by {way}, {date}", name=name, way=ways[arrival.way], date=arrival.recorded_at[:10])
