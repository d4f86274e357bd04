"""A page of any content becomes messages that Telegram takes, with every word in them, in order."""

import re
import struct
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.keys import Table, named, pack, unpack
from bot.render import PNG, Message, clean, messages
from bot.splitting import Block, Run, fit, place, utf16
from briefs.page import Choice, File, Line, Page, Source
from tests.fake_telegram import utf16 as telegram_utf16
from tests.fake_telegram.entities import read
from tests.fake_telegram.keyboards import checked

WORDS = st.text(max_size=60) | st.sampled_from(
    ["<b>", "&amp;", "a & b < c", "محمد علی۔ کون؟ ", "𝕏 ", "x" * 90, "Yes. "]
)
TEXTS = st.lists(WORDS, max_size=12).map("".join)
ROLES = st.sampled_from(["lead", "heading", "bullet", "quote", "plain", "note"])
LINES = st.builds(Line, text=TEXTS, role=ROLES, cites=st.lists(st.integers(1, 30), max_size=3).map(tuple))
SOURCES = st.builds(Source, number=st.integers(1, 30), label=TEXTS, article_id=st.just(1))
CHOICES = st.builds(Choice, label=WORDS.filter(str.strip), command=WORDS.map("/actor {}".format))
PAGES = st.builds(
    Page,
    title=WORDS.map("Title {}".format),
    lines=st.lists(LINES, max_size=14).map(tuple),
    sources=st.lists(SOURCES, max_size=6).map(tuple),
    choices=st.lists(CHOICES, max_size=10).map(tuple),
)


PICTURE = File(
    name="chart.png", media_type="image/png", data=PNG + b"\0\0\0\rIHDR" + struct.pack(">II", 1080, 900)
)


def parsed(message: Message) -> str:
    """What Telegram makes of a message; it is refused here when Telegram would refuse it."""
    blunders: list[str] = []
    text, entities = read(message.html, "HTML", blunders)
    assert not blunders
    assert len(entities) <= 100
    return text


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(deadline=None, max_examples=150)
@given(page=PAGES, limit=st.sampled_from([120, 300, 4096]))
def test_any_page_is_taken_by_telegram_whole(page: Page, limit: int) -> None:
    """Nothing is refused, too long or lost; HTML and plain words say the same."""
    drawn = messages(page, Table(), limit)
    texts = [parsed(message) for message in drawn]
    assert all(0 < telegram_utf16(text) <= limit for text in texts)
    assert [text.strip() for text in texts] == [m.plain.strip() for m in drawn]
    whole = letters("".join(texts))
    at = 0
    for said in [page.title, *(line.text for line in page.lines), *(s.label for s in page.sources)]:
        found = whole.find(letters(clean(said)), at)
        assert found >= 0, said
        at = found


@settings(deadline=None, max_examples=100)
@given(page=PAGES)
def test_what_a_picture_shows_is_folded_below_it_whole(page: Page) -> None:
    """The caption is no longer than one may be, and each claim stands, with its source, where a tap unfolds it."""
    first, *rest = messages(page.model_copy(update={"files": (PICTURE,)}), Table())
    assert first.pictured
    assert not any(message.pictured for message in rest)
    assert telegram_utf16(parsed(first)) <= 1024
    drawn = [first, *rest]
    assert letters("".join(map(parsed, drawn))) == letters("".join(m.plain for m in messages(page, Table())))
    words = "".join(message.html for message in drawn)
    inside = "".join(re.findall("<blockquote expandable>(.*?)</blockquote>", words, re.DOTALL))
    told = [clean(line.text) for line in page.lines if line.role == "bullet" and clean(line.text).strip()]
    assert all(letters(escape(text, quote=False)) in letters(inside) for text in told)


@settings(deadline=None, max_examples=60)
@given(choices=st.lists(CHOICES, max_size=30).map(tuple))
def test_any_choices_make_a_keyboard_that_leads_back_to_the_commands(choices: tuple[Choice, ...]) -> None:
    keeper = Table()
    rows = messages(Page(title="x", choices=choices), keeper)[-1].keyboard
    checked({"inline_keyboard": [[{"text": b.label, "callback_data": b.data} for b in row] for row in rows]})
    assert [unpack(b.data, keeper) for row in rows for b in row] == [c.command for c in choices]


@given(text=st.text(min_size=1), limit=st.integers(2, 40))
def test_a_cut_takes_something_and_never_too_much(text: str, limit: int) -> None:
    at = place(text, limit)
    assert 1 <= at <= len(text)
    assert utf16(text[:at]) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "head"),
    [
        ("One thing.\n\nAnother thing here. And", 30, "One thing.\n\n"),
        ("One thing. Another thing. And more", 30, "One thing. Another thing. "),
        ("ایک بات۔ دوسری بات؟ تیسری بات", 24, "ایک بات۔ دوسری بات؟ "),
        ("no stops in here at all whatever", 20, "no stops in here at "),
        ("x" * 50, 20, "x" * 20),
        ("𝕏" * 50, 20, "𝕏" * 10),
        ("A claim that is cited. [1] [2]", 26, "A claim that is "),
    ],
)
def test_text_is_cut_at_the_best_place_there_is(text: str, limit: int, head: str) -> None:
    assert text[: place(text, limit)] == head


def test_a_heading_is_not_left_behind_at_the_end_of_a_message() -> None:
    heading, long = Block(runs=(Run(text="Roles", tag="b"),)), Block(runs=(Run(text="y" * 80),))
    parts = fit([Block(runs=(Run(text="x" * 80),)), heading, long], 100)
    assert [[b.text[:5] for b in part] for part in parts] == [["xxxxx"], ["Roles", "yyyyy"]]


def test_a_split_run_keeps_its_tag_in_every_message() -> None:
    page = Page(title="T", lines=(Line(text="A sentence here. " * 20, role="note"),))
    drawn = messages(page, Table(), 100)
    assert len(drawn) > 3
    assert all(m.html.count("<i>") == m.html.count("</i>") == 1 for m in drawn[1:])


def test_more_markup_than_telegram_keeps_goes_into_a_second_message() -> None:
    page = Page(title="T", lines=tuple(Line(text=f"n{n}", role="note") for n in range(150)))
    assert len(messages(page, Table())) == 2


def test_short_labels_stand_side_by_side_and_long_ones_alone() -> None:
    labels = ["‹", "2/7", "›", "Mohsin of the Harbour Office", "Back", "Close"]
    page = Page(title="T", choices=tuple(Choice(label=label, command="/x") for label in labels))
    rows = [[b.label for b in row] for row in messages(page, Table())[-1].keyboard]
    assert rows == [["‹", "2/7", "›"], ["Mohsin of the Harbour Office"], ["Back", "Close"]]


@pytest.mark.parametrize(
    ("letters_each", "rows"),
    [(10, [4, 2]), (11, [3, 3]), (13, [3, 3]), (14, [2] * 3), (21, [2] * 3), (22, [1] * 6)],
)
def test_as_many_buttons_stand_in_a_row_as_can_be_read(letters_each: int, rows: list[int]) -> None:
    page = Page(title="T", choices=(Choice(label="x" * letters_each, command="/x"),) * 6)
    assert [len(row) for row in messages(page, Table())[-1].keyboard] == rows


def test_a_page_that_says_nothing_is_not_sent() -> None:
    with pytest.raises(ValueError, match="without a word"):
        messages(Page(title=" \n"), Table())


def test_control_characters_and_half_characters_are_taken_out() -> None:
    assert clean("a\x00b\x1b[1m\ud800c\nd\x85") == "ab[1m\ufffdc\nd"


def test_a_long_command_is_kept_under_a_key_that_names_it_and_fits() -> None:
    table = Table()
    long = [f"/actor {letter * 80}" for letter in "abc"] + [f"/{'n' * 32} {'x' * 80}", "x" * 80]
    data = [pack(command, table) for command in long]
    assert [unpack(d, table) for d in data] == long
    assert [named(d) for d in data] == [*["actor"] * 3, "n" * 32, ""]
    assert all(len(d.encode()) <= 64 for d in data)
    assert unpack(data[0], Table()) is None


def test_a_command_that_looks_like_a_key_is_kept_under_one() -> None:
    table = Table()
    assert unpack(pack("~x", table), table) == "~x"
