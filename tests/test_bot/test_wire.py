"""What replies that cannot be read, and updates that cannot be, come to: nothing twice, and nobody is deaf."""

import json
import logging

import pytest

from bot.logs import MUTE
from bot.wire import Unreadable, Wire, encodable, read
from tests.fake_telegram import FakeTelegram, garble
from tests.test_bot.desk import Desk


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"<html>Bad proxy</html>",
        b"[1]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'"x"',
        b"null",
        b"{}",
        b'{"ok":true}',
    ],
)
def test_a_reply_that_is_no_object_is_a_failed_network(reply: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        Wire.parse_json_payload(reply)
    assert "proxy" not in str(raised.value)


async def test_an_answer_whose_receipt_cannot_be_read_is_neither_repeated_nor_excused(
    server: FakeTelegram, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    anna = server.private("Anna")
    server.faults = [garble("sendMessage", accept=True)]
    anna.says("/actor Nadia")
    await server.until(lambda: anna.answers)
    await server.idle()
    anna.says("/actor Omar")
    await server.until(lambda: len(anna.answers) > 1)
    assert [message.text for message in anna.answers] == [
        "No record of /actor Nadia",
        "No record of /actor Omar",
    ]
    assert "Bad proxy" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_update_that_cannot_be_read_is_passed_over_and_the_next_one_answered(
    server: FakeTelegram, desk: Desk
) -> None:
    anna = server.private("Anna")
    server.again({"update_id": 650_000_000, "message": {"message_id": "x"}, "callback_query": 5})
    server.again({"update_id": 650_000_001, "message": 7})
    anna.says("/actor Nadia")
    await server.until(lambda: anna.answers)
    await server.idle()
    assert not server.world.updates


def test_half_letters_are_replaced_and_whole_ones_kept() -> None:
    body = json.dumps({"text": "a\ud800b😀"}).encode()
    assert json.loads(encodable(body)) == {"text": "a?b😀"}


def test_only_what_the_library_can_make_an_update_of_is_read() -> None:
    assert read({"update_id": 1})
    assert not read({"update_id": "one"})
    assert not read({"message": {}})
    assert not read(None)


def test_loggers_that_print_bodies_are_named_as_the_library_names_them() -> None:
    import telegram.request  # noqa: F401

    assert set(MUTE) <= set(logging.root.manager.loggerDict)
