"""Rights: the matrix of role, command and chat type, walked through `answer`; and what never carries a right."""

import pytest

from handlers.answer import answer
from handlers.commands import COMMANDS
from handlers.desk import Desk
from handlers.request import Attachment, Principal, Request, Role, Where
from tests.conversation import NOW
from tests.test_handlers.test_editing import Person, editors, log

__all__ = ["editors"]
EDITING = frozenset(
    [
        "addfact",
        "edit",
        "withdraw",
        "restore",
        "undo",
        "history",
        "alias",
        "merge",
        "split",
        "rename",
        "kind",
        "tlp",
    ]
)
"""For editors and administrators, wherever they write."""
REVIEWING = frozenset(["review", "add", "article", "arrivals"])
"""For editors and administrators, not in groups."""
ADMINISTERING = frozenset(["grant", "revoke", "people", "audit", "grade", "export"])
"""For administrators, not in groups."""
MATRIX: dict[tuple[Role, Where], frozenset[str]] = {
    ("reader", "private"): frozenset(), ("reader", "group"): frozenset(),
    ("editor", "private"): EDITING | REVIEWING, ("editor", "group"): EDITING,
    ("admin", "private"): EDITING | REVIEWING | ADMINISTERING, ("admin", "group"): EDITING,
    ("admin", "terminal"): EDITING | REVIEWING | ADMINISTERING,
    ("stranger", "private"): frozenset(), ("stranger", "group"): frozenset(),
}  # fmt: skip
"""Which of the commands that change or administer each role may use where."""
GUARDED = EDITING | REVIEWING | ADMINISTERING


def refused(desk: Desk, name: str, role: Role, where: Where, **values: object) -> bool:
    chat = -5 if where == "group" else 7
    who = Principal(user_id=7, chat_id=chat, role=role)
    request = Request(text=f"/{name}", who=who, where=where, when=NOW, key=f"{name}{role}{where}")
    return answer(desk, request.model_copy(update=values)).verdict == "refusal"


@pytest.mark.parametrize("name", sorted(GUARDED))
@pytest.mark.parametrize(("role", "where"), MATRIX)
def test_the_matrix_holds(editors: Desk, name: str, role: Role, where: Where) -> None:
    assert refused(editors, name, role, where) is (name not in MATRIX[role, where])


def test_the_matrix_names_every_command_that_writes_facts_names_or_rights() -> None:
    least = {name for name, command in COMMANDS.items() if command.right.role == "editor"}
    assert least == EDITING | REVIEWING
    assert {name for name, c in COMMANDS.items() if c.right.role == "admin"} >= ADMINISTERING


@pytest.mark.parametrize("user", [0, -1001, 1087968824])
def test_nobody_in_particular_has_no_right_to_write(editors: Desk, user: int) -> None:
    """An anonymous administrator of a group, or a channel, is nobody, whatever role a request claims."""
    who = Principal(user_id=user, chat_id=-5, role="admin", runs_group=True)
    request = Request(text="/withdraw 1 wrong", who=who, where="group", when=NOW, key="1")
    assert answer(editors, request).verdict == "refusal"
    assert log(editors) == 0


def test_a_forwarded_command_is_not_obeyed(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    request = chef.request("/withdraw 1 wrong").model_copy(update={"attached": Attachment(origin="Somebody")})
    assert answer(editors, request).verdict == "refusal"
    assert log(editors) == 0


def test_a_forwarded_command_of_somebody_hidden_is_not_obeyed(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    hidden = chef.request("/withdraw 1 wrong").model_copy(update={"attached": Attachment(sent=NOW)})
    answer(editors, hidden)
    assert log(editors) == 0


def test_a_command_that_changes_is_not_answered_as_of_another_day(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    assert chef.says("/asof 2026-01-01 /withdraw 1 wrong").verdict == "usage"
    assert log(editors) == 0


def test_rights_are_given_listed_and_taken(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    assert chef.says("/grant 41 editor").title == "user 41 is editor now (before: stranger)."
    assert "user 41: editor" in chef.says("/people").lines[0].text
    chef.says("/revoke 41")
    assert "not let in" in chef.says("/people").lines[0].text
    chef.says("/undo")
    assert "user 41: editor" in chef.says("/people").lines[0].text


def test_the_last_administrator_stays(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    chef.says("/grant 9 admin")
    for text in ("/revoke 9", "/grant 9 reader", "/undo"):
        assert "last administrator" in chef.says(text).title
    chef.says("/grant 41 admin")
    assert chef.says("/revoke 9").verdict == "answer"


def test_administrators_of_the_settings_are_not_revoked_by_message(editors: Desk) -> None:
    from dataclasses import replace

    from handlers.settings import Settings

    desk = replace(editors, settings=Settings(admins=(5,)))
    assert "BRIEFING_ADMINS" in Person(desk, 9, "admin").says("/revoke 5").title


def test_an_editor_who_was_an_administrator_undoes_no_right(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    chef.says("/grant 41 admin")
    chef.role = "editor"
    assert chef.says("/undo 1").verdict == "refusal"


@pytest.mark.parametrize("number", [41, -500])
def test_an_editor_who_was_an_administrator_undoes_no_decision_on_who_is_let_in(
    editors: Desk, number: int
) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    chef.says(f"/approve {number}")
    chef.role = "editor"
    assert chef.says("/undo 1").verdict == "refusal"


def test_the_last_administrator_is_not_denied_either(editors: Desk) -> None:
    chef = Person(editors, 9, "admin", "Chef")
    chef.says("/grant 9 admin")
    assert "last administrator" in chef.says("/deny 9").title
    chef.says("/grant 41 admin")
    assert chef.says("/deny 9").verdict == "answer"


@pytest.mark.parametrize(
    "command", ["/withdraw 1 wrong", "/asof 2026-01-01 /x", "/approve 41", "/start x", "/close /undo"]
)
def test_a_button_that_opens_again_what_was_closed_changes_nothing(editors: Desk, command: str) -> None:
    """Whoever may write could press it below the words of somebody who may not."""
    reader = Person(editors, 41, "reader", "Reader")
    closed = reader.says(f"/close {command}")
    pressed = [choice.command for choice in closed.choices]
    while pressed and pressed[0].startswith("/close"):
        pressed = [choice.command for choice in reader.says(pressed[0]).choices]
    assert not any(COMMANDS[one[1:].split()[0]].right.writes for one in pressed)
    assert [c.command for c in reader.says("/close /actor Naqvi").choices] == ["/actor Naqvi"]
