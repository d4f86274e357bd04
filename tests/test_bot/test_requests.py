"""Who is taken for whom, and what is taken for a question."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import CallbackQuery, Message

from bot.keys import Table
from bot.owners import is_lasting, whose
from bot.render import messages
from bot.requests import known_as, of_message, of_tap, place_of, place_of_tap
from briefs.page import Choice, Page
from handlers.request import Principal, Request, Role

NAME = "briefing_test_bot"
ANNA = {"id": 5, "is_bot": False, "first_name": "Anna"}
US = {"id": 9, "is_bot": True, "first_name": "Briefing", "username": NAME}
OTHER_BOT = {"id": 8, "is_bot": True, "first_name": "Other", "username": "other_bot"}
HIDDEN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -100, "type": "supergroup", "title": "Desk"}
CHANNEL = {"id": -200, "type": "channel", "title": "News"}


def message(text: str | None, chat: Any = GROUP, **more: Any) -> Message:
    given = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": ANNA, "text": text} | more
    made = Message.de_json({key: value for key, value in given.items() if value is not None}, None)
    assert made
    return made


def heard(text: str | None, **more: Any) -> str | None:
    request = of_message(message(text, **more), NAME)
    return request.text if request else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/actor Nadia", "/actor Nadia"),
        (f"/actor@{NAME} Nadia", f"/actor@{NAME} Nadia"),
        (f"/actor@{NAME.upper()}\nNadia", f"/actor@{NAME.upper()}\nNadia"),
        ("/actor@other_bot Nadia", None),
        ("/actor@briefing_test Nadia", None),
        ("good morning", None),
        (f"@{NAME} Nadia Rehmat", "Nadia Rehmat"),
        (f"@{NAME}, Nadia Rehmat", "Nadia Rehmat"),
        (f"@{NAME}\nNadia Rehmat", "Nadia Rehmat"),
        (f"Nadia Rehmat @{NAME.title()}", "Nadia Rehmat"),
        (f"@{NAME}_two Nadia", None),
        (f"mail@{NAME} Nadia", None),
        (f"@{NAME}", None),
        (" \n ", None),
        (None, None),
    ],
)
def test_what_is_meant_for_us_in_a_group(text: str | None, meant: str | None) -> None:
    assert heard(text) == meant


def test_a_reply_to_us_is_meant_for_us_and_a_reply_to_others_is_not() -> None:
    ours = message("x", **{"from": US}).to_dict()
    theirs = message("x").to_dict()
    assert heard("and where?", reply_to_message=ours) == "and where?"
    assert heard("and where?", reply_to_message=theirs) is None


@pytest.mark.parametrize(
    "more",
    [
        {"from": OTHER_BOT},
        {"from": None, "sender_chat": CHANNEL},
        {"from": {**OTHER_BOT, "id": 136817688}, "sender_chat": CHANNEL},
        {"from": {**ANNA, "id": 777000}, "sender_chat": CHANNEL, "is_automatic_forward": True},
        {"via_bot": US},
    ],
    ids=["bot", "nobody", "as a channel", "channel post", "our own inline card"],
)
def test_bots_channels_and_our_own_cards_ask_nothing(more: dict[str, Any]) -> None:
    assert heard("/actor Nadia", **more) is None


@pytest.mark.parametrize("role", ["admin", "editor", "reader", "stranger"])
def test_an_anonymous_admin_is_the_group_and_never_more_than_a_reader(role: Role) -> None:
    request = of_message(message("/add x", **{"from": HIDDEN}, sender_chat=GROUP), NAME)
    assert request
    assert request.who.user_id == GROUP["id"]
    assert known_as(request, role).who.role == ("stranger" if role == "stranger" else "reader")


@pytest.mark.parametrize("role", ["admin", "editor", "reader", "stranger"])
def test_a_person_has_the_role_that_was_found(role: Role) -> None:
    who = Principal(user_id=5, chat_id=-100, role="stranger")
    request = Request(text="/x", who=who, where="group", when=datetime.now(UTC))
    assert known_as(request, role).who == Principal(user_id=5, chat_id=-100, role=role)


def tap(data: str, by: Any = ANNA, on: Any = None) -> CallbackQuery:
    given = {
        "id": "77",
        "from": by,
        "chat_instance": "1",
        "data": data,
        "message": on or message("x").to_dict(),
    }
    made = CallbackQuery.de_json(given, None)
    assert made
    return made


def test_a_tap_is_a_request_of_the_one_who_tapped() -> None:
    now = datetime.now(UTC)
    request = of_tap(tap("/more", {**ANNA, "id": 6}), now, NAME, Table())
    assert request
    assert (request.text, request.who.user_id, request.when) == ("/more", 6, now)
    assert request.key == "tap:77"
    hidden = of_tap(tap("/more", HIDDEN), now, NAME, Table())
    assert hidden
    assert hidden.who.user_id == GROUP["id"]


def test_a_tap_whose_message_may_be_gone_still_knows_which_to_change() -> None:
    """Telegram shows a message out of reach with date 0; whether it can be changed, the try will tell."""
    query = tap("/more", on={"message_id": 1, "date": 0, "chat": GROUP})
    place = place_of_tap(query)
    assert place
    assert (place.chat_id, place.edit) == (-100, 1)


def test_a_message_outside_a_forum_has_no_topic() -> None:
    """Telegram gives replies in any supergroup a thread id; only in a forum may it be sent back."""
    assert place_of(message("/x", message_thread_id=44)).thread_id is None
    assert place_of(message("/x", message_thread_id=44, is_topic_message=True)).thread_id == 44


def test_a_button_of_a_message_that_stays_says_so_and_its_command_is_the_same() -> None:
    page = Page(title="Brief", choices=(Choice(label="Card", command="/actor #5"),), stays=True)
    data = messages(page, Table())[-1].keyboard[0][0].data
    assert is_lasting(data)
    assert whose(data) == (None, "/actor #5")
    left = page.model_copy(update={"stays": False})
    assert not is_lasting(messages(left, Table())[-1].keyboard[0][0].data)
