"""Long answers page by page, the way back to a card, and who else may have been meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.page import Line, Page
from briefs.pages import leaves
from handlers.answer import answer
from handlers.desk import Desk
from handlers.showing import VIEWS
from tests.conversation import page, said

LINES = st.lists(
    st.builds(
        Line,
        text=st.text("abc ", min_size=1, max_size=300),
        role=st.sampled_from(["heading", "bullet", "note", "quote"]),
    ),
    max_size=40,
)


@given(LINES, st.integers(50, 600))
def test_every_line_stands_on_some_page_in_its_order(lines: list[Line], room: int) -> None:
    found = [line for leaf in leaves(lines, {}, room) for line in leaf]
    told = [line for line in found if line.role != "heading"]
    assert told == [line for line in lines if line.role != "heading"]


@given(LINES, st.integers(400, 600))
def test_no_page_is_empty_or_too_long(lines: list[Line], room: int) -> None:
    for leaf in leaves(lines, {}, room):
        assert leaf
        assert sum(len(line.text) + 3 for line in leaf) <= room


def turn(found: Page, label: str, desk: Desk) -> Page:
    return page(desk, next(choice.command for choice in found.choices if choice.label == label))


@pytest.mark.parametrize(
    "asked", ["/search migration", "/asof 2030-01-01 /search migration", "/timeline Pakistan"]
)
def test_a_long_list_is_turned_page_by_page_to_its_end_and_back(desk: Desk, asked: str) -> None:
    found, texts = page(desk, asked), list[str]()
    first = found
    last = int(next(c.label for c in found.choices if c.label.startswith("1/"))[2:])
    for number in range(1, last + 1):
        assert f"{number}/{last}" in [choice.label for choice in found.choices]
        texts += [line.text for line in found.lines if line.role in ("bullet", "quote")]
        found = turn(found, "›", desk) if number < last else found
    assert last > 1
    assert len(texts) == len(set(texts))
    assert "›" not in [choice.label for choice in found.choices]
    for _ in range(last - 1):
        found = turn(found, "‹", desk)
    assert found == first


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    assert page(desk, "/search migration page 99") != page(desk, "/search migration")
    assert page(desk, "/search migration page 99").verdict == "answer"


def test_what_fits_one_page_has_nothing_to_turn(desk: Desk) -> None:
    assert not {"‹", "›", "1/1"} & {choice.label for choice in page(desk, "/quote Brunner").choices}


def test_a_view_that_was_opened_from_a_card_leads_back_to_it(desk: Desk) -> None:
    card = page(desk, "/actor Naqvi")
    opened = [one.command for one in card.choices if one.command.startswith(tuple(f"/{v} " for v in VIEWS))]
    assert len(opened) >= 4
    for command in opened:
        view = answer(desk, said(command).model_copy(update={"tapped": True}))
        assert turn(view, "Back", desk).title == card.title
        closed = turn(view, "Close", desk)
        assert not closed.lines
        assert turn(closed, "Open again", desk).title == view.title


def test_who_else_may_be_meant_is_offered_when_it_was_not_typed_exactly(desk: Desk) -> None:
    found = page(desk, "/actor nakvi")
    assert "one letter" in found.lines[0].text
    others = [choice for choice in found.choices if choice.label.endswith("?")]
    assert len(others) <= 3
    for other in others:
        assert page(desk, other.command).title.startswith(other.label.removesuffix("?"))
    exactly = page(desk, "/actor Mohsin Naqvi")
    assert not [choice for choice in exactly.choices if choice.label.endswith("?")]
