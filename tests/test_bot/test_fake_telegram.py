"""The fake Bot API server refuses what Telegram does, in its words, or no test of bot/ means much."""

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fake_telegram import (
    ANONYMOUS,
    FakeTelegram,
    drop,
    flood,
    gateway,
    slow,
)

Call = Any


@pytest.fixture
def server() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def call(server: FakeTelegram) -> Iterator[Call]:
    """Call a method as a bot would; gives the whole JSON answer."""
    with httpx.Client(base_url=server.url, timeout=10) as client:

        def call(method: str, token: str = server.token, files: Any = None, **given: Any) -> dict[str, Any]:
            data = {k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()}
            answer = client.post(f"/bot{token}/{method}", data=data, files=files)
            body = answer.json()
            assert body["ok"] == (answer.status_code == 200)
            return body

        yield call


def why(answer: dict[str, Any]) -> str:
    assert not answer["ok"], answer
    return f"{answer['error_code']} {answer['description']}"


def buttons(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": t, "callback_data": d} for t, d in row] for row in rows]}


def test_me_and_wrong_tokens(server: FakeTelegram, call: Call) -> None:
    assert call("getMe")["result"]["username"] == "briefing_test_bot"
    assert why(call("getMe", token="1:wrong")) == "401 Unauthorized"
    assert why(call("getMe", token="nonsense")) == "404 Not Found"
    assert why(call("sendCarrierPigeon")) == "404 Not Found"


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>Who</b> it is", "Who it is", [("bold", 0, 3)]),
        ("a <i>b<u>c</u></i>", "a bc", [("italic", 2, 2), ("underline", 3, 1)]),
        ("&lt;b&gt; &amp; &quot;&#65;&#x42;", '<b> & "AB', []),
        ("\U0001d54f<b>x</b>", "\U0001d54fx", [("bold", 2, 1)]),
        ("<blockquote expandable>s</blockquote>", "s", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>s</blockquote>", "s", [("blockquote", 0, 1)]),
        ('<a href="https://x.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        (
            '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("  \n<b>x</b>\n ", "x", [("bold", 0, 1)]),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(
    server: FakeTelegram, call: Call, html: str, text: str, entities: list[Any]
) -> None:
    chat = server.private("Anna")
    assert call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML")["ok"]
    assert chat.last.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in chat.last.entities] == entities


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("x <b>y", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("x <b>y</b", "Unclosed end tag at byte offset 6"),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="https://x.org>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_with_its_byte_offset(
    server: FakeTelegram, call: Call, html: str, reason: str
) -> None:
    chat = server.private("Anna")
    answer = call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML")
    assert why(answer) == f"400 Bad Request: can't parse entities: {reason}"
    assert not chat.answers
    assert len(server.refusals) == 1


def test_without_a_parse_mode_nothing_is_parsed(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    call("sendMessage", chat_id=chat.id, text="5 < 6 & <b>")
    assert chat.last.text == "5 < 6 & <b>"
    assert not server.blunders


def test_a_bare_ampersand_passes_as_with_telegram_but_is_noted(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    call("sendMessage", chat_id=chat.id, text="Law & order", parse_mode="HTML")
    assert chat.last.text == "Law & order"
    assert server.blunders == ["unescaped & in 'Law & order'"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("x" * 4096, ""),
        ("<b>" + "x" * 4096 + "</b>", ""),
        ("&amp;" * 4096, ""),
        ("x" * 4097, "400 Bad Request: message is too long"),
        ("\U0001d54f" * 2049, "400 Bad Request: message is too long"),
        ("", "400 Bad Request: message text is empty"),
        (" \n ", "400 Bad Request: text must be non-empty"),
        ("<b></b>", "400 Bad Request: text must be non-empty"),
    ],
)
def test_length_is_counted_in_utf16_after_parsing(
    server: FakeTelegram, call: Call, text: str, refused: str
) -> None:
    answer = call("sendMessage", chat_id=server.private("Anna").id, text=text, parse_mode="HTML")
    assert refused == ("" if answer["ok"] else why(answer))


@pytest.mark.parametrize(
    ("keyboard", "refused"),
    [
        (buttons([("a", "x" * 64)]), ""),
        (buttons([("a", "x" * 65)]), "BUTTON_DATA_INVALID"),
        (buttons([("a", "ا" * 33)]), "BUTTON_DATA_INVALID"),
        (buttons([("a", "")]), "BUTTON_DATA_INVALID"),
        (buttons([(str(n), "x") for n in range(9)]), "BUTTON_ROW_TOO_LONG"),
        (buttons(*[[(str(n), "x")] for n in range(101)]), "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "a"}]]}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[{"callback_data": "a"}]]}, 'Field "text" must be of type String'),
        ({"inline_keyboard": [[{"text": "a", "url": "x y"}]]}, "is invalid"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x", "colour": "red"}]]}, "unknown fields"),
    ],
)
def test_keyboard_limits(server: FakeTelegram, call: Call, keyboard: Any, refused: str) -> None:
    answer = call("sendMessage", chat_id=server.private("Anna").id, text="x", reply_markup=keyboard)
    assert (refused in why(answer)) if refused else answer["ok"]


def test_unknown_chats_parameters_and_types_are_refused(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    assert why(call("sendMessage", chat_id=1, text="x")) == "400 Bad Request: chat not found"
    assert "unknown parameter colour" in why(call("sendMessage", chat_id=chat.id, text="x", colour="red"))
    assert "chat_id is empty" in why(call("sendMessage", text="x"))
    assert "unsupported parse_mode" in why(call("sendMessage", chat_id=chat.id, text="x", parse_mode="RTF"))


def test_edits_need_a_change_and_an_own_message(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    said = chat.says("/start")
    sent = call("sendMessage", chat_id=chat.id, text="one")["result"]["message_id"]
    same = call("editMessageText", chat_id=chat.id, message_id=sent, text="one")
    assert why(same).startswith("400 Bad Request: message is not modified")
    assert call("editMessageText", chat_id=chat.id, message_id=sent, text="two")["ok"]
    assert (chat.last.text, chat.last.history) == ("two", ["one"])
    assert "message can't be edited" in why(
        call("editMessageText", chat_id=chat.id, message_id=said.id, text="x")
    )
    assert "message to edit not found" in why(
        call("editMessageText", chat_id=chat.id, message_id=1, text="x")
    )
    assert call("deleteMessage", chat_id=chat.id, message_id=sent)["ok"]
    assert "message to delete not found" in why(call("deleteMessage", chat_id=chat.id, message_id=sent))


def test_a_callback_is_answered_once(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    call("sendMessage", chat_id=chat.id, text="x", reply_markup=buttons([("More", "/more")]))
    tap, late = chat.taps(chat.last, "More"), chat.taps(chat.last, "More")
    late.expired = True
    assert call("answerCallbackQuery", callback_query_id=tap.id, text="Done")["ok"]
    assert tap.notice == "Done"
    for gone in (tap.id, late.id, "1"):
        assert "query is too old" in why(call("answerCallbackQuery", callback_query_id=gone))
    assert "MESSAGE_TOO_LONG" in why(
        call("answerCallbackQuery", callback_query_id=chat.taps(chat.last, "More").id, text="x" * 201)
    )


def test_updates_are_kept_until_confirmed(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    chat.says("one")
    chat.says("two")
    first = call("getUpdates")["result"]
    assert [u["message"]["text"] for u in first] == ["one", "two"]
    assert call("getUpdates")["result"] == first
    rest = call("getUpdates", offset=first[1]["update_id"])["result"]
    assert [u["message"]["text"] for u in rest] == ["two"]
    assert call("getUpdates", offset=first[1]["update_id"] + 1)["result"] == []


def test_a_long_poll_waits_for_the_next_update_and_a_second_poller_ends_it(
    server: FakeTelegram, call: Call
) -> None:
    got: list[Any] = []
    threads = []

    def poll() -> None:
        answer = httpx.post(f"{server.url}/bot{server.token}/getUpdates", data={"timeout": "5"}, timeout=10)
        got.append(answer.json())

    for number in (1, 2):
        threads.append(threading.Thread(target=poll))
        threads[-1].start()
        server.wait(lambda number=number: len(server.calls) == number)
    server.wait(lambda: len(got) == 1)
    assert why(got[0]).startswith("409 Conflict: terminated by other getUpdates request")
    server.private("Anna").says("hello")
    for thread in threads:
        thread.join(5)
    assert got[1]["result"][0]["message"]["text"] == "hello"


def test_only_the_kinds_of_update_asked_for_arrive(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    call("getUpdates", allowed_updates=["callback_query"])
    chat.says("x")
    assert call("getUpdates")["result"] == []
    assert "unknown kinds of update" in why(call("getUpdates", allowed_updates=["messages"]))


def test_webhook_rules(server: FakeTelegram, call: Call) -> None:
    assert "HTTPS URL must be provided" in why(call("setWebhook", url="http://bot.example/"))
    assert "only on ports 80, 88, 443 or 8443" in why(call("setWebhook", url="https://bot.example:9000/"))
    assert "unallowed characters" in why(call("setWebhook", url="https://bot.example/", secret_token="a b"))
    assert call("setWebhook", url="https://bot.example/", secret_token="a-b")["ok"]
    assert call("getWebhookInfo")["result"]["url"] == "https://bot.example/"
    assert "can't use getUpdates method while webhook is active" in why(call("getUpdates"))
    assert call("deleteWebhook")["ok"]
    assert call("getUpdates")["ok"]


def test_groups_keep_telegrams_privacy(server: FakeTelegram, call: Call) -> None:
    anna, bilal = server.user("Anna"), server.user("Bilal")
    group = server.group("Desk", [anna, bilal])
    group.says("good morning", by=anna)
    group.says("/help", by=anna)
    group.says("/help@other_bot", by=anna)
    group.says("what about @briefing_test_bot", by=bilal)
    sent = call("sendMessage", chat_id=group.id, text="x")["result"]["message_id"]
    group.says("thanks", by=bilal, reply_to=group.find(sent))
    group.says("/stats", by=ANONYMOUS)
    updates = [u["message"] for u in call("getUpdates")["result"]]
    heard = ["/help", "what about @briefing_test_bot", "thanks", "/stats"]
    assert [message["text"] for message in updates] == heard
    assert updates[3]["from"]["id"] == 1087968824
    assert updates[3]["sender_chat"]["id"] == group.id
    assert updates[2]["reply_to_message"]["message_id"] == sent


def test_topics_and_replies(server: FakeTelegram, call: Call) -> None:
    forum = server.group("Forum", [server.user("Anna")], forum=True)
    topic = forum.topic("Routes")
    sent = call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)["result"]
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert "message thread not found" in why(
        call("sendMessage", chat_id=forum.id, text="x", message_thread_id=9)
    )
    topic.closed = True
    assert "TOPIC_CLOSED" in why(call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id))
    gone = {"message_id": 1}
    assert "message to be replied not found" in why(
        call("sendMessage", chat_id=forum.id, text="x", reply_parameters=gone)
    )
    gone["allow_sending_without_reply"] = True
    assert call("sendMessage", chat_id=forum.id, text="x", reply_parameters=gone)["ok"]


def test_blocked_kicked_left_and_migrated(server: FakeTelegram, call: Call) -> None:
    anna = server.private("Anna")
    group = server.group("Desk", anna.members)
    anna.block()
    assert why(call("sendMessage", chat_id=anna.id, text="x")) == "403 Forbidden: bot was blocked by the user"
    anna.unblock()
    assert call("sendMessage", chat_id=anna.id, text="x")["ok"]
    new = group.migrate()
    moved = call("sendMessage", chat_id=group.id, text="x")
    assert why(moved) == "400 Bad Request: group chat was upgraded to a supergroup chat"
    assert moved["parameters"] == {"migrate_to_chat_id": new.id}
    assert call("sendMessage", chat_id=new.id, text="x")["ok"]
    assert call("leaveChat", chat_id=new.id)["ok"]
    left = call("sendMessage", chat_id=new.id, text="x")
    assert why(left) == "403 Forbidden: bot is not a member of the supergroup chat"


def test_faults_strike_as_often_as_asked_and_are_no_refusals(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    server.faults = [flood("sendMessage", 7), gateway("sendMessage")]
    flooded = call("sendMessage", chat_id=chat.id, text="x")
    assert why(flooded) == "429 Too Many Requests: retry after 7"
    assert flooded["parameters"] == {"retry_after": 7}
    assert why(call("sendMessage", chat_id=chat.id, text="x")) == "502 Bad Gateway"
    assert call("sendMessage", chat_id=chat.id, text="x")["ok"]
    assert len(chat.answers) == 1
    assert not server.refusals


def test_a_connection_dropped_after_accepting_leaves_the_message_sent(
    server: FakeTelegram, call: Call
) -> None:
    chat = server.private("Anna")
    server.faults = [drop("sendMessage")]
    with pytest.raises(httpx.RemoteProtocolError):
        call("sendMessage", chat_id=chat.id, text="x")
    assert [m.text for m in chat.answers] == ["x"]


def test_a_slow_reply_comes_after_the_message(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    server.faults = [slow("sendMessage", 0.2)]
    started = time.monotonic()
    call("sendMessage", chat_id=chat.id, text="x")
    made = server.made("sendMessage")[0]
    assert made.done is not None
    assert made.done - made.at >= 0.2
    assert made.at >= started


def test_menus_and_descriptions(server: FakeTelegram, call: Call) -> None:
    help_ = [{"command": "help", "description": "What I can do"}]
    assert call("setMyCommands", commands=help_)["ok"]
    assert call("getMyCommands")["result"] == help_
    assert call("setMyCommands", commands=[], scope={"type": "all_group_chats"}, language_code="ur")["ok"]
    for bad in ("Help", "x" * 33, "a-b"):
        answer = call("setMyCommands", commands=[{"command": bad, "description": "x"}])
        assert "BOT_COMMAND_INVALID" in why(answer)
    assert "chat not found" in why(call("getMyCommands", scope={"type": "chat", "chat_id": 1}))
    assert call("deleteMyCommands")["ok"]
    assert call("getMyCommands")["result"] == []
    assert call("setMyDescription", description="x" * 512)["ok"]
    assert "TOO_LONG" in why(call("setMyShortDescription", short_description="x" * 121))


def test_files_go_up_and_come_down(server: FakeTelegram, call: Call) -> None:
    chat = server.private("Anna")
    chat.sends_file("note.txt", b"a note")
    document = call("getUpdates")["result"][0]["message"]["document"]
    path = call("getFile", file_id=document["file_id"])["result"]["file_path"]
    assert httpx.get(f"{server.url}/file/bot{server.token}/{path}").content == b"a note"
    sent = call(
        "sendDocument", files={"document": ("brief.pdf", b"%PDF")}, chat_id=chat.id, caption="A brief"
    )
    assert sent["result"]["document"]["file_name"] == "brief.pdf"
    assert chat.last.text == "A brief"
    bad = call("sendPhoto", files={"photo": ("x.png", b"no picture")}, chat_id=chat.id)
    assert "IMAGE_PROCESS_FAILED" in why(bad)
    long = call("sendDocument", files={"document": ("b", b"x")}, chat_id=chat.id, caption="x" * 1025)
    assert "message caption is too long" in why(long)


def test_inline_answers(server: FakeTelegram, call: Call) -> None:
    query = server.asks_inline(server.user("Anna"), "person")
    card = {"type": "article", "id": "1", "title": "P", "input_message_content": {"message_text": "x"}}
    many = [{**card, "id": str(n)} for n in range(51)]
    assert "RESULTS_TOO_MUCH" in why(call("answerInlineQuery", inline_query_id=query.id, results=many))
    twice = call("answerInlineQuery", inline_query_id=query.id, results=[card, card])
    assert "RESULT_ID_DUPLICATE" in why(twice)
    assert call("answerInlineQuery", inline_query_id=query.id, results=[card], is_personal=True)["ok"]
    assert query.options["is_personal"] is True
    assert "query is too old" in why(call("answerInlineQuery", inline_query_id=query.id, results=[]))


def test_chat_members(server: FakeTelegram, call: Call) -> None:
    anna, bilal = server.user("Anna"), server.user("Bilal")
    group = server.group("Desk", [anna, bilal])
    assert call("getChatMember", chat_id=group.id, user_id=bilal.id)["result"]["status"] == "member"
    admins = call("getChatAdministrators", chat_id=group.id)["result"]
    assert [admin["user"]["id"] for admin in admins] == [anna.id]
    assert "PARTICIPANT_ID_INVALID" in why(call("getChatMember", chat_id=group.id, user_id=1))
    assert call("getChat", chat_id=group.id)["result"]["title"] == "Desk"
