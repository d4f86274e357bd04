"""Editing by message: withdraw, restore, undo, history; each change once, each undone exactly."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from briefs.page import Page
from data.store import chats, facts
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request, Role
from handlers.terminal import plain
from tests.conftest import SAMPLE, filled
from tests.conversation import NOW


def let_in(desk: Desk, group: int) -> None:
    """Approve a group, so that its members may ask there."""
    with desk.store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=group, kind="group", state="approved"), NOW.isoformat())


@pytest.fixture
def editors() -> Iterator[Desk]:
    """A desk over two sample articles that a test may change."""
    desk = filled(SAMPLE / "020.txt", SAMPLE / "104.txt")
    let_in(desk, -5)
    yield desk
    desk.store.close()


class Person:
    """Somebody who writes messages; each has a key of its own, as Telegram gives it."""

    def __init__(self, desk: Desk, user: int = 7, role: Role = "editor", name: str = "Anna") -> None:
        self.desk, self.role, self.name, self.user, self.sent = desk, role, name, user, 0

    def request(self, text: str, key: str = "") -> Request:
        self.sent += 1
        who = Principal(user_id=self.user, chat_id=self.user, role=self.role, name=self.name)
        moment = NOW + timedelta(minutes=self.sent)
        return Request(
            text=text, who=who, where="private", when=moment, key=key or f"{self.user}:{self.sent}"
        )

    def says(self, text: str, key: str = "") -> Page:
        return answer(self.desk, self.request(text, key))

    def taps(self, page: Page, label: str) -> Page:
        return self.says(next(choice.command for choice in page.choices if choice.label == label))


def a_fact(desk: Desk) -> int:
    return facts.newest(desk.shelf, ["figure"], limit=1)[0].id


def log(desk: Desk) -> int:
    return int(desk.shelf.row("SELECT count(*) FROM change")[0])


def test_a_withdrawn_fact_is_shown_nowhere_and_its_history_says_who_and_why(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    before = anna.says("/brief")
    done = anna.says(f"/withdraw {number} the ministry took it back")
    assert done.title == f"Fact #{number} is withdrawn."
    assert number not in facts.get_all(editors.shelf, [number])
    assert number not in {n for line in anna.says("/brief").lines for n in line.facts}
    told = plain(anna.says(f"/history {number}"))
    assert "Anna withdrew" in told
    assert "the ministry took it back" in told
    assert anna.taps(done, "Undo").verdict == "answer"
    assert anna.says("/brief").lines[1:] == before.lines[1:]


def test_the_same_update_twice_changes_once_and_is_answered_alike(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    first = anna.says(f"/withdraw {number} wrong", key="7:900")
    again = anna.says(f"/withdraw {number} wrong", key="7:900")
    assert first == again
    assert log(editors) == 1
    assert anna.says("/undo", key="7:901") == anna.says("/undo", key="7:901")
    assert log(editors) == 2


def test_a_second_withdrawal_is_refused_in_one_sentence(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    anna.says(f"/withdraw {number} wrong")
    refused = anna.says(f"/withdraw {number} wrong")
    assert refused.title == f"Fact #{number} is withdrawn already; /restore {number} lets it hold again."


def test_as_of_a_time_between_withdrawal_and_restoration_it_is_not_there(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    anna.says(f"/withdraw {number} wrong")
    anna.sent += 60 * 48
    anna.says(f"/restore {number}")
    from dataclasses import replace

    for days, there in ((0, True), (1, False), (3, True)):
        moment = (NOW + timedelta(days=days)).isoformat(timespec="seconds")
        assert (number in facts.get_all(replace(editors, at=moment).shelf, [number])) is there


def test_an_editor_undoes_what_is_their_own_and_an_administrator_everything(editors: Desk) -> None:
    anna, bela, chef = (
        Person(editors),
        Person(editors, 8, "editor", "Bela"),
        Person(editors, 9, "admin", "Chef"),
    )
    anna.says(f"/withdraw {a_fact(editors)} wrong")
    assert bela.says("/undo 1").title == "Change 1 was made by Anna; only an administrator may undo it."
    assert bela.says("/undo").verdict == "nothing"
    assert chef.says("/undo 1").verdict == "answer"
    assert chef.says("/undo 1").title == "Change 1 was undone already, by change 2."


def test_what_was_undone_is_done_again_by_undoing_the_undo(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    anna.says(f"/withdraw {number} wrong")
    undone = anna.says("/undo")
    anna.taps(undone, "Do it again")
    assert number not in facts.get_all(editors.shelf, [number])
    anna.says("/undo")
    assert number in facts.get_all(editors.shelf, [number])


@pytest.mark.parametrize(
    "text", ["/withdraw", "/withdraw 1", "/restore", "/undo x", "/history", "/restore 1"]
)
def test_wrong_use_is_one_sentence_and_changes_nothing(editors: Desk, text: str) -> None:
    said = Person(editors).says(text)
    assert said.verdict in ("usage", "nothing")
    assert log(editors) == 0


def test_the_audit_is_for_administrators_and_lists_by_person_and_day(editors: Desk) -> None:
    anna, chef = Person(editors), Person(editors, 9, "admin", "Chef")
    anna.says(f"/withdraw {a_fact(editors)} wrong")
    assert anna.says("/audit").verdict == "refusal"
    assert "Anna withdrew" in plain(chef.says("/audit"))
    assert "Anna withdrew" in plain(chef.says("/audit 7"))
    assert "Anna withdrew" in plain(chef.says("/audit 2 Mar 2026"))
    assert "Anna" not in plain(chef.says("/audit 3 Mar 2026"))


def test_a_decision_on_an_article_is_in_the_log_and_decided_otherwise_not_undone(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    assert chef.says("/article 1 drop it is a forgery").verdict == "answer"
    assert "Chef decided on article [1]: dropped" in plain(chef.says("/audit"))
    assert chef.says("/undo").title == "Change 1 is a decision on article 1; /article 1 decides otherwise."
    chef.says("/article 1 restore")
    assert log(editors) == 2
