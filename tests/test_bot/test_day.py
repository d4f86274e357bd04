"""A day with the bot, over the strict fake server: officials, groups, a stranger, in English and Urdu."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import Means, run
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conftest import SAMPLE, filled
from tests.fake_telegram import ANONYMOUS, Chat, FakeTelegram, Message, Tap, User
from tests.test_bot.desk import UNPACED

ADA = 1
CLOSED = "This bot answers approved"
STORED = ("Naqvi", "GLO.ACT", "26 articles", "ICMPD", "[1]")
"""What nobody learns who was not let in."""


class Day:
    """The hands of everybody, and one rule for all: an answer is one message."""

    def __init__(self, server: FakeTelegram, desk: Desk) -> None:
        self.server = server
        self.desk = desk

    async def asks(self, chat: Chat, text: str, by: User | None = None, **more: object) -> Message:
        """Somebody writes; gives the one message that answers."""
        before = len(chat.answers)
        chat.says(text, by, **more)  # type: ignore[arg-type]
        await self.server.until(lambda: len(chat.answers) > before)
        await self.server.idle()
        assert len(chat.answers) == before + 1, [message.text for message in chat.answers[before:]]
        return chat.last

    async def says_in_vain(self, chat: Chat, text: str, by: User | None = None, **more: object) -> None:
        """Somebody writes what is not for the bot."""
        before = len(chat.answers)
        chat.says(text, by, **more)  # type: ignore[arg-type]
        await self.server.idle()
        assert len(chat.answers) == before

    async def taps(self, chat: Chat, message: Message, label: str, by: User | None = None) -> Tap:
        """Somebody presses a button; no message is added."""
        before = len(chat.answers)
        tap = chat.taps(message, label, by)
        await self.server.until(lambda: tap.answered)
        await self.server.idle()
        assert len(chat.answers) == before
        return tap

    async def lets_in(self, chat: Chat, ada: Chat) -> None:
        """The administrator lets the chat in that asked last, which hears of it."""
        before = len(chat.answers)
        await self.server.until(lambda: str(chat.id) in ada.last.text)
        await self.taps(ada, ada.last, "Approve")
        await self.server.until(lambda: len(chat.answers) > before)


@pytest.fixture
async def day(server: FakeTelegram) -> AsyncIterator[Day]:
    asyncio.get_running_loop().set_debug(False)
    desk = filled(SAMPLE)
    settings = Settings().model_copy(
        update={"admins": (ADA,), "api_url": server.url, "token": Settings(token=server.token).token}
    )
    desk = replace(desk, settings=settings)
    stop = asyncio.Event()
    task = asyncio.create_task(run(desk, stop, Means(ticks=(), limits=UNPACED)))
    await server.until(lambda: len(server.made("setMyShortDescription")) >= 2 or task.done())
    yield Day(server, desk)
    stop.set()
    assert await asyncio.wait_for(task, 15) == ""
    assert not server.refusals
    assert not server.blunders
    desk.store.close()


async def test_a_day(day: Day) -> None:
    server = day.server
    ada = server.private("Ada", ADA)
    bilal = server.private("Bilal", 11)
    chanda = server.private("چندا", 12, language="ur")
    dawood = server.private("Dawood", 14)
    zed = server.private("Zed", 13)
    people = [chat.members[0] for chat in (bilal, chanda, dawood)]

    # The menus: everybody's, the groups', their administrators', in two languages.
    for scope in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        assert {f"{scope}/", f"{scope}/ur"} <= server.world.menus.keys()
    assert "settings" not in names(server, "all_group_chats/")
    assert "settings" in names(server, "all_chat_administrators/")
    assert {"description/", "description/ur", "short_description/ur"} <= server.world.texts.keys()

    # A stranger hears the same whatever is tried, and asks to be let in.
    first = await day.asks(zed, "/start")
    assert first.text.startswith(CLOSED)
    assert "13" in first.text
    assert first.labels == ["Request access"]
    for text in (
        "/actor Naqvi",
        "Naqvi",
        "/help",
        "/start cL2FjdG9yIE5hcXZp",
        "/approve 13",
        "نقوی",
        "/settings",
    ):
        assert (await day.asks(zed, text)).text == first.text
    query = server.asks_inline(zed.members[0], "naqvi")
    await server.until(lambda: query.answered)
    assert query.results == []
    assert "start_parameter" in query.options["button"]
    await day.taps(zed, zed.last, "Request access")
    await server.until(lambda: ada.answers)
    assert "Zed" in ada.last.text
    assert ada.last.labels == ["Approve", "Deny"]
    await day.taps(ada, ada.last, "Deny")
    await server.until(lambda: "not to let you in" in zed.last.text)
    assert (await day.asks(zed, "Naqvi")).text == first.text

    # Three officials are let in, one of them with an Urdu telephone.
    for official in (bilal, chanda, dawood):
        await day.asks(official, "/start")
        await day.taps(official, official.last, official.last.labels[0])
        await day.lets_in(official, ada)
    start = await day.asks(bilal, "/start")
    assert len(start.labels) == 3
    assert len(start.text.split("\n\n")[-1].splitlines()) <= 4
    assert "chat:1/" in server.world.menus
    assert "approve" in names(server, "chat:1/")

    # Cards, buttons, pages, a way back; what was not typed exactly is said.
    card = await day.asks(bilal, "/actor nakvi")
    assert card.covered("bold")[0] == "Mohsin Naqvi"
    await day.taps(bilal, card, "Quotes")
    assert bilal.last.covered("bold")[0] == "Quotes of Mohsin Naqvi"
    await day.taps(bilal, card, "Back")
    assert bilal.last.covered("bold")[0] == "Mohsin Naqvi"
    found = await day.asks(bilal, "/search migration")
    await day.taps(bilal, found, "›")
    assert any(label.startswith("2/") for label in found.labels)
    await day.taps(bilal, found, "‹")
    which = await day.asks(bilal, "Khan")
    assert len(which.labels) >= 2
    await day.taps(bilal, which, which.labels[0])
    assert which.text != which.history[0]
    assert "No record" in (await day.asks(bilal, "/actor Nobody Atall")).text
    sticker = await day.asks(bilal, "", sticker={"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1,
                                                 "type": "regular", "is_animated": False, "is_video": False})  # fmt: skip
    assert "/help" in sticker.text

    # Urdu: the words are Urdu, names stay as the source has them.
    urdu = await day.asks(chanda, "/actor Naqvi")
    assert re.search("[\u0600-\u06ff]{3}", urdu.text)
    assert "Mohsin Naqvi" in urdu.text
    await day.asks(chanda, "/language en")
    assert not re.search("[\u0600-\u06ff]{3}", (await day.asks(chanda, "/actor Naqvi")).text)
    await day.asks(chanda, "/language ur")
    assert re.search("[\u0600-\u06ff]{3}", (await day.asks(chanda, "/actor Naqvi")).text)

    # Inline: cards to send anywhere, for this person alone.
    query = server.asks_inline(people[0], "naqvi")
    await server.until(lambda: query.answered)
    assert 1 <= len(query.results) <= 10
    assert query.options["is_personal"]
    assert "Mohsin Naqvi" in query.results[0]["title"]
    hints = server.asks_inline(people[0], "")
    await server.until(lambda: hints.answered)
    assert hints.results

    # A forum: asked about, let in, answered in the topic, in short, to whoever asked.
    forum = server.group("Desk", people, forum=True)
    topic = forum.topic("Routes")
    forum.welcomes(people[0])
    await server.until(lambda: forum.answers)
    assert "approved groups only" in forum.last.text
    closed = await day.asks(forum, "/actor Naqvi", people[1], topic=topic)
    assert closed.text.startswith(CLOSED)
    assert not [word for word in STORED if word in closed.text]
    await day.lets_in(forum, ada)
    asked = forum.says("/actor@briefing_test_bot Naqvi", people[1], topic=topic)
    await server.until(lambda: forum.last.reply_to == asked.id)
    short = forum.last
    assert short.thread_id == topic.id
    assert len(short.text) < len(card.history[0])
    assert short.text.count("•") <= 3
    link = next(b["url"] for row in short.buttons for b in row if "url" in b)
    payload = link.partition("?start=")[2]
    assert "Mohsin Naqvi" in (await day.asks(dawood, f"/start {payload}")).text
    assert "not known" in (await day.asks(dawood, "/start zzzz")).text

    # Buttons obey whoever asked, and the group's administrators.
    label = short.labels[0]
    before = short.text
    tap = await day.taps(forum, short, label, people[2])
    assert tap.notice
    assert short.text == before
    await day.taps(forum, short, label, people[0])
    assert short.text != before

    # A mention and a reply are questions; all other talk, other bots' commands and edits are not.
    server.world.privacy = False
    mention = await day.asks(forum, "@briefing_test_bot GLO.ACT", people[2], topic=topic)
    assert "GLO.ACT" in mention.text
    await day.asks(forum, "ICMPD", people[2], topic=topic, reply_to=mention)
    await day.says_in_vain(forum, "good morning", people[0], topic=topic)
    await day.says_in_vain(forum, "/actor@other_bot Naqvi", people[0], topic=topic)
    origin = {"type": "user", "date": 1_700_000_000, "sender_user": people[0].as_json()}
    await day.says_in_vain(forum, "/deny 11", people[0], topic=topic, forward_origin=origin)
    server.world.privacy = True

    # Settings are for the group's administrators; the anonymous one is nobody in particular.
    assert "administrators only" in (await day.asks(forum, "/settings", people[1])).text
    assert "own name" in (await day.asks(forum, "/settings zone UTC", ANONYMOUS)).text
    settings = await day.asks(forum, "/settings", people[0])
    await day.taps(forum, settings, "Time zone", people[0])
    await day.taps(forum, settings, "Asia/Kabul", people[0])
    assert "Asia/Kabul" in settings.text
    assert "Naqvi" in (await day.asks(forum, "/actor Naqvi", ANONYMOUS)).text
    for text in ("/approve 13", "/deny 11"):
        assert "admins only" in (await day.asks(forum, text, ANONYMOUS)).text

    # A basic group becomes a supergroup: it stays let in, with what it had set.
    ops = server.group("Ops", people[1:])
    ops.welcomes(people[1])
    await server.until(lambda: ops.answers)
    await day.lets_in(ops, ada)
    settings = await day.asks(ops, "/settings brief 08:00", people[1])
    assert "08:00" in settings.text
    grown = ops.migrate()
    await server.idle()
    assert "Naqvi" in (await day.asks(grown, "/actor Naqvi", people[2])).text
    assert "08:00" in (await day.asks(grown, "/settings", people[1])).text

    # A forwarded command is no command, an edited one runs nothing.
    told = await day.asks(ada, "/deny 11", forward_origin=origin)
    assert "Decided" not in told.text
    said = bilal.says("/about")
    await server.until(lambda: bilal.last.reply_to is None and "26 articles" in bilal.last.text)
    count = len(bilal.answers)
    bilal.edits(said, "/actor Naqvi")
    await server.idle()
    assert len(bilal.answers) == count

    # Whoever is let out again learns nothing more, not even from buttons of before.
    card = await day.asks(dawood, "/actor Naqvi")
    await day.asks(ada, "/deny 14")
    await server.until(lambda: "not to let you in" in dawood.last.text)
    await day.taps(dawood, card, "Timeline")
    assert card.text.startswith(CLOSED)
    query = server.asks_inline(people[2], "naqvi")
    await server.until(lambda: query.answered)
    assert query.results == []


def names(server: FakeTelegram, scope: str) -> set[str]:
    return {entry["command"] for entry in server.world.menus[scope]}
