"""Who is let in: the wish, the question to the administrators, their decision, and what everybody hears."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from briefs.page import Page
from data.store import chats, outbox, reach
from data.store.store import Store
from handlers import access
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.people import role_of
from handlers.request import Principal, Request, Where
from handlers.settings import Settings
from handlers.terminal import plain
from tests.conversation import NOW

ADA, BEN, ZED, GROUP = 1, 2, 13, -500
"""Two administrators, somebody else, and a group."""


@pytest.fixture
def door() -> Iterator[Desk]:
    """A desk with two administrators where nobody else was let in."""
    desk = Desk(Store(), Settings(admins=(ADA, BEN)))
    yield desk
    desk.store.close()


def say(desk: Desk, text: str, who: int, chat: int = 0, *, tapped: bool = False, after: int = 0) -> Page:
    """What somebody hears, in private or in a group, so many minutes later."""
    where: Where = "group" if chat < 0 else "private"
    names = {ADA: "Ada", BEN: "Ben", ZED: "Zed"}
    principal = Principal(
        user_id=who, chat_id=chat or who, role=role_of(desk, who, chat or who), name=names.get(who, ""),
        chat_title="Desk" if chat < 0 else "",
    )  # fmt: skip
    when = NOW + timedelta(minutes=after)
    return answer(desk, Request(text=text, who=principal, where=where, when=when, tapped=tapped))


def owed(desk: Desk, chat: int) -> list[Page]:
    """The notices that a chat is owed."""
    found = outbox.due(desk.shelf, "9999")
    return [Page.model_validate_json(one.page) for one in found if one.chat == chat]


def test_a_wish_reaches_every_administrator_with_name_and_number(door: Desk) -> None:
    assert [c.command for c in say(door, "/start", ZED).choices] == ["/access"]
    assert not owed(door, ADA)
    say(door, "/access", ZED, tapped=True)
    for admin in (ADA, BEN):
        (question,) = owed(door, admin)
        assert "Zed" in question.lines[0].text
        assert "13" in question.lines[0].text
        assert [c.command for c in question.choices] == ["/approve 13", "/deny 13"]


def test_a_granted_administrator_is_asked_too(door: Desk) -> None:
    with door.store.writing() as db:
        chats.keep_person(
            db, chats.Person(user_id=5, name="Eve", role="admin", state="approved", granted_at="2026")
        )
    say(door, "/access", ZED)
    assert owed(door, 5)


def test_asking_twice_asks_once(door: Desk) -> None:
    say(door, "/access", ZED)
    assert "already" in say(door, "/access", ZED, after=5).title
    assert len(owed(door, ADA)) == 1


def test_who_is_approved_reads_and_hears_of_it(door: Desk) -> None:
    say(door, "/access", ZED)
    assert "Let in" in say(door, "/approve 13", ADA, tapped=True).title
    assert role_of(door, ZED, ZED) == "reader"
    assert "let you in" in owed(door, ZED)[0].title
    assert say(door, "/help", ZED).verdict == "answer"


def test_who_is_denied_hears_of_it_once_and_stays_outside(door: Desk) -> None:
    say(door, "/access", ZED)
    say(door, "/deny 13", BEN, tapped=True)
    assert [page.verdict for page in owed(door, ZED)] == ["refusal"]
    assert say(door, "/help", ZED).verdict == "refusal"
    assert "not to let you in" in say(door, "/access", ZED).title
    assert len(owed(door, ADA)) == 1


@pytest.mark.parametrize("second", ["/approve 13", "/deny 13"])
def test_a_second_tap_changes_nothing_and_says_who_decided(door: Desk, second: str) -> None:
    say(door, "/access", ZED)
    say(door, "/approve 13", ADA, tapped=True)
    told = say(door, second, BEN, tapped=True, after=9)
    assert "Let in" in told.title
    assert "Ada" in told.lines[0].text
    assert role_of(door, ZED, ZED) == "reader"
    assert len(owed(door, ZED)) == 1


def test_what_is_typed_changes_a_decision(door: Desk) -> None:
    say(door, "/approve 13", ADA)
    say(door, "/deny 13", BEN, after=1)
    assert role_of(door, ZED, ZED) == "stranger"
    say(door, "/approve 13", BEN, after=2)
    assert role_of(door, ZED, ZED) == "reader"


def test_an_editor_stays_one_when_approved_again(door: Desk) -> None:
    with door.store.writing() as db:
        chats.keep_person(
            db, chats.Person(user_id=ZED, name="Zed", role="editor", state="approved", granted_at="2026")
        )
    say(door, "/approve 13", ADA)
    assert role_of(door, ZED, ZED) == "editor"


def test_who_let_whom_in_is_in_the_log_and_undone_there(door: Desk) -> None:
    say(door, "/access", ZED)
    say(door, "/approve 13", ADA)
    say(door, "/deny -500", BEN, after=1)
    told = plain(say(door, "/audit", BEN, after=2))
    assert "2 Mar 2026 09:00 UTC, Ada let in Zed (13)." in told
    assert "Ben decided not to let in group -500." in told
    assert say(door, "/undo 1", BEN, after=3).verdict == "answer"
    assert role_of(door, ZED, ZED) == "stranger"
    assert say(door, "/approve 13", BEN, after=4).title == "Let in: Zed, number 13"
    assert say(door, "/undo 2", BEN, after=5).verdict == "answer"
    group = chats.chat(door.shelf, GROUP)
    assert group is not None
    assert group.state == "new"


def test_what_was_decided_otherwise_since_is_not_undone(door: Desk) -> None:
    say(door, "/approve 13", ADA)
    say(door, "/deny 13", BEN, after=1)
    assert say(door, "/undo 1", ADA, after=2).verdict == "usage"
    assert role_of(door, ZED, ZED) == "stranger"


@pytest.mark.parametrize("words", ["", "Zed", "13 14", "9" * 30, "+13", str(ADA)])
def test_only_a_number_can_be_decided_on_and_no_administrator_of_the_settings(door: Desk, words: str) -> None:
    assert say(door, f"/deny {words}", BEN).verdict == "usage"


@pytest.mark.parametrize("text", ["/approve 13", "/deny 1", "/settings", "/approve -500"])
def test_nobody_lets_themselves_in(door: Desk, text: str) -> None:
    assert say(door, text, ZED) == say(door, "hello", ZED)
    assert role_of(door, ZED, ZED) == "stranger"


def test_a_group_is_asked_about_when_it_is_first_used(door: Desk) -> None:
    assert say(door, "/actor Naqvi", ZED, GROUP).verdict == "refusal"
    say(door, "Naqvi", ZED, GROUP)
    (question,) = owed(door, ADA)
    assert "Desk" in question.lines[0].text
    assert [c.command for c in question.choices] == ["/approve -500", "/deny -500"]


@pytest.mark.parametrize("who", [ADA, ZED])
@pytest.mark.parametrize("state", ["new", "denied"])
def test_a_group_that_was_not_let_in_hears_the_same_whatever_is_asked(
    door: Desk, who: int, state: str
) -> None:
    """Even from an administrator: what is said there, everybody there reads."""
    if state == "denied":
        say(door, "/deny -500", ADA)
    content = [c for c in COMMANDS.values() if not c.right.entry]
    heard = {say(door, text, who, GROUP) for text in ("x", "/nosuch", *(c.example for c in content))}
    assert len(heard) == 1
    (page,) = heard
    assert page.verdict == "refusal"
    assert not page.lines


def test_an_approved_group_reads_and_hears_how_to_ask(door: Desk) -> None:
    say(door, "hello", ZED, GROUP)
    say(door, "/approve -500", ADA)
    assert say(door, "/help", ZED, GROUP).verdict == "answer"
    assert "let in" in owed(door, GROUP)[0].title
    assert "commands" in owed(door, GROUP)[0].lines[0].text


def test_who_was_denied_stays_outside_in_an_approved_group(door: Desk) -> None:
    say(door, "/approve -500", ADA)
    say(door, "/deny 13", ADA)
    assert say(door, "/help", ZED, GROUP).verdict == "refusal"


def test_a_group_that_nobody_let_in_is_left_after_two_days(door: Desk) -> None:
    say(door, "hello", ZED, GROUP)
    assert access.overdue(door, NOW + timedelta(days=1)) == []
    assert access.overdue(door, NOW + timedelta(days=3)) == [GROUP]
    access.left(door, GROUP, NOW)
    assert access.overdue(door, NOW + timedelta(days=30)) == []


def test_a_denied_group_is_left_soon_and_stays_denied(door: Desk) -> None:
    say(door, "/deny -500", ADA)
    assert access.overdue(door, NOW + timedelta(hours=2)) == [GROUP]
    access.left(door, GROUP, NOW)
    assert access.overdue(door, NOW + timedelta(days=30)) == []
    with door.store.writing() as db:
        reach.back(db, GROUP)
    assert say(door, "/help", ZED, GROUP).verdict == "refusal"
    assert access.overdue(door, NOW + timedelta(days=31)) == [GROUP]


def test_an_approved_group_is_never_left(door: Desk) -> None:
    say(door, "/approve -500", ADA)
    assert access.overdue(door, NOW + timedelta(days=300)) == []


def test_a_group_that_became_a_supergroup_is_left_when_it_would_have_been(door: Desk) -> None:
    say(door, "hello", ZED, GROUP)
    with door.store.writing() as db:
        reach.moved(db, GROUP, -1001, "2026-03-03T00:00:00+00:00")
    assert access.overdue(door, NOW + timedelta(days=1)) == []
    assert access.overdue(door, NOW + timedelta(days=3)) == [-1001]


def test_with_open_access_nobody_is_asked_about() -> None:
    desk = Desk(Store(), Settings(admins=(ADA,), access="open"))
    assert say(desk, "/help", ZED, GROUP).verdict == "answer"
    assert say(desk, "/access", ZED).verdict == "answer"
    assert not owed(desk, ADA)
    desk.store.close()
