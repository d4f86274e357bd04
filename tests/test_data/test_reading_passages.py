"""Articles are cut into passages whose offsets reproduce the text and whose roles say what they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.reading import boilerplate
from data.reading.datelines import dateline, filed
from data.reading.passages import is_title, split
from data.values import Article, Passage

REPORT = (
    "The head of the guard told the envoys of nine states that boats would leave in spring, officials said."
)


def cut(text: str) -> list[tuple[str, str]]:
    """(role, words) of every passage."""
    return [(p.role, text[p.start : p.end]) for p in split(Article(text=text))]


def check(text: str) -> tuple[Passage, ...]:
    """The invariants of all passages of any text."""
    passages = split(Article(text=text))
    end = 0
    for passage in passages:
        assert end <= passage.start < passage.end <= len(text)
        words = text[passage.start : passage.end]
        assert words == words.strip()
        assert "\n" not in words
        assert passage.why or passage.role not in ("boilerplate", "suspect")
        end = passage.end
    return passages


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "“",
                "”",
                '"',
                "‘",
                "’",
                "«",
                "(",
                ")",
                ". ",
                "! ",
                "? ",
                ": ",
                "\n",
                "\n\n",
                "- ",
                "# ",
                "• ",
                " ",
            ),
            *("Mr. Roe", "H.E.", "U.S.", "the boats left", "Title: X", "Q1: why?", "Conclusion:", "0 / 512"),
            *(
                "External links:",
                "KARACHI: ",
                "محسن نقوی",
                "🇵🇰",
                "\u202e",
                "1.5",
                "@abc",
                "APR 26",
                "—APP",
                "\x07",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES)
@example("“a “b” c. D e” f. “G")
@example("# \n-  \n• x")
def test_offsets_are_exact_and_passages_never_overlap(text: str) -> None:
    check(text)


@given(st.text(max_size=400))
def test_any_text_at_all_is_cut(text: str) -> None:
    check(text)


@given(PIECES)
def test_no_word_is_lost(text: str) -> None:
    """Outside the passages there are only blanks, bullets and heading marks."""
    covered = [False] * len(text)
    for passage in check(text):
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
    rest = "".join(character for character, inside in zip(text, covered, strict=True) if not inside)
    assert not any(character.isalpha() for character in rest)


@pytest.mark.parametrize(
    "text",
    [
        "He met Ch. Asad Roe of the U.S. embassy and H.E. the envoy.",
        "The GLO. ACT project of Mr. A. B. Roe and Lt. Gen. (R) Doe ended.",
        "H.E. Ambassador Roe, Mst. Bibi and the U.N. Secretary of State spoke.",
        "He named boats, i.e. ships, etc. and so on. i.e. this.",
        "It rose by 4.5 per cent to No. 5 of the list, approx. 12 boats.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert cut(text) == [("body", text)]


def test_a_dotted_acronym_may_end_a_sentence() -> None:
    assert cut("The aid comes from the U.S. The rest is ours.")[1] == ("body", "The rest is ours.")


def test_sentences_are_cut_also_inside_a_quotation() -> None:
    text = "“We came. We saw the boats,” said Ms. Roe. “It is over. We leave.” She left."
    assert cut(text) == [
        ("quote", "“We came."),
        ("body", "We saw the boats,” said Ms. Roe."),
        ("quote", "“It is over."),
        ("quote", "We leave.”"),
        ("body", "She left."),
    ]


def test_nested_marks_do_not_end_the_quotation_and_unbalanced_ones_open_none() -> None:
    nested = "He said: “A “whole” plan is needed. It will come. It is near.” She left."
    assert [role for role, _ in cut(nested)] == ["body", "quote", "quote", "body"]
    assert {role for role, _ in cut("He said: “A plan is needed. It will come. She left.")} == {"body"}


def test_headings_bullets_and_captions_have_their_roles() -> None:
    text = (
        "Envoys meet on the coast\n\n"
        + REPORT
        + "\n## What was agreed\n- new boats\n2) more guards. They start soon.\n"
        "Coast guard delegation visits island\n" + REPORT + "\nHow will the plan help?\n"
        "Photo: the harbour at dawn\nThe plan covers these states, including:\n🇫🇮 Finland\nNorway\n" + REPORT
    )
    assert cut(text) == [
        ("headline", "Envoys meet on the coast"),
        ("body", REPORT),
        ("headline", "What was agreed"),
        ("bullet", "new boats"),
        ("bullet", "more guards."),
        ("bullet", "They start soon."),
        ("headline", "Coast guard delegation visits island"),
        ("body", REPORT),
        ("headline", "How will the plan help?"),
        ("caption", "Photo: the harbour at dawn"),
        ("body", "The plan covers these states, including:"),
        ("bullet", "🇫🇮 Finland"),
        ("bullet", "Norway"),
        ("body", REPORT),
    ]


@pytest.mark.parametrize(
    "line", ["Budget in total: EUR 5,000", "Our goal is to help them all", "We leave today", ""]
)
def test_sentences_and_pairs_are_no_headlines(line: str) -> None:
    assert "headline" not in {role for role, _ in cut(REPORT + "\n" + line + "\n" + REPORT)}


def test_marks_of_markdown_stay_outside_the_passages() -> None:
    text = (
        f"**Envoys meet on the coast**\n> {REPORT}\n[All of it](https://example.org/a)\n### Next\n* one boat"
    )
    assert cut(text) == [
        ("headline", "Envoys meet on the coast"),
        ("body", REPORT),
        ("boilerplate", "[All of it](https://example.org/a)"),
        ("headline", "Next"),
        ("bullet", "one boat"),
    ]


def test_is_title_wants_no_full_stop_and_no_small_first_letter() -> None:
    assert is_title("Envoys meet on the coast")
    assert not is_title("Envoys met on the coast.")
    assert not is_title("envoys meet")
    assert not is_title("123")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "0",
            "512",
            "0 / 512",
            "1.2K views",
            "5 min read",
            "ABCD",
            "/ABCD/",
            "#boats #coast",
            "03 Dec, 2016",
        ),
        *("Ada Roe  Thu 07th October 2021 | 10:50 PM", "By Ada Roe", "Our Correspondent", "Web Desk"),
        *(
            "Share this article",
            "Facebook Twitter WhatsApp",
            "Share on Facebook",
            "E-mail: press@example.org",
        ),
        *(
            "Twitter: @example",
            "press@example.org",
            "www.example.org/boats",
            "https://example.org/a",
            "@example",
        ),
        *(
            "— Example (@example) May 3, 2023",
            "🧵 pic.twitter.com/abc",
            "Read more: Boats leave",
            "© 2023 Example",
        ),
        *("Updated: 3 May 2023", "Last updated on May 3, 2023 10:50 am", "- Advertisement -"),
        *("* * *", "____", "Published in Example, January 5th, 2024", "Agencies", "Tags: boats, coast"),
        *("Updated 2 hours ago", "3 days ago", "Comments (12)", "12 comments"),
        *("(Reporting by Ada Roe; Editing by Asad Doe)",),
        *("Listen to article", "Follow us on Example for more"),
    ],
)
def test_page_furniture_is_boilerplate_and_says_why(line: str) -> None:
    text = f"{REPORT}\n{line}\n{REPORT}"
    passages = check(text)
    assert [p.role for p in passages] == ["body", "boilerplate", "body"]
    assert passages[1].why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0 / 512", "a counter"),
        ("ABCD", "a tag"),
        ("By Ada Roe", "a byline"),
        ("03 Dec, 2016", "a date stamp"),
    ],
)
def test_the_reason_names_the_rule(line: str, why: str) -> None:
    assert check(line)[0].why == why


@pytest.mark.parametrize(
    "line",
    [
        "For media inquiries: Mara Okell, mara@example.org",
        "For press queries please contact Mara Okell",
        "For press queries contact Mara Okell | +99 22 555 12 12 | mara@example.org",
        "Mara Okell, Press Officer, Coast Bureau, mara@example.org, Tel: 01 555 46 77",
        "T: +99 (0)22 555 9111 | M: +99 300 5551234",
        "+99 22 555 91 11",
        "Share on Facebook | Share on Twitter | Print",
        "Facebook | X (Twitter) | WhatsApp | Email",
    ],
)
def test_how_to_reach_somebody_and_where_to_share_are_boilerplate(line: str) -> None:
    (passage,) = split(Article(text=line))
    assert passage.role == "boilerplate"


def test_a_contact_at_the_end_of_a_paragraph_is_kept_apart_from_it() -> None:
    text = (
        "The harbour opened on Monday. For media inquiries: Mara Okell, mara@example.org, +99 22 555 91 11."
    )
    assert [p.role for p in split(Article(text=text))] == ["body", "boilerplate"]


@pytest.mark.parametrize(
    "text",
    [
        "For media freedom, the year was a bad one.",
        "The men used the address jobs@example.org to collect money from forty people who hoped to sail.",
        "A helpline was opened at 1787 for the families of those on board.",
    ],
)
def test_prose_with_an_address_or_a_number_stays_prose(text: str) -> None:
    assert [p.role for p in split(Article(text=text))] == ["body"]


@pytest.mark.parametrize("junk", ["+1 " * 9000, "a@" * 9000, "for any " * 9000, "share | " * 9000])
def test_junk_is_no_contact(junk: str) -> None:
    assert not boilerplate.is_contact(junk)


def test_a_byline_at_the_head_and_an_agency_at_the_end_are_kept_apart() -> None:
    assert cut("(Ada Roe) The envoy came.") == [("boilerplate", "(Ada Roe)"), ("body", "The envoy came.")]
    assert cut("The envoy came.—APP") == [("body", "The envoy came."), ("boilerplate", "—APP")]
    assert cut("The envoy (Ada Roe) came.") == [("body", "The envoy (Ada Roe) came.")]


def test_a_tail_of_links_and_contacts_is_boilerplate_until_prose_comes_back() -> None:
    tail = "External links:\nExample: Envoys meet\nFor more information:\nMs. Ada Roe\nProgramme Officer"
    passages = check(f"{REPORT}\n{tail}")
    assert [p.role for p in passages] == ["body"] + ["boilerplate"] * 5
    prose = " ".join([REPORT] * 2)
    assert [p.role for p in check(f"{tail}\n{prose}")][-2:] == ["body", "body"]


INTERVIEW = "Q1: Thank you. Why now?\nAda Roe: Because it is time.\nQ2: And then?\nAda Roe: We go on."


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (
            f"How can boats be made safe?\nTitle: Safe Boats: An Interview with Ada Roe\n{INTERVIEW}",
            "stray question",
        ),
        (f"Title: Safe Boats\n{INTERVIEW}", "Title:"),
        (INTERVIEW, "numbered questions"),
        ("Conclusion:\nIn all, the boats are safe and the coast is clear.", "Conclusion:"),
        ("Certainly! Here is a summary of the report.", "language model"),
    ],
)
def test_a_generated_looking_block_is_suspect_to_its_end(block: str, rule: str) -> None:
    passages = check(f"{REPORT}\n{block}\nThe end of it.")
    assert passages[0].role == "body"
    assert {p.role for p in passages[1:]} == {"suspect"}
    assert all(rule in p.why for p in passages[1:])


@pytest.mark.parametrize(
    "text",
    [
        f"{REPORT}\nHow will the plan help?\n{REPORT}",
        f"Interview with Ada Roe\n\n{INTERVIEW}",
        f"# Report\n\n{REPORT}\n\n## Conclusion\n\n{REPORT}",
        f"Title: a project sheet\n{REPORT}",
    ],
)
def test_questions_interviews_and_titles_alone_are_not_suspect(text: str) -> None:
    assert "suspect" not in {p.role for p in check(text)}


def test_a_megabyte_on_one_line_and_only_headlines_are_cut() -> None:
    assert len(check("The “boats” left. " * 60_000)) == 60_000
    assert {p.role for p in check("Envoys meet on coast\n" * 2_000)} == {"headline"}


@pytest.mark.parametrize(
    ("text", "place", "words", "edtf"),
    [
        ("KARACHI, APR 26 /XYZ/ – The envoy came.", "KARACHI", "APR 26", ""),
        (
            "15 March 2023, Vienna - On the margins of it the envoy spoke.",
            "Vienna",
            "15 March 2023",
            "2023-03-15",
        ),
        ("ROME – Workers came.", "ROME", "", ""),
        ("*Abuja, 7 June 2022* — Workers came.", "Abuja", "7 June 2022", "2022-06-07"),
        ("DOHA/LAHORE, Sept 3 (Abc) - Nine ministers came.", "DOHA", "Sept 3", ""),
        ("THE HAGUE: Eight men came.", "THE HAGUE", "", ""),
        ("Lahore, NOV 14: Two days of talks ended.", "Lahore", "NOV 14", ""),
        ("LAHORE, Pakistan (ABCD) — The province came.", "LAHORE", "", ""),
        ("Quetta, Pakistan - 24 October 2017 - The envoy came.", "Quetta", "24 October 2017", "2017-10-24"),
        ("MULTAN, Oct 7 (Abc / Some News - 7th Oct, 2021 ) :Brig (R) Roe came.", "MULTAN", "Oct 7", ""),
    ],
)
def test_datelines(text: str, place: str, words: str, edtf: str) -> None:
    article = Article(text=text)
    line = dateline(article, split(article))
    assert line
    assert (line.place, line.when.words, line.when.edtf) == (place, words, edtf)
    assert text[line.place_start : line.place_end] == place
    assert text[line.start : line.end].rstrip().endswith((":", "–", "—", "-"))
    assert text[line.end :][0].isupper()


@pytest.mark.parametrize(
    "text",
    [
        "UNABC – the agency UNABC – met the envoy.",
        "BREAKING: The envoy came.",
        "Background: The envoy came.",
        "The envoy - a woman of the coast - came.",
        "Senator Ada Roe: the plan will work.",
        "The envoy came to KARACHI.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    article = Article(text=text)
    assert dateline(article, split(article)) is None


def test_a_known_place_makes_a_dateline_without_capitals() -> None:
    article = Article(text="Geneva – Since Sunday the agency has a new head.")
    line = dateline(article, split(article), is_place=lambda name: name == "Geneva")
    assert line
    assert article.text[line.end :].startswith("Since")


def test_the_filing_day_comes_from_the_header_the_dateline_or_a_stamp() -> None:
    for text in (
        "15 March 2023, Vienna - The envoy came.",
        "15 March 2023\n\nThe envoy came to us.",
        "The envoy came.\nUpdated: 20 May 2023\nPublished in Example, March 15th, 2023",
    ):
        article = Article(text=text)
        assert filed(article, split(article)).edtf == "2023-03-15"
    article = Article(text="The envoy came on 15 March 2023.")
    assert filed(article, split(article)).edtf == ""
