"""Subscriptions, as rows of the store: which chat or forum topic wants a brief, when, and about what."""

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from data.dates import Value
from data.schedule import Plan, Turn
from data.store.news import Follow
from data.store.shelf import Connection, Shelf

FOLLOWS: TypeAdapter[tuple[Follow, ...]] = TypeAdapter(tuple[Follow, ...])
USUAL = "07:00"
"""When a brief comes to those who named no time."""
OFF = "off"
"""What a chat has set that wants no brief."""
FOR_EVER = "9999-12-31"
"""A pause without an end."""


class Subscription(Value):
    """The brief of one chat, or of one topic of a forum (0 is the chat itself or its General topic)."""

    id: int
    chat: int
    topic: int
    plan: Plan
    """With the chat's own time and zone, or the default, where the subscription names none."""
    brief_at: str
    """Local time 'HH:MM' that was asked for here, '' to follow the chat's settings."""
    zone: str
    follows: tuple[Follow, ...]
    """What it is about; empty for everything."""
    says_nothing: bool
    """Whether a group wants the line that nothing is new."""
    state: Literal["active", "ended"]
    paused_until: str
    """The first local day (ISO 8601) on which briefs come again, '' when they do."""
    cursor: int
    """The news entry up to which it was briefed."""
    briefed_at: str
    """When the last brief that reached it was due (UTC), '' before the first."""
    carried: tuple[int, ...]
    """Facts of parts that did not arrive, for the next brief."""
    doubted: tuple[tuple[int, int], ...]
    """(delivery, part) of parts of the last brief that may not have arrived."""
    created_by: int
    created_at: str
    kind: Literal["private", "group", "channel"]
    title: str
    chat_state: str
    language: str


class Unbooked(Value):
    """A subscription of which the ledger lacks a brief."""

    number: int
    plan: Plan
    since: str
    """When it began (UTC)."""
    last: str
    """Its last local day in the ledger, '' before the first."""


SELECT = """
    SELECT own.*, coalesce(chat.kind, CASE WHEN own.chat < 0 THEN 'group' ELSE 'private' END) AS kind,
           coalesce(chat.title, '') AS title, coalesce(chat.state, '') AS chat_state,
           coalesce(chat.language, '') AS language,
           coalesce(nullif(own.brief_at, ''), nullif(chat.brief_at, ''), :usual) AS plan_at,
           coalesce(nullif(own.zone, ''), nullif(chat.zone, ''), :default) AS plan_zone
    FROM subscription own LEFT JOIN chat ON chat.id = own.chat
"""


def of_chat(shelf: Shelf, chat: int, topic: int, zone: str) -> Subscription | None:
    """The subscription of a chat or topic in whatever state, or None; `zone` is the default one."""
    rows = shelf.rows(
        f"{SELECT} WHERE own.chat = :chat AND own.topic = :topic",
        chat=chat, topic=topic, usual=USUAL, default=zone,
    )  # fmt: skip
    return subscription(rows[0]) if rows else None


def get(shelf: Shelf, number: int, zone: str) -> Subscription | None:
    """The subscription of this number, or None; `zone` is the default one."""
    row = shelf.row(f"{SELECT} WHERE own.id = :id", id=number, usual=USUAL, default=zone)
    return subscription(row) if row else None


def titled(shelf: Shelf, words: str) -> list[int]:
    """Chats with a subscription whose title holds these words, or that have this number."""
    rows = shelf.rows(
        """SELECT DISTINCT own.chat FROM subscription own LEFT JOIN chat ON chat.id = own.chat
           WHERE instr(lower(coalesce(chat.title, '')), lower(:words)) OR cast(own.chat AS TEXT) = :words""",
        words=words,
    )
    return [row[0] for row in rows]


def plans(shelf: Shelf, zone: str) -> list[Plan]:
    """The different plans of all active subscriptions; `zone` is the default one."""
    rows = shelf.rows(
        f"""SELECT DISTINCT plan_at, plan_zone, days FROM ({SELECT} WHERE own.state = 'active')
            WHERE plan_at <> :off""",
        usual=USUAL, default=zone, off=OFF,
    )  # fmt: skip
    return [Plan(at=row["plan_at"], zone=row["plan_zone"], days=row["days"]) for row in rows]


def without(shelf: Shelf, turns: Sequence[tuple[Plan, Turn]], zone: str, now: str) -> list[Unbooked]:
    """Active subscriptions with nothing in the ledger from the day of their plan's turn on, made before it.

    Of later days those count whose brief was due by `now` (another zone was ahead); the others were booked
    by a clock that went wrong, and stand for no day but their own.
    """
    listed = [
        (p.at, p.zone, p.days, turn.day.isoformat(), turn.due.isoformat(timespec="seconds"))
        for p, turn in turns
    ]
    rows = shelf.rows(
        f"""WITH turn AS MATERIALIZED (SELECT key AS number, json_extract(value, '$[0]') AS at,
                json_extract(value, '$[1]') AS zone, json_extract(value, '$[2]') AS days,
                json_extract(value, '$[3]') AS day, json_extract(value, '$[4]') AS due
                FROM json_each(:turns)),
            own AS MATERIALIZED ({SELECT} WHERE own.state = 'active')
            SELECT own.id, own.created_at, turn.number, coalesce((SELECT max(day) FROM delivery
                   WHERE subscription = own.id AND day < turn.day), '') AS last
            FROM own JOIN turn ON plan_at = turn.at AND plan_zone = turn.zone AND own.days = turn.days
            WHERE own.created_at < turn.due AND NOT EXISTS (SELECT 1 FROM delivery
                  WHERE subscription = own.id AND (day = turn.day
                  OR day BETWEEN turn.day AND date(turn.day, '+2 days') AND due_at <= :now))""",
        usual=USUAL, default=zone, turns=json.dumps(listed), now=now,
    )  # fmt: skip
    return [
        Unbooked(number=row["id"], plan=turns[row["number"]][0], since=row["created_at"], last=row["last"])
        for row in rows
    ]


def subscribe(
    db: Connection, chat: int, topic: int, by: int, cursor: int, now: str
) -> None:  # fmt: skip
    """Begin a subscription, or begin one anew that had ended; one that is active stays as it is."""
    db.execute(
        """INSERT INTO subscription (chat, topic, cursor, created_by, created_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (chat, topic) DO UPDATE SET state = 'active', cursor = excluded.cursor,
           created_by = excluded.created_by, created_at = excluded.created_at, briefed_at = '',
           carried = '[]', doubted = '[]', paused_until = '' WHERE state = 'ended'""",
        (chat, topic, cursor, by, now),
    )


def change(db: Connection, one: Subscription) -> None:
    """Write what its chat may change: time, zone, days, what it follows, the empty line, pause and end."""
    db.execute(
        """UPDATE subscription SET brief_at = ?, zone = ?, days = ?, follows = ?, says_nothing = ?,
           paused_until = ?, state = ? WHERE id = ?""",
        (one.brief_at, one.zone, one.plan.days, FOLLOWS.dump_json(one.follows).decode(),
         one.says_nothing, one.paused_until, one.state, one.id),
    )  # fmt: skip


def briefed(
    db: Connection, number: int, cursor: int, at: str, carried: list[int], doubted: list[tuple[int, int]]
) -> None:
    """Note up to where a subscription was briefed, what did not arrive and what may not have."""
    db.execute(
        "UPDATE subscription SET cursor = ?, briefed_at = ?, carried = ?, doubted = ? WHERE id = ?",
        (cursor, at, json.dumps(carried), json.dumps(doubted), number),
    )


def subscription(row: Any) -> Subscription:
    """A subscription from its row."""
    return Subscription(
        id=row["id"], chat=row["chat"], topic=row["topic"], brief_at=row["brief_at"], zone=row["zone"],
        plan=Plan(at=row["plan_at"], zone=row["plan_zone"], days=row["days"]),
        follows=FOLLOWS.validate_json(row["follows"]), says_nothing=bool(row["says_nothing"]),
        state=row["state"], paused_until=row["paused_until"], cursor=row["cursor"],
        briefed_at=row["briefed_at"], carried=tuple(json.loads(row["carried"])),
        doubted=tuple((first, second) for first, second in json.loads(row["doubted"])),
        created_by=row["created_by"], created_at=row["created_at"], kind=row["kind"], title=row["title"],
        chat_state=row["chat_state"], language=row["language"],
    )  # fmt: skip
