"""Outgoing: pages that we owe a chat without being asked: notices, briefs and confirmations."""

from datetime import UTC, datetime

from briefs.page import Page
from data.store import outbox
from data.store.shelf import Connection


def owe(
    db: Connection, key: str, chat: int, page: Page, now: datetime, *, sort: outbox.Sort = "notice",
    topic: int | None = None, reply_to: int | None = None, after: datetime | None = None,
) -> int | None:  # fmt: skip
    """Owe a chat a page, in the caller's transaction; None when this key was put before."""
    return outbox.put(
        db, key, chat, page.model_dump_json(), now.isoformat(timespec="seconds"), sort=sort, topic=topic,
        reply_to=reply_to, not_before=after.isoformat(timespec="seconds") if after else "",
    )  # fmt: skip


def stamp(moment: datetime) -> str:
    """A moment as the store writes it: UTC, ISO 8601, seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
