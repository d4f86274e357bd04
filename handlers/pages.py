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
    """The lines as a page, with the articles they cite."""
    known = articles.get_all(desk.shelf, pages.cited_by(lines))
    return pages.cited(title, lines, known, choices, verdict, longest=longest)
