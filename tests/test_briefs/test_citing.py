"""What a button copies: the claim with its source, within Telegram's limit."""

from hypothesis import given
from hypothesis import strategies as st

from briefs.citing import citation, copied
from briefs.page import Line, Page, Source

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


@given(TEXT, TEXT, TEXT)
def test_a_citation_fits_a_button_and_ends_with_its_source(title: str, claim: str, label: str) -> None:
    line = Line(text=claim, cites=(1,))
    found = citation(Page(title=title, lines=(line,), sources=(Source(number=1, label=label, article_id=1),)))
    assert 1 <= len(found) <= 256
    assert found.endswith(")")


def test_a_citation_is_the_first_claim_with_the_sources_it_cites() -> None:
    lines = (
        Line(text="Showing it", role="note"),
        Line(text="Met B in May", cites=(2,)),
        Line(text="x", cites=(1,)),
    )
    sources = (
        Source(number=1, label="One", article_id=1),
        Source(number=2, label="Daily, 3 May", article_id=2),
    )
    assert citation(Page(title="A", lines=lines, sources=sources)) == "A: Met B in May (Daily, 3 May)"


def test_what_cites_nothing_offers_nothing_to_copy() -> None:
    assert copied(Page(title="No record", lines=(Line(text="x"),))) == ()
