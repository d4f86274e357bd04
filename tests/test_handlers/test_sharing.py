"""/share: one page to send on, with its marking, its sources and the day it was made."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from briefs.page import Page
from data.store import chats
from data.store.chats import Chat
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request
from tests.conftest import SAMPLE, filled
from tests.conversation import NOW, page


def shared(desk: Desk, text: str, language: str = "en", later: timedelta = timedelta()) -> Page:
    spoken = Desk(desk.store, desk.settings.model_copy(update={"language": language}))
    who = Principal(user_id=7, chat_id=7)
    return answer(spoken, Request(text=text, who=who, where="private", when=NOW + later))


def words(told: Page) -> list[str]:
    document = Document(BytesIO(told.files[0].data))
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_note_says_what_the_card_says_with_the_same_numbers(desk: Desk, language: str) -> None:
    spoken = Desk(desk.store, desk.settings.model_copy(update={"language": language}))
    asked = Request(text="/project GLO.ACT", who=Principal(user_id=7, chat_id=7), where="private", when=NOW)
    card = answer(spoken, asked)
    told = words(shared(desk, "/share GLO.ACT", language))
    for line in card.lines:
        assert line.text + "".join(f" [{number}]" for number in line.cites) in told
    for source in card.sources:
        assert any(text.startswith(f"[{source.number}] {source.label}") for text in told)


def test_a_note_bears_its_marking_above_and_below_and_the_day_with_its_zone(desk: Desk) -> None:
    told = shared(desk, "/share Naqvi")
    document = Document(BytesIO(told.files[0].data))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "TLP:CLEAR"
    assert any("2 Mar 2026 (Asia/Karachi)" in text for text in words(told))


def test_the_same_question_on_the_same_day_gives_the_same_bytes(desk: Desk) -> None:
    first, again = shared(desk, "/share Naqvi"), shared(desk, "/share Naqvi", later=timedelta(hours=3))
    assert first.files == again.files
    assert first.files != shared(desk, "/share Naqvi", later=timedelta(days=1)).files
    with ZipFile(BytesIO(first.files[0].data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_note_in_urdu_runs_from_the_right(desk: Desk) -> None:
    with ZipFile(BytesIO(shared(desk, "/share Naqvi", "ur").files[0].data)) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:bidi/>") == body.count("<w:p>")
    assert "<w:rtl/>" in body


def test_what_is_marked_above_the_chat_is_not_in_the_note() -> None:
    desk = filled(SAMPLE / "003.txt")
    with desk.store.writing() as db:
        db.execute("UPDATE fact SET tlp = 2")
        db.execute("UPDATE article SET tlp = 2")
        chats.keep_chat(db, Chat(id=7, kind="private", ceiling=0), NOW.isoformat())
    told = page(desk, "/share Naqvi")
    assert not told.files or not any("[1]" in text for text in words(told))
    desk.store.close()


def test_a_note_is_marked_as_high_as_what_it_tells() -> None:
    desk = filled(SAMPLE / "003.txt")
    with desk.store.writing() as db:
        db.execute("UPDATE fact SET tlp = 1 WHERE id = (SELECT max(id) FROM fact WHERE kind = 'office')")
        db.execute("UPDATE article SET tlp = 1")
    told = page(desk, "/share Naqvi")
    section = Document(BytesIO(told.files[0].data)).sections[0]
    assert section.header.paragraphs[0].text == "TLP:GREEN"
    desk.store.close()
