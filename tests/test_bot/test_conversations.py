"""Conversations with the bot over real HTTP, as people hold them."""

import threading
import time
from dataclasses import replace
from pathlib import Path

from briefs.page import Choice, Line, Page
from handlers.commands import COMMANDS
from handlers.rights import fits
from tests.fake_telegram import ANONYMOUS, FakeTelegram
from tests.test_bot.desk import ADMIN, Desk, Library, at_work, card, shelves


async def test_a_question_is_answered_with_a_card(desk: Desk) -> None:
    """Title in bold, claims with their numbers, sources folded, nothing of a value taken for markup."""
    desk.library.pages["/actor Nadia"] = card("Nadia Rehmat", ("More", "/more"), ("Back", "/back"))
    anna = desk.server.private("Anna")
    anna.says("/actor Nadia")
    await desk.server.until(lambda: anna.answers)
    said = anna.last
    assert said.text == (
        "Nadia Rehmat\nDirector of the Harbour Office [1]\n\n• Met <Anna & Co> on 3 May 2021 [1] [2]\n\n"
        "Sources\n[1] Daily Paper, 4 May 2021, “Talks <held>”\n[2] Evening Post, undated"
    )
    assert said.covered("bold") == ["Nadia Rehmat", "Sources"]
    assert said.covered("expandable_blockquote") == [said.text[said.text.index("Sources") :]]
    assert said.labels == ["More", "Back"]
    assert not said.preview
    assert said.reply_to is None
    assert not desk.server.refusals


async def test_a_tap_is_acknowledged_first_and_changes_its_message(desk: Desk) -> None:
    desk.library.pages |= {"/a": card("One", ("Next", "/b")), "/b": card("Two", ("Back", "/a"))}
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    tap = anna.taps(anna.last, "Next")
    await desk.server.until(lambda: anna.last.text.startswith("Two"))
    assert tap.answered
    assert len(anna.answers) == 1
    made = [call.method for call in desk.server.calls]
    assert made.index("answerCallbackQuery") < made.index("editMessageText")
    assert desk.library.heard[-1].key == f"tap:{tap.id}"
    assert not desk.server.refusals


async def test_a_second_tap_that_changes_nothing_is_no_fault(desk: Desk) -> None:
    desk.library.pages["/a"] = card("One", ("Again", "/a"))
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    tap = anna.taps(anna.last, "Again")
    await desk.server.until(lambda: desk.server.refusals)
    await desk.server.idle()
    assert tap.answered
    assert [refusal for refusal in desk.server.refusals if "not modified" not in refusal] == []
    assert len(anna.answers) == 1


async def test_a_long_command_rides_on_a_short_key(desk: Desk) -> None:
    """Urdu letters take two bytes; 64 bytes are soon full."""
    long = "/actor " + "محمد علی " * 8
    desk.library.pages["/who"] = card("Which one?", ("محمد علی", long))
    anna = desk.server.private("Anna")
    anna.says("/who")
    await desk.server.until(lambda: anna.answers)
    anna.taps(anna.last, "محمد علی")
    await desk.server.until(lambda: long in desk.library.texts)
    assert not desk.server.refusals


async def test_a_button_whose_key_is_gone_says_so(desk: Desk) -> None:
    desk.library.pages["/who"] = card("Which one?", ("Long", "/actor " + "x" * 80))
    anna = desk.server.private("Anna")
    anna.says("/who")
    await desk.server.until(lambda: anna.answers)
    anna.last.buttons[0][0]["callback_data"] = "~of-another-time"
    tap = anna.taps(anna.last, "Long")
    await desk.server.until(lambda: tap.answered)
    assert tap.notice == "This button has expired. Please send the command again."
    assert len(desk.library.heard) == 1


async def test_the_raw_text_arrives_line_breaks_and_all(desk: Desk) -> None:
    anna = desk.server.private("Anna", 41)
    anna.says("/actor\nNadia  Rehmat")
    await desk.server.until(lambda: anna.answers)
    request = desk.library.heard[0]
    assert request.text == "/actor\nNadia  Rehmat"
    assert (request.where, request.who.user_id, request.who.chat_id) == ("private", 41, 41)
    assert request.key == f"41:{anna.messages[0].id}"
    assert request.when.tzinfo is not None
    assert request.bot_name == "briefing_test_bot"


async def test_an_edited_message_runs_nothing(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    said = anna.says("/first")
    desk.server.world.allowed = None  # a server that still tells of edits
    anna.edits(said, "/second")
    anna.says("/third")
    await desk.server.until(lambda: len(anna.answers) == 2)
    assert desk.library.texts == ["/first", "/third"]


async def test_in_a_group_only_what_is_meant_for_us_is_answered(desk: Desk) -> None:
    """Commands, our name, replies to us; never another bot's commands, channel posts or other talk."""
    server = desk.server
    server.world.privacy = False
    anna = server.user("Anna")
    group = server.group("Desk", [anna])
    asked = group.says("/help@Briefing_Test_Bot", by=anna)
    await server.until(lambda: group.answers)
    group.says("good morning", by=anna)
    group.says("/help@other_bot", by=anna)
    group.says("@briefing_test_bot Nadia Rehmat", by=anna)
    await server.until(lambda: len(group.answers) == 2)
    group.says("and her office?", by=anna, reply_to=group.last)
    await server.until(lambda: len(group.answers) == 3)
    channel = server.channel("News", [anna])
    channel.says("/help")
    await server.idle()
    heard = ["/help@Briefing_Test_Bot", "Nadia Rehmat", "and her office?"]
    assert desk.library.texts == heard
    assert group.answers[0].reply_to == asked.id
    assert not channel.answers
    assert not server.refusals


async def test_an_answer_stays_in_the_topic_of_its_question(desk: Desk) -> None:
    anna = desk.server.user("Anna")
    forum = desk.server.group("Forum", [anna], forum=True)
    topic = forum.topic("Routes")
    forum.says("/help", by=anna, topic=topic)
    await desk.server.until(lambda: forum.answers)
    assert forum.last.thread_id == topic.id


async def test_the_anonymous_admin_is_nobody_in_particular(desk: Desk) -> None:
    """User id 1087968824 is the same for every hidden admin, so it stands for the group and no rights."""
    group = desk.server.group("Desk", [desk.server.user("Anna")])
    group.says("/help", by=ANONYMOUS)
    await desk.server.until(lambda: group.answers)
    who = desk.library.heard[0].who
    assert (who.user_id, who.role) == (group.id, "reader")


async def test_the_role_is_looked_up_for_the_person_and_the_chat(desk: Desk) -> None:
    stranger, admin = desk.server.private("Zed", 13), desk.server.private("Ada", 7)
    stranger.says("/actor Nadia")
    admin.says("/actor Nadia")
    await desk.server.until(lambda: stranger.answers and admin.answers)
    assert "13" in stranger.last.text
    assert "Nadia" not in stranger.last.text
    assert {r.who.user_id: r.who.role for r in desk.library.heard} == {13: "stranger", 7: "admin"}


async def test_one_slow_answer_holds_up_nobody_else(desk: Desk) -> None:
    release = threading.Event()
    desk.library.hold = lambda request: release.wait(10) if request.text == "/slow" else None
    anna, bilal = desk.server.private("Anna"), desk.server.private("Bilal")
    anna.says("/slow")
    bilal.says("/quick")
    await desk.server.until(lambda: bilal.answers)
    assert not anna.answers
    release.set()
    await desk.server.until(lambda: anna.answers)


async def test_one_chat_is_answered_in_the_order_it_asked(desk: Desk) -> None:
    desk.library.hold = lambda request: time.sleep(0.1) if request.text == "/ask 0" else None
    anna = desk.server.private("Anna")
    for number in range(10):
        anna.says(f"/ask {number}")
    await desk.server.until(lambda: len(anna.answers) == 10)
    assert [m.text for m in anna.answers] == [f"No record of /ask {n}" for n in range(10)]


async def test_an_update_that_comes_twice_is_answered_once(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    said = anna.says("/once")
    await desk.server.until(lambda: anna.answers)
    desk.server.world.push("message", said.as_json())
    anna.says("/after")
    await desk.server.until(lambda: len(anna.answers) == 2)
    await desk.server.idle()
    assert desk.library.texts == ["/once", "/after"]


async def test_a_question_asked_while_we_were_down_is_answered(
    server: FakeTelegram, library: Library
) -> None:
    anna = server.private("Anna")
    anna.says("/while away")
    async with at_work(server, library):
        await server.until(lambda: anna.answers)
    assert not server.blunders


async def test_an_article_length_answer_arrives_whole_and_in_order(desk: Desk) -> None:
    lines = tuple(Line(text=f"Sentence {n} & so on. " * 40, cites=(n,)) for n in range(30))
    desk.library.pages["/long"] = Page(
        title="Long", lines=lines, choices=(Choice(label="End", command="/e"),)
    )
    anna = desk.server.private("Anna")
    anna.says("/long")
    await desk.server.until(lambda: anna.answers and anna.last.labels)
    whole = "\n".join(m.text for m in anna.answers)
    assert [n for n in range(30) if whole.count(f"[{n}]") != 1] == []
    assert [m.labels for m in anna.answers][:-1] == [[]] * (len(anna.answers) - 1)
    assert not desk.server.refusals


async def test_the_menus_are_set_for_everybody_and_everywhere(desk: Desk) -> None:
    """Each is made of the commands that may be used there; the anonymous default is that of a reader."""
    await desk.server.until(lambda: len(desk.server.made("setMyShortDescription")) == 2)
    menus = desk.server.world.menus
    listed = {scope: {entry["command"] for entry in entries} for scope, entries in menus.items()}
    assert listed["default/"] == {c.name for c in COMMANDS.values() if fits(c.right, "reader", "private")}
    assert "settings" in listed["all_chat_administrators/ur"] - listed["all_group_chats/ur"]
    assert not {"approve", "grant", "withdraw"} & set.union(*listed.values())
    assert not desk.server.refusals


async def test_a_menu_is_set_once_and_again_for_who_may_do_more(
    server: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    """At the next start nothing has changed; an administrator has a menu of their own, until they are none."""
    over = shelves(server, tmp_path / "a.db")
    async with at_work(server, library, over):
        await server.until(lambda: len(server.made("setMyShortDescription")) == 2)
    before = len(server.made("setMyCommands"))
    ada = server.private("Ada", ADMIN)
    async with at_work(server, library, over):
        ada.says("/hello")
        await server.until(lambda: f"chat:{ADMIN}/" in server.world.menus)
    assert len(server.made("setMyCommands")) == before + 1
    assert "approve" in {entry["command"] for entry in server.world.menus[f"chat:{ADMIN}/"]}
    fewer = replace(over, settings=over.settings.model_copy(update={"admins": ()}))
    async with at_work(server, library, fewer):
        ada.says("/hello")
        await server.until(lambda: f"chat:{ADMIN}/" not in server.world.menus)
    assert not server.refusals
    over.store.close()
