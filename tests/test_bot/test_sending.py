"""What Telegram refuses, delays or leaves uncertain has the right consequence, in the whole stack."""

import logging

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.reactions import REACTIONS, Attempt, Outcome, Place, decide
from tests.fake_telegram import drop, flood, forbid, gateway, refuse
from tests.test_bot.desk import Desk, card


async def test_a_flooded_chat_waits_as_told_and_no_other_chat_does(desk: Desk) -> None:
    anna, bilal = desk.server.private("Anna"), desk.server.private("Bilal")
    desk.server.faults = [flood("sendMessage", 1, chat=anna.id)]
    anna.says("/x")
    await desk.server.until(lambda: desk.server.made("sendMessage"))
    bilal.says("/x")
    await desk.server.until(lambda: anna.answers and bilal.answers)
    first, other, again = desk.server.made("sendMessage")
    assert str(bilal.id) == other.params["chat_id"]
    assert again.at - first.at >= 1.0
    assert again.params == first.params
    assert len(anna.answers) == 1


@pytest.mark.parametrize(
    "fault", [drop("sendMessage"), gateway("sendMessage", accept=True)], ids=["dropped", "502"]
)
async def test_an_uncertain_answer_is_never_sent_twice(desk: Desk, fault, caplog) -> None:
    desk.server.faults = [fault]
    anna = desk.server.private("Anna")
    anna.says("/x")
    await desk.server.until(lambda: "uncertain" in caplog.text)
    anna.says("/y")
    await desk.server.until(lambda: len(anna.answers) == 2)
    assert [m.text for m in anna.answers] == ["No record of /x", "No record of /y"]


async def test_an_uncertain_edit_is_made_again_because_that_changes_nothing(desk: Desk) -> None:
    desk.library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two")}
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    desk.server.faults = [drop("editMessageText", accept=False)]
    anna.taps(anna.last, "Next")
    await desk.server.until(lambda: anna.last.text.startswith("Two"))
    assert len(anna.answers) == 1


async def test_an_entity_error_falls_back_to_plain_words_and_is_logged(desk: Desk, caplog) -> None:
    desk.library.pages["/a"] = card("One & only")
    why = "can't parse entities: Unsupported start tag"
    desk.server.faults = [refuse("sendMessage", why)]
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    assert anna.last.text.startswith("One & only\nDirector of the Harbour Office [1]")
    assert not anna.last.entities
    assert [r for r in caplog.records if r.levelno == logging.ERROR and "parse entities" in r.getMessage()]


async def test_a_group_that_becomes_a_supergroup_gets_its_answer_there(desk: Desk) -> None:
    group = desk.server.group("Desk", [desk.server.user("Anna")])
    held = []
    desk.library.hold = lambda request: held.append(group.migrate(announce=False))
    group.says("/about")
    await desk.server.until(lambda: held and held[0].answers)
    assert held[0].last.text == "No record of /about"
    assert not group.answers


async def test_a_closed_topic_sends_answers_to_general_and_says_so_once(desk: Desk) -> None:
    forum = desk.server.group("Forum", [desk.server.user("Anna")], forum=True)
    topic = forum.topic("Routes")
    topic.closed = True
    forum.says("/about", topic=topic)
    forum.says("/latest", topic=topic)
    await desk.server.until(lambda: len(forum.answers) == 3)
    said = [m.text for m in forum.answers]
    assert said[0] == "The topic of the question is closed or gone, so the answer comes here."
    assert said[1:] == ["No record of /about", "No record of /latest"]
    assert {m.thread_id for m in forum.answers} == {None}


async def test_whoever_blocked_us_is_left_alone_and_answered_when_back(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    desk.server.faults = [forbid("sendMessage", "bot was blocked by the user")]
    anna.says("/x")
    await desk.server.until(lambda: desk.server.made("sendMessage"))
    await desk.server.idle()
    assert len(desk.server.made("sendMessage")) == 1
    anna.says("/start")
    await desk.server.until(lambda: anna.answers)


async def test_a_deleted_question_is_still_answered(desk: Desk) -> None:
    group = desk.server.group("Desk", [desk.server.user("Anna")])
    said = group.says("/about")
    said.deleted = True
    await desk.server.until(lambda: group.answers)
    assert group.last.reply_to is None


async def test_a_tap_on_a_deleted_message_is_answered_anew(desk: Desk) -> None:
    desk.library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two")}
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    anna.taps(anna.last, "Next")
    anna.last.deleted = True
    await desk.server.until(lambda: anna.answers)
    assert anna.last.text.startswith("Two")


async def test_a_tap_too_old_to_be_acknowledged_is_answered_all_the_same(desk: Desk) -> None:
    desk.library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two")}
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    anna.taps(anna.last, "Next").expired = True
    await desk.server.until(lambda: anna.last.text.startswith("Two"))


async def test_a_bug_is_told_by_its_reference_and_logged_whole(desk: Desk, caplog) -> None:
    anna = desk.server.private("Anna")
    anna.says("/crash")
    await desk.server.until(lambda: anna.answers)
    bug = next(r for r in caplog.records if r.getMessage().startswith("bug "))
    reference = bug.getMessage().split()[1].rstrip(":")
    assert reference in anna.last.text
    assert "shelf" not in anna.last.text
    assert "the shelf fell over" in caplog.text
    anna.says("/x")
    await desk.server.until(lambda: len(anna.answers) == 2)


async def test_an_answer_that_telegram_will_not_have_is_owned_up_to(desk: Desk) -> None:
    desk.server.faults = [refuse("sendMessage", "BUTTON_DATA_INVALID")]
    anna = desk.server.private("Anna")
    anna.says("/x")
    await desk.server.until(lambda: anna.answers)
    assert anna.last.text.startswith("This could not be answered")


@pytest.mark.parametrize("words", REACTIONS)
def test_every_reaction_is_found_whatever_the_case(words: str) -> None:
    """The library changes the first letter of Telegram's words."""
    attempt = Attempt(place=Place(chat_id=1, thread_id=2, edit=3))
    expected = REACTIONS[words](attempt)
    assert decide(BadRequest(words.capitalize()), attempt) == expected
    assert decide(BadRequest(f"Bad Request: {words.upper()}: more"), attempt) == expected


def test_the_order_of_the_error_classes_is_minded() -> None:
    """TimedOut and BadRequest are both subclasses of NetworkError, and mean opposite things."""
    sending = Attempt(place=Place(chat_id=1))
    assert decide(TimedOut(), sending) is Outcome.UNCERTAIN
    assert decide(NetworkError("Bad Gateway"), sending) is Outcome.UNCERTAIN
    assert decide(BadRequest("message is too long"), sending) is Outcome.REFUSED
    assert decide(Forbidden("bot was kicked from the group chat"), sending) is Outcome.GONE
    with pytest.raises(InvalidToken):
        decide(InvalidToken(), sending)


def test_waits_that_telegram_orders_do_not_use_up_the_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    attempt = Attempt(place=Place(chat_id=1))
    for _ in range(20):
        following = decide(RetryAfter(7), attempt)
        assert isinstance(following, Attempt)
        attempt = following
    assert (attempt.wait, attempt.number) == (7.0, 1)


def test_plain_words_that_fail_too_are_not_tried_for_ever() -> None:
    attempt = Attempt(place=Place(chat_id=1))
    second = decide(BadRequest("Can't parse entities: x"), attempt)
    assert isinstance(second, Attempt)
    assert second.plain
    assert decide(BadRequest("Can't parse entities: x"), second) is Outcome.REFUSED
