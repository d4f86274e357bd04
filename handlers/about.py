"""/about: what the store covers."""

from briefs import about as wording
from briefs.language import _
from briefs.page import Page
from data.kinds import KINDS
from data.store import coverage
from handlers.desk import Desk
from handlers.request import Request


def about(desk: Desk, request: Request) -> Page:
    """Articles, publishers, from when to when, and when the last one was added."""
    shelf = desk.shelf
    kinds = [(KINDS[kind].plural, count) for kind, count in coverage.kinds(shelf) if kind in KINDS]
    covered = coverage.of(shelf)
    lines = wording.lines(covered, coverage.publishers(shelf), kinds)
    return Page(title=_("What this store covers"), lines=tuple(lines))
