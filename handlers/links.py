"""Links: addresses that open a page of the bot in a private chat (t.me/BOT?start=PAYLOAD)."""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

from data.store import buttons
from handlers.desk import Desk

PAYLOAD = 64
"""Telegram's limit, of A-Z, a-z, 0-9, _ and -."""
SPELLED, KEPT = "c", "k"
"""The first letter of a payload: the command itself in base64, or the key it is kept under."""
BEGIN = "begin"
"""A payload that opens nothing but the first words."""


def address(desk: Desk, bot_name: str, command: str, now: datetime) -> str:
    """The address that opens a command; one that is too long for an address is kept in the store."""
    return f"https://t.me/{bot_name}?start={payload(desk, command, now)}"


def payload(desk: Desk, command: str, now: datetime) -> str:
    """The command in at most 64 letters that Telegram takes."""
    spelled = SPELLED + base64.urlsafe_b64encode(command.encode()).decode().rstrip("=")
    if len(spelled) <= PAYLOAD:
        return spelled
    key = KEPT + hashlib.sha256(command.encode()).hexdigest()[:32]
    with desk.store.writing() as db:
        buttons.keep(db, {key: command}, now.astimezone(UTC).isoformat(timespec="seconds"))
    return key


def opened(desk: Desk, words: str) -> str | None:
    """The command that a payload stands for, or None when it is none, or not kept any more."""
    if words.startswith(KEPT):
        return buttons.recall(desk.shelf, words)
    if not words.startswith(SPELLED) or len(words) > PAYLOAD:
        return None
    coded = words.removeprefix(SPELLED)
    try:
        raw = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True)
        return raw.decode()
    except (binascii.Error, ValueError):
        return None
