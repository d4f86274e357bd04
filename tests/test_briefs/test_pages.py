"""Pages: what fits, what is left out and counted, and what is always said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import pages
from briefs.card import CITED, withheld
from briefs.page import Line
from briefs.short import short
from data.store.articles import StoredArticle

ARTICLES = {
    number: StoredArticle(
        id=number,
        text="Words.",
        title=f"Report number {number} of the harbour office",
        publisher="The Courier",
    )
    for number in range(1, 80)
}
LINES = st.lists(
    st.builds(
        Line,
        text=st.integers(1, 300).map("x".__mul__),
        role=st.sampled_from(["bullet", "lead"]),
        cites=st.lists(st.sampled_from(sorted(ARTICLES)), max_size=3, unique=True).map(tuple),
    ),
    max_size=30,
)


@given(lines=LINES, suspect=st.integers(0, 60))
def test_what_is_withheld_is_said_on_a_page_of_any_length(lines: list[Line], suspect: int) -> None:
    besides = Line(text="Named in other sources as well", cites=tuple(range(70, 76)))
    ends = [besides, Line(text="y" * 100, cites=(76,)), *withheld(range(1, suspect + 1))]
    page = pages.cited("A name", lines, ARTICLES, ends=ends)
    assert all(line in page.lines for line in ends)
    assert pages.size(page) <= 2_500
    shown = [line for line in page.lines if line.role in ("bullet", "lead") and line not in ends]
    assert shown == lines[: len(shown)]
    left = sum(line.role == "bullet" for line in lines[len(shown) :])
    assert (f"{left} more not shown here." in [line.text for line in page.lines]) == bool(left)
    assert {source.number for source in page.sources} == {n for line in page.lines for n in line.cites}


@pytest.mark.parametrize("count", [1, 2, 40])
def test_many_sources_with_suspect_text_take_one_line(count: int) -> None:
    (line,) = withheld([*range(1, count + 1), 1])
    assert line.cites == tuple(range(1, count + 1))[:CITED]
    assert (f"{count} sources" in line.text) == (count > 1)


def test_nothing_withheld_is_not_mentioned() -> None:
    assert list(withheld([])) == []


def test_where_others_read_along_what_is_withheld_is_said_as_well() -> None:
    bullets = [Line(text=f"Met {number}", cites=(number,)) for number in range(1, 9)]
    page = pages.cited("A name", bullets, ARTICLES, ends=list(withheld([40])))
    told = short(page)
    assert [line for line in told.lines if line.role == "note"] == list(withheld([40]))
    assert 40 in {source.number for source in told.sources}
    assert len(told.lines) < len(page.lines)
