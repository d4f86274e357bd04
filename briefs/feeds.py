"""Feeds: which are followed, how each of them goes, and what administrators hear of a broken one."""

from collections.abc import Mapping, Sequence

from briefs.cut import cut
from briefs.language import _, _n
from briefs.lines import note
from briefs.page import Choice, Line, Page
from briefs.vocabulary import retold
from data.store.feeds import StoredFeed

ECHO = 80


def listed(feeds: Sequence[tuple[StoredFeed, Mapping[str, int]]], page: int, size: int) -> Page:
    """Every feed with its state, its publisher and grade, what it brought and why it failed, page by page."""
    if not feeds:
        text = _("No feed is followed. Add one: /feed add https://example.org/rss.xml")
        return Page(title=text, verdict="nothing")
    pages = -(-len(feeds) // size)
    page = min(max(page, 1), pages)
    shown = feeds[(page - 1) * size : page * size]
    lines = [line for feed, counts in shown for line in _told(feed, counts)]
    turns = ((_("‹ Back"), page - 1), (_("Next ›"), page + 1))
    choices = [Choice(label=t, command=f"/feed list {n}") for t, n in turns if 1 <= n <= pages]
    title = _n("{n} feed", "{n} feeds", len(feeds))
    return Page(title=title, lines=tuple(lines), choices=tuple(choices))


def _told(feed: StoredFeed, counts: Mapping[str, int]) -> list[Line]:
    head = _("{n}. {name}: {state}", n=feed.id, name=name(feed), state=_state(feed))
    grade = _(", grade {grade}", grade=feed.grade) if feed.grade else ""
    trust = _("facts hold at once") if feed.trust == "current" else _("facts wait for Keep")
    read = _n("{n} article", "{n} articles", counts.get("read", 0))
    rest = _("{read}, {waiting} waiting, {refused} refused, {again} known before; {trust}{grade}", read=read,
             waiting=counts.get("new", 0), refused=counts.get("refused", 0), again=counts.get("already", 0),
             trust=trust, grade=grade)  # fmt: skip
    lines = [Line(text=head), note(feed.url), note(rest)]
    if feed.problem:
        failed = _n("Failed once", "Failed {n} times in a row", feed.failures)
        lines.append(note(_("{failed}: {problem} Next try {at}.", failed=failed, problem=retold(feed.problem),
                            at=feed.next_at[:16].replace("T", " "))))  # fmt: skip
    return lines


def _state(feed: StoredFeed) -> str:
    if feed.state == "paused":
        return _("paused")
    if not feed.answered:
        return _("not asked yet")
    return {
        "new": _("brought something new"), "unchanged": _("answers, nothing new"), "failed": _("broken"),
    }[feed.answered]  # fmt: skip


def name(feed: StoredFeed) -> str:
    """What a feed is called: its publisher, its own title, or its address."""
    return cut(feed.publisher or feed.title or feed.url, ECHO)


def added(feed: StoredFeed, entries: int) -> Page:
    """What is said when a feed is followed from now on."""
    count = _n("{n} entry", "{n} entries", entries)
    trust = _("its facts hold at once") if feed.trust == "current" else _("its facts wait for Keep")
    text = _("Feed {n}, {name}, is followed: {count} now; {trust}.", n=feed.id, name=name(feed), count=count,
             trust=trust)  # fmt: skip
    choices = (
        Choice(label=_("All feeds"), command="/feed list"),
        Choice(label=_("Pause"), command=f"/feed pause {feed.id}"),
        Choice(label=_("Remove"), command=f"/feed remove {feed.id}"),
    )
    return Page(title=text, choices=choices)


def changed(feed: StoredFeed, deed: str) -> Page:
    """What was done with a feed."""
    titles = {
        "pause": _("Feed {n}, {name}, is paused.", n=feed.id, name=name(feed)),
        "resume": _("Feed {n}, {name}, is followed again.", n=feed.id, name=name(feed)),
        "remove": _("Feed {n}, {name}, is followed no more; its articles stay.", n=feed.id, name=name(feed)),
    }
    return Page(title=titles[deed], choices=(Choice(label=_("All feeds"), command="/feed list"),))


def broken(feed: StoredFeed, problem: str) -> Page:
    """What administrators hear, once, when a feed breaks."""
    choices = (
        Choice(label=_("Pause"), command=f"/feed pause {feed.id}"),
        Choice(label=_("All feeds"), command="/feed list"),
    )
    title = _("Feed {n}, {name}, cannot be read.", n=feed.id, name=name(feed))
    later = note(_("It is asked again from time to time; you hear of it again only after it has worked."))
    return Page(
        title=title, lines=(Line(text=retold(problem), role="plain"), note(feed.url), later), choices=choices
    )
