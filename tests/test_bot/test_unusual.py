"""Unusual updates: none makes a call that Telegram refuses, and whoever asks next is answered."""

from typing import Any

import pytest

from tests.fake_telegram import FakeTelegram
from tests.test_bot.desk import Desk, Library, card

ANNA = {"id": 900, "is_bot": False, "first_name": "Anna"}
HERE = {"id": 900, "type": "private", "first_name": "Anna"}
FORUM = {"id": -100900, "type": "supergroup", "title": "Desk", "is_forum": True}
CHANNEL = {"id": -100901, "type": "channel", "title": "News"}
MESSAGE = {"message_id": 5, "date": 1_780_000_000, "chat": HERE, "from": ANNA}
POLL = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
}  # fmt: skip

SILENT: dict[str, dict[str, Any]] = {
    "edited": {"edited_message": {**MESSAGE, "edit_date": 1_780_000_001, "text": "/actor Nadia"}},
    "channel post": {"channel_post": {**MESSAGE, "chat": CHANNEL, "text": "/actor Nadia"}},
    "business": {"business_message": {**MESSAGE, "business_connection_id": "b", "text": "/actor Nadia"}},
    "poll": {"poll": POLL},
    "poll answer": {"poll_answer": {"poll_id": "1", "user": ANNA, "option_ids": [0]}},
    "reaction": {
        "message_reaction": {
            "chat": HERE, "message_id": 5, "user": ANNA, "date": 1, "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    },
    "a kind nobody knows yet": {"starlight": {"id": 5}},
    "nothing": {},
    "nobody": {"message": {**MESSAGE, "from": None, "text": "/actor Nadia"}},
    "via a bot": {
        "message": {**MESSAGE, "via_bot": {"id": 3, "is_bot": True, "first_name": "B"}, "text": "/actor X"}
    },
    "for another bot": {"message": {**MESSAGE, "chat": FORUM, "text": "/actor@OtherBot Nadia"}},
    "forwarded in a group": {
        "message": {
            **MESSAGE, "chat": FORUM, "text": "/actor Nadia",
            "forward_origin": {"type": "hidden_user", "sender_user_name": "Zoe", "date": 1},
        }
    },
    "pinned": {"message": {**MESSAGE, "pinned_message": {**MESSAGE, "text": "/actor Nadia"}}},
    "a topic is made": {
        "message": {**MESSAGE, "chat": FORUM, "forum_topic_created": {"name": "x", "icon_color": 1}}
    },
    "somebody came": {"message": {**MESSAGE, "chat": FORUM, "new_chat_members": [ANNA]}},
    "a tap without its message": {
        "callback_query": {"id": "77", "from": ANNA, "chat_instance": "1", "data": "/actor Nadia"}
    },
    "a tap on a game": {
        "callback_query": {"id": "78", "from": ANNA, "chat_instance": "1", "game_short_name": "g"}
    },
}  # fmt: skip
"""What is for nobody, or cannot be answered where it came from."""


@pytest.mark.parametrize("update", SILENT.values(), ids=SILENT)
async def test_what_is_not_for_us_is_passed_over_in_silence(
    server: FakeTelegram, desk: Desk, update: dict[str, Any]
) -> None:
    server.again({"update_id": 650_000_000, **update})
    server.again({"update_id": 650_000_001, "message": {**MESSAGE, "message_id": 6, "text": "/help"}})
    await server.until(lambda: server.made("sendMessage"))
    await server.idle()
    assert desk.library.texts == ["/help"]


ODD = {
    "as long as may be": "/actor " + "ن" * 4089,
    "emoji alone": "😀" * 2000,
    "a deep link as long as may be": "/start " + "a" * 64,
    "a deep link with every sign": "/start AZaz09_-",
    "markup": "<b>/actor</b> & <a href='x'>",
    "direction signs alone": "\u2067\u2069\u200f",
    "a slash": "/",
    "a slash and words": "/ actor Nadia",
    "line breaks": "/actor\n\n\nNadia",
    "nought": "a\x00b",
    "a command of many letters": "/" + "a" * 300,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_whatever_somebody_writes_is_answered_once_and_refused_never(
    server: FakeTelegram, desk: Desk, text: str
) -> None:
    anna = server.private("Anna")
    anna.says(text)
    await server.until(lambda: anna.answers)
    await server.idle()
    # an answer may need two messages for words that are as long as a message may be
    assert len(anna.answers) <= 2
    assert not server.refusals


async def test_a_command_below_a_picture_is_a_command(server: FakeTelegram, desk: Desk) -> None:
    anna = server.private("Anna")
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    body = {**MESSAGE, "chat": {**HERE, "id": anna.id}, "from": {**ANNA, "id": anna.id}}
    server.again({"update_id": 650_000_000, "message": {**body, "photo": photo, "caption": "/actor Nadia"}})
    await server.until(lambda: anna.answers)
    assert desk.library.texts == ["/actor Nadia"]


async def test_a_page_with_every_trap_leaves_unrefused(
    server: FakeTelegram, desk: Desk, library: Library
) -> None:
    labels = (("", "/a"), (" ", "/b"), ("ا" * 90, "/actor " + "ن" * 60), ("x\ud800", "/c"), ("😀" * 80, "/d"))
    library.pages["/actor Nadia"] = card("😀 Nadia & <Co>", *labels, *(("n", f"/e {n}") for n in range(120)))
    anna = server.private("Anna")
    anna.says("/actor Nadia")
    await server.until(lambda: anna.answers)
    await server.idle()
    assert not server.refusals
