"""Pages with their sources fetched: what most commands end with."""

from collections.abc import Sequence

from briefs import pages, sources
from briefs.page import Choice, Line, Page, Verdict
from data.store import articles
from handlers.desk import Desk


def sourced(desk: Desk, page: Page) -> Page:
    """The page with the sources that its lines cite."""
    known = articles.get_all(desk.shelf, pages.cited_by(page.lines))
    return page.model_copy(update={"sources": sources.listed(known.values())})


def cited(
    desk: Desk,
    title: str,
    lines: Sequence[Line],
    choices: Sequence[Choice] = (),
    verdict: Verdict = "answer",
    longest: int = pages.LONGEST,
) -> Page:
    """The lines as a page, with the articles they cite; what does not fit is on further pages."""
    return bound(desk, title, [lines], choices, verdict, longest)


def bound(
    desk: Desk,
    title: str,
    stacks: Sequence[Sequence[Line]],
    choices: Sequence[Choice] = (),
    verdict: Verdict = "answer",
    longest: int = pages.LONGEST,
) -> Page:
    """The wanted page of several that were laid out before, each on more pages when it does not fit one."""
    known = articles.get_all(desk.shelf, pages.cited_by([line for stack in stacks for line in stack]))
    room = pages.room(title, longest)
    leaves = [leaf for stack in stacks for leaf in pages.leaves(stack, known, room)] if desk.asked else []
    if len(leaves) < 2:
        return pages.cited(title, stacks[0], known, choices, verdict, longest=longest)
    leaf = min(desk.leaf, len(leaves))
    buttons = (*pages.turning(desk.asked, leaf, len(leaves)), *choices)
    return pages.cited(title, leaves[leaf - 1], known, buttons, verdict, longest=longest)


CAPTION = 1_000
"""Characters of the words that go with a picture: Telegram's captions hold 1024 UTF-16 units."""


def captioned(desk: Desk, title: str, lines: Sequence[Line], choices: Sequence[Choice] = ()) -> Page:
    """The page with as many of the lines, from the first on, as go below a picture in one message."""
    known = articles.get_all(desk.shelf, pages.cited_by(lines))
    for longest in range(CAPTION + 100, 0, -50):
        page = pages.cited(title, lines, known, choices, longest=longest)
        if pages.size(page) <= CAPTION or len(page.lines) < LEAST:
            break
    return page


LEAST = 3
"""A line, what was left out, and the foot: nothing more can be spared."""
