"""Who hears which language, and that it is the same answer."""

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime

import pytest

from briefs.language import unmarked
from briefs.page import Page
from data.store import chats
from data.store.chats import Chat, Person
from data.store.store import Store
from handlers.answer import answer
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


QUESTIONS = (
    "/actor nakvi",
    "/project PROTECT",
    "/org UNODC",
    "/country Pakistan",
    "/figure 47%",
    "/quote Naqvi",
    "/timeline ICMPD",
    "/compare GLO.ACT, PROTECT",
    "/latest trafficking",
    "/why 47%",
    "who is the DG FIA",
    "how many smugglers were arrested",
    "what did Brunner say",
    "/upcoming",
    "who funds GLO.ACT",
    "which countries are in GLO.ACT",
    "/source 3",
    "/actor Nobody Atall",
)


def heard(desk: Desk, text: str, language: str) -> Page:
    settings = desk.settings.model_copy(update={"language": language})
    who = Principal(user_id=7, chat_id=7)
    return answer(Desk(desk.store, settings), Request(text=text, who=who, where="private", when=NOW))


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_in_urdu_states_the_same_facts_figures_and_sources(desk: Desk, text: str) -> None:
    english, urdu = heard(desk, text, "en"), heard(desk, text, "ur")
    assert [(one.facts, one.cites, one.role) for one in urdu.lines] == [
        (one.facts, one.cites, one.role) for one in english.lines
    ]
    assert [one.number for one in urdu.sources] == [one.number for one in english.sources]
    assert [one.command for one in urdu.choices] == [one.command for one in english.choices]
    assert urdu.verdict == english.verdict
    for one, other in zip(english.lines, urdu.lines, strict=True):
        if one.role != "note":
            assert figures(one.text) == figures(other.text)


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", unmarked(text)))


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_line_of_an_urdu_answer_runs_from_right_to_left(desk: Desk, text: str) -> None:
    """By the first strong letter, with and without regard to isolates: telephones do it either way."""
    page = heard(desk, text, "ur")
    for line in (page.title, *(one.text for one in page.lines if one.role != "quote")):
        strong = (unicodedata.bidirectional(c) for c in line)
        assert next(one for one in strong if one in ("L", "R", "AL")) == "AL", line


def test_a_chat_chooses_how_numbers_are_written() -> None:
    desk = Desk(Store(), Settings())
    assert heard(desk, "/settings numbers", "en").choices[2].label == "12,34,567"
    changed = heard(desk, "/settings numbers lakh", "en")
    assert "Numbers: 12,34,567" in [line.text for line in changed.lines]
    assert heard(desk, "/settings numbers abacus", "en").verdict == "usage"
    desk.store.close()


@pytest.mark.parametrize(
    "text", ["/resend", "/history", "/undo 99999", "/grade", "/watch", "/asof", "/edit", "/settings x"]
)
def test_a_refusal_is_said_in_urdu_too(desk: Desk, text: str) -> None:
    settings = desk.settings.model_copy(update={"language": "ur"})
    who = Principal(user_id=7, chat_id=7, role="admin")
    told = answer(Desk(desk.store, settings), Request(text=text, who=who, where="private", when=NOW))
    first = next(c for c in unmarked(told.title) if c.isalpha())
    assert unicodedata.bidirectional(first) == "AL", told.title
