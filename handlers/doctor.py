"""Doctor: what can be checked on this machine before somebody has to ask why the bot is silent."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from data.dates import Value
from data.errors import BriefingError
from data.store import backups
from data.store.examining import SQLITE, examine
from handlers.settings import Settings, load

SPACE = 200_000_000
"""Bytes that should be free: room for the write-ahead log of a large reading."""
OLD = timedelta(hours=30)
"""A nightly copy older than this was missed."""


class Finding(Value):
    """What one check found: 'ok', 'warn' (works, but look at it) or 'bad'."""

    what: str
    state: Literal["ok", "warn", "bad"]
    said: str


def examined(environment: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Every check of this machine, in order; when the settings are wrong the others cannot be made."""
    try:
        settings = load(environment)
    except BriefingError as error:
        yield Finding(what="settings", state="bad", said=str(error))
        return
    yield Finding(what="settings", state="ok", said="all are understood")
    for name, check in CHECKS.items():
        try:
            state, said = check(settings, now)
        except (BriefingError, OSError) as error:
            state, said = "bad", str(error)
        yield Finding(what=name, state=state, said=said)


State = Literal["ok", "warn", "bad"]
Check = Callable[[Settings, datetime], tuple[State, str]]


def _versions(settings: Settings, now: datetime) -> tuple[State, str]:
    found = {name: _version(name) for name in PARTS}
    missing = [name for name, number in found.items() if not number]
    if missing:
        return "bad", f"not installed: {', '.join(missing)}"
    python = ".".join(map(str, sys.version_info[:3]))
    said = ", ".join(f"{name} {number}" for name, number in found.items())
    return "ok", f"Python {python}, SQLite {SQLITE}, {said}"


PARTS = ("python-telegram-bot", "sqlite-utils", "rapidfuzz", "pydantic", "spacy")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _store(settings: Settings, now: datetime) -> tuple[State, str]:
    path = settings.database
    if not path.exists():
        return "warn", f"{path} is not there yet; the first start makes it"
    found = examine(path)
    if found.problem:
        return "bad", f"{path} is damaged ({found.problem}); restore it from a backup copy"
    if path.stat().st_mode & 0o077:
        return "warn", f"{path} can be read by others; chmod 600 it"
    return "ok", f"{path} is sound: {found.articles:,} articles, {found.facts:,} facts, {found.feeds} feeds"


def _space(settings: Settings, now: datetime) -> tuple[State, str]:
    folder = next(
        p for p in (settings.database.absolute().parent, *settings.database.absolute().parents) if p.exists()
    )
    free = shutil.disk_usage(folder).free
    return ("ok" if free > SPACE else "bad"), f"{free / 1e9:.1f} GB free for the store"


def _copies(settings: Settings, now: datetime) -> tuple[State, str]:
    folder = settings.backups or settings.database.parent / "backups"
    made = backups.last_made(settings.database, folder, now)
    if made is None:
        return "warn", f"none in {folder} yet; the bot makes one each night"
    return ("ok" if now - made < OLD else "warn"), f"the newest is of {made:%d %b %Y %H:%M} UTC"


def _admins(settings: Settings, now: datetime) -> tuple[State, str]:
    if not settings.admins:
        return "warn", "BRIEFING_ADMINS is empty: nobody can let people in"
    return "ok", f"{len(settings.admins)} in the settings"


CHECKS: dict[str, Check] = {
    "versions": _versions,
    "store": _store,
    "disk": _space,
    "backup": _copies,
    "admins": _admins,
}
