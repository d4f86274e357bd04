"""Grades: a digit of 1 takes two independent publishers for every line; near-copies count once."""

import pytest

from briefs.grades import digit, grade, independent
from briefs.page import Line
from data.store.articles import StoredArticle


def article(number: int, publisher: str = "", copy_of: int | None = None, letter: str = "F") -> StoredArticle:
    return StoredArticle(
        id=number, text="A line.", file="a.txt", publisher=publisher, copy_of=copy_of, grade=letter
    )


POST, HERALD = article(1, "Post"), article(2, "Herald", letter="B")
COPY, UNNAMED = article(3, "Courier", copy_of=1), article(4)
KNOWN = {one.id: one for one in (POST, HERALD, COPY, UNNAMED)}


@pytest.mark.parametrize(
    ("cites", "publishers"),
    [((1,), 1), ((1, 2), 2), ((1, 3), 1), ((1, 4), 1), ((4,), 0), ((2, 3), 2), ((9,), 0)],
)
def test_named_publishers_count_once_and_near_copies_not_beside_their_original(
    cites: tuple[int, ...], publishers: int
) -> None:
    assert independent(cites, KNOWN) == publishers


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([Line(text="a", cites=(1, 2))], 1),
        ([Line(text="a", cites=(1, 2)), Line(text="b", cites=(1,))], 6),
        ([Line(text="a", cites=(1, 2)), Line(text="ours", role="note", cites=(1,))], 1),
        ([Line(text="a", cites=(1, 3))], 6),
        ([Line(text="a", cites=(1, 2), differs=True)], 4),
        ([], 6),
    ],
)
def test_the_digit_is_one_only_when_every_line_has_two_independent_publishers(
    lines: list[Line], told: int
) -> None:
    assert digit(lines, KNOWN) == told


def test_a_grade_is_the_letters_of_the_publishers_and_the_digit() -> None:
    assert grade([Line(text="a", cites=(1, 2))], [POST, HERALD]) == "B/F1"
    assert grade([], []) == ""
