"""The commands on articles and feeds as the table has them: what they need is loaded when first asked."""

from dataclasses import replace

from briefs.page import Page
from handlers.desk import Desk
from handlers.request import Request
from handlers.rights import Right

EDITOR = Right(role="editor", where=("private", "terminal"), writes=True)
READER = replace(EDITOR, reads=True)
"""For what is sent in to be read, also when it is forwarded."""
LOOKER = Right(role="editor", where=("private", "terminal"))
ADMIN = Right(role="admin", where=("private", "terminal"), writes=True)


def add(desk: Desk, request: Request) -> Page:
    """Read an article in: a link, a text, a document or a forwarded message."""
    from handlers import arrivals

    return arrivals.add(desk, request)


def article(desk: Desk, request: Request) -> Page:
    """How an article came in, and what is done about it."""
    from handlers import arrivals

    return arrivals.article(desk, request)


def newest(desk: Desk, request: Request) -> Page:
    """The arrivals that wait for a look."""
    from handlers import arrivals

    return arrivals.newest(desk, request)


def feed(desk: Desk, request: Request) -> Page:
    """The feeds that are followed."""
    from handlers import feeds

    return feeds.feed(desk, request)
