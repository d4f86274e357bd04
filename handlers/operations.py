"""Operations: /health and /backup for administrators, and the nightly copy of the store."""

import platform
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefs import health as wording
from briefs.language import _
from briefs.page import Page
from data.errors import BadStore
from data.store import backups, counts
from data.store.examining import SQLITE
from handlers.desk import Desk
from handlers.request import Request

DAY = timedelta(hours=24)


def health(desk: Desk, request: Request) -> Page:
    """How the bot is: what it holds, what it owes, its last copy and its versions."""
    return wording.page(counts.health(desk.shelf), last_copy(desk), versions())


def backup(desk: Desk, request: Request) -> Page:
    """Copy the store now. Raises BadStore when that cannot be done."""
    if desk.store.path is None:
        return Page(title=_("The store is kept in memory only; there is no file to copy."))
    made = backups.back_up(_file(desk), folder_of(desk), request.when)
    return Page(title=_("Backup copy made: {name}.", name=made.name))


def nightly(desk: Desk, now: datetime) -> None:
    """Copy the store when the newest copy is a day old; called as often as one likes."""
    path = desk.store.path
    if path is None:
        return
    made = backups.last_made(path, folder_of(desk), now)
    if made is None or now - made >= DAY:
        backups.back_up(path, folder_of(desk), now)


def folder_of(desk: Desk) -> Path:
    """Where copies are kept: the setting, else a folder `backups` beside the store."""
    return desk.settings.backups or _file(desk).parent / "backups"


def last_copy(desk: Desk) -> str:
    """The name of the newest copy, '' when there is none; it says when it was made."""
    if desk.store.path is None:
        return ""
    return next((copy.name for copy in backups.copies(desk.store.path, folder_of(desk))), "")


def versions() -> str:
    """'briefing-bot 0.1.0, Python 3.11.7, SQLite 3.45.1, python-telegram-bot 22.8'."""
    parts = [f"Python {platform.python_version()}", f"SQLite {SQLITE}"]
    try:
        parts.append(f"python-telegram-bot {version('python-telegram-bot')}")
    except PackageNotFoundError:
        parts.append("python-telegram-bot missing")
    return ", ".join(parts)


def _file(desk: Desk) -> Path:
    if desk.store.path is None:
        raise BadStore(_("The store is kept in memory only; there is no file to copy."))
    return desk.store.path
