"""Dates are found as written, understood as far as they go, and never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.dates import UNDATED, DateSpan, bounds
from data.reading.dates import find, parse, resolve, told_as_past
from data.reading.document import Dated

PUBLISHED = DateSpan(edtf="2024-03-14", precision="day", words="14 March 2024")  # a Thursday


def dates(text: str) -> list[tuple[str, str]]:
    """(words, EDTF) of every date in the text."""
    return [(dated.when.words, dated.when.edtf) for dated in find(text)]


@pytest.mark.parametrize(
    ("words", "edtf", "precision"),
    [
        ("14 June 2023", "2023-06-14", "day"),
        ("14th of June, 2023", "2023-06-14", "day"),
        ("23rd November, 2015", "2015-11-23", "day"),
        ("September 8, 2023", "2023-09-08", "day"),
        ("Sept. 8, 2023", "2023-09-08", "day"),
        ("Tuesday 11 March 2025", "2025-03-11", "day"),
        ("Thu 07th October 2021", "2021-10-07", "day"),
        ("03 Dec, 2016", "2016-12-03", "day"),
        ("30-Jul-2024", "2024-07-30", "day"),
        ("APR 26, 2024", "2024-04-26", "day"),
        ("2024-07-30", "2024-07-30", "day"),
        ("30/07/2024", "2024-07-30", "day"),
        ("07.30.2024", "2024-07-30", "day"),
        ("03/04/2024", "2024", "year"),
        ("November 2023", "2023-11", "month"),
        ("May 2023", "2023-05", "month"),
        ("24-25 October 2017", "2017-10-24/2017-10-25", "range"),
        ("24 and 25 October 2017", "2017-10-24/2017-10-25", "range"),
        ("from 24 to 26 October 2017", "2017-10-24/2017-10-26", "range"),
        ("October 24–26, 2017", "2017-10-24/2017-10-26", "range"),
        ("30 April - 2 May 2023", "2023-04-30/2023-05-02", "range"),
        ("December 30, 2022 to January 2, 2023", "2022-12-30/2023-01-02", "range"),
        ("between January 2016 and October 2018", "2016-01/2018-10", "range"),
        ("From February 2014 to July 2017", "2014-02/2017-07", "range"),
        ("January-March 2024", "2024-01/2024-03", "range"),
        ("2015-2019", "2015/2019", "range"),
        ("2014/2015", "2014/2015", "range"),
        ("between 2019 and mid-2022", "2019/2022", "range"),
        ("2023-24", "2023/2024", "range"),
        ("between 2015 and 2019", "2015/2019", "range"),
        ("the 1990s", "1990/1999", "range"),
        ("since 2014", "2014/..", "bounded"),
        ("since October 2018", "2018-10/..", "bounded"),
        ("by 1 July 2027", "../2027-07-01", "bounded"),
        ("by the end of 2025", "../2025", "bounded"),
        ("late 2022", "2022", "year"),
    ],
)
def test_forms(words: str, edtf: str, precision: str) -> None:
    """Each is found inside a sentence, whole, and is understood alike when it is typed alone."""
    text = f"They met the envoys {words}, officials said."
    [dated] = find(text)
    assert text[dated.start : dated.end] == words == dated.when.words
    assert (dated.when.edtf, dated.when.precision) == (edtf, precision)
    typed = parse(words)
    assert typed
    assert (typed.edtf, typed.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plan (2022-2025) began in 2022.", [("2022-2025", "2022/2025"), ("2022", "2022")]),
        ("the 2016 regional conference", [("2016", "2016")]),
        ("the Pact of 2009 and the Blue Book 2025 on boats", [("2009", "2009"), ("2025", "2025")]),
        ("in March and in 2024", [("in March", ""), ("2024", "2024")]),
        ("KARACHI, APR 26 /XYZ/ – the talks on 26-27 April", [("APR 26", ""), ("26-27 April", "")]),
        ("on 5 and 9 May 2023", [("9 May 2023", "2023-05-09")]),
        ("on 3, 4 and 5 May 2023", [("3, 4 and 5 May 2023", "2023-05-03/2023-05-05")]),
        ("It grew. 2016 saw a fall", [("2016", "2016")]),
        ("on 14\u00a0June\u00a02023", [("14\u00a0June\u00a02023", "2023-06-14")]),
    ],
)
def test_dates_in_sentences(text: str, found: list[tuple[str, str]]) -> None:
    assert dates(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "43% of 1,640 men may march 5 km",
        "They may leave. March on! He may 5 times",
        "we saw 2,016 boats and 2017 people and 1950 kg",
        "Call 051-9204 123 or +92 2014 5555",
        "SO1, Q1, COVID-19, 66th Session, Programme III, F-16",
        "31 April 2023 and 30 Feb 2023 do not exist",
        "The ratio is 2019.5 and the price 2,019.00",
        "see https://example.org/30-Jul-2024/2015/06 there",
        "a second, a minute, a sat phone and the sun",
        "4-3, 10-15, 0 / 512, 24/7, 9/11",
        "2019-2015 is no range",
        "Agenda 2030, Vision 2025 and Resolution 2050",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2017-10", "2017-10"),
        ("2015/2019", "2015/2019"),
        ("../2020", "../2020"),
        ("2023-11/..", "2023-11/.."),
        ("24 october 2017", "2017-10-24"),
        (" in  nov 2023 ", "2023-11"),
        ("8 September 2023, 10:50 PM", "2023-09-08"),
        ("2022-11-14T10:00:00+05:00", "2022-11-14"),
        ("Thu 07th October 2021 | 10:50 PM", "2021-10-07"),
        ("2024", "2024"),
    ],
)
def test_parse_reads_what_admins_and_headers_write(words: str, edtf: str) -> None:
    span = parse(words)
    assert span
    assert (span.edtf, span.words) == (edtf, words)


@pytest.mark.parametrize(
    "words", ["", "soon", "26 April", "2024-13-01", "2019/2015", "yesterday", "x 2024", "20245", "../.."]
)
def test_parse_gives_none_for_what_is_no_date_by_itself(words: str) -> None:
    assert parse(words) is None


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%Y-%m-%d"]),
)
def test_any_day_is_found_in_any_form(day: date, form: str) -> None:
    [dated] = find(f"On {day.strftime(form)} the boats left.")
    assert dated.when.edtf == str(day)
    assert dated.when.earliest == dated.when.latest == day


@given(st.text(alphabet="0123456789 -/.,–|JanFebMaySunday() to\n", max_size=120))
@example("2017 " * 30)
def test_any_junk_gives_exact_spans_and_valid_dates(text: str) -> None:
    end = 0
    for dated in find(text):
        assert end <= dated.start < dated.end
        assert text[dated.start : dated.end] == dated.when.words
        bounds(dated.when.edtf)
        end = dated.end


def when(text: str, published: DateSpan = PUBLISHED, mentioned: tuple[DateSpan, ...] = ()) -> DateSpan:
    """The first date of the text, resolved."""
    return resolve(find(text)[0], published, mentioned)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He left on Tuesday.", "2024-03-12"),
        ("He left on Thursday.", "2024-03-14"),
        ("He left last Thursday.", "2024-03-07"),
        ("Friday saw the boats leave.", "2024-03-08"),
        ("He left yesterday.", "2024-03-13"),
        ("He left last month.", "2024-02"),
        ("He left this year.", "2024"),
        ("He left last year.", "2023"),
        ("It starts next month.", "2024-04"),
        ("He left last week.", "2024-03-04/2024-03-10"),
        ("Over the past two years boats left.", "2022-03/2024-03-14"),
        ("Over the last year boats left.", "2023-03/2024-03-14"),
        ("Over the past year boats left.", "2023-03/2024-03-14"),
        ("He left earlier this month.", "2024-03"),
        ("He left three days ago.", "2024-03-11"),
        ("He left two years ago.", "2022"),
    ],
)
def test_relative_words_are_resolved_against_the_day_of_publication(text: str, edtf: str) -> None:
    span = when(text)
    assert span.edtf == edtf
    assert "2024-03-14" in span.why
    assert span.words in text


@pytest.mark.parametrize(
    "text",
    [
        "He left on Tuesday.",
        "He left yesterday.",
        "Boats left this year.",
        "He will come soon.",
        "In recent years boats left.",
    ],
)
def test_relative_words_stay_words_without_a_publication_date(text: str) -> None:
    span = when(text, UNDATED)
    assert (span.edtf, span.precision) == ("", "none")
    assert span.why


@pytest.mark.parametrize(
    "text",
    [
        "He will come on Tuesday.",
        "He comes next Friday.",
        "Today boats are safe.",
        "He comes soon.",
        "He left in recent years.",
        "It fell last quarter.",
        "He left the previous year.",
    ],
)
def test_what_the_publication_day_does_not_settle_stays_words(text: str) -> None:
    span = when(text)
    assert (span.edtf, span.precision) == ("", "none")
    assert span.why


def test_a_publication_month_settles_the_year_but_no_weekday() -> None:
    month = DateSpan(edtf="2024-03", precision="month", words="March 2024")
    assert when("He left last year.", month).edtf == "2023"
    assert when("He left on Tuesday.", month).edtf == ""


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("KARACHI, MAR 12 – He left.", "2024-03-12"),
        ("Lahore, Mar 15: Talks that were held in autumn go on.", "2024-03-15"),
        ("The talks on 26-27 April are near.", "2024-04-26/2024-04-27"),
        ("The talks were held on 26-27 April.", "2023-04-26/2023-04-27"),
        ("The talks will be held on 1 March.", "2025-03-01"),
        ("He left on 30 December.", "2023-12-30"),
        ("He was named on 2 October.", "2023-10-02"),
        ("In February boats were seen.", "2024-02"),
        ("Last May it began.", "2023-05"),
        ("Boats were seen between March and June.", "2023-03/2023-06"),
        ("Boats were seen between January and February this year.", "2024-01/2024-02"),
        ("It opens this May.", "2024-05"),
        ("It was agreed on 3-5 May last year.", "2023-05-03/2023-05-05"),
        ("He has led it since October, and was seen.", "2023-10/.."),
        ("From 30 December to 2 January boats were seen.", "2023-12-30/2024-01-02"),
    ],
)
def test_a_date_without_a_year_gets_it_from_the_tense_and_the_publication(text: str, edtf: str) -> None:
    span = when(text)
    assert span.edtf == edtf
    assert "publication" in span.why


@pytest.mark.parametrize(
    "text", ["The plan of 2 October.", "It will help what was agreed on 2 October.", "29 February"]
)
def test_a_year_that_the_publication_does_not_settle_is_not_picked(text: str) -> None:
    span = when(text, DateSpan(edtf="2023-03-14", precision="day"))
    assert (span.edtf, span.precision) == ("", "none")
    assert "does not settle" in span.why


def test_a_past_event_without_a_year_is_not_bounded_by_other_dates() -> None:
    text = "The body was set up in November 2023. Boats were seen on 3 May."
    found = find(text)
    assert resolve(found[1], UNDATED, told_as_past(text, found)).edtf == ""


def test_without_a_publication_date_the_text_bounds_a_date_without_a_year() -> None:
    text = (
        "KARACHI, APR 26 – The body was set up in November 2023 after the wreck of 14 June 2023. "
        "The plan (2022-2025) will end by 2030 and a centre will open in May 2026."
    )
    found = find(text)
    span = resolve(found[0], UNDATED, told_as_past(text, found))
    assert (span.edtf, span.precision, span.words) == ("2023-11/..", "bounded", "APR 26")
    assert "after November 2023, which the text mentions" in span.why


def test_without_any_bound_a_date_without_a_year_stays_words() -> None:
    span = when("The talks on 26-27 April went well.", UNDATED)
    assert (span.edtf, span.precision, span.words) == ("", "none", "26-27 April")


def test_dates_of_sentences_that_look_ahead_bound_nothing() -> None:
    text = "A centre will open in May 2026. The office opens on 3 May 2027. It was set up in 2020."
    assert [span.words for span in told_as_past(text, find(text))] == ["2020"]


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["MAR 12", "30 December", "29 February", "31 January"]),
)
def test_a_resolved_day_is_on_the_side_of_the_publication_that_the_tense_says(day: date, words: str) -> None:
    published = DateSpan(edtf=str(day), precision="day")
    past = when(f"He was seen on {words}.", published)
    if past.earliest:
        assert timedelta(days=-3) <= day - past.earliest <= timedelta(days=730)
    ahead = when(f"He will come on {words}.", published)
    if ahead.earliest:
        assert timedelta(days=-3) <= ahead.earliest - day <= timedelta(days=730)


@given(
    st.dates(),
    st.sampled_from(["on Monday", "last week", "this month", "two years ago", "past decade", "30 May"]),
)
def test_no_publication_date_crashes_the_rules(day: date, words: str) -> None:
    resolve(find(f"He left {words}.")[0], DateSpan(edtf=str(day), precision="day"), ())


def test_a_resolved_date_is_left_alone() -> None:
    dated = Dated(start=0, end=4, when=DateSpan(edtf="2020", precision="year", words="2020"))
    assert resolve(dated, PUBLISHED, ()) is dated.when


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("In the first five months of 2021 he left.", "2021-01/2021-05"),
        ("The first half of 2021 was dry.", "2021-01/2021-06"),
        ("In the first two months of the year he left.", "2024-01/2024-02"),
        ("In the first nine months of last year he left.", "2023-01/2023-09"),
        ("In the first nine months of this year he left.", ""),
    ],
)
def test_the_first_months_of_a_year_are_a_range_as_far_as_they_were_over(text: str, edtf: str) -> None:
    assert resolve(find(text)[0], PUBLISHED, ()).edtf == edtf


def test_the_first_months_of_nothing_are_no_range() -> None:
    assert [d.when.edtf for d in find("In the first few months of 2021 he left.")] != ["2021-01/2021-03"]
    assert not any("/" in d.when.edtf for d in find("The first two months of his work were hard in 2021."))
