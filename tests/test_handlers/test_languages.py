"""Who hears which language, and that it is the same answer."""

from datetime import UTC, datetime

import pytest

from data.store import chats
from data.store.chats import Chat, Person
from data.store.store import Store
from handlers.commands import clean
from handlers.desk import Desk
from handlers.people import language_of
from handlers.request import Principal, Request
from handlers.settings import Settings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = "2026-03-02T09:00:00+00:00"


def asked(where: str, phone: str = "") -> Request:
    chat = -9 if where == "group" else 7
    who = Principal(user_id=7, chat_id=chat, language=phone)
    return Request(text="/about", who=who, where=where, when=NOW)


@pytest.mark.parametrize(
    ("person", "chat", "phone", "setting", "where", "heard"),
    [
        ("", "", "", "en", "private", "en"),
        ("", "", "", "ur", "private", "ur"),
        ("ur", "en", "", "en", "private", "ur"),
        ("", "ur", "", "en", "private", "ur"),
        ("", "", "ur-PK", "en", "private", "ur"),
        ("", "", "en", "ur", "private", "ur"),
        ("en", "", "ur", "ur", "private", "en"),
        ("ur", "", "ur", "en", "group", "en"),
        ("", "ur", "en", "en", "group", "ur"),
    ],
)
def test_the_language_is_the_persons_then_the_chats_then_the_settings(
    person: str, chat: str, phone: str, setting: str, where: str, heard: str
) -> None:
    desk = Desk(Store(), Settings.model_validate({"language": setting}))
    request = asked(where, phone)
    with desk.store.writing() as db:
        chats.keep_person(
            db, Person(user_id=7, name="A", role="reader", state="approved", language=person, granted_at=DAY)
        )
        kind = "group" if where == "group" else "private"
        chats.keep_chat(db, Chat(id=request.who.chat_id, kind=kind, language=chat), DAY)
    assert language_of(desk, request) == heard
    desk.store.close()


def test_direction_marks_are_no_part_of_what_was_typed() -> None:
    assert clean("/actor \u2068GLO.\u2069ACT\u200f") == "/actor GLO.ACT"
