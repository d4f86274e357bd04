"""Ahead: what waits for moments that a clock named which has been put back since, brought down to now."""

from data.store.shelf import Connection

BROUGHT_DOWN = (
    # A try that failed is made again; quiet hours, which no try went before, end at their own time.
    """UPDATE outbox SET not_before = '', changed_at = :now
       WHERE state = 'due' AND not_before > :now AND parts > 0 AND changed_at > :now""",
    # No quiet hours are as long as a day.
    """UPDATE outbox SET not_before = '', changed_at = :now
       WHERE state = 'due' AND not_before > strftime('%Y-%m-%dT%H:%M:%S+00:00', :now, '+1 day')""",
    # What was entered for a day to come, and not made, is owed when that day comes.
    """DELETE FROM delivery WHERE due_at > :now AND state IN ('due', 'composing', 'skipped', 'failed')
       AND NOT EXISTS (SELECT 1 FROM delivery_part WHERE delivery = delivery.id)""",
    "UPDATE subscription SET created_at = :now WHERE created_at > :now",
    "UPDATE subscription SET briefed_at = :now WHERE briefed_at > :now",
    "UPDATE feed SET next_at = :now WHERE next_at > :now AND checked_at > :now",
    "UPDATE watch SET noticed_at = :now WHERE noticed_at > :now",
    "UPDATE chat SET since = :now WHERE since > :now",
    "UPDATE expected SET at = :now WHERE at > :now",
    "UPDATE review SET at = :now WHERE at > :now",
)
"""Nothing here is what is told to anybody: when facts and changes were recorded stays as it was written."""


def bring_down(db: Connection, now: str) -> int:
    """Let what waits for a moment of the clock that was ahead wait no longer; how many rows did."""
    return sum(db.execute(sql, {"now": now}).rowcount for sql in BROUGHT_DOWN)
