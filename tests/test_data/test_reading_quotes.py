"""Quotations: whose they are, which are whole, and what no marks may do to the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import quotes
from data.reading.document import Document
from data.values import Article, Passage
from tests.test_data.marked import document, spoken

MARA, IVO = "Mara Okell", "Ivo Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "“The boats are old and slow,” said {P:Mara Okell}, the Harbour Master.",
        "“The boats are old and slow,” {P:Mara Okell} said.",
        "“The boats are old and slow,” {P:Okell=Mara Okell} later added.",
        '"The boats are old and slow," said Ms. {P:Mara Okell} of the {O:Coast Bureau}.',
        "{P:Mara Okell} said, “The boats are old and slow.”",
        "{P:Mara Okell}, Country Representative {O:Coast Bureau} {L:Norway} said, “The boats are old and "
        "slow.”",
        "Federal Minister of Harbours, Mr. {P:Mara Okell}, in her remarks said, “The boats are old and "
        "slow.”",
        "In her opening remarks, {P:Mara Okell} said: “The boats are old and slow.”",
        "The Deputy Head of the {O:Coast Bureau}, Ms. {P:Mara Okell}, highlighted: “The boats are old and "
        "slow.”",
        "In closing remarks Her Excellency Ms. {P:Mara Okell}, Ambassador of {L:Norway}, said, «The boats "
        "are old and slow.»",
        "{P:Mara Okell} spoke last.\n“The boats are old and slow,” she said.",
        "According to {P:Mara Okell}, “the boats are old and slow”.",
        "“The boats are old and slow”, as {P:Mara Okell} put it.",
        "{P:Mara Okell} told the meeting:\n“The boats are old and slow.”",
        "'The boats are old and slow,' {P:Mara Okell} told reporters.",
        "Asked about the night, {P:Mara Okell} replied: „The boats are old and slow.“",
    ],
)
def test_a_quotation_has_the_speaker_that_the_words_beside_it_name(text: str) -> None:
    ((speaker, _, whole),) = spoken(text)
    assert (speaker, whole) == (MARA, True)


@pytest.mark.parametrize(
    "text",
    [
        "“The boats are old and slow.”",
        "The launch was late. “The boats are old and slow.” It rained.",
        "{P:Mara Okell} met {P:Ivo Brandt}. A sign read “The boats are old and slow and so are we”.",
    ],
)
def test_a_quotation_that_nobody_is_said_to_have_spoken_has_no_speaker(text: str) -> None:
    assert [speaker for speaker, _, _ in spoken(text)] == [""]


def test_a_speaker_after_one_quotation_and_before_another_said_both() -> None:
    text = "“We are late,” {P:Okell=Mara Okell} added. “Nobody has asked us why. This is the day.”"
    assert spoken(text) == [(MARA, "We are late,", True), (MARA, "Nobody has asked", True)]


def test_two_speakers_in_one_paragraph_keep_their_own_words() -> None:
    text = (
        "“We are very late today,” said {P:Mara Okell}. {P:Ivo Brandt} replied: “We were never on time "
        "before.”"
    )
    assert [speaker for speaker, _, _ in spoken(text)] == [MARA, IVO]


def test_five_sentences_between_one_pair_of_marks_are_one_quotation() -> None:
    text = "{P:Mara Okell} stressed: “One is here. Two is there. Three is late. Four left. Five came back.”"
    read = document(text)
    assert [read.text[q.start : q.end] for q in read.quotations] == [
        "One is here. Two is there. Three is late. Four left. Five came back."
    ]


def test_inner_marks_belong_to_the_outer_quotation() -> None:
    text = (
        "“The ports need a “common approach” that helps all of them” said Mr. {P:Ivo Brandt}, the "
        "Harbour Master."
    )
    read = document(text)
    assert [(q.speaker, read.text[q.start : q.end]) for q in read.quotations] == [
        (IVO, "The ports need a “common approach” that helps all of them")
    ]


def test_a_quotation_opened_anew_in_each_paragraph_is_one_quotation() -> None:
    text = (
        "{P:Mara Okell} said: “The first thing is the sea.\n\n“The second thing is the weather.”\nIt rained."
    )
    read = document(text)
    assert [read.text[q.start : q.end] for q in read.quotations] == [
        "The first thing is the sea.\n\n“The second thing is the weather."
    ]


def test_a_mark_that_is_never_closed_takes_nothing_with_it() -> None:
    text = "He called it “a long day and left.\n{P:Mara Okell} said: “The boats are old and slow.”"
    assert spoken(text) == [(MARA, "The boats are", True)]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert spoken("{P:Okell=Mara Okell}'s boats and the owners' crews don't sail, the '90s are over.") == []


def test_a_few_words_inside_a_sentence_are_a_fragment_of_whom_the_sentence_reports() -> None:
    text = (
        "{P:Mara Okell} met {P:Ivo Brandt}. {P:She=Mara Okell} termed the crew’s work “exemplary” and "
        "praised it."
    )
    assert spoken(text) == [(MARA, "exemplary", False)]


def test_a_fragment_deep_in_reported_speech_is_the_speakers() -> None:
    text = (
        "Minister {P:Ivo Brandt} informed the {O:Coast Bureau} that 12 boats were stopped, "
        "reflecting the port’s “open-door policy”."
    )
    assert spoken(text) == [(IVO, "open-door policy", False)]


def test_scare_quotes_have_no_speaker() -> None:
    text = "Passengers are sent to a 'second line' desk. {P:Mara Okell} opened it."
    assert spoken(text) == [("", "second line", False)]


@pytest.mark.parametrize("noun", ["recent report on", "book", "song called", "workshop entitled", "theme"])
def test_a_title_in_marks_is_nobodys_quotation(noun: str) -> None:
    text = f"{{P:Mara Okell}} said the bureau’s {noun} “Boats in Winter: Reasons, Routes and Risks” was read."
    assert [speaker for speaker, _, _ in spoken(text)] == [""]


def test_a_message_on_behalf_of_an_office_names_the_office_and_who_delivered_it() -> None:
    text = (
        "A message was delivered on behalf of H.E. the Ambassador of {L:Norway} by Mr. {P:Ivo Brandt}, "
        "Coordinator "
        "for Ports. In his message he said, “Success will need patience.”"
    )
    (quote,) = document(text).quotations
    assert (quote.speaker, quote.on_behalf_of) == (IVO, "the Ambassador of Norway")


def test_a_message_of_an_office_without_a_bearer_has_no_named_speaker() -> None:
    text = (
        "{P:Ivo Brandt} left. A message was also delivered on behalf of H.E. the High Commissioner of "
        "{L:Norway}. "
        "The message stated that “the sea must be shared by all of us in peace.”"
    )
    (quote,) = document(text).quotations
    assert (quote.speaker, quote.on_behalf_of) == ("", "the High Commissioner of Norway")


def test_she_said_means_the_speaker_before_only_while_nobody_else_is_named() -> None:
    first = "“We sail at dawn with all of them,” said {P:Mara Okell}.\n"
    then = "“The crew is ready for the sea,” she said."
    assert [s for s, _, _ in spoken(first + then)] == [MARA, MARA]
    assert [s for s, _, _ in spoken(first + "{P:Ivo Brandt} and {P:Una Vale} came.\n" + then)] == [MARA, ""]


def test_nothing_is_quoted_from_passages_that_are_kept_apart() -> None:
    text = "“We sail at dawn with all of them,” said Mara Okell."
    for role in ("suspect", "boilerplate"):
        kept = Document(article=Article(text=text), passages=(Passage(start=0, end=len(text), role=role),))
        assert quotes.find(kept) == ()


@given(st.text(alphabet="ab“”\"'‘’«»„ .,:\n", max_size=120))
def test_pairs_never_overlap_and_never_hold_their_own_marks(text: str) -> None:
    done = 0
    for start, end in quotes.pairs(text):
        assert done <= start < end <= len(text)
        assert text[start - 1] in "“”\"'‘’«»„"
        assert text[end] in "“”\"'‘’«»„"
        done = end + 1


@given(st.text(max_size=200))
def test_any_text_gives_quotations_inside_it(text: str) -> None:
    read = Document(article=Article(text=text), passages=(Passage(start=0, end=len(text)),) if text else ())
    for quote in quotes.find(read):
        assert 0 < quote.start < quote.end < len(text)


def test_a_message_that_is_read_out_is_its_authors_and_not_the_bearers() -> None:
    text = (
        "On behalf of the Embassy, Second Secretary {P:Lena Brandt} read out a message of Ambassador "
        "{P:Tom Adeyi}: "
        "“We will go on helping the sailors of this coast.” “No boat is left alone out there,” the "
        "message said."
    )
    quotes = document(text).quotations
    assert [(quote.speaker, quote.on_behalf_of) for quote in quotes] == [("Tom Adeyi", "the Embassy")] * 2


def test_the_bearer_of_a_message_speaks_for_himself_elsewhere() -> None:
    text = (
        "{P:Lena Brandt} delivered a message of {P:Tom Adeyi}. “It is a long text about the sea and its "
        "boats,” said "
        "{P:Una Vale}."
    )
    assert [quote.speaker for quote in document(text).quotations] == ["Una Vale"]
