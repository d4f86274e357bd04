"""Pictures, documents and what a button copies: how a page with files reaches a telephone."""

import json
import struct
import zlib
from datetime import UTC, datetime

import pytest

from bot.keys import Table
from bot.render import CAPTION, messages
from bot.splitting import utf16
from briefs.page import Choice, File, Line, Page
from handlers.outgoing import owe
from tests.fake_telegram import refuse
from tests.test_bot.desk import Desk


def png(width: int = 4, height: int = 3) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = File(name="chart.png", media_type="image/png", data=png())
NOTE = File(name="note.pdf", media_type="application/pdf", data=b"%PDF-1.7 a note")


def page(words: int = 3, *files: File) -> Page:
    lines = tuple(Line(text=f"Sentence {n} of it. " * 3, cites=(1,)) for n in range(words))
    return Page(title="Chart", lines=lines, files=files, choices=(Choice(label="More", command="/more"),))


async def test_a_picture_and_its_words_are_one_message(desk: Desk) -> None:
    desk.library.pages["/chart"] = page(3, PICTURE)
    anna = desk.server.private("Anna")
    anna.says("/chart")
    await desk.server.until(lambda: anna.answers)
    assert "photo" in anna.last.extra
    assert anna.last.text.startswith("Chart\n• Sentence 0")
    assert anna.last.covered("bold") == ["Chart"]
    assert anna.last.labels == ["More"]
    assert len(anna.answers) == 1
    assert not desk.server.refusals


async def test_what_is_no_picture_is_sent_as_a_document_under_its_name(desk: Desk) -> None:
    desk.library.pages["/share"] = page(1, NOTE)
    anna = desk.server.private("Anna")
    anna.says("/share")
    await desk.server.until(lambda: anna.answers)
    assert anna.last.extra["document"]["file_name"] == "note.pdf"
    assert desk.server.world.files[anna.last.extra["document"]["file_id"]] == NOTE.data


async def test_longer_words_follow_the_picture_whole_and_in_order(desk: Desk) -> None:
    desk.library.pages["/chart"] = page(60, PICTURE)
    anna = desk.server.private("Anna")
    anna.says("/chart")
    await desk.server.until(lambda: anna.answers and anna.last.labels)
    assert "photo" in anna.answers[0].extra
    assert utf16(anna.answers[0].text) <= CAPTION
    whole = "\n".join(m.text for m in anna.answers)
    assert [n for n in range(60) if f"Sentence {n} of" not in whole] == []
    assert [bool(m.labels) for m in anna.answers] == [False] * (len(anna.answers) - 1) + [True]
    assert not desk.server.refusals


async def test_a_tap_that_gives_a_picture_leaves_the_old_message_and_the_pictures_buttons_answer_anew(
    desk: Desk,
) -> None:
    desk.library.pages |= {
        "/a": Page(title="Card", choices=(Choice(label="Chart", command="/chart"),)),
        "/chart": page(1, PICTURE),
        "/more": Page(title="More"),
    }
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    anna.taps(anna.last, "Chart")
    await desk.server.until(lambda: len(anna.answers) == 2)
    assert anna.answers[0].text == "Card"
    anna.taps(anna.last, "More")
    await desk.server.until(lambda: len(anna.answers) == 3)
    assert anna.last.text == "More"
    assert not desk.server.refusals


async def test_a_picture_that_telegram_cannot_show_arrives_as_a_document(desk: Desk) -> None:
    desk.library.pages["/chart"] = page(1, PICTURE)
    desk.server.faults = [refuse("sendPhoto", "IMAGE_PROCESS_FAILED")]
    anna = desk.server.private("Anna")
    anna.says("/chart")
    await desk.server.until(lambda: anna.answers)
    assert "document" in anna.last.extra


async def test_files_that_are_owed_arrive(desk: Desk) -> None:
    anna = desk.server.private("Anna")
    with desk.shelves.store.writing() as db:
        owe(db, "a", anna.id, page(1, PICTURE, NOTE), datetime.now(UTC))
    anna.says("/x")
    await desk.server.until(lambda: len(anna.answers) == 3)
    kinds = ["photo" if "photo" in m.extra else "document" for m in anna.answers if m.extra]
    assert kinds == ["photo", "document"]


async def test_a_button_copies_its_words(desk: Desk) -> None:
    desk.library.pages["/a"] = Page(title="Card", choices=(Choice(label="Copy", copied="Dawn, 3 May " * 30),))
    anna = desk.server.private("Anna")
    anna.says("/a")
    await desk.server.until(lambda: anna.answers)
    sent = json.loads(desk.server.made("sendMessage")[0].params["reply_markup"])
    assert sent["inline_keyboard"][0][0]["copy_text"]["text"] == ("Dawn, 3 May " * 30)[:256]
    assert not desk.server.refusals


@pytest.mark.parametrize(
    ("data", "shown"),
    [(png(), True), (png(4, 90), False), (png(9000, 2000), False), (b"no picture", False), (b"", False)],
)
def test_only_what_telegram_shows_goes_as_a_picture(data: bytes, shown: bool) -> None:
    drawn = messages(page(1, PICTURE.model_copy(update={"data": data})), Table())
    assert drawn[0].pictured is shown


def test_the_facts_of_each_message_are_those_of_its_lines() -> None:
    lines = tuple(Line(text=f"Sentence {n}. " * 40, facts=(n, n + 100)) for n in range(20))
    drawn = messages(Page(title="x", lines=lines), Table())
    assert len(drawn) > 1
    assert sorted(fact for message in drawn for fact in message.facts) == [*range(20), *range(100, 120)]
    for message in drawn:
        assert [n for n in message.facts if n < 100 and f"Sentence {n}." not in message.plain] == []
