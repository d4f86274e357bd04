"""/settings and /language: what may be chosen, by whom, and what comes of it."""

from collections.abc import Iterator

import pytest

from briefs.page import Page
from data.store import chats
from data.store.shelf import TLP
from data.store.store import Store
from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.people import MOST
from handlers.request import Principal, Request, Role
from handlers.settings import Settings
from handlers.terminal import plain
from tests.conversation import NOW

GROUP = -500


@pytest.fixture
def own() -> Iterator[Desk]:
    """A desk of its own, open to everybody, that a test may change."""
    desk = Desk(Store(), Settings(access="open"))
    yield desk
    desk.store.close()


def say(desk: Desk, text: str, *, role: Role = "reader", chat: int = 7, runs: bool = False) -> Page:
    who = Principal(user_id=7, chat_id=chat, role=role, runs_group=runs, chat_title="Desk")
    where = "group" if chat < 0 else "private"
    return answer(desk, Request(text=text, who=who, where=where, when=NOW))


def labels(found: Page) -> list[str]:
    return [choice.label for choice in found.choices]


def test_every_setting_has_a_button_and_every_button_leads_to_a_choice(own: Desk) -> None:
    found = say(own, "/settings")
    assert len(found.choices) == len(found.lines) == 6
    for choice in found.choices:
        asked = say(own, choice.command)
        assert asked.verdict == "answer"
        assert len(asked.choices) >= 2


@pytest.mark.parametrize(
    ("line", "field", "kept"),
    [
        ("/settings language ur", "language", "ur"),
        ("/settings language اردو", "language", "ur"),
        ("/settings zone asia/kabul", "zone", "Asia/Kabul"),
        ("/settings zone utc", "zone", "UTC"),
        ("/settings zone America/New York", "zone", "America/New_York"),
        ("/settings ceiling tlp:green", "ceiling", TLP.index("GREEN")),
        ("/settings brief 7:05", "brief_at", "07:05"),
        ("/settings brief ۸:۳۰", "brief_at", "08:30"),
        ("/settings quiet ٢٢:٣٠ to ٦:٣٠", "quiet", "22:30-06:30"),
        ("/settings quiet 22:30 to 6:30", "quiet", "22:30-06:30"),
        ("/SETTINGS Quiet Off", "quiet", ""),
    ],
)
def test_a_setting_is_kept(own: Desk, line: str, field: str, kept: object) -> None:
    assert say(own, line).verdict == "answer"
    chat = chats.chat(own.shelf, 7)
    assert chat
    assert getattr(chat, field) == kept


@pytest.mark.parametrize(
    "line",
    ["/settings zone Atlantis", "/settings zone ../etc/passwd", "/settings brief 25:00", "/settings brief off",
     "/settings quiet 22:00", "/settings ceiling BLUE", "/settings language xx", "/settings colour red"],
)  # fmt: skip
def test_what_cannot_be_set_is_said_with_an_example_and_nothing_is_kept(own: Desk, line: str) -> None:
    assert say(own, line).verdict == "usage"
    assert chats.chat(own.shelf, 7) is None


def test_a_tapped_value_is_one_that_can_be_set(own: Desk) -> None:
    for name in ("language", "zone", "ceiling", "brief", "quiet"):
        for choice in say(own, f"/settings {name}").choices:
            assert say(own, choice.command).verdict == "answer", choice.command


@pytest.mark.parametrize("role", ["reader", "editor", "admin"])
@pytest.mark.parametrize("chat", [7, GROUP])
def test_nothing_beyond_the_bound_can_be_chosen(own: Desk, role: Role, chat: int) -> None:
    """RED is for named persons, so never for a group; a reader cannot raise what they are shown."""
    usual = {7: "AMBER", GROUP: "GREEN"}[chat]
    most = TLP[MOST["group" if chat < 0 else "private"]] if role == "admin" else usual
    offered = [c.label for c in say(own, "/settings ceiling", role=role, chat=chat, runs=True).choices]
    assert offered[-2] == f"TLP:{most}"
    for marking in TLP[TLP.index(most) + 1 :]:
        found = say(own, f"/settings ceiling {marking}", role=role, chat=chat, runs=True)
        assert found.verdict == "refusal"


def test_in_a_group_only_its_administrators_change_settings(own: Desk) -> None:
    assert say(own, "/settings zone UTC", chat=GROUP).verdict == "refusal"
    assert chats.chat(own.shelf, GROUP) is None
    assert say(own, "/settings zone UTC", chat=GROUP, runs=True).verdict == "answer"
    assert say(own, "/settings zone UTC", chat=GROUP, role="admin").verdict == "answer"


def test_settings_leave_who_was_let_in_as_it_was(own: Desk) -> None:
    with own.store.writing() as db:
        chats.keep_chat(db, chats.Chat(id=GROUP, kind="group", state="approved", title="T"), "2026")
    say(own, "/settings brief 08:00", chat=GROUP, runs=True)
    chat = chats.chat(own.shelf, GROUP)
    assert chat
    assert (chat.state, chat.title, chat.brief_at) == ("approved", "T", "08:00")


def test_a_language_is_the_persons_own(own: Desk) -> None:
    with own.store.writing() as db:
        chats.keep_person(
            db, chats.Person(user_id=7, name="A", role="editor", state="approved", granted_at="2026")
        )
    assert labels(say(own, "/language")) == ["English", "اردو"]
    say(own, "/language ur")
    person = chats.person(own.shelf, 7)
    assert person
    assert (person.language, person.role) == ("ur", "editor")


def test_help_lists_what_may_be_used_here_and_nothing_else(own: Desk) -> None:
    def listed(found: Page) -> set[str]:
        return {line.text.split()[0].strip("/:") for line in found.lines}

    reader, admin = listed(say(own, "/help")), listed(say(own, "/help", role="admin"))
    assert "approve" in admin
    assert "approve" not in reader
    assert reader < admin == {*COMMANDS}


def test_the_settings_of_a_group_are_in_the_log_and_undone_there(own: Desk) -> None:
    """What somebody sets for themselves alone is nobody else's business, but for what they may be shown."""
    say(own, "/settings brief 8:30", chat=GROUP, runs=True)
    say(own, "/settings brief 9:30")
    say(own, "/settings ceiling GREEN")
    told = plain(say(own, "/audit", role="admin"))
    assert "set brief 8:30 in Desk (-500)" in told
    assert "set ceiling GREEN in Desk (7)" in told
    assert "9:30" not in told
    assert say(own, "/undo 1", role="admin").verdict == "answer"
    group = chats.chat(own.shelf, GROUP)
    assert group is not None
    assert group.brief_at == ""
