"""From what is typed to a page: commands, wrong use, rights, and bugs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadUsage
from handlers.answer import answer
from handlers.asked import ASKED
from handlers.commands import COMMANDS, understand
from handlers.desk import Desk
from handlers.request import ROLES
from handlers.rights import Right
from tests.conversation import page, said


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("/actor Naqvi", "Mohsin Naqvi"),
        ("/actor\nNaqvi", "Mohsin Naqvi"),
        ("/actor@some_bot Naqvi", "Mohsin Naqvi"),
        ("/ACTOR naqvi", "Mohsin Naqvi"),
        ("Naqvi", "Mohsin Naqvi"),
        ("/help", "What you can ask"),
        ("/start", "Briefing Bot"),
    ],
)
def test_a_question_opens_its_page(desk: Desk, line: str, title: str) -> None:
    found = page(desk, line)
    assert found.verdict == "answer"
    assert title in found.title


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "/",
        "?!",
        "🙂🙂",
        "\u202e\u202e",
        "\x00\x01",
        "/nosuchcommand Naqvi",
        "/actor",
        "/actor   ",
        "/source",
    ],
)
def test_what_cannot_be_understood_gets_one_line_on_how_to_ask(desk: Desk, line: str) -> None:
    found = page(desk, line)
    assert found.verdict == "usage"
    assert "\n" not in found.title
    assert "/" in found.title


def test_usage_offers_two_examples_that_this_store_can_answer(desk: Desk) -> None:
    title = page(desk, "/actor").title
    examples = title.partition("for example ")[2].split(" or ")
    assert len(examples) == 2
    assert all(page(desk, example).verdict == "answer" for example in examples)


@pytest.mark.parametrize(
    "line", ["/actor " + "x" * 4000, "/actor <b>Naqvi</b>", "/actor '; DROP TABLE fact; --"]
)
def test_hostile_words_get_a_short_polite_answer(desk: Desk, line: str) -> None:
    found = page(desk, line)
    assert found.verdict in ("answer", "nothing")
    assert len(found.title) < 200


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS.values() if c.name != "access"], ids=lambda c: c.name
)
def test_a_stranger_learns_nothing_from_any_command(desk: Desk, command) -> None:
    found = page(desk, command.example, role="stranger")
    assert found.verdict == "refusal"
    assert not found.lines
    assert not found.sources
    assert [choice.command for choice in found.choices] == ["/access"]
    assert "7" in found.title


READING = [command for command in COMMANDS.values() if not command.right.writes]
"""What changes nothing: the store of these tests is shared."""


@pytest.mark.parametrize("command", READING, ids=lambda c: c.name)
def test_every_command_answers_its_own_example(desk: Desk, command) -> None:
    """What this chat was never sent may be nothing; what is held must be there."""
    expected = {"answer"} if command in ASKED else {"answer", "nothing"}
    assert page(desk, command.example, role=ROLES[-1]).verdict in expected


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.name)
def test_a_command_fits_the_limits_of_a_menu(command) -> None:
    """Telegram: 32 characters of a-z, 0-9 and _ for a name, 256 for a description."""
    assert command.name == command.name.lower()
    assert 1 <= len(command.name) <= 32
    assert 3 <= len(command.about) <= 256


def test_a_bug_is_told_as_a_reference_and_logged_whole(empty: Desk, caplog: pytest.LogCaptureFixture) -> None:
    empty.store.close()
    found = answer(empty, said("/actor a secret question"))
    reference = found.title.rstrip(".").split()[-1]
    logged = caplog.text
    assert found.verdict == "refusal"
    assert reference in logged
    assert "ProgrammingError" in logged
    assert "a secret question" not in logged.partition("Traceback")[0]


@given(st.text(max_size=300))
def test_any_text_is_understood_or_told_how_to_ask(text: str) -> None:
    try:
        command, words = understand(text)
    except BadUsage:
        return
    assert command.name in COMMANDS
    assert words == words.strip()


@given(text=st.text(max_size=60))
def test_any_text_gets_a_page_and_never_a_bug(desk: Desk, text: str) -> None:
    assert "went wrong" not in page(desk, text).title
    assert "went wrong" not in page(desk, f"/actor {text}").title


@pytest.mark.parametrize("line", ["/nosuchcommand", "", "hello"])
def test_a_stranger_hears_the_same_whatever_is_typed(desk: Desk, line: str) -> None:
    assert page(desk, line, role="stranger") == page(desk, "/actor Naqvi", role="stranger")


def test_asof_asks_for_the_right_of_the_command_it_carries(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = replace(COMMANDS["about"], name="secret", right=Right(role="admin"))
    monkeypatch.setitem(COMMANDS, "secret", secret)
    assert page(desk, "/asof 2030-01-01 /secret").verdict == "refusal"
    assert page(desk, "/asof 2030-01-01 /secret", role="admin").verdict == "answer"
