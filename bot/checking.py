"""Checking: whether Telegram can be reached with the token, and whether the two clocks agree."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from data.errors import BriefingError
from handlers.doctor import Finding
from handlers.settings import Settings, load

SKEW = timedelta(seconds=60)
"""More than this between our clock and Telegram's puts briefs at the wrong minute."""
SECONDS = 10


def reached(environment: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """What Telegram says to the token, and the difference between its clock and `now`."""
    try:
        settings = load(environment)
    except BriefingError:
        return
    if not settings.token.get_secret_value():
        yield Finding(what="token", state="warn", said="none is set; `chat` works without one")
        return
    try:
        with httpx.Client(timeout=SECONDS) as client:
            reply = client.get(f"{settings.api_url}/bot{settings.token.get_secret_value()}/getMe")
    except httpx.HTTPError as error:
        # Only the kind of fault: the words of the exception may hold the address, and so the token.
        said = f"{settings.api_url} cannot be reached ({type(error).__name__})"
        yield Finding(what="token", state="bad", said=said)
        return
    yield _known(reply, settings)
    yield from _clock(reply, now)


def _known(reply: httpx.Response, settings: Settings) -> Finding:
    try:
        found = reply.json()
        name = found["result"]["username"] if found.get("ok") else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        said = f"{settings.api_url} answers {reply.status_code}, but not as a Bot API does"
        return Finding(what="token", state="bad", said=said)
    if not name:
        return Finding(what="token", state="bad", said="Telegram does not accept it")
    return Finding(what="token", state="ok", said=f"it is that of @{name}")


def _clock(reply: httpx.Response, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(reply.headers["Date"])
    except (KeyError, ValueError):
        return
    skew = abs(now - theirs)
    said = f"{skew.total_seconds():.0f} s from Telegram's"
    yield Finding(what="clock", state="ok" if skew < SKEW else "warn", said=said)
