"""Sweeping: what was kept for a while only is forgotten when its time is over."""

from datetime import datetime, timedelta

from data.store import buttons, expecting, outbox, received
from handlers.desk import Desk

KEPT = (
    (received.sweep, timedelta(days=7)),
    (expecting.sweep, timedelta(days=1)),
    (buttons.sweep, timedelta(days=180)),
    (outbox.sweep, timedelta(days=30)),
)
"""What is swept, and how old it grows. Telegram itself keeps an update for one day."""


def sweep(desk: Desk, now: datetime) -> None:
    """Forget what is over: answered updates, awaited words, old buttons, the words of old messages."""
    for forget, age in KEPT:
        with desk.store.writing() as db:
            forget(db, (now - age).isoformat(timespec="seconds"))
