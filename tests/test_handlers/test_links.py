"""Links that open a page in private, and the short form of an answer where others read along."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.page import Page
from data.store import buttons, chats
from handlers import links
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.request import Principal, Request, Role, Where
from handlers.settings import Settings
from tests.conversation import NOW, page

LINK = re.compile(r"https://t\.me/brief_bot\?start=([A-Za-z0-9_-]{1,64})")


def heard(desk: Desk, text: str, where: Where, role: Role = "reader") -> Page:
    """What is said there; with open access, so that the group was let in."""
    own = Desk(desk.store, Settings(access="open"))
    who = Principal(user_id=7, chat_id=-500 if where == "group" else 7, role=role)
    return answer(own, Request(text=text, who=who, where=where, when=NOW, bot_name="brief_bot"))


@given(command=st.text(min_size=1, max_size=120).map(lambda words: f"/find {words}"))
@settings(deadline=None)
def test_any_command_comes_back_from_its_payload(desk: Desk, command: str) -> None:
    try:
        command.encode()
    except UnicodeEncodeError:
        return  # half a letter: Telegram sends none
    payload = links.payload(desk, command, NOW)
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", payload)
    assert links.opened(desk, payload) == command


@given(words=st.text(max_size=80))
@settings(deadline=None)
def test_any_other_payload_is_told_to_be_unknown(desk: Desk, words: str) -> None:
    found = page(desk, f"/start {words}")
    assert found.verdict == "answer"
    assert "went wrong" not in found.title


def test_a_kept_link_that_was_forgotten_is_the_plain_start_with_one_line(empty: Desk) -> None:
    payload = links.payload(empty, "/find " + "x" * 90, NOW)
    with empty.store.writing() as db:
        buttons.sweep(db, "9999")
    assert "not known" in page(empty, f"/start {payload}").lines[0].text


@pytest.mark.parametrize(
    "command", ["/approve 13", "/settings zone UTC", "/start", "/nosuch", "/access", "/"]
)
@pytest.mark.parametrize("role", ["reader", "admin"])
def test_a_link_never_changes_or_decides_anything(desk: Desk, command: str, role: Role) -> None:
    """Whoever made a link is not the one who opens it."""
    plain, linked = (
        page(desk, "/start", role),
        page(desk, f"/start {links.payload(desk, command, NOW)}", role),
    )
    assert linked.lines[1:] == plain.lines
    assert linked.choices == plain.choices
    assert chats.person(desk.shelf, 13) is None


def test_a_link_shows_a_stranger_what_everything_shows_them(desk: Desk) -> None:
    payload = links.payload(desk, "/actor Naqvi", NOW)
    assert page(desk, f"/start {payload}", "stranger") == page(desk, "hello", "stranger")


@pytest.mark.parametrize("asked", ["/actor Naqvi", "/org EU", "/project PROTECT", "/quote Naqvi", "/brief",
                                   "/search border management", "/timeline ICMPD", "نقوی"])  # fmt: skip
def test_in_a_group_an_answer_is_short_and_opens_whole_in_private(desk: Desk, asked: str) -> None:
    whole, short = heard(desk, asked, "private"), heard(desk, asked, "group")
    claims = [line for line in short.lines if line.role in ("bullet", "quote")]
    assert 1 <= len(claims) + sum(line.role == "lead" for line in short.lines) <= 5
    assert len(claims) <= 3
    assert [line for line in short.lines if line not in whole.lines] == []
    assert {n for line in short.lines for n in line.cites} == {source.number for source in short.sources}
    found = LINK.fullmatch(short.choices[-1].link)
    assert found
    opened = heard(desk, f"/start {found[1]}", "private")
    assert opened.model_copy(update={"files": whole.files}) == whole
    assert len(short.choices) <= 4


def test_what_is_short_anyway_stays_as_it_is(desk: Desk) -> None:
    assert heard(desk, "/actor Nobody Atall", "group") == heard(desk, "/actor Nobody Atall", "private")


@pytest.mark.parametrize("command", [c for c in COMMANDS.values() if c.linkable], ids=lambda c: c.name)
def test_every_answer_in_a_group_fits_half_a_screen(desk: Desk, command) -> None:
    found = heard(desk, command.example, "group")
    assert len(found.lines) <= 10
    assert sum(len(line.text) for line in found.lines) <= 2_200


def test_a_card_for_any_chat_has_one_button_that_opens_it(desk: Desk) -> None:
    found = heard(desk, "/actor Naqvi", "inline")
    assert [bool(LINK.fullmatch(choice.link)) for choice in found.choices] == [True]
