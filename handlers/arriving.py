"""The commands and duties on articles and feeds as the tables have them: what they need, which is all of
reading, is loaded when first asked."""

from dataclasses import replace
from datetime import datetime

from briefs.page import Page
from data.store import feeds as store
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


def ask_feeds(desk: Desk, now: datetime) -> None:
    """Ask the feeds that are due, and read what they brought."""
    if store.every(desk.shelf):
        from handlers import feeds

        feeds.ask_feeds(desk, now)


def mind_folder(desk: Desk, now: datetime) -> None:
    """See to it that the process lives that reads the watched folder, where the settings name one."""
    if desk.settings.folder is not None:
        from handlers import folder

        folder.mind_folder(desk, now)
