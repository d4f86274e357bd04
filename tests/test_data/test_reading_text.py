"""Files and messages become articles, or say in one sentence why they cannot."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadArticle
from data.reading.text import KEYS, LED_TO, is_read, language_of, load

BODY = "The minister of the interior met the envoy of the island.\n\nThey spoke of boats and of the coast.\n"
HEADER = (
    "title: Envoy meets minister\nurl: https://example.org/a\npublished: 2023-05-04\npublisher: The Daily\n"
)


def article(text: str, name: str = "a.txt"):
    return load(text.encode(), name)


def test_header_is_taken_off_and_fills_the_fields() -> None:
    read = article(HEADER + "lang: en\ntext: retold\nauthor: Ada Roe\n\n" + BODY)
    assert read.text == BODY
    assert (read.title, read.url, read.publisher) == (
        "Envoy meets minister",
        "https://example.org/a",
        "The Daily",
    )
    assert (read.published.edtf, read.published.precision) == ("2023-05-04", "day")
    assert (read.language, read.retold, read.byline) == ("en", True, "Ada Roe")


def test_a_header_is_known_in_any_spacing_and_with_unknown_keys_between() -> None:
    read = article("Title:Envoys: a report\r\nsection: World\r\nPublished on : 4 May 2023\r\n \r\n" + BODY)
    assert (read.title, read.published.edtf, read.text) == ("Envoys: a report", "2023-05-04", BODY)


def test_header_values_may_be_empty() -> None:
    read = article("title: T\npublished:\nurl: \n\n" + BODY)
    assert (read.text, read.title, read.published.edtf, read.url) == (BODY, "T", "", "")


@pytest.mark.parametrize(
    "start",
    [
        "Title: Only one known key\nBudget: much\n\n",
        "Runs: 2023-2026\nBudget: EUR 5\n\n",
        "title: T\nurl: u\nThe minister came.\n\n",
        "title: T\nurl: u\n",
        "The minister said: no\ntitle: T\nurl: u\n\n",
    ],
)
def test_an_uncertain_header_stays_in_the_text(start: str) -> None:
    assert article(start + BODY.rstrip("\n").replace("\n\n", "\n")).text.startswith(start)


def test_yaml_front_matter_is_a_header() -> None:
    read = article('---\ntitle: "A: B"\ntags: [x]\nlist:\n  - y\ndate: 4 May 2023\n---\n\n' + BODY)
    assert (read.title, read.published.edtf, read.text) == ("A: B", "2023-05-04", BODY)


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    text = "---\n" + BODY + "\n---\nMore of the text.\n"
    assert article(text).text == text


def test_every_header_key_fills_its_field() -> None:
    for key, field in KEYS.items():
        read = article(f"{key}: 2023-05-04\nfirst: x\n{'url' if field != 'url' else 'title'}: y\n\n{BODY}")
        assert read.text == BODY, key


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("Thu 04th May 2023 | 10:50 PM", "2023-05-04"),
        ("2023-05-04T10:50:00+05:00", "2023-05-04"),
        ("May 2023", "2023-05"),
        ("some day", ""),
    ],
)
def test_published_is_read_by_the_date_grammar(written: str, edtf: str) -> None:
    read = article(f"title: T\npublished: {written}\n\n{BODY}")
    assert (read.published.edtf, read.published.words) == (edtf, written)


@pytest.mark.parametrize(
    "raw",
    [
        "Zürich hosts the “talks”: the men and women of the coast.".encode(),
        "\ufeffZürich hosts the “talks”: the men and women of the coast.".encode(),
        "Zürich hosts the “talks”: the men and women of the coast.".encode("utf-16"),
        "Zürich hosts the “talks”: the men and women of the coast.".encode("cp1252"),
    ],
)
def test_encodings_are_told_apart(raw: bytes) -> None:
    assert load(raw, "a.txt").text == "Zürich hosts the “talks”: the men and women of the coast."


def test_a_file_cut_off_inside_a_character_is_still_utf8() -> None:
    raw = "محسن نقوی نے کہا é".encode()[:-1]
    assert load(raw, "a.txt").text.startswith("محسن نقوی نے کہا ")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x89PNG\r\n", "picture"),
        (b"The men\x00 of the coast", "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        (b"12 + 34 = 46 !!", "no letters"),
        (b"title: T\nurl: u\n\n123", "no letters"),
        (b"<html><body></body></html>", "without an article"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(raw: bytes, says: str) -> None:
    with pytest.raises(BadArticle, match=says) as refused:
        load(raw, "folder/thing.bin")
    text = str(refused.value)
    assert text.startswith("thing.bin ")
    assert text.endswith(".")
    assert "\n" not in text


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(BadArticle, match=r"0\.2 MB; the limit is 0\.1 MB"):
        load(b"word " * 40_000, "a.txt", limit=100_000)


def test_line_ends_become_newlines_and_controls_one_space_each() -> None:
    read = article("The men\r\nof the\x07coast\rand\x1bthe island of them all\u2028here.")
    assert read.text == "The men\nof the coast\nand the island of them all\nhere."


@given(st.text(max_size=300))
def test_a_text_without_header_is_stored_unchanged(text: str) -> None:
    """But for control characters, which keep their place, and line ends."""
    try:
        stored = article("Ab " + text).text
    except BadArticle:
        return
    expected = ("Ab " + text).replace("\r\n", "\n")
    assert len(stored) == len(expected)
    assert all(a == b or not b.isprintable() for a, b in zip(stored, expected, strict=True))


def test_hard_wrapped_paragraphs_become_one_line_each() -> None:
    wrapped = (
        "The minister of the interior met the envoy of the island on the\n"
        "coast, where both of them spoke of the boats that had left in\n"
        "spring and of the guards who had seen them leave at night.\n\n"
        "They agreed that a new centre is needed, and that its head\n"
        "would be named by the council of the island before the end\n"
        "of it.\n- one item\n"
    )
    read = article(wrapped)
    assert len(read.text) == len(wrapped)
    assert [line[:12] for line in read.text.split("\n")] == [
        "The minister",
        "",
        "They agreed ",
        "- one item",
        "",
    ]
    titles = "\n".join(f"Envoy number {n} meets the minister of the coast again" for n in "abcdef")
    assert article(titles).text == titles


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_door(raw: bytes) -> None:
    with suppress(BadArticle):
        assert load(raw, "x").sha256


@given(st.text(alphabet="<>/=\"' abdhilmnoptv&;!-\n", max_size=300))
def test_no_markup_crashes_the_door(text: str) -> None:
    with suppress(BadArticle):
        assert load(("<html>" + text).encode(), "x.html").text


def test_html_gives_the_article_without_the_page_around_it() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Boats of the coast</title>"
        '<meta property="og:site_name" content="The Daily Example">'
        '<meta property="article:published_time" content="2023-05-04T10:00:00Z"></head>'
        "<body><nav><a href='/'>Home</a></nav><article><h1>Boats of the coast</h1>"
        + "<p>The envoy spoke of the boats and of the coast. The minister agreed with the plan.</p>" * 4
        + "</article><footer>All rights reserved</footer></body></html>"
    )
    read = article(page, "a.html")
    assert "The envoy spoke of the boats" in read.text
    assert "Home" not in read.text
    assert "rights reserved" not in read.text
    assert (read.title, read.publisher, read.published.edtf) == (
        "Boats of the coast",
        "The Daily Example",
        "2023-05-04",
    )


def test_html_without_a_stated_date_gets_none() -> None:
    page = (
        "<html><body><article>"
        + "<p>The envoy spoke on 3 May 2011 of the coast.</p>" * 5
        + "</article></body></html>"
    )
    assert article(page, "a.html").published.edtf == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The head of the agency and the envoy met in the capital of the island.", "en"),
        (
            "Der Minister traf am Montag in der Hauptstadt die Vertreter der Agentur und sprach mit ihnen.",
            "de",
        ),
        ("وزیر داخلہ نے پیر کو اسلام آباد میں وفد سے ملاقات کی اور تعاون پر زور دیا۔", "ur"),
        ("Hm", ""),
    ],
)
def test_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_only_english_is_read() -> None:
    assert is_read("en")
    assert not is_read("ur")


def test_title_and_byline_of_a_text_without_header_come_from_its_head() -> None:
    read = article(
        "Envoy meets minister in capital\n\nThe envoy of the island came and the minister of the coast spoke."
    )
    assert read.title == "Envoy meets minister in capital"
    assert read.text.startswith("Envoy meets")
    assert article("(Ada Roe) The envoy of the island came.").byline == "Ada Roe"


def test_the_file_name_has_no_folders_and_the_hash_is_of_the_bytes() -> None:
    read = load(BODY.encode(), "C:\\x\\y/a.txt")
    assert read.file == "a.txt"
    assert read.sha256 == load(BODY.encode(), "b").sha256 != load(BODY.encode() + b" ", "b").sha256


LEDE = "The harbour was closed on Monday, the coast bureau said. Boats went home.\n"


@pytest.mark.parametrize(
    "page",
    [
        f"Home > News > Press releases\nShare  Print  Subscribe\nCoast bureau closes the old harbour\n5 May 2024\n\n{LEDE}",
        f"Coast Bureau\nMedia Centre\nMenu Search EN | FR\nCoast bureau closes the old harbour\n\nPosted on 5 May 2024 · 3 min read\n\n{LEDE}",
        f"Home » News\n\nCoast bureau closes the old harbour\n\n{LEDE}",
    ],
)
def test_the_title_of_a_copied_page_stands_below_its_menu(page: str) -> None:
    assert load(page.encode(), "a.txt").title == "Coast bureau closes the old harbour"


@pytest.mark.parametrize(
    "page",
    [
        f"{LEDE}\nThe harbour opens in the spring again\n\n{LEDE}",
        f"Menu | Search\n\n{LEDE}\nThe harbour opens in the spring again\n\n{LEDE}",
        f"Home > News\n{LEDE}",
    ],
)
def test_a_heading_below_text_is_no_title(page: str) -> None:
    assert load(page.encode(), "a.txt").title == ""


@pytest.mark.parametrize(
    "error", [ImportError, OSError, MemoryError, NameError, AssertionError, NotImplementedError]
)
def test_what_no_markup_leads_to_is_not_blamed_on_the_page(error: type[Exception]) -> None:
    """A library that cannot be loaded, a machine without memory and our own slips come through."""
    assert not issubclass(error, LED_TO)
