"""What is drawn: nothing that is not known, nothing that the words do not say, wide enough for a phone."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from briefs import charts, maps
from briefs.language import FSI, PDI, speaking
from briefs.pictures import charts as drawing
from briefs.pictures import timelines
from briefs.pictures.drawing import carried
from briefs.pictures.timelines import Entry, Timeline
from data.dates import UNDATED, DateSpan
from data.values import Entity, FactKind, StoredFact


def figure(number: int, value: float, edtf: str = "", unit: str = "count") -> StoredFact:
    precision = {0: "none", 4: "year", 7: "month", 10: "day"}.get(len(edtf), "range")
    when = DateSpan.model_validate({"edtf": edtf, "precision": precision}) if edtf else UNDATED
    return fact(
        number, FactKind.FIGURE, value=f"{value:g}", number=value, unit=unit, counted="boats", when=when
    )


def fact(row: int, kind: FactKind, **more: object) -> StoredFact:
    known = {
        "id": row, "kind": kind, "subject": "Coast Guard", "subject_kind": "organisation", "subject_id": 1,
        "predicate": "figure", "article_id": 1, "passage_id": 1, "start": row, "end": row + 1,
        "recorded_at": "2026-03-02T09:00:00+00:00", "evidence": "They counted boats.",
    }  # fmt: skip
    return StoredFact.model_validate({**known, **more})


def test_an_undated_figure_is_never_placed_on_the_axis() -> None:
    known = [figure(1, 10, "2020"), figure(2, 20, "2021-05"), figure(3, 30)]
    drawn = charts.chart("Boats", known)
    assert drawn is not None
    assert [point.facts for panel in drawn.panels for point in panel.points] == [(1,), (2,)]
    assert [row.text for row in drawn.apart] == ["30 boats"]


def test_figures_of_two_units_are_never_on_one_axis() -> None:
    known = [figure(n, n, f"202{n}", unit) for n, unit in enumerate(("count", "EUR", "count", "EUR"))]
    drawn = charts.chart("Boats", known)
    assert drawn is not None
    assert [len(panel.points) for panel in drawn.panels] == [2, 2]
    assert {panel.unit for panel in drawn.panels} == {"number", "EUR"}


@pytest.mark.parametrize("known", [[], [figure(1, 10, "2020")], [figure(1, 10)]])
def test_one_figure_is_no_chart(known: list[StoredFact]) -> None:
    assert charts.chart("Boats", known) is None


@given(
    st.lists(
        st.tuples(st.floats(0, 1e12), st.sampled_from(["", "2019", "2020-02", "2021-03-04", "2015/2019"]))
    )
)
def test_every_figure_of_a_chart_is_said_in_words(rows: list[tuple[float, str]]) -> None:
    known = [figure(n, value, edtf) for n, (value, edtf) in enumerate(rows, 1)]
    drawn = charts.chart("Boats", known)
    if drawn is None:
        return
    said = {number for line in charts.lines(drawn, known, []) for number in line.facts}
    assert {number for panel in drawn.panels for point in panel.points for number in point.facts} <= said
    assert len(said) == sum(len(panel.points) for panel in drawn.panels) + len(drawn.apart)


def test_a_picture_is_a_png_as_wide_as_three_phones_and_the_same_each_time() -> None:
    drawn = charts.chart("Boats", [figure(1, 10, "2020"), figure(2, 90_000, "2021-05"), figure(3, 30)])
    assert drawn is not None
    first, again = drawing.draw(drawn), drawing.draw(drawn)
    assert first == again
    with Image.open(BytesIO(first.data)) as image:
        assert (image.format, image.width) == ("PNG", 1080)
        assert image.height < 2500
    assert len(first.data) < 1_000_000


def test_a_picture_in_urdu_is_another_one() -> None:
    drawn = Timeline(title="Boats", entries=(Entry(when="2020", text="ten boats"),), foot="1 source")
    english = timelines.draw(drawn)
    with speaking("ur"):
        assert timelines.draw(drawn).data != english.data


def test_letters_without_a_font_are_drawn_as_boxes_and_warn_nobody() -> None:
    drawn = Timeline(title="नाव 船 ބޯޓް", entries=(Entry(when="", text="船" * 300),), foot="")
    assert timelines.draw(drawn).data.startswith(b"\x89PNG")


def test_an_isolate_goes_on_in_the_next_line_of_a_picture() -> None:
    with speaking("ur"):
        lines = carried([f"ملاقات {FSI}Magnus", f"Brunner{PDI} سے"])
    assert all(line.count(FSI) == line.count(PDI) == 1 for line in lines)


def test_a_map_ties_an_entity_to_those_its_facts_name() -> None:
    agency = Entity(id=1, kind="organisation", name="Coast Guard")
    known = [
        fact(1, FactKind.MEETING, predicate="met", object="Ana Ruiz", object_kind="person", object_id=2),
        fact(2, FactKind.PROJECT, predicate="funded by", object="Nordland", object_kind="place", object_id=3),
        fact(
            3,
            FactKind.PROJECT,
            subject="Nordland",
            subject_id=3,
            predicate="partner",
            object="Ana Ruiz",
            object_id=2,
        ),
        figure(4, 10),
    ]
    near = maps.neighbours(1, known)
    assert [one.name for one in near] == ["Ana Ruiz", "Nordland"]
    edges = maps.drawn(agency, near).edges
    assert [(edge.label, edge.toward) for edge in edges] == [("met", ""), ("funded by", "out")]
    assert [line.facts for line in maps.lines(agency, near)] == [(), (1,), (2,)]
