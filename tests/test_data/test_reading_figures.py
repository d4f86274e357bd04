"""Figures are found as written, with their number, unit, what they count and how sure the source is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.figures import find
from data.reading.numbers import UNITS, value


def figures(text: str) -> list[tuple[str, str, float, str, str]]:
    """(qualifier, text, number, unit, counted) of every figure."""
    return [(f.qualifier, f.text, f.number, f.unit, f.counted) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A budget of EUR 9,000,000 was set.", ("", "EUR 9,000,000", 9e6, "EUR", "")),
        ("a €12 million joint initiative by both", ("", "€12 million", 12e6, "EUR", "joint initiative")),
        ("worth USD 70 million in Oslo", ("", "USD 70 million", 7e7, "USD", "")),
        ("worth 11 million euros in all", ("", "11 million euros", 11e6, "EUR", "")),
        ("up to US$1.2bn was found", ("up to", "US$1.2bn", 1.2e9, "USD", "")),
        ("he paid £3m", ("", "£3m", 3e6, "GBP", "")),
        ("he paid Rs 2.5 crore", ("", "Rs 2.5 crore", 2.5e7, "Rs", "")),
        ("he paid 40 lakh rupees", ("", "40 lakh rupees", 4e6, "rupees", "")),
        ("he paid PKR500,000 to them", ("", "PKR500,000", 5e5, "PKR", "")),
        ("a 43% reduction in attempts to cross", ("", "43%", 43.0, "percent", "reduction in attempts")),
        ("Only 20 per cent of the migrants came", ("Only", "20 per cent", 20.0, "percent", "migrants")),
        ("fell by 5 percentage points", ("", "5 percentage points", 5.0, "percentage points", "")),
        (
            "said 1,250 boat owners and their crews left",
            ("", "1,250", 1250.0, "count", "boat owners and their crews"),
        ),
        ("a list of 139 people it wants", ("", "139", 139.0, "count", "people")),
        (
            "About 178 000 irregular crossings were seen",
            ("About", "178 000", 178e3, "count", "irregular crossings"),
        ),
        ("Forty-six survivors came ashore", ("", "Forty-six", 46.0, "count", "survivors")),
        ("Two hundred and fifty guards came", ("", "Two hundred and fifty", 250.0, "count", "guards")),
        ("stand for almost two billion people.", ("almost", "two billion", 2e9, "count", "people")),
        (
            "seized 385 metric tons of drugs and weapons.",
            ("", "385 metric tons", 385.0, "metric tons", "drugs and weapons"),
        ),
        ("seized 2,300 kg of heroin", ("", "2,300 kg", 2300.0, "kg", "heroin")),
        ("and 27 national systems exist", ("", "27", 27.0, "count", "national systems")),
        (
            "across 13 carefully chosen countries: A",
            ("", "13", 13.0, "count", "carefully chosen countries"),
        ),
        ("Of these 66 of them Iraqis", ("", "66", 66.0, "count", "Iraqis")),
        ("of whom 1.3 million are refugees", ("", "1.3 million", 1.3e6, "count", "refugees")),
        ("At least 1.4 million more were reached", ("At least", "1.4 million", 1.4e6, "count", "")),
        ("over 25,000 informed at colleges", ("over", "25,000", 25e3, "count", "")),
        ("Another 126 people were caught", ("Another", "126", 126.0, "count", "people")),
        ("1,50,000 applications came", ("", "1,50,000", 150e3, "count", "applications")),
        ("with 80+ partners", ("+", "80", 80.0, "count", "partners")),
        ("for 16 years", ("", "16 years", 16.0, "years", "")),
        ("arrested agents (1,250 men) there", ("", "1,250", 1250.0, "count", "men")),
        ("has 175 members and offices in Rome", ("", "175", 175.0, "count", "members")),
        ("seized 9 tons of drugs and weapons in Rome", ("", "9 tons", 9.0, "tons", "drugs and weapons")),
        ("a group of 45 migrants left", ("", "45", 45.0, "count", "migrants")),
        ("arrested 50 smugglers and officials said so", ("", "50", 50.0, "count", "smugglers")),
        ("arrested 2016 smugglers", ("", "2016", 2016.0, "count", "smugglers")),
    ],
)
def test_figures(text: str, figure: tuple[str, str, float, str, str]) -> None:
    assert figures(text) == [figure]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("There are no more than 4,000 sailors here.", "no more than"),
        ("Not more than 60 sailors came.", "Not more than"),
        ("No fewer than 60 sailors came.", "No fewer than"),
        ("paid not less than EUR 900,000 in all", "not less than"),
        ("No less than 35 per cent of the guards are women.", "No less than"),
        ("At most 60 sailors came.", "At most"),
        ("At the very least 60 sailors came.", "At the very least"),
        ("a grant not exceeding EUR 5,000 each", "not exceeding"),
        ("Losses must not exceed EUR 5,000 each.", "must not exceed"),
        ("Not even 60 sailors came.", "Not even"),
        ("a maximum of 60 sailors", "a maximum of"),
        ("far more than 60 sailors came", "far more than"),
        ("60 sailors at most were seen.", "at most"),
        ("They counted 60 sailors, at the least.", "at the least"),
        ("More than 60 sailors came.", "More than"),
        ("boats that hold up to 60 sailors", "up to"),
        ("It paid for well under 60 sailors.", "well under"),
        ("The crews were entered under two names.", ""),
        ("They were asked about three sailors.", ""),
        ("They asked for about three sailors.", "about"),
        ("The count went up to 60 sailors.", ""),
    ],
)
def test_a_qualifier_is_whole_and_as_written(text: str, qualifier: str) -> None:
    assert [f.qualifier for f in find(text)] == [qualifier]


@pytest.mark.parametrize(
    "text",
    [
        "The shares may not add up to 100 since they were rounded.",
        "Shares do not always sum to 100% in this table.",
        "On 14 June 2023, in 2016 and on 26-27 April",
        "from 2015 to 2019; in 2016 people left",
        "Call 051-9204123, +92 51 1234567, 0300 1234567 or 923001234567",
        "Tel: 9204 and fax 12 345",
        "Q1: why? SO1, SO2; the 66th Session of Programme III",
        "0 / 512",
        "at 10:50 PM, 5.30 pm, 10 am and 1900 hrs",
        "Article 25 of Resolution 2240 (2015), page 12, No. 5",
        "House 12, Street 5, Sector 9, P.O. Box 1051",
        "1. The first\n2) The second\n3: the third",
        "COVID-19, F-16, G20, Boeing 737, Windows 10, Channel 24",
        "a 27-nation pact, a two-year plan, a 13-year-old boy",
        "one in five migrants and nine out of ten women",
        "two-thirds of them, three times a week, 24/7, 9/11, 3-1",
        "10-15 boats, 3-4 men",
        "the two ministers, all six countries and both sides",
        "boys aged under 5 years, a man 44 years old, girls of ages 12 to 17",
        "Roe, 25, a man aged 34, and those under 18",
        "One person came. One of them left.",
        "item 3 of the list [12] (7)",
        "https://example.org/12/5000 and a.b@c12.org, @user55",
        "The Class of 20 agreed",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_shares_of_a_total_are_figures_without_a_noun() -> None:
    text = "Multan has the longest list with 70 suspects. Quetta comes next with 25, then Sibi with 14."
    assert [(f.text, f.counted) for f in find(text)] == [("70", "suspects"), ("25", ""), ("14", "")]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(
            ("1,640", 1640),
            ("178 000", 178_000),
            ("1.5 million", 1_500_000),
            ("2.5 crore", 25_000_000),
            ("7 lakh", 7e5),
        ),
        *(
            ("forty-four", 44),
            ("one hundred and one", 101),
            ("a million", 1e6),
            ("two dozen", 24),
            ("ninety", 90),
        ),
        *(
            ("two hundred thousand", 2e5),
            ("three million two hundred thousand", 3.2e6),
            ("1.1 million", 1_100_000),
        ),
        *(("five two", None), ("twenty twelve", None), ("twenty forty", None)),
    ],
)
def test_value(written: str, number: float | None) -> None:
    assert value(written) == number


ONES = [word for word, _ in sorted(UNITS.items(), key=lambda item: item[1])]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """The number in English words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return f"{spelled(number // 1000)} thousand" + (f" {spelled(number % 1000)}" if number % 1000 else "")


@given(st.integers(13, 999_999))
def test_any_number_is_read_in_words_and_in_digits(number: int) -> None:
    assert value(spelled(number)) == number
    assert value(f"{number:,}") == number
    [figure] = find(f"They saw {spelled(number)} boats there.")
    assert (figure.text, figure.number, figure.counted) == (spelled(number), number, "boats")
    [figure] = find(f"They saw {number:,} boats there.")
    assert (figure.text, figure.number) == (f"{number:,}", number)


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "1",
                "1,640",
                "43%",
                "178 000",
                "€",
                "USD",
                "Rs.",
                " million",
                " crore",
                " of ",
                " them",
                " and ",
                " people",
            ),
            *(
                "boats",
                "two ",
                "hundred ",
                "forty-",
                ". ",
                ", ",
                "\n",
                "(",
                ")",
                "-",
                "/",
                "+",
                "at least ",
                "kg",
                "2016",
            ),
            *(" in", "٣", "½", "🚤", "\u202e", "\x07", " per cent", "between ", "with "),
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES)
def test_any_junk_gives_exact_spans_and_words_of_the_text(text: str) -> None:
    end = 0
    for figure in find(text):
        assert end <= figure.start < figure.end
        assert text[figure.start : figure.end] == figure.text
        assert figure.counted in text
        assert figure.qualifier in text
        assert figure.number >= 0
        end = figure.end


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("The crew handed over four boats.", ""),
        ("Guards turned over 50 boats to the port.", ""),
        ("They took over 37 boats.", ""),
        ("Ships carrying over 100 people sank.", "over"),
        ("Police arrested over 50 smugglers.", "over"),
        ("Well over 40 boats sank.", "well over"),
    ],
)
def test_over_qualifies_a_figure_unless_it_belongs_to_the_verb(words: str, qualifier: str) -> None:
    (figure,) = find(words)
    assert figure.qualifier.lower() == qualifier
