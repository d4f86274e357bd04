"""The daily brief as its readers get it: every line cited and clear by itself, in order, never too long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.keys import Table
from bot.render import messages
from briefs import parts, upcoming
from briefs.daily import Material, stands_alone
from briefs.language import speaking
from briefs.parts import PARTS, compose
from data.dates import OF_THE_POST, DateSpan
from data.schedule import Plan
from data.store import news
from data.values import FactKind, StoredFact
from handlers.desk import Desk
from handlers.gathering import Order, material
from handlers.terminal import plain

DUE = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
PLAN = Plan(at="07:00", zone="Asia/Karachi")


def gathered(desk: Desk, **changes: object) -> Material:
    order = Order(
        follows=(), plan=PLAN, due=DUE, since=DUE - timedelta(days=1), first=0, last=news.last(desk.shelf),
        ceiling=3, language="en",
    )  # fmt: skip
    return material(desk, order.model_copy(update=changes))


def test_the_order_is_that_of_a_briefing(desk: Desk) -> None:
    pages = compose(gathered(desk)).pages
    headings = [line.text for page in pages for line in page.lines if line.role == "heading"]
    usual = ["Meetings and agreements", "Projects and centres", "Figures", "Said", "Newly learned", "Changed",
             "Corrected or withdrawn since you were told", "Sources differ", "Coming up", "Who is who"]  # fmt: skip
    assert headings == [heading for heading in usual if heading in headings]
    assert {"Meetings and agreements", "Newly learned", "Sources differ"} <= set(headings)
    first, last = pages[0].lines, pages[-1].lines
    assert "07:00 (Asia/Karachi)" in first[0].text
    assert first[1].text == "About: everything in the store."
    assert "Next brief: Wed 4 Mar 2026, 07:00 (Asia/Karachi)" in last[-1].text


def test_every_item_is_cited_and_its_source_stands_below_its_own_message(desk: Desk) -> None:
    for page in compose(gathered(desk)).pages:
        listed = {source.number for source in page.sources}
        items = [line for line in page.lines if line.role in ("bullet", "lead")]
        assert items
        assert all(line.cites and line.facts for line in items)
        assert {number for line in items for number in line.cites} <= listed


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_part_is_one_message_with_its_buttons(desk: Desk, language: str) -> None:
    with speaking(language):
        pages = compose(gathered(desk, language=language)).pages
        assert 1 < len(pages) <= PARTS
        for page in (parts.addressed(pages[0], "A chat with a name " * 9), *pages[1:]):
            [message] = messages(page, Table())
            assert message.keyboard


def test_no_item_stands_twice(desk: Desk) -> None:
    lines = [line for page in compose(gathered(desk)).pages for line in page.lines if line.role == "bullet"]
    assert len({line.text for line in lines}) == len(lines)


def test_what_leans_on_the_sentence_before_is_not_told_alone(desk: Desk) -> None:
    said = "\n".join(plain(page) for page in compose(gathered(desk)).pages)
    lines = [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]
    assert not [line for line in lines if line.split()[0] in ("He", "She", "It", "They", "This", "Other")]


def fact(**given: object) -> StoredFact:
    usual: dict[str, object] = {
        "kind": FactKind.LAUNCH, "subject": "Coast Guard", "subject_kind": "organisation", "predicate": "opened",
        "start": 0, "end": 9, "id": 1, "article_id": 1, "passage_id": 1, "subject_id": 1, "recorded_at": "",
    }  # fmt: skip
    return StoredFact.model_validate(usual | given)


def test_what_is_to_come_stands_before_what_should_have_happened_by_now() -> None:
    days = {1: "2025-06-01", 2: "2027-05", 3: "2026-12-24", 4: "", 5: "2026", 6: "2026-11-02"}
    held = [
        fact(id=n, start=n, kind=FactKind.ANNOUNCEMENT, evidence=f"No. {n}", when=DateSpan.model_validate({
            "edtf": edtf, "precision": {0: "none", 4: "year", 7: "month", 10: "day"}[len(edtf)], "words": edtf,
            "why": OF_THE_POST if n == 6 else "",
        }))
        for n, edtf in days.items()
    ]  # fmt: skip
    told = [(line.role, line.facts) for line in upcoming.lines(held, {}, date(2026, 11, 22))]
    assert [facts[0] if facts else role for role, facts in told] == ["note", 3, 5, 2, 4, 6, "note", 1]


@pytest.mark.parametrize(
    ("edtf", "why", "age"),
    [
        ("2026-11-01", OF_THE_POST, "announced 21 days ago"),
        ("2026-11-01", "", "age of the announcement not known"),
        ("2026-12-24", OF_THE_POST, "age of the announcement not known"),
        ("", "", "age of the announcement not known"),
    ],
)
def test_what_a_dated_post_announced_is_as_old_as_the_post(edtf: str, why: str, age: str) -> None:
    """Where its article has no date; the day of what is to come says nothing of when it was announced."""
    when = DateSpan(edtf=edtf, precision="day" if edtf else "none", words=edtf, why=why)
    held = [fact(kind=FactKind.ANNOUNCEMENT, evidence="No. 1", when=when)]
    _note, line = upcoming.lines(held, {}, date(2026, 11, 22))
    assert line.text.endswith(f", {age}")


@pytest.mark.parametrize(
    ("given", "alone"),
    [
        ({"value": "the centres"}, False),
        ({"value": "the centre for returns in Bari"}, True),
        ({"value": "a training centre"}, True),
        ({"kind": FactKind.QUOTE, "value": "a long way"}, False),
        ({"kind": FactKind.QUOTE, "value": "We have come a long way."}, True),
        ({"kind": FactKind.FIGURE, "predicate": "", "evidence": "She met 40 of them.", "value": "40"}, False),
        (
            {
                "kind": FactKind.FIGURE,
                "predicate": "",
                "evidence": "The Coast Guard met 40 boats.",
                "value": "40",
            },
            True,
        ),
        (
            {"kind": FactKind.FIGURE, "predicate": "arrested", "evidence": "It arrested 40.", "value": "40"},
            True,
        ),
        ({"kind": FactKind.ANNOUNCEMENT, "value": "Other ports are to follow"}, False),
    ],
)
def test_a_line_is_told_when_it_can_be_understood_by_itself(given: dict[str, object], alone: bool) -> None:
    assert stands_alone((fact(**given),)) is alone


def test_the_same_material_makes_the_same_brief(desk: Desk) -> None:
    assert compose(gathered(desk)) == compose(gathered(desk))
